package places

import (
	"cmp"
	"net/http"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// listPage is where the 14 lie, and what they are, side by side.
type listPage struct {
	web.Base
	Tiles web.Tiles
	Table web.Table
}

// An order is a way to sort the list, by the words of an address.
type order struct {
	name    string
	compare func(a, b region.Region) int
	desc    bool // the biggest comes first
}

// orders are the columns that sort, in their place in the table.
func orders() map[int]order {
	return map[int]order{
		0: {"nama", func(a, b region.Region) int { return cmp.Compare(a.Short, b.Short) }, false},
		2: {"kode", func(a, b region.Region) int { return cmp.Compare(a.Kemendagri, b.Kemendagri) }, false},
		4: {"luas", func(a, b region.Region) int { return cmp.Compare(b.AreaM2, a.AreaM2) }, true},
		5: {"penduduk", func(a, b region.Region) int { return cmp.Compare(b.Population, a.Population) }, true},
		6: {"kepadatan", func(a, b region.Region) int { return density(b).Cmp(density(a)) }, true},
	}
}

// showList serves GET /wilayah.
func (m *module) showList(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	sets, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	p := listPage{Base: m.Web.Base(r, lewu.Msg("places.title", "province", region.Kalteng().Short))}
	p.Description = lewu.Msg("places.summary")
	p.Noindex = r.URL.Query().Has("urut")
	p.Tiles = web.Tiles{Page: p.Base, ID: "letak", Title: lewu.Msg("places.map"), Desc: lewu.Msg("places.map-desc")}
	for _, one := range region.Regencies() {
		p.Tiles.Items = append(p.Tiles.Items, web.Tile{Region: one})
	}
	p.Table = listTable(p.Base, r.URL.Query().Get("urut"), covered(sets))
	return m.Web.Page(w, http.StatusOK, "places/list", p)
}

// covered counts the datasets that speak of each region; all of them speak of
// the province.
func covered(sets []catalog.Entry) map[string]int {
	count := map[string]int{string(region.Kalteng().Kemendagri): len(sets)}
	for _, e := range sets {
		for _, code := range e.Extent.Regions {
			if region.Kemendagri(code).Level() == region.Regency {
				count[code]++
			}
		}
	}
	return count
}

// listTable is the 14 in the order asked for, the province below them.
func listTable(b web.Base, by string, sets map[string]int) web.Table {
	t := web.Table{Page: b, Caption: lewu.Msg("places.table"), Hidden: true, Stack: true, Columns: []web.TableColumn{
		{Label: b.T("places.region")}, {Label: b.T("places.capital")}, {Label: b.T("places.code-kemendagri")}, {Label: b.T("places.code-bps")},
		{Label: b.T("places.area"), Unit: "km²", Num: true}, {Label: b.T("places.people"), Unit: b.T("places.unit-people"), Num: true},
		{Label: b.T("places.density"), Unit: b.T("places.unit-density"), Num: true}, {Label: b.T("places.sets"), Num: true},
	}}
	list := region.Regencies()
	for i, o := range orders() {
		t.Columns[i].Href = "/wilayah?urut=" + o.name
		if o.name == by {
			slices.SortStableFunc(list, o.compare)
			t.Columns[i].Href, t.Columns[i].Sort = "/wilayah", "ascending"
			if o.desc {
				t.Columns[i].Sort = "descending"
			}
		}
	}
	for _, r := range list {
		t.Rows = append(t.Rows, web.TableRow{Cells: listCells(b, r, t.Columns, sets)})
	}
	t.Foot = listCells(b, region.Kalteng(), t.Columns, sets)
	return t
}

// listCells is one region of the list.
func listCells(b web.Base, r region.Region, columns []web.TableColumn, sets map[string]int) []web.TableCell {
	cells := []web.TableCell{
		{Text: r.Name, Href: "/wilayah/" + r.Slug, Head: true}, {Text: r.Capital}, {Text: string(r.Kemendagri), Code: true}, {Text: string(r.BPS), Code: true},
		{Text: b.Lang().Decimal(r.Km2()), Num: true}, {Text: b.Int(r.Population), Num: true}, {Text: b.Lang().Decimal(tenths(density(r))), Num: true},
		{Text: b.Int(sets[string(r.Kemendagri)]), Num: true},
	}
	for i, c := range columns {
		cells[i].Label = c.Label
		if c.Unit != "" {
			cells[i].Label += " (" + c.Unit + ")"
		}
	}
	return cells
}
