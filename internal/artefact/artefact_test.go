package artefact

import (
	"errors"
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

func put(t *testing.T, s *Shelf, name, body string) {
	t.Helper()
	if err := s.Put(name, func(w io.Writer) error { _, err := io.WriteString(w, body); return err }); err != nil {
		t.Fatal(err)
	}
}

func TestAHalfMadeArtefactIsNeverOnTheShelf(t *testing.T) {
	s := open(t, 1<<20)
	broken := errors.New("client went away")
	err := s.Put("padi-v1.csv", func(w io.Writer) error {
		io.WriteString(w, "tahun,pro")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("Put = %v, want %v", err, broken)
	}
	if f, ok := s.Take("padi-v1.csv"); ok {
		f.Close()
		t.Error("a half-made artefact is on the shelf")
	}
	if left, _ := filepath.Glob(filepath.Join(s.dir, "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheOneUsedLongestAgoMakesRoom(t *testing.T) {
	s := open(t, 250)
	put(t, s, "a.csv", strings.Repeat("a", 100))
	put(t, s, "b.csv", strings.Repeat("b", 100))
	old := time.Now().Add(-time.Hour)
	for _, name := range []string{"a.csv", "b.csv"} {
		if err := os.Chtimes(filepath.Join(s.dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if f, ok := s.Take("a.csv"); ok { // used now, so b is the oldest
		f.Close()
	}
	put(t, s, "c.csv", strings.Repeat("c", 100))

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
