package auth

import (
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

// Options are what accounts need to know.
type Options struct {
	DB    *db.DB
	Ref   *ref.Store // who succeeded whom
	Clock clock.Clock
	URL   string // LEWU_URL: decides the domain of passkeys
	Key   []byte // LEWU_KEY: seals secrets
	Perms []lewu.Permission
	Log   *slog.Logger
}

// Accounts are the people of the house, how they prove who they are, and their
// sessions. All of it is in the database, so that what one node revokes is
// refused by every node at its next request.
type Accounts struct {
	Options
	rules Rules
}

// Open makes the accounts of a house.
func Open(o Options) *Accounts { return &Accounts{Options: o, rules: RulesOf(o.Perms)} }
