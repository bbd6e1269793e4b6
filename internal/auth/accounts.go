package auth

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"log/slog"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth/passkey"
	"github.com/lewu-id/lewu/internal/auth/password"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/ref"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are the tables of accounts, their credentials and sessions.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(files, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "auth", Files: sub}
}

// Options are what accounts need to know. Perms are those of the rooms; this
// package's own are added.
type Options struct {
	DB    *db.DB
	Ref   *ref.Store // who succeeded whom, and what agencies are called
	Clock clock.Clock
	URL   string // LEWU_URL: decides the domain of passkeys
	Key   []byte // LEWU_KEY: 32 bytes that seal secrets; nil: no authenticators
	Perms []lewu.Permission
	Log   *slog.Logger

	// Line gives the agencies that count as one with an agency, and Office what an
	// agency is called today, the province for "". Where nil, Ref is asked.
	Line   func(ctx context.Context, agency string) ([]string, error)
	Office func(ctx context.Context, agency string) (string, error)

	// HandOver gives what one account began to another, when a person is moved.
	HandOver func(ctx context.Context, tx *sql.Tx, from, to string) error

	hasher *password.Hasher // of tests
}

// Accounts are the people of the house, how they prove who they are, and their
// sessions. All of it is in the database and nothing in memory, so that what one
// node revokes is refused by every node at its next request.
type Accounts struct {
	Options
	rules   Rules
	party   *passkey.Party // nil: the address of the house takes no passkeys
	partyNo error          // why
}

// partyName is what devices list the house as.
const partyName = "Lewu"

// Open makes the accounts of a house.
func Open(o Options) *Accounts {
	s := &Accounts{Options: o, rules: RulesOf(append(Permissions(), o.Perms...))}
	s.party, s.partyNo = passkey.New(o.URL, partyName)
	if s.Line == nil {
		s.Line = s.Ref.Line
	}
	if s.Office == nil {
		s.Office = s.officeToday
	}
	if s.hasher == nil {
		s.hasher = password.New(password.Standard())
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	return s
}

// officeToday is what an agency is called today.
func (s *Accounts) officeToday(ctx context.Context, agency string) (string, error) {
	if agency == "" {
		settings, err := s.Ref.Settings(ctx)
		return strings.TrimSpace("Provinsi " + settings.Province), err
	}
	a, err := s.Ref.Agency(ctx, agency)
	return a.Name, err
}

// now is the time as the store keeps it.
func (s *Accounts) now() time.Time { return clock.FromMillis(clock.Millis(s.Clock())) }

// newToken makes 256 bits for a browser to hold. The store keeps digest of it.
func newToken() string {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// since reads a stored time; 0 is none.
func since(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return clock.FromMillis(ms)
}

func flag(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// plain is a text from outside as both databases take it for a value.
func plain(text string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\x00", "\uFFFD")
}
