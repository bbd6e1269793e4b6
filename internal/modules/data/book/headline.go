package book

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

// Headline finds the rows that are meant, then the figure in them.
func (b *Book) Headline(ctx context.Context, ask Ask) (lewu.KPI, error) {
	if err := b.Prune(ctx); err != nil {
		return lewu.KPI{}, err
	}
	measure, ok := b.Shape.Measure(ask.Measure)
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
	filters, lacking, err := b.Within(ctx, ask.Region, measure.Name)
	if err != nil {
		return lewu.KPI{}, err
	}
	filters = append(filters, b.InYear(ask.Year)...)
	f := lewu.Figure{Kind: measure.Kind, Unit: measure.Unit, Source: b.Set.Source, Contoh: b.Set.Contoh}
	if measure.Kind == lewu.Money {
		f.Unit = ""
	}
	if b.Shape.Time != "" {
		list, err := b.Moments(ctx, measure.Name, filters...)
		if err != nil || len(list) == 0 {
			return lewu.KPI{}, cmp.Or(err, none)
		}
		filters, f.AsOf = Joined(filters, b.Filters(list[0])), list[0].AsOf()
	} else if f.AsOf = b.Version.Extent.To; ask.Year != "" && !strings.HasPrefix(f.AsOf, ask.Year) {
		return lewu.KPI{}, none
	}
	if f.State, err = b.State(ctx, filters); err != nil {
		return lewu.KPI{}, err
	}
	receipt, err := b.Figure(ctx, measure, filters, &f)
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
		Label: label, LabelEN: labelEN, Figure: f, Link: "/data/" + b.Set.Slug,
		Origin: OriginPath(b.Version, receipt), Cite: CitePath(b.Version, receipt),
	}, nil
}

// rowCount is the figure of a dataset without figures: how many rows it has.
func (b *Book) rowCount(ctx context.Context, ask Ask) (lewu.KPI, error) {
	filters, _, err := b.Within(ctx, ask.Region, "")
	if err != nil {
		return lewu.KPI{}, err
	}
	filters = append(filters, b.InYear(ask.Year)...)
	q := lewu.Query{Measure: []lewu.Measure{{Func: "count"}}, Filter: b.Where(filters...)}
	answer, err := b.Ask(ctx, q)
	if err != nil {
		return lewu.KPI{}, err
	}
	if Whole(answer.Rows[0][0]) == 0 {
		return lewu.KPI{}, errs.Say(errs.NotFound, "data.no-rows")
	}
	receipt := FigureReceipt(b.Set, b.Version, q, answer.Rows[0][0].Text)
	receipt.Rows = Whole(answer.Rows[0][0])
	f := lewu.Figure{
		Value: receipt.Result, Kind: lewu.Integer, AsOf: b.Version.Extent.To, Source: b.Set.Source, Contoh: b.Set.Contoh, Receipt: &receipt,
		State: lewu.Msg("data.figure-rows"),
	}
	label, english := b.Set.Title, b.Set.TitleEN
	if english == "" {
		english = label
	}
	return lewu.KPI{
		Label: label, LabelEN: english, Figure: f, Link: "/data/" + b.Set.Slug,
		Origin: OriginPath(b.Version, receipt), Cite: CitePath(b.Version, receipt),
	}, nil
}

// narrow chooses one value of each category whose values are different things,
// unless the question did: the one that the front page shows, else the first.
// The figure is named by it.
func (b *Book) narrow(ctx context.Context, label, labelEN string) (string, string, error) {
	for _, name := range b.Shape.Apart() {
		value, asked := "", false
		for _, f := range b.Base {
			if f.Column == name && f.Op == lewu.OpIn {
				value, asked = strings.Join(f.Values, ", "), len(f.Values) == 1
			}
		}
		if value == "" {
			value = b.Highlighted(name)
		}
		if value == "" {
			list, err := b.Groups(ctx, []string{name}, "", nil, 1)
			if err != nil || len(list) == 0 {
				return label, labelEN, err
			}
			value = list[0].Keys[0].Text
		}
		if value == "" {
			continue
		}
		if !asked {
			b.Base = Joined(b.Base, []lewu.Filter{Is(name, value)})
		}
		if strings.EqualFold(label, "nilai") || strings.EqualFold(label, "jumlah") {
			label, labelEN = value, value
		} else {
			label, labelEN = label+", "+value, labelEN+", "+value
		}
	}
	return label, labelEN, nil
}

// Highlighted is the value of a column that a figure of the front page asks for.
func (b *Book) Highlighted(column string) string {
	for _, h := range b.Set.Highlights {
		for _, f := range h.Query.Filter {
			if f.Column == column && f.Op == lewu.OpIn && len(f.Values) == 1 {
				return f.Values[0]
			}
		}
	}
	return ""
}

// Within keeps the rows of a region. Of the province they are its own row where
// there is one, else those of one level of places, and lacking are places that
// such a total may lack.
func (b *Book) Within(ctx context.Context, code, measure string) (filters []lewu.Filter, lacking []Place, err error) {
	all, err := b.Places(ctx, measure)
	if err != nil {
		return nil, nil, err
	}
	province := string(region.Kalteng().Kemendagri)
	own, inside := []string{}, []string{}
	levels := map[region.Level]bool{}
	for _, p := range all {
		levels[p.Level] = true
		home := string(p.Home.Kemendagri)
		switch {
		case home == code && code != "", code == "" && home == province:
			own = append(own, p.Value)
		case b.Shape.System == lewu.Kemendagri && region.Kemendagri(code).Contains(region.Kemendagri(p.Value)) && code != "":
			inside = append(inside, p.Value)
		}
	}
	switch {
	case len(own) > 0:
		return []lewu.Filter{Is(b.Shape.Region, own...)}, nil, nil
	case code != "" && code != province && len(inside) > 0:
		return []lewu.Filter{Is(b.Shape.Region, inside...)}, nil, nil
	case code != "" && code != province:
		return nil, nil, errs.Say(errs.NotFound, "data.no-rows")
	case len(levels) > 1 && levels[region.Regency]:
		// Places within places: those of one level are the whole.
		var list []string
		for _, p := range all {
			if p.Level == region.Regency {
				list = append(list, p.Value)
			}
		}
		return []lewu.Filter{Is(b.Shape.Region, list...)}, all, nil
	}
	return nil, all, nil
}

// InYear keeps the rows of a year.
func (b *Book) InYear(year string) []lewu.Filter {
	at := slices.IndexFunc(b.Version.Columns, func(c lewu.Column) bool { return c.Name == b.Shape.Time })
	if year == "" || at < 0 {
		return nil
	}
	name := b.Shape.Time
	switch b.Version.Columns[at].Kind {
	case lewu.Date:
		return []lewu.Filter{{Column: name, Op: lewu.OpMin, Values: []string{year + "-01-01"}}, {Column: name, Op: lewu.OpMax, Values: []string{year + "-12-31"}}}
	case lewu.Text, lewu.Code:
		return []lewu.Filter{{Column: name, Op: lewu.OpHas, Values: []string{year}}}
	}
	return []lewu.Filter{Is(name, year)}
}

// State is how final the rows are, where they say so with one word.
func (b *Book) State(ctx context.Context, filters []lewu.Filter) (lewu.Message, error) {
	if b.Shape.State == "" {
		return lewu.Message{}, nil
	}
	list, err := b.Groups(ctx, []string{b.Shape.State}, "", nil, 2, filters...)
	if err != nil || len(list) != 1 || !list[0].Keys[0].Valid {
		return lewu.Message{}, err
	}
	return lewu.Msg("web.raw", "text", list[0].Keys[0].Text), nil
}

// without names the places of a table that have no value among some rows.
func (b *Book) without(ctx context.Context, measure string, filters []lewu.Filter) (lewu.Message, error) {
	all, err := b.Places(ctx, measure)
	if err != nil {
		return lewu.Message{}, err
	}
	here, err := b.Places(ctx, measure, filters...)
	if err != nil {
		return lewu.Message{}, err
	}
	has := map[string]bool{}
	for _, p := range here {
		has[p.Value] = p.Cells > 0
	}
	var names []string
	for _, p := range all {
		if !has[p.Value] && p.Cells > 0 {
			names = append(names, p.Name)
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

// Figure fills the value in and gives its receipt: one cell by itself; several
// by their sum or, of prices, their mean; else the highest cell.
func (b *Book) Figure(ctx context.Context, m shape.Measure, filters []lewu.Filter, f *lewu.Figure) (lewu.Receipt, error) {
	function := "sum"
	if !m.Adds() {
		function = "avg"
	}
	where := b.Where(filters...)
	q := lewu.Query{Filter: where, Measure: []lewu.Measure{{Func: "count", Column: m.Name}, {Func: function, Column: m.Name}}}
	answer, err := b.Ask(ctx, q)
	if err != nil {
		return lewu.Receipt{}, err
	}
	n, value := Whole(answer.Rows[0][0]), answer.Rows[0][1]
	switch {
	case n == 0:
		return lewu.Receipt{}, errs.Say(errs.NotFound, "data.no-rows")
	case n > 1 && (m.Adds() || m.Aggregate == catalog.Mean && len(b.Shape.Categories) == 0):
		q.Measure = q.Measure[1:]
		receipt := FigureReceipt(b.Set, b.Version, q, value.Text)
		receipt.Rows = n
		if f.Value = value.Text; !m.Adds() {
			f.Value, f.State = rounded(Rat(value), m.Column), lewu.Msg("data.figure-mean", "n", strconv.Itoa(int(n)))
		}
		return receipt, nil
	}
	rows, err := b.Ask(ctx, lewu.Query{Filter: append(where, lewu.Filter{Column: m.Name, Op: lewu.OpPresent}), Sort: []lewu.Sort{{Column: m.Name, Desc: true}}, Limit: 1})
	if err != nil {
		return lewu.Receipt{}, err
	}
	cell := rows.Rows[0][ColumnAt(rows.Columns, m.Name)]
	receipt := CellReceipt(b.Set, b.Version, rows.Origin[0], m.Name)
	receipt.Rows, receipt.Result = 1, cell.Text
	if f.Value = cell.Text; n > 1 {
		f.State = lewu.Msg("data.figure-highest", "where", strings.Join(b.RowWords(rows.Columns, rows.Rows[0], where), ", "))
	}
	return receipt, nil
}

// RowWords are the place and kinds of a row, without those that every row of
// the question has.
func (b *Book) RowWords(columns []lewu.Column, row []lewu.Cell, where []lewu.Filter) (words []string) {
	fixed := func(name string) bool {
		return slices.ContainsFunc(where, func(f lewu.Filter) bool { return f.Column == name && f.Op == lewu.OpIn && len(f.Values) == 1 })
	}
	if at := ColumnAt(columns, b.Shape.Region); at >= 0 && !fixed(b.Shape.Region) {
		keys := []lewu.Cell{row[at]}
		if at := ColumnAt(columns, b.Shape.Place); at >= 0 {
			keys = append(keys, row[at])
		}
		words = append(words, b.PlaceOf(keys).Name)
	}
	if at := ColumnAt(columns, b.Shape.Name); at >= 0 && row[at].Valid {
		words = append(words, row[at].Text)
	}
	for _, c := range b.Shape.Categories {
		if at := ColumnAt(columns, c.Column); at >= 0 && c.Key && row[at].Valid && !fixed(c.Column) {
			words = append(words, row[at].Text)
		}
	}
	return words
}

func ColumnAt(columns []lewu.Column, name string) int {
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
