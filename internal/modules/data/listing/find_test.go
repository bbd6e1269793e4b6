package listing

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/region"
)

var today = time.Date(2025, 11, 24, 9, 0, 0, 0, clock.WIB)

// shelf makes n datasets with everything that facets look at, unevenly.
func shelf(r *rand.Rand, n int) Shelf {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	s := Shelf{Now: today, Scores: map[string]float64{}}
	for i := range n {
		from := 2015 + r.IntN(8)
		e := catalog.Entry{
			Dataset: catalog.Dataset{
				Slug: "set-" + strconv.Itoa(i), Title: "Set " + strconv.Itoa(i), SortKey: "set " + strconv.Itoa(r.IntN(n)), Contoh: r.IntN(3) > 0,
				Topic: pick("Pertanian", "Keuangan daerah", "Kesehatan"), Agency: pick("Dinas Contoh A", "BPS (contoh)", "Dinas TPHP (contoh)"),
				Metadata: catalog.Metadata{
					Frequency: catalog.Frequency(pick("bulanan", "tahunan", "sekali", "")), Due: pick("", "2025-11-01", "2026-02-28"),
					Statistic: catalog.Statistic(pick("dasar", "sektoral")), Access: catalog.Access(pick("berkala", "setiap saat")),
				},
			},
			PublishedAt: today.AddDate(0, 0, -r.IntN(9)), MediaType: pick("text/plain", "application/zip"),
		}
		if r.IntN(4) > 0 {
			e.Extent.From, e.Extent.To = strconv.Itoa(from), strconv.Itoa(from+r.IntN(5))+"-10"
		}
		for _, place := range region.Regencies()[:3] {
			if r.IntN(2) > 0 {
				e.Extent.Regions = append(e.Extent.Regions, string(place.Kemendagri))
			}
		}
		if r.IntN(2) > 0 {
			s.Scores[e.Slug] = float64(r.IntN(3))
		}
		s.Sets = append(s.Sets, e)
	}
	return s
}

// has is the plain meaning of a facet, written without the code under test.
func has(e catalog.Entry, key, value string) bool {
	switch key {
	case Topic:
		return strings.ReplaceAll(strings.ToLower(e.Topic), " ", "-") == value
	case Agency:
		return strings.NewReplacer(" ", "-", "(", "", ")", "").Replace(strings.ToLower(e.Agency)) == value
	case Region:
		r, ok := region.BySlug(value)
		return ok && slices.Contains(e.Extent.Regions, string(r.Kemendagri))
	case Year:
		return e.Extent.From != "" && e.Extent.From[:4] <= value && value <= e.Extent.To[:4]
	case Form:
		return (e.MediaType == "application/zip") == (value == "xlsx") && (value == "xlsx" || value == "csv")
	case Access:
		return strings.ReplaceAll(string(e.Access), " ", "-") == value
	case Statistic:
		return string(e.Statistic) == value
	case Kind:
		return value == "contoh" && e.Contoh || value == "publik" && !e.Contoh
	case State:
		late := e.Due != "" && e.Due < "2025-11-24" && e.Frequency != "sekali"
		return value == "selesai" && e.Frequency == "sekali" || value == "terlambat" && late ||
			value == "tepat-waktu" && e.Due != "" && !late && e.Frequency != "sekali"
	}
	return false
}

// fits tells whether a dataset meets a question, passing over one facet.
func fits(s Shelf, e catalog.Entry, q Question, but string) bool {
	if _, hit := s.Scores[e.Slug]; q.Text != "" && !hit {
		return false
	}
	for key, values := range q.Picks {
		if key != but && len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return has(e, key, v) }) {
			return false
		}
	}
	return true
}

func howMany(s Shelf, ok func(catalog.Entry) bool) (n int) {
	for _, e := range s.Sets {
		if ok(e) {
			n++
		}
	}
	return n
}

// TestCountsAreExact holds every count against counting one by one.
func TestCountsAreExact(t *testing.T) {
	universe := map[string][]string{
		Topic: {"pertanian", "keuangan-daerah", "kesehatan", "tambang"}, Agency: {"dinas-contoh-a", "bps-contoh", "dinas-tphp-contoh"},
		Region: {"kotawaringin-barat", "kotawaringin-timur", "kapuas", "katingan"}, Year: {"2015", "2018", "2020", "2022", "2027"},
		Form: {"csv", "xlsx"}, Access: {"berkala", "setiap-saat", "serta-merta"}, Statistic: {"dasar", "sektoral"},
		Kind: {"publik", "contoh"}, State: {"tepat-waktu", "terlambat", "selesai"},
	}
	r := rand.New(rand.NewPCG(3, 2025))
	for round := range 300 {
		s := shelf(r, 1+r.IntN(60))
		v := url.Values{}
		for _, key := range Keys()[1:10] {
			for range []int{0, 0, 1, 2}[r.IntN(4)] {
				v.Add(key, universe[key][r.IntN(len(universe[key]))])
			}
		}
		if r.IntN(2) > 0 {
			v.Set("q", "padi")
		}
		q := Parse(v)
		got := s.Find(q, len(s.Sets))
		if want := howMany(s, func(e catalog.Entry) bool { return fits(s, e, q, "") }); got.Total != want || len(got.Sets) != want {
			t.Fatalf("round %d, %q: total %d, %d listed, want %d", round, q.Encode(), got.Total, len(got.Sets), want)
		}
		for _, e := range got.Sets {
			if !fits(s, e, q, "") {
				t.Fatalf("round %d, %q: lists %s", round, q.Encode(), e.Slug)
			}
		}
		for _, f := range got.Facets {
			seen := map[string]int{}
			for _, value := range f.Values {
				seen[value.ID] = value.Count
				if value.Chosen != slices.Contains(q.Picks[f.Key], value.ID) {
					t.Errorf("round %d, %q: %s=%s chosen %v", round, q.Encode(), f.Key, value.ID, value.Chosen)
				}
			}
			for _, value := range universe[f.Key] {
				want := howMany(s, func(e catalog.Entry) bool { return fits(s, e, q, f.Key) && has(e, f.Key, value) })
				if seen[value] != want {
					t.Errorf("round %d, %q: %s=%s counts %d, want %d", round, q.Encode(), f.Key, value, seen[value], want)
				}
			}
		}
		for _, out := range got.Escape {
			want := howMany(s, func(e catalog.Entry) bool { return fits(s, e, q, out.Key) })
			if out.Total != want || want == 0 {
				t.Errorf("round %d, %q: %d without %s, want %d", round, q.Encode(), out.Total, out.Key, want)
			}
		}
	}
}

func TestOrders(t *testing.T) {
	at := func(day int) time.Time { return today.AddDate(0, 0, -day) }
	set := func(slug string, contoh bool, ago int, due string) catalog.Entry {
		return catalog.Entry{PublishedAt: at(ago), Dataset: catalog.Dataset{
			Slug: slug, SortKey: slug, TitleEN: map[string]string{"beras": "Rice"}[slug], Contoh: contoh,
			Metadata: catalog.Metadata{Frequency: catalog.Monthly, Due: due},
		}}
	}
	s := Shelf{
		Now: today,
		Sets: []catalog.Entry{
			set("apbd", false, 40, "2026-01-01"), set("beras", true, 1, "2025-11-01"), set("cabai", false, 3, "2025-11-20"), set("durian", true, 2, ""),
		},
		Scores: map[string]float64{"apbd": 1, "beras": 2, "cabai": 1, "durian": 1},
	}
	for _, test := range []struct {
		query   string
		english bool
		want    string
	}{
		{"", false, "cabai apbd beras durian"}, // public before synthetic, newest first
		{"urut=relevansi", false, "cabai apbd beras durian"},
		{"q=x", false, "beras apbd cabai durian"}, // the best first; public only among equals
		{"q=x&urut=terbaru", false, "cabai apbd beras durian"},
		{"urut=judul", false, "apbd cabai beras durian"},
		{"urut=judul", true, "apbd cabai durian beras"},
		{"urut=terlambat", false, "cabai apbd beras durian"},
		{"urut=acak", false, "cabai apbd beras durian"},
	} {
		v, err := url.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		s.English = test.english
		var got []string
		for _, e := range s.Find(Parse(v), 10).Sets {
			got = append(got, e.Slug)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%q: %q, want %q", test.query, got, test.want)
		}
	}
}

func TestPages(t *testing.T) {
	s := shelf(rand.New(rand.NewPCG(1, 1)), 45)
	seen := map[string]bool{}
	for page := 1; page <= 3; page++ {
		r := s.Find(Question{Page: page}, 20)
		if r.Total != 45 || r.Pages != 3 || len(r.Sets) != []int{0, 20, 20, 5}[page] {
			t.Errorf("page %d: %d of %d on %d pages", page, len(r.Sets), r.Total, r.Pages)
		}
		for _, e := range r.Sets {
			seen[e.Slug] = true
		}
	}
	if len(seen) != 45 {
		t.Errorf("the pages hold %d datasets, want all 45", len(seen))
	}
	for _, page := range []int{0, 4, 1 << 40} {
		if r := s.Find(Question{Page: page}, 20); len(r.Sets) != 0 || r.Total != 45 {
			t.Errorf("page %d: %d of %d, want none of 45", page, len(r.Sets), r.Total)
		}
	}
	if r := (Shelf{}).Find(Question{Page: 1}, 20); r.Total != 0 || r.Pages != 0 {
		t.Errorf("an empty shelf: %d on %d pages", r.Total, r.Pages)
	}
}

// TestAChosenValueStays: in sight, with its name, where nothing has it now.
func TestAChosenValueStays(t *testing.T) {
	s := Shelf{Now: today, Scores: map[string]float64{}, Sets: []catalog.Entry{{Dataset: catalog.Dataset{Slug: "a", Topic: "Keuangan daerah"}}}}
	r := s.Find(Parse(url.Values{"q": {"padi"}, "topik": {"Keuangan Daerah", "tambang"}}), 20)
	got := fmt.Sprint(r.Facets[0].Values)
	if want := "[{keuangan-daerah Keuangan daerah 0 true} {tambang  0 true}]"; got != want && got != "[{tambang  0 true} {keuangan-daerah Keuangan daerah 0 true}]" {
		t.Errorf("values %s, want %s", got, want)
	}
	if r.Total != 0 || len(r.Escape) != 0 {
		t.Errorf("%d found, %v: nothing has the word", r.Total, r.Escape)
	}
}
