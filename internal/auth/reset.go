package auth

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// resetFor is how long what was asked for can be confirmed.
const resetFor = 7 * 24 * time.Hour

const resetColumns = `r.id, r.account, a.name, a.mail, a.agency, r.why, r.asked_by, r.asked_name, r.asked_at, r.ends_at`

func scanReset(row db.Scanner) (r Reset, err error) {
	var asked, ends int64
	err = row.Scan(&r.ID, &r.Account, &r.Name, &r.Mail, &r.Agency, &r.Why, &r.AskedBy, &r.AskedName, &asked, &ends)
	r.AskedAt, r.Ends = since(asked), since(ends)
	return r, err
}

// AskReset asks for an account's means of signing in to be put back. Nothing ends
// until another person confirms it; one is open for an account at a time (Conflict).
func (s *Accounts) AskReset(ctx context.Context, id, why string) (r Reset, err error) {
	defer errs.Wrap(&err, "auth.AskReset(%q)", id)

	if why, err = reason(why); err != nil {
		return Reset{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.resettable(ctx, tx, id, PermAsk)
		if err != nil {
			return err
		}
		var n int
		now := s.now()
		err = tx.QueryRowContext(ctx, `select count(*) from account_reset where account = $1 and done_at = 0 and ends_at > $2`,
			id, clock.Millis(now)).Scan(&n)
		if err == nil && n > 0 {
			err = errs.Say(errs.Conflict, "auth.reset-open", "name", a.Name)
		}
		if err != nil {
			return err
		}
		by := From(ctx)
		r = Reset{
			ID: db.NewID(), Account: a.ID, Name: a.Name, Mail: a.Mail, Agency: a.Agency, Why: why,
			AskedBy: by.Key(), AskedName: by.Name, AskedAt: now, Ends: now.Add(resetFor),
		}
		_, err = tx.ExecContext(ctx, `insert into account_reset (id, account, why, asked_by, asked_name, asked_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7)`, r.ID, r.Account, r.Why, r.AskedBy, r.AskedName, clock.Millis(r.AskedAt), clock.Millis(r.Ends))
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, now, audit.Act{
			Action: "auth.reset-ask", Object: object(a.ID), Scope: a.Agency, After: map[string]string{"reset": r.ID, "why": why},
		})
	})
	return r, err
}

// resettable reads an account whose means whoever acts may put back: an open one,
// where he holds a permission, and not one's own.
func (s *Accounts) resettable(ctx context.Context, tx *sql.Tx, id, permission string) (Account, error) {
	a, err := s.one(ctx, tx, "a.id = $1", id)
	if err != nil {
		return Account{}, err
	}
	by := From(ctx)
	if by.ID == a.ID {
		return Account{}, errs.Say(errs.Forbidden, "auth.own-reset")
	}
	if err := within(by, permission, a.Agency); err != nil {
		return Account{}, err
	}
	if !a.ClosedAt.IsZero() {
		return Account{}, errs.Say(errs.Conflict, "auth.is-closed", "name", a.Name)
	}
	return a, nil
}

// ConfirmReset does what another person asked for: old means and sessions end, and
// the code is an invitation. Who asked does not confirm, nor the person it is about
// (Forbidden).
func (s *Accounts) ConfirmReset(ctx context.Context, reset string) (code string, ends time.Time, err error) {
	defer errs.Wrap(&err, "auth.ConfirmReset(%q)", reset)

	code = newCode()
	hash, err := s.hashCode(ctx, code)
	if err != nil {
		return "", time.Time{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		r, err := s.openReset(ctx, tx, reset)
		if err != nil {
			return err
		}
		a, err := s.resettable(ctx, tx, r.Account, PermReset)
		if err != nil {
			return err
		}
		if From(ctx).Key() == r.AskedBy {
			return errs.Say(errs.Forbidden, "auth.same-person")
		}
		if err := s.closeReset(ctx, tx, r, "sah"); err != nil {
			return err
		}
		if err := wipe(ctx, tx, a.ID); err != nil {
			return err
		}
		if ends, err = s.putCode(ctx, tx, a.ID, hash, inviteFor); err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.reset-confirm", Object: object(a.ID), Scope: a.Agency,
			After: map[string]string{"reset": r.ID, "asked_by": r.AskedBy},
		})
	})
	if err != nil {
		return "", time.Time{}, err
	}
	return code, ends, nil
}

// CancelReset takes back what was asked for: by anybody who might confirm it, who
// asked, or whose account it is.
func (s *Accounts) CancelReset(ctx context.Context, reset string) (err error) {
	defer errs.Wrap(&err, "auth.CancelReset(%q)", reset)

	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		r, err := s.openReset(ctx, tx, reset)
		if err != nil {
			return err
		}
		by := From(ctx)
		if by.Kind == Public || by.ID != r.Account && by.Key() != r.AskedBy {
			if err := within(by, PermReset, r.Agency); err != nil {
				return err
			}
		}
		if err := s.closeReset(ctx, tx, r, "batal"); err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.reset-cancel", Object: object(r.Account), Scope: r.Agency, After: map[string]string{"reset": r.ID},
		})
	})
}

// openReset reads what was asked for and is still to be confirmed.
func (s *Accounts) openReset(ctx context.Context, tx *sql.Tx, id string) (Reset, error) {
	r, err := scanReset(tx.QueryRowContext(ctx, `select `+resetColumns+` from account_reset r join account a on a.id = r.account
		where r.id = $1 and r.done_at = 0 and r.ends_at > $2`, plain(id), clock.Millis(s.now())))
	if errors.Is(err, sql.ErrNoRows) {
		err = errs.Say(errs.NotFound, "auth.no-reset")
	}
	return r, err
}

func (s *Accounts) closeReset(ctx context.Context, tx *sql.Tx, r Reset, how string) error {
	_, err := tx.ExecContext(ctx, `update account_reset set done_at = $1, done_by = $2, done_how = $3 where id = $4 and done_at = 0`,
		clock.Millis(s.now()), From(ctx).Key(), how, r.ID)
	return err
}

// Resets lists what was asked for and not confirmed, oldest first, of the agencies
// where the actor of ctx may ask.
func (s *Accounts) Resets(ctx context.Context) (_ []Reset, err error) {
	defer errs.Wrap(&err, "auth.Resets")

	args := []any{clock.Millis(s.now())}
	rows, err := s.DB.QueryContext(ctx, `select `+resetColumns+` from account_reset r join account a on a.id = r.account
		where r.done_at = 0 and r.ends_at > $1 and `+Agencies(ctx, PermAsk).SQL("a.agency", &args)+` order by r.asked_at, r.id`, args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, scanReset)
}
