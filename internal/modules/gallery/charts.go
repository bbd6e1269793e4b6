package gallery

import (
	"math"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/web"
)

// A chartsPage shows drawings, kind by kind.
type chartsPage struct {
	page
	Kinds []chartKind
}

type chartKind struct {
	Named named
	Drawn []drawn
}

// A drawn is one chart with what it shows.
type drawn struct {
	Page  web.Base
	Name  string // in the addresses of its pictures
	Note  lewu.Message
	Chart chart.Chart
	Empty web.Empty // where there is nothing to draw
}

// File, Picture and Shared are where the chart is kept as a file.
func (d drawn) File() string    { return pictureRoot + d.Name + ".svg" }
func (d drawn) Picture() string { return pictureRoot + d.Name + ".png" }
func (d drawn) Shared() string  { return pictureRoot + d.Name + sharedEnd }

func charts(p page) any {
	return chartsPage{p, []chartKind{
		{p.Named("garis", "chart.Line", "gallery.lines-chart"), lineCharts(p.Base)},
		{p.Named("batang", "chart.Bars", "gallery.bars-chart"), barCharts(p.Base)},
		{p.Named("kisi", "chart.Multi", "gallery.multi-chart"), multiCharts(p.Base)},
	}}
}

func maps(p page) any {
	return chartsPage{p, []chartKind{{p.Named("peta", "chart.Map", "gallery.map-chart"), mapCharts(p.Base)}}}
}

// allCharts are those of all pages.
func allCharts(b web.Base) []drawn {
	return slices.Concat(lineCharts(b), barCharts(b), multiCharts(b), mapCharts(b))
}

// plot makes a chart; a value that is no number is missing.
func plot(b web.Base, kind chart.Kind, name, key string, names, labels []string, value func(s, i int) float64) drawn {
	note := lewu.Msg(key + "-note")
	c := chart.Chart{
		Kind: kind, Title: b.T(key), Sub: b.T("gallery.chart-sub"), Alt: b.Say(note),
		Source: b.T("gallery.chart-source"), Contoh: b.T("web.contoh"), Short: b.Lang().Brief, Words: chart.WordsIn(b.Say),
	}
	for s, label := range names {
		series := chart.Series{Name: label}
		for i, when := range labels {
			v := value(s, i)
			series.Points = append(series.Points, chart.Point{Label: when, Value: v, Has: !math.IsNaN(v), Text: b.Lang().Brief(v) + " ton"})
		}
		c.Series = append(c.Series, series)
	}
	return drawn{Page: b, Name: name, Note: note, Chart: c, Empty: web.Empty{Page: b, Title: lewu.Msg("gallery.empty-new"), Body: lewu.Msg("gallery.rubber-note")}}
}
