package view

import (
	"cmp"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A DictionaryPart explains the columns of a table: "data/_dictionary".
type DictionaryPart struct {
	Page  web.Base
	Lines []columnLine
	Whole bool // every column has all five parts of its standard
	More  int  // columns that are not explained here
}

// maxExplained is how many columns a page explains; meta.json explains all.
const maxExplained = 60

// A columnLine is one column: its standard (standar data) in the five parts of
// Perpres 39/2019, and how it was read.
type columnLine struct {
	lewu.Column // under the label that people read
	Meaning     catalog.Meaning
	Key         bool
	Type        string // in words
	Measured    string // its unit; "tanpa satuan" is one too
	Missing     string // how many cells are empty
}

// DictionaryOf makes the dictionary of a version.
func DictionaryOf(page web.Base, c edition.Edition) DictionaryPart {
	p := DictionaryPart{Page: page, Whole: c.Set.Complete(c.Version.Columns)}
	key := map[string]bool{}
	for _, k := range c.Version.Key {
		key[k] = true
	}
	columns := c.Version.Columns
	p.More = max(0, len(columns)-maxExplained)
	for _, column := range columns[:len(columns)-p.More] {
		named := c.Set.Named(column, page.Lang() == "en")
		line := columnLine{Column: named, Meaning: c.Set.Meanings[column.Name], Key: key[column.Name], Type: page.T("data.kind-" + string(column.Kind))}
		line.Measured = cmp.Or(line.Meaning.Unit, column.Unit)
		if column.Scale > 0 && column.Kind == lewu.Decimal {
			line.Type = page.T("data.kind-scaled", "kind", line.Type, "n", column.Scale)
		}
		if line.Missing = page.T("data.missing-none"); column.Missing > 0 {
			line.Missing = page.T("data.missing-some", "n", column.Missing, "all", c.Version.Rows)
		}
		p.Lines = append(p.Lines, line)
	}
	return p
}
