package reading

import (
	"cmp"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/web"
)

// Columns are the columns as they were read, with the evidence for each.
func Columns(b web.Base, set catalog.Dataset, columns []lewu.Column) web.Table {
	t := web.Table{
		Page: b, Caption: lewu.Msg("desk.columns-caption"), Hidden: true, Tight: true, Stack: true,
		Columns: []web.TableColumn{
			{Label: b.T("desk.column")}, {Label: b.T("desk.column-kind")}, {Label: b.T("desk.column-unit")},
			{Label: b.T("desk.column-missing"), Num: true}, {Label: b.T("desk.column-why"), Wide: true},
		},
	}
	for _, c := range columns {
		unit := set.Named(c, b.Lang() == "en").Unit
		cells := []web.TableCell{
			{Text: cmp.Or(c.Label, c.Name), Head: true},
			{Text: b.T("desk.kind-" + string(c.Kind)), Label: t.Columns[1].Label},
			{Text: cmp.Or(unit, "–"), Label: t.Columns[2].Label},
			{Text: b.Int(c.Missing), Num: true, Label: t.Columns[3].Label},
			{Text: "", Label: t.Columns[4].Label, Wide: true},
		}
		if c.Why.Key != "" {
			cells[4].Text = b.Say(c.Why)
		}
		t.Rows = append(t.Rows, web.TableRow{Cells: cells})
	}
	return t
}
