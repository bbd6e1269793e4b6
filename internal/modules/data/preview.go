package data

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// look finds what the page of a dataset shows: where ?batch= names a delivery,
// the version that it would become, for those who may see it; else the version
// that choose finds.
func (m *module) look(r *http.Request) (edition.Edition, error) {
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return edition.Edition{}, errs.Because(errs.Invalid, err, "data.query-bad")
	}
	if batch := q.Get(edition.BatchWord); batch != "" {
		return m.preview(r, batch, q)
	}
	return m.choose(r)
}

// preview is the dataset of a request as a delivery would make it; where it was
// published, the version it has become. Who is not signed in is asked to, whether
// there is such a delivery or not; one of another agency or of another dataset is
// not there.
func (m *module) preview(r *http.Request, batch string, q url.Values) (e edition.Edition, err error) {
	for _, word := range []string{"versi", "pada", "dari", "ke"} {
		if q.Get(word) != "" {
			return e, errs.Say(errs.Invalid, "data.preview-version", "word", word)
		}
	}
	actor := auth.From(r.Context())
	if err := auth.RequireSomewhere(actor, intake.MayRead); err != nil {
		return e, err
	}
	if e.Set, e.Version, err = m.Road.Preview(r.Context(), actor, batch); err != nil {
		return e, err
	}
	if e.Set.Slug != r.PathValue("slug") {
		return e, errs.Say(errs.NotFound, "data.preview-other", "slug", r.PathValue("slug"))
	}
	b, err := m.Catalog.Batch(r.Context(), batch)
	if err != nil {
		return e, err
	}
	if b.State == catalog.Published {
		e.Asked = true
		return e, nil
	}
	e.Batch, e.Version.PublishedAt = batch, time.Time{} // it has none, whatever the road expects
	return e, nil
}

// delivery tells whether the address of a page names a delivery.
func delivery(r *http.Request) bool { return r.URL.Query().Get(edition.BatchWord) != "" }

// seeOther sends a reader to another address of the house.
func seeOther(w http.ResponseWriter, path string) error {
	w.Header().Set("Location", path)
	w.WriteHeader(http.StatusSeeOther)
	return nil
}

// previewPage is a dataset as a delivery would make it, with what it changes.
type previewPage struct {
	datasetPage
	Banner web.Notice
	Change lewu.Message
	Diff   string // path of the differences to the version in force; empty: there is none
}

// Shown is for the parts that both pages have.
func (p previewPage) Shown() datasetPage { return p.datasetPage }

// showPreview answers with the page of a delivery. No cache keeps it, and nothing
// on it leads to what is not published.
func (m *module) showPreview(w http.ResponseWriter, r *http.Request, d datasetPage) error {
	b, err := m.Catalog.Batch(r.Context(), d.Batch)
	if err != nil {
		return err
	}
	p := previewPage{datasetPage: d, Change: versionItem{Version: d.Version}.Change()}
	p.Title = lewu.Msg("data.preview-title", "name", d.Name)
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: listPath}}
	p.Noindex, p.NoTwin = true, true
	p.Banner = web.Notice{
		Page: d.Base, Tone: web.ToneWarn, Title: lewu.Msg("data.preview-banner"),
		Body: lewu.Msg("data.preview-body", "office", b.Office, "day", d.Date(b.CreatedAt), "version", strconv.Itoa(d.Version.N),
			"state", d.T("data.batch-"+string(b.State))),
	}
	if d.Serves("/kerja/kiriman/{id}") {
		p.Banner.Link, p.Banner.Go = "/kerja/kiriman/"+b.ID, lewu.Msg("data.preview-back")
	}
	if d.Version.Base > 0 {
		p.Diff = d.Path("/beda", nil)
	} else {
		p.Change = lewu.Msg("data.preview-first", "rows", strconv.FormatInt(d.Version.Rows, 10))
	}
	w.Header().Set("Cache-Control", "no-store")
	return m.Web.Page(w, http.StatusOK, "data/preview", p)
}
