package table

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Diff is what two versions differ by. Cells are in the order of Columns, in
// kinds that both versions fit.
type Diff struct {
	Columns                 []lewu.Column // of the later version
	Key                     []string      // empty: whole rows were compared, and nothing is changed
	Added, Changed, Removed int64

	AddedRows, RemovedRows []DiffRow // the first of each, in total order
	ChangedRows            []Change
}

// A DiffRow is a row that only one version has.
type DiffRow struct {
	Cells  []lewu.Cell
	Origin Origin // in the manifest of its version
}

// A Change is a row that both versions have by its key, with other cells.
type Change struct {
	Before, After             []lewu.Cell
	BeforeOrigin, AfterOrigin Origin
}

// Compare tells how version b differs from a: by the key of b, or by whole rows
// where there is none that both have. It names the first limit rows of each.
func (e *Engine) Compare(ctx context.Context, a, b Source, limit int) (d *Diff, err error) {
	defer errs.Wrap(&err, "table.Compare(%.12q, %.12q)", a.SHA256, b.SHA256)

	before, release, err := e.open(ctx, a)
	if err != nil {
		return nil, err
	}
	defer release()
	after, drop, err := e.hot.acquire(ctx, b)
	if err != nil {
		return nil, err
	}
	defer drop()
	d = &Diff{}
	if d.Columns, err = e.db.comparable(ctx, before.from(), a.Columns, after.from(), b.Columns); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(b.Key, func(k string) bool { return !slices.Contains(names(a.Columns), k) }) {
		d.Key = b.Key
	}
	base := fmt.Sprintf("SELECT %s FROM %s", casts(a.Columns, d.Columns), before.from())
	now := fmt.Sprintf("SELECT %s FROM %s", casts(b.Columns, d.Columns), after.from())
	d.Added, d.Changed, d.Removed, err = e.db.countChanges(ctx, base, now, d.Columns, d.Key)
	if err != nil {
		return nil, err
	}
	base = strings.Replace(base, " FROM ", ", _asal, _baris, _no FROM ", 1)
	now = strings.Replace(now, " FROM ", ", _asal, _baris, _no FROM ", 1)
	if d.AddedRows, err = e.onlyIn(ctx, d, now, base, limit); err != nil {
		return nil, err
	}
	if d.RemovedRows, err = e.onlyIn(ctx, d, base, now, limit); err != nil {
		return nil, err
	}
	if len(d.Key) > 0 {
		d.ChangedRows, err = e.changedRows(ctx, d, base, now, limit)
	}
	return d, err
}

// onlyIn lists the first rows of one select that the other lacks. Without a key
// a row that stands more often in one is listed as often as it does so, the
// last ones of it.
func (e *Engine) onlyIn(ctx context.Context, d *Diff, rows, with string, limit int) ([]DiffRow, error) {
	query := joined(rows, "ANTI", with, d.Key)
	if len(d.Key) == 0 {
		all := idents(names(d.Columns))
		numbered := "SELECT *, row_number() OVER (PARTITION BY " + all + " ORDER BY _no) AS _n FROM (%s)"
		query = joined(fmt.Sprintf(numbered, rows), "ANTI", fmt.Sprintf(numbered, with), append(names(d.Columns), "_n"))
	}
	list, err := e.db.QueryContext(ctx, fmt.Sprintf("SELECT %s, _asal, _baris FROM (%s) ORDER BY _no LIMIT %d", texts(d.Columns), query, limit))
	if err != nil {
		return nil, explain(ctx, err)
	}
	return collect(ctx, list, func() ([]any, *DiffRow) {
		r := &DiffRow{Cells: make([]lewu.Cell, len(d.Columns))}
		return append(into(r.Cells), &r.Origin.Asal, &r.Origin.Row), r
	})
}

// changedRows lists the first rows that both have with other cells.
func (e *Engine) changedRows(ctx context.Context, d *Diff, base, now string, limit int) ([]Change, error) {
	var cells []string
	for _, side := range []string{"y", "x"} {
		for _, c := range d.Columns {
			cells = append(cells, "CAST("+side+"."+ident(c.Name)+" AS VARCHAR)")
		}
		cells = append(cells, side+"._asal", side+"._baris")
	}
	list, err := e.db.QueryContext(ctx, fmt.Sprintf("SELECT %s FROM (%s) x JOIN (%s) y ON %s WHERE NOT (%s) ORDER BY x._no, y._no LIMIT %d",
		strings.Join(cells, ", "), now, base, same("x", "y", d.Key), same("x", "y", names(d.Columns)), limit))
	if err != nil {
		return nil, explain(ctx, err)
	}
	return collect(ctx, list, func() ([]any, *Change) {
		c := &Change{Before: make([]lewu.Cell, len(d.Columns)), After: make([]lewu.Cell, len(d.Columns))}
		places := append(into(c.Before), &c.BeforeOrigin.Asal, &c.BeforeOrigin.Row)
		return append(append(places, into(c.After)...), &c.AfterOrigin.Asal, &c.AfterOrigin.Row), c
	})
}

// collect reads all rows; place gives a new value and where its parts go.
func collect[T any](ctx context.Context, rows *sql.Rows, place func() ([]any, *T)) (list []T, err error) {
	defer rows.Close()
	for rows.Next() {
		places, one := place()
		if err := rows.Scan(places...); err != nil {
			return nil, err
		}
		list = append(list, *one)
	}
	return list, explain(ctx, rows.Err())
}
