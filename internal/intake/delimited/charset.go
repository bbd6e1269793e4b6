package delimited

import (
	"bytes"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/errs"
)

// Charsets, as a Dialect and an answer name them.
const (
	utf8Text = "utf-8"
	utf16LE  = "utf-16le"
	utf16BE  = "utf-16be"
	cp1252   = "cp1252"
)

// A magic is how a kind of file that is no text begins.
type magic struct {
	prefix string
	key    string
}

var magics = []magic{
	{"PK\x03\x04", "csv.excel"}, {"PK\x05\x06", "csv.excel"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "csv.excel"},
	{"%PDF-", "csv.pdf"},
	{"\x1f\x8b", "csv.packed"}, {"BZh", "csv.packed"}, {"7z\xbc\xaf\x27\x1c", "csv.packed"}, {"Rar!\x1a", "csv.packed"}, {"\xfd7zXZ\x00", "csv.packed"}, {"\x28\xb5\x2f\xfd", "csv.packed"},
	{"PAR1", "csv.binary"}, {"SQLite format 3\x00", "csv.binary"}, {"\x89PNG", "csv.binary"}, {"\xff\xd8\xff", "csv.binary"}, {"GIF8", "csv.binary"}, {"{\\rtf", "csv.binary"},
}

// foreign refuses what is another kind of file by its first bytes.
func foreign(head []byte) error {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return errs.Say(errs.Invalid, m.key)
		}
	}
	text := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, bom8), " \t\r\n"))
	for _, prefix := range []string{"<!doctype", "<html", "<table", "<?xml", "<head", "<meta", "<body"} {
		if bytes.HasPrefix(text, []byte(prefix)) {
			return errs.Say(errs.Invalid, "csv.html")
		}
	}
	if len(text) > 1 && (text[0] == '{' || text[0] == '[') {
		next := bytes.TrimLeft(text[1:], " \t\r\n")
		if len(next) > 0 && (next[0] == '"' || next[0] == '{' || next[0] == '[') {
			return errs.Say(errs.Invalid, "csv.json")
		}
	}
	return nil
}

var bom8 = []byte("\xef\xbb\xbf")

// charset finds the encoding by the first bytes, and how many of them are a
// byte order mark. UTF-8 is a guess that the whole file has to bear out.
func charset(head []byte) (name string, skip int) {
	switch {
	case bytes.HasPrefix(head, bom8):
		return utf8Text, 3
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return utf16LE, 2
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return utf16BE, 2
	}
	// UTF-16 without a mark: Latin text has a zero in every second byte.
	var zeros [2]int
	for i, b := range head[:len(head)&^1] {
		if b == 0 {
			zeros[i&1]++
		}
	}
	switch pairs := len(head) / 2; {
	case pairs >= 4 && zeros[1]*10 >= pairs*7 && zeros[0]*10 < pairs:
		return utf16LE, 0
	case pairs >= 4 && zeros[0]*10 >= pairs*7 && zeros[1]*10 < pairs:
		return utf16BE, 0
	}
	return utf8Text, 0
}

// sample is the head of a file as UTF-8 text, for finding the dialect.
func sample(head []byte, name string, skip int) []byte {
	head = head[skip:]
	switch name {
	case utf16LE, utf16BE:
		out, _, _ := appendUTF16(nil, head[:len(head)&^1], name == utf16BE, nil)
		return out
	case cp1252:
		return appendLatin(nil, head)
	}
	return head
}

// isBinary tells text from bytes of a program: control characters that no
// table has. A zero byte is left to the reader, which knows the row.
func isBinary(text []byte) bool {
	control := 0
	for _, b := range text {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\v' && b != '\f' || b == 0x7f {
			control++
		}
	}
	return control > 8 && control*50 > len(text)
}

// isUTF8 tells whether a piece of a file is UTF-8; its last character may be
// cut off.
func isUTF8(piece []byte) bool {
	return utf8.Valid(piece[:len(piece)-cutOff(piece)])
}

// cutOff is how many bytes at the end are the beginning of a character whose
// rest is missing.
func cutOff(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if c < 0x80 {
			return 0
		}
		if c >= 0xc0 {
			if utf8.FullRune(b[len(b)-n:]) {
				return 0
			}
			return n
		}
	}
	return 0
}
