package web

import (
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A Table is "web/_table": a caption, columns, rows, in a frame that scrolls
// sideways by itself and can be reached with the keyboard.
type Table struct {
	Page    Base
	ID      string // unique on the page where it has several tables; may be empty
	Caption lewu.Message
	Hidden  bool // caption for those who hear the page only: a heading says it already
	Columns []TableColumn
	Rows    []TableRow
	Foot    []TableCell
	Tight   bool
	Stack   bool // on a narrow screen each row is a small block instead
}

// A TableColumn is the head of a column. Label is as the dictionary has it.
type TableColumn struct {
	Label string
	Unit  string
	Num   bool
	Href  string // sorts by the column
	Sort  string // "ascending", "descending" or empty
	Wide  bool   // only on a wide screen
	Bar   bool   // of bars that draw another column: its label is for those who hear the page
}

// A TableRow is a row; the first cell with Head set names it.
type TableRow struct {
	ID    string
	Mark  bool // the row that was asked for
	Cells []TableCell
}

// A TableCell is a written value.
type TableCell struct {
	Text    string
	Href    string
	Num     bool
	Head    bool
	Code    bool
	Missing bool // nobody wrote a value: a dash, with the words for those who hear it
	Wide    bool
	Label   string // of its column, for stacked rows
	Bar     *Bar
}

// Table makes a table of published columns and cells; the first column names
// the rows. The slices are not kept.
func (b Base) Table(caption lewu.Message, columns []lewu.Column, rows [][]lewu.Cell) Table {
	t := Table{Page: b, Caption: caption}
	for _, c := range columns {
		t.Columns = append(t.Columns, TableColumn{Label: c.Label, Unit: c.Unit, Num: c.Kind.Numeric()})
	}
	for _, row := range rows {
		cells := make([]TableCell, 0, len(row))
		for i, cell := range row {
			cells = append(cells, b.TableCell(columns[i], cell))
		}
		if len(cells) > 0 {
			cells[0].Head = true
		}
		t.Rows = append(t.Rows, TableRow{Cells: cells})
	}
	return t
}

// TableCell writes one cell of a published column.
func (b Base) TableCell(c lewu.Column, v lewu.Cell) TableCell {
	label := c.Label
	if c.Unit != "" {
		label += " (" + c.Unit + ")"
	}
	return TableCell{
		Text: b.Cell(c, v), Label: label, Missing: !v.Valid,
		Num: c.Kind.Numeric(), Code: c.Kind == lewu.Code || c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS,
	}
}

// A cellIn is a cell with the page it stands on.
type cellIn struct {
	TableCell
	Page Base
}

// In is for the template.
func (t Table) In(c TableCell) any { return cellIn{TableCell: c, Page: t.Page} }

// Class is the class attribute of the column's head.
func (c TableColumn) Class() string {
	return classes(class{"num", c.Num}, class{"wide", c.Wide}, class{"bar", c.Bar})
}

// Class is the class attribute of the cell.
func (c TableCell) Class() string {
	return classes(class{"num", c.Num}, class{"wide", c.Wide}, class{"code", c.Code && !c.Head}, class{"bar", c.Bar != nil})
}

// A class is a name that stands where a condition holds.
type class struct {
	name string
	on   bool
}

func classes(list ...class) string {
	var names []string
	for _, c := range list {
		if c.on {
			names = append(names, c.name)
		}
	}
	return strings.Join(names, " ")
}
