package gallery

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// A listsPage shows tables, pages of them, downloads and lines.
type listsPage struct {
	page
	Table      web.Table
	Broad      web.Table
	Pager      web.Pager
	Short      web.Pager
	Downloads  web.Downloads
	Lines      web.Lines
	LinesShort web.Lines
	Tiles      web.Tiles
}

func lists(p page) any {
	b := p.Base
	l := listsPage{page: p, Table: riceTable(b), Broad: broadTable(b)}
	l.Pager = web.Pager{Page: b, Label: lewu.Msg("gallery.pager-label"), Shown: lewu.Msg("gallery.pager-shown"), First: toLists, Prev: toLists, Next: toLists}
	l.Short = web.Pager{Page: b, Label: lewu.Msg("gallery.pager"), Prev: toLists, Next: toLists, Pages: []web.PagerPage{{Number: 1, Path: toLists}, {Number: 2}, {Number: 3, Path: toLists}}}
	l.Downloads = web.Downloads{Page: b, Items: []web.Download{
		{Label: web.Text("CSV"), Path: toLists, Bytes: 38_000},
		{Label: web.Text("XLSX"), Path: toLists, Bytes: 1_200_000, Note: lewu.Msg("gallery.download-note")},
		{Label: web.Text("Parquet"), Path: toLists},
	}}
	lines := []lewu.Line{
		{Label: "Produksi padi menurut kabupaten/kota, 2019–2024", LabelEN: "Rice production by regency and city, 2019–2024", Link: toLists, Note: lewu.Msg("gallery.line-note"), Meta: []lewu.Message{web.Text("Dinas Contoh A")}},
		{Label: "Harga bahan pokok harian di 14 pasar", LabelEN: "Daily prices of staples at 14 markets", Link: toLists, Note: lewu.Msg("gallery.late"), Age: "late", Meta: []lewu.Message{web.Text("Dinas Contoh B")}},
	}
	l.Lines = web.Lines{Page: b, Items: lines}
	l.LinesShort = web.Lines{Page: b, Items: lines, Short: true}
	l.Tiles = web.Tiles{Page: b, ID: "petak", Title: lewu.Msg("gallery.tiles"), Desc: lewu.Msg("gallery.tiles-note")}
	for _, r := range region.Regencies() {
		t := web.Tile{Region: r}
		switch r.Slug {
		case "katingan":
			t.Mark = "here"
		case "gunung-mas", "seruyan", "kotawaringin-timur":
			t.Mark = "near"
		}
		l.Tiles.Items = append(l.Tiles.Items, t)
	}
	return l
}

// rice is production in tons, 2024, made up, in the order of the codes; Palangka
// Raya did not report.
var rice = []int64{12_313, 30_184, 159_383, 13_899, 11_498, 22_239, 16_258, 5_109, 7_710, 6_095, 85_307, 5_042, 13_632}

// riceTable has a row that was asked for, one without values, links, an order,
// bars and a sum.
func riceTable(b web.Base) web.Table {
	columns := []lewu.Column{
		{Label: b.T("gallery.column-place"), Kind: lewu.Text}, {Label: b.T("gallery.column-code"), Kind: lewu.Kemendagri},
		{Label: b.T("gallery.column-rice"), Kind: lewu.Integer, Unit: "ton"}, {Label: b.T("gallery.column-change"), Kind: lewu.Decimal, Unit: "%"},
	}
	change := []string{"-2.2", "-6.1", "-7.3", "-4.6", "-0.4", "1.3"}
	text := func(s string) lewu.Cell { return lewu.Cell{Text: s, Valid: s != ""} }
	var rows [][]lewu.Cell
	for i, r := range region.Regencies()[:len(change)] {
		rows = append(rows, []lewu.Cell{text(r.Short), text(string(r.Kemendagri)), text(strconv.FormatInt(rice[i], 10)), text(change[i])})
	}
	rows = append(rows, []lewu.Cell{text("Palangka Raya"), text("62.71"), {}, {}})
	t := b.Table(lewu.Msg("gallery.table-caption"), columns, rows)
	t.Stack = true
	t.Columns[0].Href = toLists
	t.Columns[2].Href, t.Columns[2].Sort = toLists, "descending"
	t.Columns = append(t.Columns, web.TableColumn{Label: b.T("gallery.column-bar"), Bar: true})
	for i := range t.Rows {
		bar := web.TableCell{}
		if i < len(change) {
			bar.Bar = &web.Bar{Share: strconv.FormatInt(rice[i]*100/rice[2], 10)}
		}
		t.Rows[i].Cells = append(t.Rows[i].Cells, bar)
	}
	t.Rows[0].Cells[0].Href, t.Rows[0].Cells[2].Href = toLists, toLists
	t.Rows[5].Mark = true
	t.Foot = []web.TableCell{
		{Text: b.T("gallery.table-sum"), Head: true}, {}, {Text: b.Int(249_516), Num: true, Label: b.T("gallery.column-rice") + " (ton)"}, {Text: "−4,4", Num: true, Label: b.T("gallery.column-change") + " (%)"}, {},
	}
	return t
}

// broadTable is wider than any screen.
func broadTable(b web.Base) web.Table {
	columns := []lewu.Column{{Label: b.T("gallery.column-place"), Kind: lewu.Text}}
	row := []lewu.Cell{{Text: "Kotawaringin Timur", Valid: true}}
	for year := 2012; year <= 2025; year++ {
		columns = append(columns, lewu.Column{Label: strconv.Itoa(year), Kind: lewu.Money})
		row = append(row, lewu.Cell{Text: "1204500000.25", Valid: true})
	}
	t := b.Table(lewu.Msg("gallery.table-broad"), columns, [][]lewu.Cell{row, row})
	t.Hidden, t.Tight = true, true
	return t
}
