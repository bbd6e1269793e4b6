// Package announce tells every process of a store what changed, so that each
// drops what it kept in memory: pages, tables, settings, rights. A change
// announces in its own transaction, and every process polls: nothing is
// announced that did not happen, and nothing that happened is missed.
package announce

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are the tables announce and announce_head.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(files, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "announce", Files: sub}
}

// An Event says that the thing of Kind with ID changed. Numbers grow by one in
// the order of commits.
type Event struct {
	Seq      int64
	Kind, ID string
}

// All is the Kind of an Event that stands for entries which were pruned before
// this process could read them (it slept for a day, or the store was restored
// under it): everything may have changed.
const All = "*"

const (
	keep       = 24 * time.Hour
	pruneEvery = time.Hour
	batch      = 1000 // events read at once
)

// Write announces a change inside its transaction. From here to the commit
// nobody else can announce, so announce last.
func Write(ctx context.Context, tx *sql.Tx, kind, id string, at time.Time) (err error) {
	defer errs.Wrap(&err, "announce.Write(%q, %q)", kind, id)

	var seq int64
	err = tx.QueryRowContext(ctx, `update announce_head set seq = seq + 1 returning seq`).Scan(&seq)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `insert into announce (seq, kind, id, at) values ($1, $2, $3, $4)`,
		seq, kind, id, clock.Millis(at))
	return err
}

// Head is the number of the newest event. Take it before filling a cache, and
// follow from it: then no change falls in between.
func Head(ctx context.Context, q db.Querier) (seq int64, err error) {
	defer errs.Wrap(&err, "announce.Head")

	err = q.QueryRowContext(ctx, `select seq from announce_head`).Scan(&seq)
	return seq, err
}

// Follow is FollowFrom the newest event at the time of the call.
func Follow(ctx context.Context, d *db.DB, every time.Duration, on func(Event)) error {
	seq, err := Head(ctx, d)
	if err != nil {
		return err
	}
	return FollowFrom(ctx, d, seq, every, on)
}

// FollowFrom calls on for each event after seq, in order, one at a time, until
// ctx ends, which is the only error. A failed poll is made up for by a later
// one. It also prunes what is older than a day, by the machine's clock.
func FollowFrom(ctx context.Context, d *db.DB, seq int64, every time.Duration, on func(Event)) error {
	poll := time.NewTicker(every)
	defer poll.Stop()
	var pruned time.Time
	for {
		if time.Since(pruned) >= pruneEvery {
			if prune(ctx, d, time.Now()) == nil {
				pruned = time.Now()
			}
		}
		for more := true; more; {
			events, err := after(ctx, d, seq)
			more = err == nil && len(events) > 0
			for _, e := range events {
				seq = e.Seq
				on(e)
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-poll.C:
		}
	}
}

// Since lists the events after seq, in order. One of Kind All stands for those
// that were pruned: then everything may have changed.
func Since(ctx context.Context, q db.Querier, seq int64) (list []Event, err error) {
	defer errs.Wrap(&err, "announce.Since(%d)", seq)

	for {
		events, err := after(ctx, q, seq)
		if err != nil || len(events) == 0 {
			return list, err
		}
		list = append(list, events...)
		seq = events[len(events)-1].Seq
	}
}

// after reads the next events. The usual poll finds nothing and costs one row.
func after(ctx context.Context, q db.Querier, seq int64) ([]Event, error) {
	head, err := Head(ctx, q)
	if err != nil || head == seq {
		return nil, err
	}
	until := min(head, seq+batch)
	rows, err := q.QueryContext(ctx,
		`select seq, kind, id from announce where seq > $1 and seq <= $2 order by seq`, seq, until)
	if err != nil {
		return nil, err
	}
	events, err := db.Collect(rows, func(s db.Scanner) (e Event, err error) {
		return e, s.Scan(&e.Seq, &e.Kind, &e.ID)
	})
	if err != nil {
		return nil, err
	}
	if head < seq || int64(len(events)) != until-seq {
		return []Event{{Seq: head, Kind: All}}, nil
	}
	return events, nil
}

func prune(ctx context.Context, d *db.DB, now time.Time) error {
	return d.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `delete from announce where at < $1`, clock.Millis(now.Add(-keep)))
		return err
	})
}
