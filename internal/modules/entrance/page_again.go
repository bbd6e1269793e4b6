package entrance

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// againPage asks for the second factor where no form is held back by it.
type againPage struct {
	doorPage
	Keys    bool // the person has passkeys, and they work here
	Keyless lewu.Message
	Codes   bool // has another factor
}

// showAgain serves GET /masuk/lagi. Who has shown it just now goes on.
func (m *module) showAgain(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).Fresh {
		return goTo(w, r, back(r))
	}
	return m.askAgain(w, r, nil)
}

func (m *module) askAgain(w http.ResponseWriter, r *http.Request, fault error) error {
	door, status, err := m.doorPage(w, r, "web.confirm.title", fault)
	if err != nil {
		return err
	}
	a, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	p := againPage{doorPage: door, Codes: a.HasTOTP || a.Codes > 0}
	if a.Passkeys > 0 {
		p.Keyless = m.keyless(r)
		p.Keys = p.Keyless.Key == ""
	}
	return m.Web.Page(w, status, "entrance/again", p)
}

// again serves POST /masuk/lagi.
func (m *module) again(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	proof := auth.Proof{Code: strings.TrimSpace(r.PostFormValue("_kode")), Ref: r.PostFormValue("_rujukan"), Body: []byte(r.PostFormValue("_kunci"))}
	entry, err := m.Accounts.Prove(r.Context(), web.SessionToken(r), m.Web.Visitor(r), proof)
	if errs.Is(err, errs.SignIn) {
		return err
	}
	if err != nil {
		return m.askAgain(w, r, err)
	}
	return enter(w, r, entry, back(r))
}
