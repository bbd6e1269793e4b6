package data

import (
	"context"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// datasetPage is one dataset: what it says, its picture, its table, and all that
// stands behind them.
type datasetPage struct {
	web.Base
	edition.Edition
	Name      string
	Finding   []finding.Phrase
	Workings  []finding.Phrase
	Fresh     web.Fresh
	Agency    string // path of its page; empty: it has none
	Tags      []web.Tag
	Notices   []web.Notice
	Charts    []view.ChartPart
	Table     view.TablePart
	Downloads web.Downloads
	Words     view.DictionaryPart
	Versions  versionsPart
	Cite      citePart
	About     web.Facts
	Findings  []lewu.Finding
	Letters   []catalog.File
	Files     []fileLine
	Share     web.Share
	Examples  []view.Example
}

// A fileLine is one received file of the version.
type fileLine struct {
	catalog.Origin
	Link string // where it may be taken; empty where it stays private
}

// showDataset serves GET /data/{slug}.
func (m *module) showDataset(w http.ResponseWriter, r *http.Request) error {
	e, err := m.look(r)
	if errs.Is(err, errs.Gone) && !e.Preview() {
		return m.showGone(w, r, err)
	}
	if err != nil {
		return err
	}
	if delivery(r) && !e.Preview() {
		return seeOther(w, m.Web.Base(r, lewu.Message{}).Link(e.Path("", nil)))
	}
	t, err := m.tell(r, e)
	if err != nil {
		return err
	}
	if t.Rewritten {
		return seeOther(w, t.Page.Link(t.Address("", t.Query, t.Ask)))
	}
	p := datasetPage{Base: t.Page, Edition: t.Edition, Name: edition.Name(t.Page, t.Set)}
	if err := m.fill(r.Context(), t, &p); err != nil {
		return err
	}
	if e.Preview() {
		return m.showPreview(w, r, p)
	}
	p.head(t)
	now := m.Clock()
	p.Fresh, p.Notices = t.Fresh(now), t.Notices(now)
	if err := m.fillBehind(r.Context(), t, &p); err != nil {
		return err
	}
	if p.Indexed() {
		p.Linked = m.standard(t.Set, t.Version).SchemaOrg(m.house(t.Page), t.Page.Lang() == "en")
	}
	return m.Web.Page(w, http.StatusOK, "data/dataset", p)
}

// head sets what stands in the head of the page.
func (p *datasetPage) head(t *view.Tale) {
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}}
	if t.Set.Topic != "" {
		p.Crumbs = append(p.Crumbs, web.Crumb{Label: web.Text(t.Set.Topic), Path: view.TopicPath(t.Set.Topic)})
	}
	p.Noindex = t.Asked || t.Query.After != "" || len(t.Values(t.Query, t.Ask)) > 0
	p.Image = t.Address("/kartu.png", lewu.Query{Filter: t.Query.Filter}, t.Ask)
	p.Scripts = []string{web.ShareScript}
}

// fill adds what the page of a version shows, published or not.
func (m *module) fill(ctx context.Context, t *view.Tale, p *datasetPage) (err error) {
	p.Title, p.Description, p.Contoh = web.Text(p.Name), web.Text(t.Gist()), t.Set.Contoh
	p.Finding, p.Workings = t.Sentences(), t.Workings()
	p.Agency, p.Tags, p.Words, p.About = t.AgencyPath(), t.Tags(), view.DictionaryOf(t.Page, t.Edition), t.About()
	if p.Charts, err = t.Charts(ctx); err != nil {
		return err
	}
	if p.Table, err = t.TablePart(ctx, t.Query.After); err != nil {
		return err
	}
	if p.Findings, err = m.findings(ctx, t.Version); err != nil {
		return err
	}
	for _, o := range t.Version.Manifest {
		line := fileLine{Origin: o}
		if t.Set.OpenFiles && !o.Private && !t.Preview() {
			line.Link = "/data/" + t.Set.Slug + "/berkas/" + o.SHA256
		}
		p.Files = append(p.Files, line)
	}
	files, err := m.Catalog.Files(ctx, t.Version.Batch)
	for _, f := range files {
		if f.Role == catalog.Attachment {
			p.Letters = append(p.Letters, f)
		}
	}
	return err
}

// fillBehind adds what only a published version has: downloads, its address to
// share and to cite, the interface, its history.
func (m *module) fillBehind(ctx context.Context, t *view.Tale, p *datasetPage) (err error) {
	p.Downloads = m.shop().List(t.Page, t.Edition, t.Query, t.Finding.Rows.Value.Num().Int64())
	p.Share, p.Examples, p.Cite = t.Share(), t.Examples(), m.citation(t.Page, t.Edition, t.Query)
	p.Versions, err = m.versionList(ctx, t.Page, t.Edition)
	return err
}

// A phraseOn is a phrase with the page it stands on, whose language its links
// keep.
type phraseOn struct {
	web.Base
	Phrase finding.Phrase
}

// On is for the template.
func (p datasetPage) On(s finding.Phrase) phraseOn { return phraseOn{p.Base, s} }
