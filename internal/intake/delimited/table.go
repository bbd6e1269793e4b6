package delimited

import (
	"context"
	"errors"
	"io"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
)

// A table is how a file is cut into rows of one width: both readings of a
// file go by it.
type table struct {
	dialect Dialect
	header  int64 // row of the names, 0 without
	width   int   // cells of a row
	named   int   // without the columns at the end that have no name
}

// A fate is what becomes of a row.
type fate int

const (
	isRow fate = iota
	isNames
	isEmpty
	isRagged
	isWider // only empty cells behind the last column
)

// fateOf judges a row by its number and its cells; first is its first cell
// with something in it.
func (t *table) fateOf(row int64, cells [][]byte) (f fate, first int) {
	if row == t.header {
		return isNames, 0
	}
	first = -1
	for i, c := range cells {
		if len(c) > 0 && (c[0] > ' ' || !layout.IsBlank(c)) {
			first = i
			break
		}
	}
	n := len(cells)
	switch {
	case first < 0:
		return isEmpty, 0
	case n == t.width || n < t.width && n >= t.named:
		return isRow, first
	case n < t.width:
		return isRagged, first
	}
	for _, c := range cells[t.width:] {
		if !layout.IsBlank(c) {
			return isRagged, first
		}
	}
	return isWider, first
}

// walk gives every record of a file, in order, until each says false.
func walk(ctx context.Context, in lewu.Input, d Dialect, tick func(int64), each func(r *Reader, cells [][]byte) (bool, error)) (err error) {
	f, err := in.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	src, dec, err := d.source(ctx, f, tick)
	if err != nil {
		return err
	}
	r := NewReader(src, d.Comma)
	for {
		cells, err := r.Next()
		if err == io.EOF {
			if d.oddRow > 0 && dec.multi > 0 && dec.multi*4 >= dec.high {
				return &notUTF8{row: d.oddRow, mixed: true}
			}
			_, err = each(r, nil)
			return err
		}
		if err != nil {
			return err
		}
		if more, err := each(r, cells); err != nil || !more {
			return err
		}
	}
}

// inCharset runs a reading as UTF-8, and again as Windows-1252 where a byte of
// the file proves that it is not. A file that mixes both is refused.
func inCharset(d Dialect, answers map[string]string, run func(d Dialect) error) error {
	_, chosen := answers["charset"]
	if d.Charset == cp1252 && !chosen {
		d.Charset = utf8Text
	}
	err := run(d)
	var odd *notUTF8
	if !errors.As(err, &odd) {
		return err
	}
	if !odd.mixed && d.skip == 0 && !chosen {
		d.Charset, d.oddRow = cp1252, odd.row
		if err = run(d); !errors.As(err, &odd) {
			return err
		}
	}
	return errs.Say(errs.Invalid, "csv.charset-mixed", "row", number(odd.row))
}

// headOf reads the first bytes of a file.
func headOf(in lewu.Input) (head []byte, err error) {
	f, err := in.Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, headSize))
}
