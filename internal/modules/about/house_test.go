package about

import (
	"context"
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/platformtest"
	"github.com/lewu-id/lewu/internal/ref"
)

// A house is the room behind the front of the house, with a clock to move and
// people to be.
type house struct {
	*module
	now   time.Time
	front http.Handler
	padi  catalog.Dataset // of the agency "Dinas Contoh A"
	other ref.Agency      // "Dinas Contoh B"

	rooms []lewu.NavItem
	ready []lewu.Check
	queue []jobs.State
}

// lite is a house on SQLite.
func lite(t *testing.T) *house {
	t.Helper()
	return newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{now: noon}
	now := func() time.Time { return h.now }
	_, h.front = platformtest.Open(t, platformtest.Options{
		DB: d, Clock: now,
		House: platform.House{
			Rooms: func() []lewu.NavItem { return h.rooms }, Ready: func() []lewu.Check { return h.ready },
			Queue: func(context.Context) ([]jobs.State, error) { return h.queue, nil }, Build: "uji-1",
		},
		Who: func(_ context.Context, rules auth.Rules, token string) (auth.Actor, error) {
			return h.person(rules, token), nil
		},
	}, func(p *platform.Platform) lewu.Module {
		h.module = New(p).(*module)
		return h.module
	})
	h.fill(t)
	return h
}

// person is who a token stands for: "walidata", "verifikator-a", "verifikator-b",
// "admin".
func (h *house) person(rules auth.Rules, token string) auth.Actor {
	role, agency := token, ""
	switch token {
	case "verifikator-a":
		role, agency = "verifikator", h.padi.AgencyID
	case "verifikator-b":
		role, agency = "verifikator", h.other.ID
	}
	line := func(id string) []string { return []string{id} }
	return auth.Actor{Kind: auth.Person, ID: token, Name: "Orang " + token, Office: "Kantor " + token, Fresh: true,
		Rights: rules.Rights([]auth.Grant{{Role: lewu.Role(role), Agency: agency}}, line)}
}

// fill puts two agencies and a dataset of the first into the house.
func (h *house) fill(t *testing.T) {
	t.Helper()
	err := h.DB.Write(t.Context(), func(tx *sql.Tx) error {
		a, err := h.Ref.Ensure(t.Context(), tx, "Dinas Contoh A", true)
		if err != nil {
			return err
		}
		if h.other, err = h.Ref.Ensure(t.Context(), tx, "Dinas Contoh B", true); err != nil {
			return err
		}
		h.padi = catalog.Dataset{ID: db.NewID(), Slug: "produksi-padi", Title: "Produksi padi", SortKey: "produksi padi", Agency: a.Name, AgencyID: a.ID,
			Topic: "Pertanian", Licence: "CC BY 4.0", Mode: catalog.Replace, CreatedAt: noon}
		return h.Catalog.InsertDataset(t.Context(), tx, h.padi)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// save sets what the province says.
func (h *house) save(t *testing.T, s ref.Settings) {
	t.Helper()
	if err := h.DB.Write(t.Context(), func(tx *sql.Tx) error { return h.Ref.SaveSettings(t.Context(), tx, s) }); err != nil {
		t.Fatal(err)
	}
	h.Web.DropAll()
}

// ask sends a request as somebody; "" is the public. A form makes it a POST.
func (h *house) ask(t *testing.T, who, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, platformtest.URL+path, nil)
	if form != nil {
		r = httptest.NewRequest(http.MethodPost, platformtest.URL+path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	r.RemoteAddr = "192.0.2.7:4321"
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: who})
	}
	w := httptest.NewRecorder()
	h.front.ServeHTTP(w, r)
	return w
}

// page gets a page that must be there and whole.
func (h *house) page(t *testing.T, who, path string) string {
	t.Helper()
	w := h.ask(t, who, path, nil)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: code %d, want 200", path, w.Code)
	}
	for _, fault := range htmlcheck.Check(w.Body.Bytes()) {
		t.Errorf("%s: %v", path, fault)
	}
	return w.Body.String()
}

// publish puts a version in force.
func (h *house) publish(t *testing.T, n int, solo string) {
	t.Helper()
	err := h.DB.Write(t.Context(), func(tx *sql.Tx) error {
		if _, err := h.Catalog.Flip(t.Context(), tx, h.padi.ID, n, h.now); err != nil {
			return err
		}
		return h.Catalog.InsertVersion(t.Context(), tx, catalog.Version{Dataset: h.padi.ID, N: n, Batch: db.NewID(), Base: n - 1, Mode: h.padi.Mode,
			Berkas: fmt.Sprint("b", n), Isi: "i", Solo: solo, Publisher: "operator", Office: "Kantor <i>miring</i>", PublishedAt: h.now})
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Web.DropAll()
}

// has fails where a page lacks words, or holds those after "!".
func has(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		rest, not := strings.CutPrefix(w, "!")
		if strings.Contains(page, rest) == not {
			t.Errorf("the page fails %q:\n%s", w, inner(page))
		}
	}
}

// inner is a page without its head and foot.
func inner(page string) string {
	_, page, _ = strings.Cut(page, "<main")
	page, _, _ = strings.Cut(page, "</main>")
	return page
}
