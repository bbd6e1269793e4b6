package ref

import (
	"cmp"
	"context"
	"slices"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// today is the day of the house.
func (s *Store) today() string { return clock.Day(s.clock()) }

// Agencies lists all agencies that ever were, as they are on an ISO day (empty:
// today), by name. There are some dozens, so a list is always whole.
func (s *Store) Agencies(ctx context.Context, day string) (_ []Agency, err error) {
	defer errs.Wrap(&err, "ref.Agencies(%q)", day)
	return s.agencies(ctx, s.db, day)
}

func (s *Store) agencies(ctx context.Context, q db.Querier, day string) ([]Agency, error) {
	if day == "" {
		day = s.today()
	}
	rows, err := q.QueryContext(ctx, `SELECT id, slug, contact, ppid, contoh, end_decree, end_decree_on, created_at, updated_at FROM agency ORDER BY id`)
	if err != nil {
		return nil, err
	}
	list, err := db.Collect(rows, func(row db.Scanner) (a Agency, err error) {
		var contoh, created, updated int64
		err = row.Scan(&a.ID, &a.Slug, &a.Contact, &a.PPID, &contoh, &a.EndDecree, &a.EndDecreeOn, &created, &updated)
		a.Contoh, a.CreatedAt, a.UpdatedAt = contoh == 1, clock.FromMillis(created), clock.FromMillis(updated)
		return a, err
	})
	if err != nil {
		return nil, err
	}
	at := make(map[string]*Agency, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	if err := s.readPeriods(ctx, q, at); err != nil {
		return nil, err
	}
	for i, a := range list {
		list[i] = a.at(day)
	}
	if err := s.readLinks(ctx, q, at); err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b Agency) int { return cmp.Compare(folded(a.Name), folded(b.Name)) })
	return list, nil
}

func (s *Store) readPeriods(ctx context.Context, q db.Querier, at map[string]*Agency) error {
	rows, err := q.QueryContext(ctx, `SELECT agency, from_day, until_day, code, name, name_en, short, decree, decree_on
		FROM agency_period ORDER BY agency, from_day`)
	if err != nil {
		return err
	}
	_, err = db.Collect(rows, func(row db.Scanner) (p Period, err error) {
		var agency string
		err = row.Scan(&agency, &p.From, &p.Until, &p.Code, &p.Name, &p.NameEN, &p.Short, &p.Decree, &p.DecreeOn)
		if a := at[agency]; a != nil && err == nil {
			a.Periods = append(a.Periods, p)
		}
		return p, err
	})
	return err
}

func (s *Store) readLinks(ctx context.Context, q db.Querier, at map[string]*Agency) error {
	rows, err := q.QueryContext(ctx, `SELECT agency, successor, on_day, decree, decree_on FROM agency_successor ORDER BY on_day, agency, successor`)
	if err != nil {
		return err
	}
	_, err = db.Collect(rows, func(row db.Scanner) (l Link, err error) {
		var from, to string
		if err = row.Scan(&from, &to, &l.On, &l.Decree, &l.DecreeOn); err != nil {
			return l, err
		}
		if a, b := at[from], at[to]; a != nil && b != nil {
			l.Agency, l.Name, l.Slug = b.ID, b.Name, b.Slug
			a.Successors = append(a.Successors, l)
			l.Agency, l.Name, l.Slug = a.ID, a.Name, a.Slug
			b.Before = append(b.Before, l)
		}
		return l, nil
	})
	return err
}

// Agency finds an agency by its id, as it is today.
func (s *Store) Agency(ctx context.Context, id string) (_ Agency, err error) {
	defer errs.Wrap(&err, "ref.Agency(%q)", id)
	return s.pick(ctx, s.db, id, func(a Agency) bool { return a.ID == id })
}

// AgencyBySlug finds an agency by its address, as it is today.
func (s *Store) AgencyBySlug(ctx context.Context, slug string) (_ Agency, err error) {
	defer errs.Wrap(&err, "ref.AgencyBySlug(%q)", slug)
	return s.pick(ctx, s.db, slug, func(a Agency) bool { return a.Slug == slug })
}

func (s *Store) pick(ctx context.Context, q db.Querier, name string, is func(Agency) bool) (Agency, error) {
	list, err := s.agencies(ctx, q, "")
	if err != nil {
		return Agency{}, err
	}
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i], nil
	}
	return Agency{}, errs.Say(errs.NotFound, "ref.no-agency", "name", name)
}

// FindAgency finds the agency that people mean by a word: an id, a slug, a code,
// or a name or short name of any period. Of several, those that are still there
// come before those that ended, and names of today before former ones. One that
// they share even so is Invalid, one that nobody has NotFound with the nearest
// name.
func (s *Store) FindAgency(ctx context.Context, word string) (_ Agency, err error) {
	defer errs.Wrap(&err, "ref.FindAgency(%q)", word)
	return s.find(ctx, s.db, word)
}

// FindAgencyIn is FindAgency inside a transaction.
func (s *Store) FindAgencyIn(ctx context.Context, q db.Querier, word string) (Agency, error) {
	return s.find(ctx, q, word)
}

func (s *Store) find(ctx context.Context, q db.Querier, word string) (Agency, error) {
	list, err := s.agencies(ctx, q, "")
	if err != nil {
		return Agency{}, err
	}
	var found []Agency
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
		if a.ID == word {
			return a, nil
		}
		if a.called(word) {
			found = append(found, a)
		}
	}
	found = s.likeliest(found, word)
	switch near := text.Near(word, names, 1); {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return Agency{}, errs.Say(errs.Invalid, "ref.agency-ambiguous", "name", word, "first", found[0].Name, "second", found[1].Name)
	case len(near) > 0:
		return Agency{}, errs.Say(errs.NotFound, "ref.no-agency-near", "name", word, "near", near[0])
	}
	return Agency{}, errs.Say(errs.NotFound, "ref.no-agency", "name", word)
}

// likeliest narrows agencies that a word may mean.
func (s *Store) likeliest(found []Agency, word string) []Agency {
	for _, better := range []func(Agency) bool{
		func(a Agency) bool { return !a.Closed(s.today()) },
		func(a Agency) bool { return a.calledNow(word) },
	} {
		if slices.ContainsFunc(found, better) {
			found = slices.DeleteFunc(found, func(a Agency) bool { return !better(a) })
		}
	}
	return found
}

// Line gives the ids that count as one with an agency today: all whose heir by
// decree is the same as its own. Who was split into several is followed by nobody.
func (s *Store) Line(ctx context.Context, agency string) (line []string, err error) {
	defer errs.Wrap(&err, "ref.Line(%q)", agency)

	heir, err := s.heirs(ctx, s.db)
	if err != nil {
		return nil, err
	}
	for id, at := range heir {
		if at == heir[agency] {
			line = append(line, id)
		}
	}
	slices.Sort(line)
	return line, nil
}

// Today gives, by the id of every agency, who answers for it today: itself or its
// heir by decree, as that is now.
func (s *Store) Today(ctx context.Context, q db.Querier) (_ map[string]Agency, err error) {
	defer errs.Wrap(&err, "ref.Today")

	list, err := s.agencies(ctx, q, "")
	if err != nil {
		return nil, err
	}
	heir, err := s.heirs(ctx, q)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]Agency, len(list))
	for _, a := range list {
		byID[a.ID] = a
	}
	answers := make(map[string]Agency, len(list))
	for id := range byID {
		answers[id] = byID[heir[id]]
	}
	return answers, nil
}

func (s *Store) heirs(ctx context.Context, q db.Querier) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT id FROM agency`)
	if err != nil {
		return nil, err
	}
	ids, err := db.Collect(rows, func(row db.Scanner) (id string, err error) { return id, row.Scan(&id) })
	if err != nil {
		return nil, err
	}
	steps, err := s.steps(ctx, q)
	return heirs(ids, steps, s.today()), err
}

func (s *Store) steps(ctx context.Context, q db.Querier) ([]step, error) {
	rows, err := q.QueryContext(ctx, `SELECT agency, successor, on_day FROM agency_successor`)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(row db.Scanner) (t step, err error) { return t, row.Scan(&t.from, &t.to, &t.on) })
}
