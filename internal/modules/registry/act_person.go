package registry

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// A deed is what a form does to a person: the form it stands in, and the word
// for what was done.
type deed struct {
	form, done string
	seen       bool // the form carries what the page was made from
	do         func(m *module, ctx context.Context, a auth.Account, field func(string) string) error
}

// act serves the forms of a person's page.
func (m *module) act(of func() deed) func(w http.ResponseWriter, r *http.Request) error {
	d := of()
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := parsed(r); err != nil {
			return err
		}
		a, err := m.Accounts.Account(r.Context(), r.PathValue("id"))
		if err != nil {
			return err
		}
		if d.seen {
			err = stale(r, seenPerson(a))
		}
		if err == nil {
			err = d.do(m, r.Context(), a, func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) })
		}
		if err != nil {
			return m.again(w, r, d.form, err)
		}
		return done(w, r, "/kerja/orang/"+a.ID, d.done)
	}
}

func invalid(key string, pairs ...string) error { return errs.Say(errs.Invalid, key, pairs...) }

func changePerson() deed {
	return deed{"ubah", "disimpan", true, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		changed := a
		changed.Name, changed.Mail, changed.Post = field("nama"), field("surel"), field("jabatan")
		return m.since(ctx, a, func(tx *sql.Tx) error { return m.Accounts.Change(ctx, tx, changed) })
	}}
}

func addRole() deed {
	return deed{"peran", "peran", true, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		g, err := m.grantOf(ctx, grantForm{field("peran"), field("instansi")})
		if err != nil {
			return err
		}
		if slices.Contains(a.Grants, g) {
			return errs.Say(errs.Conflict, "registry.role-held")
		}
		return m.setGrants(ctx, a, append(slices.Clone(a.Grants), g))
	}}
}

func dropRole() deed {
	return deed{"cabut", "peran-dicabut", true, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		g, err := grantForm{field("peran"), field("instansi")}.grant()
		if err != nil {
			return err
		}
		return m.setGrants(ctx, a, slices.DeleteFunc(slices.Clone(a.Grants), func(held auth.Grant) bool { return held == g }))
	}}
}

func (m *module) setGrants(ctx context.Context, a auth.Account, grants []auth.Grant) error {
	return m.since(ctx, a, func(tx *sql.Tx) error { return m.Accounts.SetGrants(ctx, tx, a.ID, grants) })
}

// since changes somebody as long as they are still what they were when the change
// was worked out: of two admins at the same instant the second is told.
func (m *module) since(ctx context.Context, a auth.Account, change func(tx *sql.Tx) error) error {
	return m.DB.Write(ctx, func(tx *sql.Tx) error {
		now, err := m.Accounts.AccountIn(ctx, tx, a.ID)
		if err != nil {
			return err
		}
		if seenPerson(now) != seenPerson(a) {
			return errs.Say(errs.Conflict, "registry.stale")
		}
		return change(tx)
	})
}

// grantOf reads a role and its agency, which must be one that there is.
func (m *module) grantOf(ctx context.Context, f grantForm) (auth.Grant, error) {
	g, err := f.grant()
	if err == nil && g.Agency != "" {
		_, err = m.agencyOf(ctx, g.Agency)
	}
	return g, err
}

func movePerson() deed {
	return deed{"mutasi", "mutasi", true, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		move := auth.Move{Agency: field("instansi"), Post: field("jabatan"), Heir: field("pengganti")}
		if move.Agency == "" {
			return invalid("registry.move-where")
		}
		where := move.Agency
		if move.Agency == provinceValue {
			move.Agency = ""
		} else if _, err := m.agencyOf(ctx, move.Agency); err != nil {
			return err
		}
		if role := field("peran"); role != "" {
			g, err := grantForm{role, where}.grant()
			if err != nil {
				return err
			}
			move.Grants = []auth.Grant{g}
		}
		return m.Accounts.Transfer(ctx, a.ID, move)
	}}
}

func closePerson() deed {
	return deed{"tutup", "ditutup", true, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		return m.Accounts.Close(ctx, a.ID, field("sebab"))
	}}
}

func reopenPerson() deed {
	return deed{"buka", "dibuka", true, func(m *module, ctx context.Context, a auth.Account, _ func(string) string) error {
		return m.Accounts.Reopen(ctx, a.ID)
	}}
}

func askReset() deed {
	return deed{"pulih", "diminta", false, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		_, err := m.Accounts.AskReset(ctx, a.ID, field("sebab"))
		return err
	}}
}

// resetOf is the open request for somebody, by its id: another person's is none.
func (m *module) resetOf(ctx context.Context, a auth.Account, id string) (auth.Reset, error) {
	list, err := m.Accounts.Resets(ctx)
	if err != nil {
		return auth.Reset{}, err
	}
	if i := slices.IndexFunc(list, func(r auth.Reset) bool { return r.ID == id && r.Account == a.ID }); i >= 0 {
		return list[i], nil
	}
	return auth.Reset{}, errs.Say(errs.Conflict, "registry.reset-gone")
}

func cancelReset() deed {
	return deed{"pulih", "batal", false, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		reset, err := m.resetOf(ctx, a, field("permintaan"))
		if err != nil {
			return err
		}
		return m.Accounts.CancelReset(ctx, reset.ID)
	}}
}

func endSessions() deed {
	return deed{"sesi", "sesi", false, func(m *module, ctx context.Context, a auth.Account, field func(string) string) error {
		id := field("sesi")
		if id == "" {
			return m.Accounts.EndAll(ctx, a.ID)
		}
		list, err := m.Accounts.Sessions(ctx, a.ID)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(s auth.Session) bool { return s.ID == id }) {
			return nil // ended by itself meanwhile
		}
		return m.Accounts.EndSession(ctx, id)
	}}
}
