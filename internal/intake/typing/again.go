package typing

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// Names of readings and keepings as a manifest carries them. They are part of
// what was published and never change their meaning.
var (
	readingNames = [...]string{"integer", "point", "comma", "year", "iso", "dmy", "mdy", "words", "true", "ya", "benar",
		"digits", "bps", "kemendagri", "undotted", "dotted", "word", "code"}
	keepingNames = [...]string{"none", "weak", "all"}
)

// asItIs is the name of no reading: the words as they stand.
const asItIs = "text"

// Reading is how the decision reads a cell, as text for a manifest:
// "comma:2:none". Again makes the same decision from it.
func (d *Decision) Reading() string {
	name := asItIs
	if d.as != 0 {
		name = readingNames[bits.TrailingZeros32(uint32(d.as))]
	}
	return name + ":" + strconv.Itoa(d.scale) + ":" + keepingNames[d.keep]
}

// Again makes a decision that reads cells as the column was read when its
// version was published, years ago perhaps.
func Again(c lewu.Column) (*Decision, error) {
	parts := strings.Split(c.Reading, ":")
	if len(parts) != 3 {
		return nil, fmt.Errorf("typing.Again(%q): no reading %q", c.Name, c.Reading)
	}
	d := &Decision{Column: c}
	known := parts[0] == asItIs
	for i, name := range readingNames {
		if name == parts[0] {
			d.as, known = 1<<i, true
		}
	}
	scale, err := strconv.Atoi(parts[1])
	if err != nil || scale < 0 || scale > MaxDigits {
		known = false
	}
	d.scale = scale
	keep := -1
	for i, name := range keepingNames {
		if name == parts[2] {
			keep = i
		}
	}
	if !known || keep < 0 {
		return nil, fmt.Errorf("typing.Again(%q): unknown reading %q", c.Name, c.Reading)
	}
	d.keep = keeping(keep)
	return d, nil
}

// Cells reads the original words of a row again, as the columns say they were
// read at publication: another path to the values than the one through the
// published table.
func Cells(columns []lewu.Column, raw []string) ([]lewu.Cell, error) {
	list := make([]lewu.Cell, len(columns))
	for i, c := range columns {
		d, err := Again(c)
		if err != nil {
			return nil, err
		}
		if c.Index >= len(raw) {
			continue // a short row has nothing there
		}
		cell, ok := d.Parse([]byte(raw[c.Index]))
		if !ok {
			return nil, fmt.Errorf("typing.Cells: column %q: %q is no longer read", c.Name, raw[c.Index])
		}
		list[i] = cell
	}
	return list, nil
}
