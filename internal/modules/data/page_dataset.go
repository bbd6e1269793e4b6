package data

import (
	"context"
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// pageRows is how many rows a dataset page shows at once.
const pageRows = 20

// maxStacked is how many columns a row may have to stand as a block on a narrow
// screen; wider ones scroll sideways.
const maxStacked = 9

// datasetPage is one dataset in words.
type datasetPage struct {
	web.Base
	chosen
	Name      string
	Table     web.Table
	Pager     web.Pager
	Downloads web.Downloads
	Columns   []columnLine
	Versions  []versionLine
	Findings  []lewu.Finding
	Letters   []catalog.File
	Notices   []web.Notice
	Citation  string
	API       string
	Files     []fileLine
}

// A columnLine is one line of the dictionary.
type columnLine struct {
	lewu.Column
	Key bool
}

// A versionLine is one version with what it changed.
type versionLine struct {
	catalog.Version
	Shown bool // the one on this page
	Link  string
}

// A fileLine is one received file of the version.
type fileLine struct {
	catalog.Origin
	Link string // where it may be taken; empty where it stays private
}

// showDataset serves GET /data/{slug}.
func (m *module) showDataset(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	after := r.URL.Query().Get("setelah")
	q := lewu.Query{Limit: pageRows, After: after}
	if _, ok := c.version.Column(c.set.Period); ok {
		q.Sort = []lewu.Sort{{Column: c.set.Period, Desc: true}} // what is new comes first
	}
	rows, err := m.Published.Query(r.Context(), c.version, q)
	if err != nil {
		return err
	}
	p := datasetPage{Base: m.Web.Base(r, lewu.Message{}), chosen: c}
	p.Name = name(p.Base, c.set)
	p.Title = web.Text(p.Name)
	p.Description = web.Text(c.set.Summary)
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}}
	p.Contoh, p.Noindex = c.set.Contoh, c.asked || after != ""
	p.fillTable(rows, after)
	p.fillFacts()
	if err := m.fillHistory(r.Context(), &p); err != nil {
		return err
	}
	p.fillNotices()
	return m.Web.Page(w, http.StatusOK, "data/dataset", p)
}

// fillTable writes the rows; every number leads to where it came from.
func (p *datasetPage) fillTable(rows *table.Result, after string) {
	p.Table = p.Base.Table(lewu.Msg("data.table-caption", "title", p.Name), rows.Columns, rows.Rows)
	p.Table.Hidden, p.Table.Tight, p.Table.Stack = true, true, len(rows.Columns) <= maxStacked
	for i, row := range p.Table.Rows {
		for j, column := range rows.Columns {
			if column.Kind.Numeric() && rows.Rows[i][j].Valid {
				row.Cells[j].Href = cellPath(p.set, p.version, rows.Origin[i], column.Name)
			}
		}
	}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("data.pager"),
		Shown: lewu.Msg("data.pager-shown", "shown", strconv.Itoa(len(rows.Rows)), "total", strconv.FormatInt(rows.Total, 10))}
	if after != "" {
		p.Pager.First = p.link("") + "#tabel"
	}
	if rows.Next != "" {
		p.Pager.Next = p.link("", "setelah", rows.Next, "versi", strconv.Itoa(p.version.N)) + "#tabel"
	}
}

// fillFacts writes what the version itself says: dictionary, downloads,
// citation, API, files.
func (p *datasetPage) fillFacts() {
	key := map[string]bool{}
	for _, k := range p.version.Key {
		key[k] = true
	}
	for _, column := range p.version.Columns {
		p.Columns = append(p.Columns, columnLine{column, key[column.Name]})
	}
	p.Downloads = web.Downloads{Page: p.Base, Items: []web.Download{
		{Label: lewu.Msg("data.download-csv"), Path: p.link(".csv"), Bytes: p.version.IsiSize},
		{Label: lewu.Msg("data.download-parquet"), Path: p.link(".parquet"), Bytes: p.version.BerkasSize},
	}}
	address := p.Abs("/data/" + p.set.Slug + "?versi=" + strconv.Itoa(p.version.N))
	p.Citation = p.T("data.citation", "agency", p.set.Agency, "year", strconv.Itoa(p.version.PublishedAt.Year()),
		"title", p.Name, "version", strconv.Itoa(p.version.N), "contoh", p.contohWord(), "url", address, "isi", p.version.Isi[:16])
	p.API = "GET " + p.Abs("/api/v1/datasets/"+p.set.Slug+"/rows?batas=100")
	for _, o := range p.version.Manifest {
		line := fileLine{Origin: o}
		if p.set.OpenFiles {
			line.Link = "/data/" + p.set.Slug + "/berkas/" + o.SHA256
		}
		p.Files = append(p.Files, line)
	}
}

func (p *datasetPage) contohWord() string {
	if p.set.Contoh {
		return p.T("data.citation-sample")
	}
	return p.T("data.citation-data")
}

// fillHistory adds what the catalogue knows around the version.
func (m *module) fillHistory(ctx context.Context, p *datasetPage) (err error) {
	versions, err := m.Catalog.Versions(ctx, p.set.ID)
	if err != nil {
		return err
	}
	for _, v := range versions {
		line := versionLine{Version: v, Shown: v.N == p.version.N}
		if v.WithdrawnAt.IsZero() {
			line.Link = "/data/" + p.set.Slug + "?versi=" + strconv.Itoa(v.N)
		}
		p.Versions = append(p.Versions, line)
	}
	if p.Findings, err = m.Catalog.Findings(ctx, p.version.Batch); err != nil {
		return err
	}
	files, err := m.Catalog.Files(ctx, p.version.Batch)
	for _, f := range files {
		if f.Role == catalog.Attachment {
			p.Letters = append(p.Letters, f)
		}
	}
	return err
}

// fillNotices says what a reader must know before the first figure.
func (p *datasetPage) fillNotices() {
	add := func(tone string, title, body lewu.Message, link string) {
		n := web.Notice{Page: p.Base, Tone: tone, Title: title, Body: body, Link: link}
		if link != "" {
			n.Go = lewu.Msg("data.notice-newest")
		}
		p.Notices = append(p.Notices, n)
	}
	if p.damaged {
		add(web.ToneBad, lewu.Msg("data.notice-damaged"), lewu.Msg("data.notice-damaged-body", "version", strconv.Itoa(p.version.N)), "")
	}
	if p.asked && p.version.N != p.set.Current {
		add(web.ToneStale, lewu.Msg("data.notice-old", "version", strconv.Itoa(p.version.N)), lewu.Msg("data.notice-old-body"), "/data/"+p.set.Slug)
	}
	if p.version.Solo != "" {
		add(web.ToneWarn, lewu.Msg("data.notice-solo"), lewu.Msg("data.notice-solo-body", "reason", p.version.Solo), "")
	}
}

// KeyNames are the columns that name a row, for the page.
func (p datasetPage) KeyNames() []string { return p.version.Key }

// Set and Version are for the template.
func (c chosen) Set() catalog.Dataset     { return c.set }
func (c chosen) Version() catalog.Version { return c.version }
