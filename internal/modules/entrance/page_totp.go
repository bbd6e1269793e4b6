package entrance

import (
	"encoding/base64"
	"html/template"
	"net/http"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// totpPage shows a new authenticator: a picture to scan, and the same as text.
type totpPage struct {
	web.Base
	Text  string
	Image template.URL // data: of our own making
	Open  template.URL // otpauth: opens the program on this very phone
	Fault refusal
}

// showTOTP serves GET /akun/kode6.
func (m *module) showTOTP(w http.ResponseWriter, r *http.Request) error {
	return m.askTOTP(w, r, refusal{}, http.StatusOK)
}

func (m *module) askTOTP(w http.ResponseWriter, r *http.Request, f refusal, status int) error {
	secret, err := m.Accounts.TOTPBegin(r.Context())
	if err != nil {
		return m.settled(w, r, err, "")
	}
	p := totpPage{Base: m.base(r, "entrance.totp.title", m.ownCrumb(r)), Text: secret.Text, Open: template.URL(secret.URI), Fault: f}
	p.Image = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(secret.PNG))
	return m.Web.Page(w, status, "entrance/totp", p)
}

// setTOTP serves POST /akun/kode6. A wrong code leaves the picture that was scanned.
func (m *module) setTOTP(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	err := m.Accounts.TOTPFinish(r.Context(), r.PostFormValue("kode"))
	if f, status, ok := m.refused(w, r, err); ok && errs.Is(err, errs.Invalid) {
		return m.askTOTP(w, r, f, status)
	}
	return m.settled(w, r, err, "kode6")
}
