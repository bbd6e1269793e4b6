package gallery

import (
	"bytes"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

// served is the room by itself behind the front of the house.
func served(t *testing.T, demo bool) func(path string) *httptest.ResponseRecorder {
	t.Helper()
	messages, err := i18n.Load(web.Messages, chart.Messages, files)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if faults := messages.Faults(); len(faults) > 0 {
			t.Errorf("faults: %q", faults)
		}
	})
	now := clock.At(time.Date(2025, 11, 24, 14, 5, 0, 0, clock.WIB))
	p := &platform.Platform{Clock: now}
	p.Web, err = web.New(web.Options{Messages: messages, URL: "https://lewu.example", Province: "Kalimantan Tengah", Clock: now, Demo: demo})
	if err != nil {
		t.Fatal(err)
	}
	room := New(p).Describe()
	if err := p.Web.Add(room); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	p.Web.Mount(mux, room)
	house := p.Web.Handler(mux)
	return func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		house.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w
	}
}

// addresses are the pages of the gallery, in both languages.
func addresses() (list []string) {
	for _, g := range groups() {
		path := strings.TrimSuffix(root+"/"+g.slug, "/")
		list = append(list, path, "/en"+path)
	}
	return list
}

func TestPages(t *testing.T) {
	get := served(t, true)
	for _, path := range addresses() {
		w := get(path)
		if w.Code != http.StatusOK {
			t.Errorf("%s: code %d, want 200", path, w.Code)
			continue
		}
		for _, fault := range htmlcheck.Check(w.Body.Bytes()) {
			t.Errorf("%s: %v", path, fault)
		}
		if !strings.Contains(w.Body.String(), `content="noindex"`) {
			t.Errorf("%s may be indexed", path)
		}
	}
	if w := get(root + "/tidak-ada"); w.Code != http.StatusNotFound {
		t.Errorf("an unknown page: code %d, want 404", w.Code)
	}
}

// TestClosed: where figures are real there is no gallery.
func TestClosed(t *testing.T) {
	get := served(t, false)
	for _, path := range append(addresses(), root+"/gambar/garis.png") {
		if w := get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: code %d, want 404", path, w.Code)
		}
	}
}

// TestComplete: every component of the house is shown. A component that only
// others are made of is shown with them.
func TestComplete(t *testing.T) {
	uses := map[string][]string{} // by template
	calls := regexp.MustCompile(`\{\{-?\s*template "(web/_\w+)"`)
	defines := regexp.MustCompile(`\{\{-?\s*define "(web/_?\w+)"`)
	names, err := filepath.Glob("../../web/templates/*.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("templates of the house: %v, %v", names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		at := defines.FindAllStringSubmatchIndex(string(text), -1)
		for i, m := range at {
			end := len(text)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			for _, call := range calls.FindAllStringSubmatch(string(text[m[1]:end]), -1) {
				uses[string(text[m[2]:m[3]])] = append(uses[string(text[m[2]:m[3]])], call[1])
			}
			uses[string(text[m[2]:m[3]])] = append(uses[string(text[m[2]:m[3]])], "")
		}
	}
	shown := map[string]bool{"": true}
	var show func(name string)
	show = func(name string) {
		if !shown[name] {
			shown[name] = true
			for _, part := range uses[name] {
				show(part)
			}
		}
	}
	show("web/layout") // is around every page
	own, err := filepath.Glob("templates/*.html")
	if err != nil || len(own) == 0 {
		t.Fatalf("templates of the gallery: %v, %v", own, err)
	}
	for _, name := range own {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, call := range calls.FindAllStringSubmatch(string(text), -1) {
			show(call[1])
		}
	}
	for name := range uses {
		if !shown[name] {
			t.Errorf("%s is not in the gallery: show it in all its states", name)
		}
	}
}

func TestPictureFiles(t *testing.T) {
	get := served(t, true)
	for _, test := range []struct {
		name, kind string
		width      int
	}{
		{"garis.svg", "image/svg+xml", 0},
		{"peta.png", "image/png", 1600},
		{"batang-dua-bagikan.png", "image/png", 1200},
		{"garis-kosong.png", "image/png", 1600},
	} {
		w := get("/en" + pictureRoot + test.name)
		if got := w.Header().Get("Content-Type"); w.Code != http.StatusOK || got != test.kind {
			t.Errorf("%s: code %d, %s; want 200, %s", test.name, w.Code, got, test.kind)
		}
		if test.width == 0 {
			continue
		}
		if c, err := png.DecodeConfig(bytes.NewReader(w.Body.Bytes())); err != nil || c.Width != test.width {
			t.Errorf("%s: %d px wide (%v), want %d", test.name, c.Width, err, test.width)
		}
	}
	if w := get(pictureRoot + "tidak-ada.png"); w.Code != http.StatusNotFound {
		t.Errorf("an unknown picture: code %d, want 404", w.Code)
	}
}
