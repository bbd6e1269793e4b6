// Package home is the front page of the house: one search box, today's figures,
// the map of the 14 kabupaten/kota, what is new and what is late, and the way to
// every room. It knows the rooms only by what they declare.
package home

import (
	"embed"
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed all:templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "home", Path: "/", Files: files,
		Pages: append(m.crawlerPages(), lewu.Page{Pattern: "GET /{$}", Cached: true, Keys: []string{"peta"}, Class: lewu.ClassQuery, Serve: m.show}),
	}
}

// page is the front page. A part that could not be read has its notice in
// Missing, under the id of its section, and the rest of the page stands.
type page struct {
	web.Base
	Search  web.Search
	Hints   []hint
	Answer  *web.Answer
	Empty   *empty
	Figures web.Figures
	Samples web.Figures // synthetic: never beside real ones
	Map     mapped
	Rooms   web.Rooms
	Topics  []topic
	Newest  []news
	Late    web.Lines
	LateAll int // of Late, where it names only the first
	Total   int
	Now     time.Time
	Missing map[string]web.Notice
}

// show serves GET /.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets", "search")
	sets, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	p := page{Base: m.Web.Base(r, lewu.Message{}), Total: len(sets), Now: m.Clock(), Missing: map[string]web.Notice{}}
	p.Description = lewu.Msg("home.lede")
	p.Noindex = r.URL.Query().Has("peta")
	p.fillNews(sets, p.Now)
	for section, fill := range map[string]func(*http.Request, *page) error{
		"cari": m.fillSearch, "angka": m.fillFigures, "peta": m.fillMap, "ruang": m.fillRooms,
	} {
		if err := fill(r, &p); err != nil {
			if p.Missing[section], err = m.Web.Missing(w, r, err); err != nil {
				return err
			}
		}
	}
	if len(sets) == 0 {
		p.Empty = m.emptyHouse(p.Base)
	}
	return m.Web.Page(w, http.StatusOK, "home/home", p)
}

// fillFigures puts the figures that the rooms declare on the page. Those of
// rooms that failed are missing from an error's list, and the page says so.
func (m *module) fillFigures(r *http.Request, p *page) error {
	list, err := m.KPIs(r.Context())
	for _, k := range list {
		if k.Figure.Contoh {
			p.Samples.Items = append(p.Samples.Items, p.KPI(k))
		} else {
			p.Figures.Items = append(p.Figures.Items, p.KPI(k))
		}
	}
	p.Figures.Columns, p.Samples.Columns = columns(len(p.Figures.Items)), columns(len(p.Samples.Items))
	return err
}

// columns is how many figures stand side by side on a wide screen.
func columns(n int) int {
	switch {
	case n%3 == 0 || n > 4:
		return 3
	}
	return min(n, 4)
}

// fillRooms names the rooms, each with what it holds today.
func (m *module) fillRooms(r *http.Request, p *page) error {
	p.Rooms.Page = p.Base
	for _, room := range m.Platform.Rooms() {
		item := web.RoomItem{Title: p.Say(room.Title), Path: room.Path, Text: p.Say(room.Summary)}
		if room.Live != nil {
			live, err := room.Live(r.Context())
			switch {
			case r.Context().Err() != nil:
				return err
			case err != nil:
				m.Log.WarnContext(r.Context(), "a room without its live sentence", "path", room.Path, "err", err)
			case live.Key != "":
				item.Text = p.Say(live)
			}
		}
		p.Rooms.Items = append(p.Rooms.Items, item)
	}
	return nil
}
