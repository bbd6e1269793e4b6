package data

import (
	"context"
	"fmt"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"

	"github.com/lewu-id/lewu/internal/modules/data/answer"
	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/booktest"
	"github.com/lewu-id/lewu/internal/modules/data/sample"
)

// large are datasets of the demo that take long to make, and answer nothing
// here.
var large = []string{"harga-bahan-pokok", "tinggi-muka-air"}

// A library is the demo's datasets, open to be asked and in the search.
type library struct {
	books  map[string]*book.Book
	search *search.Store
}

func newLibrary(t *testing.T) library {
	t.Helper()
	l := library{books: map[string]*book.Book{}}
	s := booktest.New(t)
	var docs []lewu.Doc
	for _, d := range append(sample.Public(booktest.TheDay()), sample.Deliveries(booktest.TheDay())...) {
		slug := d.Set.Slug
		if l.books[slug] != nil || strings.Contains(strings.Join(large, " "), slug) {
			continue
		}
		b := s.Sample(slug)
		l.books[slug] = b
		var values []string
		for _, c := range b.Shape.Categories {
			list, err := b.Values(t.Context(), c.Column)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, list...)
		}
		v := b.Version
		for _, r := range region.Regencies() {
			if b.Shape.Region != "" {
				v.Extent.Regions = append(v.Extent.Regions, string(r.Kemendagri))
			}
		}
		v.Extent.From, v.Extent.To = "2018", "2025"
		docs = append(docs, document(b.Set, v, values))
	}
	store := dbtest.Open(t, dbtest.SQLite(t))
	m := search.Migrations()
	if err := store.Migrate(t.Context(), m.Name, m.Files); err != nil {
		t.Fatal(err)
	}
	l.search = search.New(store)
	if _, err := l.search.Save(t.Context(), search.Update{Kind: docKind, To: 1, Whole: true, Docs: docs}); err != nil {
		t.Fatal(err)
	}
	return l
}

// ask answers a question the way the room does, in one line a figure.
func (l library) ask(ctx context.Context, query string) (string, error) {
	q := search.Understand(query)
	if !answer.Answerable(q) {
		return "", nil
	}
	found, err := l.search.Find(ctx, query, search.Options{Kinds: []string{docKind}, Limit: answer.MaxAsked})
	if err != nil {
		return "", err
	}
	list, err := answer.Figures(ctx, q, found.Hits, func(slug string) (*book.Book, error) { return l.books[slug], nil })
	var lines []string
	for _, k := range list {
		mark := ""
		if k.Figure.Contoh {
			mark = " CONTOH"
		}
		lines = append(lines, fmt.Sprintf("%s: %s %s %s%s", k.Label, k.Figure.Value, k.Figure.Unit, k.Figure.AsOf, mark))
	}
	return strings.Join(lines, "; "), err
}

func TestAnswers(t *testing.T) {
	l := newLibrary(t)
	for _, test := range []struct{ query, want string }{
		// Real figures, by any name of a place, in both languages.
		{"penduduk katingan 2024", "Penduduk, Kabupaten Katingan: 181963 jiwa 2024-S2"},
		{"population of West Kotawaringin 2024", "Penduduk, Kabupaten Kotawaringin Barat: 294602 jiwa 2024-S2"},
		{"berapa penduduk kobar dan kotim", "Penduduk, Kabupaten Kotawaringin Barat: 294602 jiwa 2024-S2; Penduduk, Kabupaten Kotawaringin Timur: 454515 jiwa 2024-S2"},
		{"penduduk 2024", "Penduduk, Provinsi Kalimantan Tengah: 2825290 jiwa 2024-S2"},
		{"luas palangkaraya", "Luas, Kota Palangka Raya: 2848.699 km² "},
		{"jumlah desa di Kapuas", "Desa, Kabupaten Kapuas: 214  "},
		{"kemiskinan 2024", "Persentase penduduk miskin, Provinsi Kalimantan Tengah: 5.26 persen 2024-09"},
		{"pengangguran 2025 kalteng", "Tingkat pengangguran terbuka, Provinsi Kalimantan Tengah: 3.97 persen 2025-08"},
		{"rasio gini 2019", "Rasio gini, Provinsi Kalimantan Tengah: 0.335  2019-09"},
		{"indeks spbe 2023", "Indeks SPBE Provinsi Kalimantan Tengah: 2.75  2023"},
		{"serapan belanja 2024", "Realisasi, Belanja daerah, Provinsi Kalimantan Tengah: 8228868790145.90  2024"},
		// Synthetic ones, where nothing real answers.
		{"padi kapuas 2024", "Produksi padi, Kabupaten Kapuas: 130424.98 ton 2024 CONTOH"},
		{"luas panen padi seruyan 2022", "Luas panen (Produksi padi), Kabupaten Seruyan: 1236.8 ha 2022 CONTOH"},
		{"produksi jagung kapuas 2024", "Produksi, Jagung (Luas panen dan produksi palawija), Kabupaten Kapuas: 9102.8 ton 2024 CONTOH"},
		{"sapi katingan 2024", "Populasi ternak, Sapi potong, Kabupaten Katingan: 2788 ekor 2024 CONTOH"},
		{"guru katingan 2024", "Guru, Kabupaten Katingan: 2549 orang 2024 CONTOH"},
		{"stunting katingan 2024", "Balita stunting, Kabupaten Katingan: 23.3 persen 2024 CONTOH"},
		{"upah minimum kotim 2024", "Upah minimum, Kabupaten Kotawaringin Timur: 3802000.00  2024 CONTOH"},
		// What no figure answers, or more than one.
		{"penduduk", ""},                                 // neither place nor year
		{"katingan 2024", ""},                            // no thing
		{"presiden 2024", ""},                            // no such thing
		{"penduduk katingan 1999", ""},                   // of another year
		{"penduduk katingan 2020-2024", ""},              // of several years
		{"penduduk miskin katingan 2024", ""},            // of the province only
		{"ibu kota katingan", ""},                        // no figure
		{"penduduk sungai katingan 2024", ""},            // of which nothing is known
		{"kabupaten dengan penduduk terbanyak 2024", ""}, // a comparison
		{"produksi katingan 2024", ""},                   // of what?
		{"produksi singkong kapuas 2024", ""},            // singkong is a keyword of all crops
		{"usaha mikro kobar 2024", ""},                   // the kinds are trades, not sizes
		{"tenaga kerja kobar 2024", ""},                  // those of small firms only
		{"sungai kobar 2024", ""},                        // not the quality of their water
		{"penumpang kobar 2024", ""},                     // not cars for passengers
		{"apbd 2024", ""},                                // planned or spent, revenue or spending?
		{"belanja 2024", ""},                             // planned or spent?
		{"kemiskinan dan pengangguran 2024", ""},         // two figures
		{"siswa smk kobar 2024", ""},                     // boys or girls?
		{"akta kelahiran katingan 2024", ""},             // months may not add up to a year
		{"inflasi 2024", ""},                             // a month is not the year
		{"rumah tangga katingan 2024", ""},               // two sources
	} {
		got, err := l.ask(t.Context(), test.query)
		if err != nil || got != test.want {
			t.Errorf("%s: %q, %v, want %q", test.query, got, err, test.want)
		}
	}
}
