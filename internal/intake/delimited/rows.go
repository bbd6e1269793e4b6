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

	out := rowBuilder{cells: make([]lewu.Cell, len(t.columns)), ends: make([]int, len(t.columns))}
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
		if bad := out.build(t.columns, cells); bad >= 0 {
			return false, errs.Say(errs.Conflict, "csv.changed", "row", number(r.row), "column", strconv.Itoa(bad+1))
		}
		return true, yield(r.row, out.cells)
	})
	if err == nil && count != t.count {
		err = errs.Say(errs.Conflict, "csv.changed", "row", number(count), "column", "1")
	}
	return err
}

// A rowBuilder makes the cells of one row out of one string: a table of
// sixteen columns costs one allocation a row.
type rowBuilder struct {
	text  []byte
	ends  []int // of each cell in text, -1 for a cell without a value
	cells []lewu.Cell
}

// build answers the place of a column whose cell cannot be read, or -1.
func (b *rowBuilder) build(columns []typing.Decision, cells [][]byte) (bad int) {
	b.text = b.text[:0]
	for i := range columns {
		var cell []byte
		if at := columns[i].Column.Index; at < len(cells) {
			cell = cells[at]
		}
		text, valid, ok := columns[i].Append(b.text, cell)
		if !ok {
			return i
		}
		b.text, b.ends[i] = text, len(text)
		if !valid {
			b.ends[i] = -1
		}
	}
	all, start := string(b.text), 0
	for i, end := range b.ends {
		if end < 0 {
			b.cells[i] = lewu.Cell{}
			continue
		}
		b.cells[i] = lewu.Cell{Text: all[start:end], Valid: true}
		start = end
	}
	return -1
}
