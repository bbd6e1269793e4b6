package typing

import (
	"bytes"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A Profile gathers the evidence of one column, cell by cell.
type Profile struct {
	// Column has the name, label, unit and place that the column will carry;
	// NewProfile fills it from the header, and the reader may change it.
	Column lewu.Column
	// Row, where set, points to the number of the row that is being added, so
	// that findings can name it; otherwise they name the n-th cell.
	Row *int64

	hint  hints
	can   reading // readings that read every cell so far
	cells int64
	empty int64
	marks [marks]int64
	n     int64 // cells with a value

	numbers   int64 // cells that are numbers
	separated int64
	groupedP  int64 // grouped by commas, if the point is decimal
	groupedC  int64 // grouped by points, if the comma is
	spaced    int64 // grouped by blanks
	long      int64 // four whole digits or more without a group
	shortDot  int64 // 62.1: may have been 62.10
	floats    int64 // 3201.0
	digits    int64 // nothing but digits, or with that .0
	lead      int64 // of these with a leading zero
	deep      int64 // dotted codes that are no numbers
	worn      [5]int64
	point     extent
	comma     extent

	lengths  uint64    // of cells of digits: bit n for n digits
	prefix   [2]uint64 // their first two digits as a number
	home4    int64     // codes of kabupaten/kota of Kalimantan Tengah without a dot
	rises    bool      // each number is more than the one before
	last     uint64
	changes  int64
	previous []byte
	same     bool // all cells with a value are alike
	yes, no  int64
	identity identityCount

	native    int64 // numbers that the file holds as numbers: see AddNumber
	fractions int64 // of these with a point
	days      int64 // dates that the file holds as dates: see AddDate

	first   place // first value
	formula place // first cell that a spreadsheet would calculate
	odd     place // first value that is no number
	unsure  place // first number that has two readings
	unclear place // first date that has two readings
	written place // first number that people wrote: see AddNumber
	crooked place // first 3,20E+09
}

// A place is where something was seen first, and how often.
type place struct {
	count int64
	row   int64
	cell  string
}

// shown is how much of a cell a message quotes.
const shown = 40

func (p *place) see(row int64, cell []byte) {
	if p.count == 0 {
		p.row, p.cell = row, quote(cell)
	}
	p.count++
}

func quote(cell []byte) string {
	if len(cell) <= shown {
		return string(bytes.ToValidUTF8(cell, nil))
	}
	return string(bytes.ToValidUTF8(cell[:shown], nil)) + "…"
}

// NewProfile starts a column with its header cell as written.
func NewProfile(header string) *Profile {
	return &Profile{Column: column(header), hint: hintsOf(header), can: asAll, rises: true, same: true}
}

// Add takes one raw cell of the column.
func (p *Profile) Add(cell []byte) {
	p.cells++
	t := trim(cell)
	if len(t) == 0 {
		p.empty++
		return
	}
	if len(t) <= longestMark {
		if m := markOf(t); m != noMark {
			p.marks[m]++
			return
		}
	}
	s := look(t, p.can)
	if s.can&asNumber != 0 && p.written.count == 0 {
		p.written.see(p.row(), t)
	}
	p.note(t, &s)
}

// note notes a cell that was looked at.
func (p *Profile) note(t []byte, s *shape) {
	p.n++
	p.compare(t)
	if s.can&asNumber == 0 {
		p.word(t, s)
	} else {
		p.number(t, s)
	}
	if s.digits != nil {
		p.digit(t, s)
	}
	if s.can&(asISO|asDMY|asMDY) == asDMY|asMDY {
		p.unclear.see(p.row(), t)
	}
	p.can &= s.can
}

// compare notes whether the column changes at all.
func (p *Profile) compare(t []byte) {
	if p.same && p.n > 1 && !bytes.Equal(p.previous, t) {
		p.same = false
	}
	if p.n == 1 {
		p.previous = append(p.previous[:0], t...)
		p.first.see(p.row(), t)
	}
}

// word notes a value that is no number.
func (p *Profile) word(t []byte, s *shape) {
	p.odd.see(p.row(), t)
	if s.exponent {
		p.crooked.see(p.row(), t)
	} else if isFormula(t) {
		p.formula.see(p.row(), t)
	}
	if s.can&asBoolean != 0 {
		if value, _ := wordBoolean(t); value > 0 {
			p.yes++
		} else {
			p.no++
		}
	}
	if s.can&asDotted != 0 && s.digits == nil {
		p.deep++
	}
	p.identity.word(t)
}

// isFormula knows a cell that a spreadsheet would calculate: "=…" always, the
// other beginnings where they call something. "+62 812 …" calls nothing.
func isFormula(t []byte) bool {
	switch t[0] {
	case '=':
		return len(t) > 1
	case '+', '-', '@':
		return bytes.IndexAny(t, "(|!") > 0
	}
	return false
}

func (p *Profile) number(t []byte, s *shape) {
	p.numbers++
	p.point.cover(s.point)
	p.comma.cover(s.comma)
	if s.groupedP || s.groupedC {
		p.group(s)
	}
	if s.separated {
		p.separated++
		if len(t) == 4 && t[2] == '.' && t[3] != '0' {
			p.shortDot++
		}
		if s.can&(asPoint|asComma) == asPoint|asComma {
			p.unsure.see(p.row(), t)
		}
	}
	if s.long {
		p.long++
	}
	if s.dress != 0 {
		for i := range p.worn {
			if s.dress&(1<<i) != 0 {
				p.worn[i]++
			}
		}
	}
}

// group notes how a number is cut into groups of three.
func (p *Profile) group(s *shape) {
	if s.groupedP {
		p.groupedP++
	}
	if s.groupedC {
		p.groupedC++
	}
	if s.groupedP && s.groupedC {
		p.spaced++ // only a blank groups by either reading
	}
}

// digit notes a cell of nothing but digits.
func (p *Profile) digit(t []byte, s *shape) {
	d := s.digits
	p.digits++
	if s.float {
		p.floats++
	}
	if d[0] == '0' && len(d) > 1 {
		p.lead++
	}
	p.lengths |= 1 << min(len(d), 63)
	if len(d) >= 2 {
		n := (d[0]-'0')*10 + d[1] - '0'
		p.prefix[n/64] |= 1 << (n % 64)
		if len(d) == 4 && string(d[:2]) == homeProvince && isHome(d[2], d[3]) {
			p.home4++
		}
	}
	if len(d) >= 15 {
		p.identity.digits(d)
	}
	p.order(d)
}

// order follows whether the numbers rise, as the numbers of rows do.
func (p *Profile) order(d []byte) {
	if len(d) > 18 {
		p.rises = false
		return
	}
	var v uint64
	for _, c := range d {
		v = v*10 + uint64(c-'0')
	}
	if p.digits > 1 {
		if v != p.last {
			p.changes++
		}
		if v <= p.last {
			p.rises = false
		}
	}
	p.last = v
}

func (p *Profile) row() int64 {
	if p.Row != nil {
		return *p.Row
	}
	return p.cells
}

// wore tells how many cells wore a piece.
func (p *Profile) wore(piece dress) int64 {
	for i := range p.worn {
		if piece == 1<<i {
			return p.worn[i]
		}
	}
	return 0
}

// Numbers tells whether all values so far, and at least least of them, are
// numbers: the layout of a file is judged by it.
func (p *Profile) Numbers(least int64) bool {
	return p.n >= least && p.numbers == p.n
}

// Constant gives the one value of a column whose cells are all alike.
func (p *Profile) Constant() (value string, ok bool) {
	if p.n == 0 || !p.same || p.n != p.cells {
		return "", false
	}
	return string(p.previous), true
}

// A Look is what a single cell looks like to somebody who judges a layout.
type Look int

// Looks of a cell.
const (
	LooksMissing Look = iota
	LooksWord
	LooksNumber
	LooksYear // a number from 1900 to 2100
	LooksDate
)

// LookAt judges one cell by itself.
func LookAt(cell []byte) Look {
	t := trim(cell)
	if len(t) == 0 || len(t) <= longestMark && markOf(t) != noMark {
		return LooksMissing
	}
	s := look(t, asAll)
	switch {
	case s.can&asYear != 0 && !s.float:
		return LooksYear
	case s.can&(asNumber|asDigits) != 0:
		return LooksNumber
	case s.can&asDate != 0:
		return LooksDate
	}
	return LooksWord
}

// Blank tells whether no cell of the column had anything in it, not even a
// mark for "no value".
func (p *Profile) Blank() bool { return p.empty == p.cells }

// SetUnit tells a column of numbers its unit, as another column of the table
// says it; rupiah makes money of them.
func (p *Profile) SetUnit(unit string) {
	if p.Column.Unit != "" || p.n == 0 || p.numbers != p.n || p.hint.code || p.hint.year {
		return
	}
	p.Column.Unit = strings.ToLower(strings.TrimSpace(unit))
	p.hint.money = p.Column.Unit == "rupiah" || p.Column.Unit == "rp"
}
