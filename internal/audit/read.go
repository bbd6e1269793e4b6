package audit

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

const columns = `n, id, at, actor, office, action, object, scope, before_json, after_json, request, hash`

// A linked entry has the hash that was stored with it.
type linked struct {
	Entry
	hash string
}

func scan(s db.Scanner) (l linked, err error) {
	var at int64
	err = s.Scan(&l.N, &l.ID, &at, &l.Actor, &l.Office, &l.Action, &l.Object, &l.Scope,
		&l.Before, &l.After, &l.Request, &l.hash)
	l.At = clock.FromMillis(at)
	return l, err
}

// A Filter keeps the entries with these values; an empty one keeps all.
type Filter struct {
	Object, Actor, Scope string
	Before               int64 // numbers below this; 0: from the newest
	Limit                int   // 0: 100
}

// List gives entries, newest first.
func List(ctx context.Context, q db.Querier, f Filter) (_ []Entry, err error) {
	defer errs.Wrap(&err, "audit.List(%+v)", f)

	if f.Limit <= 0 {
		f.Limit = 100
	}
	query, args := `select `+columns+` from audit where n >= 1`, []any(nil)
	keep := func(condition string, value any) {
		args = append(args, value)
		query += " and " + condition + " $" + strconv.Itoa(len(args))
	}
	for _, c := range []struct{ condition, value string }{{"object =", f.Object}, {"actor =", f.Actor}, {"scope =", f.Scope}} {
		if c.value != "" {
			keep(c.condition, c.value)
		}
	}
	if f.Before > 0 {
		keep("n <", f.Before)
	}
	args = append(args, f.Limit)
	rows, err := q.QueryContext(ctx, query+" order by n desc limit $"+strconv.Itoa(len(args)), args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(s db.Scanner) (Entry, error) {
		l, err := scan(s)
		return l.Entry, err
	})
}

// Head is the number and hash of the newest entry; 0 and "" of an empty trail.
// Print it in reports and keep it beside backups: a trail that was rewritten
// as a whole no longer has it.
func Head(ctx context.Context, q db.Querier) (n int64, hash string, err error) {
	defer errs.Wrap(&err, "audit.Head")

	err = q.QueryRowContext(ctx, `select n, hash from audit_head`).Scan(&n, &hash)
	return n, hash, err
}

// Verify reads the whole trail and gives its length and head. The error names
// the first link that is broken.
func Verify(ctx context.Context, d *db.DB) (n int64, head string, err error) {
	defer errs.Wrap(&err, "audit.Verify")

	err = d.Read(ctx, func(tx *sql.Tx) error {
		n, head = 0, ""
		rows, err := tx.QueryContext(ctx, `select `+columns+` from audit order by n`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			l, err := scan(rows)
			if err != nil {
				return err
			}
			if err := check(n, head, l); err != nil {
				return err
			}
			n, head = l.N, l.hash
		}
		if err := rows.Err(); err != nil {
			return err
		}
		last, hash, err := Head(ctx, tx)
		switch {
		case err != nil:
			return err
		case last > n:
			return errs.Say(errs.Internal, "audit.missing", "n", strconv.FormatInt(n+1, 10))
		case last != n || hash != head:
			return errs.Say(errs.Internal, "audit.head", "n", strconv.FormatInt(n, 10))
		}
		return nil
	})
	return n, head, err
}

// check tells whether l follows the n-th link, whose hash is prev.
func check(n int64, prev string, l linked) error {
	if l.N != n+1 {
		return errs.Say(errs.Internal, "audit.missing", "n", strconv.FormatInt(n+1, 10))
	}
	hash, err := link(prev, l.Entry)
	if err == nil && hash != l.hash {
		err = errs.Say(errs.Internal, "audit.changed", "n", strconv.FormatInt(l.N, 10), "id", l.ID)
	}
	return err
}
