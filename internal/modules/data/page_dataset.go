package data

import (
	"context"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
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
	t, err := m.told(r)
	if err != nil {
		return err
	}
	after := t.Query.After
	if t.Rewritten {
		w.Header().Set("Location", t.Page.Link(t.Address("", t.Query, t.Ask)))
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	p := datasetPage{Base: t.Page, Edition: t.Edition, Name: edition.Name(t.Page, t.Set)}
	p.head(t, after)
	p.Finding, p.Workings = t.Sentences(), t.Workings()
	now := m.Clock()
	p.Fresh, p.Agency, p.Tags, p.Notices = t.Fresh(now), t.AgencyPath(), t.Tags(), t.Notices(now)
	if p.Charts, err = t.Charts(r.Context()); err != nil {
		return err
	}
	if p.Table, err = t.TablePart(r.Context(), after); err != nil {
		return err
	}
	if err := m.fillBehind(r.Context(), t, &p); err != nil {
		return err
	}
	if p.Indexed() {
		p.Linked = m.standard(t.Set, t.Version).SchemaOrg(m.house(t.Page), t.Page.Lang() == "en")
	}
	return m.Web.Page(w, http.StatusOK, "data/dataset", p)
}

// head sets what stands in the head of the page.
func (p *datasetPage) head(t *view.Tale, after string) {
	p.Title = web.Text(p.Name)
	p.Description = web.Text(t.Gist())
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}}
	if t.Set.Topic != "" {
		p.Crumbs = append(p.Crumbs, web.Crumb{Label: web.Text(t.Set.Topic), Path: view.TopicPath(t.Set.Topic)})
	}
	p.Contoh = t.Set.Contoh
	p.Noindex = t.Asked || after != "" || len(t.Values(t.Query, t.Ask)) > 0
	p.Image = t.Address("/kartu.png", lewu.Query{Filter: t.Query.Filter}, t.Ask)
	p.Scripts = []string{web.ShareScript}
}

// fillBehind adds what stands behind the table.
func (m *module) fillBehind(ctx context.Context, t *view.Tale, p *datasetPage) (err error) {
	rows := t.Finding.Rows.Value.Num().Int64()
	p.Downloads = m.shop().List(t.Page, t.Edition, t.Query, rows)
	p.Words, p.About, p.Share, p.Examples = view.DictionaryOf(t.Page, t.Edition), t.About(), t.Share(), t.Examples()
	p.Cite = m.citation(t.Page, t.Edition, t.Query)
	if p.Versions, err = m.versionList(ctx, t.Page, t.Edition); err != nil {
		return err
	}
	if p.Findings, err = m.findings(ctx, t.Version); err != nil {
		return err
	}
	for _, o := range t.Version.Manifest {
		line := fileLine{Origin: o}
		if t.Set.OpenFiles && !o.Private {
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

// A phraseOn is a phrase with the page it stands on, whose language its links
// keep.
type phraseOn struct {
	web.Base
	Phrase finding.Phrase
}

// On is for the template.
func (p datasetPage) On(s finding.Phrase) phraseOn { return phraseOn{p.Base, s} }
