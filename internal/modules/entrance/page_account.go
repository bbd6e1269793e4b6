package entrance

import (
	"context"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// accountPage is what somebody sees of himself.
type accountPage struct {
	web.Base
	Account  auth.Account
	Who      web.Facts
	Roles    []heldRole
	Keys     []auth.Passkey
	Sessions []sessionLine
	Others   bool // sessions beside this one
	Fault    refusal
	Done     lewu.Message
}

// A heldRole is a role in words, and where it is held.
type heldRole struct {
	Role  lewu.Message
	Where string // name of the agency; empty: the whole province
}

// A sessionLine is a session with the browser it runs on, in words.
type sessionLine struct {
	auth.Session
	Browser lewu.Message
	By      lewu.Message // how one signed in
}

// showAccount serves GET /akun.
func (m *module) showAccount(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).Enrolling {
		return goTo(w, r, setUpPath)
	}
	return m.account(w, r, refusal{}, http.StatusOK)
}

// done is what a change says when it was made, by "jadi" in the address.
func done(what string) lewu.Message {
	switch what {
	case "kunci", "nama", "hapus", "sandi", "kode6", "sesi":
		return lewu.Msg("entrance.done-" + what)
	}
	return lewu.Message{}
}

func (m *module) account(w http.ResponseWriter, r *http.Request, f refusal, status int) error {
	ctx := r.Context()
	a, err := m.Accounts.Account(ctx, auth.From(ctx).ID)
	if err != nil {
		return err
	}
	p := accountPage{Base: m.base(r, "entrance.account.title"), Account: a, Fault: f}
	if f.Key == "" {
		p.Done = done(r.URL.Query().Get("jadi"))
	}
	p.Who = whoFacts(p.Base, a)
	if p.Roles, err = m.held(ctx, a.Grants); err != nil {
		return err
	}
	if p.Keys, err = m.Accounts.Passkeys(ctx); err != nil {
		return err
	}
	sessions, err := m.Accounts.Sessions(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, sessionLine{s, browserOf(s.Agent), lewu.Msg("entrance.by-" + string(s.How))})
	}
	p.Others = len(sessions) > 1
	return m.Web.Page(w, status, "entrance/account", p)
}

func whoFacts(b web.Base, a auth.Account) web.Facts {
	f := web.Facts{Page: b, Rows: []web.Fact{
		{Label: lewu.Msg("entrance.name"), Value: a.Name}, {Label: lewu.Msg("entrance.mail"), Value: a.Mail},
		{Label: lewu.Msg("entrance.office"), Value: a.Office},
	}}
	if a.Post != "" {
		f.Rows = append(f.Rows, web.Fact{Label: lewu.Msg("entrance.post"), Value: a.Post})
	}
	return f
}

// held are roles in words.
func (m *module) held(ctx context.Context, grants []auth.Grant) (list []heldRole, err error) {
	words, err := m.roleWords(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range grants {
		h := heldRole{Role: words(g.Role)}
		if g.Agency != "" {
			agency, err := m.Ref.Agency(ctx, g.Agency)
			if err != nil && !errs.Is(err, errs.NotFound) {
				return nil, err
			}
			if h.Where = agency.Name; err != nil {
				h.Where = g.Agency
			}
		}
		list = append(list, h)
	}
	return list, nil
}

// roleWords gives what roles are called here: the province names its verifikator.
func (m *module) roleWords(ctx context.Context) (func(lewu.Role) lewu.Message, error) {
	settings, err := m.Ref.Settings(ctx)
	return func(role lewu.Role) lewu.Message {
		if role == lewu.RoleVerifier && settings.VerifierLabel != "" {
			return web.Text(settings.VerifierLabel)
		}
		return lewu.Msg("entrance.role-" + string(role))
	}, err
}

// endSession serves POST /akun/sesi/{id}/akhiri. One that ended meanwhile has ended.
func (m *module) endSession(w http.ResponseWriter, r *http.Request) error {
	err := m.Accounts.EndSession(r.Context(), r.PathValue("id"))
	if text, _ := errs.Public(err); err != nil && text.Key != "auth.no-session" {
		return err
	}
	return goTo(w, r, own+"?jadi=sesi#sesi")
}

// endOthers serves POST /akun/sesi/akhiri.
func (m *module) endOthers(w http.ResponseWriter, r *http.Request) error {
	if err := m.Accounts.EndOthers(r.Context()); err != nil {
		return err
	}
	return goTo(w, r, own+"?jadi=sesi#sesi")
}
