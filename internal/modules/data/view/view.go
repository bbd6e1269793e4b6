package view

import (
	"context"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A view is one picture of a table: which form, which measure, and by what it
// is divided. What may be asked for follows from the shape of the table.
type view struct {
	finding.Writer
	f       finding.Finding
	kind    chart.Kind
	measure shape.Measure // without Name rows are counted
	by      string        // column; empty: not divided
	chosen  bool          // by was asked for
	pins    []lewu.Filter // of figures that do not add up: the one kind that is shown
	whole   []lewu.Filter // the rows that make a total

	within  string        // a category each of whose values lies in one place: a post on a river
	peak    *finding.Peak // of what is shown, where that is only a part
	second  bool          // stands beside another picture of the same division
	kinds   []chart.Kind  // that may be asked for
	bys     []string      // and columns to divide by
	moments []book.Moment // the newest first
	places  []book.Place  // with figures, the province left out
}

// How much a picture shows.
const (
	maxTracks = 6  // lines
	maxPanels = 16 // small multiples: 14 kabupaten/kota, and two
	maxBars   = 20
	maxTimes  = 60 // periods of a line
	mapPlaces = 5  // from which a map is worth it
)

// newView makes the picture that was asked for; what was not asked follows from
// the table.
func newView(ctx context.Context, w finding.Writer, f finding.Finding, ask Ask) (*view, error) {
	v := &view{Writer: w, f: f, measure: f.Measure}
	if ask.measure != "" {
		m, ok := w.Book.Shape.Measure(ask.measure)
		if !ok {
			return nil, errs.Say(errs.Invalid, "data.view-measure", "value", clipped(ask.measure), "names", v.measureNames())
		}
		v.measure = m
	}
	if f.Rows.Value.Sign() == 0 {
		return v, nil
	}
	if err := v.survey(ctx); err != nil {
		return nil, err
	}
	if err := v.choose(ask); err != nil {
		return nil, err
	}
	return v, v.pin(ctx)
}

// survey looks at what there is to draw.
func (v *view) survey(ctx context.Context) (err error) {
	b := v.Book
	if v.measure.Name != "" {
		if v.moments, err = b.Moments(ctx, v.measure.Name); err != nil {
			return err
		}
	}
	all, err := b.Places(ctx, v.measure.Name)
	if err != nil {
		return err
	}
	regencies := slices.ContainsFunc(all, func(p book.Place) bool { return p.Level == region.Regency })
	for _, p := range all {
		if p.Home.Level() != region.Province && (!regencies || p.Level == region.Regency) && (p.Cells > 0 || v.measure.Name == "") {
			v.places = append(v.places, p)
		}
	}
	if err := v.findWithin(ctx); err != nil {
		return err
	}
	if len(v.places) > 1 && len(v.places) <= 100 {
		v.bys = append(v.bys, b.Shape.Region)
	}
	for _, c := range b.Shape.Categories {
		if b.Fixed(c.Column) || !v.divides(c) {
			continue
		}
		groups, err := b.Groups(ctx, []string{c.Column}, v.measure.Name, nil, finding.MaxKinds+1)
		if err != nil {
			return err
		}
		if len(groups) > 1 && len(groups) <= maxBars {
			v.bys = append(v.bys, c.Column)
		}
	}
	v.findKinds()
	return nil
}

// findWithin finds a category whose values each lie in one place: figures that
// do not add up are then divided by it, and places by themselves mean nothing.
func (v *view) findWithin(ctx context.Context) error {
	b := v.Book
	if len(v.places) < 2 || v.measure.Name == "" || v.measure.Adds() {
		return nil
	}
	for _, c := range b.Shape.Categories {
		if !c.Key || b.Fixed(c.Column) {
			continue
		}
		alone, err := b.Ask(ctx, lewu.Query{Group: []string{c.Column}, Measure: []lewu.Measure{{Func: "count"}}, Filter: b.Where(), Limit: 1})
		if err != nil {
			return err
		}
		placed, err := b.Ask(ctx, lewu.Query{Group: []string{c.Column, b.Shape.Region}, Measure: []lewu.Measure{{Func: "count"}}, Filter: b.Where(), Limit: 1})
		if err != nil {
			return err
		}
		if alone.Total == placed.Total && alone.Total > 1 {
			v.within, v.places = c.Column, nil
			return nil
		}
	}
	return nil
}

// divides tells whether figures may be divided by a category: what adds up by
// any, a mean by any of the key; what stands for itself only where nothing else
// divides it.
func (v *view) divides(c shape.Category) bool {
	switch {
	case v.measure.Name == "" || v.measure.Adds():
		return true
	case v.measure.Aggregate == catalog.Mean:
		return c.Key
	}
	return c.Key && (len(v.places) < 2 || v.Book.Fixed(v.Book.Shape.Region))
}

func (v *view) findKinds() {
	if len(v.moments) > 1 {
		v.kinds = append(v.kinds, chart.Line)
		if len(v.bys) > 0 {
			v.kinds = append(v.kinds, chart.Multi)
		}
	}
	if len(v.bys) > 0 {
		v.kinds = append(v.kinds, chart.Bars)
	}
	told := v.measure.Name != "" || v.f.Rows.Value.Cmp(big.NewRat(2*int64(len(v.places)), 1)) >= 0
	if v.mappable() >= mapPlaces && told {
		v.kinds = append(v.kinds, chart.Map)
	}
}

// mappable counts the places that have a tile on the map.
func (v *view) mappable() (n int) {
	for _, p := range v.places {
		if p.Home.Level() == region.Regency {
			n++
		}
	}
	return n
}

// choose settles form and division.
func (v *view) choose(ask Ask) error {
	if len(v.kinds) == 0 {
		return nil
	}
	v.kind, v.by = v.usual()
	if ask.kind != "" {
		if !slices.Contains(v.kinds, ask.kind) {
			return errs.Say(errs.Invalid, "data.view-kind", "value", clipped(string(ask.kind)), "kinds", v.kindNames())
		}
		v.kind = ask.kind
	}
	if ask.by != "" {
		if !slices.Contains(v.bys, ask.by) {
			return errs.Say(errs.Invalid, "data.view-by", "value", clipped(ask.by), "names", v.byNames())
		}
		v.by, v.chosen = ask.by, true
	}
	switch {
	case v.kind == chart.Map:
		v.by = v.Book.Shape.Region
	case (v.kind == chart.Bars || v.kind == chart.Multi) && v.by == "":
		v.by = v.bys[0]
	}
	return nil
}

// usual is the form that fits the table when nobody asks for another.
func (v *view) usual() (chart.Kind, string) {
	first := ""
	if len(v.bys) > 0 {
		first = v.bys[0]
	}
	timed := len(v.moments) > 2
	if k := v.f.Kinds; v.measure.Name == "" && k != nil && slices.Contains(v.bys, k.Column) {
		first = k.Column
	}
	switch {
	case v.measure.Name == "" || !timed:
		if first != "" {
			return chart.Bars, first
		}
		return v.kinds[0], first
	case v.measure.Adds() || v.measure.Aggregate == catalog.Mean:
		return chart.Line, first
	case first == v.Book.Shape.Region && first != "" && len(v.places) > maxTracks:
		if len(v.places) <= maxPanels {
			return chart.Multi, first
		}
		return chart.Bars, first
	}
	return chart.Line, first
}

// pin fixes one kind of each category that would have to be brought together
// and may not be: the one that the sentence speaks of, else the first. What adds
// up is cut to the rows that make a total.
func (v *view) pin(ctx context.Context) error {
	if v.measure.Name == "" || len(v.kinds) == 0 {
		return nil
	}
	for _, c := range v.Book.Shape.Categories {
		kept := !c.Apart && (v.measure.Adds() || v.measure.Aggregate == catalog.Mean && v.f.Mover == nil)
		if c.Column == v.by || v.Book.Fixed(c.Column) || kept || !c.Key && !c.Apart {
			continue
		}
		value := v.spoken(c.Column)
		if value == "" {
			groups, err := v.Book.Groups(ctx, []string{c.Column}, v.measure.Name, nil, 1, lewu.Filter{Column: v.measure.Name, Op: lewu.OpPresent})
			if err != nil {
				return err
			}
			if len(groups) > 0 && groups[0].Keys[0].Valid {
				value = groups[0].Keys[0].Text
			}
		}
		if value != "" {
			v.pins = append(v.pins, book.Is(c.Column, value))
		}
	}
	if err := v.findPartPeak(ctx); err != nil {
		return err
	}
	if v.measure.Adds() && v.by != v.Book.Shape.Region {
		whole, _, err := v.Book.Within(ctx, "", v.measure.Name)
		if err != nil {
			return err
		}
		v.whole = whole
	}
	return nil
}

// findPartPeak finds the highest and the lowest of what is shown, where the
// sentence speaks of more than that.
func (v *view) findPartPeak(ctx context.Context) (err error) {
	if len(v.pins) > 0 && v.f.Top != nil && v.f.Mover == nil && !v.measure.Adds() {
		v.peak, err = finding.PeakOf(ctx, v.Book, v.measure, v.newestMoment(), v.pins)
	}
	return err
}

// spoken is the value of a column that the sentence speaks of, or the front
// page.
func (v *view) spoken(column string) string {
	switch {
	case v.f.Mover != nil && v.f.Mover.Column == column:
		return v.f.Mover.Kind
	case v.f.Top != nil && v.f.Top.High.Kinds[column] != "":
		return v.f.Top.High.Kinds[column]
	}
	return v.Book.Highlighted(column)
}

// has tells whether a form of picture may be asked for.
func (v *view) has(kind chart.Kind) bool { return slices.Contains(v.kinds, kind) }
