package data

import (
	"context"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// pageRows is how many rows a dataset page shows at once.
const pageRows = 20

// maxStacked is how many columns a row may have to stand as a block on a narrow
// screen; wider ones scroll sideways.
const maxStacked = 9

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
	Charts    []chartPart
	Table     tablePart
	Downloads web.Downloads
	Words     dictionaryPart
	Versions  versionsPart
	Cite      citePart
	About     web.Facts
	Findings  []lewu.Finding
	Letters   []catalog.File
	Files     []fileLine
	Share     web.Share
	Examples  []example
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
	after := t.query.After
	if t.rewritten {
		w.Header().Set("Location", t.page.Link(t.path("", t.query, t.ask)))
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	p := datasetPage{Base: t.page, Edition: t.Edition, Name: edition.Name(t.page, t.Set)}
	p.head(t, after)
	p.Finding, p.Workings = t.view.Sentences(t.find), t.view.Workings(t.find)
	now := m.Clock()
	p.Fresh, p.Agency, p.Tags, p.Notices = t.fresh(now), t.agencyPath(), t.tags(), t.notices(now)
	if p.Charts, err = t.charts(r.Context()); err != nil {
		return err
	}
	if p.Table, err = m.fillTable(r.Context(), t, after); err != nil {
		return err
	}
	if err := m.fillBehind(r.Context(), t, &p); err != nil {
		return err
	}
	if p.Indexed() {
		p.Linked = m.standard(t.Set, t.Version).SchemaOrg(m.house(t.page), t.page.Lang() == "en")
	}
	return m.Web.Page(w, http.StatusOK, "data/dataset", p)
}

// head sets what stands in the head of the page.
func (p *datasetPage) head(t *tale, after string) {
	p.Title = web.Text(p.Name)
	p.Description = web.Text(t.gist())
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}}
	if t.Set.Topic != "" {
		p.Crumbs = append(p.Crumbs, web.Crumb{Label: web.Text(t.Set.Topic), Path: topicPath(t.Set.Topic)})
	}
	p.Contoh = t.Set.Contoh
	p.Noindex = t.Asked || after != "" || len(t.values(t.query, t.ask)) > 0
	p.Image = t.path("/kartu.png", lewu.Query{Filter: t.query.Filter}, t.ask)
	p.Scripts = []string{web.ShareScript}
}

// tags are the words in frames below the title.
func (t *tale) tags() (list []web.Tag) {
	add := func(tone, key string) { list = append(list, web.Tag{Page: t.page, Tone: tone, Text: lewu.Msg(key)}) }
	if t.Set.Contoh {
		add("gold", "web.contoh")
	}
	switch t.Set.Statistic {
	case catalog.Basic:
		add("", "data.statistic-dasar")
	case catalog.Sectoral:
		add("", "data.statistic-sektoral")
	}
	if t.Set.Complete(t.Version.Columns) {
		add("good", "data.level-full")
	} else {
		add("", "data.level-basic")
	}
	return list
}

// fillBehind adds what stands behind the table.
func (m *module) fillBehind(ctx context.Context, t *tale, p *datasetPage) (err error) {
	rows := t.find.Rows.Value.Num().Int64()
	p.Downloads = m.downloads(t.page, t.Edition, t.query, rows)
	p.Words, p.About, p.Share, p.Examples = dictionaryOf(t.page, t.Edition), t.about(), t.share(), t.examples()
	p.Cite = m.citation(t.page, t.Edition, t.query)
	if p.Versions, err = m.versionList(ctx, t.page, t.Edition); err != nil {
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

// A chartPart is a picture on the page: "data/_chart".
type chartPart struct {
	Page   web.Base
	Chart  chart.Chart
	Twin   web.Table // the same as a table
	SVG    string    // paths of the files
	PNG    string
	Fields []web.Field // the form that changes it; none: nothing to choose
	Action string
	Hidden []web.Hidden
}

// charts are the picture that was asked for and, beside any but itself, the
// map.
func (t *tale) charts(ctx context.Context) (list []chartPart, err error) {
	main, err := t.chartPart(ctx, t.view)
	if err != nil || main == nil {
		return nil, err
	}
	main.Fields, main.Action = t.view.fields(t.page, t.Edition), "/data/"+t.Set.Slug+"#grafik"
	main.Hidden = t.hidden(t.values(t.query, t.ask), viewWord(t.Version, wordKind), viewWord(t.Version, wordMeasure), viewWord(t.Version, wordBy))
	list = append(list, *main)
	if t.view.kind == chart.Map || !t.view.has(chart.Map) {
		return list, nil
	}
	ask := t.ask
	ask.kind, ask.by = chart.Map, ""
	v, err := newView(ctx, t.view.Writer, t.find, ask)
	if err != nil {
		return nil, err
	}
	v.second = t.view.title() == v.title()
	second, err := t.chartPart(ctx, v)
	if second != nil {
		list = append(list, *second)
	}
	return list, err
}

// chartPart makes the part of one picture; nil: there is nothing to draw.
func (t *tale) chartPart(ctx context.Context, v *view) (*chartPart, error) {
	d, err := v.draw(ctx, t.page, t.Edition)
	if err != nil || d == nil {
		return nil, err
	}
	ask := t.ask
	if v.kind == chart.Map {
		ask.kind, ask.by = chart.Map, ""
	}
	q := lewu.Query{Filter: t.query.Filter}
	return &chartPart{
		Page: t.page, Chart: d.Chart, Twin: v.twin(t.page, d),
		SVG: t.path("/grafik.svg", q, ask), PNG: t.path("/grafik.png", q, ask),
	}, nil
}

// A phraseOn is a phrase with the page it stands on, whose language its links
// keep.
type phraseOn struct {
	web.Base
	Phrase finding.Phrase
}

// On is for the template.
func (p datasetPage) On(s finding.Phrase) phraseOn { return phraseOn{p.Base, s} }
