// Package delimited reads delimited text: CSV, TSV and their kin, with any of
// , ; tab | between the cells, in UTF-8, UTF-16 or Windows-1252.
//
// A file is read twice as a stream: once to gather the evidence of every cell,
// once to give typed rows. What is not one table under one header row is
// refused in words that name the row, never guessed. Nothing of a file is ever
// held in memory but one record, and the first rows for judging the layout.
package delimited

import (
	"bytes"
	"embed"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Limits of one file; a record is one row with all line breaks inside quotes.
const (
	MaxCell    = 1 << 20 // bytes
	MaxRecord  = 4 << 20 // bytes
	MaxColumns = 16_384
)

// headSize is how much of a file the dialect is found by.
const headSize = 64 << 10

// Name is the name of the format.
const Name = "csv"

// Format is delimited text on the road of all data.
//
// Answers it knows, beside those of typing.Profile.Decide:
//
//	comma   "," ";" "tab" "|"
//	charset "utf-8" "utf-16le" "utf-16be" "cp1252"
//	header  "ya" "tidak"
func Format() lewu.Format {
	return lewu.Format{Name: Name, Sniff: Sniff, Read: read, Raw: raw, Cells: typing.Cells}
}

// Sniff tells how surely the first bytes of a file are delimited text. Other
// things get 1, so that a file nobody else knows is still refused in words.
func Sniff(head []byte) int {
	d, err := Detect(head, int64(len(head)))
	switch {
	case err != nil:
		return 1
	case d.cells > 1:
		return 80
	case bytes.IndexByte(head, '\n') >= 0:
		return 40
	}
	return 20
}
