package entrance_test

import (
	"context"
	"crypto/tls"
	"database/sql"
	"html"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/auth/totp"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/modules/entrance"
)

const (
	sessionCookie = "__Host-lewu"
	deviceCookie  = "__Host-lewu-perangkat"
	goodPassword  = "kuda terbang sembilan ember"
	firefox       = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
)

// A house is the whole program, with a clock that stands until it is moved.
type house struct {
	*app.House
	t       *testing.T
	handler http.Handler

	mu sync.Mutex
	at time.Time
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *house) pass(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// newHouse opens one with settings as name, value pairs; demo says that its store is
// a demo.
func newHouse(t *testing.T, demo bool, settings ...string) *house {
	t.Helper()
	env := map[string]string{"LEWU_DATA": t.TempDir()}
	for i := 0; i+1 < len(settings); i += 2 {
		env[settings[i]] = settings[i+1]
	}
	c, err := config.Load(func(name string) string { return env[name] }, "")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, at: time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC)}
	h.House, err = app.Open(t.Context(), app.Options{Config: c, Clock: h.clock, Log: slog.New(slog.DiscardHandler), Build: "uji"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	if demo {
		h.write(func(tx *sql.Tx) error {
			return h.Catalog.SetSetting(t.Context(), tx, catalog.SettingDemo, clock.Day(h.at))
		})
	}
	if err := h.OpenFace(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.handler = h.Handler()
	return h
}

// operator is the context of the terminal.
func (h *house) operator() context.Context { return auth.With(h.t.Context(), auth.CommandLine("uji")) }

func (h *house) write(change func(tx *sql.Tx) error) {
	h.t.Helper()
	h.must(h.DB.Write(h.operator(), change))
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// siti is an operator of Dinas TPHP who has an invitation.
func (h *house) siti() (a auth.Account, code string) {
	h.t.Helper()
	h.write(func(tx *sql.Tx) error {
		agency, err := h.Ref.Ensure(h.operator(), tx, "Dinas TPHP", false)
		if err != nil {
			return err
		}
		a, err = h.Accounts.Create(h.operator(), tx, auth.Account{
			Mail: "siti@kalteng.go.id", Name: "Siti Rahmawati", Agency: agency.ID, Post: "Pengelola data",
			Grants: []auth.Grant{{Role: lewu.RoleOperator, Agency: agency.ID}},
		})
		return err
	})
	return a, h.invite(a.ID)
}

func (h *house) invite(id string) string {
	h.t.Helper()
	code, _, err := h.Accounts.Invite(h.operator(), id)
	h.must(err)
	return code
}

// code is what an authenticator shows now.
func (h *house) code(secret string) string {
	h.t.Helper()
	code, err := totp.Code(strings.ReplaceAll(secret, " ", ""), h.clock())
	h.must(err)
	return code
}

// enrolled goes the way of an invited person with a password and an authenticator,
// and leaves the browser at the end of it.
func (h *house) enrolled(b *browser) (secret string) {
	h.t.Helper()
	_, code := h.siti()
	b.post("/masuk/aktifkan", "akun", "siti@kalteng.go.id", "kode", code).leads("/akun/siapkan")
	b.post("/akun/sandi", "baru", "1", "sandi", goodPassword, "sandi2", goodPassword).leads("/akun/siapkan?jadi=sandi")
	secret = secretOf(b.get("/akun/kode6"))
	b.post("/akun/kode6", "kode", h.code(secret)).leads("/akun/siapkan?jadi=kode6")
	b.post("/akun/selesai").leads("/kerja")
	h.pass(totp.Period) // the code of the enrolment is used up
	return secret
}

var secretPattern = regexp.MustCompile(`<code class="Key">([A-Z2-7 ]+)</code>`)

// secretOf is the authenticator's secret as a page shows it.
func secretOf(a answer) string {
	a.t.Helper()
	m := secretPattern.FindStringSubmatch(a.body)
	if m == nil {
		a.t.Fatalf("%s shows no secret", a.what)
	}
	return m[1]
}

// A browser keeps cookies as browsers do, and says where its requests come from.
type browser struct {
	h       *house
	cookies map[string]string
	host    string
	peer    string
	local   string // the end of the connection that is ours; empty: not known
	https   bool
	agent   string
	more    http.Header
}

// browser is one at the house's own address.
func (h *house) browser() *browser {
	u, err := url.Parse(h.Config.URL)
	h.must(err)
	return &browser{
		h: h, cookies: map[string]string{}, host: u.Host, peer: "10.20.0.7:40000", https: u.Scheme == "https", agent: firefox, more: http.Header{},
	}
}

// An answer is what a browser got.
type answer struct {
	t      *testing.T
	what   string
	code   int
	header http.Header
	body   string
}

func (b *browser) get(path string) answer {
	b.h.t.Helper()
	return b.ask(httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form of name, value pairs.
func (b *browser) post(path string, fields ...string) answer {
	b.h.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.ask(r)
}

func (b *browser) ask(r *http.Request) answer {
	b.h.t.Helper()
	r.Host, r.RemoteAddr = b.host, b.peer
	if b.https {
		r.TLS = new(tls.ConnectionState)
	}
	if b.local != "" {
		addr, err := net.ResolveTCPAddr("tcp", b.local)
		b.h.must(err)
		r = r.WithContext(context.WithValue(r.Context(), http.LocalAddrContextKey, net.Addr(addr)))
	}
	r.Header.Set("User-Agent", b.agent)
	for name, values := range b.more {
		r.Header[name] = values
	}
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.h.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || !strings.HasPrefix(c.Name, "__Host-") {
			b.h.t.Errorf("%s %s sets %s", r.Method, r.URL, c.Raw)
		}
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c.Value
		}
	}
	a := answer{b.h.t, r.Method + " " + r.URL.String(), w.Code, w.Header(), w.Body.String()}
	if strings.HasPrefix(a.header.Get("Content-Type"), "text/html") && a.body != "" {
		for _, fault := range htmlcheck.Check([]byte(a.body)) {
			b.h.t.Errorf("%s: %s", a.what, fault)
		}
	}
	return a
}

// actor is who the browser is signed in as.
func (b *browser) actor() auth.Actor {
	b.h.t.Helper()
	a, err := b.h.Accounts.Session(b.h.t.Context(), b.cookies[sessionCookie])
	b.h.must(err)
	return a
}

var tags = regexp.MustCompile(`<[^>]*>`)

// text is the main part of a page as its reader sees the words.
func (a answer) text() string {
	_, main, _ := strings.Cut(a.body, "<main")
	main, _, _ = strings.Cut(main, "</main>")
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString("<main"+main, " "))), " ")
}

// leads tells whether an answer sends the browser to a page.
func (a answer) leads(to string) answer {
	a.t.Helper()
	if got := a.header.Get("Location"); a.code != http.StatusSeeOther || got != to {
		a.t.Fatalf("%s: %d to %q, want 303 to %q\n%s", a.what, a.code, got, to, a.text())
	}
	return a
}

// says tells whether a page has a status and some words.
func (a answer) says(code int, words ...string) answer {
	a.t.Helper()
	if a.code != code {
		a.t.Errorf("%s: %d, want %d\n%s", a.what, a.code, code, a.text())
	}
	for _, w := range words {
		if !strings.Contains(a.text(), w) {
			a.t.Errorf("%s: does not say %q:\n%s", a.what, w, a.text())
		}
	}
	return a
}

// holds and lacks look into the page as it is written.
func (a answer) holds(parts ...string) answer {
	a.t.Helper()
	for _, p := range parts {
		if !strings.Contains(a.body, p) {
			a.t.Errorf("%s: lacks %q", a.what, p)
		}
	}
	return a
}

func (a answer) lacks(parts ...string) answer {
	a.t.Helper()
	for _, p := range parts {
		if strings.Contains(a.body, p) {
			a.t.Errorf("%s: holds %q", a.what, p)
		}
	}
	return a
}

// demoPeople runs the room's part of the demo, whose agency is there before it.
func (h *house) demoPeople() {
	h.t.Helper()
	h.write(func(tx *sql.Tx) error {
		for _, name := range []string{"Dinas Contoh A", "Diskominfosantik (contoh)"} {
			if _, err := h.Ref.Ensure(h.operator(), tx, name, true); err != nil {
				return err
			}
		}
		return nil
	})
	h.must(entrance.New(h.Platform).Describe().Demo(h.t.Context(), h.at, func(lewu.Message) {}))
}

// everybody is the filter of all accounts.
func everybody() auth.Filter { return auth.Filter{Scope: auth.Scope{Province: true}} }
