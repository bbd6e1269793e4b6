package registry

import (
	"bytes"
	"context"
	"database/sql"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/platformtest"
	"github.com/lewu-id/lewu/internal/ref"
)

// A hall is the room in a house with some agencies and people.
type hall struct {
	*testing.T
	room     *module
	serve    http.Handler
	agencies map[string]ref.Agency   // by short name
	people   map[string]auth.Account // by first name in lower case
	tired    bool                    // nobody has shown the second factor
}

func newHall(t *testing.T) *hall {
	t.Helper()
	return hallOn(t, dbtest.Open(t, dbtest.SQLite(t)))
}

func hallOn(t *testing.T, d *db.DB) *hall {
	t.Helper()
	h := &hall{T: t, agencies: map[string]ref.Agency{}, people: map[string]auth.Account{}}
	_, h.serve = platformtest.Open(t, platformtest.Options{
		DB: d, Clock: clock.At(time.Date(2026, 11, 24, 3, 0, 0, 0, time.UTC)),
		Who: h.identify,
	}, func(p *platform.Platform) lewu.Module {
		h.room = New(p).(*module)
		return h.room
	})
	h.fill()
	return h
}

func (h *hall) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// fill makes two agencies and the people of the tests.
func (h *hall) fill() {
	h.Helper()
	ctx := h.terminal()
	h.must(h.room.DB.Write(ctx, func(tx *sql.Tx) error {
		for short, name := range map[string]string{"Dishut": "Dinas Kehutanan Ja'an", "Disbun": "Dinas Perkebunan", "Diskominfo": "Dinas Komunikasi dan Informatika"} {
			a, err := h.room.Ref.Add(ctx, tx, ref.Agency{Periods: []ref.Period{{From: "2017-01-01", Name: name, Short: short}}})
			if err != nil {
				return err
			}
			h.agencies[short] = a
		}
		for first, p := range map[string]struct {
			role          lewu.Role
			agency, scope string
		}{
			"maya": {lewu.RoleAdmin, "", ""}, "ira": {lewu.RoleAdmin, "Diskominfo", ""}, "rina": {lewu.RoleWalidata, "Diskominfo", ""},
			"budi": {lewu.RoleOperator, "Dishut", "Dishut"}, "vera": {lewu.RoleVerifier, "Dishut", "Dishut"},
			"beni": {lewu.RoleOperator, "Disbun", "Disbun"}, "adi": {lewu.RoleAuditor, "", ""},
		} {
			a, err := h.room.Accounts.Create(ctx, tx, auth.Account{
				Name: strings.ToUpper(first[:1]) + first[1:] + " O'Hara", Mail: first + "@prov.example", Agency: h.agencies[p.agency].ID,
				Grants: []auth.Grant{{Role: p.role, Agency: h.agencies[p.scope].ID}},
			})
			if err != nil {
				return err
			}
			h.people[first] = a
		}
		return nil
	}))
}

// terminal is a context of the operator at the terminal.
func (h *hall) terminal() context.Context {
	return auth.With(h.Context(), auth.CommandLine("sari"))
}

// identify knows people by their first name as a token.
func (h *hall) identify(ctx context.Context, rules auth.Rules, token string) (auth.Actor, error) {
	who, ok := h.people[token]
	if !ok {
		return auth.Anybody(), nil
	}
	a, err := h.room.Accounts.Account(ctx, who.ID)
	line := func(agency string) []string { return []string{agency} }
	return auth.Actor{
		Kind: auth.Person, ID: a.ID, Name: a.Name, Office: a.Office, Agency: a.Agency,
		Rights: rules.Rights(a.Grants, line), Fresh: !h.tired, Session: "sesi",
	}, err
}

// An answer is a page as a browser has it.
type answer struct {
	*hall
	status int
	to     string // Location
	body   string
	header http.Header
}

func (h *hall) ask(r *http.Request, who string) answer {
	h.Helper()
	r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: who})
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	w := httptest.NewRecorder()
	h.serve.ServeHTTP(w, r)
	a := answer{h, w.Code, w.Header().Get("Location"), w.Body.String(), w.Header()}
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && w.Code != http.StatusNotFound {
		if faults := htmlcheck.Check(w.Body.Bytes()); len(faults) > 0 {
			h.Errorf("%s %s: %v", r.Method, r.URL.Path, faults)
		}
	}
	return a
}

func (h *hall) get(who, path string) answer {
	h.Helper()
	return h.ask(httptest.NewRequest(http.MethodGet, path, nil), who)
}

func (h *hall) post(who, path string, pairs ...string) answer {
	h.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields(pairs).Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.ask(r, who)
}

func fields(pairs []string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// send posts a form with a file.
func (h *hall) send(who, path, name string, body []byte, pairs ...string) answer {
	h.Helper()
	var buf bytes.Buffer
	m := multipart.NewWriter(&buf)
	for key, list := range fields(pairs) {
		for _, value := range list {
			h.must(m.WriteField(key, value))
		}
	}
	part, err := m.CreateFormFile("berkas", name)
	h.must(err)
	_, err = io.Copy(part, bytes.NewReader(body))
	h.must(err)
	h.must(m.Close())
	r := httptest.NewRequest(http.MethodPost, path, &buf)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return h.ask(r, who)
}

// is checks the status, and where it leads.
func (a answer) is(status int, to string) answer {
	a.Helper()
	if a.status != status || a.to != to {
		a.Errorf("answer %d to %q, want %d to %q; page: %.600s", a.status, a.to, status, to, mainOf(a.body))
	}
	return a
}

// has checks what a page says.
func (a answer) has(parts ...string) answer {
	a.Helper()
	for _, part := range parts {
		if !strings.Contains(a.body, part) {
			a.Errorf("the page lacks %q: %.3000s", part, mainOf(a.body))
		}
	}
	return a
}

func (a answer) lacks(parts ...string) answer {
	a.Helper()
	for _, part := range parts {
		if strings.Contains(a.body, part) {
			a.Errorf("the page has %q: %.3000s", part, mainOf(a.body))
		}
	}
	return a
}

func mainOf(body string) string {
	if i := strings.Index(body, "<main"); i >= 0 {
		return body[i:]
	}
	return body
}

// seen is the hidden field of the form that posts to a path.
func (a answer) seen(path string) string {
	a.Helper()
	form := regexp.MustCompile(`action="` + regexp.QuoteMeta(path) + `"[^>]*>\s*<input type="hidden" name="lihat" value="([0-9a-f]+)"`)
	m := form.FindStringSubmatch(a.body)
	if m == nil {
		a.Fatalf("no form to %s on the page: %.3000s", path, mainOf(a.body))
	}
	return m[1]
}

// account reads a person anew.
func (h *hall) account(first string) auth.Account {
	h.Helper()
	a, err := h.room.Accounts.Account(h.terminal(), h.people[first].ID)
	h.must(err)
	return a
}

// holds tells whether somebody has a role, anywhere.
func holds(a auth.Account, role lewu.Role) bool {
	return slices.ContainsFunc(a.Grants, func(g auth.Grant) bool { return g.Role == role })
}
