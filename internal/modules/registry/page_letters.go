package registry

import (
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// lettersPage is letters of invitation, one sheet of A4 each. They are shown in
// the answer to the form that made them, and never again: only a hash of each
// code is kept.
type lettersPage struct {
	web.Base
	Letters []letter
	Left    []string // people who got none, with the reason
	More    int      // people whose letters come next
	Back    string
}

// A letter is what is handed to one person.
type letter struct {
	Name, Post, Office, Mail, Roles string
	Code, Until, Address            string
	Reset                           bool // means of signing in were taken back before
}

// enrolPath is where a code is redeemed.
const enrolPath = "/masuk/aktifkan"

// letterOf writes the letter of an account.
func (m *module) letterOf(b web.Base, a auth.Account, code string, ends time.Time, verifier string) letter {
	return letter{
		Name: a.Name, Post: a.Post, Office: a.Office, Mail: a.Mail, Roles: m.roleNames(b, a, verifier),
		Code: code, Until: b.DateTime(ends), Address: b.Abs(enrolPath),
	}
}

// showLetters answers with letters. Nothing may keep them.
func (m *module) showLetters(w http.ResponseWriter, p lettersPage) error {
	w.Header().Set("Cache-Control", "no-store")
	return m.Web.Page(w, http.StatusOK, "registry/letters", p)
}

func (m *module) lettersBase(r *http.Request) web.Base {
	return m.base(r, lewu.Msg("registry.letters"), crumbPeople())
}

// invite serves POST /kerja/orang/{id}/undangan.
func (m *module) invite(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	a, err := m.Accounts.Account(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	if r.PostForm.Get(seenField) != seenInvite(a) {
		return m.again(w, r, "undang", errs.Say(errs.Conflict, "registry.invited-already", "name", a.Name))
	}
	code, ends, err := m.Accounts.Invite(ctx, a.ID)
	if err != nil {
		return m.again(w, r, "undang", err)
	}
	return m.oneLetter(w, r, a, code, ends, false)
}

// confirmReset serves POST /kerja/orang/{id}/sahkan.
func (m *module) confirmReset(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	a, err := m.Accounts.Account(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	reset, err := m.resetOf(ctx, a, r.PostForm.Get("permintaan"))
	if err != nil {
		return m.again(w, r, "pulih", err)
	}
	code, ends, err := m.Accounts.ConfirmReset(ctx, reset.ID)
	if err != nil {
		return m.again(w, r, "pulih", err)
	}
	return m.oneLetter(w, r, a, code, ends, true)
}

func (m *module) oneLetter(w http.ResponseWriter, r *http.Request, a auth.Account, code string, ends time.Time, reset bool) error {
	settings, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	p := lettersPage{Base: m.lettersBase(r), Back: "/kerja/orang/" + a.ID}
	l := m.letterOf(p.Base, a, code, ends, settings.VerifierLabel)
	l.Reset = reset
	p.Letters = []letter{l}
	return m.showLetters(w, p)
}
