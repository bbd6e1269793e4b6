package finding

import (
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A Reading is the newest figure of a line, and the one it is compared with.
type Reading struct {
	line
	Now     book.Moment
	Value   Number
	Before  *book.Moment // nil: there is nothing that may be compared
	Was     Number
	Lacking []string // names of places that are in neither of the two
	why     string   // of lacking: "now", "before", "both"
	State   string   // "sementara"
	early   *early
	places  []string // values of lacking, or of the province's own row
	filters []lewu.Filter
	parts   []lewu.Filter // the same rows, and those that a row of the province stands for
}

// An early is a newer period that most places have no figures of yet.
type early struct {
	at     book.Moment
	n, all int
}

// read finds the newest figure of a line, and the figure of the period before
// that it may be compared with; nil: it has none.
func (b inquiry) read(ctx context.Context, m shape.Measure, l line) (*Reading, error) {
	own := b.beside(l.filters...)
	at, early, err := own.newest(ctx, m)
	if err != nil || at == nil && b.Shape.Time != "" {
		return nil, err
	}
	r := &Reading{line: l, early: early}
	if at != nil {
		r.Now = *at
	}
	whole, _, err := own.Within(ctx, "", m.Name)
	if err != nil || !m.Adds() {
		whole = nil
	}
	if err != nil {
		return nil, err
	}
	if r.State, err = own.stateOf(ctx, r.Now); err != nil {
		return nil, err
	}
	if err := own.compare(ctx, m, r, whole); err != nil {
		return nil, err
	}
	r.parts = own.Where(book.Joined(b.Filters(r.Now), r.Kept(b.Shape.Region))...)
	r.filters = book.Joined(r.parts, whole)
	if r.Value, err = own.valueOf(ctx, m, r.filters); err != nil || r.Value.Value == nil {
		return nil, err
	}
	if r.Before != nil {
		r.Was, err = own.valueOf(ctx, m, own.Where(book.Joined(book.Joined(whole, b.Filters(*r.Before)), r.Kept(b.Shape.Region))...))
		if r.Was.Value == nil {
			r.Before = nil
		}
	}
	return r, err
}

// beside is the same inquiry under more filters.
func (b inquiry) beside(more ...lewu.Filter) inquiry { return inquiry{b.Book.Beside(more...)} }

// Kept leaves the lacking places out, which column names.
func (r *Reading) Kept(column string) []lewu.Filter {
	if len(r.places) == 0 {
		return nil
	}
	return []lewu.Filter{{Column: column, Op: lewu.OpNot, Values: r.places}}
}

// newest is the newest period of a measure. One that less than half of the
// places of the period before have reported on has hardly begun: it is told by
// itself, and the one before is the newest.
func (b inquiry) newest(ctx context.Context, m shape.Measure) (*book.Moment, *early, error) {
	list, err := b.Moments(ctx, m.Name)
	if err != nil || len(list) == 0 {
		return nil, nil, err
	}
	if len(list) == 1 || b.Shape.Region == "" || list[0].Cells*2 >= list[1].Cells {
		return &list[0], nil, nil
	}
	now, err := b.Places(ctx, m.Name, b.Filters(list[0])...)
	if err != nil {
		return nil, nil, err
	}
	was, err := b.Places(ctx, m.Name, b.Filters(list[1])...)
	if err != nil {
		return nil, nil, err
	}
	n, all := reporting(now), reporting(was)
	if n*2 >= all {
		return &list[0], nil, nil
	}
	return &list[1], &early{at: list[0], n: n, all: all}, nil
}

func reporting(places []book.Place) (n int) {
	for _, p := range places {
		if p.Cells > 0 {
			n++
		}
	}
	return n
}

// compare chooses the period that r.now is held against, and the places that
// have figures of both. r.places are then those left out of both totals.
func (b inquiry) compare(ctx context.Context, m shape.Measure, r *Reading, whole []lewu.Filter) error {
	list, err := b.Moments(ctx, m.Name)
	if err != nil {
		return err
	}
	before := earlier(list, r.Now)
	if before != nil {
		state, err := b.stateOf(ctx, *before)
		if err != nil {
			return err
		}
		if state != r.State {
			before = nil // a figure that may yet change, beside one that will not
		}
	}
	if !m.Adds() || b.Shape.Region == "" || len(whole) > 0 {
		if before != nil && m.Adds() && before.Cells != r.Now.Cells {
			before = nil // not the same parts
		}
		r.Before = before
		return nil
	}
	now, err := b.Places(ctx, m.Name, b.Filters(r.Now)...)
	if err != nil {
		return err
	}
	if before == nil {
		return b.lackingNow(ctx, m, r, now)
	}
	was, err := b.Places(ctx, m.Name, b.Filters(*before)...)
	if err != nil {
		return err
	}
	lack := lacking(now, was)
	if len(lack)*2 > max(len(now), len(was)) {
		return b.lackingNow(ctx, m, r, now)
	}
	r.Before = before
	r.lack(lack)
	return nil
}

// lackingNow leaves out places that the table knows and that have no figures in
// the period told of.
func (b inquiry) lackingNow(ctx context.Context, m shape.Measure, r *Reading, now []book.Place) error {
	if b.Shape.Time == "" {
		return nil
	}
	all, err := b.Places(ctx, m.Name)
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
	book.Place
	why string // "now": no figure of it yet; "before": none before; "both": not the same parts
}

// lacking are the places that now and before do not have the same figures of.
func lacking(now, before []book.Place) (list []lack) {
	cells := map[string]int64{}
	for _, p := range before {
		cells[p.Value] = p.Cells
	}
	for _, p := range now {
		was, known := cells[p.Value]
		delete(cells, p.Value)
		switch {
		case p.Cells == 0 && p.Rows > 0: // a row without a figure, whatever there was before
			list = append(list, lack{p, "now"})
		case p.Cells == was:
		case !known || was == 0:
			list = append(list, lack{p, "before"})
		default:
			list = append(list, lack{p, "both"})
		}
	}
	for _, p := range before {
		if cells[p.Value] > 0 { // has no row at all now
			list = append(list, lack{p, "now"})
		}
	}
	return list
}

func (r *Reading) lack(list []lack) {
	for _, l := range list {
		r.places = append(r.places, l.Value)
		r.Lacking = append(r.Lacking, l.Name)
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
func earlier(list []book.Moment, now book.Moment) *book.Moment {
	at := slices.IndexFunc(list, func(m book.Moment) bool { return m.Time == now.Time && m.Part == now.Part })
	if at < 0 {
		return nil
	}
	if unit := now.At.Unit(); unit != period.None && unit != period.Year {
		text := now.At.String()
		for i := range list {
			if was := list[i].At.String(); len(was) == len(text) && was[4:] == text[4:] && list[i].At.Year() == now.At.Year()-1 && list[i].Part == now.Part {
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
func (b inquiry) stateOf(ctx context.Context, at book.Moment) (string, error) {
	state, err := b.State(ctx, b.Filters(at))
	return state.Args["text"], err
}

// valueOf is the figure of some rows: the one cell that has a value, or the sum
// where figures add up.
func (b inquiry) valueOf(ctx context.Context, m shape.Measure, filters []lewu.Filter) (Number, error) {
	present := book.Joined(filters, []lewu.Filter{{Column: m.Name, Op: lewu.OpPresent}})
	rows, err := b.Ask(ctx, lewu.Query{Filter: present, Limit: 2})
	if err != nil || rows.Total == 0 {
		return Number{}, err
	}
	if rows.Total == 1 {
		return b.cell(rows, 0, m), nil
	}
	if !m.Adds() {
		return Number{}, nil
	}
	return b.measure(ctx, lewu.Measure{Func: "sum", Column: m.Name}, m.Column, filters)
}

// cell is one cell of an answer in rows.
func (b inquiry) cell(rows *table.Result, i int, m shape.Measure) Number {
	cell := rows.Rows[i][book.ColumnAt(rows.Columns, m.Name)]
	receipt := book.CellReceipt(b.Set, b.Version, rows.Origin[i], m.Name)
	receipt.Result = cell.Text
	return Number{Value: book.Rat(cell), Column: m.Column, Receipt: receipt}
}

// change is how much a reading differs from the one before, and in percent of
// it; percent is nil where that was nothing.
func (r Reading) change() (by, percent *big.Rat) {
	by = new(big.Rat).Sub(r.Value.Value, r.Was.Value)
	if r.Was.Value.Sign() > 0 {
		percent = new(big.Rat).Mul(new(big.Rat).Quo(by, r.Was.Value), big.NewRat(100, 1))
	}
	return by, percent
}

// regencies are the places that are no province, by their sum from the largest.
func regencies(places []book.Place) (list []book.Place) {
	mixed := slices.ContainsFunc(places, func(p book.Place) bool { return p.Level == region.Regency })
	for _, p := range places {
		if mixed && p.Level != region.Regency {
			continue // a place within a place that is counted
		}
		if p.Home.Level() != region.Province && p.Sum != nil && p.Cells > 0 {
			list = append(list, p)
		}
	}
	slices.SortStableFunc(list, func(a, b book.Place) int {
		if d := b.Sum.Cmp(a.Sum); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	return list
}
