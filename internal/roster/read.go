package roster

import (
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A reading is a workbook on its way into a plan.
type reading struct {
	*Plan
	book *xlsx.Book
}

// readBook reads the rows of all sheets and the faults of their form. The error
// is of a file that is no workbook, or another one altogether.
func readBook(ctx context.Context, src io.ReaderAt, size int64, p *Plan) error {
	if size > MaxBytes {
		return errs.Say(errs.TooLarge, "roster.too-large", "limit", strconv.Itoa(MaxBytes>>20))
	}
	b, err := xlsx.Open(src, size)
	if err != nil {
		return err
	}
	r := reading{p, b}
	p.book = book{}
	known := false
	for i, tab := range b.Sheets() {
		if err := ctx.Err(); err != nil {
			return err
		}
		s, ok := sheetOf(tab.Name)
		switch {
		case folded(tab.Name) == folded(SheetGuide) || !tab.Cells:
			continue
		case !ok:
			err = r.stranger(i, tab.Name)
		default:
			known = true
			err = r.sheet(i, s, tab.State != xlsx.Visible)
		}
		if err != nil && !errors.Is(err, errFull) {
			return err
		}
		if errors.Is(err, errFull) {
			return nil
		}
	}
	if !known {
		p.Faults = nil
		return errs.Say(errs.Invalid, "roster.other-workbook")
	}
	if p.Rows == 0 && len(p.Faults) == 0 {
		p.fault("", "", "", "roster.nothing")
	}
	return nil
}

// errFull ends the reading of a workbook with too many rows.
var errFull = errors.New("too many rows")

func sheetOf(name string) (sheet, bool) {
	for _, s := range sheets() {
		if folded(s.name) == folded(name) {
			return s, true
		}
	}
	return sheet{}, false
}

// stranger is a sheet that the template does not have: an empty one is nothing,
// any other would be lost in silence.
func (r reading) stranger(i int, name string) error {
	rows, err := r.book.Rows(i)
	if err != nil {
		return err
	}
	if some, err := rows.Next(); err != nil || !some {
		return err
	}
	r.fault(name, "", "", "roster.sheet-unknown")
	return nil
}

// sheet reads one sheet of the template.
func (r reading) sheet(i int, s sheet, hidden bool) error {
	rows, err := r.book.Rows(i)
	if err != nil {
		return err
	}
	some, err := rows.Next()
	if err != nil {
		return err
	}
	if !some {
		r.fault(s.name, "", "", "roster.sheet-empty")
		return nil
	}
	if hidden {
		r.fault(s.name, "", "", "roster.sheet-hidden")
	}
	heads, ok := r.heads(s, rows)
	if !ok {
		return nil
	}
	for {
		some, err := rows.Next()
		if err != nil {
			return err
		}
		if !some {
			break
		}
		if err := r.row(s, heads, rows); err != nil {
			return err
		}
	}
	for _, m := range rows.Merges {
		r.fault(s.name, m.String(), "", "roster.merged")
	}
	if n := rows.Merged - int64(len(rows.Merges)); n > 0 {
		r.fault(s.name, "", "", "roster.merged-more", "n", strconv.FormatInt(n, 10))
	}
	return nil
}

// heads finds which column stands where; ok is false where it makes no sense to
// read on.
func (r reading) heads(s sheet, rows *xlsx.Rows) (heads map[int]column, ok bool) {
	heads = map[int]column{}
	seen := map[string]bool{}
	before := len(r.Faults) + r.Hidden
	for _, c := range rows.Cells {
		ref := xlsx.ColumnName(c.Column) + strconv.FormatInt(rows.Number, 10)
		words, _, _ := r.book.Words(nil, c)
		head := plain(string(words), false)
		col, known := s.find(head)
		switch {
		case head == "":
			continue
		case !known:
			r.fault(s.name, ref, head, "roster.column-unknown", "columns", s.labels())
		case seen[col.key]:
			r.fault(s.name, ref, head, "roster.column-twice")
		default:
			heads[c.Column], seen[col.key] = col, true
			if rows.ColumnHidden(c.Column) {
				r.fault(s.name, xlsx.ColumnName(c.Column), head, "roster.column-hidden")
			}
		}
	}
	for _, c := range s.columns {
		if c.must() && !seen[c.key] {
			r.fault(s.name, "", "", "roster.column-missing", "column", c.label())
		}
	}
	return heads, len(r.Faults)+r.Hidden == before
}

func (s sheet) labels() string {
	var list []string
	for _, c := range s.columns {
		list = append(list, c.label())
	}
	return strings.Join(list, ", ")
}

// row reads one row into a line of the plan.
func (r reading) row(s sheet, heads map[int]column, rows *xlsx.Rows) error {
	l := line{sheet: s.name, number: rows.Number, cells: map[string]cell{}}
	number := strconv.FormatInt(rows.Number, 10)
	before := len(r.Faults) + r.Hidden
	for _, c := range rows.Cells {
		ref := xlsx.ColumnName(c.Column) + number
		col, known := heads[c.Column]
		text := r.cell(s, col, known, ref, c)
		switch {
		case text == "":
		case !known:
			r.fault(s.name, ref, text, "roster.no-head")
		default:
			l.cells[col.key] = cell{ref, text}
		}
	}
	clean := len(r.Faults)+r.Hidden == before
	switch {
	case clean && len(l.cells) == 0 || len(l.cells) == 1 && l.text(noteColumn) != "":
		return nil // styled, or a note to oneself
	case folded(l.text(noteColumn)) == sampleMark:
		if clean && !s.isExample(l) {
			r.fault(s.name, "A"+number, l.text(noteColumn), "roster.sample-changed")
		}
		return nil
	case clean && s.idle != "" && l.text(s.idle) == "":
		return nil
	case rows.Hidden:
		r.fault(s.name, "A"+number, "", "roster.row-hidden", "row", number)
	}
	r.Rows++
	if r.Rows > MaxRows {
		r.fault(s.name, "A"+number, "", "roster.too-many", "limit", strconv.Itoa(MaxRows))
		return errFull
	}
	if !clean {
		return nil
	}
	for at, col := range s.columns {
		if col.must() && l.text(col.key) == "" {
			clean = false
			r.fault(s.name, columnAt(heads, col.key, at)+number, "", "roster.missing", "column", col.label())
		}
	}
	if clean {
		r.Plan.book[s.name] = append(r.Plan.book[s.name], l)
	}
	return nil
}

// columnAt is the letter of the column in this file.
func columnAt(heads map[int]column, key string, usual int) string {
	for at, c := range heads {
		if c.key == key {
			return xlsx.ColumnName(at)
		}
	}
	return xlsx.ColumnName(usual)
}

// isExample tells whether a row is the template's example, or nothing more than
// part of it.
func (s sheet) isExample(l line) bool {
	for _, c := range s.columns {
		if text := l.text(c.key); c.key != noteColumn && text != "" && text != c.example {
			return false
		}
	}
	return true
}

// cell reads what one cell says; what is wrong with it becomes a fault, and the
// text is empty.
func (r reading) cell(s sheet, col column, known bool, ref string, c xlsx.Cell) string {
	words, as, _ := r.book.Words(nil, c)
	text := plain(string(words), col.limit() > usualMax)
	if !known || col.key == noteColumn {
		return text
	}
	wrong := func(key string, pairs ...string) string {
		r.fault(s.name, ref, text, key, pairs...)
		return ""
	}
	switch {
	case c.Formula:
		return wrong("roster.formula")
	case as == xlsx.AsError:
		return wrong("roster.error-cell")
	case text == "":
		return ""
	case utf8.RuneCountInString(text) > col.limit():
		return wrong("roster.too-long", "limit", strconv.Itoa(col.limit()))
	case !printable(text):
		return wrong("roster.unprintable")
	case col.kind == lewu.Code && as != xlsx.AsText:
		return wrong("roster.code-number")
	case col.kind == lewu.Date:
		day, ok := ParseDay(text)
		if !ok || as == xlsx.AsNumber {
			return wrong("roster.day-bad")
		}
		return day
	}
	return text
}
