package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// How long codes hold.
const (
	inviteFor = 7 * 24 * time.Hour
	firstFor  = time.Hour
)

// codeLetters are those that nobody reads as another: without 0 and O, 1 and I.
// 32 of them make 5 bits a letter.
const codeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// Codes are groups of four letters: 80 bits. They are kept as argon2id hashes.
const (
	codeGroups = 4
	groupLen   = 4
)

// newCode makes a code such as "7KQF-M2XC-PR9T-HB4W".
func newCode() string {
	b := make([]byte, codeGroups*groupLen)
	rand.Read(b) // never fails
	var text strings.Builder
	for i, n := range b {
		if i > 0 && i%groupLen == 0 {
			text.WriteByte('-')
		}
		text.WriteByte(codeLetters[n%32])
	}
	return text.String()
}

// bareCode is a code as people typed it, without what they put between its
// letters.
func bareCode(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'a' && c <= 'z':
			return c - 'a' + 'A'
		case c >= 'A' && c <= 'Z' || c >= '0' && c <= '9':
			return c
		case c == ' ' || c == '-' || c == '–' || c == '.' || c == '\u00a0':
			return -1
		}
		return '?' // no code has it
	}, text)
}

// isDigits tells whether a bare code is one of an authenticator.
func isDigits(bare string) bool {
	return len(bare) == 6 && strings.Trim(bare, "0123456789") == ""
}

// Invite makes a code with which a person without means of signing in sets them
// up; the one before is void. Who can sign in needs none (Conflict): see AskReset.
func (s *Accounts) Invite(ctx context.Context, id string) (code string, ends time.Time, err error) {
	defer errs.Wrap(&err, "auth.Invite(%q)", id)

	code = newCode()
	hash, err := s.hashCode(ctx, code)
	if err != nil {
		return "", time.Time{}, err
	}
	err = s.DB.Write(ctx, func(tx *sql.Tx) error {
		a, err := s.kept(ctx, tx, id)
		switch {
		case err != nil:
			return err
		case !a.ClosedAt.IsZero():
			return errs.Say(errs.Conflict, "auth.is-closed", "name", a.Name)
		case a.Complete():
			return errs.Say(errs.Conflict, "auth.has-means", "name", a.Name)
		}
		ends, err = s.putCode(ctx, tx, id, hash, inviteFor)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.invite", Object: object(id), Scope: a.Agency, After: map[string]int64{"ends": clock.Millis(ends)},
		})
	})
	if err != nil {
		return "", time.Time{}, err
	}
	return code, ends, nil
}

// FirstCode makes a code of one hour for the first admin, as long as no admin can
// sign in; empty where one can. The one before is void.
func (s *Accounts) FirstCode(ctx context.Context) (code string, err error) {
	defer errs.Wrap(&err, "auth.FirstCode")

	if there, err := s.adminElse(ctx, s.DB, ""); err != nil || there {
		return "", err
	}
	code = newCode()
	hash, err := s.hashCode(ctx, code)
	if err != nil {
		return "", err
	}
	there := false
	err = s.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		if there, err = s.adminElse(ctx, tx, ""); err != nil || there {
			return err
		}
		ends, err := s.putCode(ctx, tx, "", hash, firstFor)
		if err != nil {
			return err
		}
		return audit.Record(ctx, tx, s.now(), audit.Act{
			Action: "auth.first-code", Object: "account", After: map[string]int64{"ends": clock.Millis(ends)},
		})
	})
	if err != nil || there {
		return "", err
	}
	return code, nil
}

// putCode keeps the hash of a code in place of the one before.
func (s *Accounts) putCode(ctx context.Context, tx *sql.Tx, account, hash string, long time.Duration) (ends time.Time, err error) {
	now := s.now()
	ends = now.Add(long)
	if _, err := tx.ExecContext(ctx, `delete from account_code where account = $1`, account); err != nil {
		return ends, err
	}
	_, err = tx.ExecContext(ctx, `insert into account_code (account, hash, by_whom, at, ends_at) values ($1, $2, $3, $4, $5)`,
		account, hash, From(ctx).Key(), clock.Millis(now), clock.Millis(ends))
	return ends, err
}

func (s *Accounts) hashCode(ctx context.Context, code string) (string, error) {
	hash, err := s.hasher.Hash(ctx, bareCode(code))
	return hash, busy(err)
}

// Redeem opens a session in which the holder of a code sets up means of signing
// in: of an invitation, or the first code, which makes the account of the first
// admin. Name is only looked at for the latter.
func (s *Accounts) Redeem(ctx context.Context, v Visitor, mail, code, name string) (_ Entry, err error) {
	defer errs.Wrap(&err, "auth.Redeem")

	mail, err = tidyMail(mail)
	if err != nil {
		return Entry{}, err
	}
	if name, err = tidyText(name, maxName, "auth.bad-name"); err != nil {
		return Entry{}, err
	}
	// A code is beyond guessing, so that only the address has to slow down, and
	// nobody can keep an invited person out.
	try, err := s.attempt(ctx, byAddr(v))
	if err != nil {
		return Entry{}, err
	}
	a, hashes, err := s.codesOf(ctx, mail)
	if err != nil {
		return Entry{}, err
	}
	found, err := s.hasher.Match(ctx, hashes[:], bareCode(code), false)
	if err != nil {
		return Entry{}, busy(err)
	}
	if found < 0 {
		return Entry{}, s.failed(ctx, a, v, "code", "auth.code-wrong")
	}
	var entry Entry
	err = s.DB.Write(ctx, func(tx *sql.Tx) (err error) {
		who, owner := a, a.ID
		if found == 1 {
			if who, err = s.firstAdmin(ctx, tx, mail, name); err != nil {
				return err
			}
			owner = ""
		}
		if err := s.useCode(ctx, tx, owner, hashes[found]); err != nil {
			return err
		}
		if err := wipe(ctx, tx, who.ID); err != nil {
			return err
		}
		entry, err = s.open(ctx, tx, who, v, ByInvite)
		if err != nil {
			return err
		}
		return try.forgive(ctx, tx)
	})
	return entry, err
}

// codesOf reads the account of a mail, and the hashes of its invitation and of the
// first code; an empty hash is none. Asking is the same whoever is asked for.
func (s *Accounts) codesOf(ctx context.Context, mail string) (a Account, hashes [2]string, err error) {
	m, err := s.meansOf(ctx, s.DB, "a.mail = $1", mail)
	if err != nil {
		return a, hashes, err
	}
	owners := [2]string{cmp.Or(m.ID, "-"), ""}
	for i, owner := range owners {
		err := s.DB.QueryRowContext(ctx, `select hash from account_code where account = $1 and ends_at > $2`,
			owner, clock.Millis(s.now())).Scan(&hashes[i])
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return a, hashes, err
		}
	}
	return m.Account, hashes, nil
}

// useCode takes a code away; who comes second finds none.
func (s *Accounts) useCode(ctx context.Context, tx *sql.Tx, account, hash string) error {
	r, err := tx.ExecContext(ctx, `delete from account_code where account = $1 and hash = $2 and ends_at > $3`,
		account, hash, clock.Millis(s.now()))
	return onlyOne(r, err, "auth.code-wrong")
}

// onlyOne refuses a change that found nothing to change: somebody was faster.
func onlyOne(r sql.Result, err error, key string) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n != 1 {
		err = errs.Say(errs.Invalid, key)
	}
	return err
}

// firstAdmin makes the account of the first admin, or takes up one that cannot sign
// in: of somebody who did not come to the end the first time.
func (s *Accounts) firstAdmin(ctx context.Context, tx *sql.Tx, mail, name string) (Account, error) {
	admin := Grant{Role: lewu.RoleAdmin}
	// Whoever holds the code speaks for the operator who printed it.
	ctx = With(ctx, CommandLine("kode-awal"))
	a, err := s.one(ctx, tx, "a.mail = $1", mail)
	switch {
	case errs.Is(err, errs.NotFound):
		if name == "" {
			return Account{}, errs.Say(errs.Invalid, "auth.no-name")
		}
		return s.insert(ctx, tx, Account{Mail: mail, Name: name, Grants: []Grant{admin}})
	case err != nil:
		return Account{}, err
	case a.Complete() || !a.ClosedAt.IsZero() || a.Demo:
		return Account{}, errs.Say(errs.Conflict, "auth.mail-taken", "mail", mail)
	}
	a.Grants, err = s.setGrants(ctx, tx, a, append(without(a.Grants, []Grant{admin}), admin))
	return a, err
}
