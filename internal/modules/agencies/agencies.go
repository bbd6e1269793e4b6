// Package agencies is the room of those who send data (instansi; perangkat
// daerah, OPD): what each has published, how punctually, what the other rooms
// know of it, and by which decrees it came to be what it is. An address stays
// when its agency gets another name, and when it ends: then it says who came
// after.
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
	all, err := m.agencies(ctx)
	if err != nil {
		return lewu.Message{}, err
	}
	list, _ := publishing(all)
	if len(list) == 0 {
		return lewu.Message{}, nil
	}
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
	list, err := m.agencies(ctx)
	if err != nil {
		return err
	}
	var newest time.Time
	for _, a := range list {
		if a.changed().After(newest) {
			newest = a.changed()
		}
	}
	if err := put("/opd", newest); err != nil {
		return err
	}
	for _, a := range list {
		if err := put("/opd/"+a.Slug, a.changed()); err != nil {
			return err
		}
	}
	return nil
}
