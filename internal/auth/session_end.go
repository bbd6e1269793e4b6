package auth

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Sessions lists the running sessions of an account, the newest first: one's own,
// or of somebody in one's care.
func (s *Accounts) Sessions(ctx context.Context, account string) (_ []Session, err error) {
	defer errs.Wrap(&err, "auth.Sessions(%q)", account)

	by := From(ctx)
	if by.ID != account || account == "" {
		a, err := s.one(ctx, s.DB, "a.id = $1", account)
		if err != nil {
			return nil, err
		}
		if err := s.mayKeep(ctx, a); err != nil {
			return nil, err
		}
	}
	now := s.now()
	rows, err := s.DB.QueryContext(ctx, `select `+sessionColumns+` from session s join account a on a.id = s.account
		where s.account = $1 and s.ends_at > $2 order by s.created_at desc, s.id desc`, account, clock.Millis(now))
	if err != nil {
		return nil, err
	}
	all, err := db.Collect(rows, scanSession)
	if err != nil {
		return nil, err
	}
	var list []Session
	for _, r := range all {
		if r.runs(now) {
			r.Current = r.ID == by.Session
			list = append(list, r.Session)
		}
	}
	return list, nil
}

// EndSession ends a session of one's own, or of somebody in one's care. One that
// is not there, or is another's, is NotFound.
func (s *Accounts) EndSession(ctx context.Context, id string) (err error) {
	defer errs.Wrap(&err, "auth.EndSession(%q)", id)

	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		r, err := scanSession(tx.QueryRowContext(ctx, `select `+sessionColumns+` from session s join account a on a.id = s.account
			where s.id = $1`, plain(id)))
		if errors.Is(err, sql.ErrNoRows) {
			return errs.Say(errs.NotFound, "auth.no-session")
		}
		if err != nil {
			return err
		}
		if From(ctx).ID != r.Account {
			if err := within(From(ctx), PermPeople, r.agency); err != nil {
				return err
			}
		}
		return s.end(ctx, tx, Account{ID: r.Account, Agency: r.agency}, "auth.end-session", "id = $2", id)
	})
}

// EndOthers ends all sessions of the person signed in but this one.
func (s *Accounts) EndOthers(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "auth.EndOthers")

	by := From(ctx)
	if by.ID == "" {
		return errs.Say(errs.SignIn, "auth.sign-in")
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		return s.end(ctx, tx, Account{ID: by.ID, Agency: by.Agency}, "auth.end-others", "id <> $2", by.Session)
	})
}

// EndAll ends all sessions of an account in one's care.
func (s *Accounts) EndAll(ctx context.Context, account string) (err error) {
	defer errs.Wrap(&err, "auth.EndAll(%q)", account)

	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.kept(ctx, tx, account)
		if err != nil {
			return err
		}
		return s.end(ctx, tx, a, "auth.end-all", "id <> $2", "")
	})
}

// SignOut ends the session of a token. One that ended before is no error.
func (s *Accounts) SignOut(ctx context.Context, token string) (err error) {
	defer errs.Wrap(&err, "auth.SignOut")

	r, ok, err := s.find(ctx, s.DB, token)
	if err != nil || !ok {
		return err
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `delete from session where id = $1`, r.ID); err != nil {
			return err
		}
		return s.recordAs(ctx, tx, r.account(), "auth.sign-out", nil)
	})
}

// end takes sessions of an account away; condition speaks of $2. How many they were
// is written down; none is no act.
func (s *Accounts) end(ctx context.Context, tx *sql.Tx, a Account, action, condition, value string) error {
	r, err := tx.ExecContext(ctx, `delete from session where account = $1 and `+condition, a.ID, value)
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err != nil || n == 0 {
		return err
	}
	return audit.Record(ctx, tx, s.now(), audit.Act{
		Action: action, Object: object(a.ID), Scope: a.Agency, After: map[string]int64{"sessions": n},
	})
}
