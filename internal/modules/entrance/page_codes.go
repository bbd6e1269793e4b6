package entrance

import (
	"net/http"
	"time"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// codesPage is about recovery codes: what they are, or, with Codes, the sheet itself,
// made for paper and shown once.
type codesPage struct {
	web.Base
	Account   auth.Account
	Codes     []string
	Made      time.Time
	Enrolling bool
}

// showCodes serves GET /akun/kode: nothing is made yet.
func (m *module) showCodes(w http.ResponseWriter, r *http.Request) error {
	return m.codes(w, r, nil)
}

// printCodes serves POST /akun/kode. The sheet is the answer itself, since nothing
// keeps the codes.
func (m *module) printCodes(w http.ResponseWriter, r *http.Request) error {
	codes, err := m.Accounts.RecoveryCodes(r.Context())
	if err != nil {
		return m.settled(w, r, err, "")
	}
	return m.codes(w, r, codes)
}

func (m *module) codes(w http.ResponseWriter, r *http.Request, codes []string) error {
	a, err := m.Accounts.Account(r.Context(), auth.From(r.Context()).ID)
	if err != nil {
		return err
	}
	p := codesPage{
		Base: m.base(r, "entrance.codes.title", m.ownCrumb(r)), Account: a, Codes: codes, Made: m.Clock(), Enrolling: auth.From(r.Context()).Enrolling,
	}
	name := "entrance/codes"
	if codes != nil {
		p.Crumbs = nil // leaving by it would lose the codes
		p.Scripts = append(p.Scripts, "entrance/cetak.js")
		name = "entrance/sheet"
	}
	return m.Web.Page(w, http.StatusOK, name, p)
}
