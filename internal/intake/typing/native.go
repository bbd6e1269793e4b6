package typing

// AddNumber takes a cell that the file itself holds as a number, written out
// with a decimal point and no grouping, perhaps with Rp before or % behind it.
// Nobody has to be asked how it is written, and it says nothing about how
// people write numbers beside it.
func (p *Profile) AddNumber(cell []byte) {
	p.cells++
	s := look(cell, p.can)
	p.native++
	if s.separated {
		p.fractions++
		s.can &^= asComma
	}
	s.groupedP, s.groupedC, s.long = false, false, false
	p.note(cell, &s)
}

// AddDate takes a cell that the file itself holds as a date, as "2025-10-31":
// it goes with any way to write dates in the cells around it.
func (p *Profile) AddDate(cell []byte) {
	p.cells++
	s := look(cell, p.can|asISO)
	p.days++
	if s.can&asISO != 0 {
		s.can |= asDate
	}
	p.note(cell, &s)
}

// AddBlank takes n cells without anything in them.
func (p *Profile) AddBlank(n int64) {
	p.cells += n
	p.empty += n
}

// unlike tells that numbers of people stand beside numbers of the file, and
// could be read in two ways: what one of them means is no evidence for the
// other.
func (p *Profile) unlike() bool { return p.fractions > 0 && p.unsure.count > 0 }
