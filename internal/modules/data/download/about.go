package download

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
	"github.com/lewu-id/lewu/internal/xlsx"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// workbookOf is what a workbook says besides its rows.
func workbookOf(b web.Base, c edition.Edition, q lewu.Query) (o xlsx.Output, err error) {
	columns, err := table.Answer(c.Version.Columns, q)
	if err != nil {
		return o, err
	}
	a := about{Base: b, Edition: c, q: q, columns: make([]lewu.Column, len(columns))}
	for i, column := range columns {
		a.columns[i] = c.Set.Named(column, b.Lang() == i18n.EN)
		if at := i - len(q.Group); len(q.Measure) > 0 && at >= 0 {
			a.columns[i].Label = published.Measure(c.Set, c.Version.Columns, q.Measure[at], b)
		}
	}
	o = xlsx.Output{
		Title: edition.Name(b, c.Set), Author: c.Set.Agency, Made: c.Version.PublishedAt,
		Name: b.T("data.sheet-data"), Columns: headings(a.columns), AboutName: b.T("data.sheet-about"), About: a.lines,
	}
	if c.Set.Contoh {
		o.Mark, o.Name = b.T("web.contoh"), b.T("data.sheet-contoh")
	}
	return o, nil
}

// headings are columns with the words above them: the label with its unit, and
// the name where two would have the same words.
func headings(columns []lewu.Column) []lewu.Column {
	list := make([]lewu.Column, len(columns))
	seen := map[string]int{}
	for i, c := range columns {
		if c.Label == "" {
			c.Label = c.Name
		}
		if c.Unit != "" && c.Kind != lewu.Money && !strings.Contains(c.Label, c.Unit) {
			c.Label += " (" + c.Unit + ")"
		}
		seen[c.Label]++
		list[i] = c
	}
	for i, c := range list {
		if seen[c.Label] > 1 {
			list[i].Label += " [" + c.Name + "]"
		}
	}
	return list
}

// An about is the sheet in front of a workbook.
type about struct {
	web.Base
	edition.Edition
	q       lewu.Query
	columns []lewu.Column // of the table, as people read them
}

// lines are the rows of the sheet.
func (a about) lines(t xlsx.Told) (list []xlsx.Line) {
	list = append(list, xlsx.Line{{Text: edition.Name(a.Base, a.Set), Look: xlsx.Title}})
	if a.Set.Contoh {
		list = append(list, xlsx.Line{{Text: a.T("web.contoh"), Look: xlsx.Sample}, {Look: xlsx.Sample}, {Look: xlsx.Sample}, {Look: xlsx.Sample}, {Look: xlsx.Sample}},
			xlsx.Line{{Text: a.T("data.about-contoh"), Look: xlsx.Note}})
	}
	list = append(list, xlsx.Line{})
	list = append(list, a.facts(t)...)
	for _, note := range a.notes(t) {
		list = append(list, xlsx.Line{{Text: note, Look: xlsx.Note}})
	}
	return append(append(list, xlsx.Line{}), a.dictionary()...)
}

// facts say what the table is and where it is from; what is not known is left
// out.
func (a about) facts(t xlsx.Told) (list []xlsx.Line) {
	add := func(key, text, link string) {
		if text != "" {
			words := xlsx.Words{Text: text, Look: xlsx.Spread, Link: link}
			if link != "" {
				words.Look = xlsx.Usual
			}
			list = append(list, xlsx.Line{{Text: a.T(key), Look: xlsx.Strong}, words})
		}
	}
	v := a.Version
	address := a.Abs("/data/" + a.Set.Slug + "?" + a.Edition.SelectionQuery(a.q))
	add("data.about-summary", a.Set.Summary, "")
	add("data.about-agency", a.Set.Agency, "")
	add("data.source", a.Set.Source, "")
	add("data.about-version", a.T("data.published-version", "day", v.PublishedAt, "version", strconv.Itoa(v.N)), "")
	if v.Solo != "" {
		add("data.about-check", a.T("data.notice-solo-body", "reason", v.Solo), "")
	}
	add("data.about-selection", a.selected(), "")
	add("data.about-rows", a.Int(t.Rows), "")
	add("data.about-address", address, address)
	add("data.isi", v.Isi, "")
	add("data.about-licence", a.Set.Licence, "")
	add("data.contact", a.Set.Contact, "")
	add("data.about-method", a.Set.Method, "")
	add("data.about-notes", a.Set.Notes, "")
	return list
}

// selected is what the question chooses, in words.
func (a about) selected() string {
	var words []string
	if where := published.Conditions(a.Set, a.Version.Columns, a.q.Filter, a.Base); where != "" {
		words = append(words, a.T("data.about-filter", "filter", where))
	}
	if len(a.q.Columns) > 0 {
		words = append(words, a.T("data.about-columns", "shown", len(a.q.Columns), "total", len(a.Version.Columns)))
	}
	if len(a.q.Group) > 0 {
		words = append(words, a.T("data.about-group", "columns", a.labels(a.q.Group)))
	}
	var order []string
	for _, s := range a.q.Sort {
		order = append(order, s.Column)
	}
	if len(order) > 0 {
		words = append(words, a.T("data.about-sort", "columns", a.labels(order)))
	}
	if words == nil {
		return a.T("data.about-whole")
	}
	return strings.Join(words, "; ")
}

// labels are names of columns as people read them; measures among them have
// only their name.
func (a about) labels(names []string) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = n
		if column, ok := a.Version.Column(n); ok {
			words[i] = a.Set.Named(column, a.Lang() == i18n.EN).Label
		}
	}
	return strings.Join(words, ", ")
}

// notes say what a spreadsheet could not hold as it was published.
func (a about) notes(t xlsx.Told) (list []string) {
	for i, n := range t.Long {
		if n > 0 {
			list = append(list, a.T("data.about-long", "n", n, "column", a.columns[i].Label))
		}
	}
	if t.Early > 0 {
		list = append(list, a.T("data.about-early", "n", t.Early))
	}
	if t.Cut > 0 {
		list = append(list, a.T("data.about-cut", "n", t.Cut))
	}
	if t.Sheets > 1 {
		list = append(list, a.T("data.about-sheets", "sheets", t.Sheets))
	}
	return list
}

// dictionary says what each column is.
func (a about) dictionary() []xlsx.Line {
	var head xlsx.Line
	for _, key := range []string{"data.column", "data.about-name", "data.column-kind", "data.column-unit", "data.about-meaning"} {
		head = append(head, xlsx.Words{Text: a.T(key), Look: xlsx.Head})
	}
	list := []xlsx.Line{head}
	for _, c := range a.columns {
		meaning := a.Set.Meanings[c.Name]
		words := meaning.Definition
		if words == "" {
			words = meaning.Concept
		}
		list = append(list, xlsx.Line{
			{Text: c.Label, Look: xlsx.Wrapped}, {Text: c.Name, Look: xlsx.Wrapped}, {Text: a.T("data.kind-" + string(c.Kind)), Look: xlsx.Wrapped},
			{Text: c.Unit, Look: xlsx.Wrapped}, {Text: words, Look: xlsx.Wrapped},
		})
	}
	return list
}
