package finding

import (
	"context"
	"maps"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A share tells that few parts hold most of a whole.
type share struct {
	names []string // of the parts, the largest first
	n     int      // of each hundred
	parts []Number
	whole Number
	Kinds bool // the parts are kinds, not places
}

// A Peak is the highest and the lowest of many figures.
type Peak struct {
	Now       book.Moment
	High, low end
}

// An end is one of the two; more is how many others have the same value.
type end struct {
	where string
	Kinds map[string]string // of its row, by column
	more  int
	value Number
}

// A mover is the kind whose mean over all places changed most.
type mover struct {
	Column, Kind string
	Now, Before  book.Moment
	Value, Was   Number
	places       int
}

// fewPlaces is of how many places at most a sentence says that they hold half.
const fewPlaces = 3

// findShare tells where most of a total is: in how few places half of it lies,
// or else which place has most and which least. Without places it tells the
// same of kinds.
func (b inquiry) findShare(ctx context.Context, f *Finding, r Reading) error {
	own := b.beside(r.parts...)
	places, err := own.Places(ctx, f.Measure.Name)
	if err != nil {
		return err
	}
	list := regencies(places)
	if len(list) < fewPlaces+1 {
		return b.shareOfKinds(ctx, f, r)
	}
	part := func(p book.Place) Number { return own.sumOf(f.Measure, p.Sum, book.Is(b.Shape.Region, p.Value)) }
	f.Share = half(r.Value, list, part)
	if f.Share == nil && r.Value.Value.Sign() > 0 {
		low := list[len(list)-1]
		f.Top = &Peak{Now: r.Now, High: end{where: list[0].Name, value: part(list[0])}, low: end{where: low.Name, value: part(low)}}
		f.Top.High.more, f.Top.low.more = ties(list, list[0])-1, ties(list, low)-1
	}
	return nil
}

// sumOf is a sum that was read with others, with the receipt of its own.
func (b inquiry) sumOf(m shape.Measure, sum *big.Rat, part lewu.Filter) Number {
	scale := m.Scale
	if m.Kind == lewu.Money {
		scale = 2
	}
	q := lewu.Query{Filter: b.Where(part), Measure: []lewu.Measure{{Func: "sum", Column: m.Name}}}
	return Number{Value: sum, Column: m.Column, Receipt: book.FigureReceipt(b.Set, b.Version, q, sum.FloatString(scale))}
}

func ties(list []book.Place, with book.Place) (n int) {
	for _, p := range list {
		if p.Sum.Cmp(with.Sum) == 0 {
			n++
		}
	}
	return n
}

// half finds the fewest parts that hold half of a whole; nil: more than a
// sentence can name.
func half(whole Number, list []book.Place, part func(book.Place) Number) *share {
	if whole.Value.Sign() <= 0 || list[len(list)-1].Sum.Sign() < 0 {
		return nil
	}
	s := share{whole: whole}
	sum := new(big.Rat)
	for _, p := range list[:min(fewPlaces, len(list))] {
		sum.Add(sum, p.Sum)
		s.names, s.parts = append(s.names, p.Name), append(s.parts, part(p))
		of := new(big.Rat).Quo(sum, whole.Value)
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

// MaxKinds is how many values a column of kinds may have.
const MaxKinds = 60

// shareOfKinds tells which kinds hold half of a total.
func (b inquiry) shareOfKinds(ctx context.Context, f *Finding, r Reading) error {
	for _, c := range b.Shape.Categories {
		if c.Apart || !c.Key || b.Fixed(c.Column) {
			continue
		}
		groups, err := b.Groups(ctx, []string{c.Column}, f.Measure.Name, nil, MaxKinds+1, r.filters...)
		if err != nil {
			return err
		}
		var list []book.Place
		for _, g := range groups {
			if g.Keys[0].Valid && g.Sum != nil {
				list = append(list, book.Place{Value: g.Keys[0].Text, Name: g.Keys[0].Text, Sum: g.Sum, Cells: g.Cells})
			}
		}
		if len(list) < 2 || len(list) > MaxKinds {
			continue
		}
		list = regencies(list)
		f.Share = half(r.Value, list, func(p book.Place) Number {
			return b.beside(r.filters...).sumOf(f.Measure, p.Sum, book.Is(c.Column, p.Value))
		})
		if f.Share != nil {
			f.Share.Kinds = true
		}
		return nil
	}
	return nil
}

// PeakOf finds the highest and the lowest cell of a moment in a book; nil:
// there are none, or all are the same.
func PeakOf(ctx context.Context, of *book.Book, m shape.Measure, now book.Moment, more []lewu.Filter) (*Peak, error) {
	return inquiry{of}.findPeak(ctx, m, now, more)
}

// findPeak finds the highest and the lowest cell of a moment.
func (b inquiry) findPeak(ctx context.Context, m shape.Measure, now book.Moment, more []lewu.Filter) (*Peak, error) {
	where := b.Where(book.Joined(b.Filters(now), more)...)
	p := &Peak{Now: now}
	for _, side := range []struct {
		to   *end
		desc bool
	}{{&p.High, true}, {&p.low, false}} {
		q := lewu.Query{Filter: book.Joined(where, []lewu.Filter{{Column: m.Name, Op: lewu.OpPresent}}), Sort: []lewu.Sort{{Column: m.Name, Desc: side.desc}}, Limit: 1}
		rows, err := b.Ask(ctx, q)
		if err != nil || len(rows.Rows) == 0 {
			return nil, err
		}
		*side.to = end{where: b.where1(rows.Columns, rows.Rows[0], where), Kinds: b.kindsOf(rows.Columns, rows.Rows[0]), value: b.cell(rows, 0, m)}
		same, err := b.beside(where...).count(ctx, book.Is(m.Name, side.to.value.Receipt.Result))
		if err != nil {
			return nil, err
		}
		side.to.more = int(same.Value.Num().Int64()) - 1
	}
	if p.High.value.Value.Cmp(p.low.value.Value) == 0 {
		return nil, nil // all are the same
	}
	return p, nil
}

// where1 names a row by its place and kinds: "Murung Raya (SMK)".
func (b inquiry) where1(columns []lewu.Column, row []lewu.Cell, filters []lewu.Filter) string {
	words := b.RowWords(columns, row, filters)
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
func (b inquiry) kindsOf(columns []lewu.Column, row []lewu.Cell) map[string]string {
	list := map[string]string{}
	for _, c := range b.Shape.Categories {
		if at := book.ColumnAt(columns, c.Column); at >= 0 && row[at].Valid {
			list[c.Column] = row[at].Text
		}
	}
	return list
}

// findMover finds the kind of good whose mean over all places changed most
// against the period before that it may be compared with. Only kinds that the
// same places have figures of are compared.
func (b inquiry) findMover(ctx context.Context, m shape.Measure, now book.Moment) (*mover, error) {
	at := slices.IndexFunc(b.Shape.Categories, func(c shape.Category) bool { return c.Key && !c.Apart && !b.Fixed(c.Column) })
	list, err := b.Moments(ctx, m.Name)
	if err != nil || at < 0 {
		return nil, err
	}
	before := earlier(list, now)
	if before == nil {
		return nil, nil
	}
	column := b.Shape.Categories[at].Column
	means := func(p book.Moment) (map[string]kindMean, error) { return b.kindMeans(ctx, column, m, p) }
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
		if c.mean.Value == nil || c.mean.Value.Sign() <= 0 || a.cells != c.cells {
			continue
		}
		by := new(big.Rat).Quo(a.mean.Value, c.mean.Value)
		by.Sub(by, big.NewRat(1, 1)).Abs(by)
		if best == nil || by.Cmp(most) > 0 {
			most = by
			best = &mover{Column: column, Kind: kind, Now: now, Before: *before, Value: a.mean, Was: c.mean, places: int(a.cells)}
		}
	}
	return best, nil
}

// A kindMean is the mean of one kind over its cells.
type kindMean struct {
	mean  Number
	cells int64
}

func (b inquiry) kindMeans(ctx context.Context, column string, m shape.Measure, at book.Moment) (map[string]kindMean, error) {
	where := b.Where(b.Filters(at)...)
	mean := lewu.Measure{Func: "avg", Column: m.Name}
	answer, err := b.Ask(ctx, lewu.Query{Group: []string{column}, Filter: where, Measure: []lewu.Measure{mean, {Func: "count", Column: m.Name}}, Limit: MaxKinds})
	if err != nil {
		return nil, err
	}
	list := map[string]kindMean{}
	for _, row := range answer.Rows {
		if !row[0].Valid || !row[1].Valid {
			continue
		}
		q := lewu.Query{Filter: book.Joined(where, []lewu.Filter{book.Is(column, row[0].Text)}), Measure: []lewu.Measure{mean}}
		list[row[0].Text] = kindMean{
			mean:  Number{Value: book.Rat(row[1]), Column: m.Column, Receipt: book.FigureReceipt(b.Set, b.Version, q, row[1].Text)},
			cells: book.Whole(row[2]),
		}
	}
	return list, nil
}
