package data

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/region"

	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// An Ask says which figure of a dataset is meant. Everything may be empty: the
// whole province, the newest period, the measure that the dataset is about.
type Ask struct {
	Region  string        // Kemendagri code: "62.06"
	Year    string        // "2024"
	Measure string        // column
	Filter  []lewu.Filter // what else its rows must be
}

// headline is the one figure of a dataset that answers an Ask, with its receipt.
// Where several cells are meant that do not add up, it is the highest of them,
// and its state says of what. NotFound: there is no such figure.
func (m *module) headline(ctx context.Context, set catalog.Dataset, v catalog.Version, ask Ask) (_ lewu.KPI, err error) {
	defer errs.Wrap(&err, "data.headline(%q, %+v)", set.Slug, ask)

	if ask.Region == "" && ask.Year == "" && ask.Measure == "" && len(ask.Filter) == 0 && len(set.Highlights) > 0 {
		return m.kpi(ctx, set, v, set.Highlights[0])
	}
	return m.open(set, v, ask.Filter).headline(ctx, ask)
}

// headline finds the rows that are meant, then the figure in them.
func (b *book) headline(ctx context.Context, ask Ask) (lewu.KPI, error) {
	if err := b.prune(ctx); err != nil {
		return lewu.KPI{}, err
	}
	measure, ok := b.shape.Measure(ask.Measure)
	if !ok && ask.Measure == "" {
		return b.rowCount(ctx, ask)
	}
	none := errs.Say(errs.NotFound, "data.no-rows")
	if !ok {
		return lewu.KPI{}, none
	}
	var err error
	label, labelEN := measure.Label, measure.LabelEN
	if label, labelEN, err = b.narrow(ctx, label, labelEN); err != nil {
		return lewu.KPI{}, err
	}
	filters, lacking, err := b.within(ctx, ask.Region, measure.Name)
	if err != nil {
		return lewu.KPI{}, err
	}
	filters = append(filters, b.inYear(ask.Year)...)
	f := lewu.Figure{Kind: measure.Kind, Unit: measure.Unit, Source: b.set.Source, Contoh: b.set.Contoh}
	if measure.Kind == lewu.Money {
		f.Unit = ""
	}
	if b.shape.Time != "" {
		list, err := b.moments(ctx, measure.Name, filters...)
		if err != nil || len(list) == 0 {
			return lewu.KPI{}, cmp.Or(err, none)
		}
		filters, f.AsOf = joined(filters, b.filters(list[0])), list[0].asOf()
	} else if f.AsOf = b.version.Extent.To; ask.Year != "" && !strings.HasPrefix(f.AsOf, ask.Year) {
		return lewu.KPI{}, none
	}
	if f.State, err = b.state(ctx, filters); err != nil {
		return lewu.KPI{}, err
	}
	receipt, err := b.figure(ctx, measure, filters, &f)
	if err != nil {
		return lewu.KPI{}, err
	}
	if len(lacking) > 0 && f.State.Key == "" {
		if f.State, err = b.without(ctx, measure.Name, filters); err != nil {
			return lewu.KPI{}, err
		}
	}
	f.Receipt = &receipt
	return lewu.KPI{
		Label: label, LabelEN: labelEN, Figure: f, Link: "/data/" + b.set.Slug,
		Origin: originPath(b.version, receipt), Cite: citePath(b.version, receipt),
	}, nil
}

// rowCount is the figure of a dataset without figures: how many rows it has.
func (b *book) rowCount(ctx context.Context, ask Ask) (lewu.KPI, error) {
	filters, _, err := b.within(ctx, ask.Region, "")
	if err != nil {
		return lewu.KPI{}, err
	}
	filters = append(filters, b.inYear(ask.Year)...)
	q := lewu.Query{Measure: []lewu.Measure{{Func: "count"}}, Filter: b.where(filters...)}
	answer, err := b.ask(ctx, q)
	if err != nil {
		return lewu.KPI{}, err
	}
	if whole(answer.Rows[0][0]) == 0 {
		return lewu.KPI{}, errs.Say(errs.NotFound, "data.no-rows")
	}
	receipt := figureReceipt(b.set, b.version, q, answer.Rows[0][0].Text)
	receipt.Rows = whole(answer.Rows[0][0])
	f := lewu.Figure{
		Value: receipt.Result, Kind: lewu.Integer, AsOf: b.version.Extent.To, Source: b.set.Source, Contoh: b.set.Contoh, Receipt: &receipt,
		State: lewu.Msg("data.figure-rows"),
	}
	label, english := b.set.Title, b.set.TitleEN
	if english == "" {
		english = label
	}
	return lewu.KPI{
		Label: label, LabelEN: english, Figure: f, Link: "/data/" + b.set.Slug,
		Origin: originPath(b.version, receipt), Cite: citePath(b.version, receipt),
	}, nil
}

// narrow chooses one value of each category whose values are different things,
// unless the question did: the one that the front page shows, else the first.
// The figure is named by it.
func (b *book) narrow(ctx context.Context, label, labelEN string) (string, string, error) {
	for _, name := range b.shape.Apart() {
		value, asked := "", false
		for _, f := range b.base {
			if f.Column == name && f.Op == lewu.OpIn {
				value, asked = strings.Join(f.Values, ", "), len(f.Values) == 1
			}
		}
		if value == "" {
			value = b.highlighted(name)
		}
		if value == "" {
			list, err := b.groups(ctx, []string{name}, "", nil, 1)
			if err != nil || len(list) == 0 {
				return label, labelEN, err
			}
			value = list[0].keys[0].Text
		}
		if value == "" {
			continue
		}
		if !asked {
			b.base = joined(b.base, []lewu.Filter{is(name, value)})
		}
		if strings.EqualFold(label, "nilai") || strings.EqualFold(label, "jumlah") {
			label, labelEN = value, value
		} else {
			label, labelEN = label+", "+value, labelEN+", "+value
		}
	}
	return label, labelEN, nil
}

// highlighted is the value of a column that a figure of the front page asks for.
func (b *book) highlighted(column string) string {
	for _, h := range b.set.Highlights {
		for _, f := range h.Query.Filter {
			if f.Column == column && f.Op == lewu.OpIn && len(f.Values) == 1 {
				return f.Values[0]
			}
		}
	}
	return ""
}

// within keeps the rows of a region. Of the province they are its own row where
// there is one, else those of one level of places, and lacking are places that
// such a total may lack.
func (b *book) within(ctx context.Context, code, measure string) (filters []lewu.Filter, lacking []place, err error) {
	all, err := b.places(ctx, measure)
	if err != nil {
		return nil, nil, err
	}
	province := string(region.Kalteng().Kemendagri)
	own, inside := []string{}, []string{}
	levels := map[region.Level]bool{}
	for _, p := range all {
		levels[p.level] = true
		home := string(p.home.Kemendagri)
		switch {
		case home == code && code != "", code == "" && home == province:
			own = append(own, p.value)
		case b.shape.System == lewu.Kemendagri && region.Kemendagri(code).Contains(region.Kemendagri(p.value)) && code != "":
			inside = append(inside, p.value)
		}
	}
	switch {
	case len(own) > 0:
		return []lewu.Filter{is(b.shape.Region, own...)}, nil, nil
	case code != "" && code != province && len(inside) > 0:
		return []lewu.Filter{is(b.shape.Region, inside...)}, nil, nil
	case code != "" && code != province:
		return nil, nil, errs.Say(errs.NotFound, "data.no-rows")
	case len(levels) > 1 && levels[region.Regency]:
		// Places within places: those of one level are the whole.
		var list []string
		for _, p := range all {
			if p.level == region.Regency {
				list = append(list, p.value)
			}
		}
		return []lewu.Filter{is(b.shape.Region, list...)}, all, nil
	}
	return nil, all, nil
}

// inYear keeps the rows of a year.
func (b *book) inYear(year string) []lewu.Filter {
	at := slices.IndexFunc(b.version.Columns, func(c lewu.Column) bool { return c.Name == b.shape.Time })
	if year == "" || at < 0 {
		return nil
	}
	name := b.shape.Time
	switch b.version.Columns[at].Kind {
	case lewu.Date:
		return []lewu.Filter{{Column: name, Op: lewu.OpMin, Values: []string{year + "-01-01"}}, {Column: name, Op: lewu.OpMax, Values: []string{year + "-12-31"}}}
	case lewu.Text, lewu.Code:
		return []lewu.Filter{{Column: name, Op: lewu.OpHas, Values: []string{year}}}
	}
	return []lewu.Filter{is(name, year)}
}

// state is how final the rows are, where they say so with one word.
func (b *book) state(ctx context.Context, filters []lewu.Filter) (lewu.Message, error) {
	if b.shape.State == "" {
		return lewu.Message{}, nil
	}
	list, err := b.groups(ctx, []string{b.shape.State}, "", nil, 2, filters...)
	if err != nil || len(list) != 1 || !list[0].keys[0].Valid {
		return lewu.Message{}, err
	}
	return lewu.Msg("web.raw", "text", list[0].keys[0].Text), nil
}

// without names the places of a table that have no value among some rows.
func (b *book) without(ctx context.Context, measure string, filters []lewu.Filter) (lewu.Message, error) {
	all, err := b.places(ctx, measure)
	if err != nil {
		return lewu.Message{}, err
	}
	here, err := b.places(ctx, measure, filters...)
	if err != nil {
		return lewu.Message{}, err
	}
	has := map[string]bool{}
	for _, p := range here {
		has[p.value] = p.cells > 0
	}
	var names []string
	for _, p := range all {
		if !has[p.value] && p.cells > 0 {
			names = append(names, p.name)
		}
	}
	switch len(names) {
	case 0:
		return lewu.Message{}, nil
	case 1:
		return lewu.Msg("data.figure-without", "place", names[0]), nil
	}
	return lewu.Msg("data.figure-without-some", "n", strconv.Itoa(len(names)), "all", strconv.Itoa(len(all))), nil
}

// figure fills the value in and gives its receipt: one cell by itself; several
// by their sum or, of prices, their mean; else the highest cell.
func (b *book) figure(ctx context.Context, m shape.Measure, filters []lewu.Filter, f *lewu.Figure) (lewu.Receipt, error) {
	function := "sum"
	if !m.Adds() {
		function = "avg"
	}
	where := b.where(filters...)
	q := lewu.Query{Filter: where, Measure: []lewu.Measure{{Func: "count", Column: m.Name}, {Func: function, Column: m.Name}}}
	answer, err := b.ask(ctx, q)
	if err != nil {
		return lewu.Receipt{}, err
	}
	n, value := whole(answer.Rows[0][0]), answer.Rows[0][1]
	switch {
	case n == 0:
		return lewu.Receipt{}, errs.Say(errs.NotFound, "data.no-rows")
	case n > 1 && (m.Adds() || m.Aggregate == catalog.Mean && len(b.shape.Categories) == 0):
		q.Measure = q.Measure[1:]
		receipt := figureReceipt(b.set, b.version, q, value.Text)
		receipt.Rows = n
		if f.Value = value.Text; !m.Adds() {
			f.Value, f.State = rounded(rat(value), m.Column), lewu.Msg("data.figure-mean", "n", strconv.Itoa(int(n)))
		}
		return receipt, nil
	}
	rows, err := b.ask(ctx, lewu.Query{Filter: append(where, lewu.Filter{Column: m.Name, Op: lewu.OpPresent}), Sort: []lewu.Sort{{Column: m.Name, Desc: true}}, Limit: 1})
	if err != nil {
		return lewu.Receipt{}, err
	}
	cell := rows.Rows[0][columnAt(rows.Columns, m.Name)]
	receipt := cellReceipt(b.set, b.version, rows.Origin[0], m.Name)
	receipt.Rows, receipt.Result = 1, cell.Text
	if f.Value = cell.Text; n > 1 {
		f.State = lewu.Msg("data.figure-highest", "where", strings.Join(b.rowWords(rows.Columns, rows.Rows[0], where), ", "))
	}
	return receipt, nil
}

// rowWords are the place and kinds of a row, without those that every row of
// the question has.
func (b *book) rowWords(columns []lewu.Column, row []lewu.Cell, where []lewu.Filter) (words []string) {
	fixed := func(name string) bool {
		return slices.ContainsFunc(where, func(f lewu.Filter) bool { return f.Column == name && f.Op == lewu.OpIn && len(f.Values) == 1 })
	}
	if at := columnAt(columns, b.shape.Region); at >= 0 && !fixed(b.shape.Region) {
		keys := []lewu.Cell{row[at]}
		if at := columnAt(columns, b.shape.Place); at >= 0 {
			keys = append(keys, row[at])
		}
		words = append(words, b.place(keys).name)
	}
	if at := columnAt(columns, b.shape.Name); at >= 0 && row[at].Valid {
		words = append(words, row[at].Text)
	}
	for _, c := range b.shape.Categories {
		if at := columnAt(columns, c.Column); at >= 0 && c.Key && row[at].Valid && !fixed(c.Column) {
			words = append(words, row[at].Text)
		}
	}
	return words
}

func columnAt(columns []lewu.Column, name string) int {
	return slices.IndexFunc(columns, func(c lewu.Column) bool { return c.Name == name })
}

// rounded is a mean with the digits that cells of its column have, halves away
// from zero; whole rupiah of money.
func rounded(n *big.Rat, c lewu.Column) string {
	if n == nil {
		return ""
	}
	if c.Kind == lewu.Money {
		return n.FloatString(0)
	}
	return n.FloatString(c.Scale)
}
