package agencies

import (
	"cmp"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// agencyPage is one agency: how punctual it is in a sentence, its figures, what
// there is of it in each room, and its history by decree.
type agencyPage struct {
	web.Base
	Agency  agency
	Lede    string
	State   web.Fresh
	Ended   *web.Notice // it has ended or will, and who comes after
	After   []ref.Link
	About   lewu.Message // title of Facts
	Facts   web.Facts
	History web.Steps
	Cards   web.Cards
	Missing web.Notice // where a room could not say what it knows
}

// showAgency serves GET /opd/{slug}.
func (m *module) showAgency(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	list, err := m.agencies(r.Context())
	if err != nil {
		return err
	}
	slug := r.PathValue("slug")
	a, ok := find(list, slug)
	if !ok {
		return m.notFound(w, r, slug, list)
	}
	today := clock.Day(m.Clock())
	p := agencyPage{Base: m.Web.Base(r, web.Text(a.Name)), Agency: a, After: a.Successors, History: historyOf(m.Web.Base(r, lewu.Message{}), a.Agency, today)}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("agencies.nav"), Path: "/opd"}}
	p.Contoh = a.Contoh
	p.fillHead(today)
	p.fillFacts(today)
	cards, err := m.Cards(r.Context(), lewu.Ref{Kind: lewu.RefAgency, ID: a.Slug})
	if err != nil {
		if p.Missing, err = m.Web.Missing(w, r, err); err != nil {
			return err
		}
	}
	p.Cards = p.Base.Cards(cards)
	return m.Web.Page(w, http.StatusOK, "agencies/agency", p)
}

// fillHead says how much there is, whether it came on time, and whether the
// agency has ended.
func (p *agencyPage) fillHead(today string) {
	a := p.Agency
	topics := strings.Join(a.Topics, ", ")
	switch {
	case len(a.Sets) > 1:
		p.Lede = p.T("agencies.lede-one", "name", a.Name, "n", len(a.Sets), "topics", topics)
	case len(a.Sets) == 1:
		p.Lede = p.T("agencies.lede-single", "name", a.Name, "topics", topics)
	case a.Closed(today):
		p.Lede = p.T("agencies.lede-ended", "name", a.Name, "day", p.Day(dayBefore(a.Until)))
	default:
		p.Lede = p.T("agencies.lede-none", "name", a.Name)
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
	case a.Closed(today) && len(a.Sets) == 0:
		p.State = web.Fresh{} // the sentence above it says all
	}
	p.Description = web.Text(p.Lede)
	if a.Until != "" {
		p.fillEnd(today)
	}
}

// fillEnd says who comes after an agency that has ended, or will.
func (p *agencyPage) fillEnd(today string) {
	a := p.Agency
	n := &web.Notice{Page: p.Base, Tone: web.ToneWarn, Title: lewu.Msg("agencies.end-soon", "day", a.Until)}
	if a.Closed(today) {
		n.Title = lewu.Msg("agencies.end", "day", a.Until)
	}
	switch {
	case len(a.Successors) == 0:
		n.Body = lewu.Msg("agencies.end-nobody")
	case len(a.Successors) == 1:
		n.Body = lewu.Msg("agencies.end-heir", "name", a.Successors[0].Name)
	default:
		n.Body = lewu.Msg("agencies.end-split", "names", names(a.Successors))
	}
	p.Ended = n
}

// fillFacts says when it publishes, who answers for it, and what it is called.
func (p *agencyPage) fillFacts(today string) {
	a := p.Agency
	p.About, p.Facts = lewu.Msg("agencies.about"), web.Facts{Page: p.Base}
	add := func(f web.Fact) { p.Facts.Rows = append(p.Facts.Rows, f) }
	if len(a.Sets) > 0 {
		add(web.Fact{Label: lewu.Msg("agencies.sets"), Value: p.Int(len(a.Sets))})
		add(web.Fact{Label: lewu.Msg("agencies.newest"), Value: p.Date(a.Newest)})
	}
	if a.Next.Due != "" {
		add(web.Fact{Label: lewu.Msg("agencies.next"), Value: p.Day(a.Next.Due), Note: web.Text(p.name(a))})
	}
	if a.Closed(today) && len(a.Sets) == 0 { // nobody answers for one that ended and left nothing
		p.About = lewu.Msg("agencies.about-ended")
	} else {
		contact := cmp.Or(a.Contact, strings.Join(a.Contacts, ", "), p.T("agencies.contact-none"))
		add(web.Fact{Label: lewu.Msg("agencies.contact"), Value: contact})
		if a.PPID != "" {
			add(web.Fact{Label: lewu.Msg("agencies.ppid"), Value: a.PPID})
		}
	}
	for _, f := range []web.Fact{
		{Label: lewu.Msg("agencies.short"), Value: a.Short},
		{Label: lewu.Msg("agencies.name-en"), Value: a.NameEN}, {Label: lewu.Msg("agencies.code"), Value: a.Code, Code: true},
	} {
		if f.Value != "" {
			add(f)
		}
	}
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
// ("Dinas Contoh A") leads to it, and so does, for as long as it is clear whose it
// is, another name of one; any other names those near it.
func (m *module) notFound(w http.ResponseWriter, r *http.Request, slug string, list []agency) error {
	p := unknownPage{Base: m.Web.Base(r, lewu.Msg("agencies.unknown"))}
	if a, ok := find(list, text.Slug(slug)); ok {
		http.Redirect(w, r, p.Link("/opd/"+a.Slug), http.StatusMovedPermanently)
		return nil
	}
	switch a, err := m.Ref.FindAgency(r.Context(), slug); {
	case err == nil:
		w.Header().Set("Cache-Control", "no-store") // another may get the name
		http.Redirect(w, r, p.Link("/opd/"+a.Slug), http.StatusFound)
		return nil
	case !errs.Is(err, errs.NotFound) && !errs.Is(err, errs.Invalid):
		return err
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
