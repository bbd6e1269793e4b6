package search_test

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/search"
)

// TestParts finds words by a part of them, and with a mistake in them, and says
// which query it answers.
func TestParts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d, documents(t))
		for _, test := range []struct{ query, want, corrected string }{
			{"listr", "listrik", ""},
			{"puting", "wisata", ""},
			{"elektrif", "listrik", ""},
			{"kotawaringin", "bandara", ""},
			{"waringin", "ikan-tangkap", ""},
			{"pdai", "padi", "padi"},
			{"produksi pdai katingan", "padi", "produksi padi katingan"},
			{"Jembatn & Kahayn", "jembatan", "jembatan & kahayan"},
			{"Tanjung Putng", "wisata", "Tanjung puting"},
			{"stuning", "stunting", "stunting"},
			{"pertania", "padi", ""},
			{"62.06", "wilayah", ""},
			{"zzzzzz", "", ""},
			{"1234x", "", ""},
			{"xq", "", ""},
			{"dan di yang", "", ""},
			{"data", "", ""},
			{"", "", ""},
			{"padi zzzzzz", "padi", ""},
			{"2024", "umur", ""},
			{"katingan", "wilayah", ""},
		} {
			ids, f := find(t, s, test.query, search.Options{})
			if test.want == "" && len(ids) > 0 || test.want != "" && !slices.Contains(ids, test.want) || f.Corrected != test.corrected {
				t.Errorf("Find(%q) = %v, corrected %q, want %q, %q", test.query, ids, f.Corrected, test.want, test.corrected)
			}
			if f.Total != len(ids) || f.Kinds["dataset"] != len(ids) {
				t.Errorf("Find(%q): total %d, by kind %v, but %d hits", test.query, f.Total, f.Kinds, len(ids))
			}
		}
	})
}

// TestFound looks at all that a search gives back.
func TestFound(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d, documents(t))
		save(t, s, search.Update{Kind: "place", To: 1, Whole: true, Docs: []lewu.Doc{
			{Kind: "place", ID: "62.06", Link: "/wilayah/katingan", Title: "Kabupaten Katingan", TitleEN: "Katingan regency", Summary: "Ibu kota Kasongan."},
			{Kind: "place", ID: "62.03", Link: "/wilayah/kapuas", Title: "Kabupaten Kapuas", Summary: "Ibu kota Kuala Kapuas.", Contoh: true},
		}})
		ids, f := find(t, s, "Kasongan", search.Options{})
		want := lewu.Doc{Kind: "place", ID: "62.06", Link: "/wilayah/katingan", Title: "Kabupaten Katingan", TitleEN: "Katingan regency", Summary: "Ibu kota Kasongan."}
		if len(ids) != 1 || !reflect.DeepEqual(f.Hits[0].Doc, want) || f.Hits[0].Score <= 0 || !slices.Equal(f.Terms, []string{"kasongan"}) {
			t.Errorf("Kasongan: %+v, terms %v, want %+v", f.Hits, f.Terms, want)
		}
		if _, f := find(t, s, "kuala", search.Options{}); len(f.Hits) != 1 || !f.Hits[0].Contoh {
			t.Errorf("a synthetic document came back as %+v", f.Hits)
		}

		all, _ := find(t, s, "katingan", search.Options{})
		if len(all) < 20 || all[0] != "62.06" {
			t.Fatalf("katingan: %v, want its own page first", all)
		}
		page, f := find(t, s, "katingan", search.Options{Offset: 5, Limit: 7})
		if !slices.Equal(page, all[5:12]) || f.Total != len(all) {
			t.Errorf("5 to 12 of %v are %v, total %d", all, page, f.Total)
		}
		only, f := find(t, s, "katingan", search.Options{Kinds: []string{"place"}})
		if !slices.Equal(only, []string{"62.06"}) || f.Total != 1 || f.Kinds["dataset"] != len(all)-1 {
			t.Errorf("of kind place: %v, total %d, by kind %v", only, f.Total, f.Kinds)
		}
		for _, o := range []search.Options{{Offset: 10_000}, {Offset: -1}, {Kinds: []string{"tidak ada"}}} {
			if _, err := s.Find(t.Context(), "padi", o); err != nil {
				t.Errorf("%+v: %v", o, err)
			}
		}
	})
}

// TestSave changes documents, takes them away, and comes late.
func TestSave(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		s := search.New(d)
		seq := func(want int64) {
			t.Helper()
			if got, err := s.Seq(t.Context(), "dataset"); err != nil || got != want {
				t.Fatalf("Seq = %d, %v, want %d", got, err, want)
			}
		}
		holds := func(query string, want ...string) {
			t.Helper()
			ids, _ := find(t, s, query, search.Options{})
			slices.Sort(ids)
			if !slices.Equal(ids, want) {
				t.Errorf("Find(%q) = %v, want %v", query, ids, want)
			}
		}
		doc := func(id, title string) lewu.Doc { return lewu.Doc{Kind: "dataset", ID: id, Title: title} }

		seq(0)
		holds("padi")
		save(t, s, search.Update{Kind: "dataset", To: 7, Whole: true, Docs: []lewu.Doc{doc("a", "Padi unggul"), doc("b", "Jagung"), doc("c", "Padi ladang")}})
		seq(7)
		holds("padi", "a", "c")

		// One changes, one goes, one comes.
		save(t, s, search.Update{Kind: "dataset", From: 7, To: 9, Docs: []lewu.Doc{doc("a", "Kedelai"), {Kind: "dataset", ID: "b", Gone: true}, doc("d", "Padi gogo")}})
		seq(9)
		holds("padi", "c", "d")
		holds("kedelai", "a")
		holds("jagung")
		holds("unggul")
		holds("jagun") // nor as a part: its word is gone too

		// Who comes from where the index no longer stands is not heard.
		if done, err := s.Save(t.Context(), search.Update{Kind: "dataset", From: 7, To: 8, Docs: []lewu.Doc{doc("c", "Salah")}}); done || err != nil {
			t.Errorf("a late update: %v, %v", done, err)
		}
		seq(9)
		holds("padi", "c", "d")

		// All there are; another kind stays.
		save(t, s, search.Update{Kind: "place", To: 3, Docs: []lewu.Doc{{Kind: "place", ID: "p", Title: "Padi place"}}})
		save(t, s, search.Update{Kind: "dataset", From: 9, To: 9, Whole: true, Docs: []lewu.Doc{doc("d", "Padi gogo")}})
		holds("padi", "d", "p")
		holds("kedelai")
		save(t, s, search.Update{Kind: "dataset", From: 9, To: 10, Whole: true})
		holds("padi", "p")
		save(t, s, search.Update{Kind: "place", From: 3, To: 4, Docs: []lewu.Doc{{Kind: "place", ID: "p", Gone: true}, {Kind: "place", ID: "q", Gone: true}}})
		for _, table := range []string{"search_doc", "search_posting", "search_term", "search_word"} {
			var n int
			if err := d.QueryRowContext(t.Context(), `select count(*) from `+table).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s has %d rows left, %v", table, n, err)
			}
		}
		if _, err := s.Save(t.Context(), search.Update{Kind: "dataset", From: 10, To: 11, Docs: []lewu.Doc{{Kind: "place", ID: "p"}}}); err == nil {
			t.Error("a document of another kind was taken")
		}
	})
}

// TestSaveBeside lets several processes index the same documents at once: one
// is heard, and the index is as if one alone had done it.
func TestSaveBeside(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		migrate(t, d)
		s := search.New(d)
		var docs []lewu.Doc
		for i := range 120 {
			docs = append(docs, lewu.Doc{Kind: "dataset", ID: fmt.Sprint(i), Title: fmt.Sprintf("Produksi padi %d", i), Words: []string{"sawah", "Katingan"}})
		}
		var group sync.WaitGroup
		heard := make(chan bool, 3)
		for range 3 {
			group.Go(func() {
				done, err := s.Save(context.Background(), search.Update{Kind: "dataset", To: 5, Whole: true, Docs: docs})
				if err != nil {
					t.Error(err)
				}
				heard <- done
			})
		}
		group.Wait()
		close(heard)
		n := 0
		for done := range heard {
			if done {
				n++
			}
		}
		if ids, f := find(t, s, "padi", search.Options{Limit: 10}); n != 1 || f.Total != 120 || len(ids) != 10 {
			t.Errorf("%d were heard, %d documents found, want 1 and 120", n, f.Total)
		}
		var terms, docsOf int
		if err := d.QueryRowContext(t.Context(), `select count(*), max(docs) from search_term where term = 'padi'`).Scan(&terms, &docsOf); err != nil || terms != 1 || docsOf != 120 {
			t.Errorf("padi stands %d times with %d documents, %v, want once with 120", terms, docsOf, err)
		}
	})
}

// TestHostile asks what nobody should: it costs little, harms nothing, and finds
// what is in it.
func TestHostile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := open(t, d, documents(t))
		for _, query := range []string{
			strings.Repeat("padi ", 2_000), "padi " + strings.Repeat("x", 10_000), strings.Repeat("%", 10_000), strings.Repeat("padi' or 1=1 -- ", 700),
			"padi'; drop table search_doc; --", `padi" or ""="`, "padi <script>alert(1)</script>", "padi\x00\x01\x1b[31m\xff\xfe", "padi \u202e\u200b",
			"padi 数据 データ بيانات", "padi%_\\", "padi AND NOT (", "padi*", `padi\`, "${padi} {{padi}}", "padi\r\n\r\nSet-Cookie: a=b", "🌾 padi",
			"paddy " + strings.Repeat("kunjung ", 500),
		} {
			ids, f := find(t, s, query, search.Options{Limit: 20})
			if strings.Contains(query, "pad") && !slices.Contains(ids, "padi") {
				t.Errorf("Find(%.40q) = %v, want padi among them", query, ids)
			}
			if len(query) > 1000 && !f.Cut {
				t.Errorf("Find(%.40q) of %d bytes was not cut", query, len(query))
			}
		}
		if ids, _ := find(t, s, "padi", search.Options{}); !slices.Contains(ids, "padi") {
			t.Error("the index is gone")
		}
	})
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		in, want string
		cut      bool
	}{
		{" padi  ", "padi", false},
		{strings.Repeat("padi ", 100), strings.TrimSpace(strings.Repeat("padi ", 40)), true},
		{strings.Repeat("é", 300), strings.Repeat("é", 200), true},
		{strings.Repeat("a", 200), strings.Repeat("a", 200), false},
		{"\xffpadi", "padi", false},
		{"padi\x00\x1b[31m\u202e sa\u00adwah\r\n", "padi  [31m sawah", false},
	} {
		if got, cut := search.Cut(test.in); got != test.want || cut != test.cut {
			t.Errorf("Cut(%.20q) = %q, %v, want %q, %v", test.in, got, cut, test.want, test.cut)
		}
	}
}

func TestUnderstand(t *testing.T) {
	for _, test := range []struct {
		in      string
		terms   []string
		regions []string
		years   []int
	}{
		{"penduduk katingan 2024", []string{"penduduk"}, []string{"62.06"}, []int{2024}},
		{"Berapa jumlah murid SMK di Palangkaraya dan Kobar, 2022–2023?", []string{"siswa", "smk"}, []string{"62.71", "62.01"}, []int{2022, 2023}},
		{"serapan anggaran kalteng", []string{"realisasi", "anggar"}, []string{"62"}, nil},
		{"population of West Kotawaringin regency", []string{"population"}, []string{"62.01"}, nil},
		{"barito 1850", []string{"barito", "1850"}, nil, nil},
		{"", nil, nil, nil},
	} {
		got := search.Understand(test.in)
		want := lewu.Question{Text: test.in, Terms: test.terms, Regions: test.regions, Years: test.years}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("Understand(%q) = %+v, want %+v", test.in, got, want)
		}
	}
}

// TestCommon: a word that nearly all documents have brings them where it is all
// that was asked, and only orders what a rarer word brings.
func TestCommon(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var docs []lewu.Doc
		for i := range 600 {
			docs = append(docs, lewu.Doc{Kind: "dataset", ID: fmt.Sprint(i), Title: "Laporan bulanan"})
		}
		docs[7].Title, docs[9].Title = "Laporan bulanan anggrek", "Anggrek"
		s := open(t, d, docs)
		if _, f := find(t, s, "laporan", search.Options{Limit: 5}); f.Total != 599 {
			t.Errorf("laporan: %d documents, want 599", f.Total)
		}
		ids, f := find(t, s, "laporan anggrek", search.Options{})
		if slices.Sort(ids); !slices.Equal(ids, []string{"7", "9"}) {
			t.Errorf("laporan anggrek: %d documents, %.5v, want 7 and 9", f.Total, ids)
		}
	})
}
