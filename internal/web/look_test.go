package web_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/web"
)

// Pages wear the province's name, colours and sign as soon as they are set; what an
// address of them holds never changes.
func TestLook(t *testing.T) {
	look := web.Look{}
	h := newHouse(t, func(o *web.Options) { o.Look = func(context.Context) web.Look { return look } })
	mux := http.NewServeMux()
	h.web.MountLook(mux, func(_ context.Context, sha string) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader([]byte("gambar " + sha))), nil
	})
	plain := h.get("/bagian").Body.String()
	if strings.Contains(plain, "tema.css") || strings.Contains(plain, "logo.png") || !strings.Contains(plain, "Kalimantan Tengah") {
		t.Error("a house that was told nothing wears something")
	}
	look = web.Look{Province: "Kalimantan Barat", Accent: "#123456", Logo: strings.Repeat("ab", 32)}
	page := h.get("/bagian").Body.String()
	address := regexp.MustCompile(`href="(/tema\.css\?v=[0-9a-f]{16})"`).FindStringSubmatch(page)
	if address == nil || !strings.Contains(page, `src="/logo.png?v=abababababababab"`) || !strings.Contains(page, "Kalimantan Barat") {
		t.Fatalf("the page wears %q", address)
	}
	ask := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
	sheet := ask(address[1])
	if got, want := sheet.Body.String(), ":root{--accent:#123456}\n@media screen and (prefers-color-scheme:dark){:root{--accent:#74d3b9}}\n"; got != want || sheet.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("theme %q, want %q", got, want)
	}
	if w := ask("/logo.png?v=abab"); w.Body.String() != "gambar "+look.Logo || w.Header().Get("Content-Type") != "image/png" {
		t.Errorf("logo %d %q", w.Code, w.Body.String())
	}
	look.AccentDark = "#abcdef"
	if again := h.get("/bagian").Body.String(); strings.Contains(again, address[1]) {
		t.Error("other colours have the same address")
	}
	look.Logo = ""
	if w := ask("/logo.png"); w.Code != http.StatusNotFound {
		t.Errorf("no logo: %d", w.Code)
	}
}
