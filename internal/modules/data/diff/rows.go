package diff

import (
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// How many rows of each kind the page lists at most, how many cells of changed
// rows, and how many of new ones: with these a page of 30 columns stays below
// 50 kB.
const (
	MaxRows    = 200
	maxChanges = 200
	maxCells   = 1200
)

// Tables writes the rows of a comparison as tables for a page.
type Tables struct {
	web.Base
	Pair
	diff  *table.Diff
	order []int // columns of the diff: those of the key first
	keys  int   // how many of them are the key
}

// NewTables makes them of a pair and its comparison.
func NewTables(b web.Base, p Pair, d *table.Diff) Tables {
	t := Tables{Base: b, Pair: p, diff: d}
	for i, c := range d.Columns {
		if slices.Contains(d.Key, c.Name) {
			t.order = append(t.order, i)
		}
	}
	t.keys = len(t.order)
	for i, c := range d.Columns {
		if !slices.Contains(d.Key, c.Name) {
			t.order = append(t.order, i)
		}
	}
	return t
}

// column is column i of the comparison as people read it.
func (t Tables) column(i int) lewu.Column {
	return t.Set.Named(t.diff.Columns[i], t.Lang() == i18n.EN)
}

// Changed has a line for each cell that differs: the row by its key, column,
// before, after, and the distance of numbers. It tells how many rows are in it.
func (t Tables) Changed() (out web.Table, rows int) {
	out = web.Table{Page: t.Base, ID: "t-berubah", Caption: lewu.Msg("data.diff-changed-caption"), Hidden: true, Tight: true, Stack: true}
	column, before, after, by := t.T("data.column"), t.T("data.diff-before"), t.T("data.diff-after"), t.T("data.diff-by")
	out.Columns = []web.TableColumn{{Label: t.keyNames()}, {Label: column}, {Label: before, Num: true}, {Label: after, Num: true}, {Label: by, Num: true}}
	for _, change := range t.diff.ChangedRows {
		if len(out.Rows) >= maxChanges {
			return out, rows
		}
		rows++
		for _, i := range t.order[t.keys:] {
			if change.Before[i] == change.After[i] {
				continue
			}
			c := t.column(i)
			out.Rows = append(out.Rows, web.TableRow{Cells: []web.TableCell{
				{Text: t.keyWords(change.After), Head: true}, {Text: labelled(c), Label: column},
				t.side(c, change.Before[i], t.From, change.BeforeOrigin, before), t.side(c, change.After[i], t.To, change.AfterOrigin, after),
				{Text: distance(t.Base, c, change.Before[i], change.After[i]), Num: true, Label: by},
			}})
		}
	}
	return out, rows
}

// keyNames and keyWords name the key and a row by it: "2025, Kabupaten Kapuas,
// sawah".
func (t Tables) keyNames() string {
	var list []string
	for _, i := range t.order[:t.keys] {
		list = append(list, t.column(i).Label)
	}
	return strings.Join(list, ", ")
}

func (t Tables) keyWords(cells []lewu.Cell) string {
	var list []string
	for _, i := range t.order[:t.keys] {
		list = append(list, published.Word(t.column(i), cells[i], t.Base))
	}
	return strings.Join(list, ", ")
}

// side is one side of a change, with the way to where it came from.
func (t Tables) side(c lewu.Column, v lewu.Cell, version catalog.Version, at table.Origin, label string) web.TableCell {
	cell := t.TableCell(c, v)
	cell.Label, cell.Num, cell.Code = label, true, false
	if _, has := version.Column(c.Name); has && v.Valid {
		cell.Href = book.CellPath(t.Set, version, at, c.Name)
	}
	return cell
}

// distance is how much a number went up or down, in the digits it has; empty
// for what is no number.
func distance(b web.Base, c lewu.Column, before, after lewu.Cell) string {
	x, isX := new(big.Rat).SetString(before.Text)
	y, isY := new(big.Rat).SetString(after.Text)
	if !c.Kind.Numeric() || !before.Valid || !after.Valid || !isX || !isY {
		return ""
	}
	by := y.Sub(y, x)
	c.Kind = lewu.Decimal // also of money: the sides have the word for it
	text := b.Cell(c, lewu.Cell{Text: by.FloatString(max(decimals(before.Text), decimals(after.Text))), Valid: true})
	if by.Sign() > 0 {
		return "+" + text
	}
	return text
}

// decimals counts the digits behind the point.
func decimals(text string) int {
	_, fraction, _ := strings.Cut(text, ".")
	return len(fraction)
}

// Fitting is the beginning of a list that a page has room for.
func (t Tables) Fitting(list []table.DiffRow) []table.DiffRow {
	return list[:min(len(list), max(1, maxCells/len(t.order)))]
}

// Rows are rows that only one version has, whole, with the key first.
func (t Tables) Rows(id string, caption lewu.Message, list []table.DiffRow, version catalog.Version) web.Table {
	columns := make([]lewu.Column, 0, len(t.order))
	for _, i := range t.order {
		columns = append(columns, t.column(i))
	}
	cells := make([][]lewu.Cell, len(list))
	for n, row := range list {
		for _, i := range t.order {
			cells[n] = append(cells[n], row.Cells[i])
		}
	}
	out := t.Table(caption, columns, cells)
	out.ID, out.Hidden, out.Tight, out.Stack = id, true, true, len(columns) <= view.MaxStacked
	for n, row := range out.Rows {
		for j, c := range columns {
			if _, has := version.Column(c.Name); has && c.Kind.Numeric() && cells[n][j].Valid {
				row.Cells[j].Href = book.CellPath(t.Set, version, list[n].Origin, c.Name)
			}
		}
	}
	return out
}

func labelled(c lewu.Column) string {
	if c.Unit == "" {
		return c.Label
	}
	return c.Label + " (" + c.Unit + ")"
}

// ChangedColumns counts in how many of the listed rows each column differs:
// "Produksi (2 baris)".
func (t Tables) ChangedColumns() (list []string) {
	for _, i := range t.order[t.keys:] {
		n := 0
		for _, change := range t.diff.ChangedRows {
			if change.Before[i] != change.After[i] {
				n++
			}
		}
		if n > 0 {
			list = append(list, t.T("data.diff-column-rows", "column", t.column(i).Label, "n", n))
		}
	}
	return list
}
