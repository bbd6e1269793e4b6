package cache

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"github.com/lewu-id/lewu/internal/clock"
)

var noon = time.Date(2025, 11, 24, 5, 0, 0, 0, time.UTC)

// page makes a maker of an entry that lives a minute.
func page(text string, tags ...string) func() (*Entry, error) {
	return func() (*Entry, error) {
		return &Entry{Status: 200, Body: []byte(text), Tags: tags, Expires: noon.Add(time.Minute)}, nil
	}
}

func mustDo(t *testing.T, c *Cache, key string, make func() (*Entry, error)) string {
	t.Helper()
	e, err := c.Do(t.Context(), key, make)
	if err != nil {
		t.Fatalf("Do(%q) = %v", key, err)
	}
	return string(e.Body)
}

func TestDoKeepsUntilExpiry(t *testing.T) {
	now := noon
	c := New(1<<20, func() time.Time { return now })
	if got, want := mustDo(t, c, "/data", page("versi 4")), "versi 4"; got != want {
		t.Errorf("first = %q, want %q", got, want)
	}
	now = noon.Add(59 * time.Second)
	if got, want := mustDo(t, c, "/data", page("versi 5")), "versi 4"; got != want {
		t.Errorf("after 59 s = %q, want %q", got, want)
	}
	now = noon.Add(time.Minute)
	if _, ok := c.Get("/data"); ok {
		t.Error("Get finds an entry a minute old")
	}
	if n, bytes := c.Size(); n != 0 || bytes != 0 {
		t.Errorf("Size() = %d, %d after expiry, want 0, 0", n, bytes)
	}
}

func TestDropByTag(t *testing.T) {
	c := New(1<<20, clock.At(noon))
	mustDo(t, c, "/data/padi", page("padi", "dataset:padi"))
	mustDo(t, c, "/data/karet", page("karet", "dataset:karet"))
	mustDo(t, c, "/data", page("semua", "dataset:padi", "dataset:karet"))
	c.Drop("dataset:padi", "dataset:tidak-ada")
	for key, want := range map[string]bool{"/data/padi": false, "/data/karet": true, "/data": false} {
		if _, got := c.Get(key); got != want {
			t.Errorf("Get(%q) after Drop = %v, want %v", key, got, want)
		}
	}
	c.DropAll()
	if n, bytes := c.Size(); n != 0 || bytes != 0 || len(c.byTag) != 0 {
		t.Errorf("after DropAll %d entries, %d bytes, %d tags, want none", n, bytes, len(c.byTag))
	}
}

// A page that was begun before a publication must not be kept after it, and
// who asks after it must not get it.
func TestDropReachesWhatIsBeingMade(t *testing.T) {
	for _, drop := range []struct {
		name string
		do   func(*Cache)
	}{
		{"its tag", func(c *Cache) { c.Drop("dataset:padi") }},
		{"everything", func(c *Cache) { c.DropAll() }},
		{"another tag, then its tag", func(c *Cache) { c.Drop("dataset:karet"); c.Drop("dataset:padi") }},
	} {
		c := New(1<<20, clock.At(noon))
		old := mustDo(t, c, "/data/padi", func() (*Entry, error) {
			drop.do(c)
			if got, want := mustDo(t, c, "/data/padi", page("versi 5", "dataset:padi")), "versi 5"; got != want {
				t.Errorf("%s: asked after the drop = %q, want %q", drop.name, got, want)
			}
			return page("versi 4", "dataset:padi")()
		})
		if old != "versi 4" {
			t.Errorf("%s: its maker got %q, want versi 4", drop.name, old)
		}
		if got, want := mustDo(t, c, "/data/padi", page("versi 6")), "versi 5"; got != want {
			t.Errorf("%s: kept %q, want %q", drop.name, got, want)
		}
	}

	c := New(1<<20, clock.At(noon))
	mustDo(t, c, "/data/padi", func() (*Entry, error) {
		c.Drop("dataset:karet")
		return page("versi 4", "dataset:padi")()
	})
	if _, kept := c.Get("/data/padi"); !kept {
		t.Error("dropping another tag lost the page that was being made")
	}
}

func TestManyAskOneMakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := New(1<<20, clock.At(noon))
		gate := make(chan struct{})
		var made atomic.Int32
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if got := mustDo(t, c, "/", func() (*Entry, error) {
					made.Add(1)
					<-gate
					return page("beranda")()
				}); got != "beranda" {
					t.Errorf("got %q", got)
				}
			})
		}
		synctest.Wait() // one makes, forty-nine wait
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := c.Do(ctx, "/", page("")); !errors.Is(err, context.Canceled) {
			t.Errorf("a visitor who left gets %v, want %v", err, context.Canceled)
		}
		close(gate)
		wg.Wait()
		if got := made.Load(); got != 1 {
			t.Errorf("made %d times, want 1", got)
		}
	})
}

func TestErrorsAndPanicsAreNotKept(t *testing.T) {
	c := New(1<<20, clock.At(noon))
	broken := errors.New("database is locked")
	if _, err := c.Do(t.Context(), "/", func() (*Entry, error) { return nil, broken }); !errors.Is(err, broken) {
		t.Errorf("Do = %v, want %v", err, broken)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = c.Do(t.Context(), "/", func() (*Entry, error) { panic("nil map") })
	}()
	if _, err := c.Do(t.Context(), "/", func() (*Entry, error) { return &Entry{}, nil }); err != nil {
		t.Error(err)
	}
	if n, _ := c.Size(); n != 0 {
		t.Errorf("%d entries after an error, a panic and an entry without Expires, want 0", n)
	}
	if got := mustDo(t, c, "/", page("beranda")); got != "beranda" {
		t.Errorf("after the failures = %q", got)
	}
}

func TestBoundedByBytes(t *testing.T) {
	const limit = 100 << 10
	c := New(limit, clock.At(noon))
	body := strings.Repeat("x", 8<<10)
	for n := range 40 {
		mustDo(t, c, fmt.Sprintf("/data/%d", n), page(body, "dataset"))
		mustDo(t, c, "/data/0", page(body, "dataset")) // asked for all the time
		if _, bytes := c.Size(); bytes > limit {
			t.Fatalf("%d bytes kept, limit %d", bytes, limit)
		}
	}
	for key, want := range map[string]bool{"/data/0": true, "/data/1": false, "/data/39": true} {
		if _, got := c.Get(key); got != want {
			t.Errorf("Get(%q) = %v, want %v", key, got, want)
		}
	}
	mustDo(t, c, "/monster", page(strings.Repeat("x", limit/4)))
	if _, kept := c.Get("/monster"); kept {
		t.Error("an entry of a quarter of the room was kept")
	}
}

func TestNewEntry(t *testing.T) {
	body := []byte(strings.Repeat("<p>Kabupaten Katingan</p>\n", 200))
	html := http.Header{"Content-Type": {"text/html; charset=utf-8"}}
	e := NewEntry(200, html, body, Quick)

	gz, err := gzip.NewReader(bytes.NewReader(e.Gzip))
	if err != nil {
		t.Fatal(err)
	}
	for name, r := range map[string]io.Reader{"gzip": gz, "br": brotli.NewReader(bytes.NewReader(e.Brotli))} {
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, body) {
			t.Errorf("%s: %d bytes, %v; want the %d of the body", name, len(got), err, len(body))
		}
	}
	if other := NewEntry(200, html, body[1:], Quick); other.ETag == e.ETag {
		t.Errorf("two bodies share %s", e.ETag)
	}
	for name, e := range map[string]*Entry{
		"short": NewEntry(200, html, body[:100], Quick),
		"image": NewEntry(200, http.Header{"Content-Type": {"image/png"}}, body, Quick),
	} {
		if e.Gzip != nil || e.Brotli != nil {
			t.Errorf("%s: was compressed", name)
		}
	}
}

func BenchmarkGet(b *testing.B) {
	c := New(DefaultBytes, clock.System)
	_, _ = c.Do(b.Context(), "/", func() (*Entry, error) {
		return &Entry{Body: []byte("x"), Expires: time.Now().Add(time.Hour)}, nil
	})
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			c.Get("/")
		}
	})
}
