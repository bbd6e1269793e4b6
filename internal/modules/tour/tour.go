// Package tour is the page that shows a newcomer round the demo province: ten
// walks through the house, each a row of links that work now. A house with real
// data has no such page.
package tour

import (
	"cmp"
	"embed"
	"net/http"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "tour", Path: "/demo", Files: files,
		Pages: []lewu.Page{{Pattern: "GET /demo", Cached: true, Serve: m.show}},
	}
}

type page struct {
	web.Base
	Walks []walk
}

// show serves GET /demo.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	p := page{Base: m.Web.Base(r, lewu.Msg("tour.title"))}
	if !p.Demo() {
		return errs.Say(errs.NotFound, "tour.none")
	}
	web.Uses(r, "datasets")
	sets, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	p.Description, p.Noindex = lewu.Msg("tour.lede"), true
	p.Walks = walks(m.latest(sets))
	return m.Web.Page(w, http.StatusOK, "tour/tour", p)
}

// latest is the address of the dataset that is most days past its release; the
// list of the late ones where none is.
func (m *module) latest(sets []catalog.Entry) string {
	now := m.Clock()
	if len(sets) > 0 {
		e := slices.MaxFunc(sets, func(a, b catalog.Entry) int { return cmp.Compare(a.Late(now), b.Late(now)) })
		if e.Late(now) > 0 {
			return "/data/" + e.Slug
		}
	}
	return "/data?keadaan=terlambat"
}
