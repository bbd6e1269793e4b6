// Package layout judges how a table lies in a file: which row holds the names
// of its columns, and which rows are no data. Readers of all formats ask it, so
// that the same table is understood alike wherever it comes from.
package layout

import "strings"

// Judged is how many rows the layout of a file is judged by.
const Judged = 100

// A Record is one row held in memory, for judging the layout.
type Record struct {
	Row   int64
	Cells []string
}

// Blank tells whether nothing stands in the row.
func (r Record) Blank() bool { return r.Filled() == 0 }

// Filled counts the cells with something in them.
func (r Record) Filled() (n int) {
	for _, c := range r.Cells {
		if !IsBlank([]byte(c)) {
			n++
		}
	}
	return n
}

// IsBlank tells whether a cell holds nothing but blanks.
func IsBlank(cell []byte) bool {
	for _, c := range cell {
		if c > ' ' {
			return false
		}
	}
	return true
}

// Only is the first cell of a row that has something in it.
func (r Record) Only() string {
	for _, c := range r.Cells {
		if !IsBlank([]byte(c)) {
			return strings.TrimSpace(c)
		}
	}
	return ""
}

// Clip shortens what a message quotes.
func Clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
