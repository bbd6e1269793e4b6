package entrance

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// activatePage takes a code that somebody handed over: an invitation, or the code
// of the first start, which asks for a name too.
type activatePage struct {
	doorPage
	First      bool
	Mail, Name string // as they were typed
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
	door, status, err := m.doorPage(w, r, title, fault, web.Crumb{Label: lewu.Msg("entrance.title"), Path: "/masuk"})
	if err != nil {
		return err
	}
	p := activatePage{doorPage: door, First: first, Mail: r.PostFormValue("akun"), Name: r.PostFormValue("nama")}
	return m.Web.Page(w, status, "entrance/activate", p)
}

// activate serves POST /masuk/aktifkan and /masuk/pertama.
func (m *module) activate(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	entry, err := m.Accounts.Redeem(r.Context(), m.Web.Visitor(r), r.PostFormValue("akun"), r.PostFormValue("kode"), r.PostFormValue("nama"))
	if err != nil {
		return m.askCode(w, r, err)
	}
	return enter(w, r, entry, setUpPath)
}
