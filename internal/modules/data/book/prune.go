package book

import (
	"context"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/period"
)

// Prune takes out of the shape what only the cells can tell: categories with a
// single value, which tell nothing apart, and rows that are sums of others.
func (b *Book) Prune(ctx context.Context) error {
	if b.pruned {
		return nil
	}
	b.pruned = true
	if err := b.checkTime(ctx); err != nil {
		return err
	}
	q := lewu.Query{Filter: b.Where()}
	for _, c := range b.Shape.Categories {
		q.Measure = append(q.Measure, lewu.Measure{Func: "min", Column: c.Column}, lewu.Measure{Func: "max", Column: c.Column})
	}
	var single []string
	if len(q.Measure) > 0 {
		answer, err := b.Ask(ctx, q)
		if err != nil {
			return err
		}
		for i, c := range b.Shape.Categories {
			if answer.Rows[0][2*i] == answer.Rows[0][2*i+1] && !b.Fixed(c.Column) {
				single = append(single, c.Column)
			}
		}
	}
	b.Shape = b.Shape.Less(single...)
	return b.findTotals(ctx)
}

// checkTime takes words for time only where they are: "2025-03" and the school
// year "2024/2025" have an order, "Mei" without its year has none.
func (b *Book) checkTime(ctx context.Context) error {
	column, ok := b.Version.Column(b.Shape.Time)
	if !ok || column.Kind != lewu.Text && column.Kind != lewu.Code {
		return nil
	}
	groups, err := b.Groups(ctx, []string{column.Name}, "", nil, maxMoments)
	if err != nil {
		return err
	}
	for _, g := range groups {
		text := g.Keys[0].Text
		if g.Keys[0].Valid && when(text, "").Unit() == period.None && (len(text) < 4 || strings.Trim(text[:4], "0123456789") != "") {
			b.Shape = b.Shape.Timeless()
			return nil
		}
	}
	return nil
}

// findTotals finds the values of categories and of names of places that stand
// for all the others.
func (b *Book) findTotals(ctx context.Context) error {
	var columns []string
	for _, c := range b.Shape.Categories {
		if c.Key && !c.Apart && !b.Fixed(c.Column) {
			columns = append(columns, c.Column)
		}
	}
	if b.Shape.System == lewu.Text && !b.Fixed(b.Shape.Region) {
		columns = append(columns, b.Shape.Region)
	}
	for _, column := range columns {
		groups, err := b.Groups(ctx, []string{column}, "", nil, MaxPlaces)
		if err != nil {
			return err
		}
		var values []string
		for _, g := range groups {
			if g.Keys[0].Valid && isTotal(g.Keys[0].Text) {
				values = append(values, g.Keys[0].Text)
			}
		}
		if len(values) > 0 && len(values) < len(groups) {
			b.totals = Joined(b.totals, []lewu.Filter{{Column: column, Op: lewu.OpNot, Values: values}})
		}
	}
	return nil
}

// isTotal tells of a word that stands for all others of its column.
func isTotal(text string) bool {
	word := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	word = strings.NewReplacer(" + ", "+", " dan ", "+", " & ", "+").Replace(word)
	return slices.Contains([]string{
		"jumlah", "total", "jumlah total", "grand total", "semua", "seluruh", "seluruhnya", "jumlah/total", "keseluruhan",
		"laki-laki+perempuan", "perempuan+laki-laki", "l+p", "jumlah seluruh", "jumlah seluruhnya",
	}, word)
}
