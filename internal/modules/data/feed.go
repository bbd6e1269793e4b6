package data

import (
	"cmp"
	"encoding/xml"
	"net/http"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/web"
)

// feedSize is how many of the newest versions a feed tells of.
const feedSize = 50

// An atomFeed is RFC 4287, as far as we speak it.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Sub     string      `xml:"subtitle"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Published  string         `xml:"published"`
	Author     string         `xml:"author>name"`
	Categories []atomCategory `xml:"category"`
	Links      []atomLink     `xml:"link"`
	Summary    string         `xml:"summary"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// showFeed serves GET /data.atom: the newest versions, of the chosen topics and
// agencies where there are any.
func (m *module) showFeed(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	asked := listing.Parse(r.URL.Query())
	q := listing.Question{Picks: map[string][]string{
		listing.Topic: asked.Picks[listing.Topic], listing.Agency: asked.Picks[listing.Agency],
	}, Page: 1}
	list, err := m.Catalog.Releases(r.Context(), feedSize, func(r catalog.Release) bool {
		return chosenIn(q, listing.Topic, r.Topic) && chosenIn(q, listing.Agency, cmp.Or(r.AgencyAddress(), r.Agency))
	})
	if err != nil {
		return err
	}
	body, err := xml.Marshal(feedOf(m.Web.Base(r, lewu.Message{}), q, list))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}

// chosenIn tells whether a name is among those chosen under a facet, or none is
// chosen.
func chosenIn(q listing.Question, key, name string) bool {
	picks := q.Picks[key]
	for _, id := range picks {
		if id == listing.Slug(name) {
			return true
		}
	}
	return len(picks) == 0
}

// feedOf writes releases as a feed. Its links start at LEWU_URL; the id of an
// entry is that of the delivery, which stays wherever the house moves.
func feedOf(b web.Base, q listing.Question, list []catalog.Release) atomFeed {
	self, page := b.Abs(q.Path(feedPath)), b.Abs(q.Path(listPath))
	f := atomFeed{
		Lang: string(b.Lang()), ID: self, Title: b.T("web.house", "province", b.Province()) + ": " + b.T("data.title"), Sub: b.T("data.feed-about"),
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Links:   []atomLink{{"self", "application/atom+xml", self}, {"alternate", "text/html", page}},
	}
	for i, r := range list {
		at := r.PublishedAt.UTC().Format(time.RFC3339)
		if i == 0 {
			f.Updated = at
		}
		f.Entries = append(f.Entries, entryOf(b, r, at))
	}
	return f
}

func entryOf(b web.Base, r catalog.Release, at string) atomEntry {
	title := r.Title
	if b.Lang() == "en" && r.TitleEN != "" {
		title = r.TitleEN
	}
	e := atomEntry{
		ID: "urn:uuid:" + r.Batch, Title: b.T("data.feed-entry", "title", title, "version", r.N), Updated: at, Published: at, Author: r.Agency,
		Categories: []atomCategory{{listing.Slug(r.Topic), r.Topic}},
		Links:      []atomLink{{"alternate", "text/html", b.Abs("/data/" + r.Slug + "?versi=" + strconv.Itoa(r.N))}},
		Summary:    b.T("data.changes", "rows", r.Rows, "added", r.Added, "changed", r.Changed, "removed", r.Removed),
	}
	if r.Note != "" {
		e.Summary = r.Note + " " + e.Summary
	}
	if r.Contoh {
		e.Title = b.T("web.contoh") + ": " + e.Title
		e.Categories = append(e.Categories, atomCategory{listing.Sample, b.T("web.contoh")})
	}
	return e
}
