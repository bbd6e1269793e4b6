package app

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/search"
)

// A source gives the documents of a test, and remembers what it was asked.
type source struct {
	docs  []lewu.Doc
	fails bool
	asked []int64
}

func (s *source) give(_ context.Context, since int64, put func(lewu.Doc) error) error {
	s.asked = append(s.asked, since)
	if s.fails {
		return errors.New("no answer")
	}
	for _, d := range s.docs {
		if err := put(d); err != nil {
			return err
		}
	}
	return nil
}

// TestIndex hears each source from where it was heard last, all of it where
// events are gone, and goes on where one fails.
func TestIndex(t *testing.T) {
	c, err := config.Load(func(name string) string { return map[string]string{"LEWU_DATA": t.TempDir()}[name] }, "")
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), Options{Config: c, Clock: clock.System, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	good := &source{docs: []lewu.Doc{{Kind: "good", ID: "a", Title: "Anggrek"}, {Kind: "good", ID: "b", Title: "Bakau"}}}
	bad := &source{docs: []lewu.Doc{{Kind: "bad", ID: "x", Title: "Anggrek"}}, fails: true}
	whole := &source{docs: []lewu.Doc{{Kind: "whole", ID: "w", Title: "Anggrek"}}}
	h.rooms = []lewu.Description{
		{Name: "one", Search: []lewu.Source{{Kind: "bad", Docs: bad.give}}},
		{Name: "two", Search: []lewu.Source{{Kind: "good", Docs: good.give}, {Kind: "whole", Whole: true, Docs: whole.give}}},
	}
	change := func() {
		t.Helper()
		err := h.DB.Write(t.Context(), func(tx *sql.Tx) error { return announce.Write(t.Context(), tx, "dataset", "a", time.Now()) })
		if err != nil {
			t.Fatal(err)
		}
	}
	finds := func(want ...string) {
		t.Helper()
		var got []string
		for _, query := range []string{"anggrek", "bakau"} {
			f, err := h.Search.Find(t.Context(), query, search.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, hit := range f.Hits {
				got = append(got, hit.ID)
			}
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("found %v, want %v", got, want)
		}
	}

	change()
	if err := h.Index(t.Context()); err == nil || !strings.Contains(err.Error(), "bad: no answer") {
		t.Errorf("a failing source: %v", err)
	}
	finds("a", "b", "w")
	bad.fails = false
	if err := h.Index(t.Context()); err != nil {
		t.Error(err)
	}
	finds("a", "b", "w", "x")
	if !slices.Equal(good.asked, []int64{0}) || !slices.Equal(bad.asked, []int64{0, 0}) {
		t.Errorf("asked %v and %v, want once and twice for all", good.asked, bad.asked)
	}

	change()
	change()
	good.docs = []lewu.Doc{{Kind: "good", ID: "a", Gone: true}}
	whole.docs = nil // what it leaves out is gone
	if err := h.Index(t.Context()); err != nil {
		t.Error(err)
	}
	finds("b", "x")

	change()
	if _, err := h.DB.ExecContext(t.Context(), `delete from announce`); err != nil {
		t.Fatal(err)
	}
	good.docs = []lewu.Doc{{Kind: "good", ID: "c", Title: "Bakau"}}
	if err := h.Index(t.Context()); err != nil {
		t.Error(err)
	}
	finds("c", "x")
	if !slices.Equal(good.asked, []int64{0, 1, 0}) {
		t.Errorf("asked since %v, want 0, 1, and 0 again where events are gone", good.asked)
	}
}
