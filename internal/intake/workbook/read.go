package workbook

import (
	"context"
	"errors"

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
	// Where several sheets could be meant, the first that is a table stands for
	// them until a person has chosen.
	for _, sheet := range c.sheets {
		t := &typed{book: book, sheet: sheet, in: in}
		g, fault := t.survey()
		if fault == nil {
			in.Tick(in.Size)
			return g, tellBook(g, book, c, sheet)
		}
		if err == nil {
			err = fault
		}
		if !errs.Is(fault, errs.Invalid) {
			return nil, fault
		}
	}
	return nil, err
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
