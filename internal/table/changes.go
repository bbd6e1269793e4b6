package table

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// fits tells whether every cell of a column in a table can be cast to its kind.
func (db *instance) fits(ctx context.Context, from string, c lewu.Column) error {
	var lost int64
	err := db.one(ctx, fmt.Sprintf("SELECT count(*) FROM %s WHERE %s IS NOT NULL AND TRY_CAST(%[2]s AS %s) IS NULL",
		from, ident(c.Name), sqlType(c)), nil, &lost)
	if err == nil && lost > 0 {
		err = fmt.Errorf("%d cells do not fit %s", lost, sqlType(c))
	}
	return err
}

// comparable are the columns of the later of two tables in kinds that both can
// be cast to: the wider one, or text where a column changed its kind. A column
// that only the earlier has is left out: the dictionary says that it went, not
// every row.
func (db *instance) comparable(ctx context.Context, from string, before []lewu.Column, now string, columns []lewu.Column) ([]lewu.Column, error) {
	columns = slices.Clone(columns)
	for _, old := range before {
		at := slices.IndexFunc(columns, func(c lewu.Column) bool { return c.Name == old.Name })
		if at < 0 {
			continue
		}
		both, err := unify(old, columns[at])
		if err == nil && sqlType(both) != sqlType(old) {
			err = db.fits(ctx, from, both)
		}
		if err == nil && sqlType(both) != sqlType(columns[at]) {
			err = db.fits(ctx, now, both)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			both = lewu.Column{Name: old.Name, Kind: lewu.Text}
		}
		columns[at] = both
	}
	return columns, nil
}

// A comparison is two temporary tables of row hashes on one connection, since a
// temporary table belongs to its connection. Whole rows would not fit into
// memory: 5 M rows without a key did not at 256 MB.
type comparison struct {
	conn    *sql.Conn
	columns []lewu.Column
	key     []string
}

// The tables of a comparison: k is the hash of the key, r of the whole row, no
// the row's number where it has one.
const (
	tableBefore = "temp.sebelum"
	tableNow    = "temp.sesudah"
)

// newComparison takes a connection; close gives it back.
func newComparison(ctx context.Context, db *instance, columns []lewu.Column, key []string) (*comparison, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return &comparison{conn: conn, columns: columns, key: key}, nil
}

func (c *comparison) close(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	var failed error
	for _, name := range []string{tableBefore, tableNow} {
		_, err := c.conn.ExecContext(ctx, "DROP TABLE IF EXISTS "+name)
		failed = errors.Join(failed, err)
	}
	return errors.Join(failed, c.conn.Close())
}

// fill makes one of the tables from a table with the columns has.
func (c *comparison) fill(ctx context.Context, name, from, number string, has []lewu.Column) error {
	key := "0"
	if len(c.key) > 0 {
		var columns []lewu.Column
		for _, k := range c.key {
			columns = append(columns, c.columns[slices.Index(names(c.columns), k)])
		}
		key = "md5_number(" + distinctText(columns) + ")"
	}
	_, err := c.conn.ExecContext(ctx, fmt.Sprintf("CREATE TEMP TABLE %s AS SELECT %s AS k, md5_number(%s) AS r, _no AS no FROM (SELECT %s, %s AS _no FROM %s)",
		name, key, distinctText(c.columns), casts(has, c.columns), number, from))
	return explain(ctx, err)
}

// distinctText is a text that no two different rows share: texts with their
// length before them, the rest with a bar behind. concat takes NULL for
// nothing, and nothing has no length.
func distinctText(columns []lewu.Column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		name := ident(c.Name)
		if textual(c.Kind) {
			parts[i] = "strlen(" + name + "), ':', " + name
		} else {
			parts[i] = "CAST(" + name + " AS VARCHAR), '|'"
		}
	}
	return "concat(" + strings.Join(parts, ", ") + ")"
}

// count counts what changed: by key, or without one by whole rows, where
// nothing is ever changed.
func (c *comparison) count(ctx context.Context) (added, changed, removed int64, err error) {
	one := func(query string, into ...any) {
		if err == nil {
			err = explain(ctx, c.conn.QueryRowContext(ctx, query).Scan(into...))
		}
	}
	if len(c.key) == 0 {
		one("SELECT CAST(coalesce(sum(greatest(n, 0)), 0) AS BIGINT), CAST(coalesce(sum(greatest(-n, 0)), 0) AS BIGINT) FROM ("+
			"SELECT sum(s) AS n FROM (SELECT r, 1 AS s FROM "+tableNow+" UNION ALL SELECT r, -1 FROM "+tableBefore+") GROUP BY r)", &added, &removed)
		return added, 0, removed, err
	}
	var rows, alike int64
	one("SELECT count(*) FROM "+partners("ANTI", tableNow, tableBefore, "k"), &added)
	one("SELECT count(*) FROM "+partners("ANTI", tableBefore, tableNow, "k"), &removed)
	one("SELECT count(*) FROM "+partners("SEMI", tableNow, tableBefore, "r"), &alike)
	one("SELECT count(*) FROM "+tableNow, &rows)
	return added, rows - added - alike, removed, err
}

// partners are the rows x of one table that have (SEMI) or lack (ANTI) a row y
// with the same hash in another.
func partners(kind, rows, with, hash string) string {
	return fmt.Sprintf("%s x %s JOIN %s y ON x.%s = y.%[4]s", rows, kind, with, hash)
}

// casts selects columns in their kinds from a table that may lack some of them,
// which are empty then.
func casts(has []lewu.Column, columns []lewu.Column) string {
	var b strings.Builder
	for i, c := range columns {
		if i > 0 {
			b.WriteString(", ")
		}
		from := "NULL"
		if slices.Contains(names(has), c.Name) {
			from = ident(c.Name)
		}
		fmt.Fprintf(&b, "CAST(%s AS %s) AS %s", from, sqlType(c), ident(c.Name))
	}
	return b.String()
}
