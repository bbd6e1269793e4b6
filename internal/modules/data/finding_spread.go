package data

import (
	"context"
	"maps"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A share tells that few parts hold most of a whole.
type share struct {
	names []string // of the parts, the largest first
	n     int      // of each hundred
	parts []number
	whole number
	kinds bool // the parts are kinds, not places
}

// A peak is the highest and the lowest of many figures.
type peak struct {
	now       moment
	high, low end
}

// An end is one of the two; more is how many others have the same value.
type end struct {
	where string
	kinds map[string]string // of its row, by column
	more  int
	value number
}

// A mover is the kind whose mean over all places changed most.
type mover struct {
	column, kind string
	now, before  moment
	value, was   number
	places       int
}

// fewPlaces is of how many places at most a sentence says that they hold half.
const fewPlaces = 3

// findShare tells where most of a total is: in how few places half of it lies,
// or else which place has most and which least. Without places it tells the
// same of kinds.
func (b *book) findShare(ctx context.Context, f *finding, r reading) error {
	own := b.beside(r.parts...)
	places, err := own.places(ctx, f.measure.Name)
	if err != nil {
		return err
	}
	list := regencies(places)
	if len(list) < fewPlaces+1 {
		return b.shareOfKinds(ctx, f, r)
	}
	part := func(p place) number { return own.sumOf(f.measure, p.sum, is(b.shape.Region, p.value)) }
	f.share = half(r.value, list, part)
	if f.share == nil && r.value.value.Sign() > 0 {
		low := list[len(list)-1]
		f.top = &peak{now: r.now, high: end{where: list[0].name, value: part(list[0])}, low: end{where: low.name, value: part(low)}}
		f.top.high.more, f.top.low.more = ties(list, list[0])-1, ties(list, low)-1
	}
	return nil
}

// sumOf is a sum that was read with others, with the receipt of its own.
func (b *book) sumOf(m shape.Measure, sum *big.Rat, part lewu.Filter) number {
	scale := m.Scale
	if m.Kind == lewu.Money {
		scale = 2
	}
	q := lewu.Query{Filter: b.where(part), Measure: []lewu.Measure{{Func: "sum", Column: m.Name}}}
	return number{value: sum, column: m.Column, receipt: figureReceipt(b.set, b.version, q, sum.FloatString(scale))}
}

func ties(list []place, with place) (n int) {
	for _, p := range list {
		if p.sum.Cmp(with.sum) == 0 {
			n++
		}
	}
	return n
}

// half finds the fewest parts that hold half of a whole; nil: more than a
// sentence can name.
func half(whole number, list []place, part func(place) number) *share {
	if whole.value.Sign() <= 0 || list[len(list)-1].sum.Sign() < 0 {
		return nil
	}
	s := share{whole: whole}
	sum := new(big.Rat)
	for _, p := range list[:min(fewPlaces, len(list))] {
		sum.Add(sum, p.sum)
		s.names, s.parts = append(s.names, p.name), append(s.parts, part(p))
		of := new(big.Rat).Quo(sum, whole.value)
		if of.Cmp(big.NewRat(1, 2)) >= 0 {
			s.n = int(nearest(new(big.Rat).Mul(of, big.NewRat(100, 1))).Int64())
			return &s
		}
	}
	return nil
}

// nearest is the whole number nearest to n, halves up; n is not negative.
func nearest(n *big.Rat) *big.Int {
	n = new(big.Rat).Add(n, big.NewRat(1, 2))
	return new(big.Int).Quo(n.Num(), n.Denom())
}

// maxKinds is how many values a column of kinds may have.
const maxKinds = 60

// shareOfKinds tells which kinds hold half of a total.
func (b *book) shareOfKinds(ctx context.Context, f *finding, r reading) error {
	for _, c := range b.shape.Categories {
		if c.Apart || !c.Key || b.fixed(c.Column) {
			continue
		}
		groups, err := b.groups(ctx, []string{c.Column}, f.measure.Name, nil, maxKinds+1, r.filters...)
		if err != nil {
			return err
		}
		var list []place
		for _, g := range groups {
			if g.keys[0].Valid && g.sum != nil {
				list = append(list, place{value: g.keys[0].Text, name: g.keys[0].Text, sum: g.sum, cells: g.cells})
			}
		}
		if len(list) < 2 || len(list) > maxKinds {
			continue
		}
		list = regencies(list)
		f.share = half(r.value, list, func(p place) number { return b.beside(r.filters...).sumOf(f.measure, p.sum, is(c.Column, p.value)) })
		if f.share != nil {
			f.share.kinds = true
		}
		return nil
	}
	return nil
}

// findPeak finds the highest and the lowest cell of a moment.
func (b *book) findPeak(ctx context.Context, m shape.Measure, now moment, more []lewu.Filter) (*peak, error) {
	where := b.where(joined(b.filters(now), more)...)
	p := &peak{now: now}
	for _, side := range []struct {
		to   *end
		desc bool
	}{{&p.high, true}, {&p.low, false}} {
		q := lewu.Query{Filter: joined(where, []lewu.Filter{{Column: m.Name, Op: lewu.OpPresent}}), Sort: []lewu.Sort{{Column: m.Name, Desc: side.desc}}, Limit: 1}
		rows, err := b.ask(ctx, q)
		if err != nil || len(rows.Rows) == 0 {
			return nil, err
		}
		*side.to = end{where: b.where1(rows.Columns, rows.Rows[0], where), kinds: b.kindsOf(rows.Columns, rows.Rows[0]), value: b.cell(rows, 0, m)}
		same, err := b.beside(where...).count(ctx, is(m.Name, side.to.value.receipt.Result))
		if err != nil {
			return nil, err
		}
		side.to.more = int(same.value.Num().Int64()) - 1
	}
	if p.high.value.value.Cmp(p.low.value.value) == 0 {
		return nil, nil // all are the same
	}
	return p, nil
}

// where1 names a row by its place and kinds: "Murung Raya (SMK)".
func (b *book) where1(columns []lewu.Column, row []lewu.Cell, filters []lewu.Filter) string {
	words := b.rowWords(columns, row, filters)
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	text := words[0] + " ("
	for i, w := range words[1:] {
		if i > 0 {
			text += ", "
		}
		text += w
	}
	return text + ")"
}

// kindsOf are the kinds of a row, by column.
func (b *book) kindsOf(columns []lewu.Column, row []lewu.Cell) map[string]string {
	list := map[string]string{}
	for _, c := range b.shape.Categories {
		if at := columnAt(columns, c.Column); at >= 0 && row[at].Valid {
			list[c.Column] = row[at].Text
		}
	}
	return list
}

// findMover finds the kind of good whose mean over all places changed most
// against the period before that it may be compared with. Only kinds that the
// same places have figures of are compared.
func (b *book) findMover(ctx context.Context, m shape.Measure, now moment) (*mover, error) {
	at := slices.IndexFunc(b.shape.Categories, func(c shape.Category) bool { return c.Key && !c.Apart && !b.fixed(c.Column) })
	list, err := b.moments(ctx, m.Name)
	if err != nil || at < 0 {
		return nil, err
	}
	before := earlier(list, now)
	if before == nil {
		return nil, nil
	}
	column := b.shape.Categories[at].Column
	means := func(p moment) (map[string]kindMean, error) { return b.kindMeans(ctx, column, m, p) }
	nows, err := means(now)
	if err != nil {
		return nil, err
	}
	was, err := means(*before)
	if err != nil {
		return nil, err
	}
	var best *mover
	most := new(big.Rat)
	for _, kind := range slices.Sorted(maps.Keys(nows)) {
		a, c := nows[kind], was[kind]
		if c.mean.value == nil || c.mean.value.Sign() <= 0 || a.cells != c.cells {
			continue
		}
		by := new(big.Rat).Quo(a.mean.value, c.mean.value)
		by.Sub(by, big.NewRat(1, 1)).Abs(by)
		if best == nil || by.Cmp(most) > 0 {
			most = by
			best = &mover{column: column, kind: kind, now: now, before: *before, value: a.mean, was: c.mean, places: int(a.cells)}
		}
	}
	return best, nil
}

// A kindMean is the mean of one kind over its cells.
type kindMean struct {
	mean  number
	cells int64
}

func (b *book) kindMeans(ctx context.Context, column string, m shape.Measure, at moment) (map[string]kindMean, error) {
	where := b.where(b.filters(at)...)
	mean := lewu.Measure{Func: "avg", Column: m.Name}
	answer, err := b.ask(ctx, lewu.Query{Group: []string{column}, Filter: where, Measure: []lewu.Measure{mean, {Func: "count", Column: m.Name}}, Limit: maxKinds})
	if err != nil {
		return nil, err
	}
	list := map[string]kindMean{}
	for _, row := range answer.Rows {
		if !row[0].Valid || !row[1].Valid {
			continue
		}
		q := lewu.Query{Filter: joined(where, []lewu.Filter{is(column, row[0].Text)}), Measure: []lewu.Measure{mean}}
		list[row[0].Text] = kindMean{
			mean:  number{value: rat(row[1]), column: m.Column, receipt: figureReceipt(b.set, b.version, q, row[1].Text)},
			cells: whole(row[2]),
		}
	}
	return list, nil
}
