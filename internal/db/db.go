// Package db is the SQL of the house: SQLite in one file by default, or
// PostgreSQL where several machines share one store.
//
// One SQL text serves both, with $1 placeholders and without types that only
// one of them has (times are bigint epoch milliseconds, booleans 0 and 1, ids
// NewID). Both give the same results because both compare text byte by byte,
// and because writers go one after another on both: see Write.
package db

import (
	"context"
	"database/sql"
	"embed"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Dialect is which engine answers.
type Dialect string

// The two dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// A DB is an open store. Use Read and Write; the plain methods of sql.DB are
// for single reads and for libraries.
type DB struct {
	*sql.DB
	Dialect Dialect

	path  string        // of the SQLite file
	queue chan struct{} // holds the one writer of this process
}

// A Querier asks: an sql.DB, an sql.Tx or an sql.Conn.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Pool sizes. SQLite readers run beside each other and beside the writer, and
// a connection costs some 2 MB of cache once used; PostgreSQL has 100
// connections by default, to be shared by every node.
const (
	sqliteConns   = 16
	postgresConns = 20
	connIdle      = 5 * time.Minute
)

// Open opens "sqlite:/abs/path/lewu.db" (made when missing; its folder must
// exist) or "postgres://user@host/name". The error is of kind Invalid where
// the address or the server is not one Lewu can work with.
func Open(ctx context.Context, url string) (_ *DB, err error) {
	defer errs.Wrap(&err, "db.Open")

	var d *DB
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "sqlite":
		d, err = openSQLite(ctx, rest)
	case "postgres", "postgresql":
		d, err = openPostgres(ctx, url)
	default:
		return nil, errs.Say(errs.Invalid, "db.url")
	}
	if err != nil {
		return nil, err
	}
	d.queue = make(chan struct{}, 1)
	d.SetConnMaxIdleTime(connIdle)
	return d, nil
}

// NewID makes an identifier: a UUIDv7, whose text sorts by time of birth.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }
