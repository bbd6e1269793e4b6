package typing

import "bytes"

// An identityCount counts cells that have the shape of a personal number.
// Such columns must never be published (UU 27/2022).
type identityCount struct {
	nik   int64 // 16 digits: region, birth day (+40 for women), serial
	nip   int64 // 18 digits: birth day, month of appointment, sex, serial
	npwp  int64 // 99.999.999.9-999.999
	long  int64 // 15 digits or more
	stars int64 // digits with some of them masked
}

func (c *identityCount) digits(d []byte) {
	c.long++
	switch len(d) {
	case 16:
		if plausible(d[:4]) && isProvince(number2(d)) && between(d[8:], 1, 12) && (between(d[6:], 1, 31) || between(d[6:], 41, 71)) {
			c.nik++
		}
	case 18:
		if isYear(d[:4]) && between(d[4:], 1, 12) && between(d[6:], 1, 31) && isYear(d[8:12]) && between(d[12:], 1, 12) && (d[14] == '1' || d[14] == '2') {
			c.nip++
		}
	}
}

const npwpMask = "99.999.999.9-999.999"

func (c *identityCount) word(t []byte) {
	if len(t) == len(npwpMask) && t[2] == '.' && t[12] == '-' {
		for i, m := range []byte(npwpMask) {
			if m == '9' != isDigit(t[i]) {
				return
			}
		}
		c.npwp++
		return
	}
	if len(t) >= 15 && len(t) <= 25 && isDigit(t[0]) {
		digits, masked := 0, 0
		for _, b := range t {
			switch {
			case isDigit(b):
				digits++
			case b == '*' || b|0x20 == 'x':
				masked++
			}
		}
		if digits+masked >= 15 && digits+masked+bytes.Count(t, []byte(" "))+bytes.Count(t, []byte("-"))+bytes.Count(t, []byte(".")) == len(t) {
			c.stars++
		}
	}
}

func number2(d []byte) int { return int(d[0]-'0')*10 + int(d[1]-'0') }

func between(d []byte, low, high int) bool {
	n := number2(d)
	return n >= low && n <= high
}

// personal names the personal number that a column holds, by what its header
// says or by the shape of at least four fifths of its cells.
func (p *Profile) personal() (what string, ok bool) {
	most := func(n int64) bool { return n > 0 && n*5 >= p.n*4 }
	c := &p.identity
	switch {
	case most(c.nik) && (p.n >= 5 || p.hint.identity != ""):
		return "NIK", true
	case most(c.nip) && (p.n >= 5 || p.hint.identity != ""):
		return "NIP", true
	case most(c.npwp):
		return "NPWP", true
	}
	// The header says so and the cells are long: digits, perhaps masked, or
	// what a spreadsheet made of them.
	const from8to23 = uint64(0xffff) << 8
	accounts := p.hint.identity == "rekening" && most(p.digits) && p.lengths&^from8to23 == 0
	if p.hint.identity != "" && (most(c.long+c.stars+c.npwp+p.crooked.count) || accounts) {
		return p.hint.identity, true
	}
	return "", false
}
