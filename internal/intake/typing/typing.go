// Package typing decides what the cells of a column are, by the evidence of
// every cell of it, and writes them in canonical text.
//
// A Profile sees each raw cell once and keeps counters, not cells. Its heart is
// a set of readings ("a number with a decimal point", "a date, day first"): a
// cell leaves in the set the readings it can be read by, so a reading that is
// left at the end reads every cell of the column. A Decision takes one of
// them; where two are left that give different values, the column stays text
// and a person is asked. Nothing here does I/O.
//
// Sources: Kemendagri region codes 100.1.1-6117 of 2022 (dotted, dd.dd.dd.dddd)
// and BPS codes (undotted, 2, 4, 7 or 10 digits), shapes only.
package typing

import (
	"embed"

	lewu "github.com/lewu-id/lewu"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// MaxDigits is how many digits a Decimal may have in all.
const MaxDigits = 38

// A Decision is what a column turned out to be.
type Decision struct {
	Column   lewu.Column
	Findings []lewu.Finding
	Steps    []lewu.Step // what was repaired, in words

	as    reading // the one reading that is used; 0: the words as they stand
	scale int     // digits behind the point of a number
	keep  keeping // which marks stay words
}

// A keeping says which marks of "no value" are left as words.
type keeping uint8

const (
	keepNone keeping = iota // every mark is nothing
	keepWeak                // NaN and NULL are words: they may be, in a text
	keepAll                 // a person undid it: only an empty cell is nothing
)

// Parse reads one raw cell. The second result is false for a cell that cannot
// be read as the column was decided, which no cell that the Profile saw can be.
func (d *Decision) Parse(cell []byte) (lewu.Cell, bool) {
	text, valid, ok := d.Append(nil, cell)
	return lewu.Cell{Text: string(text), Valid: valid}, ok
}

// Append is Parse for many cells: it adds the canonical text to dst. Valid is
// false for a cell without a value, of which nothing is added.
func (d *Decision) Append(dst, cell []byte) (out []byte, valid, ok bool) {
	t := trim(cell)
	if len(t) == 0 {
		return dst, false, true
	}
	if d.keep != keepAll && len(t) <= longestMark {
		if m := markOf(t); m != noMark && (m < firstWeak || d.keep == keepNone) {
			return dst, false, true
		}
	}
	out, ok = d.append(dst, cell, t)
	return out, ok, ok
}

func (d *Decision) append(dst, cell, t []byte) ([]byte, bool) {
	switch d.as {
	case 0:
		return append(dst, cell...), true
	case asInteger, asPoint, asComma:
		return appendNumber(dst, t, d.as, d.scale)
	case asYear, asDigits, asBPS:
		digits, _, ok := wholeDigits(t)
		if !ok {
			return dst, false
		}
		return append(dst, digits...), true
	case asKemendagri, asUndotted:
		return appendKemendagri(dst, t)
	case asCode:
		return append(dst, t...), true
	case asTrue, asYa, asBenar:
		value, _ := wordBoolean(t)
		if value == 0 {
			return dst, false
		}
		if value > 0 {
			return append(dst, "true"...), true
		}
		return append(dst, "false"...), true
	}
	return appendDate(dst, t, d.as)
}
