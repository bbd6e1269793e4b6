package agencies

import (
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// agencyPage is one agency: how punctual it is in a sentence, its figures, and
// what there is of it in each room.
type agencyPage struct {
	web.Base
	Agency  agency
	Lede    string
	State   web.Fresh
	Facts   web.Facts
	Cards   web.Cards
	Missing web.Notice // where a room could not say what it knows
}

// showAgency serves GET /opd/{slug}.
func (m *module) showAgency(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	sets, err := m.Catalog.Published(r.Context())
	if err != nil {
		return err
	}
	slug := r.PathValue("slug")
	list := gather(sets, m.Clock())
	a, ok := find(list, slug)
	if !ok {
		return m.notFound(w, r, slug, list)
	}
	p := agencyPage{Base: m.Web.Base(r, web.Text(a.Name)), Agency: a}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("agencies.nav"), Path: "/opd"}}
	p.Contoh = a.Contoh
	p.fillHead()
	p.fillFacts()
	cards, err := m.Cards(r.Context(), lewu.Ref{Kind: lewu.RefAgency, ID: a.Slug})
	if err != nil {
		if p.Missing, err = m.Web.Missing(w, r, err); err != nil {
			return err
		}
	}
	p.Cards = p.Base.Cards(cards)
	return m.Web.Page(w, http.StatusOK, "agencies/agency", p)
}

// fillHead says how much there is, and whether it came on time.
func (p *agencyPage) fillHead() {
	a := p.Agency
	topics := strings.Join(a.Topics, ", ")
	if p.Lede = p.T("agencies.lede-single", "name", a.Name, "topics", topics); len(a.Sets) > 1 {
		p.Lede = p.T("agencies.lede-one", "name", a.Name, "n", len(a.Sets), "topics", topics)
	}
	p.State = web.Fresh{Page: p.Base, Text: lewu.Msg("agencies.state-none")}
	switch {
	case a.Late > 0 && len(a.Sets) == 1:
		p.State.Age = "late"
		p.State.Text = lewu.Msg("agencies.state-late-single", "days", number(a.Longest))
	case a.Late > 0:
		p.State.Age = "late"
		p.State.Text = lewu.Msg("agencies.state-late", "n", number(a.Late), "days", number(a.Longest))
	case a.Next.Due != "":
		p.State.Text = lewu.Msg("agencies.state-good")
	}
	p.Description = web.Text(p.Lede)
}

func (p *agencyPage) fillFacts() {
	a := p.Agency
	p.Facts = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("agencies.sets"), Value: p.Int(len(a.Sets))},
		{Label: lewu.Msg("agencies.newest"), Value: p.Date(a.Newest)},
	}}
	if a.Next.Due != "" {
		p.Facts.Rows = append(p.Facts.Rows, web.Fact{Label: lewu.Msg("agencies.next"), Value: p.Day(a.Next.Due), Note: web.Text(p.name(a))})
	}
	contact := web.Fact{Label: lewu.Msg("agencies.contact"), Value: strings.Join(a.Contact, ", ")}
	if contact.Value == "" {
		contact.Value = p.T("agencies.contact-none")
	}
	p.Facts.Rows = append(p.Facts.Rows, contact)
}

// name is the title of the next release in the language of the page.
func (p *agencyPage) name(a agency) string {
	if p.Lang() == "en" && a.Next.TitleEN != "" {
		return a.Next.TitleEN
	}
	return a.Next.Title
}

// unknownPage is for an address of no agency.
type unknownPage struct {
	web.Base
	Near []agency
}

// notFound answers an address of no agency: one that is spelled otherwise
// ("Dinas Contoh A") leads to it, any other names those near it.
func (m *module) notFound(w http.ResponseWriter, r *http.Request, slug string, list []agency) error {
	p := unknownPage{Base: m.Web.Base(r, lewu.Msg("agencies.unknown"))}
	if a, ok := find(list, text.Slug(slug)); ok {
		http.Redirect(w, r, p.Link("/opd/"+a.Slug), http.StatusMovedPermanently)
		return nil
	}
	var slugs []string
	for _, a := range list {
		slugs = append(slugs, a.Slug)
	}
	for _, near := range text.Near(text.Slug(slug), slugs, 3) {
		if a, ok := find(list, near); ok {
			p.Near = append(p.Near, a)
		}
	}
	p.Noindex, p.NoTwin = true, true
	return m.Web.Page(w, http.StatusNotFound, "agencies/unknown", p)
}
