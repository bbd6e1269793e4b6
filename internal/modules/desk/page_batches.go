package desk

import (
	"net/http"
	"net/url"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/web"
)

// perPage is how many deliveries a page of the list has.
const perPage = 50

// A batchesPage lists deliveries.
type batchesPage struct {
	web.Base
	Lede    string
	Filters []web.Choice // Value is an address
	Table   web.Table
	Pager   web.Pager
	Empty   web.Empty
}

// A stateFilter is a group of states that people look for together.
type stateFilter struct {
	name   string // in the address; empty: all
	label  lewu.Message
	states []catalog.State
}

func stateFilters() []stateFilter {
	return []stateFilter{
		{"", lewu.Msg("desk.filter-all"), nil},
		{"pengirim", lewu.Msg("desk.filter-sender"), []catalog.State{catalog.Asking, catalog.Draft, catalog.Failed, catalog.Returned}},
		{"mesin", lewu.Msg("desk.filter-machine"), []catalog.State{catalog.Received, catalog.Read, catalog.Checked, catalog.Approved}},
		{"diperiksa", lewu.Msg("desk.filter-eyes"), []catalog.State{catalog.Submitted}},
		{"terbit", lewu.Msg("desk.filter-out"), []catalog.State{catalog.Published}},
		{"selesai", lewu.Msg("desk.filter-off"), waiting.OffRoad()},
	}
}

// showBatches serves GET /kerja/kiriman: ?keadaan= keeps a group of states,
// ?sebelum= goes on behind a batch.
func (m *module) showBatches(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	p := batchesPage{Base: staff(m.Web.Base(r, lewu.Msg("desk.batches")))}
	p.Lede = p.T("desk.batches-lede")
	var chosen *stateFilter
	for _, f := range stateFilters() {
		here := f.name == query.Get("keadaan")
		p.Filters = append(p.Filters, web.Choice{Value: batchesPath(f.name, ""), Label: p.Say(f.label), Chosen: here})
		if here {
			chosen = &f
		}
	}
	if chosen == nil {
		return errs.Say(errs.Invalid, "desk.filter-unknown", "value", query.Get("keadaan"))
	}
	before := query.Get("sebelum")
	if !isID(before) {
		before = ""
	}
	scope := auth.Agencies(r.Context(), intake.MayRead)
	list, err := m.Catalog.Batches(r.Context(), catalog.BatchFilter{
		Scope: scope, Substance: scope, States: chosen.states, Before: before, Limit: perPage + 1,
	})
	if err != nil {
		return err
	}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("desk.batches")}
	if before != "" {
		p.Pager.First = batchesPath(chosen.name, "")
	}
	if len(list) > perPage {
		list = list[:perPage]
		p.Pager.Next = batchesPath(chosen.name, list[perPage-1].Batch.ID)
	}
	p.fill(list)
	p.Empty = web.Empty{Page: p.Base, Title: lewu.Msg("desk.batches-none"), Body: lewu.Msg("desk.batches-none-text")}
	if p.Holds(intake.MayReceive) {
		p.Empty.Link, p.Empty.Go = root+"/kirim", lewu.Msg("desk.nav-send")
	}
	return m.Web.Page(w, http.StatusOK, "desk/batches", p)
}

func batchesPath(filter, before string) string {
	q := url.Values{}
	if filter != "" {
		q.Set("keadaan", filter)
	}
	if before != "" {
		q.Set("sebelum", before)
	}
	if len(q) == 0 {
		return root + "/kiriman"
	}
	return root + "/kiriman?" + q.Encode()
}

func (p *batchesPage) fill(list []catalog.BatchEntry) {
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("desk.batches"), Hidden: true, Stack: true, Columns: []web.TableColumn{
		{Label: p.T("desk.batch-set")}, {Label: p.T("desk.batch-agency")}, {Label: p.T("desk.batch-state")},
		{Label: p.T("desk.batch-since")}, {Label: p.T("desk.batch-change")}, {Label: p.T("desk.batch-at")},
	}}
	for _, e := range list {
		change := ""
		if v := e.Batch.Prepared; v != nil {
			change = p.T("desk.change-short", "added", v.Added, "changed", v.Changed, "removed", v.Removed)
		}
		p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: []web.TableCell{
			{Text: e.Set.Title, Href: pathOf(e.Batch.ID), Head: true},
			{Text: e.Set.Agency, Label: p.Table.Columns[1].Label},
			{Text: p.Say(stateWord(e.Batch.State)), Label: p.Table.Columns[2].Label},
			{Text: p.Ago(e.Batch.UpdatedAt), Label: p.Table.Columns[3].Label},
			{Text: change, Label: p.Table.Columns[4].Label},
			{Text: p.Date(e.Batch.CreatedAt), Label: p.Table.Columns[5].Label},
		}})
	}
}
