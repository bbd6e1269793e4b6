package workbook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A choice is which sheets can be the table, the likeliest first. More than
// one is a question.
type choice struct {
	sheets []int
	names  []string // of all sheets
	hidden []string // of those that are not seen
}

// choose finds the sheet with the table: the one that a person named, or the
// only one that has a table among those that are seen.
func choose(book *xlsx.Book, answer string) (c choice, err error) {
	for _, sheet := range book.Sheets() {
		c.names = append(c.names, sheet.Name)
		if sheet.State != xlsx.Visible {
			c.hidden = append(c.hidden, sheet.Name)
		}
	}
	if answer != "" {
		i := c.find(answer)
		if i < 0 || !book.Sheets()[i].Cells {
			return c, errs.Say(errs.Invalid, "workbook.sheet-unknown", "sheet", answer, "sheets", listed(c.names))
		}
		c.sheets = []int{i}
		return c, nil
	}
	var tables, filled []int
	for i, sheet := range book.Sheets() {
		if sheet.State != xlsx.Visible || !sheet.Cells {
			continue
		}
		rows, wide, err := glance(book, i)
		if err != nil {
			return c, err
		}
		if rows > 0 {
			filled = append(filled, i)
		}
		if wide > 1 {
			tables = append(tables, i)
		}
	}
	switch {
	case len(tables) > 0:
		c.sheets = tables
	case len(filled) > 0:
		c.sheets = filled
	case len(c.hidden) > 0:
		return c, errs.Say(errs.Invalid, "workbook.only-hidden", "sheets", listed(c.hidden))
	default:
		return c, errs.Say(errs.Invalid, "workbook.empty")
	}
	return c, nil
}

// find gives the place of a sheet by its name, or by its number; −1 for none.
func (c choice) find(answer string) int {
	for _, same := range []func(name string) bool{
		func(name string) bool { return name == answer },
		func(name string) bool { return strings.EqualFold(strings.TrimSpace(name), strings.TrimSpace(answer)) },
	} {
		if i := slices.IndexFunc(c.names, same); i >= 0 {
			return i
		}
	}
	if n, err := strconv.Atoi(answer); err == nil && n > 0 && n <= len(c.names) {
		return n - 1
	}
	return -1
}

// glance looks at the first rows of a sheet: how many have something in them,
// and how many more than one cell.
func glance(book *xlsx.Book, sheet int) (rows, wide int, err error) {
	l, err := openLines(book, sheet, false)
	if err != nil {
		return 0, 0, err
	}
	for rows < layout.Judged {
		more, err := l.next()
		if err != nil || !more {
			return rows, wide, err
		}
		filled := 0
		for _, words := range l.words {
			if !layout.IsBlank(words) {
				filled++
			}
		}
		if filled > 0 {
			rows++
		}
		if filled > 1 {
			wide++
		}
	}
	return rows, wide, nil
}

// hides tells whether a sheet has something in hidden rows or columns: whoever
// gets the file can show them again.
func hides(book *xlsx.Book, sheet int) (bool, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return false, err
	}
	for {
		more, err := rows.Next()
		if err != nil || !more {
			return false, err
		}
		if rows.Hidden || slices.ContainsFunc(rows.Cells, func(c xlsx.Cell) bool { return rows.ColumnHidden(c.Column) }) {
			return true, nil
		}
	}
}
