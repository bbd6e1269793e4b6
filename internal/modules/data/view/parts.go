package view

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/web"
)

// Tags are the words in frames below the title.
func (t *Tale) Tags() (list []web.Tag) {
	add := func(tone, key string) { list = append(list, web.Tag{Page: t.Page, Tone: tone, Text: lewu.Msg(key)}) }
	if t.Set.Contoh {
		add("gold", "web.contoh")
	}
	switch t.Set.Statistic {
	case catalog.Basic:
		add("", "data.statistic-dasar")
	case catalog.Sectoral:
		add("", "data.statistic-sektoral")
	}
	if t.Set.Complete(t.Version.Columns) {
		add("good", "data.level-full")
	} else {
		add("", "data.level-basic")
	}
	return list
}

// A ChartPart is a picture on the page: "data/_chart".
type ChartPart struct {
	Page   web.Base
	Chart  chart.Chart
	Twin   web.Table // the same as a table
	SVG    string    // paths of the files; empty: what it shows is not published
	PNG    string
	Fields []web.Field // the form that changes it; none: nothing to choose
	Action string
	Hidden []web.Hidden
}

// Charts are the picture that was asked for and, beside any but itself, the
// map.
func (t *Tale) Charts(ctx context.Context) (list []ChartPart, err error) {
	main, err := t.chartPart(ctx, t.view)
	if err != nil || main == nil {
		return nil, err
	}
	main.Fields, main.Action = t.view.fields(t.Page, t.Edition), "/data/"+t.Set.Slug+"#grafik"
	main.Hidden = t.hidden(t.Values(t.Query, t.Ask), viewWord(t.Version, wordKind), viewWord(t.Version, wordMeasure), viewWord(t.Version, wordBy))
	list = append(list, *main)
	if t.view.kind == chart.Map || !t.view.has(chart.Map) {
		return list, nil
	}
	ask := t.Ask
	ask.kind, ask.by = chart.Map, ""
	v, err := newView(ctx, t.view.Writer, t.Finding, ask)
	if err != nil {
		return nil, err
	}
	v.second = t.view.title() == v.title()
	second, err := t.chartPart(ctx, v)
	if second != nil {
		list = append(list, *second)
	}
	return list, err
}

// chartPart makes the part of one picture; nil: there is nothing to draw.
func (t *Tale) chartPart(ctx context.Context, v *view) (*ChartPart, error) {
	d, err := v.draw(ctx, t.Page, t.Edition)
	if err != nil || d == nil {
		return nil, err
	}
	ask := t.Ask
	if v.kind == chart.Map {
		ask.kind, ask.by = chart.Map, ""
	}
	part := &ChartPart{Page: t.Page, Chart: d.Chart, Twin: v.twin(t.Page, d)}
	if !t.Preview() {
		q := lewu.Query{Filter: t.Query.Filter}
		part.SVG, part.PNG = t.Address("/grafik.svg", q, ask), t.Address("/grafik.png", q, ask)
	}
	return part, nil
}
