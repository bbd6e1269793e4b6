package entrance

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// Where the demo's people sit: those who send, and those who check and keep the
// house.
const (
	demoAgency   = "Dinas Contoh A"
	demoWalidata = "Diskominfosantik (contoh)"
)

// A demoPerson is one of the demo's people, who have no secrets.
type demoPerson struct {
	role             lewu.Role
	name, mail, post string
	agency           string // where they sit
	province         bool   // the role holds in the whole province, not only there
}

func demoPeople() []demoPerson {
	return []demoPerson{
		{lewu.RoleOperator, "Rina Lestari", "rina@contoh.invalid", "Pengelola data", demoAgency, false},
		{lewu.RoleVerifier, "Budi Santoso", "budi@contoh.invalid", "Kepala seksi statistik", demoAgency, false},
		{lewu.RoleWalidata, "Maya Anggraini", "maya@contoh.invalid", "Analis data", demoWalidata, true},
		{lewu.RoleAdmin, "Yusuf Ja'far", "yusuf@contoh.invalid", "Pranata komputer", demoWalidata, true},
	}
}

// A demoFace is one of them on the button that enters as them.
type demoFace struct {
	Role       lewu.Role
	Word       string // of the role
	Name, Post string
}

// demoFaces are whom a visitor may enter as; none where the door is shut.
func (m *module) demoFaces(r *http.Request) (list []demoFace, err error) {
	open, err := m.demoDoor(r)
	if err != nil || !open {
		return nil, err
	}
	words, err := m.roleWords(r.Context())
	if err != nil {
		return nil, err
	}
	for _, p := range demoPeople() {
		list = append(list, demoFace{Role: p.role, Word: m.Web.Base(r, lewu.Message{}).Say(words(p.role)), Name: p.name, Post: p.post})
	}
	return list, nil
}

// enterDemo serves POST /masuk/contoh: only where demoDoor is open; elsewhere there
// is no such address.
func (m *module) enterDemo(w http.ResponseWriter, r *http.Request) error {
	open, err := m.demoDoor(r)
	if err != nil {
		return err
	}
	role := lewu.Role(r.PostFormValue("peran"))
	if !open || !slices.ContainsFunc(demoPeople(), func(p demoPerson) bool { return p.role == role }) {
		return &errs.Error{Kind: errs.NotFound}
	}
	entry, err := m.Accounts.DemoEntry(r.Context(), m.Web.Visitor(r), role)
	if err != nil {
		return err
	}
	return enter(w, r, entry, back(r))
}

// demo makes the demo's people, once. Their agencies are there already: deliveries
// named them.
func (m *module) demo(ctx context.Context, _ time.Time, say func(lewu.Message)) (err error) {
	defer errs.Wrap(&err, "entrance.demo()")

	say(lewu.Msg("entrance.demo-people"))
	ctx = auth.With(ctx, auth.CommandLine("demo"))
	for _, p := range demoPeople() {
		_, err := m.Accounts.ByMail(ctx, p.mail)
		if err == nil {
			continue
		}
		if !errs.Is(err, errs.NotFound) {
			return err
		}
		a := auth.Account{Mail: p.mail, Name: p.name, Post: p.post, Demo: true, Grants: []auth.Grant{{Role: p.role}}}
		agency, err := m.Ref.FindAgency(ctx, p.agency)
		if err != nil {
			return err
		}
		if a.Agency = agency.ID; !p.province {
			a.Grants[0].Agency = agency.ID
		}
		err = m.DB.Write(ctx, func(tx *sql.Tx) error {
			_, err := m.Accounts.Create(ctx, tx, a)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
