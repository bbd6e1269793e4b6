package quote

import (
	"net/http"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// quotePage is a figure at its permanent address.
type quotePage struct {
	web.Base
	Face    face
	Notices []web.Notice
	APA     string
	BibTeX  string
	Share   web.Share
	JSON    string
	Facts   web.Facts
}

// gonePage is what stands there once the version of a figure was withdrawn.
type gonePage struct {
	web.Base
	Face   face
	Notice web.Notice
}

// showQuote serves GET /a/{id}.
func (m *module) showQuote(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if lower := strings.ToLower(id); lower != id { // typed from paper
		http.Redirect(w, r, m.Web.Base(r, lewu.Message{}).Link("/a/"+lower), http.StatusMovedPermanently)
		return nil
	}
	q, err := m.store.Find(r.Context(), id)
	if err != nil {
		return err
	}
	web.Uses(r, "dataset:"+q.Receipt.Dataset)
	b := m.Web.Base(r, web.Text(q.name(web.LangOf(r))))
	b.Contoh, b.Crumbs = q.Contoh, crumbs(b, q)
	s, err := m.standing(r.Context(), q)
	if errs.Is(err, errs.Gone) {
		return m.showGone(w, b, q, err)
	}
	if err != nil {
		return err
	}
	p := quotePage{Base: b, Face: m.face(b, q, s.Version), JSON: "/api/v1/quotes/" + q.ID, Notices: s.notices(b, q)}
	work := m.work(b, q)
	p.APA, p.BibTeX = work.APA(b.Say), work.BibTeX(b.Say)
	p.Title, p.Description = said("quote.title", p.Face), said("quote.sentence", p.Face)
	p.Scripts = []string{web.ShareScript}
	p.Share = web.Share{
		Page: b, Label: lewu.Msg("quote.address"), Hint: lewu.Msg("quote.address-hint"), Address: b.Abs("/a/" + q.ID), Words: b.Say(p.Description),
	}
	p.Facts = facts(b, p.Face)
	return m.Web.Page(w, http.StatusOK, "quote/quote", p)
}

// said is the figure in words, for links that are shared; of a synthetic one
// under a key of its own.
func said(key string, f face) lewu.Message {
	if f.Quoted.Contoh {
		key += "-contoh"
	}
	return lewu.Msg(key, "label", f.Label, "value", f.Value, "agency", f.Quoted.Agency, "title", f.Title, "version", strconv.Itoa(f.Quoted.Receipt.Version))
}

// facts are what the figure was taken from.
func facts(b web.Base, f face) web.Facts {
	q := f.Quoted
	list := []web.Fact{
		{Label: lewu.Msg("quote.dataset"), Value: b.T("quote.version-of", "version", q.Receipt.Version, "title", f.Title), Link: f.Dataset},
		{Label: lewu.Msg("quote.agency"), Value: q.Agency},
		{Label: lewu.Msg("quote.published"), Value: b.DateTime(q.PublishedAt) + ", " + q.Office},
		{Label: lewu.Msg("quote.quoted"), Value: b.DateTime(q.QuotedAt)},
		{Label: lewu.Msg("quote.isi"), Value: q.Receipt.SHA256, Code: true},
		{Label: lewu.Msg("quote.number"), Value: q.Number, Code: true, Note: lewu.Msg("quote.number-hint")},
	}
	return web.Facts{Page: b, Rows: list}
}

// showGone answers 410 with the reason, and without the value: it was taken
// back.
func (m *module) showGone(w http.ResponseWriter, b web.Base, q quoted, why error) error {
	text, ok := errs.Public(why)
	if !ok {
		return why
	}
	b.Noindex = true
	return m.Web.Page(w, http.StatusGone, "quote/gone", gonePage{
		Base: b, Face: m.face(b, q, catalog.Version{}),
		Notice: web.Notice{Page: b, Tone: web.ToneBad, Title: lewu.Msg("quote.gone"), Body: text, Link: "/data/" + q.Receipt.Dataset, Go: lewu.Msg("quote.gone-go")},
	})
}
