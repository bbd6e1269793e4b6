package workbook

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// settle judges the layout by the rows that were held back, and adds them.
func (s *survey) settle() error {
	s.settled = true
	if len(s.first) == 0 {
		return errs.Say(errs.Invalid, "workbook.empty-sheet", "sheet", s.sheet)
	}
	at, err := s.place()
	if err != nil {
		return err
	}
	rows := s.first[at:]
	s.heading = layout.HeadingOf(records(rows), s.answers["header"])
	s.begin = rows[0].row
	s.captions = s.first[:at]
	s.left, s.right = bounds(rows)
	if s.heading.Yes {
		s.left, s.right = bounds(rows[:1])
		if err := s.stacked(rows); err != nil {
			return err
		}
		s.header, s.names, s.last = rows[0].row, rows[0].cells, rows[0].row
		rows = rows[1:]
	}
	s.widen(s.right + 1)
	for _, r := range rows {
		if err := s.add(r); err != nil {
			return err
		}
	}
	s.first = nil
	return nil
}

// place finds the row in which the table begins: the first that is nearly as
// full as the fullest. Above it only captions may stand, a cell a row or a word
// with a colon and what it says.
func (s *survey) place() (at int, err error) {
	widest := 0
	for _, r := range s.first {
		widest = max(widest, r.filled())
	}
	if widest < 2 {
		return 0, nil
	}
	full := func(r row) bool { n := r.filled(); return n > 1 && n*10 >= widest*6 }
	at = slices.IndexFunc(s.first, func(r row) bool { return full(r) && !r.isCaption() })
	if at < 0 {
		at = slices.IndexFunc(s.first, full)
	}
	return at, s.above(at)
}

// above refuses a table with more than captions above it: right on top of it
// they are names as well.
func (s *survey) above(at int) error {
	names := s.first[at].row
	joined, top := names, names // rows without a gap down to the names; the highest of them that is no caption
	for i := at - 1; i >= 0; i-- {
		r := s.first[i]
		if r.row+1 == joined {
			joined = r.row
		}
		switch {
		case r.isCaption():
		case r.row >= joined:
			top = r.row
		default:
			return errs.Say(errs.Invalid, "workbook.above", "row", number(r.row), "cell", layout.Clip(r.record().Only()), "header", number(names))
		}
	}
	if top < names {
		return headerRows(top, names, s.first[at].record().Only())
	}
	return nil
}

// isCaption knows a title, or "Provinsi: | Kalimantan Tengah".
func (r row) isCaption() bool {
	var words []string
	for _, c := range r.record().Cells {
		if c = strings.TrimSpace(c); c != "" {
			words = append(words, c)
		}
	}
	switch len(words) {
	case 0, 1:
		return true
	case 2:
		return strings.HasSuffix(words[0], ":") || strings.HasPrefix(words[1], ":")
	case 3:
		return words[1] == ":"
	}
	return false
}

func headerRows(from, to int64, cell string) error {
	return errs.Say(errs.Invalid, "workbook.header-rows", "rows", between(from, to), "row", number(to), "cell", layout.Clip(cell))
}

func between(from, to int64) string { return number(from) + "–" + number(to) }

func number(n int64) string { return strconv.FormatInt(n, 10) }

// stacked refuses names that take more than one row.
func (s *survey) stacked(rows []row) error {
	if len(rows) < 2 {
		return nil
	}
	list := records(rows)
	for i := range list { // as if the sheet began with the table
		list[i].Cells = list[i].Cells[min(s.left, len(list[i].Cells)):]
	}
	if layout.Stacked(list[0], list[1], list[2:]) {
		return headerRows(rows[0].row, rows[1].row, list[1].Only())
	}
	return nil
}

// bounds are the first and the last column with something in them.
func bounds(rows []row) (left, right int) {
	left = xlsx.MaxColumns
	for _, r := range rows {
		for i, c := range r.cells {
			if !layout.IsBlank(c) {
				left, right = min(left, i), max(right, i)
			}
		}
	}
	return min(left, right), right
}

// mergedNames refuses names that merged cells spread over several rows or
// columns. Merges are known when the whole sheet was read.
func (s *survey) mergedNames(merges []xlsx.Range) error {
	if s.header == 0 {
		return nil
	}
	top, bottom := s.header, s.header
	for range layout.Judged { // no heading is higher
		grown := false
		for _, m := range merges {
			if m.Top <= bottom && m.Bottom >= top && m.Left < len(s.columns) && (m.Top < top || m.Bottom > bottom) {
				top, bottom, grown = min(top, m.Top), max(bottom, m.Bottom), true
			}
		}
		if !grown {
			break
		}
	}
	if s.firstData > 0 && s.firstData <= bottom {
		return headerRows(top, bottom, s.firstCell)
	}
	for _, r := range s.captions {
		if r.row >= top {
			return headerRows(top, bottom, r.record().Only())
		}
	}
	for _, m := range merges {
		if m.Top > s.header || m.Bottom < s.header || m.Left == m.Right {
			continue
		}
		for i := m.Left + 1; i <= m.Right && i < len(s.columns); i++ {
			if !s.columns[i].Blank() {
				return errs.Say(errs.Invalid, "workbook.header-merged", "cells", m.String(), "row", number(s.header), "column", xlsx.ColumnName(i))
			}
		}
	}
	return nil
}
