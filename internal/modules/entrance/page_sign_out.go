package entrance

import (
	"net/http"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/web"
)

// signOutPage asks whoever came by a link to press the button: a GET changes
// nothing.
type signOutPage struct {
	web.Base
	Name string
}

// showSignOut serves GET /keluar.
func (m *module) showSignOut(w http.ResponseWriter, r *http.Request) error {
	actor := auth.From(r.Context())
	if actor.Kind != auth.Person {
		return goTo(w, r, "/masuk")
	}
	return m.Web.Page(w, http.StatusOK, "entrance/sign_out", signOutPage{m.base(r, "entrance.out.title"), actor.Name})
}

// signOut serves POST /keluar. The browser forgets what it kept of this house; that
// somebody signed in on it before stays known, or strangers could slow them down.
func (m *module) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := m.Accounts.SignOut(r.Context(), web.SessionToken(r)); err != nil {
		return err
	}
	web.EndSession(w)
	w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return goTo(w, r, "/masuk")
}
