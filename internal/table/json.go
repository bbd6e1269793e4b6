package table

import (
	"strings"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
)

// AppendJSON appends a cell as JSON, wherever Lewu says it to a program: null
// where nothing was written, numbers digit by digit as they were published,
// amounts of money and all else as strings. A reader who holds numbers as
// floats would lose the sen of a large amount in silence; a string he must look
// at.
func AppendJSON(dst []byte, c lewu.Column, v lewu.Cell) []byte {
	switch {
	case !v.Valid:
		return append(dst, "null"...)
	case c.Kind == lewu.Integer || c.Kind == lewu.Decimal || c.Kind == lewu.Year || c.Kind == lewu.Boolean:
		return append(dst, v.Text...)
	}
	return appendString(dst, v.Text)
}

// appendString appends a JSON string. Line separators, which older JavaScript
// takes for line ends, are escaped; a byte that is no UTF-8 becomes U+FFFD.
func appendString(dst []byte, text string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(text); {
		c := text[i]
		if c >= 0x20 && c != '"' && c != '\\' && c < utf8.RuneSelf {
			i++
			continue
		}
		size := 1
		as := []byte{'\\', 'u', '0', '0', hex[c>>4], hex[c&15]}
		switch at := strings.IndexByte("\"\\\n\t\r", c); {
		case at >= 0:
			as = []byte{'\\', `"\ntr`[at]}
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case r == utf8.RuneError && n == 1:
				as = []byte(`\ufffd`)
			case r == '\u2028' || r == '\u2029':
				as, size = []byte{'\\', 'u', '2', '0', '2', hex[r&15]}, n
			default:
				i += n
				continue
			}
		}
		dst = append(append(dst, text[from:i]...), as...)
		i += size
		from = i
	}
	return append(append(dst, text[from:]...), '"')
}
