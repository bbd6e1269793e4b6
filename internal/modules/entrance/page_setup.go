package entrance

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// setUpPage leads through the first means of signing in: a passkey, or a password
// with a second factor.
type setUpPage struct {
	web.Base
	Account auth.Account
	Keyless lewu.Message
	Fault   refusal
	Name    string // of a passkey, as it was typed
}

// showSetUp serves GET /akun/siapkan. Who is past it sees his account.
func (m *module) showSetUp(w http.ResponseWriter, r *http.Request) error {
	if !auth.From(r.Context()).Enrolling {
		return goTo(w, r, own)
	}
	return m.setUp(w, r, refusal{}, http.StatusOK)
}

func (m *module) setUp(w http.ResponseWriter, r *http.Request, f refusal, status int) error {
	a, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	p := setUpPage{Base: m.base(r, "entrance.setup.title"), Account: a, Keyless: m.keyless(r), Fault: f, Name: r.PostFormValue("nama")}
	return m.Web.Page(w, status, "entrance/setup", p)
}

// ownPath is where somebody looks after his means: still setting up, or later.
func ownPath(r *http.Request) string {
	if auth.From(r.Context()).Enrolling {
		return setUpPath
	}
	return own
}

// ownCrumb leads back there.
func (m *module) ownCrumb(r *http.Request) web.Crumb {
	if auth.From(r.Context()).Enrolling {
		return web.Crumb{Label: lewu.Msg("entrance.setup.title"), Path: setUpPath}
	}
	return web.Crumb{Label: lewu.Msg("entrance.account.title"), Path: own}
}

// settled goes back to where one's means stand and says what was done; a change that
// was refused is told there.
func (m *module) settled(w http.ResponseWriter, r *http.Request, err error, what string) error {
	if err == nil {
		return goTo(w, r, ownPath(r)+"?jadi="+what)
	}
	f, status, ok := m.refused(w, r, err)
	switch {
	case !ok:
		return err
	case auth.From(r.Context()).Enrolling:
		return m.setUp(w, r, f, status)
	}
	return m.account(w, r, f, status)
}

// finish serves POST /akun/selesai: from setting up to a whole session.
func (m *module) finish(w http.ResponseWriter, r *http.Request) error {
	entry, err := m.Accounts.Enrolled(r.Context(), web.SessionToken(r), m.Web.Visitor(r))
	if err != nil {
		return m.settled(w, r, err, "")
	}
	return enter(w, r, entry, home)
}
