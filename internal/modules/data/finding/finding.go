// Package finding says what a table tells in numbers: the newest figure and how
// it changed, where most of it is, what is highest and lowest. Of finds it in a
// book; a Writer puts it into sentences of either language, in which every
// number leads to its receipt. Its sentences are messages of the room.
package finding

import (
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A Finding is what a table says, told in numbers: which of its parts are set
// follows from the shape of the table. Words are made of it for each language.
type Finding struct {
	Measure shape.Measure // without Column.Name there is none
	Rows    Number        // of the table, or of what the filters leave
	Lines   []Reading     // the newest figure of each line of figures: one, or a few
	things  bool          // rows are things of a list: a market, a road
	twin    *twin         // the other half of a split: girls beside boys
	Share   *share        // how much of the whole is in how few places
	Top     *Peak         // the highest and lowest
	Mover   *mover        // the kind that changed most
	early   *early        // a newer period that has hardly begun
	Kinds   *kinds        // how many rows of which kind
}

// A Number is a figure in a sentence, with the receipt that proves it.
type Number struct {
	Value   *big.Rat
	Column  lewu.Column
	Receipt lewu.Receipt
}

// maxLines is how many lines of figures are told one by one.
const maxLines = 4

// An inquiry asks a book for what it says.
type inquiry struct{ *book.Book }

// Of looks for what a measure of a book says; an empty name is the main one.
func Of(ctx context.Context, of *book.Book, measure string) (f Finding, err error) {
	b := inquiry{of}
	if f.Rows, err = b.count(ctx); err != nil || f.Rows.Value.Sign() == 0 {
		return f, err
	}
	if err := b.Prune(ctx); err != nil {
		return f, err
	}
	m, ok := b.Shape.Measure(measure)
	if !ok {
		f.Kinds, err = b.countKinds(ctx)
		return f, err
	}
	f.Measure, f.things = m, b.Shape.Name != "" && b.Shape.Time == ""
	list, whole, err := b.lines(ctx, m)
	if err != nil {
		return f, err
	}
	switch {
	case len(list) == 0 || !whole && (m.Adds() || b.mixed()):
		f.Measure = shape.Measure{}
		f.Kinds, err = b.countKinds(ctx)
	case whole:
		err = b.findLines(ctx, &f, list)
	default:
		err = b.findSpread(ctx, &f)
	}
	return f, err
}

// mixed tells whether figures of different things stand in one column, so that
// the highest of them means nothing.
func (b inquiry) mixed() bool {
	return slices.ContainsFunc(b.Shape.Categories, func(c shape.Category) bool {
		return c.Apart && !c.Twice && !b.Fixed(c.Column)
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
func (b inquiry) lines(ctx context.Context, m shape.Measure) (list []line, whole bool, err error) {
	var by []string
	for _, c := range b.Shape.Categories {
		if (c.Apart || c.Key && !m.Adds()) && !b.Fixed(c.Column) {
			by = append(by, c.Column)
		}
	}
	if s := b.Shape; !m.Adds() {
		for _, name := range []string{s.Region, s.Place, s.Name} {
			if name != "" && !slices.Contains(by, name) {
				by = append(by, name)
			}
		}
	}
	if len(by) == 0 {
		return []line{{}}, true, nil
	}
	groups, err := b.Groups(ctx, by, m.Name, nil, maxLines+1, lewu.Filter{Column: m.Name, Op: lewu.OpPresent})
	if err != nil {
		return nil, false, err
	}
	for _, g := range groups {
		var l line
		var names []string
		for i, cell := range g.Keys {
			if !cell.Valid {
				l.filters = append(l.filters, lewu.Filter{Column: by[i], Op: lewu.OpMissing})
				continue
			}
			l.filters = append(l.filters, book.Is(by[i], cell.Text))
			if by[i] == b.Shape.Region && b.Shape.System != lewu.Text {
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
func (b inquiry) findLines(ctx context.Context, f *Finding, list []line) (err error) {
	for _, l := range list {
		r, err := b.read(ctx, f.Measure, l)
		if err != nil {
			return err
		}
		if r != nil {
			f.Lines = append(f.Lines, *r)
		}
	}
	if len(f.Lines) == 0 { // no row has a figure
		f.Measure = shape.Measure{}
		f.Kinds, err = b.countKinds(ctx)
		return err
	}
	slices.SortStableFunc(f.Lines, func(a, c Reading) int { return c.Now.At.Compare(a.Now.At) })
	if len(f.Lines) != 1 || !f.Measure.Adds() {
		return nil
	}
	only := f.Lines[0]
	f.early = only.early
	if err := b.findTwin(ctx, f, only); err != nil {
		return err
	}
	return b.findShare(ctx, f, only)
}

// A twin is the other half of a split.
type twin struct {
	measure shape.Measure
	value   Number
}

// findTwin finds the column that makes a whole with the measure: women beside
// men.
func (b inquiry) findTwin(ctx context.Context, f *Finding, r Reading) (err error) {
	halves := map[string]string{"laki_laki": "perempuan", "pria": "wanita", "perempuan": "laki_laki", "wanita": "pria"}
	m, ok := b.Shape.Measure(halves[f.Measure.Name])
	if halves[f.Measure.Name] == "" || !ok || !m.Adds() || m.Unit != f.Measure.Unit {
		return nil
	}
	p := twin{measure: m}
	p.value, err = b.valueOf(ctx, m, r.filters)
	if err == nil && p.value.Value != nil {
		f.twin = &p
	}
	return err
}

// findSpread tells of many lines that do not add up: the province, where it has
// a row of its own, the highest and the lowest, and for prices the kind that
// changed most.
func (b inquiry) findSpread(ctx context.Context, f *Finding) error {
	at, early, err := b.newest(ctx, f.Measure)
	if err != nil || at == nil && b.Shape.Time != "" {
		return err
	}
	f.early = early
	now := book.Moment{}
	if at != nil {
		now = *at
	}
	own, err := b.ownRow(ctx, f.Measure, now)
	if err != nil {
		return err
	}
	var not []lewu.Filter
	if own != nil {
		f.Lines = []Reading{*own}
		not = []lewu.Filter{{Column: b.Shape.Region, Op: lewu.OpNot, Values: own.places}}
	}
	if f.Measure.Aggregate == catalog.Mean && b.Shape.Time != "" {
		if f.Mover, err = b.findMover(ctx, f.Measure, now); err != nil {
			return err
		}
		if f.Mover != nil && f.Mover.places > 1 {
			not = append(not, book.Is(f.Mover.Column, f.Mover.Kind))
		}
	}
	f.Top, err = b.findPeak(ctx, f.Measure, now, not)
	return err
}

// ownRow reads the line of the province where the table has one.
func (b inquiry) ownRow(ctx context.Context, m shape.Measure, now book.Moment) (*Reading, error) {
	all, err := b.Places(ctx, m.Name, b.Filters(now)...)
	if err != nil || len(all) < 2 {
		return nil, err
	}
	for _, p := range all {
		if p.Home.Level() == region.Province && p.Cells == 1 {
			r, err := b.read(ctx, m, line{name: p.Home.Name, filters: []lewu.Filter{book.Is(b.Shape.Region, p.Value)}})
			if r != nil {
				r.places = []string{p.Value}
			}
			return r, err
		}
	}
	return nil, nil
}

// count is how many rows the filters leave.
func (b inquiry) count(ctx context.Context, more ...lewu.Filter) (Number, error) {
	return b.measure(ctx, lewu.Measure{Func: "count"}, lewu.Column{Kind: lewu.Integer}, b.Where(more...))
}

// measure asks one aggregate; a value that is not there is nil.
func (b inquiry) measure(ctx context.Context, m lewu.Measure, c lewu.Column, filters []lewu.Filter) (Number, error) {
	q := lewu.Query{Filter: filters, Measure: []lewu.Measure{m}}
	answer, err := b.Ask(ctx, q)
	if err != nil {
		return Number{}, err
	}
	cell := answer.Rows[0][0]
	return Number{Value: book.Rat(cell), Column: c, Receipt: book.FigureReceipt(b.Set, b.Version, q, cell.Text)}, nil
}
