package diff

import (
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/table"
)

// changeColumn is the name of the first column.
const changeColumn = "_beda"

// CSV is all rows that differ. The first column says how: "baru" and "hilang" are
// whole rows, a changed row stands twice, as "semula" and "menjadi".
func CSV(d *table.Diff) []byte {
	columns := append([]lewu.Column{{Name: changeColumn, Kind: lewu.Text}}, d.Columns...)
	head := make([]lewu.Cell, len(columns))
	texts := slices.Clone(columns)
	for i, c := range columns {
		head[i], texts[i].Kind = lewu.Cell{Text: c.Name, Valid: true}, lewu.Text
	}
	out := table.AppendCSV(nil, texts, head)
	row := func(how string, cells []lewu.Cell) {
		out = table.AppendCSV(out, columns, append([]lewu.Cell{{Text: how, Valid: true}}, cells...))
	}
	for _, c := range d.ChangedRows {
		row("semula", c.Before)
		row("menjadi", c.After)
	}
	for _, c := range d.AddedRows {
		row("baru", c.Cells)
	}
	for _, c := range d.RemovedRows {
		row("hilang", c.Cells)
	}
	return out
}
