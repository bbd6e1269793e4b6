package auth

import (
	"context"
	"database/sql"
	"slices"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// Close ends an account with its sessions, means of signing in and open codes. To
// close one that is closed changes nothing. Nobody closes his own (Forbidden); the
// last admin stays (Conflict).
func (s *Accounts) Close(ctx context.Context, id, why string) (err error) {
	defer errs.Wrap(&err, "auth.Close(%q)", id)

	if why, err = reason(why); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.kept(ctx, tx, id)
		if err != nil || !a.ClosedAt.IsZero() {
			return err
		}
		if by := From(ctx); by.Kind == Person && by.ID == id {
			return errs.Say(errs.Forbidden, "auth.own-close")
		}
		if err := s.notLast(ctx, tx, a); err != nil {
			return err
		}
		now := s.now()
		_, err = tx.ExecContext(ctx, `update account set closed_at = $1, closed_why = $2 where id = $3`, clock.Millis(now), why, id)
		if err != nil {
			return err
		}
		if err := wipe(ctx, tx, id); err != nil {
			return err
		}
		return audit.Record(ctx, tx, now, audit.Act{
			Action: "auth.close", Object: object(id), Scope: a.Agency, After: map[string]string{"why": why},
		})
	})
}

// Reopen lets a closed account be invited again.
func (s *Accounts) Reopen(ctx context.Context, id string) (err error) {
	defer errs.Wrap(&err, "auth.Reopen(%q)", id)

	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.kept(ctx, tx, id)
		if err != nil || a.ClosedAt.IsZero() {
			return err
		}
		_, err = tx.ExecContext(ctx, `update account set closed_at = 0, closed_why = '' where id = $1`, id)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.reopen", Object: object(id), Scope: a.Agency, Before: map[string]string{"why": a.ClosedWhy},
		})
	})
}

// Transfer moves a person to another agency or post (mutasi): the roles are
// replaced, the sessions end, and the heir, somebody of the old agency, takes over
// what was begun.
func (s *Accounts) Transfer(ctx context.Context, id string, m Move) (err error) {
	defer errs.Wrap(&err, "auth.Transfer(%q, %+v)", id, m)

	if m.Post, err = tidyText(m.Post, maxName, "auth.bad-post"); err != nil {
		return err
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.kept(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := within(From(ctx), PermPeople, m.Agency); err != nil {
			return err
		}
		if by := From(ctx); by.Kind == Person && by.ID == id {
			return errs.Say(errs.Forbidden, "auth.own-grants")
		}
		_, err = tx.ExecContext(ctx, `update account set agency = $1, post = $2 where id = $3`, m.Agency, m.Post, id)
		if err != nil {
			return err
		}
		if _, err := s.setGrants(ctx, tx, a, m.Grants); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `delete from session where account = $1`, id); err != nil {
			return err
		}
		if err := s.handOver(ctx, tx, a, m.Heir); err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.transfer", Object: object(id), Scope: a.Agency,
			Before: map[string]string{"agency": a.Agency, "post": a.Post},
			After:  map[string]string{"agency": m.Agency, "post": m.Post, "heir": m.Heir},
		})
	})
}

func (s *Accounts) handOver(ctx context.Context, tx *sql.Tx, from Account, heir string) error {
	if heir == "" {
		return nil
	}
	to, err := s.one(ctx, tx, "a.id = $1", heir)
	if err != nil {
		return err
	}
	line, err := s.line(ctx, from.Agency)
	if err != nil {
		return err
	}
	if to.ID == from.ID || !to.ClosedAt.IsZero() || !slices.Contains(line, to.Agency) {
		return errs.Say(errs.Invalid, "auth.bad-heir", "name", to.Name)
	}
	if s.HandOver == nil {
		return nil
	}
	return s.HandOver(ctx, tx, from.ID, to.ID)
}

// kept reads an account that whoever acts may change.
func (s *Accounts) kept(ctx context.Context, tx *sql.Tx, id string) (Account, error) {
	a, err := s.one(ctx, tx, "a.id = $1", id)
	if err != nil {
		return Account{}, err
	}
	return a, s.mayKeep(ctx, a)
}

// reason is why something was done to somebody: it must be said.
func reason(text string) (string, error) {
	text, err := tidyText(text, maxWhy, "auth.bad-why")
	if err == nil && text == "" {
		err = errs.Say(errs.Invalid, "auth.no-why")
	}
	return text, err
}

// wipe takes from an account all means of signing in, its sessions and what is
// open.
func wipe(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := tx.ExecContext(ctx, `update account set password = '', totp = '' where id = $1`, id)
	for _, table := range []string{"account_passkey", "account_recovery", "account_code", "session", "session_device"} {
		if err == nil {
			_, err = tx.ExecContext(ctx, `delete from `+table+` where account = $1`, id)
		}
	}
	return err
}
