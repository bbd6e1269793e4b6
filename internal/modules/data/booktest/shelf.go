// Package booktest makes books of delimited files for tests, the way the road
// does. Only tests use it.
package booktest

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
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/sample"
)

// TheDay is the day of the demo in tests.
func TheDay() time.Time { return time.Date(2026, 3, 31, 0, 0, 0, 0, clock.WIB) }

// A Shelf makes books of delimited files, the way the road does.
type Shelf struct {
	t      *testing.T
	Engine *table.Engine      // that reads every table of the shelf
	made   map[string]Edition // by slug
}

// An Edition is a published dataset with its file.
type Edition struct {
	Set     catalog.Dataset
	Version catalog.Version
	Source  table.Source
}

// New makes an empty shelf that is cleared when the test ends.
func New(t *testing.T) Shelf {
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
	return Shelf{t, engine, map[string]Edition{}}
}

// Sample is a dataset of the demo, all its deliveries but corrected ones in one
// table.
func (s Shelf) Sample(slug string, base ...lewu.Filter) *book.Book {
	s.t.Helper()
	return s.open(s.Edition(slug), base...)
}

// Edition is a dataset of the demo, published.
func (s Shelf) Edition(slug string) Edition {
	s.t.Helper()
	if e, ok := s.made[slug]; ok {
		return e
	}
	var set catalog.Dataset
	var files []string
	answers := map[string]string{}
	for _, d := range append(sample.Public(TheDay()), sample.Deliveries(TheDay())...) {
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
	s.made[slug] = s.Publish(set, answers, files)
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

// Book publishes files as version 3 of a dataset.
func (s Shelf) Book(set catalog.Dataset, answers map[string]string, files []string, base ...lewu.Filter) *book.Book {
	s.t.Helper()
	return s.open(s.Publish(set, answers, files), base...)
}

func (s Shelf) open(e Edition, base ...lewu.Filter) *book.Book {
	return book.New(e.Set, e.Version, base, func(ctx context.Context, q lewu.Query) (*table.Result, error) {
		return s.Engine.Query(ctx, e.Source, q)
	})
}

// Publish makes one table of delimited files.
func (s Shelf) Publish(set catalog.Dataset, answers map[string]string, files []string) Edition {
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
			if draft, err = s.Engine.Create(ctx, grid.Columns, set.Key); err != nil {
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
	v := catalog.Version{N: 3, PublishedAt: TheDay(), Isi: w.Isi, IsiSize: w.IsiSize, Berkas: w.Berkas, Columns: w.Columns, Key: set.Key, Rows: w.Rows}
	src := table.Source{Path: w.Path, SHA256: w.Berkas, Columns: w.Columns, Key: set.Key, Rows: w.Rows}
	return Edition{set, v, src}
}
