package data

import (
	"bytes"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/modules/data/standards"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// Media types of RDF.
const (
	mediaTurtle = "text/turtle; charset=utf-8"
	mediaJSONLD = "application/ld+json; charset=utf-8"
)

// standardPages are the same catalogue in the words of other portals.
func (m *module) standardPages() []lewu.Page {
	of := []string{"versi", "pada"}
	return []lewu.Page{
		{Pattern: "GET /catalog.ttl", Cached: true, Class: lewu.ClassQuery, Serve: m.catalogue(mediaTurtle)},
		{Pattern: "GET /catalog.jsonld", Cached: true, Class: lewu.ClassQuery, Serve: m.catalogue(mediaJSONLD)},
		{Pattern: "GET /data/{slug}.ttl", Cached: true, Keys: of, Class: lewu.ClassQuery, Serve: m.described(mediaTurtle)},
		{Pattern: "GET /data/{slug}.jsonld", Cached: true, Keys: of, Class: lewu.ClassQuery, Serve: m.described(mediaJSONLD)},
		{Pattern: "GET /data/{slug}.meta.json", Cached: true, Keys: of, Class: lewu.ClassQuery, Serve: m.meta},
		{Pattern: "GET /data/{slug}/datapackage.json", Cached: true, Keys: of, Class: lewu.ClassQuery, Serve: m.datapackage},
	}
}

// house is who publishes the catalogue.
func (m *module) house(b web.Base) standards.House {
	return standards.House{URL: m.Config.URL, Title: b.T("web.house", "province", b.Province()), Description: b.T("data.catalogue-of", "province", b.Province()), Province: b.Province()}
}

// standard is a version for the standards.
func (m *module) standard(set catalog.Dataset, v catalog.Version) standards.Work {
	return standards.Work{Set: set, Version: v, URL: m.Config.URL}
}

// catalogue serves GET /catalog.ttl and /catalog.jsonld: every dataset that has
// a version in force.
func (m *module) catalogue(media string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		web.Uses(r, "datasets")
		list, err := m.Catalog.Published(r.Context())
		if err != nil {
			return err
		}
		h := m.house(m.Web.Base(r, lewu.Message{}))
		works := make([]standards.Work, 0, len(list))
		for _, e := range list {
			v, err := m.Catalog.Version(r.Context(), e.ID, e.Current)
			if err != nil {
				return err
			}
			if v.PublishedAt.After(h.Changed) {
				h.Changed = v.PublishedAt
			}
			works = append(works, m.standard(e.Dataset, v))
		}
		return sendGraph(w, standards.Catalogue(h, works), media)
	}
}

// described serves GET /data/{slug}.ttl and .jsonld.
func (m *module) described(media string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := m.choose(r)
		if err != nil {
			return err
		}
		return sendGraph(w, m.standard(c.Set, c.Version).Dataset(), media)
	}
}

func sendGraph(w http.ResponseWriter, g standards.Graph, media string) error {
	var body bytes.Buffer
	write := g.Turtle
	if media == mediaJSONLD {
		write = g.JSONLD
	}
	if err := write(&body); err != nil {
		return err
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Access-Control-Allow-Origin", "*")
	_, err := w.Write(body.Bytes())
	return err
}

// meta serves GET /data/{slug}.meta.json: what is known of the version, for
// whoever takes a file of it away.
func (m *module) meta(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	b := m.Web.Base(r, lewu.Message{})
	recipe := []string{}
	for _, s := range c.Version.Recipe {
		if !s.Off {
			recipe = append(recipe, b.Say(s.Message))
		}
	}
	return m.Web.JSON(w, http.StatusOK, m.standard(c.Set, c.Version).Meta(recipe))
}

// datapackage serves GET /data/{slug}/datapackage.json.
func (m *module) datapackage(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	return m.Web.JSON(w, http.StatusOK, m.standard(c.Set, c.Version).Package())
}

// schemaOrg is what search engines read of a dataset's page: of the version in
// force only, as older ones are the same dataset.
func (m *module) schemaOrg(b web.Base, c edition.Edition) any {
	if c.Asked {
		return nil
	}
	return m.standard(c.Set, c.Version).SchemaOrg(m.house(b), b.Lang() == "en")
}
