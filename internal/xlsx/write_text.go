package xlsx

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// appendXML appends text as the content of an element. What XML cannot hold is
// written as Excel writes it, _x0007_; a text that looks like that already has
// its first _ written so.
func appendXML(dst []byte, text string) []byte {
	from := 0
	for i := 0; i < len(text); i++ {
		var as string
		n := 1
		switch c := text[i]; {
		case c == '&':
			as = "&amp;"
		case c == '<':
			as = "&lt;"
		case c == '>':
			as = "&gt;"
		case c == '_' && looksEscaped(text[i:]):
			as = "_x005F_"
		case c < 0x20 && c != '\n' && c != '\t': // a reader of XML makes \n of \r
			as = escaped(rune(c))
		case c == 0xef && (strings.HasPrefix(text[i:], "\ufffe") || strings.HasPrefix(text[i:], "\uffff")):
			r, size := utf8.DecodeRuneInString(text[i:])
			as, n = escaped(r), size
		default:
			continue
		}
		dst = append(append(dst, text[from:i]...), as...)
		i += n - 1
		from = i + 1
	}
	return append(dst, text[from:]...)
}

// appendAttribute appends text as the value of an attribute in double quotes.
func appendAttribute(dst []byte, text string) []byte {
	return append(dst, strings.NewReplacer(`"`, "&quot;", "\n", "&#10;", "\t", "&#9;").Replace(string(appendXML(nil, text)))...)
}

func escaped(r rune) string {
	hex := strings.ToUpper(strconv.FormatInt(int64(r), 16))
	return "_x" + strings.Repeat("0", 4-len(hex)) + hex + "_"
}

// looksEscaped tells whether a text begins like _x0007_.
func looksEscaped(text string) bool {
	return len(text) >= 7 && text[1] == 'x' && text[6] == '_' && strings.Trim(text[2:6], "0123456789abcdefABCDEF") == ""
}

// keepsSpace tells whether a text has white space at an end, or a new line,
// which must be asked for to be kept.
func keepsSpace(text string) bool {
	if text == "" {
		return false
	}
	first, last := text[0], text[len(text)-1]
	return first <= ' ' || last <= ' ' || strings.IndexByte(text, '\n') >= 0
}

// cutText is what of a text a cell can hold.
func cutText(text string) (_ string, cut bool) {
	if len(text) <= cellUnits {
		return text, false
	}
	units, keep := 0, 0 // keep: where to cut, to leave room for the mark
	for i, r := range text {
		if units < cellUnits {
			keep = i
		}
		if units++; r > 0xffff {
			units++
		}
	}
	if units <= cellUnits {
		return text, false
	}
	return text[:keep] + "…", true
}

// runs tells whether a spreadsheet could take a text for a formula, by the rule
// of CSV downloads.
func runs(text string) bool {
	return text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0
}

// significant counts the digits of a decimal number that carry it: 1500000 has
// two. ok is false where the text is no such number.
func significant(text string) (n int, ok bool) {
	zeros, seen, point, behind := 0, 0, false, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c >= '1' && c <= '9':
			n += zeros + 1
			zeros = 0
			seen++
		case c == '0':
			if n > 0 {
				zeros++
			}
			seen++
		case c == '-' && i == 0:
			continue
		case c == '.' && !point && seen > 0:
			point = true
			continue
		default:
			return 0, false
		}
		if point {
			behind++
		}
	}
	return n, seen > 0 && (!point || behind > 0)
}

// letters is the name of a column: A, Z, AA, …, XFD.
func letters(column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
