package desk

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/web"
)

// setPages are the datasets, with their versions and what is said of them.
func (m *module) setPages() []lewu.Page {
	withdraw, describe := m.ofSet(intake.MayWithdraw), m.ofSet(intake.MayDescribe)
	return []lewu.Page{
		{Pattern: "GET " + root + "/data", Need: lewu.Need{Perm: intake.MayRead, Lists: true}, Serve: m.showSets},
		{Pattern: "GET " + root + "/data/{slug}", Need: m.toSeeSet(intake.MayRead), Serve: m.showSet},
		{Pattern: "POST " + root + "/data/{slug}/keterangan", Need: describe, MaxBody: maxForm, Serve: m.describe},
		{Pattern: "POST " + root + "/data/{slug}/versi/{n}/" + actWithdraw, Need: withdraw, MaxBody: maxForm, Serve: m.turn(actWithdraw, m.Road.Withdraw)},
		{Pattern: "POST " + root + "/data/{slug}/versi/{n}/" + actReinstate, Need: withdraw, MaxBody: maxForm, Serve: m.turn(actReinstate, m.Road.Reinstate)},
	}
}

// A setsPage lists the datasets whose road the reader sees.
type setsPage struct {
	web.Base
	Lede  string
	Table web.Table
	Empty web.Empty
}

// showSets serves GET /kerja/data.
func (m *module) showSets(w http.ResponseWriter, r *http.Request) error {
	scope := auth.Agencies(r.Context(), intake.MayRead)
	sets, err := m.Catalog.Datasets(r.Context(), scope, scope)
	if err != nil {
		return err
	}
	p := setsPage{Base: staff(m.Web.Base(r, lewu.Msg("desk.nav-sets")))}
	p.Lede = p.T("desk.sets-lede")
	p.Empty = web.Empty{Page: p.Base, Title: lewu.Msg("desk.sets-none"), Body: lewu.Msg("desk.sets-none-text")}
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("desk.nav-sets"), Hidden: true, Stack: true, Columns: []web.TableColumn{
		{Label: p.T("desk.batch-set")}, {Label: p.T("desk.batch-agency")}, {Label: p.T("desk.set-in-force")}, {Label: p.T("desk.set-next")},
	}}
	for _, set := range sets {
		p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: p.cells(m, set)})
	}
	return m.Web.Page(w, http.StatusOK, "desk/sets", p)
}

func (p *setsPage) cells(m *module, set catalog.Dataset) []web.TableCell {
	next := ""
	if late := set.Late(m.Clock()); late > 0 {
		next = p.T("desk.late", "n", late)
	} else if set.Due != "" {
		next = p.Day(set.Due)
	}
	return []web.TableCell{
		{Text: set.Title, Href: root + "/data/" + set.Slug, Head: true},
		{Text: set.Agency, Label: p.Table.Columns[1].Label},
		{Text: inForce(p.Base, set), Label: p.Table.Columns[2].Label},
		{Text: next, Label: p.Table.Columns[3].Label},
	}
}

// inForce says which version of a dataset is in force.
func inForce(b web.Base, set catalog.Dataset) string {
	switch {
	case set.Current > 0:
		return b.T("desk.set-version", "n", set.Current)
	case set.Newest > 0:
		return b.T("desk.set-withdrawn")
	}
	return b.T("desk.set-none")
}
