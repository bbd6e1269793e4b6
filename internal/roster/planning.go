package roster

import (
	"context"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/ref"
)

// A planning is a plan in the making: what the house knows already, and what the
// workbook adds to it.
type planning struct {
	*Plan
	actor auth.Actor
	today string
	dir   *directory

	agencies []ref.Agency
	byID     map[string]*ref.Agency
	regions  []ref.Region
	topics   []ref.Topic
	settings ref.Settings
	accounts map[string]auth.Account // by mail

	bodies      []*body
	broken      []period          // rows of agencies that are wrong
	joined      map[handle]handle // which agency goes into which
	unions      []union
	newRegions  []ref.Region
	newTopics   []ref.Topic
	newSettings ref.Settings
	people      []person
}

// change tells what becomes of a line.
func (p *planning) change(l line, v Verb, name string, parts ...Part) {
	p.Changes = append(p.Changes, Change{Sheet: l.sheet, Row: l.number, Verb: v, Name: name, Parts: parts})
}

// plan works out what the rows of a plan do, and what is wrong with them.
func (s *Roster) plan(ctx context.Context, p *Plan) (*planning, error) {
	w := &planning{
		Plan: p, actor: auth.From(ctx), today: s.today(), dir: newDirectory(),
		byID: map[string]*ref.Agency{}, joined: map[handle]handle{},
	}
	if err := w.load(ctx, s); err != nil {
		return nil, err
	}
	w.planAgencies()
	w.planRegions()
	w.planTopics()
	w.planSettings()
	w.planPeople()
	return w, nil
}

// load reads all that the house knows.
func (p *planning) load(ctx context.Context, s *Roster) (err error) {
	if p.agencies, err = s.Ref.Agencies(ctx, ""); err != nil {
		return err
	}
	if p.regions, err = s.Ref.Regions(ctx); err != nil {
		return err
	}
	if p.topics, err = s.Ref.Topics(ctx); err != nil {
		return err
	}
	if p.settings, err = s.Ref.Settings(ctx); err != nil {
		return err
	}
	list, err := s.Accounts.List(ctx, auth.Filter{Scope: auth.Scope{Province: true}, Closed: true, Limit: 10 * MaxRows})
	p.accounts = make(map[string]auth.Account, len(list))
	for _, a := range list {
		p.accounts[a.Mail] = a
	}
	return err
}
