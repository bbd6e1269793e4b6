package delimited

import (
	"bytes"
	"io"
	"strconv"

	"github.com/lewu-id/lewu/internal/errs"
)

// firstBuffer is how much a Reader reads at once; the buffer grows for a
// record that is longer.
const firstBuffer = 256 << 10

// A Reader cuts UTF-8 text into records and cells.
//
// It is strict where a mistake would move cells: text behind a closing quote,
// a quote behind blanks, and a quote that is never closed are errors. A quote
// inside a cell that does not begin with one is a character of that cell
// (15" pipe), as every spreadsheet reads it.
type Reader struct {
	src      io.Reader
	stop     [256]bool // bytes that end a plain run
	comma    byte
	buf      []byte
	pos, end int   // the unread part of buf
	err      error // why no more can be read
	row      int64
	cells    [][]byte
	doubled  []int // cells with "" in them
	proof    proof
	inner    place // cells with a quote inside
	open     bool  // the last record ended without a line break
}

// A place is where something was seen first, and how often.
type place struct{ count, row int64 }

func (p *place) see(row int64) {
	if p.count == 0 {
		p.row = row
	}
	p.count++
}

// NewReader starts reading records; src is UTF-8 without a byte order mark.
func NewReader(src io.Reader, comma byte) *Reader {
	r := &Reader{src: src, comma: comma, buf: make([]byte, firstBuffer)}
	r.proof.reset()
	for _, c := range []byte{comma, '\n', '\r', '"'} {
		r.stop[c] = true
	}
	return r
}

// Row is the 1-based number of the record that Next gave last, counted as the
// rows of a spreadsheet: blank lines count, line breaks inside quotes do not.
func (r *Reader) Row() int64 { return r.row }

// A verdict is how the scan of a record ended.
type verdict int

const (
	whole   verdict = iota // the record is complete
	more                   // it goes on behind the end of the buffer
	nothing                // the file is over
	stray                  // a quote where none may be
	columns                // too many cells
)

// Next gives the cells of the next record, valid until the next call. A blank
// line is a record with one empty cell. At the end it answers io.EOF; a file
// that is not understood, an error of kind Invalid that names the row.
func (r *Reader) Next() ([][]byte, error) {
	r.row++
	for {
		end, how := r.scan()
		if how == more {
			if r.err == nil {
				if err := r.fill(); err != nil {
					return nil, err
				}
				continue
			}
			if r.err != io.EOF {
				return nil, r.broken(r.err)
			}
			return nil, r.refuse("csv.quote-open")
		}
		if bad := r.proof.before(end); bad != nil && how != nothing {
			return nil, r.broken(bad)
		}
		switch how {
		case nothing:
			r.row--
			return nil, io.EOF
		case stray:
			return nil, r.refuse("csv.quote-stray")
		case columns:
			return nil, r.refuse("csv.columns", "limit", strconv.Itoa(MaxColumns))
		}
		return r.finish(end)
	}
}

// finish takes the doubled quotes out of a complete record.
func (r *Reader) finish(end int) ([][]byte, error) {
	for _, i := range r.doubled {
		r.cells[i] = undouble(r.cells[i])
	}
	if end-r.pos > MaxCell {
		if end-r.pos > MaxRecord {
			return nil, r.refuse("csv.record-long", "limit", "4 MB")
		}
		for i, c := range r.cells {
			if len(c) > MaxCell {
				return nil, r.refuse("csv.cell-long", "column", strconv.Itoa(i+1), "limit", "1 MB")
			}
		}
	}
	r.pos = end
	return r.cells, nil
}

// scan looks for the end of the record that begins at pos, and cuts its cells.
func (r *Reader) scan() (end int, how verdict) {
	buf, i, last := r.buf[:r.end], r.pos, r.err == io.EOF
	r.cells, r.doubled = r.cells[:0], r.doubled[:0]
	inner := false
	if i == len(buf) {
		if last {
			return i, nothing
		}
		return i, more
	}
	for {
		if len(r.cells) >= MaxColumns {
			return i, columns
		}
		start := i
		if i < len(buf) && buf[i] == '"' {
			cell, next, how := r.quoted(buf, i, last)
			if how != whole {
				return next, how
			}
			r.cells, i = append(r.cells, cell), next
		} else {
			for i < len(buf) && !r.stop[buf[i]] {
				i++
			}
			for i < len(buf) && buf[i] == '"' {
				if len(bytes.TrimLeft(buf[start:i], " \t")) == 0 {
					return i, stray
				}
				inner = true
				for i++; i < len(buf) && !r.stop[buf[i]]; i++ {
				}
			}
			r.cells = append(r.cells, buf[start:i])
		}
		if i == len(buf) {
			if !last {
				return i, more
			}
			r.open = true
			break
		}
		c := buf[i]
		i++
		if c == r.comma {
			continue
		}
		if c == '\r' {
			if i == len(buf) && !last {
				return i, more
			}
			if i < len(buf) && buf[i] == '\n' {
				i++
			}
		}
		break
	}
	if inner {
		r.inner.see(r.row)
	}
	return i, whole
}

// quoted cuts a cell in quotes; next is the place of what ends it.
func (r *Reader) quoted(buf []byte, at int, last bool) (cell []byte, next int, how verdict) {
	for i := at + 1; ; {
		n := bytes.IndexByte(buf[i:], '"')
		if n < 0 {
			return nil, len(buf), more
		}
		i += n + 1
		switch {
		case i == len(buf) && !last:
			return nil, i, more
		case i < len(buf) && buf[i] == '"':
			if k := len(r.cells); len(r.doubled) == 0 || r.doubled[len(r.doubled)-1] != k {
				r.doubled = append(r.doubled, k)
			}
			i++
		case i == len(buf) || buf[i] == r.comma || buf[i] == '\n' || buf[i] == '\r':
			return buf[at+1 : i-1], i, whole
		default:
			return nil, i, stray
		}
	}
}

// undouble makes "" to ", in place.
func undouble(cell []byte) []byte {
	out := cell[:0]
	for i := 0; i < len(cell); i++ {
		out = append(out, cell[i])
		if cell[i] == '"' {
			i++
		}
	}
	return out
}

// fill reads on behind the unread part, which moves to the front; the buffer
// doubles for a long record, up to the limit.
func (r *Reader) fill() error {
	if r.pos > 0 {
		copy(r.buf, r.buf[r.pos:r.end])
		r.proof.move(r.pos)
		r.pos, r.end = 0, r.end-r.pos
	}
	if r.end == len(r.buf) {
		if len(r.buf) > MaxRecord {
			if r.buf[0] == '"' || bytes.Contains(r.buf[:r.end], []byte{r.comma, '"'}) {
				return r.refuse("csv.quote-long", "limit", "4 MB")
			}
			return r.refuse("csv.record-long", "limit", "4 MB")
		}
		r.buf = append(r.buf, make([]byte, len(r.buf))...)
	}
	// A source that gives little at a time is asked again: the scan of an
	// unfinished record begins anew after each fill.
	for want := min(r.end+64<<10, len(r.buf)); r.end < want && r.err == nil; {
		n, err := r.src.Read(r.buf[r.end:])
		r.end, r.err = r.end+n, err
	}
	r.proof.check(r.buf[:r.end], r.err == io.EOF)
	return nil
}

func (r *Reader) refuse(key string, pairs ...string) error {
	return errs.Say(errs.Invalid, key, append(pairs, "row", strconv.FormatInt(r.row, 10))...)
}

// broken names the row of bytes that are no text; what the source says of
// itself goes through.
func (r *Reader) broken(err error) error {
	switch err {
	case errZero:
		return r.refuse("csv.nul")
	case errUndefined:
		return r.refuse("csv.charset-undefined")
	case errNotUTF8:
		return &notUTF8{row: r.row, mixed: r.proof.multi}
	}
	return err
}
