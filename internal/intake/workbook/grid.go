package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// grid puts together what the survey saw.
func (s *survey) grid(t *typed, l *lines) (*lewu.Grid, error) {
	if s.count == 0 {
		return nil, errs.Say(errs.Invalid, "workbook.no-rows", "sheet", s.sheet, "row", number(s.begin))
	}
	g := &lewu.Grid{Format: Name, Sheet: s.sheet, Header: s.header, Count: s.count}
	s.tellHeading(g)
	s.tellRows(g)
	s.tellMerges(g, l)
	s.tellHidden(g, l)
	kept := s.kept(g, l)
	g.Findings = append(g.Findings, typing.NameColumns(kept, s.header)...)
	layout.GiveUnits(kept)
	for _, p := range kept {
		s.tallies[p.Column.Index].tell(g, p.Column)
		d := p.Decide(s.answers)
		d.Column.Reading = d.Reading()
		g.Columns = append(g.Columns, d.Column)
		g.Findings = append(g.Findings, d.Findings...)
		g.Recipe = append(g.Recipe, d.Steps...)
		t.columns = append(t.columns, d)
	}
	s.tellFormulas(g, t.book.Stale(), kept)
	t.table, t.count, g.Private = s.table, s.count, l.hides
	g.Rows = t.rows
	return g, nil
}

// kept are the columns of the table: all but those without name and content.
func (s *survey) kept(g *lewu.Grid, l *lines) (list []*typing.Profile) {
	dropped := 0
	for i, p := range s.columns {
		named := s.header == 0 || !layout.IsBlank(cellAt(s.names, i))
		switch {
		case !named && p.Blank(), s.header == 0 && p.Blank() && (i < s.left || i > s.right):
			if i > s.left && i < s.right && !(l.quiet && l.ColumnHidden(i)) {
				dropped++
			}
			continue
		case !named:
			g.Findings = append(g.Findings, lewu.Finding{
				Severity: lewu.Reject, Row: s.header,
				Message: lewu.Msg("workbook.header-empty", "column", xlsx.ColumnName(i), "row", number(s.header)),
				Remedy:  lewu.Msg("workbook.header-empty.remedy", "column", xlsx.ColumnName(i)),
			})
		}
		if s.header == 0 || !named {
			p.Column.Source = "kolom " + xlsx.ColumnName(i)
			p.Column.Label = "Kolom " + xlsx.ColumnName(i)
			p.Column.Name = typing.Name(p.Column.Source)
		}
		list = append(list, p)
	}
	if dropped > 0 {
		note(g, 0, "workbook.columns-dropped", "count", strconv.Itoa(dropped))
		step(g, "columns", "workbook.step.columns", "count", strconv.Itoa(dropped))
	}
	return list
}

func add(g *lewu.Grid, severity lewu.Severity, row int64, key string, pairs ...string) {
	g.Findings = append(g.Findings, lewu.Finding{Severity: severity, Row: row, Message: lewu.Msg(key, pairs...)})
}

func note(g *lewu.Grid, row int64, key string, pairs ...string) {
	add(g, lewu.Note, row, key, pairs...)
}

func warn(g *lewu.Grid, row int64, key string, pairs ...string) {
	add(g, lewu.Warn, row, key, pairs...)
}

// remedy says what to do about the finding that was added last.
func remedy(g *lewu.Grid, key string, pairs ...string) {
	g.Findings[len(g.Findings)-1].Remedy = lewu.Msg(key, pairs...)
}

func step(g *lewu.Grid, name, key string, pairs ...string) {
	g.Recipe = append(g.Recipe, lewu.Step{Name: name, Message: lewu.Msg(key, pairs...)})
}

// tellHeading says how the names of the columns were found.
func (s *survey) tellHeading(g *lewu.Grid) {
	if n := len(s.captions); n > 0 {
		first, last := s.captions[0], s.captions[n-1]
		rows := number(first.row)
		if n > 1 {
			rows = between(first.row, last.row)
		}
		note(g, first.row, "workbook.captions", "rows", rows, "cell", layout.Clip(first.record().Only()), "header", number(s.begin))
		step(g, "captions", "workbook.step.captions", "rows", rows)
	}
	switch h := s.heading; {
	case s.answers["header"] != "":
	case h.Ask:
		add(g, lewu.Ask, s.begin, "workbook.header-ask", "row", number(s.begin), "question", "header", "choices", "ya|tidak")
		remedy(g, "workbook.header-ask.remedy")
	case !h.Yes:
		note(g, s.begin, "workbook.no-header")
	case h.Assumed:
		note(g, s.header, "workbook.header-assumed", "row", number(s.header))
	}
	if s.heading.Yes && s.heading.Years {
		note(g, s.header, "workbook.year-columns")
	}
}

// tellRows says what is odd about the rows.
func (s *survey) tellRows(g *lewu.Grid) {
	if s.empty.count > 0 {
		note(g, s.empty.row, "workbook.rows-empty", "count", number(s.empty.count), "row", number(s.empty.row))
		step(g, "rows", "workbook.step.rows", "count", number(s.empty.count))
	}
	if s.end > 0 {
		rows := number(s.end)
		if s.notesEnd > s.end {
			rows = between(s.end, s.notesEnd)
		}
		warn(g, s.end, "workbook.notes", "rows", rows, "cell", layout.Clip(s.notes[0]))
		remedy(g, "workbook.notes.remedy")
		step(g, "notes", "workbook.step.notes", "rows", rows)
	}
	if s.lone.count > 0 {
		warn(g, s.lone.row, "workbook.row-lone", "count", number(s.lone.count), "row", number(s.lone.row))
	}
	if s.total.count > 0 {
		warn(g, s.total.row, "workbook.total-row", "count", number(s.total.count), "row", number(s.total.row), "cell", s.totalCell)
	}
}

// tellMerges says which cells of the data are merged: all but the first of them
// have no value.
func (s *survey) tellMerges(g *lewu.Grid, l *lines) {
	count := l.Merged - int64(len(l.Merges)) // those that were not kept stand far down
	var first *xlsx.Range
	for i, m := range l.Merges {
		inside := m.Top > s.header && m.Top >= s.begin && (s.end == 0 || m.Top < s.end) && m.Left <= s.right && m.Right >= s.left
		if !inside {
			continue
		}
		if count++; first == nil || m.Top < first.Top {
			first = &l.Merges[i]
		}
	}
	if first == nil {
		return
	}
	warn(g, first.Top, "workbook.merged", "count", number(count), "cells", first.String())
	remedy(g, "workbook.merged.remedy")
}

// tellHidden says which rows and columns are hidden; they are published unless
// a person says otherwise.
func (s *survey) tellHidden(g *lewu.Grid, l *lines) {
	var columns []string
	for i := s.left; i <= s.right; i++ {
		if l.ColumnHidden(i) && (l.quiet || !s.columns[i].Blank() || !layout.IsBlank(cellAt(s.names, i))) {
			columns = append(columns, xlsx.ColumnName(i))
		}
	}
	if l.quiet {
		if l.left > 0 || len(columns) > 0 {
			step(g, "hidden", "workbook.step.hidden", "rows", number(l.left), "columns", cmp.Or(listed(columns), "–"))
		}
		return
	}
	if s.hidden.count > 0 {
		warn(g, s.hidden.row, "workbook.hidden-rows", "count", number(s.hidden.count), "row", number(s.hidden.row), "question", "hidden", "choices", "ya|tidak")
	}
	if len(columns) > 0 {
		warn(g, 0, "workbook.hidden-columns", "columns", listed(columns), "question", "hidden", "choices", "ya|tidak")
	}
	if s.answers["hidden"] == "" && (s.hidden.count > 0 || len(columns) > 0) {
		remedy(g, "workbook.hidden.remedy")
	}
}

// manyListed is how many names of one kind are listed.
const manyListed = 20

// listed puts names into one line, and says where there are more of them.
func listed(names []string) string {
	if len(names) > manyListed {
		names = append(slices.Clone(names[:manyListed]), "…")
	}
	return strings.Join(names, ", ")
}
