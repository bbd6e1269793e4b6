package view

import (
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A Ask is what an address asks of the picture.
type Ask struct {
	kind        chart.Kind
	measure, by string
}

// The words of an address that ask for a picture. Where the table has a column
// of that name the word stands behind the first one: "grafik.ukuran".
const (
	wordKind    = "grafik"
	wordMeasure = "ukuran"
	wordBy      = "menurut"
)

// viewWord is the parameter that a word has in the addresses of a version.
func viewWord(v catalog.Version, word string) string {
	if _, taken := v.Column(word); taken {
		return wordKind + "." + word
	}
	return word
}

// viewed parts what an address asks of the picture from what it asks of the
// table.
func viewed(of catalog.Version, v url.Values) (ask Ask, rest url.Values) {
	rest = url.Values{}
	for name, list := range v {
		switch {
		case name == viewWord(of, wordKind):
			ask.kind = chart.Kind(first(list))
		case name == viewWord(of, wordMeasure):
			ask.measure = first(list)
		case name == viewWord(of, wordBy):
			ask.by = first(list)
		case !web.Tracking(name):
			rest[name] = list
		}
	}
	return ask, rest
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// values are the parameters that ask for the same picture.
func (a Ask) values(c edition.Edition) url.Values {
	v := url.Values{}
	for word, value := range map[string]string{wordKind: string(a.kind), wordMeasure: a.measure, wordBy: a.by} {
		if value != "" {
			v.Set(viewWord(c.Version, word), value)
		}
	}
	return v
}

// clipped is a text as a sentence may repeat it.
func clipped(text string) string {
	const most = 100
	if len(text) > most {
		text = text[:most] + "…"
	}
	return strings.ToValidUTF8(text, "�")
}

func (v *view) measureNames() string {
	var names []string
	for _, m := range v.Book.Shape.Measures {
		names = append(names, m.Name)
	}
	return strings.Join(names, ", ")
}

func (v *view) kindNames() string {
	var names []string
	for _, k := range v.kinds {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

func (v *view) byNames() string { return strings.Join(v.bys, ", ") }

// fields are the questions of the small form below a picture: its form, its
// measure, and by what it is divided. What leaves no choice is not asked.
func (v *view) fields(page web.Base, c edition.Edition) (list []web.Field) {
	field := func(id, word string, choices []web.Choice) {
		if len(choices) > 1 {
			list = append(list, web.Field{Page: page, ID: "gr-" + id, Name: viewWord(c.Version, word), Type: "select", Label: lewu.Msg("data.view-ask-" + id), Choices: choices})
		}
	}
	var kinds, measures, bys []web.Choice
	for _, k := range v.kinds {
		kinds = append(kinds, web.Choice{Value: string(k), Label: page.T("data.form-" + string(k)), Chosen: k == v.kind})
	}
	for _, m := range v.Book.Shape.Measures {
		label := m.Label
		if v.English() {
			label = m.LabelEN
		}
		measures = append(measures, web.Choice{Value: m.Name, Label: label, Chosen: m.Name == v.measure.Name})
	}
	for _, by := range v.bys {
		label := v.ColumnLabel(by)
		if by == v.Book.Shape.Region {
			label = page.T("data.view-region")
		}
		bys = append(bys, web.Choice{Value: by, Label: text.Capital(label), Chosen: by == v.by})
	}
	field("form", wordKind, kinds)
	field("which", wordMeasure, measures)
	field("by", wordBy, bys)
	return list
}
