package data

import (
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A finding is what a table says, told in numbers: which of its parts are set
// follows from the shape of the table. Words are made of it for each language.
type finding struct {
	measure shape.Measure // without Column.Name there is none
	rows    number        // of the table, or of what the filters leave
	lines   []reading     // the newest figure of each line of figures: one, or a few
	things  bool          // rows are things of a list: a market, a road
	twin    *twin         // the other half of a split: girls beside boys
	share   *share        // how much of the whole is in how few places
	top     *peak         // the highest and lowest
	mover   *mover        // the kind that changed most
	early   *early        // a newer period that has hardly begun
	kinds   *kinds        // how many rows of which kind
}

// A number is a figure in a sentence, with the receipt that proves it.
type number struct {
	value   *big.Rat
	column  lewu.Column
	receipt lewu.Receipt
}

// maxLines is how many lines of figures are told one by one.
const maxLines = 4

// find looks for what a measure of the book says; an empty name is the main
// one.
func (b *book) find(ctx context.Context, measure string) (f finding, err error) {
	if f.rows, err = b.count(ctx); err != nil || f.rows.value.Sign() == 0 {
		return f, err
	}
	if err := b.prune(ctx); err != nil {
		return f, err
	}
	m, ok := b.shape.Measure(measure)
	if !ok {
		f.kinds, err = b.countKinds(ctx)
		return f, err
	}
	f.measure, f.things = m, b.shape.Name != "" && b.shape.Time == ""
	list, whole, err := b.lines(ctx, m)
	if err != nil {
		return f, err
	}
	switch {
	case len(list) == 0 || !whole && (m.Adds() || b.mixed()):
		f.measure = shape.Measure{}
		f.kinds, err = b.countKinds(ctx)
	case whole:
		err = b.findLines(ctx, &f, list)
	default:
		err = b.findSpread(ctx, &f)
	}
	return f, err
}

// mixed tells whether figures of different things stand in one column, so that
// the highest of them means nothing.
func (b *book) mixed() bool {
	return slices.ContainsFunc(b.shape.Categories, func(c shape.Category) bool {
		return c.Apart && !c.Twice && !b.fixed(c.Column)
	})
}

// fixed tells whether every question asks for one value of a column.
func (b *book) fixed(column string) bool {
	return slices.ContainsFunc(b.base, func(f lewu.Filter) bool {
		return f.Column == column && f.Op == lewu.OpIn && len(f.Values) == 1
	})
}

// A line is one line of figures through time: what its rows are, in filters,
// and its name.
type line struct {
	name    string
	filters []lewu.Filter
}

// lines are the lines of figures that a measure has. What adds up is one line,
// but for categories whose values are different things; what does not is a line
// for each place and kind. whole is false where there are too many to tell.
func (b *book) lines(ctx context.Context, m shape.Measure) (list []line, whole bool, err error) {
	var by []string
	for _, c := range b.shape.Categories {
		if (c.Apart || c.Key && !m.Adds()) && !b.fixed(c.Column) {
			by = append(by, c.Column)
		}
	}
	if s := b.shape; !m.Adds() {
		for _, name := range []string{s.Region, s.Place, s.Name} {
			if name != "" && !slices.Contains(by, name) {
				by = append(by, name)
			}
		}
	}
	if len(by) == 0 {
		return []line{{}}, true, nil
	}
	groups, err := b.groups(ctx, by, m.Name, nil, maxLines+1, lewu.Filter{Column: m.Name, Op: lewu.OpPresent})
	if err != nil {
		return nil, false, err
	}
	for _, g := range groups {
		var l line
		var names []string
		for i, cell := range g.keys {
			if !cell.Valid {
				l.filters = append(l.filters, lewu.Filter{Column: by[i], Op: lewu.OpMissing})
				continue
			}
			l.filters = append(l.filters, is(by[i], cell.Text))
			if by[i] == b.shape.Region && b.shape.System != lewu.Text {
				continue // its name stands beside it
			}
			names = append(names, cell.Text)
		}
		l.name = strings.Join(names, ", ")
		list = append(list, l)
	}
	return list, len(list) <= maxLines, nil
}

// findLines tells the newest figure of each line. A single one that adds up
// also tells where most of it is.
func (b *book) findLines(ctx context.Context, f *finding, list []line) (err error) {
	for _, l := range list {
		r, err := b.read(ctx, f.measure, l)
		if err != nil {
			return err
		}
		if r != nil {
			f.lines = append(f.lines, *r)
		}
	}
	if len(f.lines) == 0 { // no row has a figure
		f.measure = shape.Measure{}
		f.kinds, err = b.countKinds(ctx)
		return err
	}
	slices.SortStableFunc(f.lines, func(a, c reading) int { return c.now.at.Compare(a.now.at) })
	if len(f.lines) != 1 || !f.measure.Adds() {
		return nil
	}
	only := f.lines[0]
	f.early = only.early
	if err := b.findTwin(ctx, f, only); err != nil {
		return err
	}
	return b.findShare(ctx, f, only)
}

// A twin is the other half of a split.
type twin struct {
	measure shape.Measure
	value   number
}

// findTwin finds the column that makes a whole with the measure: women beside
// men.
func (b *book) findTwin(ctx context.Context, f *finding, r reading) (err error) {
	halves := map[string]string{"laki_laki": "perempuan", "pria": "wanita", "perempuan": "laki_laki", "wanita": "pria"}
	m, ok := b.shape.Measure(halves[f.measure.Name])
	if halves[f.measure.Name] == "" || !ok || !m.Adds() || m.Unit != f.measure.Unit {
		return nil
	}
	p := twin{measure: m}
	p.value, err = b.valueOf(ctx, m, r.filters)
	if err == nil && p.value.value != nil {
		f.twin = &p
	}
	return err
}

// findSpread tells of many lines that do not add up: the province, where it has
// a row of its own, the highest and the lowest, and for prices the kind that
// changed most.
func (b *book) findSpread(ctx context.Context, f *finding) error {
	at, early, err := b.newest(ctx, f.measure)
	if err != nil || at == nil && b.shape.Time != "" {
		return err
	}
	f.early = early
	now := moment{}
	if at != nil {
		now = *at
	}
	own, err := b.ownRow(ctx, f.measure, now)
	if err != nil {
		return err
	}
	var not []lewu.Filter
	if own != nil {
		f.lines = []reading{*own}
		not = []lewu.Filter{{Column: b.shape.Region, Op: lewu.OpNot, Values: own.places}}
	}
	if f.measure.Aggregate == catalog.Mean && b.shape.Time != "" {
		if f.mover, err = b.findMover(ctx, f.measure, now); err != nil {
			return err
		}
		if f.mover != nil && f.mover.places > 1 {
			not = append(not, is(f.mover.column, f.mover.kind))
		}
	}
	f.top, err = b.findPeak(ctx, f.measure, now, not)
	return err
}

// ownRow reads the line of the province where the table has one.
func (b *book) ownRow(ctx context.Context, m shape.Measure, now moment) (*reading, error) {
	all, err := b.places(ctx, m.Name, b.filters(now)...)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	for _, p := range all {
		if p.home.Level() == region.Province && p.cells == 1 {
			r, err := b.read(ctx, m, line{name: p.home.Name, filters: []lewu.Filter{is(b.shape.Region, p.value)}})
			if r != nil {
				r.places = []string{p.value}
			}
			return r, err
		}
	}
	return nil, nil
}

// count is how many rows the filters leave.
func (b *book) count(ctx context.Context, more ...lewu.Filter) (number, error) {
	return b.measure(ctx, lewu.Measure{Func: "count"}, lewu.Column{Kind: lewu.Integer}, b.where(more...))
}

// measure asks one aggregate; a value that is not there is nil.
func (b *book) measure(ctx context.Context, m lewu.Measure, c lewu.Column, filters []lewu.Filter) (number, error) {
	q := lewu.Query{Filter: filters, Measure: []lewu.Measure{m}}
	answer, err := b.ask(ctx, q)
	if err != nil {
		return number{}, err
	}
	cell := answer.Rows[0][0]
	return number{value: rat(cell), column: c, receipt: figureReceipt(b.set, b.version, q, cell.Text)}, nil
}
