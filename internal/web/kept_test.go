package web_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"github.com/lewu-id/lewu/internal/web"
)

func TestPagesAreKept(t *testing.T) {
	for _, test := range []struct {
		name    string
		first   string
		second  string
		headers []string // of the second
		made    int32
	}{
		{"again", "/data", "/data", nil, 1},
		{"front page", "/", "/", nil, 1},
		{"other language", "/data", "/en/data", nil, 2},
		{"unknown keys", "/data", "/data?utm_source=wa&fbclid=1", nil, 1},
		{"order of keys", "/data?q=padi&halaman=2", "/data?halaman=2&q=padi&x=1", nil, 1},
		{"other value", "/data?q=padi", "/data?q=karet", nil, 2},
		{"two values in another order", "/data?q=a&q=b", "/data?q=b&q=a", nil, 2},
		{"any key", "/tabel?tahun=2024&jenis=sawah", "/tabel?jenis=sawah&tahun=2024", nil, 1},
		{"another value of any key", "/tabel?tahun=2024", "/tabel?tahun=2023", nil, 2},
		{"what others hang on a link", "/tabel?tahun=2024", "/tabel?tahun=2024&fbclid=IwAR0&utm_source=wa", nil, 1},
		{"a query too long to keep", "/tabel?nama=" + strings.Repeat("a", 1000), "/tabel?nama=" + strings.Repeat("a", 1000), nil, 2},
		{"slash in a segment", "/data/a%2Fb", "/data/a%252Fb", nil, 2},
		{"key of another page", "/data/padi", "/data/padi?q=1", nil, 1},
		{"session", "/data", "/data", []string{"Cookie: __Host-lewu=1"}, 2},
		{"token", "/data", "/data", []string{"Authorization: Bearer x"}, 2},
		{"some cookie", "/data", "/data", []string{"Cookie: _ga=1"}, 1},
	} {
		h := newHouse(t, nil)
		h.get(test.first)
		h.get(test.second, test.headers...)
		if got := h.made.Load(); got != test.made {
			t.Errorf("%s: made %d times, want %d", test.name, got, test.made)
		}
	}
}

// What is kept must not depend on who came first.
func TestKeptPagesHoldNothingOfTheVisitor(t *testing.T) {
	h := newHouse(t, nil)
	first := h.get("/data?q=padi&token=rahasia", "User-Agent: Peramban/1.0", "Host: evil.example").Body.String()
	for _, not := range []string{"rahasia", "Peramban", "evil.example"} {
		if strings.Contains(first, not) {
			t.Errorf("the kept page holds %q", not)
		}
	}
	if !strings.Contains(first, "q=padi") || !strings.Contains(first, "lewu.example") {
		t.Error("the handler did not see the known key or the host of the house")
	}
	signed := h.get("/data?q=padi&token=rahasia", "User-Agent: Peramban/1.0", "Cookie: __Host-lewu=1")
	if !strings.Contains(signed.Body.String(), "Peramban") {
		t.Error("with a session the handler does not see the request")
	}
	if got, want := signed.Header().Get("Cache-Control"), "no-store"; got != want {
		t.Errorf("with a session: Cache-Control %q, want %q", got, want)
	}
}

func TestKeptPagesEnd(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(*house)
		made int32
	}{
		{"59 seconds later", func(h *house) { h.now = h.now.Add(59 * time.Second) }, 1},
		{"a minute later", func(h *house) { h.now = h.now.Add(time.Minute) }, 2},
		{"its dataset published", func(h *house) { h.web.Drop("dataset:padi") }, 2},
		{"another dataset published", func(h *house) { h.web.Drop("dataset:karet") }, 1},
		{"settings changed", func(h *house) { h.web.DropAll() }, 2},
	} {
		h := newHouse(t, nil)
		h.get("/data/padi")
		test.do(h)
		h.get("/data/padi")
		if got := h.made.Load(); got != test.made {
			t.Errorf("%s: made %d times, want %d", test.name, got, test.made)
		}
	}

	h := newHouse(t, nil)
	h.now = time.Date(2025, 11, 24, 16, 59, 50, 0, time.UTC) // 23.59.50 WIB
	h.get("/data/padi")
	h.now = h.now.Add(10 * time.Second)
	h.get("/data/padi")
	if got := h.made.Load(); got != 2 {
		t.Errorf("at midnight WIB: made %d times, want 2", got)
	}
}

func TestKeptAnswers(t *testing.T) {
	h := newHouse(t, nil)
	plain := h.get("/data")
	body, etag := plain.Body.Bytes(), plain.Header().Get("ETag")
	for name, want := range map[string]string{"Cache-Control": "no-cache", "Vary": "Accept-Encoding", "Content-Language": "id", "Content-Type": "text/html; charset=utf-8", "Content-Encoding": ""} {
		if got := plain.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, test := range []struct {
		accept, encoding string
	}{
		{"gzip, deflate, br, zstd", "br"},
		{"gzip, deflate", "gzip"},
		{"br;q=0, gzip;q=0.5", "gzip"},
		{"br;q=0.0,gzip;q=0", ""},
		{"BR", "br"},
		{"deflate", ""},
		{"brotli", ""},
	} {
		w := h.get("/data", "Accept-Encoding: "+test.accept)
		if got := w.Header().Get("Content-Encoding"); got != test.encoding {
			t.Errorf("%q: %q, want %q", test.accept, got, test.encoding)
		}
		if got := decode(t, test.encoding, w.Body.Bytes()); !bytes.Equal(got, body) {
			t.Errorf("%q: %d bytes, want the %d of the page", test.accept, len(got), len(body))
		}
		if got := w.Header().Get("ETag"); got != etag {
			t.Errorf("%q: ETag %q, want %q", test.accept, got, etag)
		}
	}
	for _, test := range []struct {
		method, match string
		want          int
	}{
		{"GET", etag, 304},
		{"HEAD", etag, 304},
		{"GET", strings.TrimPrefix(etag, "W/"), 304},
		{"GET", `"lain", ` + etag, 304},
		{"GET", "*", 304},
		{"GET", `W/"lain"`, 200},
	} {
		w := h.call(test.method, "/data", "If-None-Match: "+test.match)
		if w.Code != test.want || (test.want == 304 && w.Body.Len() > 0) || w.Header().Get("ETag") != etag {
			t.Errorf("%s with %s: %d, %d bytes, want %d", test.method, test.match, w.Code, w.Body.Len(), test.want)
		}
	}
	if w := h.call("HEAD", "/data"); w.Code != 200 || w.Body.Len() > 0 || w.Header().Get("Content-Length") != plain.Header().Get("Content-Length") {
		t.Errorf("HEAD: %d, %d bytes, length %s", w.Code, w.Body.Len(), w.Header().Get("Content-Length"))
	}
	if got := h.made.Load(); got != 1 {
		t.Errorf("made %d times, want 1", got)
	}
}

// A page that HEAD asked for first is there for GET.
func TestHeadFirst(t *testing.T) {
	h := newHouse(t, nil)
	h.call("HEAD", "/data/padi")
	if w := h.get("/data/padi"); w.Body.Len() < 1000 || h.made.Load() != 1 {
		t.Errorf("%d bytes, made %d times; want a page, made once", w.Body.Len(), h.made.Load())
	}
}

func decode(t *testing.T, encoding string, b []byte) []byte {
	t.Helper()
	var r io.Reader = bytes.NewReader(b)
	switch encoding {
	case "br":
		r = brotli.NewReader(r)
	case "gzip":
		z, err := gzip.NewReader(r)
		if err != nil {
			t.Fatal(err)
		}
		r = z
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestPagesAreLight(t *testing.T) {
	h := newHouse(t, nil)
	page := h.get("/bagian", "Accept-Encoding: br").Body.Len()
	sheet := h.get(sheetAddress(t, h), "Accept-Encoding: br").Body.Len()
	if page+sheet > 50_000 {
		t.Errorf("every component on one page: %d + %d bytes, want ≤ 50,000", page, sheet)
	}
}

func BenchmarkKeptPage(b *testing.B) {
	h := newHouse(b, func(o *web.Options) { o.Clock = nil })
	r := httptest.NewRequest(http.MethodGet, "/data", nil)
	r.Header.Set("Accept-Encoding", "gzip, br")
	h.serve.ServeHTTP(httptest.NewRecorder(), r)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		w := discard{header: make(http.Header)}
		for pb.Next() {
			clear(w.header)
			h.serve.ServeHTTP(w, r)
		}
	})
}

// A discard is a ResponseWriter that costs nothing.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
