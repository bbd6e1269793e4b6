package registry

import (
	"database/sql"
	"net/http"
	"net/url"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// personPage is one person: who it is, what he may do, and what can be done.
type personPage struct {
	web.Base
	Account  auth.Account
	State    web.Fresh
	News     *web.Notice
	Facts    web.Facts
	Grants   []grantRow
	Sessions []sessionRow
	Reset    *resetRow
	Forms    []*blank
	May      bool // change the account
	Confirms bool // put the means of signing in back
	Own      bool // it is the reader's
	Seen     string
}

// A grantRow is a role that is held.
type grantRow struct {
	Role, Where string
	Grant       auth.Grant
}

// A sessionRow is a browser on which somebody is signed in.
type sessionRow struct{ ID, Agent, Addr, Since, Seen string }

// showPerson serves GET /kerja/orang/{id}.
func (m *module) showPerson(w http.ResponseWriter, r *http.Request) error {
	p, err := m.personPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	if !p.Own {
		err := m.DB.Write(r.Context(), func(tx *sql.Tx) error {
			return audit.Seen(r.Context(), tx, m.Clock(), "account/"+p.Account.ID, p.Account.Agency, nil)
		})
		if err != nil {
			return err
		}
	}
	return m.Web.Page(w, http.StatusOK, "registry/person", p)
}

// personPage reads all that the page of a person shows.
func (m *module) personPage(r *http.Request) (*personPage, error) {
	ctx := r.Context()
	a, err := m.Accounts.Account(ctx, r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	p := &personPage{Base: m.base(r, web.Text(a.Name), crumbPeople()), Account: a, Seen: seenPerson(a)}
	p.May, p.Own = may(r, auth.PermPeople, a.Agency), auth.From(ctx).ID == a.ID
	p.Confirms = may(r, auth.PermReset, a.Agency) && !p.Own
	p.State = m.state(p.Base, a)
	settings, err := m.Ref.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if err := m.fillGrants(r, p, settings.VerifierLabel); err != nil {
		return nil, err
	}
	m.fillFacts(p)
	if p.May {
		if err := m.fillSessions(r, p); err != nil {
			return nil, err
		}
		if err := m.fillForms(r, p, settings.VerifierLabel); err != nil {
			return nil, err
		}
	}
	return p, m.fillReset(r, p)
}

func crumbPeople() web.Crumb {
	return web.Crumb{Label: lewu.Msg("registry.title-people"), Path: "/kerja/orang"}
}

func (m *module) fillGrants(r *http.Request, p *personPage, verifier string) error {
	for _, g := range p.Account.Grants {
		where := p.T("registry.province")
		if g.Agency != "" {
			a, err := m.Ref.Agency(r.Context(), g.Agency)
			if err != nil && !errs.Is(err, errs.NotFound) {
				return err
			}
			where = a.Name
		}
		p.Grants = append(p.Grants, grantRow{Role: m.roleName(p.Base, g.Role, verifier), Where: where, Grant: g})
	}
	return nil
}

func (m *module) fillFacts(p *personPage) {
	a := p.Account
	fact := func(label, value string) {
		if value != "" {
			p.Facts.Rows = append(p.Facts.Rows, web.Fact{Label: lewu.Msg(label), Value: value})
		}
	}
	p.Facts.Page = p.Base
	fact("registry.mail", a.Mail)
	fact("registry.agency", a.Office)
	fact("registry.post", a.Post)
	fact("registry.means", p.means())
	if !a.SeenAt.IsZero() {
		fact("registry.seen", p.Ago(a.SeenAt))
	}
	fact("registry.created", p.Date(a.CreatedAt))
	fact("registry.closed-why", a.ClosedWhy)
}

// means are the ways in which somebody can sign in, counted and not shown.
func (p *personPage) means() string {
	a := p.Account
	if !a.Complete() && a.Passkeys == 0 && !a.HasPassword {
		return p.T("registry.means-none")
	}
	text := p.T("registry.means-keys", "n", a.Passkeys)
	if a.HasPassword {
		text += ", " + p.T("registry.means-password")
	}
	if a.HasTOTP {
		text += ", " + p.T("registry.means-totp")
	}
	if a.Codes > 0 {
		text += ", " + p.T("registry.means-codes", "n", a.Codes)
	}
	return text
}

func (m *module) fillSessions(r *http.Request, p *personPage) error {
	list, err := m.Accounts.Sessions(r.Context(), p.Account.ID)
	for _, s := range list {
		p.Sessions = append(p.Sessions, sessionRow{ID: s.ID, Agent: s.Agent, Addr: s.Addr, Since: p.DateTime(s.CreatedAt), Seen: p.Ago(s.SeenAt)})
	}
	return err
}

// fillReset shows what was asked for, or offers to ask.
func (m *module) fillReset(r *http.Request, p *personPage) error {
	a := p.Account
	if a.ClosedAt.IsZero() && p.Reset == nil && may(r, auth.PermAsk, a.Agency) {
		rows, err := m.resetRows(r, p.Base)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(rows, func(row resetRow) bool { return row.Reset.Account == a.ID }); i >= 0 {
			p.Reset = &rows[i]
			return nil
		}
		if a.Complete() && !p.Own {
			f := newBlank(p.Base, "pulih", "registry.reset", p.action("pulihkan"), "registry.reset-go").
				add("sebab", "", "registry.reset-why", "", must, hinted("registry.reset-why-hint"))
			f.Lede, f.Tone = lewu.Msg("registry.reset-lede"), "quiet"
			p.Forms = append(p.Forms, f)
		}
	}
	return nil
}

func (p *personPage) action(verb string) string {
	path := "/kerja/orang/" + p.Account.ID
	if verb != "" {
		path += "/" + verb
	}
	return path
}

// fillForms are what who keeps the account can do with it.
func (m *module) fillForms(r *http.Request, p *personPage, verifier string) error {
	a := p.Account
	agencies, err := m.agencyChoices(r.Context(), p.Base)
	if err != nil {
		return err
	}
	roles := m.roleChoices(p.Base, verifier)
	form := func(id, title, verb, button string) *blank {
		f := newBlank(p.Base, id, title, p.action(verb), button)
		f.Seen, f.Tone = p.Seen, "quiet"
		p.Forms = append(p.Forms, f)
		return f
	}
	if !a.ClosedAt.IsZero() {
		form("buka", "registry.reopen", "buka", "registry.reopen-go").Lede = lewu.Msg("registry.reopen-lede")
		return nil
	}
	if !a.Complete() && !a.Demo {
		f := form("undang", "registry.invite", "undangan", "registry.invite-go")
		f.Seen, f.Lede, f.Tone, f.Open = seenInvite(a), lewu.Msg("registry.invite-lede"), "", a.Invited.IsZero()
	}
	form("ubah", "registry.change", "", "registry.save").
		add("nama", "", "registry.name", a.Name, must).
		add("surel", "email", "registry.mail", a.Mail, must).
		add("jabatan", "", "registry.post", a.Post)
	if p.Own {
		return nil // nobody changes his own rights
	}
	form("peran", "registry.role-add", "peran", "registry.role-go").
		add("peran", "select", "registry.role", "", offering(roles), must).
		add("instansi", "select", "registry.role-where", a.Agency, offering(agencies), must)
	heirs, err := m.colleagues(r.Context(), a)
	if err != nil {
		return err
	}
	f := form("mutasi", "registry.move", "mutasi", "registry.move-go").
		add("instansi", "select", "registry.move-to", "", offering(agencies), must).
		add("jabatan", "", "registry.post", "").
		add("peran", "select", "registry.move-role", "", offering(roles)).
		add("pengganti", "select", "registry.heir", "", offering(heirChoices(p.Base, heirs)), hinted("registry.heir-hint"))
	f.Lede = lewu.Msg("registry.move-lede")
	f = form("tutup", "registry.close", "tutup", "registry.close-go").add("sebab", "", "registry.close-why", "", must)
	f.Lede, f.Tone = lewu.Msg("registry.close-lede"), "bad"
	return nil
}

func heirChoices(b web.Base, list []auth.Account) []web.Choice {
	out := []web.Choice{{Label: b.T("registry.heir-none")}}
	for _, a := range list {
		if a.ClosedAt.IsZero() {
			out = append(out, web.Choice{Value: a.ID, Label: a.Name})
		}
	}
	return out
}

// again shows a person's page with a form that was not taken.
func (m *module) again(w http.ResponseWriter, r *http.Request, form string, err error) error {
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	p, fault := m.personPage(r)
	if fault != nil {
		return fault
	}
	showRefused(p.Base, p.Forms, &p.News, form, r.PostForm, why)
	return m.Web.Page(w, status, "registry/person", p)
}

// showRefused puts a refusal into its form, or above the page where the form is no
// longer on it.
func showRefused(b web.Base, forms []*blank, above **web.Notice, form string, typed url.Values, why lewu.Message) {
	for _, f := range forms {
		if f.ID == form {
			f.refuse(typed, why)
			return
		}
	}
	*above = &web.Notice{Page: b, Tone: web.ToneBad, Title: why, Alert: true}
}
