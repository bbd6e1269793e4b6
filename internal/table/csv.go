package table

import (
	"fmt"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// The rules of a CSV download, on which `isi` rests, so that anybody can check
// a version with sha256sum:
//
//   - RFC 4180 in UTF-8 without a byte order mark; lines end with LF, the last
//     one too; the first line holds the column names;
//   - rows stand in total order; `_asal` and `_baris` are not among them;
//   - a missing cell is empty (in a table of one column it is "" in quotes, so
//     that no line is blank);
//   - decimals have all the digits of their scale, dates are ISO, booleans are
//     true and false;
//   - a cell of text, code or region code that begins with = + - @, tab or CR
//     gets a ' before it, so that no spreadsheet takes it for a formula;
//   - a cell is quoted only if it holds a comma, a quote, CR or LF, or begins
//     or ends with a space; a quote inside is doubled.
//
// AppendCSV says the same in Go as line does in SQL; a test holds them together.

// AppendCSV appends one CSV line of cells to dst.
func AppendCSV(dst []byte, columns []lewu.Column, cells []lewu.Cell) []byte {
	for i, c := range cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		switch {
		case !c.Valid || c.Text == "":
			if len(cells) == 1 {
				dst = append(dst, `""`...)
			}
		case textual(columns[i].Kind):
			dst = appendText(dst, c.Text)
		default:
			dst = append(dst, c.Text...)
		}
	}
	return append(dst, '\n')
}

// appendText appends a cell of a textual kind, guarded and quoted as needed.
func appendText(dst []byte, text string) []byte {
	if strings.IndexByte("=+-@\t\r", text[0]) >= 0 {
		text = "'" + text
	}
	if !strings.ContainsAny(text, ",\"\r\n") && text[0] != ' ' && text[len(text)-1] != ' ' {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(text, `"`, `""`)...)
	return append(dst, '"')
}

// header is the first line of a download.
func header(columns []lewu.Column) []byte {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return []byte(strings.Join(names, ",") + "\n")
}

// line is the SQL for one CSV line of a row of columns.
func line(columns []lewu.Column) string {
	if len(columns) == 1 {
		return "concat(coalesce(" + field(columns[0]) + `, '""'), chr(10))`
	}
	fields := make([]string, len(columns))
	for i, c := range columns {
		fields[i] = field(c)
	}
	return "concat(" + strings.Join(fields, ", ',', ") + ", chr(10))"
}

// field is the SQL for one cell; concat takes NULL for nothing. contains and
// concat are many times faster here than || and patterns.
func field(c lewu.Column) string {
	name := ident(c.Name)
	if !textual(c.Kind) {
		return "CAST(" + name + " AS VARCHAR)"
	}
	guarded := "CASE WHEN ascii(" + name + ") IN (61, 43, 45, 64, 9, 13) THEN concat('''', " + name + ") ELSE " + name + " END"
	return fmt.Sprintf(`CASE WHEN contains(%[1]s, ',') OR contains(%[1]s, '"') OR contains(%[1]s, chr(10)) OR contains(%[1]s, chr(13))`+
		` OR starts_with(%[1]s, ' ') OR ends_with(%[1]s, ' ')`+
		` THEN concat('"', replace(%[2]s, '"', '""'), '"') ELSE %[2]s END`, name, guarded)
}
