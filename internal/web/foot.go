package web

import (
	"net/url"
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
			{lewu.Msg("web.foot.controls"), "/tentang/kendali"}, {lewu.Msg("web.foot.corrections"), "/ralat"},
			{lewu.Msg("web.foot.status"), "/status"},
		}},
		{"kaki-lewu", lewu.Msg("web.foot.lewu"), []FootLink{
			{lewu.Msg("web.foot.about-link"), "/tentang"}, {lewu.Msg("web.foot.privacy"), "/tentang/privasi"},
			{lewu.Msg("web.foot.access"), "/tentang/aksesibilitas"}, {lewu.Msg("web.foot.words"), "/istilah"},
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

// reportPath is where anybody reports what is wrong on a page.
const reportPath = "/ralat/lapor"

// maxReported bounds the query of a page that is reported, in bytes.
const maxReported = 500

// A Wrong is the way to say that something on a page is wrong: "web/_wrong".
type Wrong struct {
	Page Base
	Path string // of the form, which knows the page by its query
}

// Wrong is at the foot of every public page that has an address of its own; nil
// on the others, and in a house without the room of corrections.
func (b Base) Wrong() *Wrong {
	if b.NoTwin || b.Staff() || b.path == reportPath || !b.web.serves(reportPath) {
		return nil
	}
	return WrongOn(b, b.path, b.query)
}

// WrongOn is Wrong of a page by its path and query.
func WrongOn(b Base, path, query string) *Wrong {
	if query != "" && len(query) <= maxReported {
		path += "?" + query
	}
	return &Wrong{Page: b, Path: reportPath + "?" + url.Values{"halaman": {path}}.Encode()}
}
