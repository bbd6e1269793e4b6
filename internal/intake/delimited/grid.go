package delimited

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// grid puts together what the survey saw.
func (s *survey) grid() (*lewu.Grid, error) {
	if s.count == 0 && s.raggedCount == 0 {
		return nil, errs.Say(errs.Invalid, "csv.no-rows", "row", number(s.header))
	}
	g := &lewu.Grid{Format: Name, Header: s.header, Count: s.count}
	s.tellLayout(g)
	kept := s.kept(g)
	g.Findings = append(g.Findings, typing.NameColumns(kept, s.header)...)
	layout.GiveUnits(kept)
	t := &typed{table: s.table, in: s.in, count: s.count}
	for _, p := range kept {
		d := p.Decide(s.in.Answers)
		d.Column.Reading = d.Reading()
		g.Columns = append(g.Columns, d.Column)
		g.Findings = append(g.Findings, d.Findings...)
		g.Recipe = append(g.Recipe, d.Steps...)
		t.columns = append(t.columns, d)
	}
	g.Rows = t.rows
	return g, nil
}

// kept are the columns of the table: all but those without name and content.
func (s *survey) kept(g *lewu.Grid) (list []*typing.Profile) {
	dropped := 0
	for i, p := range s.profiles {
		named := s.header == 0 || !layout.IsBlank([]byte(s.names.Cells[i]))
		switch {
		case !named && p.Blank():
			dropped++
			continue
		case !named:
			g.Findings = append(g.Findings, lewu.Finding{
				Severity: lewu.Reject, Row: s.header,
				Message: lewu.Msg("csv.header-empty", "column", strconv.Itoa(i+1), "row", number(s.header)),
				Remedy:  lewu.Msg("csv.header-empty.remedy"),
			})
		}
		if s.header == 0 || !named {
			p.Column.Source = "kolom " + strconv.Itoa(i+1)
			p.Column.Label = "Kolom " + strconv.Itoa(i+1)
		}
		list = append(list, p)
	}
	if dropped > 0 {
		g.Findings = append(g.Findings, lewu.Finding{Severity: lewu.Note, Message: lewu.Msg("csv.columns-dropped", "count", strconv.Itoa(dropped))})
		g.Recipe = append(g.Recipe, lewu.Step{Name: "columns", Message: lewu.Msg("csv.step.columns", "count", strconv.Itoa(dropped))})
	}
	return list
}

// tellLayout says how the file was read and what is odd about its rows.
func (s *survey) tellLayout(g *lewu.Grid) {
	add := func(severity lewu.Severity, row int64, key string, pairs ...string) {
		g.Findings = append(g.Findings, lewu.Finding{Severity: severity, Row: row, Message: lewu.Msg(key, pairs...)})
	}
	ask := func(key, question, choices string, pairs ...string) {
		g.Findings = append(g.Findings, lewu.Finding{Severity: lewu.Ask,
			Message: lewu.Msg(key, append(pairs, "question", question, "choices", choices)...), Remedy: lewu.Msg(key + ".remedy")})
	}
	g.Findings = append(g.Findings, s.ragged...)
	if n := s.raggedCount - int64(len(s.ragged)); n > 0 {
		add(lewu.Reject, 0, "csv.rows-uneven", "count", number(n))
	}
	d := s.dialect
	if d.Charset != utf8Text {
		g.Recipe = append(g.Recipe, lewu.Step{Name: "charset", Message: lewu.Msg("csv.step.charset", "charset", shownCharset(d.Charset))})
	}
	if d.Charset == cp1252 && d.oddRow > 0 {
		add(lewu.Note, d.oddRow, "csv.charset-guessed", "row", number(d.oddRow))
	}
	if d.tied != 0 {
		ask("csv.comma-ask", "comma", shownComma(d.Comma)+"|"+shownComma(d.tied), "first", shownComma(d.Comma), "second", shownComma(d.tied))
	}
	switch h := s.heading; {
	case s.in.Answers["header"] != "":
	case h.Ask:
		ask("csv.header-ask", "header", "ya|tidak")
	case !h.Yes:
		add(lewu.Note, 1, "csv.no-header")
	case h.Assumed:
		add(lewu.Note, s.header, "csv.header-assumed")
	}
	if s.heading.Yes && s.heading.Years {
		add(lewu.Note, s.header, "csv.year-columns")
	}
	if s.empty.count > 0 {
		add(lewu.Note, s.empty.row, "csv.rows-empty", "count", number(s.empty.count), "row", number(s.empty.row))
		g.Recipe = append(g.Recipe, lewu.Step{Name: "rows", Message: lewu.Msg("csv.step.rows", "count", number(s.empty.count))})
	}
	if s.wider.count > 0 {
		add(lewu.Note, s.wider.row, "csv.rows-wider", "count", number(s.wider.count), "row", number(s.wider.row))
	}
	if s.lone.count > 0 {
		add(lewu.Warn, s.lone.row, "csv.row-lone", "count", number(s.lone.count), "row", number(s.lone.row))
	}
	if s.total.count > 0 {
		add(lewu.Warn, s.total.row, "csv.total-row", "count", number(s.total.count), "row", number(s.total.row), "cell", s.totalCell)
	}
	if s.inner.count > 0 {
		add(lewu.Note, s.inner.row, "csv.quote-inside", "count", number(s.inner.count), "row", number(s.inner.row))
	}
}

func shownCharset(name string) string {
	return map[string]string{utf16LE: "UTF-16", utf16BE: "UTF-16", cp1252: "Windows-1252"}[name]
}

func shownComma(c byte) string {
	if c == '\t' {
		return "tab"
	}
	return string(rune(c))
}
