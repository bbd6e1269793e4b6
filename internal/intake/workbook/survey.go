package workbook

import (
	"bytes"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A table is where a table lies in its sheet: both readings go by it.
type table struct {
	header int64 // row of the names, 0 without
	begin  int64 // first row of the table, that of the names where there is one
	end    int64 // row of the first note below it; 0: the sheet ends with it
}

// A row is one row of a sheet that is held in memory.
type row struct {
	row    int64
	passed int64 // hidden rows before it that were left out
	hidden bool
	cells  [][]byte // as their columns read them
	seen   []seen
}

// A seen cell is one that there is more to tell of than its words.
type seen struct {
	column   int
	words    []byte
	as       xlsx.Reading
	repaired bool
	formula  bool
	zero     bool // a number that is 0
	stored   []byte
	format   *xlsx.Format
}

// A survey is the first reading of a sheet: it judges the layout by the first
// rows, then gathers the evidence of every cell.
type survey struct {
	table
	sheet   string
	answers map[string]string

	first    []row // held back until the layout is judged
	held     int   // bytes of them
	settled  bool
	heading  layout.Heading
	names    [][]byte
	captions []row
	left     int // columns of the table
	right    int

	columns   []*typing.Profile // of all columns up to the last with something in it
	tallies   []tally
	seen      []seen // of the row that is being read
	row       int64  // the one that is being added: profiles point here
	last      int64  // the one before
	firstData int64
	firstCell string
	count     int64

	empty, lone, total place
	totalCell          string
	hidden             place
	notes              []string // below the table
	notesEnd           int64
}

// A place is where something was seen first, and how often.
type place struct {
	count int64
	row   int64
}

func (p *place) see(row int64) {
	if p.count == 0 {
		p.row = row
	}
	p.count++
}

// heldBytes is how many bytes of first rows are held at most.
const heldBytes = 1 << 20

// walk reads a whole sheet.
func (s *survey) walk(l *lines) error {
	for {
		more, err := l.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if !l.some() {
			continue // blanks
		}
		r := s.rowOf(l)
		if s.settled {
			if err := s.add(r); err != nil {
				return err
			}
			continue
		}
		r = r.kept()
		s.first = append(s.first, r)
		for _, c := range r.cells {
			s.held += len(c) + 24
		}
		if len(s.first) >= layout.Judged || s.held >= heldBytes {
			if err := s.settle(); err != nil {
				return err
			}
		}
	}
	if !s.settled {
		return s.settle()
	}
	return nil
}

// rowOf is the row that lines stand on; it is good until the next one.
func (s *survey) rowOf(l *lines) row {
	r := row{row: l.Number, passed: l.passed, hidden: l.Hidden, seen: s.seen[:0]}
	for _, c := range l.Cells {
		words := l.words[c.Column]
		if words == nil {
			continue
		}
		as := l.as[c.Column]
		dressed := c.Format != nil && as != xlsx.AsText
		if as == xlsx.AsText && !c.Formula {
			continue
		}
		if as == xlsx.AsNumber && !c.Formula && !dressed && !l.repaired[c.Column] {
			r.seen = append(r.seen, seen{column: c.Column, as: as})
			continue
		}
		r.seen = append(r.seen, seen{
			column: c.Column, words: words, as: as, repaired: l.repaired[c.Column], formula: c.Formula,
			zero: c.Kind == xlsx.Number && string(c.Text) == "0", stored: c.Text, format: c.Format,
		})
	}
	r.cells, s.seen = l.values(), r.seen
	return r
}

// kept is a row that may be held on to.
func (r row) kept() row {
	r.cells = bytesOf(r.cells)
	r.seen = append([]seen(nil), r.seen...)
	for i := range r.seen {
		r.seen[i].words, r.seen[i].stored = bytes.Clone(r.seen[i].words), bytes.Clone(r.seen[i].stored)
	}
	return r
}

func bytesOf(cells [][]byte) [][]byte {
	out := make([][]byte, len(cells))
	for i, c := range cells {
		out[i] = bytes.Clone(c)
	}
	return out
}

func (r row) filled() (n int) {
	for _, c := range r.cells {
		if !layout.IsBlank(c) {
			n++
		}
	}
	return n
}

func (r row) record() layout.Record {
	rec := layout.Record{Row: r.row, Cells: make([]string, len(r.cells))}
	for i, c := range r.cells {
		rec.Cells[i] = string(c)
	}
	return rec
}

func records(rows []row) []layout.Record {
	list := make([]layout.Record, len(rows))
	for i, r := range rows {
		list[i] = r.record()
	}
	return list
}

// widen makes room for columns up to a width. Those that only begin now had
// nothing in the rows before.
func (s *survey) widen(width int) {
	for i := len(s.columns); i < width; i++ {
		name := ""
		if i < len(s.names) {
			name = string(s.names[i])
		}
		p := typing.NewProfile(name)
		p.Row, p.Column.Index = &s.row, i
		p.AddBlank(s.count)
		s.columns, s.tallies = append(s.columns, p), append(s.tallies, tally{})
	}
}

// add takes one row below the names.
func (s *survey) add(r row) error {
	s.row = r.row
	if s.end > 0 {
		return s.note(r)
	}
	first, filled := 0, 0
	for i, c := range r.cells {
		if !layout.IsBlank(c) {
			if filled == 0 {
				first = i
			}
			filled++
		}
	}
	blank := r.row - s.last - 1 - r.passed
	gap := s.last > 0 && blank > 0
	if gap {
		if s.empty.count == 0 {
			s.empty.row = s.last + 1
		}
		s.empty.count += blank
	}
	if filled > 0 {
		if isNote, err := s.inside(r, first, filled, gap); err != nil || isNote {
			return err
		}
	}
	if s.last = r.row; s.firstData == 0 {
		s.firstData, s.firstCell = r.row, string(bytes.TrimSpace(cellAt(r.cells, first)))
	}
	if r.hidden {
		s.hidden.see(r.row)
	}
	s.widen(len(r.cells))
	s.take(r)
	s.count++
	return nil
}

func cellAt(cells [][]byte, i int) []byte {
	if i < len(cells) {
		return cells[i]
	}
	return nil
}

// inside looks for what does not belong into one table: names again, a second
// table, notes at the end, sums.
func (s *survey) inside(r row, first, filled int, gap bool) (isNote bool, err error) {
	cell := string(bytes.TrimSpace(r.cells[first]))
	width := s.right - s.left + 1
	switch {
	case s.header > 0 && s.isNamesAgain(r.cells):
		return false, errs.Say(errs.Invalid, "workbook.header-again", "row", number(r.row), "header", number(s.header))
	case gap && filled > 1 && layout.IsSecondTable(r.cells, s.columns):
		return false, errs.Say(errs.Invalid, "workbook.second-table", "row", number(r.row), "cell", layout.Clip(cell))
	case width > 1 && filled == 1 && (layout.IsFootnote(cell) || gap && len(cell) > 20 && strings.Contains(cell, " ")),
		width > 3 && filled == 2 && layout.IsFootnote(cell+" "+strings.TrimSpace(second(r.cells, first))):
		s.end = r.row
		return true, s.note(r)
	case width > 2 && filled == 1:
		s.lone.see(r.row)
	}
	if layout.IsTotal([]byte(cell)) {
		if s.total.count == 0 {
			s.totalCell = cell
		}
		s.total.see(r.row)
	}
	return false, nil
}

// second is the second cell with something in it.
func second(cells [][]byte, first int) string {
	for _, c := range cells[first+1:] {
		if !layout.IsBlank(c) {
			return string(c)
		}
	}
	return ""
}

// note takes a row below the table, where only notes may stand.
func (s *survey) note(r row) error {
	filled := r.filled()
	if filled > 2 || filled == 2 && s.right-s.left < 3 {
		return errs.Say(errs.Invalid, "workbook.footnote", "row", number(s.end), "cell", layout.Clip(s.notes[0]), "next", number(r.row))
	}
	if filled > 0 {
		s.notes = append(s.notes[:min(len(s.notes), 1)], r.record().Only())
	}
	s.notesEnd = r.row
	return nil
}

func (s *survey) isNamesAgain(cells [][]byte) bool {
	filled := 0
	for i, name := range s.names {
		if !bytes.Equal(bytes.TrimSpace(cellAt(cells, i)), bytes.TrimSpace(name)) {
			return false
		}
		if !layout.IsBlank(name) {
			filled++
		}
	}
	return filled > 1
}
