package data

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// Bounds of what the map of the front page offers: the regions that a measure
// must have, and how many measures are in its list.
const (
	layerRegions = 10
	maxLayers    = 40
)

// layers are the measures that can colour the map: those that are one figure a
// region without a choice among kinds. Public ones come first, and of each the
// shares and rates before the counts, which only say where many people live.
func (m *module) layers(ctx context.Context) (list []lewu.Layer, err error) {
	defer errs.Wrap(&err, "data.layers")

	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return nil, err
	}
	columns, err := m.Catalog.Columns(ctx)
	if err != nil {
		return nil, err
	}
	for _, e := range sets {
		if regencyCount(e.Extent) < layerRegions {
			continue
		}
		s := shape.Of(e.Dataset, columns[e.ID])
		if s.Region == "" {
			continue
		}
		for i, measure := range s.Measures {
			if fits(s, measure) && (i == s.Main || !e.Contoh) {
				list = append(list, m.layer(e, measure, i == s.Main))
			}
		}
	}
	slices.SortStableFunc(list, func(a, b lewu.Layer) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), strings.Compare(a.Label, b.Label))
	})
	return list[:min(maxLayers, len(list))], nil
}

// regencyCount counts the kabupaten/kota that a dataset speaks of.
func regencyCount(e catalog.Extent) (n int) {
	for _, code := range e.Regions {
		if region.Kemendagri(code).Level() == region.Regency {
			n++
		}
	}
	return n
}

// fits tells whether a measure is one figure a region: it adds up over the kinds
// in its table, or there are none.
func fits(s shape.Shape, m shape.Measure) bool {
	if len(s.Apart()) > 0 {
		return false
	}
	for _, c := range s.Categories {
		if c.Key && !m.Adds() {
			return false
		}
	}
	return true
}

// layer is one measure of a dataset on the map; main says that the dataset is
// about it.
func (m *module) layer(e catalog.Entry, measure shape.Measure, main bool) lewu.Layer {
	l := lewu.Layer{
		ID: e.Slug + "." + measure.Name, Label: withUnit(measure.Label, measure.Unit), LabelEN: withUnit(measure.LabelEN, measure.Unit),
		Contoh: e.Contoh, Link: "/data/" + e.Slug, Order: 2,
		Marks: func(ctx context.Context) ([]lewu.Mark, error) { return m.marks(ctx, e, measure) },
	}
	switch {
	case main && len(e.Highlights) > 0:
		l.Order = 0
	case !measure.Adds():
		l.Order = 1
	}
	if e.Contoh {
		l.Order += 3
	}
	return l
}

func withUnit(label, unit string) string {
	if unit == "" {
		return label
	}
	return label + " (" + unit + ")"
}

// marks are the figures of one measure for each region, all of the newest
// period in which it has any.
func (m *module) marks(ctx context.Context, e catalog.Entry, measure shape.Measure) (list []lewu.Mark, err error) {
	defer errs.Wrap(&err, "data.marks(%q, %q)", e.Slug, measure.Name)

	v, _, err := m.Published.InForce(ctx, e.Dataset)
	if err != nil {
		return nil, err
	}
	b := m.open(e.Dataset, v, nil)
	times, err := b.Moments(ctx, measure.Name)
	if err != nil {
		return nil, err
	}
	asOf := v.Extent.To
	var filters []lewu.Filter
	if len(times) > 0 {
		filters, asOf = b.Filters(times[0]), times[0].AsOf()
	}
	cells, err := m.singles(ctx, b, measure, filters)
	if err != nil {
		return nil, err
	}
	places, err := b.Places(ctx, measure.Name, filters...)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if p.Level != region.Regency || p.Home.Name == "" || p.Cells == 0 {
			continue
		}
		f := lewu.Figure{Kind: measure.Kind, Unit: measure.Unit, AsOf: asOf, Due: e.Due, Source: e.Source, Contoh: e.Contoh}
		if measure.Kind == lewu.Money {
			f.Unit = ""
		}
		receipt, ok := cells[p.Value]
		if f.Value = receipt.Result; !ok || p.Cells > 1 {
			if receipt, err = b.Figure(ctx, measure, append(slices.Clone(filters), book.Is(b.Shape.Region, p.Value)), &f); err != nil {
				return nil, err
			}
		}
		list = append(list, lewu.Mark{Region: string(p.Home.Kemendagri), Figure: f, Origin: book.OriginPath(v, receipt), Cite: book.CitePath(v, receipt)})
	}
	return list, nil
}

// maxSingles is how many rows are read at once for their cells: more than there
// are kabupaten/kota in any province.
const maxSingles = 100

// singles are the receipts of single cells by the value of their place, read at
// once where a table has one row a place.
func (m *module) singles(ctx context.Context, b *book.Book, measure shape.Measure, filters []lewu.Filter) (map[string]lewu.Receipt, error) {
	q := lewu.Query{Columns: []string{b.Shape.Region, measure.Name}, Filter: b.Where(filters...), Limit: maxSingles}
	answer, err := b.Ask(ctx, q)
	if err != nil || answer.Next != "" {
		return nil, err
	}
	found := map[string]lewu.Receipt{}
	for i, row := range answer.Rows {
		if !row[0].Valid || !row[1].Valid {
			continue
		}
		receipt := book.CellReceipt(b.Set, b.Version, answer.Origin[i], measure.Name)
		receipt.Rows, receipt.Result = 1, row[1].Text
		found[row[0].Text] = receipt
	}
	return found, nil
}

// queryOf is a filter on one value as an address has it.
func queryOf(column, value string) string { return url.Values{column: {value}}.Encode() }
