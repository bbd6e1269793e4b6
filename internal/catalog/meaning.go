package catalog

import (
	"cmp"

	lewu "github.com/lewu-id/lewu"
)

// NoUnit is how the standard (standar data) says that there is no unit.
const NoUnit = "tanpa satuan"

// Named is a column with the label and unit that people read: those of its
// meaning where the agency gave one, else those of the file. Only numbers have
// a unit there: that a code has none is for the dictionary to say.
func (d Dataset) Named(c lewu.Column, english bool) lewu.Column {
	m := d.Meanings[c.Name]
	if english {
		c.Label = cmp.Or(m.LabelEN, m.Label, c.Label)
	} else {
		c.Label = cmp.Or(m.Label, c.Label)
	}
	if c.Kind.Numeric() {
		c.Unit = cmp.Or(m.Unit, c.Unit)
	}
	if !c.Kind.Numeric() || c.Unit == NoUnit {
		c.Unit = ""
	}
	return c
}

// Complete tells whether every column has the five parts of its standard:
// concept, definition, classification, measure and unit. That is the metadata
// level "lengkap"; anything less is "dasar".
func (d Dataset) Complete(columns []lewu.Column) bool {
	for _, c := range columns {
		m := d.Meanings[c.Name]
		if m.Concept == "" || m.Definition == "" || m.Classification == "" || m.Measure == "" || cmp.Or(m.Unit, c.Unit) == "" {
			return false
		}
	}
	return len(columns) > 0
}
