package delimited

import (
	"context"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// read understands a file: it goes through all of it once and gives its
// columns with their kinds, what was found and repaired, and typed rows.
func read(ctx context.Context, in lewu.Input) (grid *lewu.Grid, err error) {
	defer errs.Wrap(&err, "delimited.read(%q)", in.Name)

	head, err := headOf(in)
	if err != nil {
		return nil, err
	}
	d, err := detect(head, in.Size, in.Answers)
	if err != nil {
		return nil, err
	}
	err = inCharset(d, in.Answers, func(d Dialect) error {
		s := &survey{in: in, table: table{dialect: d}}
		if err := walk(ctx, in, d, in.Tick, s.see); err != nil {
			return err
		}
		grid, err = s.grid()
		return err
	})
	return grid, err
}

// A survey is the first reading of a file: it judges the layout by the first
// rows, then gathers the evidence of every cell.
type survey struct {
	table
	in       lewu.Input
	first    []layout.Record // held back until the layout is judged
	held     int             // bytes of them
	settled  bool
	heading  layout.Heading
	names    layout.Record
	profiles []*typing.Profile
	row      int64 // the one that is being added: profiles point here
	count    int64

	empty, wider, lone place // rows
	total              place
	totalCell          string
	ragged             []lewu.Finding
	raggedCount        int64
	afterEmpty         bool // the row before was empty
	inner              place
}

// heldBytes is how many bytes of first rows are held at most.
const heldBytes = 1 << 20

// see takes the next record; nil cells end the file.
func (s *survey) see(r *Reader, cells [][]byte) (more bool, err error) {
	if cells == nil {
		s.inner = r.inner
		if !s.settled {
			err = s.settle(r.open)
		}
		return false, err
	}
	if s.settled {
		return true, s.add(r.row, cells, r.open)
	}
	s.first = append(s.first, copied(r.row, cells))
	for _, c := range cells {
		s.held += len(c) + 16
	}
	if len(s.first) < layout.Judged && s.held < heldBytes {
		return true, nil
	}
	return true, s.settle(r.open)
}

// settle judges the layout and adds the rows that were held back; open says
// that the last of them has no line break.
func (s *survey) settle(open bool) error {
	s.settled = true
	var rows []layout.Record
	for _, rec := range s.first {
		if !rec.Blank() {
			rows = append(rows, rec)
		}
	}
	if len(rows) == 0 {
		return errs.Say(errs.Invalid, "csv.empty")
	}
	s.heading = layout.HeadingOf(rows, s.in.Answers["header"])
	if err := wild(rows, s.heading); err != nil {
		return err
	}
	s.names = rows[0]
	if s.heading.Yes {
		s.header, s.width = rows[0].Row, len(rows[0].Cells)
		for i, c := range rows[0].Cells {
			if !layout.IsBlank([]byte(c)) {
				s.named = i + 1
			}
		}
	} else {
		s.width = commonWidth(rows)
		s.named = s.width
		s.names = layout.Record{Cells: make([]string, s.width)}
	}
	s.dialect.Header = s.heading.Yes
	for i, name := range s.names.Cells {
		p := typing.NewProfile(name)
		p.Row, p.Column.Index = &s.row, i
		s.profiles = append(s.profiles, p)
	}
	var cells [][]byte
	for i, rec := range s.first {
		cells = cells[:0]
		for _, c := range rec.Cells {
			cells = append(cells, []byte(c))
		}
		if err := s.add(rec.Row, cells, open && i == len(s.first)-1); err != nil {
			return err
		}
	}
	s.first = nil
	return nil
}

// commonWidth is how many cells most rows have.
func commonWidth(rows []layout.Record) (width int) {
	counts := map[int]int{}
	for _, r := range rows {
		counts[len(r.Cells)]++
	}
	for n, c := range counts {
		if c > counts[width] || c == counts[width] && n > width {
			width = n
		}
	}
	return width
}

// add takes one row with its place known. Open says that the row ended without
// a line break: it may be cut off.
func (s *survey) add(row int64, cells [][]byte, open bool) error {
	s.row = row
	fate, first := s.fateOf(row, cells)
	switch fate {
	case isNames:
		return nil
	case isEmpty:
		s.empty.see(row)
		s.afterEmpty = true
		return nil
	case isRagged:
		return s.uneven(row, cells, first, open)
	case isWider:
		s.wider.see(row)
	}
	if err := s.inside(row, cells, first); err != nil {
		return err
	}
	s.afterEmpty = false
	s.count++
	for i, p := range s.profiles {
		if i < len(cells) {
			p.Add(cells[i])
		}
	}
	return nil
}

// inside looks for what does not belong into one table: names again, a second
// table, notes at the end, sums.
func (s *survey) inside(row int64, cells [][]byte, first int) error {
	if s.header > 0 && string(cells[first]) == s.names.Cells[first] && s.isNamesAgain(cells) {
		return errs.Say(errs.Invalid, "csv.header-again", "row", number(row), "header", number(s.header))
	}
	if s.afterEmpty && layout.IsSecondTable(cells, s.profiles) {
		return errs.Say(errs.Invalid, "csv.second-table", "row", number(row), "cell", layout.Clip(string(cells[first])))
	}
	if s.width > 1 && layout.IsLone(cells, first) {
		cell := string(cells[first])
		if layout.IsFootnote(cell) || s.afterEmpty && len(cell) > 20 && strings.Contains(cell, " ") {
			return errs.Say(errs.Invalid, "csv.footnote", "row", number(row), "cell", layout.Clip(cell))
		}
		if s.width > 2 {
			s.lone.see(row)
		}
	}
	if layout.IsTotal(cells[first]) {
		if s.total.count == 0 {
			s.totalCell = strings.TrimSpace(string(cells[first]))
		}
		s.total.see(row)
	}
	return nil
}

func (s *survey) isNamesAgain(cells [][]byte) bool {
	filled := 0
	for i, name := range s.names.Cells[:s.named] {
		if string(cells[i]) != name {
			return false
		}
		if name != "" {
			filled++
		}
	}
	return filled > 1
}

// manyFindings is how many rows of one fault are named.
const manyFindings = 20

// uneven notes a row with too few or too many cells.
func (s *survey) uneven(row int64, cells [][]byte, first int, open bool) error {
	if layout.IsLone(cells, first) && (layout.IsFootnote(string(cells[first])) || s.afterEmpty) {
		return errs.Say(errs.Invalid, "csv.footnote", "row", number(row), "cell", layout.Clip(string(cells[first])))
	}
	if s.afterEmpty && layout.IsSecondTable(cells, s.profiles) {
		return errs.Say(errs.Invalid, "csv.second-table", "row", number(row), "cell", layout.Clip(string(cells[first])))
	}
	s.afterEmpty = false
	s.raggedCount++
	if len(s.ragged) >= manyFindings {
		return nil
	}
	key := "csv.row-long"
	switch {
	case len(cells) < s.width && open:
		key = "csv.cut-off"
	case len(cells) < s.width:
		key = "csv.row-short"
	}
	s.ragged = append(s.ragged, lewu.Finding{
		Severity: lewu.Reject, Row: row,
		Message: lewu.Msg(key, "row", number(row), "cells", strconv.Itoa(len(cells)), "expected", strconv.Itoa(s.width)),
		Remedy:  lewu.Msg(key + ".remedy"),
	})
	return nil
}
