package about

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// How many reports are taken: of one sender, and of all together.
const (
	maxHourly    = 5
	maxDaily     = 20
	maxHourlyAll = 200
)

// keepContact is how long a reporter's contact stays behind the answer.
const keepContact = 30 * 24 * time.Hour

type store struct{ db *db.DB }

const columns = `number, form, secret, page, place, title, dataset, agency_id, lang, wrong, better, contact, at,
	outcome, summary, answer, forwarded, answered_by, office, answered_at`

func scan(row db.Scanner) (c correction, err error) {
	var at, answered int64
	err = row.Scan(&c.Number, &c.Form, &c.Secret, &c.Page, &c.Place, &c.Title, &c.Dataset, &c.Agency, &c.Lang, &c.Wrong, &c.Better, &c.Contact, &at,
		&c.Outcome, &c.Summary, &c.Answer, &c.Forwarded, &c.AnsweredBy, &c.Office, &answered)
	c.At = clock.FromMillis(at)
	if answered != 0 {
		c.AnsweredAt = clock.FromMillis(answered)
	}
	return c, err
}

// Find finds a report by its number.
func (s *store) Find(ctx context.Context, number string) (c correction, err error) {
	defer errs.Wrap(&err, "about.Find(%q)", number)
	return s.find(ctx, s.db, number)
}

func (s *store) find(ctx context.Context, q db.Querier, number string) (correction, error) {
	c, err := scan(q.QueryRowContext(ctx, `SELECT `+columns+` FROM about_correction WHERE number = $1`, number))
	if errors.Is(err, sql.ErrNoRows) {
		err = errs.Say(errs.NotFound, "about.no-correction", "number", number)
	}
	return c, err
}

// Secret is what forms are signed with. It is made once, by whichever process
// needs it first.
func (s *store) Secret(ctx context.Context) (_ []byte, err error) {
	defer errs.Wrap(&err, "about.Secret")

	var text string
	err = s.db.QueryRowContext(ctx, `SELECT value FROM about_secret`).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		fresh := make([]byte, 32)
		rand.Read(fresh) // never fails
		err = s.db.Write(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `INSERT INTO about_secret (one, value) VALUES (1, $1) ON CONFLICT (one) DO NOTHING`, hex.EncodeToString(fresh))
			if err != nil {
				return err
			}
			return tx.QueryRowContext(ctx, `SELECT value FROM about_secret`).Scan(&text)
		})
	}
	if err != nil {
		return nil, err
	}
	return hex.DecodeString(text)
}

// Report keeps a report and gives it its number; the same form sent again has
// the number it got at first. sender tells senders apart, for their limit.
func (s *store) Report(ctx context.Context, c correction, sender string) (_ correction, err error) {
	defer errs.Wrap(&err, "about.Report(%.60q)", c.Page)

	err = s.db.Write(ctx, func(tx *sql.Tx) error {
		known, err := scan(tx.QueryRowContext(ctx, `SELECT `+columns+` FROM about_correction WHERE form = $1`, c.Form))
		if err == nil || !errors.Is(err, sql.ErrNoRows) {
			c = known
			return err
		}
		if err := knock(ctx, tx, sender, c.At); err != nil {
			return err
		}
		if c.Number, err = next(ctx, tx, c.At); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO about_correction (number, form, secret, page, place, title, dataset, agency_id, lang, wrong, better, contact, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			c.Number, c.Form, c.Secret, c.Page, c.Place, c.Title, c.Dataset, c.Agency, c.Lang, c.Wrong, c.Better, c.Contact, clock.Millis(c.At))
		if err != nil {
			return err
		}
		// What the reporter wrote stays out of the trail: it could not be erased there.
		return audit.Record(ctx, tx, c.At, audit.Act{
			Action: actReport, Object: "ralat/" + c.Number, Scope: c.Agency, After: map[string]string{"halaman": c.Place},
		})
	})
	return c, err
}

// Actions of the trail.
const (
	actReport = "about.reported"
	actAnswer = "about.correct" // also the name of the permission
)

// knock notes that a sender reports, or refuses it.
func knock(ctx context.Context, tx *sql.Tx, sender string, at time.Time) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM about_knock WHERE at < $1`, clock.Millis(at.Add(-24*time.Hour))); err != nil {
		return err
	}
	hour := clock.Millis(at.Add(-time.Hour))
	var daily, hourly, all int64
	err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN at > $1 THEN 1 ELSE 0 END), 0) FROM about_knock WHERE sender = $2`,
		hour, sender).Scan(&daily, &hourly)
	if err == nil {
		err = tx.QueryRowContext(ctx, `SELECT count(*) FROM about_knock WHERE at > $1`, hour).Scan(&all)
	}
	switch {
	case err != nil:
		return err
	case hourly >= maxHourly || daily >= maxDaily:
		return errs.Say(errs.Busy, "about.report.often", "n", strconv.Itoa(maxHourly))
	case all >= maxHourlyAll:
		return errs.Say(errs.Busy, "about.report.busy")
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO about_knock (sender, at) VALUES ($1, $2)`, sender, clock.Millis(at))
	return err
}

// next is the next number of the year.
func next(ctx context.Context, tx *sql.Tx, at time.Time) (string, error) {
	year := at.In(clock.WIB).Year()
	var n int64
	err := tx.QueryRowContext(ctx, `INSERT INTO about_number (year, n) VALUES ($1, 1)
		ON CONFLICT (year) DO UPDATE SET n = about_number.n + 1 RETURNING n`, year).Scan(&n)
	return fmt.Sprintf("R-%d-%04d", year, n), err
}

// Answer writes the answer to a report whose last answer was seen at a time
// (zero: none). Somebody else's in between is a Conflict; the same one sent
// twice is not.
func (s *store) Answer(ctx context.Context, number string, seen time.Time, a answer, by auth.Actor, at time.Time) (err error) {
	defer errs.Wrap(&err, "about.Answer(%q)", number)

	return s.db.Write(ctx, func(tx *sql.Tx) error {
		c, err := s.find(ctx, tx, number)
		if err != nil {
			return err
		}
		if !c.AnsweredAt.Equal(seen) {
			if a.same(c) {
				return nil
			}
			return errs.Say(errs.Conflict, "about.answer.meanwhile", "number", number, "office", c.Office)
		}
		_, err = tx.ExecContext(ctx, `UPDATE about_correction SET outcome = $1, summary = $2, answer = $3, forwarded = $4,
			answered_by = $5, office = $6, answered_at = $7 WHERE number = $8`,
			string(a.Outcome), a.Summary, a.Text, a.Forwarded, by.Key(), by.Office, clock.Millis(at), number)
		if err != nil {
			return err
		}
		var before any
		if !c.Open() {
			before = answerOf(c)
		}
		err = audit.Record(ctx, tx, at, audit.Act{Action: actAnswer, Object: "ralat/" + number, Scope: c.Agency, Before: before, After: trailOf(a)})
		if err != nil {
			return err
		}
		return announce.Write(ctx, tx, "correction", number, at)
	})
}

func answerOf(c correction) map[string]string {
	return trailOf(answer{c.Outcome, c.Summary, c.Answer, c.Forwarded})
}

// trailOf is an answer as the trail keeps it.
func trailOf(a answer) map[string]string {
	m := map[string]string{"hasil": string(a.Outcome), "ringkas": a.Summary, "jawaban": a.Text}
	if a.Forwarded != "" {
		m["kepada"] = a.Forwarded
	}
	return m
}

// Answered lists answered reports, the newest answer first.
func (s *store) Answered(ctx context.Context, limit, offset int) (_ []correction, err error) {
	defer errs.Wrap(&err, "about.Answered(%d, %d)", limit, offset)
	return s.list(ctx, `SELECT `+columns+` FROM about_correction WHERE answered_at > 0
		ORDER BY answered_at DESC, number DESC LIMIT $1 OFFSET $2`, limit, offset)
}

// Mine lists the reports of a scope, for those who answer: the waiting ones,
// oldest first, or the answered ones, newest first.
func (s *store) Mine(ctx context.Context, scope auth.Scope, answered bool, limit, offset int) (_ []correction, err error) {
	defer errs.Wrap(&err, "about.Mine(%v, %v)", scope, answered)

	args := []any{limit, offset}
	where := scope.SQL("agency_id", &args)
	if answered {
		return s.list(ctx, `SELECT `+columns+` FROM about_correction WHERE answered_at > 0 AND `+where+`
			ORDER BY answered_at DESC, number DESC LIMIT $1 OFFSET $2`, args...)
	}
	return s.list(ctx, `SELECT `+columns+` FROM about_correction WHERE answered_at = 0 AND `+where+`
		ORDER BY at, number LIMIT $1 OFFSET $2`, args...)
}

func (s *store) list(ctx context.Context, query string, args ...any) ([]correction, error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, scan)
}

// Waiting counts the reports of a scope that wait, since when the oldest does,
// and how many were answered.
func (s *store) Waiting(ctx context.Context, scope auth.Scope) (n int, oldest time.Time, answered int, err error) {
	defer errs.Wrap(&err, "about.Waiting(%v)", scope)

	var args []any
	var first int64
	err = s.db.QueryRowContext(ctx, `SELECT coalesce(sum(CASE WHEN answered_at = 0 THEN 1 ELSE 0 END), 0),
		coalesce(min(CASE WHEN answered_at = 0 THEN at END), 0), coalesce(sum(CASE WHEN answered_at > 0 THEN 1 ELSE 0 END), 0)
		FROM about_correction WHERE `+scope.SQL("agency_id", &args), args...).Scan(&n, &first, &answered)
	if first > 0 {
		oldest = clock.FromMillis(first)
	}
	return n, oldest, answered, err
}

// Forget erases the contact of reporters whose answer is older than keepContact.
func (s *store) Forget(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "about.Forget")

	return s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE about_correction SET contact = '' WHERE contact <> '' AND answered_at > 0 AND answered_at < $1`,
			clock.Millis(now.Add(-keepContact)))
		return err
	})
}
