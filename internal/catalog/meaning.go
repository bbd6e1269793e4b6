package catalog

import (
	"cmp"

	lewu "github.com/lewu-id/lewu"
)

// Named is a column with the label and unit that people read: those of its
// meaning where the agency gave one, else those of the file.
func (d Dataset) Named(c lewu.Column, english bool) lewu.Column {
	m := d.Meanings[c.Name]
	if english {
		c.Label = cmp.Or(m.LabelEN, m.Label, c.Label)
	} else {
		c.Label = cmp.Or(m.Label, c.Label)
	}
	c.Unit = cmp.Or(m.Unit, c.Unit)
	return c
}
