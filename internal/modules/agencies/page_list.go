package agencies

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/web"
)

// listPage is all agencies: those whose figures are real, and the synthetic
// ones of the demo.
type listPage struct {
	web.Base
	Lede   string
	Groups []listGroup
}

// A listGroup holds real or synthetic agencies, never both.
type listGroup struct {
	ID     string
	Title  lewu.Message
	Contoh bool
	Table  web.Table
}

// showList serves GET /opd.
func (m *module) showList(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	sets, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	list := gather(sets, m.Clock())
	p := listPage{Base: m.Web.Base(r, lewu.Msg("agencies.title"))}
	p.Description = lewu.Msg("agencies.summary")
	p.Lede = p.T("agencies.lede", "n", len(list), "sets", len(sets))
	public := p.group("publik", "agencies.group-public", false)
	sample := p.group("contoh", "agencies.group-sample", true)
	for _, a := range list {
		g := &public
		if a.Contoh {
			g = &sample
		}
		g.Table.Rows = append(g.Table.Rows, web.TableRow{Cells: listCells(p.Base, a)})
	}
	for _, g := range []listGroup{public, sample} {
		if len(g.Table.Rows) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	return m.Web.Page(w, http.StatusOK, "agencies/list", p)
}

func (p listPage) group(id, title string, contoh bool) listGroup {
	return listGroup{ID: id, Title: lewu.Msg(title), Contoh: contoh, Table: web.Table{
		Page: p.Base, Caption: lewu.Msg(title), Hidden: true, Columns: []web.TableColumn{
			{Label: p.T("agencies.one")}, {Label: p.T("agencies.newest"), Wide: true}, {Label: p.T("agencies.sets"), Num: true},
			{Label: p.T("agencies.late"), Num: true}, {Label: p.T("agencies.longest"), Num: true, Wide: true},
		},
	}}
}

// listCells is one agency of the list; nothing late is nothing, not a zero that
// must be read.
func listCells(b web.Base, a agency) []web.TableCell {
	late, longest := "", ""
	if a.Late > 0 {
		late, longest = b.Int(a.Late), b.T("agencies.days", "n", a.Longest)
	}
	return []web.TableCell{
		{Text: a.Name, Href: "/opd/" + a.Slug, Head: true},
		{Text: b.Date(a.Newest), Wide: true},
		{Text: b.Int(len(a.Sets)), Num: true},
		{Text: late, Num: true},
		{Text: longest, Num: true, Wide: true},
	}
}
