package table

import (
	"context"
	"fmt"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Result is one page of the answer to a query.
type Result struct {
	Columns []lewu.Column // of the rows; measures are named "sum_nilai", "count"
	Rows    [][]lewu.Cell
	Origin  []Origin // of each row; nil for groups
	Total   int64    // exact: rows, or groups, that the whole answer has
	Next    string   // Query.After of the next page; empty on the last
}

// Query answers a query to a version: rows in the order asked, or in total
// order, or groups by their columns unless Sort says otherwise. Missing comes
// last in any order. A query that does not fit the table is of kind Invalid.
func (e *Engine) Query(ctx context.Context, src Source, q lewu.Query) (_ *Result, err error) {
	defer errs.Wrap(&err, "table.Query(%.12q)", src.SHA256)

	asked, err := check(src.Columns, q)
	if err != nil {
		return nil, err
	}
	h, release, err := e.open(ctx, src)
	if err != nil {
		return nil, err
	}
	defer release()
	if asked.grouped() {
		return e.groups(ctx, h, asked)
	}
	return e.rows(ctx, h, asked)
}

// Count is the exact number of rows that filters leave.
func (e *Engine) Count(ctx context.Context, src Source, filter []lewu.Filter) (_ int64, err error) {
	defer errs.Wrap(&err, "table.Count(%.12q)", src.SHA256)

	asked, err := check(src.Columns, lewu.Query{Filter: filter})
	if err != nil {
		return 0, err
	}
	h, release, err := e.open(ctx, src)
	if err != nil {
		return 0, err
	}
	defer release()
	return e.total(ctx, h, asked)
}

// total counts the rows that a question's filters leave: at once where there
// are none, otherwise once for a version and its filters.
func (e *Engine) total(ctx context.Context, h *hot, q question) (n int64, err error) {
	if len(q.Filter) == 0 {
		return h.rows, nil
	}
	key := h.sha + "?" + Values(lewu.Query{Filter: q.Filter}).Encode()
	if n, known := e.totals.get(key); known {
		return n, nil
	}
	var c compiler
	where, err := c.where(q.columns, q.Filter)
	if err != nil {
		return 0, err
	}
	if err := e.db.one(ctx, "SELECT count(*) FROM "+h.from()+" WHERE "+where, c.args, &n); err != nil {
		return 0, err
	}
	e.totals.put(key, n)
	return n, nil
}

// order is the total order of a question in rows: what it sorts by, then the
// place in the version.
func (q question) order() ([]orderKey, error) {
	keys := make([]orderKey, 0, len(q.Sort)+1)
	for _, s := range q.Sort {
		column, err := q.find(s.Column)
		if err != nil {
			return nil, err
		}
		keys = append(keys, orderKey{sql: ident(s.Column), kind: sqlType(column), desc: s.Desc})
	}
	return append(keys, orderKey{sql: "_no", kind: "BIGINT", never: true}), nil
}

// rows answers a page of rows.
func (e *Engine) rows(ctx context.Context, h *hot, q question) (*Result, error) {
	keys, err := q.order()
	if err != nil {
		return nil, err
	}
	var c compiler
	page, err := c.page(h, q, keys)
	if err != nil {
		return nil, err
	}
	list, err := e.db.QueryContext(ctx, fmt.Sprintf("SELECT %s, _asal, _baris, %s FROM (%s) ORDER BY %s",
		texts(q.shown), keyTexts(keys), page, by(keys)), c.args...)
	if err != nil {
		return nil, tokenError(q, explain(ctx, err))
	}
	defer list.Close()
	result := &Result{Columns: q.shown, Rows: [][]lewu.Cell{}, Origin: []Origin{}}
	last := make([]lewu.Cell, len(keys))
	for list.Next() {
		if len(result.Rows) == q.limit() {
			result.Next = q.token(h.sha, last)
			break
		}
		cells, at := make([]lewu.Cell, len(q.shown)), Origin{}
		if err := list.Scan(append(append(into(cells), &at.Asal, &at.Row), into(last)...)...); err != nil {
			return nil, err
		}
		result.Rows, result.Origin = append(result.Rows, cells), append(result.Origin, at)
	}
	if err := list.Err(); err != nil {
		return nil, tokenError(q, explain(ctx, err))
	}
	result.Total, err = e.total(ctx, h, q)
	return result, err
}

// page selects the rows of a page and one more, if there is one. It takes whole
// rows as they are stored, so that DuckDB finds the page by the sort columns
// alone and then fetches only its rows.
func (c *compiler) page(h *hot, q question, keys []orderKey) (string, error) {
	where, err := c.where(q.columns, q.Filter)
	if err != nil {
		return "", err
	}
	if where == "" {
		where = "TRUE"
	}
	var last []lewu.Cell
	if q.After != "" {
		if last, err = q.behind(h.sha, keys); err != nil {
			return "", err
		}
		where += " AND " + c.after(keys, last)
	}
	order := " ORDER BY " + by(keys)
	if len(keys) == 1 {
		// In total order, which is the order of the table: DuckDB keeps it
		// (preserve_insertion_order) and stops at the limit.
		order = ""
	}
	return fmt.Sprintf("SELECT * FROM %s WHERE %s%s LIMIT %d", h.from(), where, order, q.limit()+1), nil
}

// keyTexts selects what an order compares, in canonical text.
func keyTexts(keys []orderKey) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		parts[i] = "CAST(" + k.sql + " AS VARCHAR)"
	}
	return strings.Join(parts, ", ")
}
