package auth

import (
	"context"
	"database/sql"
	"encoding/json"

	"github.com/lewu-id/lewu/internal/errs"
)

// ProveBegin is PasskeyBegin for the person signed in. Who has no passkey gets an
// error of kind Conflict.
func (s *Accounts) ProveBegin(ctx context.Context) (options json.RawMessage, ref string, err error) {
	defer errs.Wrap(&err, "auth.ProveBegin")

	by := From(ctx)
	if by.Kind != Person {
		return nil, "", errs.Say(errs.SignIn, "auth.sign-in")
	}
	if err := s.withParty(); err != nil {
		return nil, "", err
	}
	_, o, err := s.owner(ctx, s.DB, by.ID)
	if err != nil {
		return nil, "", err
	}
	if len(o.Keys) == 0 {
		return nil, "", errs.Say(errs.Conflict, "auth.no-passkey")
	}
	options, state, err := s.party.Ask(o)
	if err != nil {
		return nil, "", err
	}
	ref, err = s.ask(ctx, by.Session, askProve, state)
	return options, ref, err
}

// Prove takes the second factor again: the session goes on under a new token, and
// the old one ends at once. Wrong codes are counted by session.
func (s *Accounts) Prove(ctx context.Context, token string, v Visitor, p Proof) (e Entry, err error) {
	defer errs.Wrap(&err, "auth.Prove")

	r, ok, err := s.find(ctx, s.DB, token)
	if err != nil {
		return Entry{}, err
	}
	if !ok || r.Enrolling {
		return Entry{}, errs.Say(errs.SignIn, "auth.sign-in")
	}
	var use func(tx *sql.Tx) error
	if p.Ref != "" || len(p.Body) > 0 {
		use, err = s.proveKey(ctx, r, v, p)
	} else {
		use, err = s.proveCode(ctx, r, v, p.Code)
	}
	if err != nil {
		return Entry{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := use(tx); err != nil {
			return err
		}
		now := s.now()
		shown := r
		shown.ProvedAt, shown.SeenAt = now, later(now, r.SeenAt)
		if e, err = s.renew(ctx, tx, token, shown); err != nil {
			return err
		}
		return s.recordAs(ctx, tx, r.account(), "auth.prove", map[string]string{"addr": addrText(v)})
	})
	return e, err
}

// account is the person of a session, as far as the trail needs it.
func (r running) account() Account {
	return Account{ID: r.Account, Name: r.name, Agency: r.agency}
}

func (s *Accounts) proveKey(ctx context.Context, r running, v Visitor, p Proof) (func(tx *sql.Tx) error, error) {
	_, key, err := s.keyAnswer(ctx, v, p.Ref, r.ID, askProve, p.Body)
	return func(tx *sql.Tx) error { return s.useKey(ctx, tx, r.Account, key) }, err
}

func (s *Accounts) proveCode(ctx context.Context, r running, v Visitor, code string) (func(tx *sql.Tx) error, error) {
	m, err := s.meansOf(ctx, s.DB, "a.id = $1", r.Account)
	if err != nil {
		return nil, err
	}
	try, err := s.attempt(ctx, bySession(r.ID))
	if err != nil {
		return nil, err
	}
	f, err := s.second(ctx, m, code, true)
	if err != nil {
		return nil, err
	}
	if !f.right {
		return nil, s.failed(ctx, m.Account, v, "second-factor", "auth.code-second")
	}
	return func(tx *sql.Tx) error {
		if err := s.use(ctx, tx, m, f); err != nil {
			return err
		}
		return try.forgive(ctx, tx)
	}, nil
}
