package table

import (
	"context"
	"database/sql"
	"errors"
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
	c, err := newComparison(ctx, e.db, d.Columns, d.Key)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.close(ctx)) }()
	if err := c.fill(ctx, tableBefore, before.from(), "_no", a.Columns); err != nil {
		return nil, err
	}
	if err := c.fill(ctx, tableNow, after.from(), "_no", b.Columns); err != nil {
		return nil, err
	}
	if d.Added, d.Changed, d.Removed, err = c.count(ctx); err != nil {
		return nil, err
	}
	base := version{from: before.from(), columns: a.Columns, hashes: tableBefore}
	now := version{from: after.from(), columns: b.Columns, hashes: tableNow}
	if d.AddedRows, err = c.onlyIn(ctx, now, base, limit); err != nil {
		return nil, err
	}
	if d.RemovedRows, err = c.onlyIn(ctx, base, now, limit); err != nil {
		return nil, err
	}
	if len(d.Key) > 0 {
		d.ChangedRows, err = c.changedRows(ctx, base, now, limit)
	}
	return d, err
}

// A version is one side of a comparison.
type version struct {
	from    string // its table
	columns []lewu.Column
	hashes  string // its table of hashes
}

// rows selects a side's rows as the comparison sees them.
func (v version) rows(c *comparison) string {
	return fmt.Sprintf("(SELECT %s, _asal, _baris, _no FROM %s)", casts(v.columns, c.columns), v.from)
}

// onlyIn lists the first rows of one side that the other lacks. Without a key a
// row that stands more often in one is listed as often as it does so, the last
// ones of it.
func (c *comparison) onlyIn(ctx context.Context, v, other version, limit int) ([]DiffRow, error) {
	lacking := "SELECT x.no FROM " + partners("ANTI", v.hashes, other.hashes, "k")
	if len(c.key) == 0 {
		numbered := "(SELECT r, no, row_number() OVER (PARTITION BY r ORDER BY no) AS n FROM %s)"
		lacking = fmt.Sprintf("SELECT x.no FROM "+numbered+" x ANTI JOIN "+numbered+" y ON x.r = y.r AND x.n = y.n", v.hashes, other.hashes)
	}
	list, err := c.conn.QueryContext(ctx, fmt.Sprintf("SELECT %s, _asal, _baris FROM %s WHERE _no IN (%s ORDER BY 1 LIMIT %d) ORDER BY _no",
		texts(c.columns), v.rows(c), lacking, limit))
	if err != nil {
		return nil, explain(ctx, err)
	}
	return collect(ctx, list, func() ([]any, *DiffRow) {
		r := &DiffRow{Cells: make([]lewu.Cell, len(c.columns))}
		return append(into(r.Cells), &r.Origin.Asal, &r.Origin.Row), r
	})
}

// changedRows lists the first rows that both have with other cells.
func (c *comparison) changedRows(ctx context.Context, base, now version, limit int) ([]Change, error) {
	var cells []string
	for _, side := range []string{"y", "x"} {
		for _, column := range c.columns {
			cells = append(cells, "CAST("+side+"."+ident(column.Name)+" AS VARCHAR)")
		}
		cells = append(cells, side+"._asal", side+"._baris")
	}
	pairs := fmt.Sprintf("SELECT x.no AS n, y.no AS b FROM %s x JOIN %s y ON x.k = y.k WHERE x.r <> y.r ORDER BY 1, 2 LIMIT %d", tableNow, tableBefore, limit)
	list, err := c.conn.QueryContext(ctx, fmt.Sprintf("WITH p AS MATERIALIZED (%s) SELECT %s FROM p JOIN %s x ON x._no = p.n JOIN %s y ON y._no = p.b ORDER BY p.n, p.b",
		pairs, strings.Join(cells, ", "), now.rows(c), base.rows(c)))
	if err != nil {
		return nil, explain(ctx, err)
	}
	return collect(ctx, list, func() ([]any, *Change) {
		one := &Change{Before: make([]lewu.Cell, len(c.columns)), After: make([]lewu.Cell, len(c.columns))}
		places := append(into(one.Before), &one.BeforeOrigin.Asal, &one.BeforeOrigin.Row)
		return append(append(places, into(one.After)...), &one.AfterOrigin.Asal, &one.AfterOrigin.Row), one
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
