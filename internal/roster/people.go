package roster

import (
	"slices"
	"strings"
	"unicode"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
)

// A person is one row of the sheet Orang as it will be carried out. The account
// of somebody new has no id yet.
type person struct {
	row     int64
	account auth.Account
	agency  handle
	grants  []grant // all of them, those there are among them
}

// A grant is a role within an agency that may still be on its way.
type grant struct {
	role   lewu.Role
	agency handle
}

// planPeople plans the sheet Orang.
func (p *planning) planPeople() {
	seen := map[string]string{} // cell by mail
	for _, l := range p.book[SheetPeople] {
		before := len(p.Faults) + p.Hidden
		mail := strings.ToLower(l.text("surel"))
		switch cell, twice := seen[mail]; {
		case mailFault(mail) != "":
			p.wrong(l, "surel", mailFault(mail))
		case twice:
			p.wrong(l, "surel", "roster.mail-twice", "cell", cell)
		default:
			seen[mail] = l.cells["surel"].ref
		}
		if name := l.text("nama"); !strings.ContainsFunc(name, unicode.IsLetter) || strings.Contains(name, "@") {
			p.wrong(l, "nama", "roster.name-dull")
		}
		have, there := p.accounts[mail]
		agency := p.agencyOf(l, "instansi")
		if agency == "" && l.text("instansi") == "" {
			agency = handle(have.Agency) // what is empty stays as it is
		}
		grants := p.grantsOf(l, agency)
		if len(p.Faults)+p.Hidden > before {
			continue
		}
		who := person{row: l.number, agency: agency, grants: grants}
		if there {
			p.changePerson(l, who, have)
			continue
		}
		who.account = auth.Account{Mail: mail, Name: l.text("nama"), Post: l.text("jabatan")}
		p.people = append(p.people, who)
		p.change(l, Add, who.account.Name)
	}
}

// agencyOf is the agency that a cell names; empty where it is empty, or wrong.
func (p *planning) agencyOf(l line, key string) handle {
	word := l.text(key)
	if word == "" {
		return ""
	}
	h, fault, pairs := p.dir.find(word)
	if fault != "" {
		p.wrong(l, key, fault, pairs...)
	}
	return h
}

// grantsOf are the roles of a row, each with where it holds.
func (p *planning) grantsOf(l line, agency handle) (grants []grant) {
	scope := folded(l.text("cakupan"))
	if scope != "" && scope != scopeAgency && scope != scopeProvince {
		p.wrong(l, "cakupan", "roster.scope-bad")
		return nil
	}
	lost := agency == "" && l.text("instansi") != "" // told already
	for _, word := range parts(l.text("peran"), true) {
		role, ok := ParseRole(word)
		within := scope == scopeAgency || scope == "" && !wide(role)
		switch {
		case !ok:
			p.wrong(l, "peran", "roster.role-unknown", "value", word, "roles", strings.Join(roleWords(), ", "))
		case Free(role) && scope == scopeAgency:
			p.wrong(l, "cakupan", "roster.role-province", "role", string(role))
		case Bound(role) && (scope == scopeProvince || agency == "" && !lost):
			p.wrong(l, "peran", "roster.role-agency", "role", string(role))
		case within && agency == "" && !lost:
			p.wrong(l, "peran", "roster.scope-no-agency")
		case within:
			grants = append(grants, grant{role, agency})
		default:
			grants = append(grants, grant{role, ""})
		}
	}
	return grants
}

// wide tells whether a role is the province's where nothing else is said. What
// shows a whole province's unpublished figures must be said.
func wide(r lewu.Role) bool {
	return r == lewu.RoleWalidata || r == lewu.RoleAdmin || r == lewu.RoleAuditor
}

// changePerson plans a row of somebody who is there already: roles are added,
// never taken, and what is empty stays as it is.
func (p *planning) changePerson(l line, who person, have auth.Account) {
	switch {
	case folded(have.Name) != folded(l.text("nama")):
		p.wrong(l, "surel", "roster.mail-taken", "name", have.Name)
		return
	case !have.ClosedAt.IsZero():
		p.wrong(l, "surel", "roster.person-closed")
		return
	case who.agency != "" && who.agency != handle(have.Agency):
		p.wrong(l, "instansi", "roster.person-moved", "agency", have.Office)
		return
	}
	who.account = have
	var changed []Part
	if post := l.text("jabatan"); post != "" && post != have.Post {
		changed = append(changed, Part{"Jabatan", have.Post, post})
		who.account.Post = post
	}
	var now, then []grant
	for _, g := range have.Grants {
		now = append(now, grant{g.Role, handle(g.Agency)})
	}
	then = slices.Clone(now)
	for _, g := range who.grants {
		if !slices.Contains(then, g) {
			then = append(then, g)
		}
	}
	if who.grants = then; len(then) > len(now) {
		if have.ID == p.actor.ID {
			p.wrong(l, "peran", "roster.self-roles", "roles", p.grantWords(now))
			return
		}
		changed = append(changed, Part{"Peran", p.grantWords(now), p.grantWords(then)})
	}
	if len(changed) == 0 {
		p.change(l, Same, have.Name)
		return
	}
	p.people = append(p.people, who)
	p.change(l, Alter, have.Name, changed...)
}

// grantWords are roles as the preview shows them.
func (p *planning) grantWords(list []grant) string {
	var words []string
	for _, g := range list {
		where := scopeProvince
		if g.agency != "" {
			where = p.dir.nameOf(g.agency)
		}
		words = append(words, string(g.role)+" ("+where+")")
	}
	slices.Sort(words)
	return strings.Join(words, ", ")
}
