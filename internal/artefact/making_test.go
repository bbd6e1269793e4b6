package artefact

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// A tap is a Write that gives one piece for each token, and counts its calls.
type tap struct {
	tokens chan struct{}
	pieces []string
	calls  atomic.Int64
}

func newTap(pieces ...string) *tap {
	return &tap{tokens: make(chan struct{}, len(pieces)), pieces: pieces}
}

func (p *tap) write(ctx context.Context, w io.Writer) error {
	p.calls.Add(1)
	for _, piece := range p.pieces {
		select {
		case <-p.tokens:
		case <-ctx.Done():
			return ctx.Err()
		}
		if _, err := io.WriteString(w, piece); err != nil {
			return err
		}
	}
	return nil
}

// A reader takes what is sent, piece by piece.
type reader struct{ got chan string }

func (r reader) Write(p []byte) (int, error) { r.got <- string(p); return len(p), nil }

// TestSendFollows: the first bytes arrive before the last are made, and the
// artefact is kept.
func TestSendFollows(t *testing.T) {
	s := open(t, 1<<20)
	source := newTap("tahun,produksi\n", "2024,5\n")
	r := reader{make(chan string)}
	done := make(chan error, 1)
	go func() { done <- s.Send(t.Context(), "padi.csv", r, source.write) }()
	source.tokens <- struct{}{}
	if got := <-r.got; got != "tahun,produksi\n" {
		t.Errorf("first came %q", got)
	}
	if _, ok := s.Size("padi.csv"); ok {
		t.Error("half an artefact is on the shelf")
	}
	source.tokens <- struct{}{}
	if got := <-r.got; got != "2024,5\n" {
		t.Errorf("then came %q", got)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	s.Close()
	if n, ok := s.Size("padi.csv"); !ok || n != 22 {
		t.Errorf("the shelf has %d bytes, %v, want 22", n, ok)
	}
	if got := left(t, s); len(got) != 1 {
		t.Errorf("left behind: %q", got)
	}
}

// TestManyShareOneMaking: whoever asks while it is made reads the same making,
// from its beginning.
func TestManyShareOneMaking(t *testing.T) {
	s := open(t, 1<<20)
	source := newTap("a", "b", "c")
	first := reader{make(chan string, 3)}
	var wg sync.WaitGroup
	wg.Go(func() {
		if err := s.Send(t.Context(), "x.csv", first, source.write); err != nil {
			t.Error(err)
		}
	})
	source.tokens <- struct{}{}
	<-first.got // it is under way
	bodies := make([]bytes.Buffer, 5)
	for i := range bodies {
		wg.Go(func() {
			if err := s.Send(t.Context(), "x.csv", &bodies[i], source.write); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Go(func() {
		f, err := s.Whole(t.Context(), "x.csv", source.write)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		if body, err := io.ReadAll(f); string(body) != "abc" || err != nil {
			t.Errorf("Whole = %q, %v, want abc", body, err)
		}
	})
	for s.users("x.csv") < len(bodies)+2 {
		time.Sleep(time.Millisecond)
	}
	source.tokens <- struct{}{}
	source.tokens <- struct{}{}
	wg.Wait()
	for i := range bodies {
		if bodies[i].String() != "abc" {
			t.Errorf("reader %d has %q, want abc", i, bodies[i].String())
		}
	}
	if source.calls.Load() != 1 {
		t.Errorf("it was made %d times, want once", source.calls.Load())
	}
}

// users is how many take part in a making.
func (s *Shelf) users(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.makings[name]
	if m == nil {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.users
}

// TestNobodyWaits: a making ends when its last reader leaves, and nothing half
// stays; who comes later gets a whole one.
func TestNobodyWaits(t *testing.T) {
	s := open(t, 1<<20)
	source := newTap("a", "b")
	ctx, cancel := context.WithCancel(t.Context())
	r := reader{make(chan string, 2)}
	done := make(chan error, 1)
	go func() { done <- s.Send(ctx, "x.csv", r, source.write) }()
	source.tokens <- struct{}{}
	<-r.got
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Send = %v, want canceled", err)
	}
	s.Close()
	if got := left(t, s); len(got) > 0 {
		t.Errorf("left behind: %q", got)
	}
	keep(t, s, "x.csv", "ab")
	if n, _ := s.Size("x.csv"); n != 2 {
		t.Errorf("%d bytes, want 2", n)
	}
}

func TestAHalfMadeArtefactIsNeverOnTheShelf(t *testing.T) {
	s := open(t, 1<<20)
	broken := errors.New("a block is damaged")
	var got bytes.Buffer
	err := s.Send(t.Context(), "padi-v1.csv", &got, func(_ context.Context, w io.Writer) error {
		io.WriteString(w, "tahun,pro")
		return broken
	})
	if !errors.Is(err, broken) || NoRoom(err) {
		t.Errorf("Send = %v, want %v", err, broken)
	}
	if _, err := s.Whole(t.Context(), "padi-v1.csv", func(context.Context, io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Errorf("Whole = %v, want %v", err, broken)
	}
	s.Close()
	if f, ok := s.Take("padi-v1.csv"); ok {
		f.Close()
		t.Error("a half-made artefact is on the shelf")
	}
	if got := left(t, s); len(got) > 0 {
		t.Errorf("left behind: %q", got)
	}
}

// TestTheReaderLeaves: a reader whose connection is gone is nobody's error, and
// told apart from one.
func TestTheReaderLeaves(t *testing.T) {
	s := open(t, 1<<20)
	gone := errors.New("connection reset")
	err := s.Send(t.Context(), "x.csv", failing{gone}, words("abc"))
	if !errors.Is(err, ErrLeft) || !errors.Is(err, gone) {
		t.Errorf("Send = %v, want that the reader left", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

// TestWithoutName: an artefact for one reader is not kept.
func TestWithoutName(t *testing.T) {
	s := open(t, 1<<20)
	var got bytes.Buffer
	if err := s.Send(t.Context(), "", &got, words("abc")); err != nil || got.String() != "abc" {
		t.Errorf("Send = %q, %v, want abc", got.String(), err)
	}
	s.Close()
	if got := left(t, s); len(got) > 0 {
		t.Errorf("left behind: %q", got)
	}
}

// TestNoPlace: where the shelf cannot be written to, a download is sent all the
// same, and goes on where it broke off.
func TestNoPlace(t *testing.T) {
	s := open(t, 1<<20)
	if err := os.RemoveAll(s.dir); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := s.Send(t.Context(), "x.csv", &got, words("abc")); err != nil || got.String() != "abc" {
		t.Errorf("without a folder: %q, %v, want abc", got.String(), err)
	}
	if _, err := s.Whole(t.Context(), "x.csv", words("abc")); !NoRoom(err) {
		t.Errorf("Whole = %v, want no room", err)
	}

	s = open(t, 1<<20)
	got.Reset()
	err := s.Send(t.Context(), "y.csv", &got, func(_ context.Context, w io.Writer) error {
		for i, piece := range []string{"abc", "def", "ghi"} {
			if m, ok := w.(*making); ok && i == 2 {
				m.file.Close() // the disk fills up
			}
			if _, err := io.WriteString(w, piece); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil || got.String() != "abcdefghi" {
		t.Errorf("a disk that fills: %q, %v, want all nine letters", got.String(), err)
	}
}

// TestTurns: no more are made at once than there are turns. Who waits in vain is
// told to come back, and who has left waits no longer.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := open(t, 1<<20)
		s.turns = make(chan struct{}, 1)
		s.turns <- struct{}{}
		began := time.Now()
		if err := s.Keep(t.Context(), "a.csv", words("a")); !errs.Is(err, errs.Busy) || time.Since(began) != patience {
			t.Errorf("Keep = %v after %v, want busy after %v", err, time.Since(began), patience)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := s.Keep(ctx, "a.csv", words("a")); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Keep = %v, want the end of its time", err)
		}
		<-s.turns
		if err := s.Keep(t.Context(), "a.csv", words("a")); err != nil {
			t.Error(err)
		}
		s.Close()
		if got := left(t, s); len(got) != 1 {
			t.Errorf("left: %q, want a.csv alone", got)
		}
	})
}

func TestDrop(t *testing.T) {
	s := open(t, 1<<20)
	for _, name := range []string{"5664-a.csv", "5664-b.json", "77-a.csv"} {
		keep(t, s, name, strings.Repeat("x", 10))
	}
	if err := s.Drop("5664"); err != nil {
		t.Fatal(err)
	}
	if got := left(t, s); len(got) != 1 || got[0] != "77-a.csv" {
		t.Errorf("left: %q, want 77-a.csv", got)
	}
}
