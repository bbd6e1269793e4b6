package table

import (
	"context"
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

// countChanges counts the rows that two selects of the same columns differ by:
// by key, or without one by whole rows, where nothing is ever changed.
func (db *instance) countChanges(ctx context.Context, base, now string, columns []lewu.Column, key []string) (added, changed, removed int64, err error) {
	all := names(columns)
	if len(key) == 0 {
		err = db.one(ctx, fmt.Sprintf("SELECT CAST(coalesce(sum(greatest(_n, 0)), 0) AS BIGINT), CAST(coalesce(sum(greatest(-_n, 0)), 0) AS BIGINT) FROM ("+
			"SELECT sum(_s) AS _n FROM (SELECT *, 1 AS _s FROM (%s) UNION ALL SELECT *, -1 FROM (%s)) GROUP BY %s)", now, base, idents(all)),
			nil, &added, &removed)
		return added, 0, removed, err
	}
	var rows, alike int64
	for _, count := range []struct {
		sql  string
		into *int64
	}{
		{joined(now, "ANTI", base, key), &added},
		{joined(base, "ANTI", now, key), &removed},
		{joined(now, "SEMI", base, all), &alike},
		{"SELECT * FROM (" + now + ")", &rows},
	} {
		if err := db.one(ctx, "SELECT count(*) FROM ("+count.sql+")", nil, count.into); err != nil {
			return 0, 0, 0, err
		}
	}
	return added, rows - added - alike, removed, nil
}

// joined are the rows x of one select that have (SEMI) or lack (ANTI) a partner
// y in another, agreeing in columns.
func joined(rows, kind, with string, on []string) string {
	return fmt.Sprintf("SELECT x.* FROM (%s) x %s JOIN (%s) y ON %s", rows, kind, with, same("x", "y", on))
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
