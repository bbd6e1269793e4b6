package data

import (
	"cmp"
	"context"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// maxFront is how many figures of each kind, public and synthetic, the room puts
// on the front page: every agency may ask for one, and a page stays a page.
const maxFront = 6

// kpis are the figures that agencies put on the front page, each with its
// receipt, in the order that they ask for.
func (m *module) kpis(ctx context.Context) (list []lewu.KPI, err error) {
	defer errs.Wrap(&err, "data.kpis")

	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return nil, err
	}
	sets = slices.DeleteFunc(sets, func(e catalog.Entry) bool { return len(e.Highlights) == 0 })
	slices.SortStableFunc(sets, func(a, b catalog.Entry) int { return cmp.Compare(a.Highlights[0].Order, b.Highlights[0].Order) })
	count := map[bool]int{} // by contoh
	for _, e := range sets {
		if count[e.Contoh] >= maxFront {
			continue
		}
		figures, err := m.highlights(ctx, e)
		if err != nil {
			return nil, err
		}
		count[e.Contoh] += len(figures)
		list = append(list, figures...)
	}
	return list, nil
}

// kpi asks a highlight's query: a measure, or the last column of the first row.
func (m *module) kpi(ctx context.Context, set catalog.Dataset, v catalog.Version, h catalog.Highlight) (lewu.KPI, error) {
	answer, err := m.Published.Query(ctx, v, h.Query)
	if err != nil {
		return lewu.KPI{}, err
	}
	if len(answer.Rows) == 0 {
		return lewu.KPI{}, errs.Say(errs.NotFound, "data.no-rows")
	}
	row, last := answer.Rows[0], len(answer.Columns)-1
	f := lewu.Figure{
		Value: row[last].Text, Kind: answer.Columns[last].Kind, Unit: h.Unit, AsOf: h.AsOf, Source: set.Source, Contoh: set.Contoh,
	}
	if f.Unit == "" && f.Kind != lewu.Money {
		f.Unit = answer.Columns[last].Unit
	}
	for i, c := range answer.Columns {
		if c.Name == h.AsOf {
			f.AsOf = row[i].Text
		}
	}
	k := lewu.KPI{Label: h.Label, LabelEN: h.LabelEN, Figure: f, Link: "/data/" + set.Slug, Order: h.Order}
	receipt := book.FigureReceipt(set, v, h.Query, f.Value)
	if len(h.Query.Measure) == 0 {
		receipt = book.CellReceipt(set, v, answer.Origin[0], answer.Columns[last].Name)
	}
	k.Origin, k.Cite = book.OriginPath(v, receipt), book.CitePath(v, receipt)
	return k, nil
}

// headline is the one figure of a dataset that answers an Ask, with its receipt.
// Where several cells are meant that do not add up, it is the highest of them,
// and its state says of what. NotFound: there is no such figure.
func (m *module) headline(ctx context.Context, set catalog.Dataset, v catalog.Version, ask book.Ask) (_ lewu.KPI, err error) {
	defer errs.Wrap(&err, "data.headline(%q, %+v)", set.Slug, ask)

	if ask.Region == "" && ask.Year == "" && ask.Measure == "" && len(ask.Filter) == 0 && len(set.Highlights) > 0 {
		return m.kpi(ctx, set, v, set.Highlights[0])
	}
	return m.open(set, v, ask.Filter).Headline(ctx, ask)
}
