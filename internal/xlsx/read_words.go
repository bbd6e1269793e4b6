package xlsx

// A Reading is what the words of a cell are.
type Reading uint8

// Readings of a cell.
const (
	AsText    Reading = iota
	AsNumber          // digits, with a point, perhaps with Rp before or % behind
	AsDate            // 2025-10-31
	AsBoolean         // TRUE, FALSE
	AsError           // #N/A: no value
	AsNothing         // a formula without a result
)

// Words adds what a cell says to somebody who looks at it: a date where its
// format makes one, a percentage where it is shown as one, and all digits that
// the number has, however few are shown. Repaired tells that digits were taken
// off that no binary number has.
func (b *Book) Words(dst []byte, c Cell) (out []byte, as Reading, repaired bool) {
	switch c.Kind {
	case Nothing:
		return dst, AsNothing, false
	case Text:
		if isError(c.Text) {
			return append(dst, c.Text...), AsError, false
		}
		return append(dst, c.Text...), AsText, false
	case Boolean:
		if string(c.Text) == "0" {
			return append(dst, "FALSE"...), AsBoolean, false
		}
		return append(dst, "TRUE"...), AsBoolean, false
	case Error:
		if isError(c.Text) {
			return append(dst, c.Text...), AsError, false
		}
		return append(dst, noValue...), AsError, false
	}
	if f := c.Format; f != nil && f.Kind != Plain {
		if out, ok := f.appendMoment(dst, c.Text, b.date1904); ok {
			return out, f.reading(out[len(dst):]), false
		}
	}
	return appendNumber(dst, c.Text, c.Format)
}

// reading tells a day from a day with a time, a year and a time.
func (f *Format) reading(words []byte) Reading {
	switch {
	case f.Kind == Year:
		return AsNumber
	case f.Kind != Clock && len(words) == len("2025-10-31") && words[4] == '-':
		return AsDate
	}
	return AsText
}

// appendNumber writes a number with all its digits, in the dress of its format.
func appendNumber(dst, raw []byte, f *Format) (out []byte, as Reading, repaired bool) {
	if isShort(raw) && f == nil {
		return append(dst, raw...), AsNumber, false
	}
	var digits [64]byte
	d, repaired, ok := readDecimal(raw, digits[:0])
	if !ok {
		return append(dst, raw...), AsText, false
	}
	if f == nil {
		return d.append(dst, 0), AsNumber, repaired
	}
	if f.Percent {
		if len(d.digits) > 0 {
			d.point += 2
		}
		return append(d.append(dst, 0), '%'), AsNumber, repaired
	}
	if f.Rupiah {
		if d.negative {
			d.negative, dst = false, append(dst, '-')
		}
		dst = append(dst, "Rp"...)
	}
	if d.whole() && !d.negative {
		for n := max(d.point, 1); n < f.Zeros; n++ {
			dst = append(dst, '0')
		}
	}
	return d.append(dst, f.Decimals), AsNumber, repaired
}

// isShort knows the commonest number: digits that need no other writing.
func isShort(raw []byte) bool {
	if len(raw) == 0 || len(raw) > exact || raw[0] == '0' && len(raw) > 1 {
		return false
	}
	for _, c := range raw {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// errorWords are the errors of a formula, as text cells repeat them.
var errorWords = map[string]bool{
	noValue: true, "#DIV/0!": true, "#REF!": true, "#VALUE!": true, "#NAME?": true, "#NUM!": true, "#NULL!": true, "#GETTING_DATA": true,
	"#SPILL!": true, "#CALC!": true, "#FIELD!": true, "#BLOCKED!": true, "#CONNECT!": true, "#UNKNOWN!": true, "#BUSY!": true,
}

const noValue = "#N/A"

func isError(text []byte) bool { return len(text) > 3 && text[0] == '#' && errorWords[string(text)] }

// IsError tells whether words are those of an error: a cell without a value.
func IsError(words string) bool { return errorWords[words] }
