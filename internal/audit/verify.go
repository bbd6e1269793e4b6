package audit

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Head is the number and hash of the newest entry; 0 and "" of an empty trail.
// Print it in reports and keep it beside backups: a trail that was rewritten
// as a whole no longer has it.
func Head(ctx context.Context, q db.Querier) (n int64, hash string, err error) {
	defer errs.Wrap(&err, "audit.Head")

	err = q.QueryRowContext(ctx, `select n, hash from audit_head`).Scan(&n, &hash)
	return n, hash, err
}

// Verify reads the whole trail and gives its length and head. The error names
// the first link that is broken, and how.
//
// The chain by itself cannot tell that it was rewritten as a whole or cut short
// together with its head; the heads that were noted elsewhere can (Days,
// ReadFiles, ParseHeads).
func Verify(ctx context.Context, d *db.DB, known ...DayHead) (n int64, head string, err error) {
	defer errs.Wrap(&err, "audit.Verify")

	noted := make(map[int64][]DayHead, len(known))
	for _, k := range known {
		noted[k.N] = append(noted[k.N], k)
	}
	err = d.Read(ctx, func(tx *sql.Tx) error {
		if n, head, err = follow(ctx, tx, noted); err != nil {
			return err
		}
		if err := checkEnd(ctx, tx, n, head); err != nil {
			return err
		}
		for _, k := range known {
			if k.N > n {
				return broken("audit.cut", k.N, "last", strconv.FormatInt(n, 10), "day", k.Day, "where", k.Where)
			}
		}
		return nil
	})
	return n, head, err
}

// follow goes along the chain, and holds each link against the heads noted of it.
func follow(ctx context.Context, tx *sql.Tx, noted map[int64][]DayHead) (n int64, head string, err error) {
	rows, err := tx.QueryContext(ctx, `select `+columns+` from audit order by n`)
	if err != nil {
		return 0, "", err
	}
	defer rows.Close()
	for rows.Next() {
		l, err := scan(rows)
		if err != nil {
			return n, head, err
		}
		if err := check(n, head, l); err != nil {
			return n, head, err
		}
		n, head = l.N, l.hash
		for _, k := range noted[n] {
			if k.Hash != head {
				return n, head, broken("audit.known", n, "day", k.Day, "where", k.Where)
			}
		}
	}
	return n, head, rows.Err()
}

// check tells whether l follows the n-th link, whose hash is prev.
func check(n int64, prev string, l linked) error {
	switch {
	case l.N <= n:
		return broken("audit.stray", l.N)
	case l.N != n+1:
		return broken("audit.missing", n+1)
	}
	hash, err := link(prev, l.Entry)
	if err == nil && hash != l.hash {
		err = broken("audit.changed", l.N, "id", l.ID)
	}
	return err
}

// CheckEnd looks at the end of the chain alone: whether its last link is the one
// that the head names. It costs two rows.
func CheckEnd(ctx context.Context, d *db.DB) (err error) {
	defer errs.Wrap(&err, "audit.CheckEnd")

	return d.Read(ctx, func(tx *sql.Tx) error {
		var n int64
		var head string
		err := tx.QueryRowContext(ctx, `select n, hash from audit order by n desc limit 1`).Scan(&n, &head)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		return checkEnd(ctx, tx, n, head)
	})
}

// checkEnd holds the last link against the row that says where the chain ends.
func checkEnd(ctx context.Context, tx *sql.Tx, n int64, head string) error {
	last, hash, err := Head(ctx, tx)
	switch {
	case err != nil:
		return err
	case last > n:
		return broken("audit.missing", n+1)
	case last == n && hash == head:
		return nil
	}
	var at string
	err = tx.QueryRowContext(ctx, `select hash from audit where n = $1`, last).Scan(&at)
	switch {
	case err != nil && err != sql.ErrNoRows:
		return err
	case last < n && (at == hash || last == 0 && hash == ""):
		return broken("audit.stray", last+1)
	}
	return broken("audit.head", n)
}

// broken names a link by its number, and what is wrong.
func broken(key string, n int64, pairs ...string) error {
	return errs.Say(errs.Internal, key, append([]string{"n", strconv.FormatInt(n, 10)}, pairs...)...)
}
