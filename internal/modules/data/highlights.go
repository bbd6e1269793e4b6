package data

import (
	"context"
	"slices"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
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
			if e.Frequency == catalog.Daily {
				k.Figure.Since = m.unmoved(ctx, v, h)
			}
		}
		list = append(list, k)
	}
	return list, nil
}

// A reading that comes back so many times in a row, over so many days, is one of
// an instrument that stands still; a price may well be the same for a week.
const (
	stuckReadings = 24
	stuckDays     = 2
	readings      = 1000 // that are looked at
)

// unmoved is the day since which the newest reading of a daily series has not
// changed, where that is longer than it should be; empty: it moves, or there is
// no telling.
func (m *module) unmoved(ctx context.Context, v catalog.Version, h catalog.Highlight) string {
	at := slices.Index(h.Query.Columns, h.AsOf)
	if at < 0 || len(h.Query.Measure) > 0 {
		return ""
	}
	q := h.Query
	q.Limit = readings
	answer, err := m.Published.Query(ctx, v, q)
	if err != nil || len(answer.Rows) == 0 {
		return "" // the figure stands without it
	}
	last, same := len(answer.Columns)-1, 0
	for same < len(answer.Rows) && answer.Rows[same][last] == answer.Rows[0][last] {
		same++
	}
	first := answer.Rows[same-1][at].Text
	from, err := clock.ParseDay(first)
	if err != nil || same < stuckReadings {
		return ""
	}
	to, err := clock.ParseDay(answer.Rows[0][at].Text)
	if err != nil || to.Sub(from) < stuckDays*24*time.Hour {
		return ""
	}
	return first
}
