// Package home is the front page of the house: today's figures, what is new,
// and the way to every room. It knows the rooms only by what they declare.
package home

import (
	"embed"
	"net/http"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed templates messages scripts
var files embed.FS

// newest is how many of the latest datasets the front page names.
const newest = 4

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "home", Path: "/", Files: files,
		Pages: append(m.crawlerPages(), lewu.Page{Pattern: "GET /{$}", Cached: true, Class: lewu.ClassQuery, Serve: m.show}),
	}
}

type page struct {
	web.Base
	Figures web.Figures
	Samples web.Figures // synthetic: never beside real ones
	Rooms   []lewu.NavItem
	Newest  []catalog.Entry
	Total   int
}

// show serves GET /.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	kpis, err := m.KPIs(r.Context())
	if err != nil {
		return err
	}
	list, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	p := page{Base: m.Web.Base(r, lewu.Message{}), Rooms: m.Rooms(), Total: len(list)}
	p.Description = lewu.Msg("home.lede")
	for _, k := range kpis {
		f := p.figure(k)
		if k.Figure.Contoh {
			p.Samples.Items = append(p.Samples.Items, f)
		} else {
			p.Figures.Items = append(p.Figures.Items, f)
		}
	}
	p.Figures.Columns, p.Samples.Columns = columns(len(p.Figures.Items)), columns(len(p.Samples.Items))
	slices.SortStableFunc(list, func(a, b catalog.Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	p.Newest = list[:min(newest, len(list))]
	return m.Web.Page(w, http.StatusOK, "home/home", p)
}

func (p page) figure(k lewu.KPI) web.Figure {
	label := k.Label
	if p.Lang() == "en" && k.LabelEN != "" {
		label = k.LabelEN
	}
	f := p.Base.Figure(web.Text(label), k.Figure)
	f.Link, f.Origin = k.Link, k.Origin
	return f
}

// columns is how many figures stand side by side on a wide screen.
func columns(n int) int {
	switch {
	case n%3 == 0 || n > 4:
		return 3
	}
	return min(n, 4)
}

// Name is a dataset's title in the language of the page.
func (p page) Name(e catalog.Entry) string {
	if p.Lang() == "en" && e.TitleEN != "" {
		return e.TitleEN
	}
	return e.Title
}
