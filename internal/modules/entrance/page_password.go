package entrance

import (
	"net/http"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// passwordPage sets a password, or another one.
type passwordPage struct {
	web.Base
	Account auth.Account
	Fault   refusal
}

// showPassword serves GET /akun/sandi.
func (m *module) showPassword(w http.ResponseWriter, r *http.Request) error {
	return m.askPassword(w, r, refusal{}, http.StatusOK)
}

func (m *module) askPassword(w http.ResponseWriter, r *http.Request, f refusal, status int) error {
	a, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	title := "entrance.password.set"
	if a.HasPassword {
		title = "entrance.password.change"
	}
	return m.Web.Page(w, status, "entrance/password", passwordPage{m.base(r, title, m.ownCrumb(r)), a, f})
}

// setPassword serves POST /akun/sandi. A form that was made while there was no
// password ("baru") is not taken twice: the second press finds what the first did.
func (m *module) setPassword(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	a, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	if a.HasPassword && r.PostFormValue("baru") != "" {
		return m.settled(w, r, nil, "sandi")
	}
	secret := r.PostFormValue("sandi")
	if secret == r.PostFormValue("sandi2") {
		err = m.Accounts.SetPassword(r.Context(), r.PostFormValue("lama"), secret)
	} else {
		err = errs.Say(errs.Invalid, "entrance.password-twice")
	}
	if f, status, ok := m.refused(w, r, err); ok {
		return m.askPassword(w, r, f, status)
	}
	return m.settled(w, r, err, "sandi")
}
