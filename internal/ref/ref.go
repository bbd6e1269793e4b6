// Package ref keeps what every room refers to: agencies with their periods,
// decrees and successors; regions with both codes; topics; and the settings of
// the province. Names and codes change by decree, so nothing here is a constant
// in code.
package ref

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
)

//go:embed migrations/*.sql
var files embed.FS

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Migrations are the tables of agencies, regions, topics and settings.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(files, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "ref", Files: sub}
}

// A Store reads and writes reference data.
type Store struct {
	db    *db.DB
	clock clock.Clock
	carry func(ctx context.Context, tx *sql.Tx) error // see Carry

	mu       sync.Mutex
	settings *Settings // kept until Forget; nil: not read yet
}

// New makes a Store.
func New(d *db.DB, c clock.Clock) *Store {
	return &Store{db: d, clock: c, carry: func(context.Context, *sql.Tx) error { return nil }}
}

// Carry has fn run inside every transaction that changes what agencies are called
// or who succeeded whom, once the change is written: whoever keeps their names
// brings them up to date there. Set it before the store is used.
func (s *Store) Carry(fn func(ctx context.Context, tx *sql.Tx) error) { s.carry = fn }

// now is the time as the store keeps it.
func (s *Store) now() time.Time { return clock.FromMillis(clock.Millis(s.clock())) }
