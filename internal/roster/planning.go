package roster

import (
	"context"

	"github.com/lewu-id/lewu/internal/auth"
)

// A planning is a plan in the making, with what the house knows already.
type planning struct {
	*Plan
	actor    auth.Actor
	dir      *directory
	accounts map[string]auth.Account // by mail

	people []person
}

// change tells what becomes of a line.
func (p *planning) change(l line, v Verb, name string, parts ...Part) {
	p.Changes = append(p.Changes, Change{Sheet: l.sheet, Row: l.number, Verb: v, Name: name, Parts: parts})
}

// loadPeople reads everybody of the house.
func (p *planning) loadPeople(ctx context.Context, all *auth.Accounts) error {
	list, err := all.List(ctx, auth.Filter{Scope: auth.Scope{Province: true}, Closed: true, Limit: 10 * MaxRows})
	if err != nil {
		return err
	}
	p.accounts = make(map[string]auth.Account, len(list))
	for _, a := range list {
		p.accounts[a.Mail] = a
	}
	return nil
}
