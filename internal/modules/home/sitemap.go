package home

import (
	"context"
	"encoding/xml"
	"net/http"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// perSitemap is how many addresses one file may hold by sitemaps.org; ours come
// in pairs, Indonesian and English.
const perSitemap = 50_000

// crawlerPages are what search engines ask for first.
func (m *module) crawlerPages() []lewu.Page {
	return []lewu.Page{
		{Pattern: "GET /robots.txt", Cached: true, Serve: m.showRobots},
		{Pattern: "GET /sitemap.xml", Cached: true, Class: lewu.ClassQuery, Serve: m.showSitemap},
		{Pattern: "GET /sitemap/{part}.xml", Cached: true, Class: lewu.ClassQuery, Serve: m.showSitemapPart},
	}
}

// A place is one public page of the house.
type place struct {
	path    string
	changed time.Time // zero: not known
}

// places are the public pages that all rooms declare, each once, with the front
// page first.
func (m *module) places(ctx context.Context) ([]place, error) {
	list, seen := []place{{path: "/"}}, map[string]bool{"/": true}
	err := m.Paths(ctx, func(path string, changed time.Time) error {
		if !seen[path] {
			seen[path] = true
			list = append(list, place{path, changed})
		}
		return nil
	})
	return list, err
}

// showSitemap serves GET /sitemap.xml: all pages, or where they are too many
// for one file the files that hold them.
func (m *module) showSitemap(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	list, err := m.places(r.Context())
	if err != nil {
		return err
	}
	if parts := split(list, perSitemap); len(parts) > 1 {
		return writeXML(w, indexOf(m.Config.URL, len(parts)))
	}
	return writeXML(w, urlsOf(m.Config.URL, list))
}

// showSitemapPart serves GET /sitemap/{part}.xml.
func (m *module) showSitemapPart(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	list, err := m.places(r.Context())
	if err != nil {
		return err
	}
	parts := split(list, perSitemap)
	n, err := strconv.Atoi(r.PathValue("part"))
	if err != nil || n < 1 || n > len(parts) || len(parts) == 1 {
		return errs.Say(errs.NotFound, "home.no-sitemap")
	}
	return writeXML(w, urlsOf(m.Config.URL, parts[n-1]))
}

// split cuts a list so that no part has more than limit addresses.
func split(list []place, limit int) (parts [][]place) {
	size := limit / len(languages())
	for len(list) > size {
		parts, list = append(parts, list[:size]), list[size:]
	}
	return append(parts, list)
}

// languages are those of every public page, with what stands before its path.
func languages() [][2]string { return [][2]string{{"id", ""}, {"en", "/en"}} }

// An urlSet is a sitemap with the languages of each page.
type urlSet struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string     `xml:"xmlns:xhtml,attr"`
	URLs    []urlEntry `xml:"url"`
}

type urlEntry struct {
	Loc     string     `xml:"loc"`
	LastMod string     `xml:"lastmod,omitempty"`
	Links   []langLink `xml:"xhtml:link"`
}

type langLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// A siteIndex lists sitemaps.
type siteIndex struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Maps    []urlEntry `xml:"sitemap"`
}

func urlsOf(site string, list []place) urlSet {
	s := urlSet{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range list {
		var links []langLink
		for _, l := range languages() {
			links = append(links, langLink{"alternate", l[0], site + l[1] + p.path})
		}
		for _, l := range languages() {
			e := urlEntry{Loc: site + l[1] + p.path, Links: links}
			if !p.changed.IsZero() {
				e.LastMod = p.changed.UTC().Format(time.RFC3339)
			}
			s.URLs = append(s.URLs, e)
		}
	}
	return s
}

func indexOf(site string, parts int) siteIndex {
	var s siteIndex
	for n := 1; n <= parts; n++ {
		s.Maps = append(s.Maps, urlEntry{Loc: site + "/sitemap/" + strconv.Itoa(n) + ".xml"})
	}
	return s
}

func writeXML(w http.ResponseWriter, v any) error {
	body, err := xml.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}
