package entrance

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// accountPage is what somebody sees of himself.
type accountPage struct {
	web.Base
	Account  auth.Account
	Roles    []heldRole
	Keys     []auth.Passkey
	Sessions []sessionLine
	Fault    lewu.Message
	Done     string
}

// A heldRole is a role and where it is held.
type heldRole struct {
	Role  lewu.Role
	Where string // name of the agency; empty: the whole province
}

// A sessionLine is a session with the browser it runs on, in words.
type sessionLine struct {
	auth.Session
	Browser lewu.Message
}

// showAccount serves GET /akun.
func (m *module) showAccount(w http.ResponseWriter, r *http.Request) error {
	if auth.From(r.Context()).Enrolling {
		return goTo(w, r, "/akun/siapkan")
	}
	return m.accountWith(w, r, lewu.Message{})
}

func (m *module) accountWith(w http.ResponseWriter, r *http.Request, fault lewu.Message) error {
	ctx := r.Context()
	account, err := m.Accounts.Account(ctx, auth.From(ctx).ID)
	if err != nil {
		return err
	}
	p := accountPage{Base: m.door(r, "entrance.account.title"), Account: account, Fault: fault, Done: r.URL.Query().Get("jadi")}
	if p.Keys, err = m.Accounts.Passkeys(ctx); err != nil {
		return err
	}
	sessions, err := m.Accounts.Sessions(ctx, account.ID)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		p.Sessions = append(p.Sessions, sessionLine{s, browserOf(s.Agent)})
	}
	for _, g := range account.Grants {
		held := heldRole{Role: g.Role}
		if g.Agency != "" {
			agency, err := m.Ref.Agency(ctx, g.Agency)
			if err != nil {
				return err
			}
			held.Where = agency.Name
		}
		p.Roles = append(p.Roles, held)
	}
	return m.Web.Page(w, statusOf(fault), "entrance/account", p)
}

// endSession serves POST /akun/sesi/{id}/akhiri.
func (m *module) endSession(w http.ResponseWriter, r *http.Request) error {
	if err := m.Accounts.EndSession(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	return goTo(w, r, "/akun?jadi=sesi#sesi")
}

// endOthers serves POST /akun/sesi/akhiri.
func (m *module) endOthers(w http.ResponseWriter, r *http.Request) error {
	if err := m.Accounts.EndOthers(r.Context()); err != nil {
		return err
	}
	return goTo(w, r, "/akun?jadi=sesi#sesi")
}

// browserOf says in words which browser a User-Agent names. What it says of itself
// is only a hint for its owner.
func browserOf(agent string) lewu.Message {
	browser, system := "", ""
	for _, known := range [][2]string{
		{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"UCBrowser/", "UC Browser"},
		{"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	} {
		if browser == "" && strings.Contains(agent, known[0]) {
			browser = known[1]
		}
	}
	for _, known := range [][2]string{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}} {
		if system == "" && strings.Contains(agent, known[0]) {
			system = known[1]
		}
	}
	switch {
	case browser != "" && system != "":
		return lewu.Msg("entrance.browser-on", "browser", browser, "system", system)
	case browser != "" || system != "":
		return web.Text(browser + system)
	}
	return lewu.Msg("entrance.browser-unknown")
}
