package web_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// The staff's menu shows what its reader may open, and where he is: at the longest
// address that covers the page, also where there is none.
func TestDeskMenu(t *testing.T) {
	fine := lewu.Need{Perm: "uji.kirim", Lists: true}
	var h *house
	page := func(w http.ResponseWriter, r *http.Request) error { return h.plain(w, r) }
	h = newHouse(t, func(o *web.Options) {
		o.Identify = func(context.Context, string) (auth.Actor, error) { return rina(false), nil }
		o.Desk = func() []lewu.DeskItem {
			return []lewu.DeskItem{
				{Label: web.Text("Instansi"), Path: "/kerja/instansi", Also: []string{"/kerja/wilayah"}, Perm: "uji.kirim", Order: 2},
				{Label: web.Text("Meja"), Path: "/kerja/meja", Perm: "uji.kirim", Order: 1, Count: func(context.Context) (int, error) { return 3, nil }},
				{Label: web.Text("Rahasia"), Path: "/kerja/rahasia", Perm: "uji.tidak", Order: 3},
			}
		}
	}, lewu.Page{Pattern: "GET /kerja/meja", Need: fine, Serve: page}, lewu.Page{Pattern: "GET /kerja/wilayah/{kode}", Need: fine, Serve: page})
	current := regexp.MustCompile(`<a href="[^"]*" aria-current="page">(\w+)`)
	for path, want := range map[string]string{"/kerja/meja": "Meja", "/kerja/wilayah/62": "Instansi", "/kerja/meja/tidak-ada": "Meja", "/kerja/mejaku": ""} {
		body := h.get(path, "Cookie: __Host-lewu=rina").Body.String()
		_, nav, staff := strings.Cut(body, `<nav class="Nav Nav--desk"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		got := ""
		if m := current.FindStringSubmatch(nav); m != nil {
			got = m[1]
		}
		if got != want || !staff || !regexp.MustCompile(`Meja<i>\(3\)</i>.*Instansi`).MatchString(nav) || regexp.MustCompile("Rahasia").MatchString(nav) {
			t.Errorf("%s: at %q, want %q, in %s", path, got, want, nav)
		}
	}
}
