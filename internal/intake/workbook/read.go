package workbook

import (
	"context"
	"errors"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// read understands a workbook: which sheet is the table, its columns with their
// kinds, what was found and repaired, and typed rows.
func read(ctx context.Context, in lewu.Input) (grid *lewu.Grid, err error) {
	defer errs.Wrap(&err, "workbook.read(%q)", in.Name)

	src, err := openSource(ctx, in, in.Tick)
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
	grid, sheet, err := standIn(book, c, in)
	if err != nil {
		return nil, err
	}
	in.Tick(in.Size)
	return grid, tellBook(grid, book, c, sheet)
}

// standIn reads the sheet that was chosen. Where several could be meant, the
// first that has nothing against it stands for them until a person has chosen,
// or the first that is a table at all.
func standIn(book *xlsx.Book, c choice, in lewu.Input) (grid *lewu.Grid, sheet int, err error) {
	for _, i := range c.sheets {
		t := &typed{book: book, sheet: i, in: in}
		g, fault := t.survey()
		switch {
		case fault == nil && !slices.ContainsFunc(g.Findings, func(f lewu.Finding) bool { return f.Severity == lewu.Reject }):
			return g, i, nil
		case fault == nil && grid == nil:
			grid, sheet = g, i
		case fault != nil && !errs.Is(fault, errs.Invalid):
			return nil, 0, fault
		case err == nil:
			err = fault
		}
	}
	if grid != nil {
		err = nil
	}
	return grid, sheet, err
}

// survey reads a sheet once and puts together what it saw.
func (t *typed) survey() (*lewu.Grid, error) {
	t.quiet = t.in.Answers["hidden"] == "tidak"
	l, err := openLines(t.book, t.sheet, t.quiet)
	if err != nil {
		return nil, err
	}
	s := &survey{sheet: t.book.Sheets()[t.sheet].Name, answers: t.in.Answers}
	if err := s.walk(l); err != nil {
		return nil, err
	}
	if err := s.mergedNames(l.Merges); err != nil {
		return nil, err
	}
	return s.grid(t, l)
}
