package xlsx

import (
	"bytes"
	"strconv"

	"github.com/lewu-id/lewu/internal/errs"
)

// A CellKind is what a cell holds.
type CellKind uint8

// Kinds of cell. Nothing is a formula whose result was not stored.
const (
	Nothing CellKind = iota
	Text
	Number
	Boolean
	Error
)

// A Cell is one cell of a sheet that has something in it.
type Cell struct {
	Column  int // 0-based
	Kind    CellKind
	Text    []byte // a number as it was stored; "1" or "0"; "#N/A"
	Format  *Format
	Formula bool // Text is the result that was stored with it
}

// A Range is a rectangle of cells, its edges included. Rows count from 1,
// columns from 0.
type Range struct {
	Top, Bottom int64
	Left, Right int
}

// String is the range as a sheet names it: "A1:C3".
func (g Range) String() string {
	return letters(g.Left) + strconv.FormatInt(g.Top, 10) + ":" + letters(g.Right) + strconv.FormatInt(g.Bottom, 10)
}

// ColumnName is the name of a column: A, Z, AA, …, XFD.
func ColumnName(column int) string { return letters(column) }

// Rows reads a sheet from top to bottom. Only the row it stands on is in
// memory. Rows without any content are passed over, however they are styled.
type Rows struct {
	Number int64  // of the row, as the sheet shows it
	Hidden bool   // the row is
	Cells  []Cell // by rising column; good until the next Next

	Merges []Range // known behind the last row: many of them, all near the top
	Merged int64   // how many there are

	book    *Book
	part    *part
	s       *scanner
	hidden  [MaxColumns / 64]uint64
	columns int    // how many of them were told of
	text    []byte // of the row's cells
	ends    []span
	done    bool // behind the last row
	ended   bool // behind all of the part
}

// A span is where the text of a cell stands in Rows.text, where it is not a
// shared string.
type span struct {
	from, to int
	shared   bool
}

const (
	maxMerges = 1 << 16
	nearTop   = 1_024    // a merge above this row may be one of a heading
	maxRow    = 16 << 20 // bytes of all cells of a row
)

const (
	errPlace = xmlError("a row or a cell in no place, or out of order")
	errShare = xmlError("a shared string that is not there")
)

// Rows begins to read a sheet, by its place in Sheets.
func (b *Book) Rows(sheet int) (_ *Rows, err error) {
	defer errs.Wrap(&err, "xlsx.Rows(%d)", sheet)

	if err := b.load(); err != nil {
		return nil, err
	}
	p, err := b.zip.open(b.sheets[sheet].part)
	if err != nil {
		return nil, err
	}
	r := &Rows{book: b, part: p, s: newScanner(p)}
	return r, r.fault(r.head())
}

// ColumnHidden tells whether a column is hidden.
func (r *Rows) ColumnHidden(column int) bool {
	return column < MaxColumns && r.hidden[column/64]&(1<<(column%64)) != 0
}

func (r *Rows) fault(err error) error { return fault(r.part.name, err) }

// head reads up to the first row: which columns are hidden.
func (r *Rows) head() error {
	for {
		what, err := r.s.next()
		switch {
		case err != nil:
			return err
		case what == atEnd:
			return errOpenEnd
		case what != atOpen:
		case string(r.s.name) == "col":
			r.column()
		case string(r.s.name) == "sheetData":
			r.done = r.s.empty
			return nil
		}
	}
}

// column notes columns that are hidden, or so narrow that they are. They are
// told of in order, each once.
func (r *Rows) column() {
	first, err := strconv.Atoi(r.s.word("min"))
	last, err2 := strconv.Atoi(r.s.word("max"))
	if err != nil || err2 != nil {
		return
	}
	from := r.columns
	r.columns = max(from, min(last, MaxColumns))
	if width, ok := r.s.attr("width"); !r.s.on("hidden") && (!ok || !isZero(width)) {
		return
	}
	for n := max(first-1, from); n < r.columns; n++ {
		r.hidden[n/64] |= 1 << (n % 64)
	}
}

func isZero(v []byte) bool { return len(v) > 0 && len(bytes.Trim(v, "0.")) == 0 }

// Next goes to the next row with something in it; false behind the last.
func (r *Rows) Next() (bool, error) {
	for !r.done {
		what, err := r.s.next()
		switch {
		case err != nil:
			return false, r.fault(err)
		case what == atEnd:
			return false, r.fault(errOpenEnd)
		case what == atClose && string(r.s.name) == "sheetData":
			r.done = true
		case what == atOpen && string(r.s.name) == "row":
			if err := r.row(); err != nil {
				return false, r.fault(err)
			}
			if len(r.Cells) > 0 {
				return true, nil
			}
		}
	}
	return false, r.fault(r.tail())
}

// row reads one row.
func (r *Rows) row() error {
	r.Cells, r.text, r.ends = r.Cells[:0], r.text[:0], r.ends[:0]
	number := r.Number + 1
	r.Hidden = false
	for attrs := r.s.attrs; ; {
		name, value, rest, ok := cutAttr(attrs)
		if !ok {
			break
		}
		attrs = rest
		switch string(name) {
		case "r":
			n, ok := smallInt(value)
			if !ok {
				return errPlace
			}
			number = int64(n)
		case "hidden":
			r.Hidden = r.Hidden || isOn(value)
		case "ht":
			r.Hidden = r.Hidden || isZero(value)
		}
	}
	if number <= r.Number {
		return errPlace
	}
	if r.Number = number; number > MaxRows {
		return errs.Say(errs.TooLarge, "xlsx.rows", "limit", strconv.Itoa(MaxRows))
	}
	if r.s.empty {
		return nil
	}
	for {
		what, err := r.s.next()
		switch {
		case err != nil:
			return err
		case what == atEnd:
			return errOpenEnd
		case what == atClose && string(r.s.name) == "row":
			r.settle()
			return nil
		case what == atOpen && string(r.s.name) == "c":
			if err := r.cell(); err != nil {
				return err
			}
		}
	}
}

// settle gives every cell its text, now that it does not move any more.
func (r *Rows) settle() {
	for i, at := range r.ends {
		if !at.shared {
			r.Cells[i].Text = r.text[at.from:at.to]
		}
	}
}

// smallInt reads a number of at most seven digits.
func smallInt(b []byte) (n int, ok bool) {
	if len(b) == 0 || len(b) > 7 {
		return 0, false
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// tail reads what stands behind the rows, to the end of the part, which proves
// its length and checksum.
func (r *Rows) tail() error {
	if r.ended {
		return nil
	}
	r.ended = true
	r.Cells = r.Cells[:0]
	for {
		what, err := r.s.next()
		if err != nil || what == atEnd {
			return err
		}
		if what != atOpen || string(r.s.name) != "mergeCell" {
			continue
		}
		ref, _ := r.s.attr("ref")
		merge, ok := readRange(ref)
		if !ok || merge.Top == merge.Bottom && merge.Left == merge.Right {
			continue
		}
		r.Merged++
		if n := len(r.Merges); n < maxMerges || merge.Top <= nearTop && n < 2*maxMerges {
			r.Merges = append(r.Merges, merge)
		}
	}
}

// readRange reads "A1:C3".
func readRange(ref []byte) (g Range, ok bool) {
	from, to, _ := bytes.Cut(ref, []byte(":"))
	left, top, ok1 := readRef(from)
	right, bottom, ok2 := readRef(to)
	return Range{top, bottom, left, right}, ok1 && ok2 && top <= bottom && left <= right
}

// readRef reads "AB12" or "$AB$12".
func readRef(ref []byte) (column int, row int64, ok bool) {
	ref = bytes.ReplaceAll(ref, []byte("$"), nil)
	column, n := readColumn(ref)
	number, ok := smallInt(ref[n:])
	return column, int64(number), ok && n > 0 && n < len(ref) && number > 0 && number <= MaxRows && column < MaxColumns
}

// readColumn reads the letters of a cell's place, and how many they are.
func readColumn(ref []byte) (column, n int) {
	for n < len(ref) && n < 4 && ref[n]|0x20 >= 'a' && ref[n]|0x20 <= 'z' {
		column = column*26 + int(ref[n]|0x20-'a') + 1
		n++
	}
	return column - 1, n
}
