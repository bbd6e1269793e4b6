package auth

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth/passkey"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A keyRow is a passkey as the store keeps it.
type keyRow struct {
	Passkey
	passkey.Key
}

// keysOf reads the passkeys of an account, the oldest first.
func keysOf(ctx context.Context, q db.Querier, account string) ([]keyRow, error) {
	rows, err := q.QueryContext(ctx, `select id, credential, name, record, counter, synced, created_at, used_at
		from account_passkey where account = $1 order by created_at, id`, account)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(row db.Scanner) (k keyRow, err error) {
		var synced, created, used int64
		err = row.Scan(&k.Passkey.ID, &k.Key.ID, &k.Name, &k.Record, &k.Count, &synced, &created, &used)
		k.Passkey.Synced, k.CreatedAt, k.UsedAt = synced != 0, since(created), since(used)
		return k, err
	})
}

// owner is an open account, and the same as passkeys know it.
func (s *Accounts) owner(ctx context.Context, q db.Querier, account string) (Account, passkey.Owner, error) {
	m, err := s.meansOf(ctx, q, "a.id = $1", plain(account))
	if err == nil && m.ID == "" {
		err = errs.Say(errs.Invalid, "auth.passkey-unknown")
	}
	if err != nil {
		return Account{}, passkey.Owner{}, err
	}
	o := passkey.Owner{ID: m.ID, Name: m.Mail, Label: m.Name}
	rows, err := keysOf(ctx, q, m.ID)
	for _, k := range rows {
		o.Keys = append(o.Keys, k.Key)
	}
	return m.Account, o, err
}

// withParty says why the house takes no passkeys, where it does not.
func (s *Accounts) withParty() error {
	if s.party == nil {
		return errs.Because(errs.Invalid, s.partyNo, "auth.passkey-host")
	}
	return nil
}

// PasskeyBegin makes what a browser asks a passkey for, and the reference that
// comes back with its answer.
func (s *Accounts) PasskeyBegin(ctx context.Context, v Visitor) (options json.RawMessage, ref string, err error) {
	defer errs.Wrap(&err, "auth.PasskeyBegin")

	if err := s.withParty(); err != nil {
		return nil, "", err
	}
	options, state, err := s.party.Ask(passkey.Owner{})
	if err != nil {
		return nil, "", err
	}
	ref, err = s.ask(ctx, byAddr(v).key, askSignIn, state)
	return options, ref, err
}

// PasskeyFinish opens a session for the answer of a passkey. No failures of others
// delay it: there is nothing to guess.
func (s *Accounts) PasskeyFinish(ctx context.Context, v Visitor, ref string, body []byte) (e Entry, err error) {
	defer errs.Wrap(&err, "auth.PasskeyFinish")

	a, key, err := s.keyAnswer(ctx, v, ref, "", askSignIn, body)
	if err != nil {
		return Entry{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		if err := s.useKey(ctx, tx, a.ID, key); err != nil {
			return err
		}
		e, err = s.open(ctx, tx, a, v, ByPasskey)
		return err
	})
	return e, err
}

// keyAnswer holds an answer against what was asked, and finds whose key it is. A
// failure is written down.
func (s *Accounts) keyAnswer(ctx context.Context, v Visitor, ref, holder, purpose string, body []byte) (a Account, key passkey.Key, err error) {
	if err := s.withParty(); err != nil {
		return a, key, err
	}
	state, err := s.answered(ctx, ref, holder, purpose)
	if err != nil {
		return a, key, err
	}
	key, err = s.party.Answered(state, body, func(handle string) (o passkey.Owner, err error) {
		a, o, err = s.owner(ctx, s.DB, handle)
		return o, err
	})
	switch {
	case err == nil:
		return a, key, nil
	case errors.Is(err, passkey.ErrCopied):
		return a, key, s.failed(ctx, a, v, "passkey-copied", "auth.passkey-copied")
	}
	s.Log.InfoContext(ctx, "passkey refused", "account", a.ID, "err", err)
	return a, key, s.failed(ctx, a, v, "passkey", "auth.passkey-wrong")
}

// useKey moves a passkey's count on. A key that was removed meanwhile, or whose count
// another answer has reached, is refused.
func (s *Accounts) useKey(ctx context.Context, tx *sql.Tx, account string, key passkey.Key) error {
	r, err := tx.ExecContext(ctx, `update account_passkey set counter = $1, record = $2, used_at = $3
		where account = $4 and credential = $5 and (counter < $1 or $1 = 0 and counter = 0)`,
		key.Count, key.Record, clock.Millis(s.now()), account, key.ID)
	return onlyOne(r, err, "auth.passkey-wrong")
}

// AddPasskeyBegin makes what a browser asks a device for to make a new passkey.
func (s *Accounts) AddPasskeyBegin(ctx context.Context) (options json.RawMessage, ref string, err error) {
	defer errs.Wrap(&err, "auth.AddPasskeyBegin")

	by, err := settling(ctx)
	if err != nil {
		return nil, "", err
	}
	if err := s.withParty(); err != nil {
		return nil, "", err
	}
	_, o, err := s.owner(ctx, s.DB, by.ID)
	if err != nil {
		return nil, "", err
	}
	options, state, err := s.party.Register(o)
	if err != nil {
		return nil, "", err
	}
	ref, err = s.ask(ctx, by.Session, askRegister, state)
	return options, ref, err
}

// AddPasskeyFinish keeps a new passkey under a name.
func (s *Accounts) AddPasskeyFinish(ctx context.Context, ref, name string, body []byte) (p Passkey, err error) {
	defer errs.Wrap(&err, "auth.AddPasskeyFinish")

	by, err := settling(ctx)
	if err != nil {
		return Passkey{}, err
	}
	if name, err = passkeyName(name); err != nil {
		return Passkey{}, err
	}
	if err := s.withParty(); err != nil {
		return Passkey{}, err
	}
	state, err := s.answered(ctx, ref, by.Session, askRegister)
	if err != nil {
		return Passkey{}, err
	}
	_, o, err := s.owner(ctx, s.DB, by.ID)
	if err != nil {
		return Passkey{}, err
	}
	key, err := s.party.Registered(o, state, body)
	if err != nil {
		return Passkey{}, errs.Because(errs.Invalid, err, "auth.passkey-not-made")
	}
	err = s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		p = Passkey{ID: db.NewID(), Name: name, CreatedAt: s.now(), Synced: key.Synced}
		return s.insertKey(ctx, tx, a, p, key)
	})
	return p, err
}

func (s *Accounts) insertKey(ctx context.Context, tx *sql.Tx, a Account, p Passkey, key passkey.Key) error {
	var n int
	if err := tx.QueryRowContext(ctx, `select count(*) from account_passkey where credential = $1`, key.ID).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return errs.Say(errs.Conflict, "auth.passkey-there")
	}
	_, err := tx.ExecContext(ctx, `insert into account_passkey (id, account, credential, name, record, counter, synced, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, p.ID, a.ID, key.ID, p.Name, key.Record, key.Count, flag(key.Synced), clock.Millis(p.CreatedAt))
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, s.now(), audit.Act{
		Action: "auth.passkey-add", Object: object(a.ID), Scope: a.Agency, After: map[string]string{"passkey": p.ID, "name": p.Name},
	})
}

// maxKeyName is the longest name of a passkey, in characters.
const maxKeyName = 60

// passkeyName is what a person calls a device: "Ponsel Siti".
func passkeyName(name string) (string, error) {
	name, err := tidyText(name, maxKeyName, "auth.bad-key-name")
	if err == nil && name == "" {
		err = errs.Say(errs.Invalid, "auth.no-key-name")
	}
	return name, err
}

// Passkeys lists the passkeys of the person signed in, the oldest first.
func (s *Accounts) Passkeys(ctx context.Context) (list []Passkey, err error) {
	defer errs.Wrap(&err, "auth.Passkeys")

	rows, err := keysOf(ctx, s.DB, From(ctx).ID)
	for _, k := range rows {
		list = append(list, k.Passkey)
	}
	return list, err
}

// RenamePasskey gives a passkey another name.
func (s *Accounts) RenamePasskey(ctx context.Context, id, name string) (err error) {
	defer errs.Wrap(&err, "auth.RenamePasskey(%q)", id)

	by, err := settling(ctx)
	if err != nil {
		return err
	}
	if name, err = passkeyName(name); err != nil {
		return err
	}
	return s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		r, err := tx.ExecContext(ctx, `update account_passkey set name = $1 where id = $2 and account = $3`, name, plain(id), a.ID)
		if err := onlyOne(r, err, "auth.no-passkey"); err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.passkey-rename", Object: object(a.ID), Scope: a.Agency, After: map[string]string{"passkey": id, "name": name},
		})
	})
}

// RemovePasskey forgets a passkey; never the last means of signing in (Conflict).
func (s *Accounts) RemovePasskey(ctx context.Context, id string) (err error) {
	defer errs.Wrap(&err, "auth.RemovePasskey(%q)", id)

	by, err := settling(ctx)
	if err != nil {
		return err
	}
	return s.settle(ctx, by, func(tx *sql.Tx, a Account) error {
		r, err := tx.ExecContext(ctx, `delete from account_passkey where id = $1 and account = $2`, plain(id), a.ID)
		if err := onlyOne(r, err, "auth.no-passkey"); err != nil {
			return err
		}
		if a.Passkeys--; !a.Complete() && !by.Enrolling {
			return errs.Say(errs.Conflict, "auth.last-means")
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.passkey-remove", Object: object(a.ID), Scope: a.Agency, Before: map[string]string{"passkey": id},
		})
	})
}
