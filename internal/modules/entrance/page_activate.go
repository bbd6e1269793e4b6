package entrance

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// activatePage takes a code that somebody handed over: an invitation, or the code
// of the first start, which asks for a name too.
type activatePage struct {
	web.Base
	First      bool
	Mail, Name string
	Fault      lewu.Message
	Plain      bool
	URL        string
}

// showActivate serves GET /masuk/aktifkan and /masuk/pertama.
func (m *module) showActivate(w http.ResponseWriter, r *http.Request) error {
	return m.askCode(w, r, nil)
}

func (m *module) askCode(w http.ResponseWriter, r *http.Request, fault error) error {
	first := strings.HasSuffix(r.URL.Path, "/pertama")
	title := "entrance.activate.title"
	if first {
		title = "entrance.first.title"
	}
	p := activatePage{
		Base: m.door(r, title), First: first, Mail: r.PostFormValue("akun"), Name: r.PostFormValue("nama"), Plain: m.secure(r) != nil, URL: m.Config.URL,
	}
	p.Scripts = nil
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("entrance.title"), Path: "/masuk"}}
	status := http.StatusOK
	if fault != nil {
		text, ok := errs.Public(fault)
		if !ok || errs.Is(fault, errs.Busy) {
			return fault
		}
		p.Fault, status = text, http.StatusForbidden
	}
	return m.Web.Page(w, status, "entrance/activate", p)
}

// activate serves POST /masuk/aktifkan and /masuk/pertama.
func (m *module) activate(w http.ResponseWriter, r *http.Request) error {
	if err := m.secure(r); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	entry, err := m.Accounts.Redeem(r.Context(), m.Web.Visitor(r), r.PostFormValue("akun"), r.PostFormValue("kode"), r.PostFormValue("nama"))
	if err != nil {
		return m.askCode(w, r, err)
	}
	return m.enter(w, r, entry, "/akun/siapkan")
}
