package book

import (
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/period"
)

// A Moment is one period that a table has figures of.
type Moment struct {
	Time, Part string // as the cells write them
	At         period.Period
	Cells      int64
	rows       int64
	sum        *big.Rat
}

// maxMoments is how many periods are looked at: eleven years of days.
const maxMoments = 4000

// Moments are the periods of a measure, the newest first. Those without any
// value are left out.
func (b *Book) Moments(ctx context.Context, measure string, more ...lewu.Filter) ([]Moment, error) {
	s := b.Shape
	if s.Time == "" {
		return nil, nil
	}
	if err := b.Prune(ctx); err != nil {
		return nil, err
	}
	by, sort := []string{s.Time}, []lewu.Sort{{Column: s.Time, Desc: true}}
	if s.Part != "" {
		by, sort = append(by, s.Part), append(sort, lewu.Sort{Column: s.Part, Desc: true})
	}
	list, err := b.Groups(ctx, by, measure, sort, maxMoments, more...)
	if err != nil {
		return nil, err
	}
	var moments []Moment
	for _, g := range list {
		if !g.Keys[0].Valid || measure != "" && g.Cells == 0 {
			continue
		}
		p := Moment{Time: g.Keys[0].Text, Cells: g.Cells, rows: g.Rows, sum: g.Sum}
		if len(g.Keys) > 1 {
			p.Part = g.Keys[1].Text
		}
		p.At = when(p.Time, p.Part)
		moments = append(moments, p)
	}
	slices.SortStableFunc(moments, func(a, c Moment) int { return c.At.Compare(a.At) })
	return moments, nil
}

// when is the period that a cell of time, with what divides it, speaks of: the
// part by itself where it is whole ("2025-03"), with its year ("Maret" of
// 2025), or else the time alone.
func when(time, part string) period.Period {
	if part != "" {
		if p, err := period.Parse(part); err == nil && strings.Contains(part, time) {
			return p
		}
		if p, err := period.Parse(part + " " + time); err == nil {
			return p
		}
	}
	p, err := period.Parse(time)
	if err != nil {
		return period.Period{}
	}
	return p
}

// Filters keep the rows of a moment.
func (b *Book) Filters(p Moment) []lewu.Filter {
	if b.Shape.Time == "" || p.Time == "" {
		return nil
	}
	list := []lewu.Filter{Is(b.Shape.Time, p.Time)}
	if b.Shape.Part != "" && p.Part != "" {
		list = append(list, Is(b.Shape.Part, p.Part))
	}
	return list
}

// AsOf is what a figure says of its time.
func (p Moment) AsOf() string {
	if text := p.At.String(); text != "" {
		return text
	}
	return strings.TrimSpace(p.Time + " " + p.Part)
}
