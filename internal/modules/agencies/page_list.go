package agencies

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/web"
)

// listPage is all agencies: those whose figures are real, and the synthetic
// ones of the demo; behind each those that have ended.
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
	list, err := m.agencies(r.Context())
	if err != nil {
		return err
	}
	p := listPage{Base: m.Web.Base(r, lewu.Msg("agencies.title"))}
	p.Description = lewu.Msg("agencies.summary")
	p.Lede = p.T("agencies.lede-empty")
	if some, sets := publishing(list); sets > 0 {
		p.Lede = p.T("agencies.lede", "n", len(some), "sets", sets)
	}
	p.Groups = p.groups(list, clock.Day(m.Clock()))
	return m.Web.Page(w, http.StatusOK, "agencies/list", p)
}

// groups divides agencies into those that are there and those that have ended.
func (p listPage) groups(list []agency, today string) (groups []listGroup) {
	all := []listGroup{
		p.group("publik", "agencies.group-public", false), p.group("contoh", "agencies.group-sample", true),
		p.ended("berakhir", "agencies.group-ended", false), p.ended("berakhir-contoh", "agencies.group-ended-sample", true),
	}
	for _, a := range list {
		at, cells := 0, listCells(p.Base, a)
		if a.Closed(today) {
			at, cells = 2, endedCells(p.Base, a)
		}
		if a.Contoh {
			at++
		}
		all[at].Table.Rows = append(all[at].Table.Rows, web.TableRow{Cells: cells})
	}
	for _, g := range all {
		if len(g.Table.Rows) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (p listPage) group(id, title string, contoh bool) listGroup {
	return listGroup{ID: id, Title: lewu.Msg(title), Contoh: contoh, Table: web.Table{
		Page: p.Base, Caption: lewu.Msg(title), Hidden: true, Columns: []web.TableColumn{
			{Label: p.T("agencies.one")}, {Label: p.T("agencies.newest"), Wide: true}, {Label: p.T("agencies.sets"), Num: true},
			{Label: p.T("agencies.late"), Num: true}, {Label: p.T("agencies.longest"), Num: true, Wide: true},
		},
	}}
}

func (p listPage) ended(id, title string, contoh bool) listGroup {
	return listGroup{ID: id, Title: lewu.Msg(title), Contoh: contoh, Table: web.Table{
		Page: p.Base, Caption: lewu.Msg(title), Hidden: true, Stack: true,
		Columns: []web.TableColumn{{Label: p.T("agencies.one")}, {Label: p.T("agencies.ended")}, {Label: p.T("agencies.after")}},
	}}
}

// listCells is one agency of the list; nothing late is nothing, not a zero that
// must be read.
func listCells(b web.Base, a agency) []web.TableCell {
	late, longest, newest := "", "", b.T("agencies.newest-none")
	if a.Late > 0 {
		late, longest = b.Int(a.Late), b.T("agencies.days", "n", a.Longest)
	}
	if len(a.Sets) > 0 {
		newest = b.Date(a.Newest)
	}
	return []web.TableCell{
		{Text: a.Name, Href: "/opd/" + a.Slug, Head: true},
		{Text: newest, Wide: true},
		{Text: b.Int(len(a.Sets)), Num: true},
		{Text: late, Num: true},
		{Text: longest, Num: true, Wide: true},
	}
}

// endedCells is one that has ended: since when, and who came after.
func endedCells(b web.Base, a agency) []web.TableCell {
	after := web.TableCell{Text: names(a.Successors), Label: b.T("agencies.after")}
	switch len(a.Successors) {
	case 0:
		after.Text = b.T("agencies.after-none")
	case 1:
		after.Href = "/opd/" + a.Successors[0].Slug
	}
	return []web.TableCell{
		{Text: a.Name, Href: "/opd/" + a.Slug, Head: true},
		{Text: b.Day(a.Until), Label: b.T("agencies.ended")}, after,
	}
}
