package workbook

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// tell says what the cells of a column are beside their words.
func (t *tally) tell(g *lewu.Grid, c lewu.Column) {
	inColumn := func(severity lewu.Severity, p spot, key string, pairs ...string) {
		if p.count == 0 {
			return
		}
		pairs = append(pairs, "column", c.Label, "count", number(p.count), "row", number(p.row))
		g.Findings = append(g.Findings, lewu.Finding{Severity: severity, Column: c.Name, Row: p.row, Message: lewu.Msg(key, pairs...)})
	}
	inRecipe := func(p spot, name, key string) {
		if p.count == 0 {
			return
		}
		g.Recipe = append(g.Recipe, lewu.Step{Name: name, Column: c.Name,
			Message: lewu.Msg(key, "column", c.Label, "count", number(p.count), "words", p.words, "stored", p.stored)})
	}
	inColumn(lewu.Warn, t.errors, "workbook.errors", "cell", t.errors.words)
	inColumn(lewu.Note, t.percent, "workbook.percent", "words", t.percent.words, "stored", t.percent.stored)
	inColumn(lewu.Note, t.months, "workbook.months", "words", t.months.words)
	inColumn(lewu.Warn, t.divided, "workbook.divided", "by", "1"+strings.Repeat("000", t.thousands), "cell", t.divided.words)
	inRecipe(t.errors, "errors", "workbook.step.errors")
	inRecipe(t.percent, "percent", "workbook.step.percent")
	inRecipe(t.days, "days", "workbook.step.days")
	inRecipe(t.repaired, "digits", "workbook.step.digits")
}

// tellFormulas says how many cells are results, and whether they can be
// believed. A formula without a stored result has no value that could be read.
func (s *survey) tellFormulas(g *lewu.Grid, stale bool, kept []*typing.Profile) {
	var formulas, unknown, zeros int64
	var first, lacking spot
	var at, lackingAt string
	for _, p := range kept {
		t := s.tallies[p.Column.Index]
		formulas, unknown, zeros = formulas+t.formulas.count, unknown+t.unknown.count, zeros+t.zeros.count
		if t.formulas.count > 0 && (first.count == 0 || t.formulas.row < first.row) {
			first, at = t.formulas, xlsx.ColumnName(p.Column.Index)+number(t.formulas.row)
		}
		if t.unknown.count > 0 && (lacking.count == 0 || t.unknown.row < lacking.row) {
			lacking, lackingAt = t.unknown, xlsx.ColumnName(p.Column.Index)+number(t.unknown.row)
		}
	}
	switch {
	case unknown > 0:
		add(g, lewu.Reject, lacking.row, "workbook.formulas-unknown", "count", number(unknown), "cell", lackingAt)
		remedy(g, "workbook.formulas-unknown.remedy")
	case formulas > 0 && stale && zeros == formulas:
		add(g, lewu.Reject, first.row, "workbook.formulas-zero", "count", number(formulas), "cell", at)
		remedy(g, "workbook.formulas-unknown.remedy")
	case formulas > 0:
		note(g, first.row, "workbook.formulas", "count", number(formulas), "cell", at)
		step(g, "formulas", "workbook.step.formulas", "count", number(formulas))
		if stale {
			warn(g, first.row, "workbook.formulas-stale")
			remedy(g, "workbook.formulas-unknown.remedy")
		}
	}
}

// tellBook says what else is in the workbook, asks for the sheet where several
// could be meant, and puts the name of the sheet to what was found in it.
func tellBook(g *lewu.Grid, book *xlsx.Book, c choice, sheet int) error {
	for i := range g.Findings {
		g.Findings[i].Sheet = g.Sheet
	}
	var others []string
	for i, name := range c.names {
		if i != sheet {
			others = append(others, name)
		}
	}
	if len(others) > 0 {
		note(g, 0, "workbook.sheets", "count", strconv.Itoa(len(c.names)), "sheet", g.Sheet, "others", listed(others))
	} else {
		note(g, 0, "workbook.one-sheet", "sheet", g.Sheet)
	}
	g.Recipe = append([]lewu.Step{{Name: "sheet", Message: lewu.Msg("workbook.step.sheet", "sheet", g.Sheet)}}, g.Recipe...)
	if len(c.sheets) > 1 {
		var choices []string
		for _, i := range c.sheets {
			choices = append(choices, c.names[i])
		}
		add(g, lewu.Ask, 0, "workbook.sheet-ask", "sheets", listed(choices), "first", g.Sheet, "question", "sheet", "choices", strings.Join(choices, "|"))
		remedy(g, "workbook.sheet-ask.remedy")
	}
	if len(c.hidden) > 0 {
		warn(g, 0, "workbook.hidden-sheets", "count", strconv.Itoa(len(c.hidden)), "sheets", listed(c.hidden))
	}
	for _, e := range book.Extras() {
		warn(g, 0, "workbook.has-"+string(e))
	}
	return tellPrivate(g, book, c, sheet)
}

// tellPrivate keeps the file itself from the public where it holds what nobody
// sees, in the sheet that was read or elsewhere: whoever gets it could look.
func tellPrivate(g *lewu.Grid, book *xlsx.Book, c choice, read int) error {
	g.Private = g.Private || len(c.hidden) > 0 || len(book.Extras()) > 0
	for i, sheet := range book.Sheets() {
		if g.Private || i == read || !sheet.Cells {
			continue
		}
		hidden, err := hides(book, i)
		if err != nil {
			return err
		}
		g.Private = hidden
	}
	if g.Private {
		note(g, 0, "workbook.private")
	}
	return nil
}
