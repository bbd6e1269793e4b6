package data

import (
	"context"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/web"
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
	chosen
	Name      string
	Finding   []phrase
	Workings  []phrase
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
	p := datasetPage{Base: t.page, chosen: t.chosen, Name: name(t.page, t.set)}
	p.head(t, after)
	p.Finding, p.Workings = t.view.sentences(t.find), t.view.workings(t.find)
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
		p.Linked = m.standard(t.set, t.version).SchemaOrg(m.house(t.page), t.page.Lang() == "en")
	}
	return m.Web.Page(w, http.StatusOK, "data/dataset", p)
}

// head sets what stands in the head of the page.
func (p *datasetPage) head(t *tale, after string) {
	p.Title = web.Text(p.Name)
	p.Description = web.Text(t.gist())
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}}
	if t.set.Topic != "" {
		p.Crumbs = append(p.Crumbs, web.Crumb{Label: web.Text(t.set.Topic), Path: topicPath(t.set.Topic)})
	}
	p.Contoh = t.set.Contoh
	p.Noindex = t.asked || after != "" || len(t.values(t.query, t.ask)) > 0
	p.Image = t.path("/kartu.png", lewu.Query{Filter: t.query.Filter}, t.ask)
	p.Scripts = []string{web.ShareScript}
}

// tags are the words in frames below the title.
func (t *tale) tags() (list []web.Tag) {
	add := func(tone, key string) { list = append(list, web.Tag{Page: t.page, Tone: tone, Text: lewu.Msg(key)}) }
	if t.set.Contoh {
		add("gold", "web.contoh")
	}
	switch t.set.Statistic {
	case catalog.Basic:
		add("", "data.statistic-dasar")
	case catalog.Sectoral:
		add("", "data.statistic-sektoral")
	}
	if t.set.Complete(t.version.Columns) {
		add("good", "data.level-full")
	} else {
		add("", "data.level-basic")
	}
	return list
}

// fillBehind adds what stands behind the table.
func (m *module) fillBehind(ctx context.Context, t *tale, p *datasetPage) (err error) {
	rows := t.find.rows.value.Num().Int64()
	p.Downloads = m.downloads(t.page, t.chosen, t.query, rows)
	p.Words, p.About, p.Share, p.Examples = t.dictionary(t.page), t.about(), t.share(), t.examples()
	p.Cite = m.citation(t.page, t.chosen, t.query)
	if p.Versions, err = m.versionList(ctx, t.page, t.chosen); err != nil {
		return err
	}
	if p.Findings, err = m.findings(ctx, t.version); err != nil {
		return err
	}
	for _, o := range t.version.Manifest {
		line := fileLine{Origin: o}
		if t.set.OpenFiles && !o.Private {
			line.Link = "/data/" + t.set.Slug + "/berkas/" + o.SHA256
		}
		p.Files = append(p.Files, line)
	}
	files, err := m.Catalog.Files(ctx, t.version.Batch)
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
	main.Fields, main.Action = t.view.fields(t.page, t.chosen), "/data/"+t.set.Slug+"#grafik"
	main.Hidden = t.hidden(t.values(t.query, t.ask), t.viewWord(wordKind), t.viewWord(wordMeasure), t.viewWord(wordBy))
	list = append(list, *main)
	if t.view.kind == chart.Map || !t.view.has(chart.Map) {
		return list, nil
	}
	ask := t.ask
	ask.kind, ask.by = chart.Map, ""
	v, err := t.view.view(ctx, t.find, ask)
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
	d, err := v.draw(ctx, t.page, t.chosen)
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

// Set and Version are for the template.
func (c chosen) Set() catalog.Dataset     { return c.set }
func (c chosen) Version() catalog.Version { return c.version }

// A phraseOn is a phrase with the page it stands on, whose language its links
// keep.
type phraseOn struct {
	web.Base
	Phrase phrase
}

// On is for the template.
func (p datasetPage) On(s phrase) phraseOn { return phraseOn{p.Base, s} }
