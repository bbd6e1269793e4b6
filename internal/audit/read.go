package audit

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

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

func scanEntry(s db.Scanner) (Entry, error) {
	l, err := scan(s)
	return l.Entry, err
}

// A Filter keeps the entries with these values; an empty one keeps all. An
// Object that ends in "/" ("dataset/") and an Action that ends in "." ("ref.")
// stand for all that begin so.
type Filter struct {
	Object, Actor, Scope, Action string

	From, To time.Time // From is in, To is not; zero: open
	Before   int64     // numbers below this; 0: from the newest
	After    int64     // numbers above this
	Limit    int       // 0: 100 of List, all of Each
	Changes  bool      // no views (ActSeen)

	// Within narrows to what may be read, as a condition on the column of the
	// scope: the SQL of an auth.Scope. nil: the whole trail.
	Within func(column string, args *[]any) string
}

// where is the filter as a condition with its arguments.
func (f Filter) where() (condition string, args []any) {
	parts := []string{"n >= 1"}
	keep := func(condition string, value any) {
		args = append(args, value)
		parts = append(parts, condition+" $"+strconv.Itoa(len(args)))
	}
	for _, c := range []struct{ column, value string }{
		{"object", f.Object}, {"actor", f.Actor}, {"scope", f.Scope}, {"action", f.Action},
	} {
		switch {
		case c.value == "":
		case strings.HasSuffix(c.value, "/") && c.column == "object", strings.HasSuffix(c.value, ".") && c.column == "action":
			keep(c.column+" >=", c.value)
			keep(c.column+" <", after(c.value))
		default:
			keep(c.column+" =", c.value)
		}
	}
	if !f.From.IsZero() {
		keep("at >=", clock.Millis(f.From))
	}
	if !f.To.IsZero() {
		keep("at <", clock.Millis(f.To))
	}
	if f.Before > 0 {
		keep("n <", f.Before)
	}
	if f.After > 0 {
		keep("n >", f.After)
	}
	if f.Changes {
		keep("action <>", ActSeen)
	}
	if f.Within != nil {
		parts = append(parts, f.Within("scope", &args))
	}
	return strings.Join(parts, " and "), args
}

// after is the first text behind all that begin with prefix, byte by byte.
func after(prefix string) string {
	last := len(prefix) - 1
	return prefix[:last] + string(prefix[last]+1)
}

// List gives entries, newest first.
func List(ctx context.Context, q db.Querier, f Filter) (_ []Entry, err error) {
	defer errs.Wrap(&err, "audit.List(%q, %q, %q, %q)", f.Object, f.Actor, f.Scope, f.Action)

	if f.Limit <= 0 {
		f.Limit = 100
	}
	condition, args := f.where()
	args = append(args, f.Limit)
	rows, err := q.QueryContext(ctx, `select `+columns+` from audit where `+condition+
		` order by n desc limit $`+strconv.Itoa(len(args)), args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, scanEntry)
}

// Each yields the entries of a filter, oldest first, each with its stored hash,
// out of one view of the trail.
func Each(ctx context.Context, d *db.DB, f Filter, yield func(e Entry, hash string) error) (err error) {
	defer errs.Wrap(&err, "audit.Each(%q, %q, %q, %q)", f.Object, f.Actor, f.Scope, f.Action)

	condition, args := f.where()
	query := `select ` + columns + ` from audit where ` + condition + ` order by n`
	if f.Limit > 0 {
		args = append(args, f.Limit)
		query += " limit $" + strconv.Itoa(len(args))
	}
	return d.Read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			l, err := scan(rows)
			if err != nil {
				return err
			}
			if err := yield(l.Entry, l.hash); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

// Last is the newest entry of an action; ok is false where there is none.
func Last(ctx context.Context, q db.Querier, action string) (e Entry, ok bool, err error) {
	defer errs.Wrap(&err, "audit.Last(%q)", action)

	e, err = scanEntry(q.QueryRowContext(ctx, `select `+columns+` from audit where action = $1 and n >= 1 order by n desc limit 1`, action))
	if errors.Is(err, sql.ErrNoRows) {
		return Entry{}, false, nil
	}
	return e, err == nil, err
}

// Choices are the values that a column of the trail holds, for a form that
// filters it: actors, scopes or actions, in their own order, at most limit.
func Choices(ctx context.Context, q db.Querier, column string, f Filter, limit int) (_ []string, err error) {
	defer errs.Wrap(&err, "audit.Choices(%q)", column)

	switch column {
	case "actor", "scope", "action":
	default:
		return nil, errors.New("no such column")
	}
	condition, args := Filter{Within: f.Within}.where()
	args = append(args, limit)
	rows, err := q.QueryContext(ctx, `select distinct `+column+` from audit where `+condition+
		` order by `+column+` limit $`+strconv.Itoa(len(args)), args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(s db.Scanner) (v string, err error) { return v, s.Scan(&v) })
}
