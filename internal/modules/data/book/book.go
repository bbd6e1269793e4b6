// Package book opens one published version to be asked: how many rows, by which
// place, period and kind, which figure answers a question, and by which receipt
// it is proved. It asks through a function that it is handed, so it neither
// knows where tables lie nor reads one itself.
package book

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A Book is one version with what its columns are, opened to be asked. What was
// asked once is kept, since the sentence, the chart and the form of a page ask
// the same.
type Book struct {
	Set     catalog.Dataset
	Version catalog.Version
	Shape   shape.Shape
	Base    []lewu.Filter // holds for every question
	totals  []lewu.Filter // leaves out rows that are sums of others: "Jumlah"
	pruned  bool
	Query   func(context.Context, lewu.Query) (*table.Result, error)
	kept    map[string]*table.Result
}

// New opens a version to be asked by query, under some filters.
func New(set catalog.Dataset, v catalog.Version, base []lewu.Filter, query func(context.Context, lewu.Query) (*table.Result, error)) *Book {
	return &Book{Set: set, Version: v, Shape: shape.Of(set, v.Columns), Base: base, Query: query, kept: map[string]*table.Result{}}
}

// Ask answers a question.
func (b *Book) Ask(ctx context.Context, q lewu.Query) (*table.Result, error) {
	key := table.Values(q).Encode()
	if r, ok := b.kept[key]; ok {
		return r, nil
	}
	r, err := b.Query(ctx, q)
	if err == nil {
		b.kept[key] = r
	}
	return r, err
}

// Where adds filters to those that hold for every question.
func (b *Book) Where(more ...lewu.Filter) []lewu.Filter {
	return Joined(Joined(b.Base, b.totals), more)
}

// Joined are base and more as one question has them. What is chosen within a
// chosen set is chosen instead of it; what is left out is left out too.
func Joined(base, more []lewu.Filter) []lewu.Filter {
	list := slices.Clone(base)
	for _, f := range more {
		at := slices.IndexFunc(list, func(o lewu.Filter) bool { return o.Column == f.Column && o.Op == f.Op })
		switch {
		case at < 0:
			list = append(list, f)
		case f.Op == lewu.OpNot:
			list[at].Values = append(slices.Clone(list[at].Values), f.Values...)
		default:
			list[at] = f
		}
	}
	slices.SortFunc(list, func(a, b lewu.Filter) int { // as a checked query has them: one text for one question
		return cmp.Or(cmp.Compare(a.Column, b.Column), cmp.Compare(a.Op, b.Op))
	})
	return list
}

// Is keeps the rows with these values in a column.
func Is(column string, values ...string) lewu.Filter {
	return lewu.Filter{Column: column, Op: lewu.OpIn, Values: slices.Sorted(slices.Values(values))}
}

// A Group is one group of rows with the figures of a measure in it.
type Group struct {
	Keys  []lewu.Cell
	Cells int64    // that hold a value
	Rows  int64    // with or without one
	Sum   *big.Rat // nil where nothing adds up, or nothing is there
}

// Groups are the rows by the values of some columns, at most limit of them.
func (b *Book) Groups(ctx context.Context, by []string, measure string, sort []lewu.Sort, limit int, more ...lewu.Filter) ([]Group, error) {
	q := lewu.Query{Group: by, Measure: []lewu.Measure{{Func: "count"}}, Filter: b.Where(more...), Sort: sort, Limit: limit}
	m, adds := b.Shape.Measure(measure)
	if measure != "" {
		q.Measure = append(q.Measure, lewu.Measure{Func: "count", Column: measure})
		if adds = adds && m.Adds(); adds {
			q.Measure = append(q.Measure, lewu.Measure{Func: "sum", Column: measure})
		}
	}
	answer, err := b.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]Group, 0, len(answer.Rows))
	for _, row := range answer.Rows {
		g := Group{Keys: row[:len(by)], Rows: Whole(row[len(by)])}
		if measure != "" {
			g.Cells = Whole(row[len(by)+1])
			if adds {
				g.Sum = Rat(row[len(by)+2])
			}
		}
		list = append(list, g)
	}
	return list, nil
}

// Rat is a number in canonical text; nil where there is none.
func Rat(c lewu.Cell) *big.Rat {
	if !c.Valid {
		return nil
	}
	n, ok := new(big.Rat).SetString(c.Text)
	if !ok {
		return nil
	}
	return n
}

// Whole is a count in canonical text; 0 where there is none.
func Whole(c lewu.Cell) int64 {
	if n := Rat(c); n != nil && n.IsInt() {
		return n.Num().Int64()
	}
	return 0
}

// Plus adds two numbers of which either may be missing.
func Plus(a, b *big.Rat) *big.Rat {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return new(big.Rat).Add(a, b)
}

// MaxValues is how many values a column of kinds may hold; one with more holds
// names or codes.
const MaxValues = 80

// Values are what a column of kinds holds; none where it holds too much to be
// one.
func (b *Book) Values(ctx context.Context, column string) (list []string, err error) {
	groups, err := b.Groups(ctx, []string{column}, "", nil, MaxValues+1)
	if err != nil || len(groups) > MaxValues {
		return nil, err
	}
	for _, g := range groups {
		if g.Keys[0].Valid {
			list = append(list, g.Keys[0].Text)
		}
	}
	return list, nil
}

// Fixed tells whether every question asks for one value of a column.
func (b *Book) Fixed(column string) bool {
	return slices.ContainsFunc(b.Base, func(f lewu.Filter) bool {
		return f.Column == column && f.Op == lewu.OpIn && len(f.Values) == 1
	})
}

// Beside is the same book under more filters; what was asked is kept for both.
func (b *Book) Beside(more ...lewu.Filter) *Book {
	own := *b
	own.Base = b.Where(more...)
	return &own
}

// Under is the same version under other filters, with nothing asked of it yet.
func (b *Book) Under(base []lewu.Filter) *Book {
	own := *b
	own.Base, own.kept = base, map[string]*table.Result{}
	return &own
}
