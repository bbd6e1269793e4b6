package artefact

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func open(t *testing.T, limit int64) *Shelf {
	t.Helper()
	s, err := Open(t.TempDir(), limit)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// words is a Write of a text.
func words(body string) Write {
	return func(_ context.Context, w io.Writer) error { _, err := io.WriteString(w, body); return err }
}

// keep makes an artefact and waits until it is on the shelf.
func keep(t *testing.T, s *Shelf, name, body string) {
	t.Helper()
	if err := s.Keep(t.Context(), name, words(body)); err != nil {
		t.Fatal(err)
	}
}

// left are the files in the folder of a shelf.
func left(t *testing.T, s *Shelf) (names []string) {
	t.Helper()
	list, err := s.list()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		names = append(names, f.Name())
	}
	return names
}

func TestTheOneUsedLongestAgoMakesRoom(t *testing.T) {
	s := open(t, 250)
	keep(t, s, "a.csv", strings.Repeat("a", 100))
	keep(t, s, "b.csv", strings.Repeat("b", 100))
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"a.csv", "b.csv"} {
		if err := os.Chtimes(filepath.Join(s.dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if f, ok := s.Take("a.csv"); ok { // used now, so b is the oldest
		f.Close()
	}
	keep(t, s, "c.csv", strings.Repeat("c", 100))

	for name, want := range map[string]bool{"a.csv": true, "b.csv": false, "c.csv": true} {
		f, got := s.Take(name)
		if got {
			f.Close()
		}
		if got != want {
			t.Errorf("%s on the shelf: %v, want %v", name, got, want)
		}
	}
}
