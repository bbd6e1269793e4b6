package xlsx

import (
	"strconv"
)

// exact is how many digits every binary number of 64 bits keeps.
const exact = 15

// longestNumber is how long a number may be, written out without an exponent.
const longestNumber = 400

// A decimal is a number as digits, without zeros at either end, and where its
// point stands: 0.digits × 10^point.
type decimal struct {
	negative bool
	digits   []byte
	point    int
}

// readDecimal reads "-12.5", "1.25E-3". Repaired tells that it had more digits
// than the binary number that it stands for needs: 12.300000000000001 is the
// same number as 12.3, and Excel only shows the latter. A number that needs
// more than 15 digits keeps all it has.
func readDecimal(raw []byte, digits []byte) (d decimal, repaired, ok bool) {
	d, ok = parseDecimal(raw, digits)
	if !ok || len(d.digits) <= exact {
		return d, false, ok
	}
	value, err := strconv.ParseFloat(string(raw), 64)
	if err != nil {
		return d, false, true
	}
	var buf [32]byte
	short, ok := parseDecimal(strconv.AppendFloat(buf[:0], value, 'e', -1, 64), nil)
	if !ok || len(short.digits) > exact {
		return d, false, true
	}
	return short, true, true
}

func parseDecimal(raw []byte, digits []byte) (d decimal, ok bool) {
	if len(raw) > longestNumber {
		return d, false
	}
	i := 0
	if i < len(raw) && (raw[i] == '-' || raw[i] == '+') {
		d.negative = raw[i] == '-'
		i++
	}
	d.digits = digits[:0]
	seen, pointed := false, false
	for ; i < len(raw); i++ {
		c := raw[i]
		if c == '.' && !pointed {
			pointed = true
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		seen = true
		if c == '0' && len(d.digits) == 0 {
			if pointed {
				d.point--
			}
			continue
		}
		d.digits = append(d.digits, c)
		if !pointed {
			d.point++
		}
	}
	if !seen {
		return d, false
	}
	if i < len(raw) {
		if raw[i] != 'E' && raw[i] != 'e' {
			return d, false
		}
		n, err := strconv.Atoi(string(raw[i+1:]))
		if err != nil || n > longestNumber || n < -longestNumber {
			return d, false
		}
		d.point += n
	}
	for len(d.digits) > 0 && d.digits[len(d.digits)-1] == '0' {
		d.digits = d.digits[:len(d.digits)-1]
	}
	if len(d.digits) == 0 {
		d.point, d.negative = 0, false
	}
	return d, max(d.point, len(d.digits)-d.point) <= longestNumber
}

// whole tells a number without digits behind its point.
func (d decimal) whole() bool { return d.point >= len(d.digits) }

// append writes the number out, with at least decimals digits behind the point
// where there are any.
func (d decimal) append(dst []byte, decimals int) []byte {
	if d.negative {
		dst = append(dst, '-')
	}
	if d.point <= 0 {
		dst = append(dst, '0')
	}
	for i := range d.point {
		if i < len(d.digits) {
			dst = append(dst, d.digits[i])
		} else {
			dst = append(dst, '0')
		}
	}
	if d.whole() {
		return dst
	}
	dst = append(dst, '.')
	for n := d.point; n < 0; n++ {
		dst = append(dst, '0')
	}
	dst = append(dst, d.digits[max(d.point, 0):]...)
	for n := len(d.digits) - d.point; n < decimals; n++ {
		dst = append(dst, '0')
	}
	return dst
}
