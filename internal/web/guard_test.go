package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// rules of the test house: sending is an operator's, approving wants the second
// factor again.
func rules() auth.Rules {
	return auth.RulesOf([]lewu.Permission{
		{Name: "uji.kirim", Roles: []lewu.Role{lewu.RoleOperator}},
		{Name: "uji.setuju", Roles: []lewu.Role{lewu.RoleOperator}, Strong: true},
	})
}

func rina(fresh bool) auth.Actor {
	grants := []auth.Grant{{Role: lewu.RoleOperator, Agency: "dinas-a"}}
	return auth.Actor{
		Kind: auth.Person, ID: "a1", Name: "Rina", Office: "Dinas Contoh A", Fresh: fresh,
		Rights: rules().Rights(grants, func(id string) []string { return []string{id} }),
	}
}

// A guarded house knows Rina by her token, and lets her confirm with 123456.
type guarded struct {
	*house
	approved []url.Values // what reached the handler of POST /kerja/setuju
	refused  []string     // routes whose refusal was recorded
}

func newGuarded(t *testing.T) *guarded {
	t.Helper()
	g := &guarded{}
	owner := func(r *http.Request) (string, error) {
		if r.PathValue("id") == "tidak-ada" {
			return "", errs.Say(errs.NotFound, "uji.missing", "name", "x")
		}
		return r.PathValue("id"), nil
	}
	fine := func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(http.StatusNoContent); return nil }
	g.house = newHouse(t, func(o *web.Options) {
		o.Identify = func(_ context.Context, token string) (auth.Actor, error) {
			switch token {
			case "rina":
				return rina(false), nil
			case "baru":
				return rina(true), nil
			}
			return auth.Anybody(), nil
		}
		o.Prove = func(w http.ResponseWriter, _ *http.Request, p auth.Proof) (auth.Actor, error) {
			if p.Code != "123456" {
				return auth.Actor{}, errs.Say(errs.Invalid, "uji.missing", "name", "kode")
			}
			web.SetSession(w, "baru")
			return rina(true), nil
		}
		o.Refused = func(_ *http.Request, pattern string, _ error) { g.refused = append(g.refused, pattern) }
	},
		lewu.Page{Pattern: "GET /masuk", Serve: fine},
		lewu.Page{Pattern: "GET /masuk/lagi", Serve: fine},
		lewu.Page{Pattern: "GET /kerja/daftar", Need: lewu.Need{Perm: "uji.kirim", Lists: true}, Serve: fine},
		lewu.Page{Pattern: "GET /pratinjau/{slug}", Serve: func(_ http.ResponseWriter, r *http.Request) error { // stands open, but not all of it
			return auth.Require(auth.From(r.Context()), "uji.kirim", auth.Object{Agency: "dinas-b"})
		}},
		lewu.Page{Pattern: "GET /kerja/provinsi", Need: lewu.Need{Perm: "uji.kirim"}, Serve: fine},
		lewu.Page{Pattern: "GET /kerja/kiriman/{id}", Need: lewu.Need{Perm: "uji.kirim", Owner: owner}, Serve: fine},
		lewu.Page{Pattern: "POST /kerja/sandi/{id}", Need: lewu.Need{Perm: "uji.setuju", Owner: owner}, MaxBody: 1 << 10, Secret: true, Serve: fine},
		lewu.Page{Pattern: "GET /kerja/setuju/{id}", Need: lewu.Need{Perm: "uji.setuju", Owner: owner}, Serve: fine},
		lewu.Page{Pattern: "POST /kerja/setuju/{id}", Need: lewu.Need{Perm: "uji.setuju", Owner: owner}, MaxBody: 1 << 10,
			Serve: func(w http.ResponseWriter, r *http.Request) error {
				if err := r.ParseForm(); err != nil {
					return err
				}
				g.approved = append(g.approved, r.PostForm)
				w.WriteHeader(http.StatusNoContent)
				return nil
			}})
	return g
}

// post sends a form of the house's own page.
func (g *guarded) post(path, token, kind, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", kind)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Referer", "https://lewu.example/kerja/kiriman/dinas-a?lihat=1")
	r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: token})
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if r.Header.Del(name); value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	g.serve.ServeHTTP(w, r)
	return w
}

const form = "application/x-www-form-urlencoded"

func TestGuard(t *testing.T) {
	g := newGuarded(t)
	for _, test := range []struct {
		name, path, token string
		status            int
		location          string
	}{
		{"a stranger is sent to the entrance and back", "/kerja/daftar?hal=2", "", 303, "/masuk?ke=%2Fkerja%2Fdaftar%3Fhal%3D2"},
		{"a session that ended is a stranger's", "/kerja/daftar", "lama", 303, "/masuk?ke=%2Fkerja%2Fdaftar"},
		{"a list opens to a right anywhere", "/kerja/daftar", "rina", 204, ""},
		{"the province's own is not an agency's", "/kerja/provinsi", "rina", 403, ""},
		{"her agency's", "/kerja/kiriman/dinas-a", "rina", 204, ""},
		{"another agency's", "/kerja/kiriman/dinas-b", "rina", 404, ""},
		{"another agency's, as its handler finds", "/pratinjau/padi", "rina", 404, ""},
		{"what is not there", "/kerja/kiriman/tidak-ada", "rina", 404, ""},
		{"a strong page asks again", "/kerja/setuju/dinas-a", "rina", 303, "/masuk/lagi?ke=%2Fkerja%2Fsetuju%2Fdinas-a"},
		{"another agency's strong page says nothing of factors", "/kerja/setuju/dinas-b", "rina", 404, ""},
		{"shown a moment ago", "/kerja/setuju/dinas-a", "baru", 204, ""},
		{"an absurd token", "/kerja/daftar", strings.Repeat("x", 4000), 303, "/masuk?ke=%2Fkerja%2Fdaftar"},
	} {
		w := g.get(test.path, "Cookie: __Host-lewu="+test.token)
		if w.Code != test.status || w.Header().Get("Location") != test.location {
			t.Errorf("%s: %d to %q, want %d to %q", test.name, w.Code, w.Header().Get("Location"), test.status, test.location)
		}
	}
	if got, want := strings.Join(g.refused, " "), "GET /kerja/provinsi GET /kerja/kiriman/{id} GET /pratinjau/{slug} GET /kerja/setuju/{id}"; got != want {
		t.Errorf("recorded refusals %s, want %s", got, want)
	}
}

// The form of a strong permission is carried through the confirmation whole, and
// reaches its handler without the confirmation's own fields.
func TestConfirmationCarriesTheForm(t *testing.T) {
	g := newGuarded(t)
	fields := url.Values{"isi": {"abc"}, "alasan": {`"><script>alert(1)</script>`}, "baris": {"2", "1"}}
	asked := g.post("/kerja/setuju/dinas-a", "rina", form, fields.Encode())
	page := asked.Body.String()
	for _, want := range []string{
		`<form class="Sign-in" method="post" action="/kerja/setuju/dinas-a"`, `name="isi" value="abc"`, `name="baris" value="2"`, `name="baris" value="1"`,
		`&lt;script&gt;`, `href="/kerja/kiriman/dinas-a?lihat=1"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the confirmation lacks %s", want)
		}
	}
	if asked.Code != 200 || strings.Contains(page, "<script>alert") || len(g.approved) != 0 {
		t.Errorf("%d, handled %d times", asked.Code, len(g.approved))
	}
	fields.Set("_kode", "000000")
	if wrong := g.post("/kerja/setuju/dinas-a", "rina", form, fields.Encode()); wrong.Code != 403 || !strings.Contains(wrong.Body.String(), `name="alasan"`) || len(g.approved) != 0 {
		t.Errorf("a wrong code: %d, handled %d times", wrong.Code, len(g.approved))
	}
	fields.Set("_kode", " 123456 ")
	done := g.post("/kerja/setuju/dinas-a", "rina", form, fields.Encode())
	if done.Code != 204 || len(g.approved) != 1 || !strings.Contains(done.Header().Get("Set-Cookie"), "__Host-lewu=baru; Path=/; HttpOnly; Secure; SameSite=Lax") {
		t.Fatalf("%d, handled %d times, %q", done.Code, len(g.approved), done.Header())
	}
	if got, want := g.approved[0].Encode(), (url.Values{"isi": {"abc"}, "alasan": fields["alasan"], "baris": {"2", "1"}}).Encode(); got != want {
		t.Errorf("the handler got %s, want %s", got, want)
	}
}

func TestConfirmationRefuses(t *testing.T) {
	g := newGuarded(t)
	for _, test := range []struct {
		name, path, token, kind, body string
		headers                       []string
		status                        int
		says                          string
	}{
		{"a file cannot be carried", "/kerja/setuju/dinas-a", "rina", "multipart/form-data; boundary=x", "--x--", nil, 401, "/masuk/lagi?ke=%2Fkerja%2Fkiriman%2Fdinas-a%3Flihat%3D1"},
		{"an endless form", "/kerja/setuju/dinas-a", "rina", form, "a=" + strings.Repeat("x", 1<<20), nil, 413, ""},
		{"a broken form", "/kerja/setuju/dinas-a", "rina", form, "a=%zz", nil, 400, ""},
		{"another agency's, with a right code", "/kerja/setuju/dinas-b", "rina", form, "_kode=123456", nil, 404, ""},
		{"a stranger", "/kerja/setuju/dinas-a", "", form, "_kode=123456", nil, 401, "/masuk?ke="},
		{"another site", "/kerja/setuju/dinas-a", "baru", form, "a=1", []string{"Sec-Fetch-Site: cross-site", "Origin: https://jahat.example"}, 403, ""},
		{"a sibling host", "/kerja/setuju/dinas-a", "baru", form, "a=1", []string{"Sec-Fetch-Site: same-site", "Origin: https://lain.lewu.example"}, 403, ""},
		{"nobody says from where", "/kerja/setuju/dinas-a", "baru", form, "a=1", []string{"Sec-Fetch-Site: ", "Origin: "}, 403, ""},
		{"an origin of no site", "/kerja/setuju/dinas-a", "baru", form, "a=1", []string{"Sec-Fetch-Site: ", "Origin: null"}, 403, ""},
	} {
		w := g.post(test.path, test.token, test.kind, test.body, test.headers...)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.says) {
			t.Errorf("%s: %d, want %d with %q", test.name, w.Code, test.status, test.says)
		}
	}
	if len(g.approved) != 0 {
		t.Errorf("handled %d times", len(g.approved))
	}
}

// A route without a rule keeps the house from opening.
func TestRouteWithoutARule(t *testing.T) {
	owner := func(*http.Request) (string, error) { return "", nil }
	for _, test := range []struct {
		pattern string
		need    lewu.Need
		ok      bool
	}{
		{"GET /data", lewu.Need{}, true},
		{"POST /ralat", lewu.Need{}, false},
		{"POST /ralat", lewu.Need{Open: "whoever sees an error may report it"}, true},
		{"GET /kerja", lewu.Need{}, false},
		{"GET /kerja", lewu.Need{Open: "anybody"}, false},
		{"GET /kerja/kirim/{slug}", lewu.Need{}, false},
		{"GET /akun", lewu.Need{}, false},
		{"GET /kerjasama", lewu.Need{}, true},
		{"GET /kerja", lewu.Need{Perm: "uji.kirim"}, true},
		{"GET /kerja", lewu.Need{Perm: "uji.kirim", Lists: true}, true},
		{"POST /kerja", lewu.Need{Perm: "uji.kirim", Owner: owner}, true},
		{"POST /kerja", lewu.Need{Perm: "uji.kirim", Owner: owner, Lists: true}, false},
		{"POST /kerja", lewu.Need{Owner: owner}, false},
		{"PUT /api/v1/x", lewu.Need{}, false},
		{"/semua", lewu.Need{}, false},
	} {
		h := newHouse(t, nil)
		fine := func(http.ResponseWriter, *http.Request) error { return nil }
		err := h.web.Add(lewu.Description{Name: "lain", Pages: []lewu.Page{{Pattern: test.pattern, Need: test.need, Serve: fine}}})
		if (err == nil) != test.ok {
			t.Errorf("%s %+v: %v, want fine %v", test.pattern, test.need, err, test.ok)
		}
	}
}

func TestOwnPath(t *testing.T) {
	for to, want := range map[string]string{
		"/kerja": "/kerja", "/kerja/kirim?x=1": "/kerja/kirim?x=1", "/": "/", "/data/padi#tabel": "/data/padi",
		"": "", "kerja": "", "//jahat.example": "", `/\jahat.example`: "", `\\jahat.example`: "", "https://jahat.example/": "", "javascript:alert(1)": "",
		"/%2F/jahat.example": "", "/%5Cjahat.example": "", "/a\r\nSet-Cookie: x=1": "", "/\tjahat": "", "/" + strings.Repeat("a", 3000): "",
	} {
		got, ok := web.OwnPath(to)
		if got != want || ok != (want != "") {
			t.Errorf("OwnPath(%.40q) = %q, %v, want %q", to, got, ok, want)
		}
	}
}

// A form with a password is asked for again rather than carried through a page.
func TestSecretsAreNotCarried(t *testing.T) {
	g := newGuarded(t)
	w := g.post("/kerja/sandi/dinas-a", "rina", form, "sandi=rahasia")
	if w.Code != http.StatusUnauthorized || strings.Contains(w.Body.String(), "rahasia") || !strings.Contains(w.Body.String(), "/masuk/lagi?ke=") {
		t.Errorf("%d\n%s", w.Code, w.Body)
	}
}

// The second press of a form comes with the token that the first has replaced: it
// is refused, and leaves the browser the new one.
func TestPressedTwice(t *testing.T) {
	g := newGuarded(t)
	w := g.post("/kerja/setuju/dinas-a", "lama", form, "_kode=123456")
	if w.Code != http.StatusUnauthorized || len(w.Header()["Set-Cookie"]) != 0 {
		t.Errorf("%d, %q", w.Code, w.Header()["Set-Cookie"])
	}
	if w := g.get("/kerja/daftar", "Cookie: __Host-lewu=lama"); !strings.Contains(w.Header().Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("an ended session's token stays in the browser: %q", w.Header()["Set-Cookie"])
	}
}
