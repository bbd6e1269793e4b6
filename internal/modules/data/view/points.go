package view

import (
	"context"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// A track is the figures of one line, panel or colour of a picture.
type track struct {
	name   string
	points []point // in the order of the picture's labels
}

// A point is one figure; without a value there is none.
type point struct {
	finding.Number
	has  bool
	none bool // there is no row at all
}

// function is what brings cells of the measure together. Those that stand for
// themselves are only shown where there is one.
func (v *view) function() lewu.Measure {
	switch {
	case v.measure.Name == "":
		return lewu.Measure{Func: "count"}
	case v.measure.Adds():
		return lewu.Measure{Func: "sum", Column: v.measure.Name}
	case v.measure.Aggregate == catalog.Mean:
		return lewu.Measure{Func: "avg", Column: v.measure.Name}
	}
	return lewu.Measure{Func: "max", Column: v.measure.Name}
}

// A cellKey names one figure of a grid: its value of the column that divides,
// and its time with what divides that.
type cellKey struct{ by, time, part string }

// grid reads the figures of the measure by some columns of by, time and part.
func (v *view) grid(ctx context.Context, columns []string, filters []lewu.Filter) (map[cellKey]point, error) {
	m := v.function()
	q := lewu.Query{Group: columns, Measure: []lewu.Measure{m}, Filter: filters, Limit: book.MaxPlaces}
	if m.Column != "" {
		q.Measure = append(q.Measure, lewu.Measure{Func: "count", Column: m.Column})
	}
	answer, err := v.Book.Ask(ctx, q)
	if err != nil {
		return nil, err
	}
	list := map[cellKey]point{}
	for _, row := range answer.Rows {
		var key cellKey
		own := slices.Clone(filters)
		for i, column := range columns {
			if row[i].Valid {
				own = book.Joined(own, []lewu.Filter{book.Is(column, row[i].Text)})
			} else {
				own = book.Joined(own, []lewu.Filter{{Column: column, Op: lewu.OpMissing}})
			}
			switch column {
			case v.by:
				key.by = row[i].Text
			case v.Book.Shape.Time:
				key.time = row[i].Text
			case v.Book.Shape.Part:
				key.part = row[i].Text
			}
		}
		cell := row[len(columns)]
		several := m.Func == "max" && book.Whole(row[len(columns)+1]) > 1
		list[key] = point{}
		if n := book.Rat(cell); n != nil && !several {
			one := lewu.Query{Filter: own, Measure: []lewu.Measure{m}}
			list[key] = point{has: true, Number: finding.Number{Value: n, Column: v.column(), Receipt: book.FigureReceipt(v.Book.Set, v.Book.Version, one, cell.Text)}}
		}
	}
	return list, nil
}

// column is what the figures of the picture are written as.
func (v *view) column() lewu.Column {
	if v.measure.Name == "" {
		return lewu.Column{Kind: lewu.Integer}
	}
	return v.measure.Column
}

// times are the periods of a line, the oldest first.
func (v *view) times() []book.Moment {
	list := slices.Clone(v.moments[:min(maxTimes, len(v.moments))])
	slices.Reverse(list)
	return list
}

// timeColumns are the columns of time that a table has.
func (v *view) timeColumns() []string {
	if v.Book.Shape.Part != "" {
		return []string{v.Book.Shape.Time, v.Book.Shape.Part}
	}
	return []string{v.Book.Shape.Time}
}

// lately keeps the rows of the periods that are drawn.
func (v *view) lately() []lewu.Filter {
	if len(v.moments) <= maxTimes {
		return nil
	}
	return []lewu.Filter{{Column: v.Book.Shape.Time, Op: lewu.OpMin, Values: []string{v.times()[0].Time}}}
}

// total is the line of all rows. Places that the sentence leaves out are left
// out here too; a period with less than nine tenths of the newest one's cells
// is a gap.
func (v *view) total(ctx context.Context) (track, error) {
	t := track{name: v.Say(lewu.Msg("data.view-all"))}
	if v.measure.Aggregate == catalog.Mean {
		t.name = v.Say(lewu.Msg("data.view-mean"))
	}
	var not []lewu.Filter
	if r := v.mainLine(); r != nil && len(r.Lacking) > 0 {
		not = r.Kept(v.Book.Shape.Region)
		t.name += v.Without(r.Lacking).String()
	}
	filters := v.Book.Where(book.Joined(book.Joined(v.pins, v.whole), book.Joined(not, v.lately()))...)
	grid, err := v.grid(ctx, v.timeColumns(), filters)
	if err != nil {
		return t, err
	}
	counts, err := v.Book.Moments(ctx, v.measure.Name, book.Joined(book.Joined(v.pins, v.whole), not)...)
	if err != nil {
		return t, err
	}
	cells := map[cellKey]int64{}
	for _, m := range counts {
		cells[cellKey{time: m.Time, part: m.Part}] = m.Cells
	}
	times := v.times()
	for _, at := range times {
		key := cellKey{time: at.Time, part: at.Part}
		p := grid[key]
		if cells[key]*10 < v.newestCells(counts)*9 {
			p = point{}
		}
		t.points = append(t.points, p)
	}
	return t, nil
}

// newestCells is how many cells the period has that the sentence speaks of.
func (v *view) newestCells(counts []book.Moment) int64 {
	at := v.newestMoment()
	for _, m := range counts {
		if m.Time == at.Time && m.Part == at.Part {
			return m.Cells
		}
	}
	return 0
}

// mainLine is the line of figures that the sentence tells of, where it is of
// the same measure.
func (v *view) mainLine() *finding.Reading {
	if len(v.f.Lines) == 1 && v.f.Measure.Name == v.measure.Name {
		return &v.f.Lines[0]
	}
	return nil
}

// provisional is what the sentence tells of figures that have a state of their
// own (sementara): a line that ends on them must say so, or it reads as a fall.
func (v *view) provisional() *finding.Reading {
	for i, r := range v.f.Lines {
		if r.State != "" && v.f.Measure.Name == v.measure.Name {
			return &v.f.Lines[i]
		}
	}
	return nil
}

// newestMoment is the period that bars and map show.
func (v *view) newestMoment() book.Moment {
	switch {
	case v.mainLine() != nil:
		return v.mainLine().Now
	case v.f.Top != nil && v.f.Measure.Name == v.measure.Name:
		return v.f.Top.Now
	case len(v.moments) > 1 && v.moments[0].Cells*2 < v.moments[1].Cells:
		return v.moments[1]
	case len(v.moments) > 0:
		return v.moments[0]
	}
	return book.Moment{}
}

// A part of a division: a place or a kind.
type division struct {
	value string // as the cells write it
	name  string
	code  string // Kemendagri code of a place on the map
}

// divisions are the values that the picture is divided by, those with the
// largest newest figures first, and at most so many.
func (v *view) divisions(ctx context.Context, most int) ([]division, map[cellKey]point, error) {
	newest, err := v.grid(ctx, []string{v.by}, v.Book.Where(book.Joined(v.pins, book.Joined(v.whole, v.Book.Filters(v.newestMoment())))...))
	if err != nil {
		return nil, nil, err
	}
	var list []division
	if v.by == v.Book.Shape.Region {
		for _, p := range v.places {
			list = append(list, division{value: p.Value, name: p.Name, code: string(p.Home.Kemendagri)})
		}
	} else {
		groups, err := v.Book.Groups(ctx, []string{v.by}, v.measure.Name, nil, finding.MaxKinds)
		if err != nil {
			return nil, nil, err
		}
		for _, g := range groups {
			d := division{value: g.Keys[0].Text, name: g.Keys[0].Text}
			if !g.Keys[0].Valid {
				d.name = v.Lang().Missing()
			}
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b division) int {
		return order(newest[cellKey{by: a.value}], newest[cellKey{by: b.value}])
	})
	return list[:min(most, len(list))], newest, nil
}

// order puts large figures first, and nothing last.
func order(a, b point) int {
	switch {
	case !a.has && !b.has:
		return 0
	case !a.has:
		return 1
	case !b.has:
		return -1
	}
	return b.Value.Cmp(a.Value)
}

// through are the lines of some divisions through time.
func (v *view) through(ctx context.Context, list []division) (tracks []track, err error) {
	var values []string
	for _, d := range list {
		if d.value != "" {
			values = append(values, d.value)
		}
	}
	if len(values) == 0 {
		return nil, nil
	}
	filters := v.Book.Where(book.Joined(book.Joined(v.pins, v.whole), append(v.lately(), book.Is(v.by, values...)))...)
	grid, err := v.grid(ctx, append([]string{v.by}, v.timeColumns()...), filters)
	if err != nil {
		return nil, err
	}
	for _, d := range list {
		t := track{name: d.name}
		for _, at := range v.times() {
			p, ok := grid[cellKey{by: d.value, time: at.Time, part: at.Part}]
			p.none = !ok
			t.points = append(t.points, p)
		}
		tracks = append(tracks, t)
	}
	return tracks, nil
}

// float is a value as a drawing needs it: its text stays exact.
func float(n *big.Rat) float64 {
	f, _ := n.Float64()
	return f
}
