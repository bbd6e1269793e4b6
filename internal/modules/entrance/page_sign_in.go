package entrance

import (
	"net/http"
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// keyScript is the passkey ceremony in the browser.
const keyScript = "web/kunci.js"

// home is where people go who do not say where.
const home = "/kerja"

// signInPage is the door.
type signInPage struct {
	web.Base
	Back  string // ke: where to go on
	Mail  string // as it was typed
	Fault lewu.Message
	Plain bool // plain http: nobody may sign in
	URL   string
	Demo  []lewu.Role // who may be entered with one press; none outside a demo
}

// door makes a page of this room.
func (m *module) door(r *http.Request, title string) web.Base {
	b := m.Web.Base(r, lewu.Msg(title))
	b.Noindex, b.NoTwin, b.Scripts = true, true, []string{keyScript}
	return b
}

// back is where a form says to go on, if that is a page of this house that is no
// door itself.
func back(r *http.Request) string {
	to, ok := web.OwnPath(r.FormValue("ke"))
	if !ok || to == "/masuk" || strings.HasPrefix(to, "/masuk/") || strings.HasPrefix(to, "/masuk?") || to == "/keluar" {
		return home
	}
	return to
}

func goTo(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

// showSignIn serves GET /masuk.
func (m *module) showSignIn(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).Kind == auth.Person {
		return goTo(w, r, back(r))
	}
	return m.askSignIn(w, r, nil)
}

// askSignIn shows the door, with what was wrong.
func (m *module) askSignIn(w http.ResponseWriter, r *http.Request, fault error) error {
	p := signInPage{Base: m.door(r, "entrance.title"), Back: back(r), Mail: r.PostFormValue("akun"), URL: m.Config.URL, Plain: m.secure(r) != nil}
	status := http.StatusOK
	if fault != nil {
		text, ok := errs.Public(fault)
		if !ok || errs.Is(fault, errs.Busy) {
			return fault
		}
		p.Fault, status = text, http.StatusForbidden
	}
	open, err := m.demoDoor(r)
	if err != nil {
		return err
	}
	if open {
		p.Demo = demoRoles()
	}
	return m.Web.Page(w, status, "entrance/sign_in", p)
}

// signIn serves POST /masuk: password and the second factor.
func (m *module) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := m.secure(r); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	entry, err := m.Accounts.SignIn(r.Context(), m.Web.Visitor(r), r.PostFormValue("akun"), r.PostFormValue("sandi"), r.PostFormValue("kode"))
	if err != nil {
		return m.askSignIn(w, r, err)
	}
	return m.enter(w, r, entry, back(r))
}

// enter gives the browser its token, and goes on.
func (m *module) enter(w http.ResponseWriter, r *http.Request, entry auth.Entry, to string) error {
	if entry.Token != "" {
		web.SetSession(w, entry.Token)
	}
	if entry.Device != "" {
		web.SetDevice(w, entry.Device)
	}
	return goTo(w, r, to)
}

// signOutPage asks whoever came by a link to press the button: a GET changes
// nothing.
type signOutPage struct{ web.Base }

// showSignOut serves GET /keluar.
func (m *module) showSignOut(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).Kind != auth.Person {
		return goTo(w, r, "/masuk")
	}
	return m.Web.Page(w, http.StatusOK, "entrance/sign_out", signOutPage{m.door(r, "entrance.out.title")})
}

// signOut serves POST /keluar.
func (m *module) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := m.Accounts.SignOut(r.Context(), web.SessionToken(r)); err != nil {
		return err
	}
	web.EndSession(w)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return goTo(w, r, "/masuk")
}

// again asks for the second factor where no form is held back by it.
type againPage struct {
	web.Base
	Back  string
	Fault lewu.Message
}

// showAgain serves GET /masuk/lagi.
func (m *module) showAgain(w http.ResponseWriter, r *http.Request) error {
	return m.askAgain(w, r, lewu.Message{})
}

func (m *module) askAgain(w http.ResponseWriter, r *http.Request, fault lewu.Message) error {
	status := http.StatusOK
	if fault.Key != "" {
		status = http.StatusForbidden
	}
	return m.Web.Page(w, status, "entrance/again", againPage{Base: m.door(r, "web.confirm.title"), Back: back(r), Fault: fault})
}

// again serves POST /masuk/lagi.
func (m *module) again(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	proof := auth.Proof{Code: strings.TrimSpace(r.PostFormValue("_kode")), Ref: r.PostFormValue("_rujukan"), Body: []byte(r.PostFormValue("_kunci"))}
	entry, err := m.Accounts.Prove(r.Context(), web.SessionToken(r), m.Web.Visitor(r), proof)
	if text, ok := errs.Public(err); err != nil && ok && !errs.Is(err, errs.SignIn) && !errs.Is(err, errs.Busy) {
		return m.askAgain(w, r, text)
	}
	if err != nil {
		return err
	}
	return m.enter(w, r, entry, back(r))
}

// withBack is an address with the way on from it.
func withBack(path, to string) string {
	if to == home {
		return path
	}
	return path + "?" + url.Values{"ke": {to}}.Encode()
}
