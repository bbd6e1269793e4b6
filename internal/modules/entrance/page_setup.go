package entrance

import (
	"encoding/base64"
	"html/template"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// setUpPage leads through the first means of signing in: a passkey, or a password
// with a second factor.
type setUpPage struct {
	web.Base
	Account auth.Account
	Fault   lewu.Message
	Done    string // what was just done
}

// showSetUp serves GET /akun/siapkan.
func (m *module) showSetUp(w http.ResponseWriter, r *http.Request) error {
	return m.setUpWith(w, r, lewu.Message{})
}

func (m *module) setUpWith(w http.ResponseWriter, r *http.Request, fault lewu.Message) error {
	account, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	p := setUpPage{Base: m.door(r, "entrance.setup.title"), Account: account, Fault: fault, Done: r.URL.Query().Get("jadi")}
	return m.Web.Page(w, statusOf(fault), "entrance/setup", p)
}

func statusOf(fault lewu.Message) int {
	if fault.Key != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

// setPassword serves POST /akun/sandi.
func (m *module) setPassword(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	secret := r.PostFormValue("sandi")
	if secret != r.PostFormValue("sandi2") {
		return m.refuse(w, r, errs.Say(errs.Invalid, "entrance.password-twice"))
	}
	return m.kept(w, r, m.Accounts.SetPassword(r.Context(), r.PostFormValue("lama"), secret), "sandi")
}

// totpPage shows a new authenticator: a picture to scan, and the same as text.
type totpPage struct {
	web.Base
	Text  string
	Image template.URL // data: of our own making
	Fault lewu.Message
}

// showTOTP serves GET /akun/kode6.
func (m *module) showTOTP(w http.ResponseWriter, r *http.Request) error {
	return m.totpWith(w, r, lewu.Message{})
}

func (m *module) totpWith(w http.ResponseWriter, r *http.Request, fault lewu.Message) error {
	secret, err := m.Accounts.TOTPBegin(r.Context())
	if err != nil {
		return m.refuse(w, r, err)
	}
	p := totpPage{Base: m.door(r, "entrance.totp.title"), Text: secret.Text, Fault: fault}
	p.Image = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(secret.PNG)) //nolint:gosec // our own picture
	p.Scripts = nil
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("entrance.account.title"), Path: m.meansPage(r)}}
	return m.Web.Page(w, statusOf(fault), "entrance/totp", p)
}

// setTOTP serves POST /akun/kode6.
func (m *module) setTOTP(w http.ResponseWriter, r *http.Request) error {
	err := m.Accounts.TOTPFinish(r.Context(), r.PostFormValue("kode"))
	if text, ok := errs.Public(err); err != nil && ok && errs.Is(err, errs.Invalid) {
		return m.totpWith(w, r, text)
	}
	return m.kept(w, r, err, "kode6")
}

// codesPage is the sheet of codes, made for paper and shown once.
type codesPage struct {
	web.Base
	Account auth.Account
	Codes   []string
	Next    string
}

// printCodes serves POST /akun/kode: the sheet is the answer itself, since nothing
// keeps the codes.
func (m *module) printCodes(w http.ResponseWriter, r *http.Request) error {
	codes, err := m.Accounts.RecoveryCodes(r.Context())
	if err != nil {
		return m.refuse(w, r, err)
	}
	account, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	p := codesPage{Base: m.door(r, "entrance.codes.title"), Account: account, Codes: codes, Next: m.meansPage(r)}
	p.Scripts = nil
	return m.Web.Page(w, http.StatusOK, "entrance/codes", p)
}

// finish serves POST /akun/selesai: from setting up to a whole session.
func (m *module) finish(w http.ResponseWriter, r *http.Request) error {
	entry, err := m.Accounts.Enrolled(r.Context(), web.SessionToken(r), m.Web.Visitor(r))
	if err != nil {
		return m.refuse(w, r, err)
	}
	return m.enter(w, r, entry, home)
}
