package data

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// aSet is a published dataset that speaks of places.
func aSet(slug, topic string, day int, contoh, front bool, codes ...string) catalog.Entry {
	e := catalog.Entry{
		Dataset:     catalog.Dataset{ID: slug, Slug: slug, Topic: topic, Contoh: contoh},
		PublishedAt: time.Date(2025, 11, day, 0, 0, 0, 0, time.UTC), Extent: catalog.Extent{Regions: codes},
	}
	if front {
		e.Highlights = []catalog.Highlight{{Label: slug}}
	}
	return e
}

func TestSpeaking(t *testing.T) {
	sets := []catalog.Entry{
		aSet("a", "Kesehatan", 1, true, false, "62.06"),
		aSet("b", "Kesehatan", 9, true, false, "62.06", "62.71"),
		aSet("c", "Pendidikan", 3, true, false, "62.06"),
		aSet("d", "Wilayah", 2, false, false, "62", "62.06"),
		aSet("e", "Sosial", 4, false, true),
		aSet("f", "Energi", 5, true, false, "62.71"),
	}
	for _, test := range []struct{ place, want string }{
		{"katingan", "d b c a"}, // public first; of synthetic ones a second of Kesehatan comes last
		{"palangka-raya", "b f"},
		{"kapuas", ""},
		{"kalimantan-tengah", "e d b f c a"},
	} {
		place, ok := region.BySlug(test.place)
		if !ok {
			t.Fatal(test.place)
		}
		var got []string
		for _, e := range speaking(sets, place) {
			got = append(got, e.Slug)
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("datasets of %s: %s, want %s", test.place, text, test.want)
		}
	}
}

func TestFits(t *testing.T) {
	for _, test := range []struct {
		key     string
		columns []lewu.Column
		want    string // the measures that can colour a map
	}{
		{"tahun kode", []lewu.Column{{Name: "tahun", Kind: lewu.Year}, {Name: "kode", Kind: lewu.Kemendagri}, {Name: "persen_miskin", Label: "Persen miskin", Unit: "persen", Kind: lewu.Decimal}}, "persen_miskin"},
		{"tahun kode jenis", []lewu.Column{{Name: "tahun", Kind: lewu.Year}, {Name: "kode", Kind: lewu.Kemendagri}, {Name: "jenis", Kind: lewu.Text},
			{Name: "luas", Label: "Luas", Unit: "ha", Kind: lewu.Decimal}, {Name: "hasil", Label: "Hasil", Unit: "kuintal/ha", Kind: lewu.Decimal}}, "luas"},
		{"tahun kode indikator", []lewu.Column{{Name: "tahun", Kind: lewu.Year}, {Name: "kode", Kind: lewu.Kemendagri}, {Name: "indikator", Kind: lewu.Text}, {Name: "nilai", Label: "Nilai", Unit: "orang", Kind: lewu.Integer}}, ""},
	} {
		set := catalog.Dataset{Key: strings.Fields(test.key), Period: "tahun"}
		s := shape.Of(set, test.columns)
		var got []string
		for _, m := range s.Measures {
			if fits(s, m) {
				got = append(got, m.Name)
			}
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("%s: %s fit, want %s", test.key, text, test.want)
		}
	}
}

func TestPunctual(t *testing.T) {
	now := time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		due       string
		frequency catalog.Frequency
		want, age string
	}{
		{"2025-11-01", catalog.Yearly, "data.line-late-since map[day:2025-11-01 n:23]", "late"},
		{"2025-11-24", catalog.Monthly, "data.line-next map[day:2025-11-24]", ""},
		{"", catalog.Monthly, "data.line-unplanned map[]", ""},
		{"2025-11-01", catalog.Once, "data.line-once map[]", "final"},
	} {
		e := aSet("x", "X", 1, true, false)
		e.Due, e.Frequency = test.due, test.frequency
		line := punctual(e, now)
		if got := fmt.Sprint(line.Note.Key, " ", line.Note.Args); got != test.want || line.Age != test.age {
			t.Errorf("due %q %s: %s, age %q, want %s, age %q", test.due, test.frequency, got, line.Age, test.want, test.age)
		}
		if test.frequency != "" && !slices.ContainsFunc(line.Meta, func(m lewu.Message) bool { return m.Key == "data.frequency-"+string(test.frequency) }) {
			t.Errorf("%+v does not say %s", line.Meta, test.frequency)
		}
	}
}

func TestStanding(t *testing.T) {
	for _, test := range []struct{ label, title, want string }{
		{"Kasus", "Kasus demam berdarah dengue (contoh)", "Kasus demam berdarah dengue"},
		{"Kunjungan", "Kunjungan puskesmas menurut jenis layanan (contoh)", "Kunjungan puskesmas"},
		{"Titik panas", "Titik panas menurut tingkat keyakinan (contoh)", "Titik panas"},
		{"Indeks (1-5)", "Indeks SPBE Provinsi Kalimantan Tengah", "Indeks SPBE Provinsi Kalimantan Tengah"},
		{"Access", "", "Access"},
	} {
		if got := standing(test.label, test.title, " menurut "); got != test.want {
			t.Errorf("standing(%q, %q) = %q, want %q", test.label, test.title, got, test.want)
		}
	}
}
