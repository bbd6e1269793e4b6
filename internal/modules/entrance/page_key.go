package entrance

import (
	"encoding/json"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// A challenge is what the script shows to the browser's key.
type challenge struct {
	Ref     string          `json:"rujukan"`
	Options json.RawMessage `json:"pilihan"`
}

// beginKey serves POST /masuk/kunci: for the door, or (?untuk=lagi) for whoever is
// signed in and shows the second factor again.
func (m *module) beginKey(w http.ResponseWriter, r *http.Request) error {
	var c challenge
	err := m.secure(r)
	switch {
	case err != nil:
	case r.URL.Query().Get("untuk") == "lagi" && auth.From(r.Context()).Kind == auth.Person:
		c.Options, c.Ref, err = m.Accounts.ProveBegin(r.Context())
	case r.URL.Query().Get("untuk") == "lagi":
		err = errs.Say(errs.SignIn, "auth.sign-in")
	default:
		c.Options, c.Ref, err = m.Accounts.PasskeyBegin(r.Context(), m.Web.Visitor(r))
	}
	return m.tell(w, r, c, err)
}

// tell answers the script: a challenge, or the sentence of what is wrong, which it
// shows beside its button.
func (m *module) tell(w http.ResponseWriter, r *http.Request, c challenge, err error) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err == nil {
		return json.NewEncoder(w).Encode(c)
	}
	text, ok := errs.Public(err)
	if !ok {
		m.Log.ErrorContext(r.Context(), "passkey", "err", err)
		text = lewu.Msg("entrance.key-fails")
	}
	w.WriteHeader(http.StatusForbidden)
	return json.NewEncoder(w).Encode(map[string]string{"detail": m.Web.Base(r, lewu.Message{}).Say(text)})
}

// finishKey serves POST /masuk/kunci/selesai: the answer of a passkey, as a form.
func (m *module) finishKey(w http.ResponseWriter, r *http.Request) error {
	if err := m.secure(r); err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	entry, err := m.Accounts.PasskeyFinish(r.Context(), m.Web.Visitor(r), r.PostFormValue("_rujukan"), []byte(r.PostFormValue("_kunci")))
	if err != nil {
		return m.askSignIn(w, r, err)
	}
	return m.enter(w, r, entry, back(r))
}

// beginNewKey serves POST /akun/kunci/mulai.
func (m *module) beginNewKey(w http.ResponseWriter, r *http.Request) error {
	options, ref, err := m.Accounts.AddPasskeyBegin(r.Context())
	return m.tell(w, r, challenge{ref, options}, err)
}

// addKey serves POST /akun/kunci.
func (m *module) addKey(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	name := r.PostFormValue("nama")
	if name == "" {
		name = m.Web.Base(r, lewu.Message{}).Say(browserOf(r.UserAgent()))
	}
	_, err := m.Accounts.AddPasskeyFinish(r.Context(), r.PostFormValue("_rujukan"), name, []byte(r.PostFormValue("_kunci")))
	return m.kept(w, r, err, "kunci")
}

// renameKey serves POST /akun/kunci/{id}/nama.
func (m *module) renameKey(w http.ResponseWriter, r *http.Request) error {
	return m.kept(w, r, m.Accounts.RenamePasskey(r.Context(), r.PathValue("id"), r.PostFormValue("nama")), "nama")
}

// removeKey serves POST /akun/kunci/{id}/hapus.
func (m *module) removeKey(w http.ResponseWriter, r *http.Request) error {
	return m.kept(w, r, m.Accounts.RemovePasskey(r.Context(), r.PathValue("id")), "hapus")
}

// kept goes back to the page a change of means was made on and says that it was.
func (m *module) kept(w http.ResponseWriter, r *http.Request, err error, what string) error {
	if err != nil {
		return m.refuse(w, r, err)
	}
	return goTo(w, r, m.meansPage(r)+"?jadi="+what)
}

// meansPage is where somebody looks after his means: still setting up, or later.
func (m *module) meansPage(r *http.Request) string {
	if auth.From(r.Context()).Enrolling {
		return "/akun/siapkan"
	}
	return "/akun"
}

// refuse shows the page of one's means again with what was wrong.
func (m *module) refuse(w http.ResponseWriter, r *http.Request, err error) error {
	text, ok := errs.Public(err)
	if !ok || !errs.Is(err, errs.Invalid) && !errs.Is(err, errs.Conflict) && !errs.Is(err, errs.Forbidden) {
		return err
	}
	if auth.From(r.Context()).Enrolling {
		return m.setUpWith(w, r, text)
	}
	return m.accountWith(w, r, text)
}
