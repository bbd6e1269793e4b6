package finding

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"

	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// kinds is how many rows there are of which kind: what a table without figures
// says.
type kinds struct {
	Column string
	list   []kind // the most frequent first, at most namedKinds
	all    int    // kinds there are
}

type kind struct {
	name string
	rows Number
}

// namedKinds is how many kinds a sentence names.
const namedKinds = 3

// countKinds counts rows by the first column of kinds that is worth it: one
// with some values, and several rows of each.
func (b inquiry) countKinds(ctx context.Context) (*kinds, error) {
	columns := make([]string, 0, len(b.Shape.Categories)+1)
	for _, c := range b.Shape.Categories {
		columns = append(columns, c.Column)
	}
	if b.Shape.Region != "" {
		columns = append(columns, b.Shape.Region)
	}
	for _, column := range columns {
		if b.Fixed(column) {
			continue
		}
		groups, err := b.Groups(ctx, []string{column}, "", nil, MaxKinds+1)
		if err != nil {
			return nil, err
		}
		var rows int64
		for _, g := range groups {
			rows += g.Rows
		}
		if len(groups) < 2 || len(groups) > MaxKinds || rows < 2*int64(len(groups)) {
			continue
		}
		return b.nameKinds(column, groups), nil
	}
	return nil, nil
}

func (b inquiry) nameKinds(column string, groups []book.Group) *kinds {
	slices.SortStableFunc(groups, func(x, y book.Group) int { return cmp.Compare(y.Rows, x.Rows) })
	k := &kinds{Column: column, all: len(groups)}
	for _, g := range groups[:min(namedKinds, len(groups))] {
		name, filter := g.Keys[0].Text, book.Is(column, g.Keys[0].Text)
		if !g.Keys[0].Valid {
			filter = lewu.Filter{Column: column, Op: lewu.OpMissing}
		} else if column == b.Shape.Region {
			name = b.PlaceOf(g.Keys).Name
		}
		n := new(big.Rat).SetInt64(g.Rows)
		q := lewu.Query{Filter: b.Where(filter), Measure: []lewu.Measure{{Func: "count"}}}
		k.list = append(k.list, kind{name: name, rows: Number{
			Value: n, Column: lewu.Column{Kind: lewu.Integer}, Receipt: book.FigureReceipt(b.Set, b.Version, q, n.Num().String()),
		}})
	}
	return k
}
