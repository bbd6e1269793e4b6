package view

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/shape"
)

// A filterForm asks which rows to show. First are the columns that people look
// for most; More are the others.
type filterForm struct {
	Action string
	Hidden []web.Hidden
	First  []web.Field
	More   []web.Field
	Open   bool // one of More is in use
}

// Limits of the form: what it asks at once, and the values that one of its
// lists offers, and all of them.
const (
	firstFields = 4
	allOptions  = 600
	maxOptions  = 62 // five years of months, or the days of two
)

// filterForm makes the form for the columns of the table.
func (t *Tale) filterForm(ctx context.Context) (f filterForm, err error) {
	f.Action = "/data/" + t.Set.Slug + "#tabel"
	columns := slices.Clone(t.Version.Columns)
	if len(columns) > maxColumns {
		columns = columns[:maxColumns]
	}
	slices.SortStableFunc(columns, func(a, b lewu.Column) int { return cmp.Compare(t.rank(a), t.rank(b)) })
	asked := map[string]bool{}
	var first int
	for _, c := range columns {
		fields, err := t.fields(ctx, c)
		if err != nil {
			return f, err
		}
		for _, field := range fields {
			asked[field.Name] = true
		}
		if first < firstFields && t.rank(c) < rankOther {
			first++
			f.First = append(f.First, fields...)
			continue
		}
		f.More = append(f.More, fields...)
		f.Open = f.Open || slices.ContainsFunc(t.Query.Filter, func(x lewu.Filter) bool { return x.Column == c.Name && len(fields) > 0 })
	}
	values := t.Values(t.Query, t.Ask)
	f.Hidden = t.hidden(values, slices.Collect(maps.Keys(asked))...)
	return f, nil
}

// Ranks of columns in the form.
const (
	rankTime = iota
	rankPlace
	rankKind
	rankMain
	rankOther
	rankWords
)

// rank says how likely people look for rows by a column.
func (t *Tale) rank(c lewu.Column) int {
	s := t.book.Shape
	category, ok := s.Category(c.Name)
	switch {
	case c.Name == s.Coarse && s.Coarse != "" || c.Name == s.Time && s.Coarse == "":
		return rankTime
	case c.Name == s.Region:
		return rankPlace
	case ok && (category.Key || len(s.Categories) == 1):
		return rankKind
	case c.Name == t.view.measure.Name || c.Name == s.Name:
		return rankMain
	case slices.Contains(s.Notes, c.Name):
		return rankWords
	}
	return rankOther
}

// fields are what the form asks of a column: one of few values; a least and a
// greatest; words that it contains. Of a place it is asked once, by its code.
func (t *Tale) fields(ctx context.Context, c lewu.Column) ([]web.Field, error) {
	s := t.book.Shape
	used := slices.ContainsFunc(t.Query.Filter, func(f lewu.Filter) bool { return f.Column == c.Name })
	if c.Name == s.Place && s.Place != s.Region && !used {
		return nil, nil
	}
	if c.Kind.Numeric() {
		if m, ok := s.Measure(c.Name); ok {
			return t.between(c, m.Column, "text"), nil
		}
	}
	if c.Kind != lewu.Date {
		field, err := t.list(ctx, c)
		if err != nil || field != nil {
			return oneField(field), err
		}
	}
	switch {
	case c.Kind == lewu.Date:
		return t.between(c, t.named(c), "date"), nil
	case c.Kind.Numeric() || c.Kind == lewu.Year:
		return t.between(c, t.named(c), "text"), nil
	}
	return []web.Field{{
		Page: t.Page, ID: "s-" + c.Name, Name: c.Name + ".isi", Label: lewu.Msg("data.filter-contains", "label", t.named(c).Label), Value: t.value(c.Name, lewu.OpHas),
	}}, nil
}

func oneField(f *web.Field) []web.Field {
	if f == nil {
		return nil
	}
	return []web.Field{*f}
}

func (t *Tale) named(c lewu.Column) lewu.Column { return t.Set.Named(c, t.Page.Lang() == "en") }

// value is what the address asks of a column by an operator.
func (t *Tale) value(column, op string) string {
	for _, f := range t.Query.Filter {
		if f.Column == column && f.Op == op && len(f.Values) > 0 {
			return f.Values[0]
		}
	}
	return ""
}

// between asks for a least and a greatest value.
func (t *Tale) between(c, named lewu.Column, kind string) (list []web.Field) {
	label := named.Label
	if unit := t.writer().Unit(named.Unit); unit != "" && c.Kind != lewu.Money {
		label += " (" + unit + ")"
	}
	for _, side := range []struct{ op, suffix, key string }{{lewu.OpMin, ".min", "data.filter-least"}, {lewu.OpMax, ".maks", "data.filter-most"}} {
		list = append(list, web.Field{
			Page: t.Page, ID: "s-" + c.Name + side.suffix, Name: c.Name + side.suffix, Type: kind, Num: kind == "text",
			Label: lewu.Msg(side.key, "label", label), Value: t.value(c.Name, side.op),
		})
	}
	return list
}

// list asks for one of the values of a column, with how many rows each has
// under the other filters; nil: it has too many. Where the address asks for
// several values at once they stay, and are no question here.
func (t *Tale) list(ctx context.Context, c lewu.Column) (*web.Field, error) {
	var rest []lewu.Filter
	chosen := ""
	for _, f := range t.Query.Filter {
		switch {
		case f.Column != c.Name:
			rest = append(rest, f)
		case f.Op == lewu.OpIn && len(f.Values) == 1:
			chosen = f.Values[0]
		default:
			return nil, nil
		}
	}
	desc := c.Name == t.book.Shape.Time || c.Name == t.book.Shape.Coarse
	by := []string{c.Name}
	answer, err := t.book.Ask(ctx, lewu.Query{
		Group: by, Measure: []lewu.Measure{{Func: "count"}}, Filter: rest, Sort: []lewu.Sort{{Column: c.Name, Desc: desc}}, Limit: maxOptions + 1,
	})
	if err != nil {
		return nil, err
	}
	if t.options += int(answer.Total); answer.Total > maxOptions || answer.Total < 2 && chosen == "" || t.options > allOptions {
		return nil, nil
	}
	f := &web.Field{Page: t.Page, ID: "s-" + c.Name, Name: c.Name, Type: "select", Label: web.Text(t.filterLabel(c)), Choices: []web.Choice{{Label: t.Page.T("data.filter-any")}}}
	found := chosen == ""
	for _, row := range answer.Rows {
		if !row[0].Valid {
			continue
		}
		found = found || row[0].Text == chosen
		f.Choices = append(f.Choices, web.Choice{
			Value: row[0].Text, Label: t.option(c, row[0]) + " (" + t.Page.Int(book.Whole(row[1])) + ")", Chosen: row[0].Text == chosen,
		})
	}
	if !found {
		f.Choices = append(f.Choices, web.Choice{Value: chosen, Label: clippedTo(t.option(c, lewu.Cell{Text: chosen, Valid: true}), 60) + " (0)", Chosen: true})
	}
	return f, nil
}

// filterLabel is what a question of the form is called: of a place by its code
// it is asked by its name.
func (t *Tale) filterLabel(c lewu.Column) string {
	if c.Name == t.book.Shape.Region && t.book.Shape.System != lewu.Text {
		return t.Page.T("data.view-region")
	}
	return t.named(c).Label
}

// option writes a value as a list offers it: a place by its name.
func (t *Tale) option(c lewu.Column, cell lewu.Cell) string {
	if c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS {
		p := (&book.Book{Shape: shape.Shape{System: c.Kind}}).PlaceOf([]lewu.Cell{cell})
		if p.Home.Level() != region.Unknown {
			return p.Home.Name
		}
	}
	text := t.Page.Cell(c, cell)
	if c.Name == t.book.Shape.Time || c.Name == t.book.Shape.Coarse {
		text = t.Page.Day(strings.TrimSpace(cell.Text))
	}
	return text
}
