package auth

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/auth/totp"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// settling is who changes their own means of signing in: signed in, and with the
// second factor shown just now.
func settling(ctx context.Context) (Actor, error) {
	by := From(ctx)
	switch {
	case by.Kind != Person:
		return Actor{}, errs.Say(errs.SignIn, "auth.sign-in")
	case !by.Fresh:
		return Actor{}, errs.Say(errs.Confirm, "auth.confirm")
	}
	return by, nil
}

// settle changes the means of whoever acts in one transaction, if the session that
// asks for it still runs.
func (s *Accounts) settle(ctx context.Context, by Actor, change func(tx *sql.Tx, a Account) error) error {
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		var n int
		err := tx.QueryRowContext(ctx, `select 1 from session where id = $1 and account = $2`, by.Session, by.ID).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return errs.Say(errs.SignIn, "auth.sign-in")
		}
		if err != nil {
			return err
		}
		a, err := s.one(ctx, tx, "a.id = $1", by.ID)
		if err != nil {
			return err
		}
		return change(tx, a)
	})
}

// SetPassword sets or changes the password of the person signed in; old is not
// looked at where there is none yet. The person's other sessions end.
func (s *Accounts) SetPassword(ctx context.Context, old, secret string) (err error) {
	defer errs.Wrap(&err, "auth.SetPassword")

	by, err := settling(ctx)
	if err != nil {
		return err
	}
	m, err := s.meansOf(ctx, s.DB, "a.id = $1", by.ID)
	if err != nil {
		return err
	}
	if m.password != "" {
		if err := s.oldPassword(ctx, by, m, old); err != nil {
			return err
		}
	}
	office, err := s.office(ctx, m.Agency)
	if err != nil {
		return err
	}
	if fault := password.Check(secret, m.Name, m.Mail, office); fault != "" {
		return errs.Say(errs.Invalid, "auth.password-"+string(fault))
	}
	hash, err := s.hasher.Hash(ctx, secret)
	if err != nil {
		return busy(err)
	}
	return s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		r, err := tx.ExecContext(ctx, `update account set password = $1 where id = $2 and password = $3`, hash, a.ID, m.password)
		if err := onlyOne(r, err, "auth.old-wrong"); err != nil {
			return err
		}
		if err := s.end(ctx, tx, a, "auth.end-others", "id <> $2", by.Session); err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{Action: "auth.password", Object: object(a.ID), Scope: a.Agency})
	})
}

// oldPassword asks for the password that is to be replaced.
func (s *Accounts) oldPassword(ctx context.Context, by Actor, m means, old string) error {
	if !password.MaxSize(old) {
		return errs.Say(errs.Invalid, "auth.old-wrong")
	}
	try, err := s.attempt(ctx, bySession(by.Session))
	if err != nil {
		return err
	}
	ok, _, err := s.hasher.Verify(ctx, m.password, old, true)
	if err != nil {
		return busy(err)
	}
	if !ok {
		return s.failed(ctx, m.Account, Visitor{}, "old-password", "auth.old-wrong")
	}
	return s.DB.Write(ctx, func(tx *sql.Tx) error { return try.forgive(ctx, tx) })
}

// TOTPBegin makes an authenticator for the person signed in. The same one is given
// again until it is confirmed or half an hour has passed, so that a page may be
// loaded twice.
func (s *Accounts) TOTPBegin(ctx context.Context) (_ Secret, err error) {
	defer errs.Wrap(&err, "auth.TOTPBegin")

	by, err := settling(ctx)
	if err != nil {
		return Secret{}, err
	}
	state, err := s.pendingTOTP(ctx, s.DB, by)
	if err != nil {
		return Secret{}, err
	}
	if state == "" {
		if state, err = s.newTOTP(ctx, by); err != nil {
			return Secret{}, err
		}
	}
	return s.openTOTP(state, by.ID)
}

// totpRef is where a session's authenticator waits to be confirmed.
func totpRef(session string) string { return digest(askTOTP + ":" + session) }

func (s *Accounts) pendingTOTP(ctx context.Context, q db.Querier, by Actor) (state string, err error) {
	err = q.QueryRowContext(ctx, `select state from session_challenge where ref = $1 and ends_at > $2`,
		totpRef(by.Session), clock.Millis(s.now())).Scan(&state)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return state, err
}

func (s *Accounts) newTOTP(ctx context.Context, by Actor) (state string, err error) {
	err = s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		if state, err = s.pendingTOTP(ctx, tx, by); err != nil || state != "" {
			return err // another window of the same browser
		}
		key, err := totp.New(partyName, a.Mail)
		if err != nil {
			return err
		}
		if state, err = s.seal(key.Secret+" "+key.URI, a.ID); err != nil {
			return err
		}
		return s.putAsked(ctx, tx, totpRef(by.Session), by.Session, askTOTP, state, totpFor)
	})
	return state, err
}

func (s *Accounts) openTOTP(state, account string) (Secret, error) {
	text, err := s.unseal(state, account)
	if err != nil {
		return Secret{}, err
	}
	secret, uri, _ := strings.Cut(text, " ")
	picture, err := totp.QR(uri)
	return Secret{Text: grouped(secret), URI: uri, PNG: picture}, err
}

// grouped puts a space behind every four letters: authenticators do not mind, and
// people find their place again.
func grouped(text string) string {
	var b strings.Builder
	for i, c := range text {
		if i > 0 && i%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// TOTPFinish puts the authenticator of TOTPBegin in force by a code of it. A wrong
// code leaves it waiting.
func (s *Accounts) TOTPFinish(ctx context.Context, code string) (err error) {
	defer errs.Wrap(&err, "auth.TOTPFinish")

	by, err := settling(ctx)
	if err != nil {
		return err
	}
	state, err := s.pendingTOTP(ctx, s.DB, by)
	if err != nil {
		return err
	}
	if state == "" {
		return errs.Say(errs.Invalid, "auth.totp-late")
	}
	text, err := s.unseal(state, by.ID)
	if err != nil {
		return err
	}
	secret, _, _ := strings.Cut(text, " ")
	step, ok := totp.Step(secret, bareCode(code), s.now(), 0)
	if !ok {
		return errs.Say(errs.Invalid, "auth.totp-wrong")
	}
	kept, err := s.seal(secret, by.ID)
	if err != nil {
		return err
	}
	return s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		r, err := tx.ExecContext(ctx, `delete from session_challenge where ref = $1 and state = $2`, totpRef(by.Session), state)
		if err := onlyOne(r, err, "auth.totp-late"); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `update account set totp = $1, totp_step = $2 where id = $3`, kept, step, a.ID)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{Action: "auth.totp", Object: object(a.ID), Scope: a.Agency})
	})
}

// recoveryCodes is how many stand on a printed sheet.
const recoveryCodes = 10

// RecoveryCodes makes ten codes to be printed, each of which stands once for the
// second factor beside the password; older ones are void.
func (s *Accounts) RecoveryCodes(ctx context.Context) (codes []string, err error) {
	defer errs.Wrap(&err, "auth.RecoveryCodes")

	by, err := settling(ctx)
	if err != nil {
		return nil, err
	}
	var bare []string
	for range recoveryCodes {
		code := newCode()
		codes, bare = append(codes, code), append(bare, bareCode(code))
	}
	hashes, err := s.hasher.HashAll(ctx, bare)
	if err != nil {
		return nil, busy(err)
	}
	err = s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		if _, err := tx.ExecContext(ctx, `delete from account_recovery where account = $1`, a.ID); err != nil {
			return err
		}
		for _, hash := range hashes {
			if _, err := tx.ExecContext(ctx, `insert into account_recovery (account, hash) values ($1, $2)`, a.ID, hash); err != nil {
				return err
			}
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.recovery", Object: object(a.ID), Scope: a.Agency, After: map[string]int{"codes": len(hashes)},
		})
	})
	if err != nil {
		return nil, err
	}
	return codes, nil
}

// Enrolled turns a session that was opened by a code into a full one, under a new
// token, once a means of signing in is complete (Conflict until then). A session that
// is a full one already keeps its token: Entry.Token is empty.
func (s *Accounts) Enrolled(ctx context.Context, token string, v Visitor) (e Entry, err error) {
	defer errs.Wrap(&err, "auth.Enrolled")

	r, ok, err := s.find(ctx, s.DB, token)
	switch {
	case err != nil:
		return Entry{}, err
	case !ok:
		return Entry{}, errs.Say(errs.SignIn, "auth.sign-in")
	case !r.Enrolling:
		return Entry{Session: r.Session}, nil
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.one(ctx, tx, "a.id = $1", r.Account)
		if err != nil {
			return err
		}
		if !a.Complete() {
			return errs.Say(errs.Conflict, "auth.incomplete")
		}
		full := r
		now := s.now()
		full.Enrolling, full.SeenAt, full.Ends, full.ProvedAt = false, later(now, r.SeenAt), now.Add(sessionFor), now
		if e, err = s.renew(ctx, tx, token, full); err != nil {
			return err
		}
		if e.Device, err = s.device(ctx, tx, a.ID, v.Device); err != nil {
			return err
		}
		return s.recordAs(ctx, tx, a, "auth.enrolled", nil)
	})
	return e, err
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
