package web

import (
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A FootGroup is one column of links at the foot of every page.
type FootGroup struct {
	ID    string
	Title lewu.Message
	Links []FootLink
}

// A FootLink is one of them.
type FootLink struct {
	Label lewu.Message
	Path  string
}

// Foot is what stands at the foot of every page: only addresses that the house
// answers.
func (b Base) Foot() []FootGroup {
	groups := []FootGroup{
		{"kaki-data", lewu.Msg("web.foot.use"), []FootLink{
			{lewu.Msg("web.foot.data"), "/data"}, {lewu.Msg("web.foot.api"), "/api"},
			{lewu.Msg("web.foot.feed"), "/data.atom"}, {lewu.Msg("web.foot.dcat"), "/catalog.ttl"},
		}},
		{"kaki-periksa", lewu.Msg("web.foot.check"), []FootLink{
			{lewu.Msg("web.foot.punctual"), "/opd"}, {lewu.Msg("web.foot.late"), "/data?keadaan=terlambat"},
			{lewu.Msg("web.foot.corrections"), "/ralat"}, {lewu.Msg("web.foot.status"), "/status"},
		}},
		{"kaki-lewu", lewu.Msg("web.foot.lewu"), []FootLink{
			{lewu.Msg("web.foot.about-link"), "/tentang"}, {lewu.Msg("web.foot.words"), "/istilah"},
			{lewu.Msg("web.foot.places"), "/wilayah"}, {lewu.Msg("web.foot.demo"), "/demo"},
		}},
	}
	var served []FootGroup
	for _, g := range groups {
		var links []FootLink
		for _, l := range g.Links {
			path, _, _ := strings.Cut(l.Path, "?")
			if b.web.serves(path) && (path != "/demo" || b.web.opt.Demo) {
				links = append(links, l)
			}
		}
		if g.Links = links; len(links) > 0 {
			served = append(served, g)
		}
	}
	return served
}
