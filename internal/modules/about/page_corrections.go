package about

import (
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// Sizes of the list.
const (
	perPage      = 25
	maxTakebacks = 50
)

// A correctionsPage is what was reported and answered, and what was taken back.
type correctionsPage struct {
	web.Base
	Lede      string
	Report    string
	Answered  []answered
	Empty     web.Empty
	Pager     web.Pager
	Takebacks []edition
}

// An answered report as everybody reads it.
type answered struct {
	Number    string
	Path      string
	Page      string // its address; empty: not known
	Title     string
	Summary   string
	Answer    []string
	Outcome   web.Tag
	Meta      string
	Forwarded string
}

// showCorrections serves GET /ralat.
func (m *module) showCorrections(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets", "corrections")
	ctx := r.Context()
	page := pageOf(r.URL.Query().Get(keyPage))
	p := correctionsPage{Base: m.Web.Base(r, lewu.Msg("about.corrections.title")), Report: reportPath}
	p.Description = lewu.Msg("about.corrections.summary")
	waiting, oldest, done, err := m.store.Waiting(ctx, auth.Scope{Province: true})
	if err != nil {
		return err
	}
	p.Lede = p.T("about.corrections.lede", "n", done)
	if waiting > 0 {
		p.Lede = p.T("about.corrections.lede-waiting", "n", done, "waiting", waiting, "ago", p.Ago(oldest))
	}
	list, err := m.store.Answered(ctx, perPage+1, (page-1)*perPage)
	if err != nil {
		return err
	}
	p.Empty = web.Empty{Page: p.Base, Title: lewu.Msg("about.corrections.none"), Link: reportPath, Go: lewu.Msg("about.report.title")}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("about.corrections.answered")}
	if page > 1 {
		p.Pager.Prev = at(listPath, page-1)
	}
	if len(list) > perPage {
		list, p.Pager.Next = list[:perPage], at(listPath, page+1)
	}
	for _, c := range list {
		p.Answered = append(p.Answered, answeredOf(p.Base, c))
	}
	back, err := m.Catalog.Takebacks(ctx, maxTakebacks)
	if err != nil {
		return err
	}
	p.Takebacks = takebacks(p.Base, back)
	return m.Web.Page(w, http.StatusOK, "about/corrections", p)
}

func answeredOf(b web.Base, c correction) answered {
	a := answered{
		Number: c.Number, Path: listPath + "/" + c.Number, Page: c.Place, Title: c.Title, Summary: c.Summary, Answer: paragraphs(c.Answer),
		Outcome: outcomeTag(b, c.Outcome), Forwarded: c.Forwarded,
		Meta: b.T("about.answered-meta", "office", c.Office, "day", b.Date(c.AnsweredAt), "reported", b.Date(c.At)),
	}
	if a.Title == "" {
		a.Title = placeName(b, c.Place)
	}
	return a
}

// placeName is a page that is no dataset's or agency's, in words.
func placeName(b web.Base, place string) string {
	switch place {
	case "":
		return b.T("about.elsewhere")
	case "/":
		return b.T("web.home")
	}
	return place
}

func outcomeTag(b web.Base, o outcome) web.Tag {
	tone := map[outcome]string{mended: web.ToneGood, forwarded: "gold"}
	return web.Tag{Page: b, Tone: tone[o], Text: lewu.Msg("about.outcome." + string(o))}
}

// takebacks are versions that were withdrawn or put back, with the reason.
func takebacks(b web.Base, list []catalog.Takeback) (editions []edition) {
	for _, v := range list {
		tag := web.Tag{Page: b, Tone: web.ToneBad, Text: lewu.Msg("about.withdrawn")}
		if v.Back {
			tag.Tone, tag.Text = web.ToneGood, lewu.Msg("about.reinstated")
		}
		meta := b.T("about.edition-only", "n", v.N, "day", v.At)
		if v.Office != "" {
			meta = b.T("about.edition", "n", v.N, "day", v.At, "office", v.Office)
		}
		editions = append(editions, edition{
			Title: titleOf(b, v.Title, v.TitleEN, v.Contoh), Path: b.Link(versionPath(v.Slug, v.N, false)), Meta: meta, Reason: v.Reason, Tag: &tag,
		})
	}
	return editions
}

// A correctionPage is one report: its answer to everybody, and with the key what
// the reporter wrote.
type correctionPage struct {
	web.Base
	Lede     string
	Notice   web.Notice // to the reporter, who just sent it or looks again
	Private  bool
	Wrong    []string
	Better   []string
	Share    *web.Share // the private address, to keep
	Answered *answered
	Facts    web.Facts
}

// showCorrection serves GET /ralat/{number}. Without the key, a report that
// waits is not there.
func (m *module) showCorrection(w http.ResponseWriter, r *http.Request) error {
	c, err := m.store.Find(r.Context(), r.PathValue("number"))
	if err != nil {
		return err
	}
	key := r.URL.Query().Get("kunci")
	private := c.opens(key)
	if c.Open() && !private {
		return errs.Say(errs.NotFound, "about.no-correction", "number", c.Number)
	}
	p := correctionPage{Base: m.Web.Base(r, lewu.Msg("about.correction.title", "number", c.Number)), Private: private}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("about.corrections.nav"), Path: listPath}}
	p.Facts = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("about.report.halaman"), Value: c.Title, Link: c.Place}, {Label: lewu.Msg("about.reported-on"), Value: p.DateTime(c.At)},
	}}
	if c.Title == "" {
		p.Facts.Rows[0].Value = placeName(p.Base, c.Place)
	}
	p.Lede = p.T("about.correction.waits")
	if !c.Open() {
		a := answeredOf(p.Base, c)
		p.Answered, p.Lede = &a, c.Summary
	}
	if private {
		m.fillPrivate(w, &p, c, key)
	}
	return m.Web.Page(w, http.StatusOK, "about/correction", p)
}

// fillPrivate adds what only the reporter may see, and keeps the address with
// the key out of caches, search engines and other sites.
func (m *module) fillPrivate(w http.ResponseWriter, p *correctionPage, c correction, key string) {
	p.Noindex, p.NoTwin = true, true
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	p.Facts.Rows[0].Note = web.Text(c.Page)
	p.Wrong, p.Better = paragraphs(c.Wrong), paragraphs(c.Better)
	p.Notice = web.Notice{Page: p.Base, Tone: web.ToneGood, Title: lewu.Msg("about.correction.kept", "number", c.Number), Body: lewu.Msg("about.correction.kept-body")}
	p.Share = &web.Share{Page: p.Base, Label: lewu.Msg("about.correction.address"), Hint: lewu.Msg("about.correction.address-hint"), Address: p.Abs(followPath(c.Number, key))}
	p.Scripts = []string{web.ShareScript}
}
