package data

import (
	"mime"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/cite"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// A citePart is how a dataset, or the part of it that a page shows, is cited:
// "data/_cite", beneath a heading of level 2 with the id "kutip".
type citePart struct {
	Page    web.Base
	APA     string
	BibTeX  string
	Address string // whole: it shows the same rows for ever
	Part    bool   // a selection, not the whole table
	Bib     string // path of the BibTeX file
	Ris     string // path of the RIS file
}

// citation makes the part of a page that shows q of c. Give q as the address
// asked it, without what a page adds by itself (an order, a number of rows);
// its place in the table (Limit, After) is left out.
func (m *module) citation(b web.Base, c edition.Edition, q lewu.Query) citePart {
	w := m.work(b, c, q)
	query := c.SelectionQuery(q)
	return citePart{
		Page: b, APA: w.APA(b.Say), BibTeX: w.BibTeX(b.Say), Address: w.URL, Part: len(table.Values(edition.Selection(q))) > 0,
		Bib: "/data/" + c.Set.Slug + "/kutipan.bib?" + query, Ris: "/data/" + c.Set.Slug + "/kutipan.ris?" + query,
	}
}

// work is what is cited: this version, this selection.
func (m *module) work(b web.Base, c edition.Edition, q lewu.Query) cite.Work {
	return cite.Work{
		Name: c.Set.Slug, Author: c.Set.Agency, Year: c.Version.PublishedAt.In(clock.WIB).Year(), Title: edition.Name(b, c.Set),
		Selection: published.Conditions(c.Set, c.Version.Columns, q.Filter, b),
		Version:   c.Version.N, Isi: c.Version.Isi, Publisher: b.T("web.house", "province", b.Province()),
		URL: b.Abs("/data/" + c.Set.Slug + "?" + c.SelectionQuery(q)), Accessed: m.Clock(), Contoh: c.Set.Contoh,
	}
}

// downloadBib serves GET /data/{slug}/kutipan.bib.
func (m *module) downloadBib(w http.ResponseWriter, r *http.Request) error {
	return m.sendCitation(w, r, ".bib", "application/x-bibtex; charset=utf-8", cite.Work.BibTeX)
}

// downloadRis serves GET /data/{slug}/kutipan.ris.
func (m *module) downloadRis(w http.ResponseWriter, r *http.Request) error {
	return m.sendCitation(w, r, ".ris", "application/x-research-info-systems; charset=utf-8", cite.Work.RIS)
}

func (m *module) sendCitation(w http.ResponseWriter, r *http.Request, ext, media string, write func(cite.Work, cite.Say) string) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	q, _, _, err := view.Read(c, r.URL.Query())
	if err != nil {
		return err
	}
	b := m.Web.Base(r, lewu.Message{})
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": c.Filename("-kutipan", ext)}))
	_, err = w.Write([]byte(write(m.work(b, c, q), b.Say)))
	return err
}
