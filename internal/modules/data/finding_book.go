package data

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/period"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A book is one version with what its columns are, opened to be asked. What was
// asked once is kept, since the sentence, the chart and the form of a page ask
// the same.
type book struct {
	set     catalog.Dataset
	version catalog.Version
	shape   shape.Shape
	base    []lewu.Filter // holds for every question
	totals  []lewu.Filter // leaves out rows that are sums of others: "Jumlah"
	pruned  bool
	query   func(context.Context, lewu.Query) (*table.Result, error)
	kept    map[string]*table.Result
}

// open opens a version to be asked under some filters.
func (m *module) open(set catalog.Dataset, v catalog.Version, base []lewu.Filter) *book {
	return newBook(set, v, base, func(ctx context.Context, q lewu.Query) (*table.Result, error) {
		return m.Published.Query(ctx, v, q)
	})
}

func newBook(set catalog.Dataset, v catalog.Version, base []lewu.Filter, query func(context.Context, lewu.Query) (*table.Result, error)) *book {
	return &book{set: set, version: v, shape: shape.Of(set, v.Columns), base: base, query: query, kept: map[string]*table.Result{}}
}

// ask answers a question.
func (b *book) ask(ctx context.Context, q lewu.Query) (*table.Result, error) {
	key := table.Values(q).Encode()
	if r, ok := b.kept[key]; ok {
		return r, nil
	}
	r, err := b.query(ctx, q)
	if err == nil {
		b.kept[key] = r
	}
	return r, err
}

// where adds filters to those that hold for every question. What is chosen
// within a chosen set is chosen instead of it.
func (b *book) where(more ...lewu.Filter) []lewu.Filter {
	return joined(joined(b.base, b.totals), more)
}

func joined(base, more []lewu.Filter) []lewu.Filter {
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

// is keeps the rows with these values in a column.
func is(column string, values ...string) lewu.Filter {
	return lewu.Filter{Column: column, Op: lewu.OpIn, Values: slices.Sorted(slices.Values(values))}
}

// A group is one group of rows with the figures of a measure in it.
type group struct {
	keys  []lewu.Cell
	cells int64    // that hold a value
	rows  int64    // with or without one
	sum   *big.Rat // nil where nothing adds up, or nothing is there
}

// groups are the rows by the values of some columns, at most limit of them.
func (b *book) groups(ctx context.Context, by []string, measure string, sort []lewu.Sort, limit int, more ...lewu.Filter) ([]group, error) {
	q := lewu.Query{Group: by, Measure: []lewu.Measure{{Func: "count"}}, Filter: b.where(more...), Sort: sort, Limit: limit}
	m, adds := b.shape.Measure(measure)
	if measure != "" {
		q.Measure = append(q.Measure, lewu.Measure{Func: "count", Column: measure})
		if adds = adds && m.Adds(); adds {
			q.Measure = append(q.Measure, lewu.Measure{Func: "sum", Column: measure})
		}
	}
	answer, err := b.ask(ctx, q)
	if err != nil {
		return nil, err
	}
	list := make([]group, 0, len(answer.Rows))
	for _, row := range answer.Rows {
		g := group{keys: row[:len(by)], rows: whole(row[len(by)])}
		if measure != "" {
			g.cells = whole(row[len(by)+1])
			if adds {
				g.sum = rat(row[len(by)+2])
			}
		}
		list = append(list, g)
	}
	return list, nil
}

// rat is a number in canonical text; nil where there is none.
func rat(c lewu.Cell) *big.Rat {
	if !c.Valid {
		return nil
	}
	n, ok := new(big.Rat).SetString(c.Text)
	if !ok {
		return nil
	}
	return n
}

func whole(c lewu.Cell) int64 {
	if n := rat(c); n != nil && n.IsInt() {
		return n.Num().Int64()
	}
	return 0
}

// A place is one value of the column of places.
type place struct {
	value string // as the cells write it
	name  string // as people say it: "Kapuas"
	home  region.Region
	level region.Level
	cells int64
	rows  int64
	sum   *big.Rat
}

// maxPlaces is how many places one table may have; Kalimantan Tengah has 1,572
// desa and kelurahan.
const maxPlaces = 5000

// places are the rows of a measure by place, in the order of the column.
func (b *book) places(ctx context.Context, measure string, more ...lewu.Filter) ([]place, error) {
	s := b.shape
	if s.Region == "" {
		return nil, nil
	}
	if err := b.prune(ctx); err != nil {
		return nil, err
	}
	by := []string{s.Region}
	if s.Place != "" && s.Place != s.Region {
		by = append(by, s.Place)
	}
	list, err := b.groups(ctx, by, measure, nil, maxPlaces, more...)
	if err != nil {
		return nil, err
	}
	var places []place
	for _, g := range list {
		if !g.keys[0].Valid {
			continue
		}
		p := b.place(g.keys)
		p.cells, p.rows, p.sum = g.cells, g.rows, g.sum
		if n := len(places); n > 0 && places[n-1].value == p.value { // one code under two names
			places[n-1].cells += p.cells
			places[n-1].rows += p.rows
			places[n-1].sum = plus(places[n-1].sum, p.sum)
			continue
		}
		places = append(places, p)
	}
	return places, nil
}

// place knows a place by its cells: the code, and the name beside it.
func (b *book) place(keys []lewu.Cell) place {
	p := place{value: keys[0].Text, name: placeName(keys[0].Text)}
	if len(keys) > 1 && keys[1].Valid {
		p.name = placeName(keys[1].Text)
	}
	found, ok := region.Region{}, false
	switch b.shape.System {
	case lewu.Kemendagri:
		if k, err := region.ParseKemendagri(p.value); err == nil {
			p.level = k.Level()
			found, ok = region.ByKemendagri(k)
		}
	case lewu.BPS:
		if k, err := region.ParseBPS(p.value); err == nil {
			p.level = k.Level()
			found, ok = region.ByBPS(k)
		}
	default:
		if found, ok = region.FindName(p.value); ok {
			p.level = found.Level()
		}
	}
	if ok {
		p.home, p.name = found, found.Short
	}
	return p
}

// placeName is a name as sentences write it: "Kabupaten Bandung" of "KABUPATEN
// BANDUNG ".
func placeName(text string) string {
	text = strings.TrimSpace(text)
	if text != strings.ToUpper(text) {
		return text
	}
	words := strings.Fields(strings.ToLower(text))
	for i, w := range words {
		words[i] = upperFirst(w)
	}
	return strings.Join(words, " ")
}

func plus(a, b *big.Rat) *big.Rat {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return new(big.Rat).Add(a, b)
}

// A moment is one period that a table has figures of.
type moment struct {
	time, part string // as the cells write them
	at         period.Period
	cells      int64
	rows       int64
	sum        *big.Rat
}

// maxMoments is how many periods are looked at: eleven years of days.
const maxMoments = 4000

// moments are the periods of a measure, the newest first. Those without any
// value are left out.
func (b *book) moments(ctx context.Context, measure string, more ...lewu.Filter) ([]moment, error) {
	s := b.shape
	if s.Time == "" {
		return nil, nil
	}
	if err := b.prune(ctx); err != nil {
		return nil, err
	}
	by, sort := []string{s.Time}, []lewu.Sort{{Column: s.Time, Desc: true}}
	if s.Part != "" {
		by, sort = append(by, s.Part), append(sort, lewu.Sort{Column: s.Part, Desc: true})
	}
	list, err := b.groups(ctx, by, measure, sort, maxMoments, more...)
	if err != nil {
		return nil, err
	}
	var moments []moment
	for _, g := range list {
		if !g.keys[0].Valid || measure != "" && g.cells == 0 {
			continue
		}
		p := moment{time: g.keys[0].Text, cells: g.cells, rows: g.rows, sum: g.sum}
		if len(g.keys) > 1 {
			p.part = g.keys[1].Text
		}
		p.at = when(p.time, p.part)
		moments = append(moments, p)
	}
	slices.SortStableFunc(moments, func(a, c moment) int { return c.at.Compare(a.at) })
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

// filters keep the rows of a moment.
func (b *book) filters(p moment) []lewu.Filter {
	if b.shape.Time == "" || p.time == "" {
		return nil
	}
	list := []lewu.Filter{is(b.shape.Time, p.time)}
	if b.shape.Part != "" && p.part != "" {
		list = append(list, is(b.shape.Part, p.part))
	}
	return list
}

// asOf is what a figure says of its time.
func (p moment) asOf() string {
	if text := p.at.String(); text != "" {
		return text
	}
	return strings.TrimSpace(p.time + " " + p.part)
}
