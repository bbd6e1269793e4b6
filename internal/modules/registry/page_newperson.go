package registry

import (
	"database/sql"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// newPersonPage is the form for somebody new.
type newPersonPage struct {
	web.Base
	Form *blank
}

// showNewPerson serves GET /kerja/orang/baru.
func (m *module) showNewPerson(w http.ResponseWriter, r *http.Request) error {
	p, err := m.newPersonPage(r)
	if err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusOK, "registry/newperson", p)
}

func (m *module) newPersonPage(r *http.Request) (newPersonPage, error) {
	p := newPersonPage{Base: m.base(r, lewu.Msg("registry.person-new"), crumbPeople())}
	settings, err := m.Ref.Settings(r.Context())
	if err != nil {
		return p, err
	}
	agencies, err := m.agencyChoices(r.Context(), p.Base)
	if err != nil {
		return p, err
	}
	p.Form = newBlank(p.Base, "baru", "registry.person-new", "/kerja/orang/baru", "registry.person-go").
		add("nama", "", "registry.name", "", must).
		add("surel", "email", "registry.mail", "", must, hinted("registry.mail-hint")).
		add("instansi", "select", "registry.agency", "", offering(agencies), must).
		add("jabatan", "", "registry.post", "").
		add("peran", "select", "registry.role", "", offering(m.roleChoices(p.Base, settings.VerifierLabel)), must).
		add("cakupan", "select", "registry.scope", "", offering([]web.Choice{
			{Value: "", Label: p.T("registry.scope-agency")}, {Value: provinceValue, Label: p.T("registry.scope-province")},
		}), hinted("registry.scope-hint"))
	p.Form.Open = true
	return p, nil
}

// addPerson serves POST /kerja/orang/baru. The same form a second time leads to
// the person that the first one made.
func (m *module) addPerson(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	a := auth.Account{Name: field("nama"), Mail: field("surel"), Post: field("jabatan"), Agency: field("instansi")}
	if have, err := m.Accounts.ByMail(ctx, a.Mail); err == nil && have.Name == a.Name {
		return done(w, r, "/kerja/orang/"+have.ID, "ditambah")
	}
	err := m.fillNew(r, &a, field("peran"), field("cakupan"))
	if err == nil {
		err = m.DB.Write(ctx, func(tx *sql.Tx) error {
			made, err := m.Accounts.Create(ctx, tx, a)
			a.ID = made.ID
			return err
		})
	}
	if err == nil {
		return done(w, r, "/kerja/orang/"+a.ID, "ditambah")
	}
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	p, err := m.newPersonPage(r)
	if err != nil {
		return err
	}
	p.Form.refuse(r.PostForm, why)
	return m.Web.Page(w, status, "registry/newperson", p)
}

// fillNew reads where somebody new sits, and the first role.
func (m *module) fillNew(r *http.Request, a *auth.Account, role, scope string) error {
	where := a.Agency
	switch a.Agency {
	case "":
		return errs.Say(errs.Invalid, "registry.where-missing")
	case provinceValue:
		a.Agency = ""
	default:
		if _, err := m.agencyOf(r.Context(), a.Agency); err != nil {
			return err
		}
	}
	if scope == provinceValue {
		where = provinceValue
	}
	g, err := grantForm{role, where}.grant()
	a.Grants = []auth.Grant{g}
	return err
}
