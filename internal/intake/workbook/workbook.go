// Package workbook reads XLSX workbooks: one table of one sheet, under one row
// of names.
//
// A sheet is read twice as a stream, like delimited text, and its columns are
// decided by the same code: once to gather the evidence of every cell, once to
// give typed rows. Numbers and dates that the workbook holds as such keep all
// their digits and are never asked about. What is not seen in the cells, or
// hidden, is told; what is not one table is refused in words that name the
// rows. Nothing is run, followed or opened.
package workbook

import (
	"bytes"
	"embed"

	lewu "github.com/lewu-id/lewu"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Name is the name of the format.
const Name = "xlsx"

// Format is workbooks on the road of all data.
//
// Answers it knows, beside those of typing.Profile.Decide:
//
//	sheet  the name of a sheet, or its number
//	header "ya" "tidak"
//	hidden "tidak" leaves hidden rows and columns out
func Format() lewu.Format {
	return lewu.Format{Name: Name, Sniff: Sniff, Read: read, Raw: raw, Cells: cells}
}

// Sniff tells how surely the first bytes of a file are a workbook. Archives and
// old Office files of any kind are claimed too, so that they are refused in
// words that say what they are.
func Sniff(head []byte) int {
	switch {
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return 90
	case !bytes.HasPrefix(head, []byte("PK\x03\x04")) && !bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return 0
	case bytes.Contains(head, []byte("[Content_Types].xml")), bytes.Contains(head, []byte("xl/")):
		return 100
	}
	return 60
}
