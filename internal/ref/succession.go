package ref

import (
	"context"
	"database/sql"
	"slices"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Succession is a decree by which agencies end and others take their place: one
// into one other, several into one (a merger), or one into several (a split).
type Succession struct {
	From, To         []string // ids
	On               string   // ISO day
	Decree, DecreeOn string
}

// Succeed writes a succession down: the old agencies end that day. Their
// addresses stay and say who came after.
func (s *Store) Succeed(ctx context.Context, tx *sql.Tx, c Succession) (err error) {
	defer errs.Wrap(&err, "ref.Succeed(%v, %v)", c.From, c.To)

	c.From, c.To, c.Decree = distinct(c.From), distinct(c.To), oneLine(c.Decree)
	if len(c.From) == 0 || len(c.To) == 0 || len(c.From) > 1 && len(c.To) > 1 {
		return errs.Say(errs.Invalid, "ref.succession-shape")
	}
	if err := checkEnd(c.On, c.Decree, c.DecreeOn); err != nil {
		return err
	}
	for _, from := range c.From {
		a, err := s.ending(ctx, tx, from, c.On)
		if err != nil {
			return err
		}
		for _, to := range c.To {
			if err := s.succeed(ctx, tx, a, to, c); err != nil {
				return err
			}
		}
		if err := s.close(ctx, tx, a, c.On, "ref.succeed", c); err != nil {
			return err
		}
	}
	return s.carry(ctx, tx)
}

// succeed writes one step of a succession down, if the successor can be one.
func (s *Store) succeed(ctx context.Context, tx *sql.Tx, a Agency, to string, c Succession) error {
	b, err := s.pick(ctx, tx, to, func(b Agency) bool { return b.ID == to })
	if err != nil {
		return err
	}
	steps, err := s.steps(ctx, tx)
	switch {
	case err != nil:
		return err
	case reaches(steps, b.ID, a.ID):
		return errs.Say(errs.Conflict, "ref.succession-circle", "name", a.Name, "other", b.Name)
	case b.Closed(c.On):
		return errs.Say(errs.Conflict, "ref.agency-closed", "name", b.Name, "day", b.Until)
	case b.From > c.On:
		return errs.Say(errs.Conflict, "ref.succession-early", "name", b.Name, "from", b.From, "day", c.On)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO agency_successor (agency, successor, on_day, decree, decree_on) VALUES ($1, $2, $3, $4, $5)`,
		a.ID, b.ID, c.On, c.Decree, c.DecreeOn)
	return err
}

// End closes an agency that nobody succeeds, by decree. What it owns waits until
// somebody decides who answers for it: see Agency.Undecided.
func (s *Store) End(ctx context.Context, tx *sql.Tx, id, on, decree, decreeOn string) (err error) {
	defer errs.Wrap(&err, "ref.End(%q)", id)

	decree = oneLine(decree)
	if err := checkEnd(on, decree, decreeOn); err != nil {
		return err
	}
	a, err := s.ending(ctx, tx, id, on)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE agency SET end_decree = $1, end_decree_on = $2 WHERE id = $3`, decree, decreeOn, id); err != nil {
		return err
	}
	what := map[string]string{"on": on, "decree": decree, "decree_on": decreeOn}
	if err := s.close(ctx, tx, a, on, "ref.end", what); err != nil {
		return err
	}
	return s.carry(ctx, tx)
}

// Reopen takes the end of an agency back, with its successors: it was written down
// by mistake. The reason stays in the trail.
func (s *Store) Reopen(ctx context.Context, tx *sql.Tx, id, reason string) (err error) {
	defer errs.Wrap(&err, "ref.Reopen(%q)", id)

	reason = oneLine(reason)
	a, err := s.pick(ctx, tx, id, func(a Agency) bool { return a.ID == id })
	switch {
	case err != nil:
		return err
	case reason == "":
		return errs.Say(errs.Invalid, "ref.reason-missing")
	case a.Until == "":
		return errs.Say(errs.Conflict, "ref.agency-open", "name", a.Name)
	}
	if err := checkTexts(reason); err != nil {
		return err
	}
	for _, change := range []string{
		`DELETE FROM agency_successor WHERE agency = $1`,
		`UPDATE agency SET end_decree = '', end_decree_on = '' WHERE id = $1`,
		`UPDATE agency_period SET until_day = '' WHERE agency = $1 AND from_day = (SELECT max(from_day) FROM agency_period WHERE agency = $1)`,
	} {
		if _, err := tx.ExecContext(ctx, change, id); err != nil {
			return err
		}
	}
	before := map[string]any{"until": a.Until, "successors": a.Successors}
	if err := s.changed(ctx, tx, "ref.reopen", id, before, map[string]string{"reason": reason}); err != nil {
		return err
	}
	return s.carry(ctx, tx)
}

// ending is an agency that can end on a day.
func (s *Store) ending(ctx context.Context, tx *sql.Tx, id, on string) (Agency, error) {
	a, err := s.pick(ctx, tx, id, func(a Agency) bool { return a.ID == id })
	if err != nil {
		return a, err
	}
	last := a.Periods[len(a.Periods)-1]
	switch {
	case last.Until != "":
		return a, errs.Say(errs.Conflict, "ref.agency-closed", "name", a.Name, "day", last.Until)
	case on <= last.From:
		return a, errs.Say(errs.Invalid, "ref.period-backwards", "name", last.Name, "from", last.From, "until", on)
	}
	return a, nil
}

// close ends the last period of an agency, and notes why.
func (s *Store) close(ctx context.Context, tx *sql.Tx, a Agency, on, action string, why any) error {
	if _, err := tx.ExecContext(ctx, `UPDATE agency_period SET until_day = $1 WHERE agency = $2 AND until_day = ''`, on, a.ID); err != nil {
		return err
	}
	return s.changed(ctx, tx, action, a.ID, a.Periods, why)
}

// checkEnd says what of the end of an agency cannot be.
func checkEnd(on, decree, decreeOn string) error {
	switch {
	case !isDay(on):
		return errs.Say(errs.Invalid, "ref.day", "day", on)
	case decreeOn != "" && !isDay(decreeOn):
		return errs.Say(errs.Invalid, "ref.day", "day", decreeOn)
	case decree == "":
		return errs.Say(errs.Invalid, "ref.decree-missing")
	case len([]rune(decree)) > maxName:
		return errs.Say(errs.Invalid, "ref.name-long", "name", string([]rune(decree)[:40]), "limit", "200")
	}
	return nil
}

// distinct is a list of ids without repetitions, in its order.
func distinct(ids []string) (list []string) {
	for _, id := range ids {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}
