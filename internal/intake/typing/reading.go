package typing

// A reading is a set of ways to read a cell.
type reading uint32

const (
	asInteger    reading = 1 << iota // -12, without a leading zero
	asPoint                          // 1,234.5 with or without the grouping
	asComma                          // 1.234,5 with or without the grouping
	asYear                           // 1900 to 2100, also 2019.0
	asISO                            // 2025-10-31
	asDMY                            // 31/10/2025
	asMDY                            // 10/31/2025
	asWords                          // 31 Oktober 2025
	asTrue                           // true, false
	asYa                             // ya, tidak
	asBenar                          // benar, salah
	asDigits                         // 00123, also 3201.0
	asBPS                            // 62, 6209, 6209010, 6209010001, also 6209.0
	asKemendagri                     // 62, 62.06, 62.06.01, 62.06.01.2001
	asUndotted                       // 62, 6206, 620601, 6206012001, also 6206.0
	asDotted                         // 1.02.01
	asWord                           // A-12/b: no space, nothing but letters, digits and . / _ -
	asCode                           // any word, kept as it stands without the blanks around it

	asNumber  = asInteger | asPoint | asComma
	asDate    = asISO | asDMY | asMDY | asWords
	asBoolean = asTrue | asYa | asBenar
	asAll     = asCode<<1 - 1
)

// A shape is one cell as it was looked at.
type shape struct {
	can   reading
	dress dress

	separated bool // has a point or comma between digits
	groupedP  bool // has groups of three, if the point is decimal
	groupedC  bool // or if the comma is
	long      bool // four or more whole digits without groups
	exponent  bool // 3,20E+09

	digits []byte // of a cell of nothing but digits; without the .0 of a float
	float  bool   // had that .0

	point, comma extent // size of the number by either reading
}

// An extent is how many digits a number has before and behind the separator.
type extent struct{ whole, behind int }

func (e *extent) cover(o extent) {
	e.whole, e.behind = max(e.whole, o.whole), max(e.behind, o.behind)
}

// look sees what a trimmed, non-empty cell can be. Codes, dates and booleans
// are only looked for where want still asks for them, numbers always.
func look(t []byte, want reading) (s shape) {
	s.can = asCode
	switch c := t[0]; {
	case isDigit(c):
		s.number(t)
		s.code(t)
		if want&asDate != 0 {
			s.date(t, want)
		}
	case c == '-' || c == '(' || c == '.' || c == ',' || c == 0xe2:
		s.number(t)
	case isLetter(c):
		if want&asWord != 0 {
			s.can |= codeClass(t)
		}
		if c == 'r' || c == 'R' {
			s.number(t)
		}
		if len(t) <= longestBoolean && want&asBoolean != 0 {
			_, as := wordBoolean(t)
			s.can |= as
		}
		if want&asWords != 0 {
			s.date(t, asWords)
		}
	}
	return s
}

// code adds the readings of region codes and other codes.
func (s *shape) code(t []byte) {
	if digits, float, ok := wholeDigits(t); ok {
		s.digits, s.float = digits, float
		s.can |= asDigits | undottedRegion(digits)
		if isYear(digits) {
			s.can |= asYear
		}
	}
	class := codeClass(t)
	s.can |= class
	if class&asDotted != 0 && kemendagri(t) {
		s.can |= asKemendagri
	}
}

func (s *shape) date(t []byte, want reading) {
	if len(t) >= len("1/1/2025") && len(t) <= longestDate && s.digits == nil {
		s.can |= dateReadings(t, want&asDate)
	}
}

// wholeDigits finds the digits of "3201" and of "3201.0".
func wholeDigits(t []byte) (digits []byte, float, ok bool) {
	n := len(t)
	if n > 2 && t[n-1] == '0' && t[n-2] == '.' {
		t, float = t[:n-2], true
	}
	for _, c := range t {
		if !isDigit(c) {
			return nil, false, false
		}
	}
	return t, float, len(t) > 0
}

func isYear(digits []byte) bool {
	if len(digits) != 4 {
		return false
	}
	return digits[0] == '1' && digits[1] == '9' || digits[0] == '2' && digits[1] == '0' || string(digits) == "2100"
}

// codeClass tells digits with single dots, and words without a space, apart
// from everything else. Words of more than 40 bytes are no codes.
func codeClass(t []byte) reading {
	if len(t) > 40 {
		return 0
	}
	class := asDotted | asWord
	for i, c := range t {
		switch {
		case isDigit(c):
		case c == '.' && i > 0 && t[i-1] != '.':
		case isLetter(c) || c == '.' || c == '-' || c == '/' || c == '_':
			class = asWord
		default:
			return 0
		}
	}
	if t[len(t)-1] == '.' {
		return asWord
	}
	return class
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return c|0x20-'a' <= 'z'-'a' && c >= 'A' }

// trim takes blanks, tabs and no-break spaces off both ends.
func trim(t []byte) []byte {
	if n := len(t); n > 0 && isGraph(t[0]) && isGraph(t[n-1]) {
		return t
	}
	for len(t) > 0 {
		if t[0] <= ' ' {
			t = t[1:]
		} else if len(t) >= 2 && t[0] == 0xc2 && t[1] == 0xa0 {
			t = t[2:]
		} else {
			break
		}
	}
	for n := len(t); n > 0; n = len(t) {
		if t[n-1] <= ' ' {
			t = t[:n-1]
		} else if n >= 2 && t[n-2] == 0xc2 && t[n-1] == 0xa0 {
			t = t[:n-2]
		} else {
			break
		}
	}
	return t
}

func isGraph(c byte) bool { return c > ' ' && c < 0x7f }
