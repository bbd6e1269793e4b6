package delimited

import (
	"context"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// A typed table is the second reading of a file.
type typed struct {
	table
	in      lewu.Input
	columns []typing.Decision
	count   int64
}

// rows gives the typed rows in file order. Rows that were rejected for their
// width are left out; a file that changed since it was judged is an error.
func (t *typed) rows(ctx context.Context, yield func(row int64, cells []lewu.Cell) error) (err error) {
	defer errs.Wrap(&err, "delimited.rows(%q)", t.in.Name)

	out := typing.NewBuilder(t.columns)
	count := int64(0)
	err = walk(ctx, t.in, t.dialect, nil, func(r *Reader, cells [][]byte) (bool, error) {
		if cells == nil {
			return false, nil
		}
		fate, _ := t.fateOf(r.row, cells)
		if fate != isRow && fate != isWider {
			return true, nil
		}
		count++
		row, bad := out.Row(cells)
		if bad >= 0 {
			return false, errs.Say(errs.Conflict, "csv.changed", "row", number(r.row), "column", strconv.Itoa(bad+1))
		}
		return true, yield(r.row, row)
	})
	if err == nil && count != t.count {
		err = errs.Say(errs.Conflict, "csv.changed", "row", number(count), "column", "1")
	}
	return err
}
