package auth

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// wrong is what everybody is told who could not sign in: which of the three was
// wrong, and whether the mail is known, is not said.
const wrong = "auth.wrong"

// Means are what an account signs in by.
type means struct {
	Account
	password string // PHC
	totp     string // sealed
	step     int64  // last time step that was used
	codes    []string
}

// meansOf reads the means of an open account. Of nobody they are empty, and it asks
// the database as much.
func (s *Accounts) meansOf(ctx context.Context, q db.Querier, condition, value string) (m means, err error) {
	err = q.QueryRowContext(ctx, `select id, mail, name, agency, password, totp, totp_step from account a
		where a.closed_at = 0 and `+condition, value).Scan(&m.ID, &m.Mail, &m.Name, &m.Agency, &m.password, &m.totp, &m.step)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return m, err
	}
	rows, err := q.QueryContext(ctx, `select hash from account_recovery where account = $1 order by hash`, m.ID)
	if err != nil {
		return m, err
	}
	m.codes, err = db.Collect(rows, func(row db.Scanner) (hash string, err error) { return hash, row.Scan(&hash) })
	return m, err
}

// SignIn opens a session for mail, password and a second factor: 6 digits of the
// authenticator or a printed code. Too many failures are a DelayError, told at once;
// a browser on which the person signed in before has a count of its own, so that
// others cannot keep the person out. All else that is wrong is one sentence, after
// the same work whoever is asked for.
func (s *Accounts) SignIn(ctx context.Context, v Visitor, mail, secret, code string) (_ Entry, err error) {
	defer errs.Wrap(&err, "auth.SignIn")

	mail = plain(strings.ToLower(strings.TrimSpace(mail)))
	if len(mail) > maxMail || !password.MaxSize(secret) {
		return Entry{}, errs.Say(errs.Invalid, wrong)
	}
	m, err := s.meansOf(ctx, s.DB, "a.mail = $1", mail)
	if err != nil {
		return Entry{}, err
	}
	known, err := s.knows(ctx, s.DB, m.ID, v.Device)
	if err != nil {
		return Entry{}, err
	}
	counts := []counted{byAccount(mail), byAddr(v)}
	if known {
		counts = []counted{byDevice(m.ID, v.Device)}
	}
	try, err := s.attempt(ctx, counts...)
	if err != nil {
		return Entry{}, err
	}
	ok, stale, err := s.hasher.Verify(ctx, m.password, secret, known)
	if err != nil {
		return Entry{}, busy(err)
	}
	second, err := s.second(ctx, m, code, known)
	if err != nil {
		return Entry{}, err
	}
	if !ok || !second.right {
		return Entry{}, s.failed(ctx, m.Account, v, "password", wrong)
	}
	fresh := ""
	if stale {
		if fresh, err = s.hasher.Hash(ctx, secret); err != nil {
			return Entry{}, busy(err)
		}
	}
	return s.enter(ctx, m, v, second, fresh, try)
}

// enter opens the session of somebody who has shown everything, as long as all of it
// still stands: a code is taken once, and means may have been reset meanwhile. A
// fresh hash replaces one of an older cost.
func (s *Accounts) enter(ctx context.Context, m means, v Visitor, f factor, fresh string, try tried) (e Entry, err error) {
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		now, err := s.meansOf(ctx, tx, "a.id = $1", m.ID)
		if err != nil {
			return err
		}
		if now.password != m.password {
			return errs.Say(errs.Invalid, wrong)
		}
		if err := s.use(ctx, tx, m, f); err != nil {
			return err
		}
		if fresh != "" {
			if _, err := tx.ExecContext(ctx, `update account set password = $1 where id = $2`, fresh, m.ID); err != nil {
				return err
			}
		}
		if e, err = s.open(ctx, tx, m.Account, v, f.how); err != nil {
			return err
		}
		return try.forgive(ctx, tx)
	})
	return e, err
}

// DemoEntry signs in as the demo's holder of a role. Only accounts made for a demo
// can be entered so; whether the house is one is the caller's to know.
func (s *Accounts) DemoEntry(ctx context.Context, v Visitor, role lewu.Role) (e Entry, err error) {
	defer errs.Wrap(&err, "auth.DemoEntry(%q)", role)

	list, err := s.read(ctx, s.DB, `a.demo = 1 and a.closed_at = 0 and exists
		(select 1 from account_grant r where r.account = a.id and r.role = $1)`, []any{string(role)}, "limit 1")
	if err == nil && len(list) == 0 {
		err = errs.Say(errs.NotFound, "auth.no-demo")
	}
	if err != nil {
		return Entry{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		e, err = s.open(ctx, tx, list[0], v, ByDemo)
		return err
	})
	return e, err
}
