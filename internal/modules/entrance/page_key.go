package entrance

import (
	"encoding/json"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
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
	again := r.URL.Query().Get("untuk") == "lagi"
	switch {
	case err != nil:
	case again && auth.From(r.Context()).Kind != auth.Person:
		err = errs.Say(errs.SignIn, "auth.sign-in")
	case again:
		c.Options, c.Ref, err = m.Accounts.ProveBegin(r.Context())
	default:
		c.Options, c.Ref, err = m.Accounts.PasskeyBegin(r.Context(), m.Web.Visitor(r))
	}
	return m.tell(w, r, c, err)
}

// beginNewKey serves POST /akun/kunci/mulai.
func (m *module) beginNewKey(w http.ResponseWriter, r *http.Request) error {
	options, ref, err := m.Accounts.AddPasskeyBegin(r.Context())
	return m.tell(w, r, challenge{ref, options}, err)
}

// tell answers the script: a challenge, or the sentence of what is wrong, which it
// shows beside its button.
func (m *module) tell(w http.ResponseWriter, r *http.Request, c challenge, err error) error {
	status := http.StatusOK
	var answer any = c
	if err != nil {
		f, code, ok := m.refused(w, r, err)
		switch {
		case errs.Is(err, errs.SignIn):
			f.Message, _ = errs.Public(err)
			code = http.StatusForbidden
		case !ok:
			m.Log.ErrorContext(r.Context(), "passkey", "request", web.RequestID(r), "err", err)
			f.Message, code = lewu.Msg("entrance.key-fails"), http.StatusInternalServerError
		}
		status, answer = code, map[string]string{"detail": m.Web.Base(r, lewu.Message{}).Say(f.Message)}
	}
	body, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err = w.Write(body)
	return err
}

// finishKey serves POST /masuk/kunci/selesai: the answer of a passkey, as a form.
func (m *module) finishKey(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	entry, err := m.Accounts.PasskeyFinish(r.Context(), m.Web.Visitor(r), r.PostFormValue("_rujukan"), []byte(r.PostFormValue("_kunci")))
	if err != nil {
		return m.askSignIn(w, r, err)
	}
	return enter(w, r, entry, back(r))
}

// newKeyPage makes one more passkey.
type newKeyPage struct {
	web.Base
	Keyless lewu.Message
	Fault   refusal
	Name    string // as it was typed
}

// showNewKey serves GET /akun/kunci.
func (m *module) showNewKey(w http.ResponseWriter, r *http.Request) error {
	return m.askNewKey(w, r, refusal{}, http.StatusOK)
}

func (m *module) askNewKey(w http.ResponseWriter, r *http.Request, f refusal, status int) error {
	p := newKeyPage{Base: m.base(r, "entrance.newkey.title", m.ownCrumb(r)), Keyless: m.keyless(r), Fault: f, Name: r.PostFormValue("nama")}
	return m.Web.Page(w, status, "entrance/newkey", p)
}

// addKey serves POST /akun/kunci. A key without a name is called by its browser.
func (m *module) addKey(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	name := r.PostFormValue("nama")
	if name == "" {
		name = m.Web.Base(r, lewu.Message{}).Say(browserOf(r.UserAgent()))
	}
	_, err := m.Accounts.AddPasskeyFinish(r.Context(), r.PostFormValue("_rujukan"), name, []byte(r.PostFormValue("_kunci")))
	if f, status, ok := m.refused(w, r, err); ok && !auth.From(r.Context()).Enrolling {
		return m.askNewKey(w, r, f, status)
	}
	return m.settled(w, r, err, "kunci")
}

// renameKey serves POST /akun/kunci/{id}/nama.
func (m *module) renameKey(w http.ResponseWriter, r *http.Request) error {
	if err := readForm(r); err != nil {
		return err
	}
	return m.settled(w, r, m.Accounts.RenamePasskey(r.Context(), r.PathValue("id"), r.PostFormValue("nama")), "nama")
}

// removeKey serves POST /akun/kunci/{id}/hapus.
func (m *module) removeKey(w http.ResponseWriter, r *http.Request) error {
	return m.settled(w, r, m.Accounts.RemovePasskey(r.Context(), r.PathValue("id")), "hapus")
}
