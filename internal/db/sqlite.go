package db

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // driver "sqlite"

	"github.com/lewu-id/lewu/internal/errs"
)

// sqliteDSN puts the options into the address because every pooled connection needs them.
// synchronous is FULL: NORMAL lost acknowledged commits when the power failed.
// _txlock=immediate makes a transaction take the write lock when it begins, so
// that it never fails half-way for having read before it wrote.
func sqliteDSN(path, txlock string) string {
	q := url.Values{"_pragma": {
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
	}, "_txlock": {txlock}}
	return (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String()
}

func openSQLite(ctx context.Context, path string) (*DB, error) {
	if !filepath.IsAbs(path) {
		return nil, errs.Say(errs.Invalid, "db.url")
	}
	pool, err := sql.Open("sqlite", sqliteDSN(path, "immediate"))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(sqliteConns)
	pool.SetMaxIdleConns(sqliteConns)
	if err := firstPing(ctx, pool); err != nil {
		pool.Close()
		return nil, errs.Because(errs.Invalid, explain(err), "db.open", "path", path)
	}
	return &DB{DB: pool, Dialect: SQLite, path: path}, nil
}

// firstPing opens the first connection. Processes that start together on a new
// file all turn it to WAL, and for that SQLite does not wait (busy_timeout):
// all but one are told that the file is locked, and must come again.
func firstPing(ctx context.Context, pool *sql.DB) error {
	for start := time.Now(); ; {
		err := pool.PingContext(ctx)
		if err == nil || !lostRace(err) || time.Since(start) > turnWait {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// aloneSQLite runs fn while it holds the exclusive lock of an empty database
// beside the store. The lock is the operating system's: it ends with the
// process, however that ends, and waiting for it is SQLite's busy handler.
func (d *DB) aloneSQLite(ctx context.Context, fn func(context.Context) error) error {
	q := url.Values{"_pragma": {"busy_timeout(120000)"}, "_txlock": {"exclusive"}}
	lock, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: d.path + "-lock", RawQuery: q.Encode()}).String())
	if err != nil {
		return err
	}
	defer lock.Close()
	tx, err := lock.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return fn(ctx)
}
