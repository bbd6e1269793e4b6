package data

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// kpis are the figures that agencies put on the front page, each with its
// receipt. One that cannot be read now is left out rather than guessed.
func (m *module) kpis(ctx context.Context) (list []lewu.KPI, err error) {
	defer errs.Wrap(&err, "data.kpis")

	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range sets {
		if len(e.Highlights) == 0 {
			continue
		}
		v, _, err := m.Published.InForce(ctx, e.Dataset)
		if err != nil {
			m.Log.WarnContext(ctx, "no figure for the front page", "dataset", e.Slug, "err", err)
			continue
		}
		for _, h := range e.Highlights {
			kpi, err := m.kpi(ctx, e.Dataset, v, h)
			if err != nil {
				m.Log.WarnContext(ctx, "no figure for the front page", "dataset", e.Slug, "label", h.Label, "err", err)
				continue
			}
			list = append(list, kpi)
		}
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
	receipt := figureReceipt(set, v, h.Query, f.Value)
	if len(h.Query.Measure) == 0 {
		receipt = cellReceipt(set, v, answer.Origin[0], answer.Columns[last].Name)
	}
	k.Origin, k.Cite = originPath(v, receipt), citePath(v, receipt)
	return k, nil
}
