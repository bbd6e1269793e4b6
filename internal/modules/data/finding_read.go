package data

import (
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A reading is the newest figure of a line, and the one it is compared with.
type reading struct {
	line
	now     moment
	value   number
	before  *moment // nil: there is nothing that may be compared
	was     number
	lacking []string // names of places that are in neither of the two
	why     string   // of lacking: "now", "before", "both"
	state   string   // "sementara"
	early   *early
	places  []string // values of lacking, or of the province's own row
	filters []lewu.Filter
	parts   []lewu.Filter // the same rows, and those that a row of the province stands for
}

// An early is a newer period that most places have no figures of yet.
type early struct {
	at     moment
	n, all int
}

// read finds the newest figure of a line, and the figure of the period before
// that it may be compared with; nil: it has none.
func (b *book) read(ctx context.Context, m shape.Measure, l line) (*reading, error) {
	own := b.beside(l.filters...)
	at, early, err := own.newest(ctx, m)
	if err != nil || at == nil && b.shape.Time != "" {
		return nil, err
	}
	r := &reading{line: l, early: early}
	if at != nil {
		r.now = *at
	}
	whole, _, err := own.within(ctx, "", m.Name)
	if err != nil || !m.Adds() {
		whole = nil
	}
	if err != nil {
		return nil, err
	}
	if r.state, err = own.stateOf(ctx, r.now); err != nil {
		return nil, err
	}
	if err := own.compare(ctx, m, r, whole); err != nil {
		return nil, err
	}
	r.parts = own.where(joined(b.filters(r.now), without(b.shape.Region, r))...)
	r.filters = joined(r.parts, whole)
	if r.value, err = own.valueOf(ctx, m, r.filters); err != nil || r.value.value == nil {
		return nil, err
	}
	if r.before != nil {
		r.was, err = own.valueOf(ctx, m, own.where(joined(joined(whole, b.filters(*r.before)), without(b.shape.Region, r))...))
		if r.was.value == nil {
			r.before = nil
		}
	}
	return r, err
}

// beside is the same book under more filters; what was asked is kept for both.
func (b *book) beside(more ...lewu.Filter) *book {
	own := *b
	own.base = b.where(more...)
	return &own
}

// without leaves the lacking places out.
func without(column string, r *reading) []lewu.Filter {
	if len(r.places) == 0 {
		return nil
	}
	return []lewu.Filter{{Column: column, Op: lewu.OpNot, Values: r.places}}
}

// newest is the newest period of a measure. One that less than half of the
// places of the period before have reported on has hardly begun: it is told by
// itself, and the one before is the newest.
func (b *book) newest(ctx context.Context, m shape.Measure) (*moment, *early, error) {
	list, err := b.moments(ctx, m.Name)
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	if len(list) == 1 || b.shape.Region == "" || list[0].cells*2 >= list[1].cells {
		return &list[0], nil, nil
	}
	now, err := b.places(ctx, m.Name, b.filters(list[0])...)
	if err != nil {
		return nil, nil, err
	}
	was, err := b.places(ctx, m.Name, b.filters(list[1])...)
	if err != nil {
		return nil, nil, err
	}
	n, all := reporting(now), reporting(was)
	if n*2 >= all {
		return &list[0], nil, nil
	}
	return &list[1], &early{at: list[0], n: n, all: all}, nil
}

func reporting(places []place) (n int) {
	for _, p := range places {
		if p.cells > 0 {
			n++
		}
	}
	return n
}

// compare chooses the period that r.now is held against, and the places that
// have figures of both. r.places are then those left out of both totals.
func (b *book) compare(ctx context.Context, m shape.Measure, r *reading, whole []lewu.Filter) error {
	list, err := b.moments(ctx, m.Name)
	if err != nil {
		return err
	}
	before := earlier(list, r.now)
	if before != nil {
		state, err := b.stateOf(ctx, *before)
		if err != nil {
			return err
		}
		if state != r.state {
			before = nil // a figure that may yet change, beside one that will not
		}
	}
	if !m.Adds() || b.shape.Region == "" || len(whole) > 0 {
		if before != nil && m.Adds() && before.cells != r.now.cells {
			before = nil // not the same parts
		}
		r.before = before
		return nil
	}
	now, err := b.places(ctx, m.Name, b.filters(r.now)...)
	if err != nil {
		return err
	}
	if before == nil {
		return b.lackingNow(ctx, m, r, now)
	}
	was, err := b.places(ctx, m.Name, b.filters(*before)...)
	if err != nil {
		return err
	}
	lack := lacking(now, was)
	if len(lack)*2 > max(len(now), len(was)) {
		return b.lackingNow(ctx, m, r, now)
	}
	r.before = before
	r.lack(lack)
	return nil
}

// lackingNow leaves out places that the table knows and that have no figures in
// the period told of.
func (b *book) lackingNow(ctx context.Context, m shape.Measure, r *reading, now []place) error {
	if b.shape.Time == "" {
		return nil
	}
	all, err := b.places(ctx, m.Name)
	if err != nil {
		return err
	}
	var lack []lack
	for _, l := range lacking(now, all) {
		if l.why == "now" {
			lack = append(lack, l)
		}
	}
	r.lack(lack)
	return nil
}

// A lack is a place that two periods cannot both count.
type lack struct {
	place
	why string // "now": no figure of it yet; "before": none before; "both": not the same parts
}

// lacking are the places that now and before do not have the same figures of.
func lacking(now, before []place) (list []lack) {
	cells := map[string]int64{}
	for _, p := range before {
		cells[p.value] = p.cells
	}
	for _, p := range now {
		was, known := cells[p.value]
		delete(cells, p.value)
		switch {
		case p.cells == 0 && p.rows > 0: // a row without a figure, whatever there was before
			list = append(list, lack{p, "now"})
		case p.cells == was:
		case !known || was == 0:
			list = append(list, lack{p, "before"})
		default:
			list = append(list, lack{p, "both"})
		}
	}
	for _, p := range before {
		if cells[p.value] > 0 { // has no row at all now
			list = append(list, lack{p, "now"})
		}
	}
	return list
}

func (r *reading) lack(list []lack) {
	for _, l := range list {
		r.places = append(r.places, l.value)
		r.lacking = append(r.lacking, l.name)
		switch {
		case r.why == "" || r.why == l.why:
			r.why = l.why
		default:
			r.why = "both"
		}
	}
}

// earlier is the period that now is compared with: the same one a year before
// where the year has parts, else the one before.
func earlier(list []moment, now moment) *moment {
	at := slices.IndexFunc(list, func(m moment) bool { return m.time == now.time && m.part == now.part })
	if at < 0 {
		return nil
	}
	if unit := now.at.Unit(); unit != period.None && unit != period.Year {
		text := now.at.String()
		for i := range list {
			if was := list[i].at.String(); len(was) == len(text) && was[4:] == text[4:] && list[i].at.Year() == now.at.Year()-1 && list[i].part == now.part {
				return &list[i]
			}
		}
	}
	if at+1 < len(list) {
		return &list[at+1]
	}
	return nil
}

// stateOf is the one word that rows of a moment say of how final they are.
func (b *book) stateOf(ctx context.Context, at moment) (string, error) {
	state, err := b.state(ctx, b.filters(at))
	return state.Args["text"], err
}

// valueOf is the figure of some rows: the one cell that has a value, or the sum
// where figures add up.
func (b *book) valueOf(ctx context.Context, m shape.Measure, filters []lewu.Filter) (number, error) {
	present := joined(filters, []lewu.Filter{{Column: m.Name, Op: lewu.OpPresent}})
	rows, err := b.ask(ctx, lewu.Query{Filter: present, Limit: 2})
	if err != nil || rows.Total == 0 {
		return number{}, err
	}
	if rows.Total == 1 {
		return b.cell(rows, 0, m), nil
	}
	if !m.Adds() {
		return number{}, nil
	}
	return b.measure(ctx, lewu.Measure{Func: "sum", Column: m.Name}, m.Column, filters)
}

// cell is one cell of an answer in rows.
func (b *book) cell(rows *table.Result, i int, m shape.Measure) number {
	cell := rows.Rows[i][columnAt(rows.Columns, m.Name)]
	receipt := cellReceipt(b.set, b.version, rows.Origin[i], m.Name)
	receipt.Result = cell.Text
	return number{value: rat(cell), column: m.Column, receipt: receipt}
}

// change is how much a reading differs from the one before, and in percent of
// it; percent is nil where that was nothing.
func (r reading) change() (by, percent *big.Rat) {
	by = new(big.Rat).Sub(r.value.value, r.was.value)
	if r.was.value.Sign() > 0 {
		percent = new(big.Rat).Mul(new(big.Rat).Quo(by, r.was.value), big.NewRat(100, 1))
	}
	return by, percent
}

// regencies are the places that are no province, by their sum from the largest.
func regencies(places []place) (list []place) {
	mixed := slices.ContainsFunc(places, func(p place) bool { return p.level == region.Regency })
	for _, p := range places {
		if mixed && p.level != region.Regency {
			continue // a place within a place that is counted
		}
		if p.home.Level() != region.Province && p.sum != nil && p.cells > 0 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b place) int {
		if d := b.sum.Cmp(a.sum); d != 0 {
			return d
		}
		return strings.Compare(a.name, b.name)
	})
	return list
}
