package places

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// placePage is one region: what it is in a sentence, its figures, its codes and
// neighbours, and what there is about it.
type placePage struct {
	web.Base
	Region     region.Region
	Kind       string // end of a message key: "province", "regency", "city"
	Lede       string
	Facts      web.Facts
	Codes      web.Notice
	Cards      web.Cards
	Tiles      web.Tiles
	Neighbours string
	Compare    comparison
	Missing    web.Notice // where a room could not say what it knows
}

// showPlace serves GET /wilayah/{slug}.
func (m *module) showPlace(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("slug")
	place, ok := region.BySlug(slug)
	if !ok {
		return m.notFound(w, r, slug)
	}
	web.Uses(r, "datasets")
	p := placePage{Base: m.Web.Base(r, web.Text(place.Name)), Region: place, Kind: kind(place)}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("places.nav"), Path: "/wilayah"}}
	p.Lede = lede(p.Base, place)
	p.Description = web.Text(p.Lede)
	cards, err := m.Cards(r.Context(), lewu.Ref{Kind: lewu.RefRegion, ID: string(place.Kemendagri)})
	if err != nil {
		if p.Missing, err = m.Web.Missing(w, r, err); err != nil {
			return err
		}
	}
	p.fillFacts()
	p.Cards = p.Base.Cards(cards)
	if err := m.compare(w, r, &p, cards); err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusOK, "places/place", p)
}

// kind is the level of a region, for message keys.
func kind(r region.Region) string {
	switch {
	case r.Level() == region.Province:
		return "province"
	case r.Kemendagri.City():
		return "city"
	}
	return "regency"
}

// lede is the region in a sentence.
func lede(b web.Base, r region.Region) string {
	pairs := []any{
		"people", b.Int(r.Population), "name", r.Short, "area", b.Lang().Decimal(tenths(area(r))),
		"density", b.Lang().Decimal(tenths(density(r))), "asof", b.Day(peopleAsOf),
	}
	if r.Level() == region.Province {
		return b.T("places.lede-province", pairs...)
	}
	c := crowding(r)
	return b.T("places.lede-"+kind(r), append(pairs, "crowd", b.T("places.crowd-"+c.word, "times", c.times))...)
}

// fillFacts writes what package region knows.
func (p *placePage) fillFacts() {
	r, whole := p.Region, region.Kalteng()
	add := func(f web.Fact) { p.Facts.Rows = append(p.Facts.Rows, f) }
	p.Facts.Page = p.Base
	add(web.Fact{Label: lewu.Msg("places.code-kemendagri"), Value: string(r.Kemendagri), Code: true})
	add(web.Fact{Label: lewu.Msg("places.code-bps"), Value: string(r.BPS), Code: true})
	add(web.Fact{Label: lewu.Msg("places.capital"), Value: r.Capital})
	people := web.Fact{Label: lewu.Msg("places.people"), Value: p.T("places.people-value", "n", r.Population)}
	surface := web.Fact{Label: lewu.Msg("places.area"), Value: p.Lang().Decimal(tenths(area(r))) + " km²"}
	if r.Level() == region.Regency {
		people.Note = lewu.Msg("places.share-people", "share", tenths(share(r.Population, whole.Population)))
		surface.Note = lewu.Msg("places.share-area", "share", tenths(share(r.AreaM2, whole.AreaM2)))
	}
	add(people)
	add(surface)
	add(web.Fact{Label: lewu.Msg("places.source"), Value: source, Note: lewu.Msg("places.source-note")})
	if other, ok := region.ByBPS(region.BPS(strings.ReplaceAll(string(r.Kemendagri), ".", ""))); ok && other != r {
		p.Codes = web.Notice{Page: p.Base, Tone: web.ToneWarn, Title: lewu.Msg("places.codes-differ"),
			Body: lewu.Msg("places.codes-differ-body", "code", string(other.BPS), "other", other.Short, "name", r.Short)}
	}
	p.fillMap()
}

// fillMap draws where the region lies; of the province, all of it.
func (p *placePage) fillMap() {
	near := p.Region.Neighbours()
	var names []string
	mark := map[region.Kemendagri]string{p.Region.Kemendagri: "here"}
	for _, n := range near {
		mark[n.Kemendagri] = "near"
		names = append(names, n.Short)
	}
	p.Neighbours = strings.Join(names, ", ")
	p.Tiles = web.Tiles{Page: p.Base, ID: "letak", Title: lewu.Msg("places.map"), Desc: lewu.Msg("places.map-desc")}
	if len(near) > 0 {
		p.Tiles.Title = lewu.Msg("places.map-of", "name", p.Region.Short)
		p.Tiles.Desc = lewu.Msg("places.map-of-desc", "name", p.Region.Short, "neighbours", p.Neighbours)
	}
	for _, r := range region.Regencies() {
		p.Tiles.Items = append(p.Tiles.Items, web.Tile{Region: r, Mark: mark[r.Kemendagri]})
	}
}

// unknownPage is for an address of no region.
type unknownPage struct {
	web.Base
	Near []region.Region
}

// notFound answers an address of no region: one that names a region otherwise
// ("62.06", "kabupaten-katingan") leads to it, any other names those near it.
func (m *module) notFound(w http.ResponseWriter, r *http.Request, slug string) error {
	p := unknownPage{Base: m.Web.Base(r, lewu.Msg("places.unknown"))}
	if place, ok := meant(slug); ok {
		http.Redirect(w, r, p.Link("/wilayah/"+place.Slug), http.StatusMovedPermanently)
		return nil
	}
	var slugs []string
	for _, place := range all() {
		slugs = append(slugs, place.Slug)
	}
	for _, near := range text.Near(strings.ToLower(slug), slugs, 3) {
		if place, ok := region.BySlug(near); ok {
			p.Near = append(p.Near, place)
		}
	}
	p.Noindex, p.NoTwin = true, true
	return m.Web.Page(w, http.StatusNotFound, "places/unknown", p)
}

// meant finds the region of another way to write it. Four digits without a dot
// are no such way: 6206 is Katingan to one ministry and Sukamara to BPS.
func meant(slug string) (region.Region, bool) {
	if strings.Contains(slug, ".") {
		return region.ByKemendagri(region.Kemendagri(slug))
	}
	return region.FindName(strings.ReplaceAll(slug, "-", " "))
}
