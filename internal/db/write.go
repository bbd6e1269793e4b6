package db

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// How long and how often a write tries for its turn.
const (
	turnWait   = 10 * time.Second
	writeTries = 6
	writeSpan  = 20 * time.Second // no new try after this
)

// Write runs fn in one write transaction and commits it. Where the engine
// refused the transaction in favour of another one, nothing was kept and fn
// runs again: it must not change anything outside tx.
//
// Writers go one after another on both engines, over all processes of a
// store. SQLite has but one writer; on PostgreSQL an advisory lock gives the
// same, so that what fn reads stays true until it commits and a store method
// tested on SQLite is right there too. So keep fn short, do slow work before
// it, and never call Write inside Write: that waits ten seconds for itself
// and fails with kind Busy. A full disk is of kind Full.
func (d *DB) Write(ctx context.Context, fn func(tx *sql.Tx) error) error {
	if err := d.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { <-d.queue }()

	start := time.Now()
	for try := 1; ; try++ {
		err := d.writeOnce(ctx, fn)
		if err == nil {
			return nil
		}
		if !lostRace(err) || try == writeTries || time.Since(start) > writeSpan {
			return d.explainWrite(err)
		}
		pause := rand.N(time.Duration(try) * 20 * time.Millisecond)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// takeTurn waits for the other writers of this process. Without it they would
// wait in SQLite's busy handler, which sleeps and is not fair, or each hold a
// connection to PostgreSQL.
func (d *DB) takeTurn(ctx context.Context) error {
	select {
	case d.queue <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(turnWait)
	defer timer.Stop()
	select {
	case d.queue <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return errs.Say(errs.Busy, "db.busy")
	}
}

func (d *DB) writeOnce(ctx context.Context, fn func(tx *sql.Tx) error) error {
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // after Commit it does nothing

	if d.Dialect == Postgres {
		// Two statements, so that the snapshot of the first query of fn is taken
		// after the writer before has committed.
		if _, err := tx.ExecContext(ctx, `set local lock_timeout = '10s'`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `select pg_advisory_xact_lock($1)`, int64(lockWrite)); err != nil {
			return err
		}
	}
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// Read runs fn on one unchanging picture of the store. On SQLite ReadOnly is
// what keeps a reader from taking the write lock (_txlock=immediate); there
// the engine does not stop fn from writing, PostgreSQL does.
func (d *DB) Read(ctx context.Context, fn func(tx *sql.Tx) error) error {
	opts := &sql.TxOptions{ReadOnly: true}
	if d.Dialect == Postgres {
		opts.Isolation = sql.LevelRepeatableRead // what a WAL reader has anyway
	}
	tx, err := d.BeginTx(ctx, opts)
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback()
	return explain(fn(tx))
}

// Alone runs fn while no other process of this store is inside Alone: for
// migrations. It waits up to two minutes on SQLite, and without end but that
// of ctx on PostgreSQL.
func (d *DB) Alone(ctx context.Context, fn func(context.Context) error) error {
	if d.Dialect == SQLite {
		return explain(d.aloneSQLite(ctx, fn))
	}
	return explain(d.alonePostgres(ctx, fn))
}
