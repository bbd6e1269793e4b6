// Package find is the search over all rooms: a question gets its figure first,
// then the documents of every room that speak of it, by kind.
package find

import (
	"embed"

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
		Name: "find", Path: "/cari", Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET /cari", Cached: true, Keys: []string{"q", "jenis", "halaman"}, Class: lewu.ClassQuery, Serve: m.show},
		},
		API: []lewu.Operation{
			{Pattern: "GET /api/v1/search", Summary: lewu.Msg("find.api"), In: searchQuery{}, Out: searchAnswer{}, Class: lewu.ClassQuery, Serve: m.apiSearch},
		},
	}
}

// kindLabel is what documents of a kind are called. A room that brings a kind
// of its own adds it here.
func kindLabel(kind string) lewu.Message {
	switch kind {
	case "dataset":
		return lewu.Msg("find.kind-dataset")
	case "place":
		return lewu.Msg("find.kind-place")
	case "agency":
		return lewu.Msg("find.kind-agency")
	case "term":
		return lewu.Msg("find.kind-term")
	case "about":
		return lewu.Msg("find.kind-about")
	}
	return lewu.Msg("find.kind-other")
}

// kindOrder is where a kind stands among the kinds to choose: what is one thing
// before what is many.
func kindOrder(kind string) int {
	switch kind {
	case "place":
		return 0
	case "agency":
		return 1
	case "dataset":
		return 2
	case "term":
		return 3
	}
	return 4
}
