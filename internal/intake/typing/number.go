package typing

import "bytes"

// A dress is what a number wears in a cell.
type dress uint8

const (
	rupiah  dress = 1 << iota // Rp 1.000
	percent                   // 12,5 %
	parens                    // (1.234), a negative number as bookkeepers write it
	minus                     // -1.234
	dash                      // 1.000,- for no sen
)

// undress takes sign, currency and percent off a number.
func undress(t []byte) (body []byte, worn dress) {
	n := len(t)
	if t[0] == '(' {
		if n < 3 || t[n-1] != ')' {
			return nil, 0
		}
		t, worn = trim(t[1:n-1]), parens
	}
	t, worn = unsigned(t, worn)
	if len(t) > 2 && (t[0] == 'R' || t[0] == 'r') && (t[1] == 'p' || t[1] == 'P') {
		t, worn = t[2:], worn|rupiah
		if t[0] == '.' {
			t = t[1:]
		}
		t, worn = unsigned(trim(t), worn)
	}
	if n := len(t); n > 1 && t[n-1] == '%' {
		t, worn = trim(t[:n-1]), worn|percent
	}
	if n := len(t); n > 2 && t[n-1] == '-' && t[n-2] == ',' {
		t, worn = t[:n-2], worn|dash
	}
	return t, worn
}

// unsigned takes one minus off, in ASCII or as the sign U+2212. A second one
// stays, and makes the cell no number.
func unsigned(t []byte, worn dress) ([]byte, dress) {
	if worn&(minus|parens) != 0 || len(t) == 0 {
		return t, worn
	}
	if t[0] == '-' {
		return t[1:], worn | minus
	}
	if bytes.HasPrefix(t, []byte("\u2212")) {
		return t[3:], worn | minus
	}
	return t, worn
}

// number adds the readings as a number.
func (s *shape) number(t []byte) {
	if plain := len(t) <= MaxDigits && (t[0] != '0' || len(t) == 1); plain {
		i := 0
		for i < len(t) && isDigit(t[i]) {
			i++
		}
		if i == len(t) {
			s.can |= asNumber
			s.long = i > 3
			s.point, s.comma = extent{i, 0}, extent{i, 0}
			return
		}
	}
	body, worn := undress(t)
	if len(body) == 0 || !isDigit(body[len(body)-1]) {
		return
	}
	point, grouped, pointOK := measure(body, '.', ',')
	comma, dotted, commaOK := measure(body, ',', '.')
	if worn&dash != 0 && pointOK && point.behind > 0 {
		pointOK = false // the comma of ",-" is a decimal one
	}
	if !pointOK && !commaOK {
		s.exponent = isExponent(body)
		return
	}
	s.dress = worn
	if pointOK {
		s.can |= asPoint
		s.point = point
	}
	if commaOK {
		s.can |= asComma
		s.comma = comma
	}
	s.groupedP, s.groupedC = pointOK && grouped, commaOK && dotted
	s.separated = bytes.IndexByte(body, '.') >= 0 || bytes.IndexByte(body, ',') >= 0
	s.long = !s.groupedP && !s.groupedC && max(s.point.whole, s.comma.whole) > 3
	if pointOK && commaOK && !s.separated && !s.groupedP && worn&^minus == 0 {
		s.can |= asInteger
	}
}

// measure reads digits with a decimal mark, and with groups of exactly three
// by the other mark or by spaces, or with no groups at all.
func measure(body []byte, mark, group byte) (e extent, grouped, ok bool) {
	i := 0
	for i < len(body) && isDigit(body[i]) {
		i++
	}
	if i > 1 && body[0] == '0' {
		return e, false, false
	}
	e.whole = i
	if i < len(body) && (body[i] == group || body[i] == ' ') {
		group, grouped = body[i], true
		if i == 0 || i > 3 || body[0] == '0' {
			return e, false, false
		}
		for i < len(body) && body[i] == group {
			if i+4 > len(body) || !isDigit(body[i+1]) || !isDigit(body[i+2]) || !isDigit(body[i+3]) {
				return e, false, false
			}
			i, e.whole = i+4, e.whole+3
		}
	}
	if i < len(body) && body[i] == mark {
		for i++; i < len(body) && isDigit(body[i]); i++ {
			e.behind++
		}
		if e.behind == 0 {
			return e, false, false
		}
	}
	return e, grouped, i == len(body) && e.whole+e.behind > 0
}

// isExponent knows what Excel makes of a long number: 3,20E+09.
func isExponent(body []byte) bool {
	e := bytes.IndexByte(body, 'E')
	if e < 0 {
		e = bytes.IndexByte(body, 'e')
	}
	if e < 1 || e+1 >= len(body) || !isDigit(body[0]) {
		return false
	}
	tail := body[e+1:]
	if tail[0] == '+' || tail[0] == '-' {
		tail = tail[1:]
	}
	for _, c := range tail {
		if !isDigit(c) {
			return false
		}
	}
	for _, c := range body[:e] {
		if !isDigit(c) && c != '.' && c != ',' {
			return false
		}
	}
	return len(tail) > 0
}

// appendNumber writes a number with a point, no grouping, and exactly scale
// digits behind the point. Zero has no sign.
func appendNumber(dst, t []byte, as reading, scale int) ([]byte, bool) {
	body, worn := t, dress(0)
	if !isDigit(t[0]) || !isDigit(t[len(t)-1]) {
		if body, worn = undress(t); len(body) == 0 {
			return dst, false
		}
	}
	mark, group := byte('.'), byte(',')
	if as == asComma {
		mark, group = ',', '.'
	}
	e, _, ok := measure(body, mark, group)
	if !ok || e.behind > scale {
		return dst, false
	}
	start := len(dst)
	if worn&(minus|parens) != 0 && bytes.IndexAny(body, "123456789") >= 0 {
		dst = append(dst, '-')
	}
	if e.whole == 0 {
		dst = append(dst, '0')
	}
	behind := -1
	for _, c := range body {
		if isDigit(c) {
			dst = append(dst, c)
		} else if c == mark {
			behind = len(dst)
			dst = append(dst, '.')
		}
	}
	if scale == 0 {
		return dst, len(dst) > start
	}
	if behind < 0 {
		dst = append(dst, '.')
	}
	for n := e.behind; n < scale; n++ {
		dst = append(dst, '0')
	}
	return dst, true
}
