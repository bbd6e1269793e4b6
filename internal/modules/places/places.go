// Package places is the room of regions (wilayah administrasi): the province and
// its 14 kabupaten/kota, each with its two codes, its neighbours, what the other
// rooms know of it, and a comparison with another. Names, codes, areas and
// people are those of package region; every other figure comes from the rooms.
package places

import (
	"context"
	"embed"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/region"
)

//go:embed templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "places", Path: "/wilayah", Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET /wilayah", Cached: true, Keys: []string{"urut"}, Serve: m.showList},
			{Pattern: "GET /wilayah/{slug}", Cached: true, Keys: []string{"banding"}, Class: lewu.ClassQuery, Serve: m.showPlace},
		},
		Nav: []lewu.NavItem{{
			Label: lewu.Msg("places.nav"), Title: lewu.Msg("places.name"), Summary: lewu.Msg("places.summary"), Path: "/wilayah", Order: 70,
		}},
		Search: []lewu.Source{{Kind: "place", Whole: true, Docs: searchDocs}},
		Paths:  m.paths,
	}
}

// paths are the pages of the room, for the sitemap. They change with the data
// about them.
func (m *module) paths(ctx context.Context, put func(path string, changed time.Time) error) error {
	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return err
	}
	var newest time.Time
	for _, e := range sets {
		if e.PublishedAt.After(newest) {
			newest = e.PublishedAt
		}
	}
	if err := put("/wilayah", newest); err != nil {
		return err
	}
	for _, r := range all() {
		if err := put("/wilayah/"+r.Slug, newest); err != nil {
			return err
		}
	}
	return nil
}

// all is the province and its 14, the province first.
func all() []region.Region { return append([]region.Region{region.Kalteng()}, region.Regencies()...) }
