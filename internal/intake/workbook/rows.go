package workbook

import (
	"context"
	"errors"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A typed table is the second reading of a sheet.
type typed struct {
	table
	book    *xlsx.Book
	sheet   int
	in      lewu.Input
	quiet   bool
	columns []typing.Decision
	count   int64
}

// rows gives the typed rows in the order of the sheet. A file that changed
// since it was judged is an error.
func (t *typed) rows(ctx context.Context, yield func(row int64, cells []lewu.Cell) error) (err error) {
	defer errs.Wrap(&err, "workbook.rows(%q)", t.in.Name)

	src, err := openSource(ctx, t.in, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	l, err := openLines(t.book.With(src), t.sheet, t.quiet)
	if err != nil {
		return err
	}
	out := typing.NewBuilder(t.columns)
	count := int64(0)
	for {
		more, err := l.next()
		if err != nil {
			return err
		}
		if !more || t.end > 0 && l.Number >= t.end {
			break
		}
		if l.Number < t.begin || l.Number == t.header || !l.some() {
			continue
		}
		count++
		cells, bad := out.Row(l.values())
		if bad >= 0 {
			return changed(l.Number, t.columns[bad].Column.Index)
		}
		if err := yield(l.Number, cells); err != nil {
			return err
		}
	}
	if count != t.count {
		return changed(count, 0)
	}
	return nil
}

func changed(row int64, column int) error {
	return errs.Say(errs.Conflict, "workbook.changed", "row", number(row), "column", xlsx.ColumnName(column))
}

// raw gives the words of rows as they are seen in the sheet, with all digits of
// a number, in the order asked. A row that the sheet does not have has no
// cells. It reads as far as the last row that was asked.
func raw(ctx context.Context, in lewu.Input, rows []int64) (list []lewu.RawRow, err error) {
	defer errs.Wrap(&err, "workbook.raw(%q)", in.Name)

	if len(rows) == 0 {
		return nil, nil
	}
	src, err := openSource(ctx, in, nil)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.close()) }()
	book, err := xlsx.Open(src, in.Size)
	if err != nil {
		return nil, err
	}
	c, err := choose(book, in.Answers["sheet"])
	if err != nil {
		return nil, err
	}
	l, err := openLines(book, c.sheets[0], false)
	if err != nil {
		return nil, err
	}
	last := int64(0)
	wanted := map[int64][]int{}
	list = make([]lewu.RawRow, len(rows))
	for i, row := range rows {
		list[i].Row, last = row, max(last, row)
		wanted[row] = append(wanted[row], i)
	}
	for {
		more, err := l.next()
		if err != nil || !more || l.Number > last {
			return list, err
		}
		for _, i := range wanted[l.Number] {
			list[i].Cells = make([]string, l.Cells[len(l.Cells)-1].Column+1)
			for n := range list[i].Cells {
				list[i].Cells[n] = string(l.words[n])
			}
		}
	}
}

// cells reads the original words of a row again, as the columns say they were
// read at publication. The words of an error are no value.
func cells(columns []lewu.Column, raw []string) ([]lewu.Cell, error) {
	words := make([]string, len(raw))
	for i, w := range raw {
		if !xlsx.IsError(w) {
			words[i] = w
		}
	}
	return typing.Cells(columns, words)
}
