package workbook

import (
	"context"
	"errors"
	"io"
	"os"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A source is a received file that can be read at any place. It tells progress
// and gives up when nobody waits any more.
type source struct {
	io.ReaderAt
	ctx   context.Context
	tick  func(int64)
	size  int64
	done  int64
	close func() error
}

// openSource opens a file. One that can only be read from front to back waits
// in a temporary file.
func openSource(ctx context.Context, in lewu.Input, tick func(int64)) (*source, error) {
	f, err := in.Open()
	if err != nil {
		return nil, err
	}
	s := &source{ctx: ctx, tick: tick, size: in.Size, close: f.Close}
	if at, ok := f.(io.ReaderAt); ok {
		s.ReaderAt = at
		return s, nil
	}
	defer f.Close()
	spool, err := os.CreateTemp("", "lewu-*.xlsx")
	if err != nil {
		return nil, err
	}
	s.ReaderAt = spool
	s.close = func() error { return errors.Join(spool.Close(), os.Remove(spool.Name())) }
	if _, err = io.Copy(spool, io.LimitReader(f, in.Size)); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// ReadAt counts what is read; of a sheet that is read again no more than all.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.ReaderAt.ReadAt(p, off)
	if s.done += int64(n); s.tick != nil {
		s.tick(min(s.done, s.size))
	}
	return n, err
}

// lines reads a sheet row by row, in words.
type lines struct {
	*xlsx.Rows
	book  *xlsx.Book
	quiet bool // hidden rows and columns are left out

	words    [][]byte       // by column; nil where nothing stands
	as       []xlsx.Reading // of each of them
	repaired []bool
	text     []byte
	ends     []int
	passed   int64 // hidden rows that were left out just before this one
	left     int64 // and in all
	hides    bool  // there was something in a hidden row or column
}

func openLines(book *xlsx.Book, sheet int, quiet bool) (*lines, error) {
	rows, err := book.Rows(sheet)
	return &lines{Rows: rows, book: book, quiet: quiet, text: make([]byte, 0, 1<<10)}, err
}

// next goes to the next row with something in it.
func (l *lines) next() (bool, error) {
	l.passed = 0
	for {
		more, err := l.Rows.Next()
		if err != nil || !more {
			return false, err
		}
		l.hides = l.hides || l.Hidden
		if l.quiet && l.Hidden {
			l.passed, l.left = l.passed+1, l.left+1
			continue
		}
		if l.write() {
			return true, nil
		}
	}
}

// write puts the cells of the row into words; false where none is left.
func (l *lines) write() bool {
	clear(l.words)
	l.text, l.ends = l.text[:0], l.ends[:0]
	width := l.Cells[len(l.Cells)-1].Column + 1
	for len(l.words) < width {
		l.words, l.as, l.repaired = append(l.words, nil), append(l.as, 0), append(l.repaired, false)
	}
	for _, c := range l.Cells {
		l.text, l.as[c.Column], l.repaired[c.Column] = l.book.Words(l.text, c)
		l.ends = append(l.ends, len(l.text))
	}
	start, some := 0, false
	for i, c := range l.Cells {
		words := l.text[start:l.ends[i]:l.ends[i]]
		start = l.ends[i]
		if l.ColumnHidden(c.Column) {
			if l.hides = true; l.quiet {
				continue
			}
		}
		l.words[c.Column], some = words, true
	}
	return some
}

// values are the words of the row as its columns read them: an error is no
// value.
func (l *lines) values() [][]byte {
	for _, c := range l.Cells {
		if l.as[c.Column] == xlsx.AsError && l.words[c.Column] != nil {
			l.words[c.Column] = l.words[c.Column][:0]
		}
	}
	return l.words
}
