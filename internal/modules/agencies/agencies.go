// Package agencies is the room of those who send data (instansi; perangkat
// daerah, OPD): what each has published, how punctually, and what the other
// rooms know of it. An agency is the name that its datasets carry: history by
// decree, codes and mergers are not known here yet, and the pages say so.
package agencies

import (
	"context"
	"embed"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "agencies", Path: "/opd", Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET /opd", Cached: true, Serve: m.showList},
			{Pattern: "GET /opd/{slug}", Cached: true, Class: lewu.ClassQuery, Serve: m.showAgency},
		},
		Nav: []lewu.NavItem{{
			Label: lewu.Msg("agencies.nav"), Title: lewu.Msg("agencies.name"), Summary: lewu.Msg("agencies.summary"),
			Live: m.live, Path: "/opd", Order: 80,
		}},
		Search: []lewu.Source{{Kind: "agency", Whole: true, Docs: m.searchDocs}},
		Paths:  m.paths,
	}
}

// live counts the agencies and those that are late, for the front page.
func (m *module) live(ctx context.Context) (lewu.Message, error) {
	sets, err := m.Catalog.Published(ctx)
	if err != nil || len(sets) == 0 {
		return lewu.Message{}, err
	}
	list := gather(sets, m.Clock())
	late := 0
	for _, a := range list {
		if a.Late > 0 {
			late++
		}
	}
	if late == 0 {
		return lewu.Msg("agencies.live", "n", number(len(list))), nil
	}
	return lewu.Msg("agencies.live-late", "n", number(len(list)), "late", number(late)), nil
}

// paths are the pages of the room, for the sitemap.
func (m *module) paths(ctx context.Context, put func(path string, changed time.Time) error) error {
	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return err
	}
	list := gather(sets, m.Clock())
	var newest time.Time
	for _, a := range list {
		if a.Newest.After(newest) {
			newest = a.Newest
		}
	}
	if err := put("/opd", newest); err != nil {
		return err
	}
	for _, a := range list {
		if err := put("/opd/"+a.Slug, a.Newest); err != nil {
			return err
		}
	}
	return nil
}
