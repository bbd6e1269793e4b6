package workbook

import (
	"github.com/lewu-id/lewu/internal/intake/layout"
	"github.com/lewu-id/lewu/internal/xlsx"
)

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

// some tells whether the row holds anything but blanks, if only an error.
func (l *lines) some() bool {
	for _, c := range l.Cells {
		if words := l.words[c.Column]; words != nil && (l.as[c.Column] != xlsx.AsText || !layout.IsBlank(words)) {
			return true
		}
	}
	return false
}
