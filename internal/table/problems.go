package table

import (
	"context"
	"fmt"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Problems are what is wrong with the key of a draft's rows.
type Problems struct {
	Duplicates    int64       // keys that stand more than once
	DuplicateRows int64       // rows that share their key with another
	First         []Duplicate // the first of them, by origin
	Missing       []KeyMissing
}

// A Duplicate is one key that several rows have.
type Duplicate struct {
	Key  []lewu.Cell
	Rows int64
	At   []Origin // the first rows, by origin
}

// KeyMissing tells of a key column with empty cells.
type KeyMissing struct {
	Column string
	Rows   int64
	At     []Origin
}

// Problems looks for keys that are not unique and key cells that are missing,
// and names the first limit of each. Without a key there are none. It ends the
// appending.
func (d *Draft) Problems(ctx context.Context, limit int) (p Problems, err error) {
	defer errs.Wrap(&err, "table.Problems(%d)", limit)

	if err := d.settle(); err != nil || len(d.key) == 0 {
		return p, err
	}
	for _, k := range d.key {
		missing := KeyMissing{Column: k}
		where := ident(k) + " IS NULL"
		if err := d.db.one(ctx, "SELECT count(*) FROM d.t WHERE "+where, nil, &missing.Rows); err != nil {
			return p, err
		}
		if missing.Rows == 0 {
			continue
		}
		if missing.At, err = d.origins(ctx, where, nil, limit); err != nil {
			return p, err
		}
		p.Missing = append(p.Missing, missing)
	}
	groups := fmt.Sprintf("SELECT %s, count(*) AS _n, min(_asal) AS _a, min(_baris) AS _b FROM d.t WHERE %s GROUP BY %[1]s HAVING count(*) > 1",
		idents(d.key), present(d.key))
	err = d.db.one(ctx, "SELECT count(*), CAST(coalesce(sum(_n), 0) AS BIGINT) FROM ("+groups+")", nil, &p.Duplicates, &p.DuplicateRows)
	if err != nil || p.Duplicates == 0 {
		return p, err
	}
	p.First, err = d.duplicates(ctx, groups, limit)
	return p, err
}

// duplicates are the first groups with the rows in them.
func (d *Draft) duplicates(ctx context.Context, groups string, limit int) ([]Duplicate, error) {
	columns, where := d.keyColumns(), make([]string, len(d.key))
	for i, c := range columns {
		where[i] = fmt.Sprintf("%s = CAST($%d AS %s)", ident(c.Name), i+1, sqlType(c))
	}
	rows, err := d.db.QueryContext(ctx, fmt.Sprintf("SELECT %s, _n FROM (%s) ORDER BY _a, _b, %s LIMIT %d",
		texts(columns), groups, idents(d.key), limit))
	if err != nil {
		return nil, explain(ctx, err)
	}
	list, err := collect(ctx, rows, func() ([]any, *Duplicate) {
		one := &Duplicate{Key: make([]lewu.Cell, len(columns))}
		return append(into(one.Key), &one.Rows), one
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		args := make([]any, len(columns))
		for k, c := range list[i].Key {
			args[k] = c.Text
		}
		if list[i].At, err = d.origins(ctx, strings.Join(where, " AND "), args, limit); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// origins are where the first rows that meet a condition came from.
func (d *Draft) origins(ctx context.Context, where string, args []any, limit int) ([]Origin, error) {
	rows, err := d.db.QueryContext(ctx, fmt.Sprintf("SELECT _asal, _baris FROM d.t WHERE %s ORDER BY 1, 2 LIMIT %d", where, limit), args...)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return collect(ctx, rows, func() ([]any, *Origin) {
		o := &Origin{}
		return []any{&o.Asal, &o.Row}, o
	})
}

// keyColumns are the columns of the key, in its order.
func (d *Draft) keyColumns() []lewu.Column {
	list := make([]lewu.Column, len(d.key))
	for i, k := range d.key {
		list[i] = d.columns[slices.Index(names(d.columns), k)]
	}
	return list
}

// present is the condition that no column is missing.
func present(columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = ident(c) + " IS NOT NULL"
	}
	return strings.Join(parts, " AND ")
}

// texts selects columns in canonical text, which is how DuckDB writes the
// types of this package.
func texts(columns []lewu.Column) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = "CAST(" + ident(c.Name) + " AS VARCHAR)"
	}
	return strings.Join(parts, ", ")
}
