package table

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// Rows that go through Go travel from DuckDB packed: one text a row, many rows
// in a block, so that the driver hands over one value a row instead of one a
// cell. A cell of text is its length in bytes, a colon and itself; another cell
// is itself and a semicolon, which none of them holds. A missing cell has only
// the mark: no published cell is an empty text.

// packed is the SQL for one packed row; concat takes NULL for nothing.
func packed(columns []lewu.Column) string {
	fields := make([]string, len(columns))
	for i, c := range columns {
		name := ident(c.Name)
		if textual(c.Kind) {
			fields[i] = "strlen(" + name + "), ':', " + name
		} else {
			fields[i] = "CAST(" + name + " AS VARCHAR), ';'"
		}
	}
	return "concat(" + strings.Join(fields, ", ") + ")"
}

// appendPacked appends one packed row, as the SQL makes it.
func appendPacked(dst []byte, columns []lewu.Column, cells []lewu.Cell) []byte {
	for i, c := range cells {
		switch text := textual(columns[i].Kind); {
		case text && c.Valid:
			dst = append(strconv.AppendInt(dst, int64(len(c.Text)), 10), ':')
			dst = append(dst, c.Text...)
		case text:
			dst = append(dst, ':')
		default:
			dst = append(append(dst, c.Text...), ';')
		}
	}
	return dst
}

// errPacked says that a block does not hold whole rows of its columns, which
// only a mistake of ours can bring about.
var errPacked = errors.New("a packed row cannot be read")

// unpack calls yield for every row of a block. The slice is reused; the texts
// are parts of one copy of the block.
func unpack(block []byte, columns []lewu.Column, cells []lewu.Cell, yield func([]lewu.Cell) error) error {
	rest := string(block)
	for rest != "" {
		for i, c := range columns {
			var text string
			var ok bool
			if textual(c.Kind) {
				text, rest, ok = cutText(rest)
			} else {
				text, rest, ok = strings.Cut(rest, ";")
			}
			if !ok {
				return fmt.Errorf("column %q: %w", c.Name, errPacked)
			}
			cells[i] = lewu.Cell{Text: text, Valid: text != ""}
		}
		if err := yield(cells); err != nil {
			return err
		}
	}
	return nil
}

// cutText takes a text with its length off the front.
func cutText(s string) (text, rest string, ok bool) {
	n := 0
	for i := range len(s) {
		if s[i] == ':' {
			if n > len(s)-i-1 {
				return "", "", false
			}
			return s[i+1 : i+1+n], s[i+1+n:], true
		}
		if s[i] < '0' || s[i] > '9' || n > maxPacked {
			return "", "", false
		}
		n = 10*n + int(s[i]-'0')
	}
	return "", "", false
}

// maxPacked is more than the bytes of any cell.
const maxPacked = 1 << 30
