package data

import (
	"cmp"
	"context"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"
)

// kinds is how many rows there are of which kind: what a table without figures
// says.
type kinds struct {
	column string
	list   []kind // the most frequent first, at most namedKinds
	all    int    // kinds there are
}

type kind struct {
	name string
	rows number
}

// namedKinds is how many kinds a sentence names.
const namedKinds = 3

// countKinds counts rows by the first column of kinds that is worth it: one
// with some values, and several rows of each.
func (b *book) countKinds(ctx context.Context) (*kinds, error) {
	columns := make([]string, 0, len(b.shape.Categories)+1)
	for _, c := range b.shape.Categories {
		columns = append(columns, c.Column)
	}
	if b.shape.Region != "" {
		columns = append(columns, b.shape.Region)
	}
	for _, column := range columns {
		if b.fixed(column) {
			continue
		}
		groups, err := b.groups(ctx, []string{column}, "", nil, maxKinds+1)
		if err != nil {
			return nil, err
		}
		var rows int64
		for _, g := range groups {
			rows += g.rows
		}
		if len(groups) < 2 || len(groups) > maxKinds || rows < 2*int64(len(groups)) {
			continue
		}
		return b.nameKinds(column, groups), nil
	}
	return nil, nil
}

func (b *book) nameKinds(column string, groups []group) *kinds {
	slices.SortStableFunc(groups, func(x, y group) int { return cmp.Compare(y.rows, x.rows) })
	k := &kinds{column: column, all: len(groups)}
	for _, g := range groups[:min(namedKinds, len(groups))] {
		name, filter := g.keys[0].Text, is(column, g.keys[0].Text)
		if !g.keys[0].Valid {
			filter = lewu.Filter{Column: column, Op: lewu.OpMissing}
		} else if column == b.shape.Region {
			name = b.place(g.keys).name
		}
		n := new(big.Rat).SetInt64(g.rows)
		q := lewu.Query{Filter: b.where(filter), Measure: []lewu.Measure{{Func: "count"}}}
		k.list = append(k.list, kind{name: name, rows: number{
			value: n, column: lewu.Column{Kind: lewu.Integer}, receipt: figureReceipt(b.set, b.version, q, n.Num().String()),
		}})
	}
	return k
}
