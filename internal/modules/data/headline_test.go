package data

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/sample"
)

// theDay is the day of the demo in tests.
func theDay() time.Time { return time.Date(2026, 3, 31, 0, 0, 0, 0, clock.WIB) }

// A shelf makes books of delimited files, the way the road does.
type shelf struct {
	t      *testing.T
	engine *table.Engine
	made   map[string]edition // by slug
}

// An edition is a published dataset with its file.
type edition struct {
	set     catalog.Dataset
	version catalog.Version
	source  table.Source
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	engine, err := table.Open(table.Options{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	return shelf{t, engine, map[string]edition{}}
}

// sample is a dataset of the demo, all its deliveries but corrected ones in one
// table.
func (s shelf) sample(slug string, base ...lewu.Filter) *book {
	s.t.Helper()
	return s.open(s.edition(slug), base...)
}

func (s shelf) edition(slug string) edition {
	s.t.Helper()
	if e, ok := s.made[slug]; ok {
		return e
	}
	var set catalog.Dataset
	var files []string
	answers := map[string]string{}
	for _, d := range append(sample.Public(theDay()), sample.Deliveries(theDay())...) {
		if d.Set.Slug != slug {
			continue
		}
		body, err := d.Body()
		if err != nil {
			s.t.Fatal(err)
		}
		if strings.HasSuffix(d.File, "-ralat.csv") {
			files = files[:len(files)-1]
		}
		set, files, answers = d.Set, append(files, lastYear(body)), d.Answers
	}
	s.made[slug] = s.publish(set, answers, files)
	return s.made[slug]
}

// lastYear cuts the large tables of days to thirteen months.
func lastYear(body string) string {
	if len(body) < 1<<20 {
		return body
	}
	lines := strings.SplitAfter(body, "\n")
	kept := lines[:1:1]
	for _, l := range lines[1:] {
		if l >= "2025-03-30" {
			kept = append(kept, l)
		}
	}
	return strings.Join(kept, "")
}

// book publishes files as version 3 of a dataset.
func (s shelf) book(set catalog.Dataset, answers map[string]string, files []string, base ...lewu.Filter) *book {
	s.t.Helper()
	return s.open(s.publish(set, answers, files), base...)
}

func (s shelf) open(e edition, base ...lewu.Filter) *book {
	return newBook(e.set, e.version, base, func(ctx context.Context, q lewu.Query) (*table.Result, error) {
		return s.engine.Query(ctx, e.source, q)
	})
}

func (s shelf) publish(set catalog.Dataset, answers map[string]string, files []string) edition {
	s.t.Helper()
	ctx := context.Background()
	var draft *table.Draft
	for i, body := range files {
		path := s.t.TempDir() + "/berkas.csv"
		if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
			s.t.Fatal(err)
		}
		grid, err := delimited.Format().Read(ctx, lewu.Input{Name: "berkas.csv", Size: int64(len(body)), Answers: answers, Tick: func(int64) {},
			Open: func() (io.ReadCloser, error) { return os.Open(path) }})
		if err != nil {
			s.t.Fatal(err)
		}
		if draft == nil {
			if draft, err = s.engine.Create(ctx, grid.Columns, set.Key); err != nil {
				s.t.Fatal(err)
			}
			s.t.Cleanup(func() { _ = draft.Close() })
		}
		err = grid.Rows(ctx, func(row int64, cells []lewu.Cell) error { return draft.Append(i+1, row, cells) })
		if err != nil {
			s.t.Fatal(err)
		}
	}
	w, err := draft.Finish(ctx, table.Merge{}, s.t.TempDir())
	if err != nil {
		s.t.Fatal(err)
	}
	v := catalog.Version{N: 3, Isi: w.Isi, IsiSize: w.IsiSize, Berkas: w.Berkas, Columns: w.Columns, Key: set.Key, Rows: w.Rows}
	src := table.Source{Path: w.Path, SHA256: w.Berkas, Columns: w.Columns, Key: set.Key, Rows: w.Rows}
	return edition{set, v, src}
}

func TestHeadline(t *testing.T) {
	s := newShelf(t)
	for _, test := range []struct {
		slug string
		ask  Ask
		want string // value unit asof state
	}{
		{"produksi-padi", Ask{}, "ton 2025 data.figure-without Palangka Raya"},
		{"produksi-padi", Ask{Region: "62.03"}, "ton 2025 "},
		{"produksi-padi", Ask{Region: "62.71"}, "ton 2024 "},
		{"produksi-padi", Ask{Region: "62.03", Year: "2023", Measure: "luas_panen"}, "ha 2023 "},
		{"produksi-padi", Ask{Year: "1999"}, "none"},
		{"produksi-padi", Ask{Measure: "hasil"}, "none"},
		{"wilayah-kalimantan-tengah", Ask{Region: "62.06"}, "181963 jiwa  "},
		{"wilayah-kalimantan-tengah", Ask{Region: "62", Measure: "penduduk_2024_semester_ii"}, "2825290 jiwa  "},
		{"kemiskinan-pengangguran", Ask{Year: "2025"}, "5.19 persen 2025-03 "},
		{"kemiskinan-pengangguran", Ask{Filter: []lewu.Filter{is("indikator", "Tingkat pengangguran terbuka")}}, "3.97 persen 2025-08 "},
		{"apbd-kalimantan-tengah-djpk", Ask{Measure: "realisasi"}, "2304757931577.86  2025 web.raw sementara"},
		{"angka-putus-sekolah", Ask{Region: "62.12"}, "persen 2025 data.figure-highest"},
		{"angka-putus-sekolah", Ask{Region: "62.12", Filter: []lewu.Filter{is("jenjang", "SD")}}, "persen 2025 "},
		{"rasio-gini", Ask{}, "0.292  2025-03 "},
		{"daftar-pasar-rakyat", Ask{Region: "62.02"}, "unit  "},
		{"pengunjung-perpustakaan", Ask{Region: "62.71", Year: "2025"}, "kunjungan 2025-12 "},
	} {
		k, err := s.sample(test.slug, test.ask.Filter...).headline(context.Background(), test.ask)
		got := k.Figure.Value + " " + k.Figure.Unit + " " + k.Figure.AsOf + " " + k.Figure.State.Key + " " + k.Figure.State.Args["place"] + k.Figure.State.Args["text"]
		if errs.Is(err, errs.NotFound) {
			got = "none"
		} else if err != nil {
			t.Fatal(test.slug, err)
		}
		if !strings.Contains(got+" ", test.want) {
			t.Errorf("%s %+v = %q, want %q", test.slug, test.ask, got, test.want)
		}
		if got != "none" && (!strings.HasPrefix(k.Origin, "/data/"+test.slug+"/asal?") || k.Figure.Receipt.Rows == 0 || k.Label == "" || k.LabelEN == "") {
			t.Errorf("%s %+v is proved at %q by %+v, labels %q, %q", test.slug, test.ask, k.Origin, k.Figure.Receipt, k.Label, k.LabelEN)
		}
		t.Logf("%s %+v: %s (%s) %s", test.slug, test.ask, k.Label, got, k.Origin)
	}
}
