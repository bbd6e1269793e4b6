package auth

import (
	"context"
	"database/sql"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Longest texts, in characters.
const (
	maxMail = 254
	maxName = 200
	maxWhy  = 500
)

// Create adds a person with roles, inside a transaction. The mail must be new
// (Conflict). The person signs in once invited: see Invite.
func (s *Accounts) Create(ctx context.Context, tx *sql.Tx, a Account) (_ Account, err error) {
	defer errs.Wrap(&err, "auth.Create(%q)", a.Mail)

	if err := s.mayKeep(ctx, a); err != nil {
		return Account{}, err
	}
	if a, err = tidy(a); err != nil {
		return Account{}, err
	}
	return s.insert(ctx, tx, a)
}

// insert is Create for whoever acts.
func (s *Accounts) insert(ctx context.Context, tx *sql.Tx, a Account) (_ Account, err error) {
	if err := s.mailFree(ctx, tx, a); err != nil {
		return Account{}, err
	}
	now := s.now()
	a.ID, a.CreatedAt = db.NewID(), now
	_, err = tx.ExecContext(ctx, `insert into account (id, mail, name, sort_key, agency, post, demo, created_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		a.ID, a.Mail, a.Name, sortKey(a), a.Agency, a.Post, flag(a.Demo), clock.Millis(now))
	if err != nil {
		return Account{}, err
	}
	grants := a.Grants
	a.Grants = nil
	err = audit.Record(ctx, tx, now, audit.Act{Action: "auth.create", Object: object(a.ID), Scope: a.Agency, After: shown(a)})
	if err != nil {
		return Account{}, err
	}
	a.Grants, err = s.setGrants(ctx, tx, a, grants)
	return a, err
}

// Change writes name, mail and post of an account. Agency is not looked at: see
// Transfer.
func (s *Accounts) Change(ctx context.Context, tx *sql.Tx, a Account) (err error) {
	defer errs.Wrap(&err, "auth.Change(%q)", a.ID)

	old, err := s.one(ctx, tx, "a.id = $1", a.ID)
	if err != nil {
		return err
	}
	if err := s.mayKeep(ctx, old); err != nil {
		return err
	}
	next := old
	next.Mail, next.Name, next.Post = a.Mail, a.Name, a.Post
	if next, err = tidy(next); err != nil {
		return err
	}
	if next.Mail == old.Mail && next.Name == old.Name && next.Post == old.Post {
		return nil
	}
	if err := s.mailFree(ctx, tx, next); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `update account set mail = $1, name = $2, sort_key = $3, post = $4 where id = $5`,
		next.Mail, next.Name, sortKey(next), next.Post, old.ID)
	if err != nil {
		return err
	}
	return audit.Record(ctx, tx, s.now(), audit.Act{
		Action: "auth.change", Object: object(old.ID), Scope: old.Agency, Before: shown(old), After: shown(next),
	})
}

// mailFree tells whether a mail is nobody else's. Writers go one after another, so
// that it stays true until the commit.
func (s *Accounts) mailFree(ctx context.Context, tx *sql.Tx, a Account) error {
	var n int
	err := tx.QueryRowContext(ctx, `select count(*) from account where mail = $1 and id <> $2`, a.Mail, a.ID).Scan(&n)
	if err == nil && n > 0 {
		err = errs.Say(errs.Conflict, "auth.mail-taken", "mail", a.Mail)
	}
	return err
}

// mayKeep tells whether whoever acts may change somebody's account: the routes say
// so first, and this is the second lock. Another agency's person is not there.
func (s *Accounts) mayKeep(ctx context.Context, a Account) error {
	return within(From(ctx), PermPeople, a.Agency)
}

func within(by Actor, permission, agency string) error {
	switch {
	case by.Kind == Public:
		return errs.Say(errs.SignIn, "auth.sign-in")
	case by.Kind == Person && !by.Scope(permission).Holds(agency):
		return errs.Say(errs.NotFound, notYours)
	}
	return nil
}

// object names an account in the trail.
func object(id string) string { return "account/" + id }

// shown is what the trail keeps of a person.
func shown(a Account) map[string]any {
	m := map[string]any{"mail": a.Mail, "name": a.Name, "agency": a.Agency, "post": a.Post}
	if a.Demo {
		m["demo"] = true
	}
	return m
}

// sortKey puts people in the order of their names on both databases.
func sortKey(a Account) string { return strings.ToLower(a.Name) }

// tidy brings what people typed of a person into order, or says what is wrong.
func tidy(a Account) (_ Account, err error) {
	if a.Mail, err = tidyMail(a.Mail); err != nil {
		return a, err
	}
	if a.Name, err = tidyText(a.Name, maxName, "auth.bad-name"); err != nil {
		return a, err
	}
	if a.Name == "" {
		return a, errs.Say(errs.Invalid, "auth.no-name")
	}
	a.Post, err = tidyText(a.Post, maxName, "auth.bad-post")
	return a, err
}

// tidyMail is a mail address in lower case: "siti@kalteng.go.id".
func tidyMail(text string) (string, error) {
	text = strings.ToLower(strings.TrimSpace(text))
	at, err := mail.ParseAddress(text)
	if err != nil || at.Address != text || len(text) > maxMail || strings.ContainsAny(text, "\"()<> ") {
		return "", errs.Say(errs.Invalid, "auth.bad-mail", "mail", short(text))
	}
	return text, nil
}

// tidyText is a line of text without runs of spaces; controls and marks that turn
// the direction of writing are refused.
func tidyText(text string, limit int, key string) (string, error) {
	bad := func(c rune) bool { return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) }
	text = strings.Join(strings.Fields(text), " ")
	if !utf8.ValidString(text) || strings.ContainsFunc(text, bad) || utf8.RuneCountInString(text) > limit {
		return "", errs.Say(errs.Invalid, key, "text", short(text))
	}
	return text, nil
}

// short is the beginning of a text, for sentences.
func short(text string) string {
	const most = 60
	list := []rune(strings.ToValidUTF8(text, "\uFFFD"))
	if len(list) > most {
		return string(list[:most]) + "…"
	}
	return string(list)
}
