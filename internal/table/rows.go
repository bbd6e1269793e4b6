package table

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Row is the row of a version that came from one place: the row of a sheet in
// its manifest. Where a sheet was un-pivoted it is the first of several.
func (e *Engine) Row(ctx context.Context, src Source, asal int, row int64) (_ []lewu.Cell, err error) {
	defer errs.Wrap(&err, "table.Row(%.12q, %d, %d)", src.SHA256, asal, row)

	h, release, err := e.open(ctx, src)
	if err != nil {
		return nil, err
	}
	defer release()
	cells := make([]lewu.Cell, len(src.Columns))
	err = e.db.one(ctx, "SELECT "+texts(src.Columns)+" FROM "+h.from()+" WHERE _asal = $1 AND _baris = $2 ORDER BY _no LIMIT 1",
		[]any{asal, row}, into(cells)...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.Say(errs.NotFound, "table.no-row", "row", strconv.FormatInt(row, 10), "origin", strconv.Itoa(asal))
	}
	return cells, err
}

// A ValueCount is one value of a column and the number of rows that have it.
type ValueCount struct {
	Value lewu.Cell
	Rows  int64
}

// Distinct lists the values of a column, the most frequent first, missing among
// them; total says how many there are beyond limit.
func (e *Engine) Distinct(ctx context.Context, src Source, column string, limit int) (list []ValueCount, total int64, err error) {
	defer errs.Wrap(&err, "table.Distinct(%q)", column)

	count := "count"
	if column == count {
		count += "_" // see checkGroups
	}
	r, err := e.Query(ctx, src, lewu.Query{
		Group: []string{column}, Measure: []lewu.Measure{{Func: "count"}},
		Sort: []lewu.Sort{{Column: count, Desc: true}}, Limit: limit,
	})
	if err != nil {
		return nil, 0, err
	}
	for _, row := range r.Rows {
		n, err := strconv.ParseInt(row[1].Text, 10, 64)
		if err != nil {
			return nil, 0, err
		}
		list = append(list, ValueCount{Value: row[0], Rows: n})
	}
	return list, r.Total, nil
}
