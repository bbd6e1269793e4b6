package entrance

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
)

// recovery is the value of "cara" that asks for a printed code instead of 6 digits.
const recovery = "pemulihan"

// signInPage is the door.
type signInPage struct {
	doorPage
	Mail     string // as it was typed
	Recovery bool   // asks for a printed code
	Keyless  lewu.Message
	Other    string // the same page with the other kind of code
	Lost     string // with a printed code
	Demo     []demoFace
}

// showSignIn serves GET /masuk.
func (m *module) showSignIn(w http.ResponseWriter, r *http.Request) error {
	switch actor := auth.From(r.Context()); {
	case actor.Enrolling:
		return goTo(w, r, setUpPath)
	case actor.Kind == auth.Person:
		return goTo(w, r, back(r))
	}
	return m.askSignIn(w, r, nil)
}

// askSignIn shows the door, with what was wrong.
func (m *module) askSignIn(w http.ResponseWriter, r *http.Request, fault error) error {
	door, status, err := m.doorPage(w, r, "entrance.title", fault)
	if err != nil {
		return err
	}
	p := signInPage{doorPage: door, Mail: r.PostFormValue("akun"), Recovery: r.FormValue("cara") == recovery, Keyless: m.keyless(r)}
	p.Lost = withBack("/masuk", p.Back, "cara", recovery)
	p.Other = p.Lost
	if p.Recovery {
		p.Other = withBack("/masuk", p.Back)
	}
	if p.Demo, err = m.demoFaces(r); err != nil {
		return err
	}
	return m.Web.Page(w, status, "entrance/sign_in", p)
}

// signIn serves POST /masuk: password and the second factor.
func (m *module) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	entry, err := m.Accounts.SignIn(r.Context(), m.Web.Visitor(r), r.PostFormValue("akun"), r.PostFormValue("sandi"), r.PostFormValue("kode"))
	if err != nil {
		return m.askSignIn(w, r, err)
	}
	return enter(w, r, entry, back(r))
}
