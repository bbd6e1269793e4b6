package xlsx

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	errEntity = xmlError("an entity that XML does not have by itself")
	errBytes  = xmlError("bytes that are not UTF-8")
)

// appendText adds a text as XML means it: the five entities and characters by
// number are written out, and a line ends with \n only.
func appendText(dst, raw []byte, cdata bool) ([]byte, error) {
	if i := plainLen(raw); i == len(raw) {
		return append(dst, raw...), nil
	}
	if !utf8.Valid(raw) {
		return dst, errBytes
	}
	for {
		i := bytes.IndexAny(raw, "&\r")
		if i < 0 {
			return append(dst, raw...), nil
		}
		dst = append(dst, raw[:i]...)
		switch raw = raw[i:]; {
		case raw[0] == '\r':
			dst = append(dst, '\n')
			if raw = raw[1:]; len(raw) > 0 && raw[0] == '\n' {
				raw = raw[1:]
			}
		case cdata:
			dst, raw = append(dst, '&'), raw[1:]
		default:
			end := bytes.IndexByte(raw[:min(len(raw), longestEntity)], ';')
			if end < 0 {
				return dst, errEntity
			}
			r, ok := entityRune(raw[1:end])
			if !ok {
				return dst, errEntity
			}
			dst, raw = utf8.AppendRune(dst, r), raw[end+1:]
		}
	}
}

// plainLen is how much of a text from its beginning is ASCII that stands for
// itself: nearly always all of it.
func plainLen(raw []byte) int {
	for i, c := range raw {
		if c >= utf8.RuneSelf || c == '&' || c == '\r' {
			return i
		}
	}
	return len(raw)
}

const longestEntity = len("&#x0010FFFF;")

// entityRune is the character of "amp", "#38" or "#x26".
func entityRune(name []byte) (rune, bool) {
	switch string(name) {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune || utf16.IsSurrogate(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// unescape writes out what XML cannot hold and a workbook writes as _x000D_,
// from behind start. A zero character stays as it is written.
func unescape(b []byte, start int) []byte {
	if !bytes.Contains(b[start:], []byte("_x")) {
		return b
	}
	out := b[:start]
	rest := b[start:]
	for len(rest) > 0 {
		r, n := escapedRune(rest)
		if n == 0 {
			out, rest = append(out, rest[0]), rest[1:]
			continue
		}
		out, rest = utf8.AppendRune(out, r), rest[n:] // never longer than what was read
	}
	return out
}

// escapedRune reads _x000D_, or two of them that are one character, and says
// how many bytes it is; 0 for something else.
func escapedRune(b []byte) (r rune, n int) {
	first, ok := escapedUnit(b)
	switch {
	case !ok || first == 0:
		return 0, 0
	case !utf16.IsSurrogate(first):
		return first, escapeSize
	}
	second, ok := escapedUnit(b[escapeSize:])
	if r = utf16.DecodeRune(first, second); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 2 * escapeSize
}

const escapeSize = len("_x000D_")

func escapedUnit(b []byte) (rune, bool) {
	if len(b) < escapeSize || b[0] != '_' || b[1] != 'x' || b[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return rune(n), err == nil
}

// isSpace knows the white space of XML.
func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// trimSpace takes white space off the end of b, and off what stands from start.
func trimSpace(b []byte, start int) []byte {
	for len(b) > start && isSpace(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	n := start
	for n < len(b) && isSpace(b[n]) {
		n++
	}
	return append(b[:start], b[n:]...)
}
