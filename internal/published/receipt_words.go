package published

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/region"
)

// A Speaker writes in the language of a reader: the base of a page is one.
type Speaker interface {
	Lang() i18n.Lang
	Say(lewu.Message) string
	Cell(lewu.Column, lewu.Cell) string
}

// namedValues is how many values of one filter are written out.
const namedValues = 4

// Conditions are filters in words: "tahun 2024, Kabupaten Kapuas, jenis sawah
// atau ladang".
func Conditions(set catalog.Dataset, columns []lewu.Column, filters []lewu.Filter, s Speaker) string {
	list := make([]string, 0, len(filters))
	for _, f := range filters {
		at := slices.IndexFunc(columns, func(c lewu.Column) bool { return c.Name == f.Column })
		if at >= 0 { // a query that was checked names no other
			list = append(list, condition(set.Named(columns[at], s.Lang() == i18n.EN), f, s))
		}
	}
	return strings.Join(list, ", ")
}

// condition is one filter in words. A region needs no name of its column.
func condition(c lewu.Column, f lewu.Filter, s Speaker) string {
	key, places := "published.filter-"+f.Op, 0
	var values []string
	for _, v := range f.Values[:min(namedValues, len(f.Values))] {
		values = append(values, Word(c, lewu.Cell{Text: v, Valid: true}, s))
		if place(c, v) != "" {
			places++
		}
	}
	words := either(values, len(f.Values)-len(values), s)
	switch {
	case f.Op == lewu.OpIn && places > 0 && places == len(values):
		return words
	case f.Op == lewu.OpIn && c.Kind.Numeric():
		key = "published.filter-equal"
	}
	return s.Say(lewu.Msg(key, "column", lowered(c.Label), "values", words))
}

// either is a choice of values: "sawah atau ladang", "a, b, c, d atau 7 lain".
func either(values []string, more int, s Speaker) string {
	switch {
	case more > 0:
		return s.Say(lewu.Msg("published.or-more", "values", strings.Join(values, ", "), "more", strconv.Itoa(more)))
	case len(values) > 1:
		last := len(values) - 1
		return s.Say(lewu.Msg("published.or", "values", strings.Join(values[:last], ", "), "last", values[last]))
	}
	return strings.Join(values, "")
}

// place is the name of a region by its code, or by a name of it in a column of
// text; empty for what is none.
func place(c lewu.Column, text string) string {
	var r region.Region
	var ok bool
	switch c.Kind {
	case lewu.Kemendagri:
		r, ok = region.ByKemendagri(region.Kemendagri(text))
	case lewu.BPS:
		r, ok = region.ByBPS(region.BPS(text))
	case lewu.Text:
		// As it was written; but Kapuas is a river too.
		if _, is := region.FindName(text); is && namesPlaces(c) {
			return text
		}
	}
	if !ok {
		return ""
	}
	return r.Name
}

// namesPlaces tells of a column by its name that regions stand in it.
func namesPlaces(c lewu.Column) bool {
	return slices.ContainsFunc([]string{"kab", "kota", "wilayah", "daerah", "provinsi"}, func(part string) bool { return strings.Contains(c.Name, part) })
}

// Word is a cell as people say it: a region by its name.
func Word(c lewu.Column, v lewu.Cell, s Speaker) string {
	if name := place(c, v.Text); name != "" {
		return name
	}
	return s.Cell(c, v)
}

// Title says what the figure is: "Produksi: 2024, Kabupaten Kapuas, sawah" of a
// cell, "Jumlah produksi, tahun 2024" of an aggregate.
func (p *Proof) Title(set catalog.Dataset, s Speaker) string {
	if p.Receipt.Row > 0 {
		title := set.Named(p.Column, s.Lang() == i18n.EN).Label
		if about := p.about(set, s); about != "" {
			title += ": " + about
		}
		return title
	}
	title := p.measure(set, s)
	if where := Conditions(set, p.Version.Columns, p.Receipt.Query.Filter, s); where != "" {
		title += ", " + where
	}
	return title
}

// measure is what an aggregate does, in words.
func (p *Proof) measure(set catalog.Dataset, s Speaker) string {
	if len(p.Receipt.Query.Measure) == 0 {
		return p.Column.Label
	}
	return Measure(set, p.Version.Columns, p.Receipt.Query.Measure[0], s)
}

// Measure is an aggregate in words: "Jumlah produksi". The total of a column
// that is itself a number of things needs no second "jumlah".
func Measure(set catalog.Dataset, columns []lewu.Column, m lewu.Measure, s Speaker) string {
	at := slices.IndexFunc(columns, func(c lewu.Column) bool { return c.Name == m.Column })
	if at < 0 {
		return s.Say(lewu.Msg("published.measure-rows"))
	}
	label := set.Named(columns[at], s.Lang() == i18n.EN).Label
	if m.Func == "sum" && strings.HasPrefix(strings.ToLower(label), "jumlah ") {
		return label
	}
	return s.Say(lewu.Msg("published.measure-"+m.Func, "column", lowered(label)))
}

// lowered is a label inside a sentence: "produksi padi", but "PDRB".
func lowered(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	second, _ := utf8.DecodeRuneInString(label[size:])
	if unicode.IsUpper(second) {
		return label
	}
	return string(unicode.ToLower(first)) + label[size:]
}

// about names the row of a cell by its key, or where it has none by the first
// words in it.
func (p *Proof) about(set catalog.Dataset, s Speaker) string {
	var words []string
	for i, cell := range p.Whole {
		column := p.Version.Columns[i]
		isKey := slices.Contains(p.Version.Key, column.Name)
		if cell.Valid && (isKey || len(p.Version.Key) == 0 && !column.Kind.Numeric() && len(words) < 3) {
			words = append(words, Word(column, cell, s))
		}
	}
	return strings.Join(words, ", ")
}

// Unit is the unit of the figure; money has it in its value, a count none.
func (p *Proof) Unit(set catalog.Dataset) string {
	column := p.Column
	if len(p.Receipt.Query.Measure) > 0 {
		m := p.Receipt.Query.Measure[0]
		if m.Func == "count" {
			return ""
		}
		column, _ = p.Version.Column(m.Column)
	}
	if column.Kind == lewu.Money {
		return ""
	}
	return set.Named(column, false).Unit
}

// AsOf is the time the figure speaks of, as the data writes it: of its own row,
// or what its filter asks for, or the end of what the version covers.
func (p *Proof) AsOf(set catalog.Dataset) string {
	for i, column := range p.Version.Columns {
		if column.Name != set.Period && (set.Period != "" || column.Kind != lewu.Year && column.Kind != lewu.Date) {
			continue
		}
		if i < len(p.Whole) && p.Whole[i].Valid {
			return p.Whole[i].Text
		}
		for _, f := range p.Receipt.Query.Filter {
			if f.Column == column.Name && f.Op == lewu.OpIn && len(f.Values) == 1 {
				return f.Values[0]
			}
		}
	}
	return p.Version.Extent.To
}
