package auth

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"log/slog"

	lewu "github.com/lewu-id/lewu"
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
	Ref   *ref.Store // who succeeded whom
	Clock clock.Clock
	URL   string // LEWU_URL: decides the domain of passkeys
	Key   []byte // LEWU_KEY: seals secrets; nil: no authenticators
	Perms []lewu.Permission
	Log   *slog.Logger

	// HandOver gives what one account began to another, when a person is moved.
	HandOver func(ctx context.Context, tx *sql.Tx, from, to string) error
}

// Accounts are the people of the house, how they prove who they are, and their
// sessions. All of it is in the database, so that what one node revokes is
// refused by every node at its next request.
type Accounts struct {
	Options
	rules Rules
}

// Open makes the accounts of a house.
func Open(o Options) *Accounts {
	return &Accounts{Options: o, rules: RulesOf(append(Permissions(), o.Perms...))}
}
