package roster

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/ref"
)

// apply carries out a planning without faults, and gives the people who are new.
func (s *Roster) apply(ctx context.Context, tx *sql.Tx, p *planning) (people []auth.Account, err error) {
	ids, err := s.applyAgencies(ctx, tx, p)
	if err != nil {
		return nil, err
	}
	for _, r := range p.newRegions {
		if err := s.Ref.SaveRegion(ctx, tx, r); err != nil {
			return nil, err
		}
	}
	for _, t := range p.newTopics {
		if _, err := s.Ref.SaveTopic(ctx, tx, t); err != nil {
			return nil, err
		}
	}
	if p.newSettings != p.settings {
		if err := s.Ref.SaveSettings(ctx, tx, p.newSettings); err != nil {
			return nil, err
		}
	}
	return s.applyPeople(ctx, tx, p, ids)
}

// ids are what handles stand for.
type ids map[handle]string

func (m ids) of(h handle) string {
	if id, fresh := m[h]; fresh {
		return id
	}
	return string(h)
}

func (s *Roster) applyAgencies(ctx context.Context, tx *sql.Tx, p *planning) (made ids, err error) {
	made = ids{}
	for _, b := range p.bodies {
		contact, ppid := b.contact()
		if b.have == nil {
			a := ref.Agency{Contact: contact, PPID: ppid}
			for _, row := range b.rows {
				a.Periods = append(a.Periods, row.Period)
			}
			if _, joins := p.joined[b.handle]; joins {
				a.Periods[len(a.Periods)-1].Until = "" // the union ends it
			}
			if a, err = s.Ref.Add(ctx, tx, a); err != nil {
				return nil, err
			}
			made[b.handle] = a.ID
			continue
		}
		for _, q := range b.add {
			if err := s.Ref.AddPeriod(ctx, tx, b.have.ID, q); err != nil {
				return nil, err
			}
		}
		if contact != b.have.Contact || ppid != b.have.PPID {
			if err := s.Ref.SetContact(ctx, tx, b.have.ID, contact, ppid); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(p.unions, func(a, b union) int { return cmp.Compare(a.on, b.on) })
	for _, u := range p.unions {
		c := ref.Succession{To: []string{made.of(u.into)}, On: u.on, Decree: u.decree, DecreeOn: u.when}
		for _, h := range u.from {
			c.From = append(c.From, made.of(h))
		}
		if err := s.Ref.Succeed(ctx, tx, c); err != nil {
			return nil, err
		}
	}
	return made, nil
}

func (s *Roster) applyPeople(ctx context.Context, tx *sql.Tx, p *planning, made ids) (people []auth.Account, err error) {
	for _, who := range p.people {
		a := who.account
		var grants []auth.Grant
		for _, g := range who.grants {
			grants = append(grants, auth.Grant{Role: g.role, Agency: made.of(g.agency)})
		}
		if a.ID == "" {
			a.Agency, a.Grants = made.of(who.agency), grants
			if a, err = s.Accounts.Create(ctx, tx, a); err != nil {
				return nil, err
			}
			a.Office = p.dir.nameOf(who.agency)
			people = append(people, a)
			continue
		}
		if err := s.Accounts.Change(ctx, tx, a); err != nil {
			return nil, err
		}
		if err := s.Accounts.SetGrants(ctx, tx, a.ID, grants); err != nil {
			return nil, err
		}
	}
	return people, nil
}
