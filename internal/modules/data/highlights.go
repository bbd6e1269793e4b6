package data

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// highlights are the figures that an agency puts on the front page from one of
// its datasets. One that cannot be read now says so rather than being guessed.
func (m *module) highlights(ctx context.Context, e catalog.Entry) (list []lewu.KPI, err error) {
	v, _, fault := m.Published.InForce(ctx, e.Dataset)
	for _, h := range e.Highlights {
		k, err := lewu.KPI{}, fault
		if err == nil {
			k, err = m.kpi(ctx, e.Dataset, v, h)
		}
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			m.Log.WarnContext(ctx, "a figure cannot be read", "dataset", e.Slug, "label", h.Label, "err", err)
			k = lewu.KPI{
				Label: h.Label, LabelEN: h.LabelEN, Figure: lewu.Figure{Contoh: e.Contoh}, Link: "/data/" + e.Slug, Order: h.Order, Failed: true,
			}
		default:
			k.Figure.Due = e.Due
		}
		list = append(list, k)
	}
	return list, nil
}
