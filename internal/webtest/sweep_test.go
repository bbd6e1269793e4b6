package webtest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// site serves pages by address; "-> /x" redirects.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := pages[r.URL.RequestURI()]
		if !ok {
			text, ok = pages[r.URL.Path+"?*"]
		}
		to, redirect := strings.CutPrefix(text, "-> ")
		switch {
		case !ok:
			http.NotFound(w, r)
		case redirect:
			http.Redirect(w, r, to, http.StatusFound)
		default:
			w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if strings.HasSuffix(r.URL.Path, ".csv") {
				w.Header().Set("Content-Type", "text/csv")
			}
			fmt.Fprint(w, text)
		}
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

func sound(body string) string {
	return `<!doctype html><html lang="id"><title>Lewu</title><main><h1>Lewu</h1>` + body + `</main></html>`
}

func sweepAll(t *testing.T, pages map[string]string, start ...string) Swept {
	t.Helper()
	return Sweep(context.Background(), http.DefaultClient, site(t, pages), start, CheckPage)
}

func TestSweep(t *testing.T) {
	got := sweepAll(t, map[string]string{
		"/":               sound(`<a href="/data#tabel">Data</a><a href="data?urut=nama">Urut</a><a href="https://bps.go.id/">BPS</a><a href="/lama">Lama</a>`),
		"/data":           sound(`<a href="/">Beranda</a><a href="data/padi.csv">Unduh</a>`),
		"/data?urut=nama": sound(``),
		"/data/padi.csv":  `<a href="/not-a-link">`,
		"/lama":           "-> /baru",
		"/baru":           sound(``),
		"/lepas":          sound(``),
	}, "/", "/")
	want := []string{"/", "/data", "/data?urut=nama", "/lama", "/data/padi.csv", "/baru"}
	if !slices.Equal(got.Visited, want) || len(got.Problems) != 0 || got.Skipped != 0 {
		t.Errorf("visited %q, skipped %d, problems %v, want %q and no problem", got.Visited, got.Skipped, got.Problems, want)
	}
}

func TestSweepFinds(t *testing.T) {
	for _, test := range []struct {
		name  string
		pages map[string]string
		want  string
	}{
		{"dead start", map[string]string{}, "/: 404 Not Found"},
		{"dead link", map[string]string{"/": sound(`<a href="/hilang">x</a>`)}, "/hilang (from /): 404 Not Found"},
		{"dead picture", map[string]string{"/": sound(`<img src="/a.png" alt="">`)}, "/a.png (from /): 404 Not Found"},
		{"dead redirect", map[string]string{"/": "-> /hilang"}, "/hilang (from /): 404 Not Found"},
		{"unsound page", map[string]string{"/": sound(`<a href="/b">b</a>`), "/b": sound(`<input name="q">`)},
			`/b (from /): line 1: label: <input name="q"> has no label`},
		{"no address", map[string]string{"/": sound(`<a href="/%zz">x</a>`)}, "/%zz (from /): no address"},
	} {
		got := sweepAll(t, test.pages, "/")
		if len(got.Problems) != 1 || !strings.HasPrefix(got.Problems[0].String(), test.want) {
			t.Errorf("%s: %v, want one that begins %q", test.name, got.Problems, test.want)
		}
	}
}

// Filters that link to ever more filters do not keep a sweep for ever.
func TestSweepEnds(t *testing.T) {
	var links strings.Builder
	for i := range 40 {
		fmt.Fprintf(&links, `<a href="/data?hal=%d">%d</a>`, i, i)
	}
	got := sweepAll(t, map[string]string{"/data?*": sound(links.String())}, "/data")
	if len(got.Visited) != maxQueries || got.Skipped != 40-maxQueries+1 || len(got.Problems) != 0 {
		t.Errorf("visited %d, skipped %d, problems %v, want %d and %d", len(got.Visited), got.Skipped, got.Problems,
			maxQueries, 40-maxQueries+1)
	}
}

func TestSweepStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	got := Sweep(ctx, http.DefaultClient, site(t, map[string]string{"/": sound("")}), []string{"/"}, nil)
	if len(got.Visited) != 0 || len(got.Problems) != 1 {
		t.Errorf("after cancel: %+v, want no visit and one problem", got)
	}
	if got := Sweep(context.Background(), http.DefaultClient, "http://[", []string{"/"}, nil); len(got.Problems) != 1 {
		t.Errorf("with a bad base: %+v, want one problem", got)
	}
}

func TestCheckPagePolicy(t *testing.T) {
	for _, test := range []struct {
		policy string
		want   int
	}{
		{"default-src 'none'; style-src 'self'", 0},
		{"", 1},
		{"default-src 'self'", 1},
		{"default-src 'none'; script-src 'unsafe-inline'", 1},
	} {
		resp := &http.Response{Header: http.Header{"Content-Type": {"text/html"}}}
		if test.policy != "" {
			resp.Header.Set("Content-Security-Policy", test.policy)
		}
		if got := CheckPage("/", resp, []byte(sound(""))); len(got) != test.want {
			t.Errorf("policy %q: %q, want %d", test.policy, got, test.want)
		}
	}
	if got := CheckPage("/", &http.Response{Header: http.Header{"Content-Security-Policy": {"default-src 'none'"}}}, nil); len(got) != 1 {
		t.Errorf("without a type: %q, want one", got)
	}
}
