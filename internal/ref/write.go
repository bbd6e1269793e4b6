package ref

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/text"
)

// Announced is the kind under which changes here are announced.
const (
	AnnouncedAgency   = "agency"
	AnnouncedSettings = "settings"
)

// Ensure finds an agency by its name, or registers it with a first period that
// begins today: for the terminal, whose operator may name whom he likes.
func (s *Store) Ensure(ctx context.Context, tx *sql.Tx, name string, contoh bool) (_ Agency, err error) {
	defer errs.Wrap(&err, "ref.Ensure(%q)", name)

	a, err := s.find(ctx, tx, name)
	if !errs.Is(err, errs.NotFound) {
		return a, err
	}
	return s.Add(ctx, tx, Agency{Contoh: contoh, Periods: []Period{{From: s.today(), Name: name}}})
}

// Add registers an agency with its periods. A name, short name or code that an
// agency has, or had, which is still there, is a Conflict.
func (s *Store) Add(ctx context.Context, tx *sql.Tx, a Agency) (_ Agency, err error) {
	defer errs.Wrap(&err, "ref.Add")

	for i, p := range a.Periods {
		a.Periods[i] = tidy(p)
	}
	if len(a.Periods) == 0 {
		return a, errs.Say(errs.Invalid, "ref.name-missing")
	}
	if err := checkPeriods(a.Periods); err != nil {
		return a, err
	}
	if err := checkTexts(a.Contact, a.PPID); err != nil {
		return a, err
	}
	a = a.at(s.today())
	all, err := s.agencies(ctx, tx, "")
	if err != nil {
		return a, err
	}
	for _, p := range a.Periods {
		if err := s.checkFree(p, "", all); err != nil {
			return a, err
		}
	}
	a.ID, a.CreatedAt = db.NewID(), s.now()
	a.UpdatedAt = a.CreatedAt
	a.Slug = freeSlug(text.Slug(a.Name), all)
	at := clock.Millis(a.UpdatedAt)
	_, err = tx.ExecContext(ctx, `INSERT INTO agency (id, slug, contact, ppid, contoh, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		a.ID, a.Slug, a.Contact, a.PPID, bit(a.Contoh), at, at)
	if err != nil {
		return a, err
	}
	if err := s.putPeriods(ctx, tx, a.ID, a.Periods); err != nil {
		return a, err
	}
	if err := s.changed(ctx, tx, "ref.add", a.ID, nil, a.Periods); err != nil {
		return a, err
	}
	return a, s.carry(ctx, tx)
}

// AddPeriod gives an agency another name or code from a day on, by decree; said
// again for the same day it replaces what was said before.
func (s *Store) AddPeriod(ctx context.Context, tx *sql.Tx, id string, p Period) (err error) {
	defer errs.Wrap(&err, "ref.AddPeriod(%q)", id)

	a, err := s.pick(ctx, tx, id, func(a Agency) bool { return a.ID == id })
	if err != nil {
		return err
	}
	p = tidy(p)
	periods, err := withPeriod(a.Periods, p)
	if err != nil {
		return err
	}
	all, err := s.agencies(ctx, tx, "")
	if err != nil {
		return err
	}
	if err := s.checkFree(p, id, all); err != nil {
		return err
	}
	if err := s.putPeriods(ctx, tx, id, periods); err != nil {
		return err
	}
	if err := s.changed(ctx, tx, "ref.period", id, a.Periods, periods); err != nil {
		return err
	}
	return s.carry(ctx, tx)
}

// SetContact says where people reach an agency, and who answers its requests for
// information (PPID).
func (s *Store) SetContact(ctx context.Context, tx *sql.Tx, id, contact, ppid string) (err error) {
	defer errs.Wrap(&err, "ref.SetContact(%q)", id)

	a, err := s.pick(ctx, tx, id, func(a Agency) bool { return a.ID == id })
	if err != nil {
		return err
	}
	contact, ppid = oneLine(contact), oneLine(ppid)
	if err := checkTexts(contact, ppid); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE agency SET contact = $1, ppid = $2 WHERE id = $3`, contact, ppid, id); err != nil {
		return err
	}
	return s.changed(ctx, tx, "ref.contact", id, [2]string{a.Contact, a.PPID}, [2]string{contact, ppid})
}

// checkFree refuses a period whose words point to another agency that is still
// there.
func (s *Store) checkFree(p Period, id string, all []Agency) error {
	for _, other := range all {
		if other.ID == id || other.Closed(s.today()) {
			continue
		}
		for _, word := range []string{p.Name, p.Short, p.Code} {
			if other.called(word) {
				return errs.Say(errs.Conflict, "ref.name-taken", "name", word, "other", other.Name)
			}
		}
	}
	return nil
}

// putPeriods replaces the periods of an agency.
func (s *Store) putPeriods(ctx context.Context, tx *sql.Tx, id string, list []Period) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM agency_period WHERE agency = $1`, id); err != nil {
		return err
	}
	for _, p := range list {
		_, err := tx.ExecContext(ctx, `INSERT INTO agency_period (agency, from_day, until_day, code, name, name_en, short, sort_key, decree, decree_on)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			id, p.From, p.Until, p.Code, p.Name, p.NameEN, p.Short, folded(p.Name), p.Decree, p.DecreeOn)
		if err != nil {
			return err
		}
	}
	return nil
}

// changed notes a change of an agency in the trail, and announces it.
func (s *Store) changed(ctx context.Context, tx *sql.Tx, action, id string, before, after any) error {
	now := s.now()
	if _, err := tx.ExecContext(ctx, `UPDATE agency SET updated_at = $1 WHERE id = $2`, clock.Millis(now), id); err != nil {
		return err
	}
	err := audit.Record(ctx, tx, now, audit.Act{Action: action, Object: "agency/" + id, Scope: id, Before: before, After: after})
	if err != nil {
		return err
	}
	return announce.Write(ctx, tx, AnnouncedAgency, id, now)
}

func tidy(p Period) Period {
	p.Name, p.NameEN, p.Short, p.Decree, p.Code = oneLine(p.Name), oneLine(p.NameEN), oneLine(p.Short), oneLine(p.Decree), oneLine(p.Code)
	return p
}

func checkTexts(list ...string) error {
	for _, t := range list {
		if len([]rune(t)) > maxText {
			return errs.Say(errs.Invalid, "ref.text-long", "limit", strconv.Itoa(maxText))
		}
	}
	return nil
}

// freeSlug is an address that no agency has: the number two, three … behind one
// that is taken.
func freeSlug(slug string, taken []Agency) string {
	if slug == "" {
		slug = "instansi"
	}
	has := func(s string) bool {
		for _, a := range taken {
			if a.Slug == s {
				return true
			}
		}
		return false
	}
	free := slug
	for n := 2; has(free); n++ {
		free = slug + "-" + strconv.Itoa(n)
	}
	return free
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}
