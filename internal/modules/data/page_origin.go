package data

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/download"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// originPage is where a figure comes from: recomputed now, down to the words
// in the received file.
type originPage struct {
	web.Base
	edition.Edition
	Name    string // of the dataset
	Proof   *published.Proof
	Value   string // the figure, written out
	Unit    string
	Formula string // what it is: "Jumlah penduduk, tahun = 2024"
	Cite    string // where it is quoted; empty where it does not agree, or is nothing
	Verdict web.Notice
	Rows    web.Table
	Files   []fileFacts
	Way     web.Steps
	JSON    string
	More    int64 // contributing rows that are not listed
}

// fileFacts is one received file behind the figure.
type fileFacts struct {
	published.FileProof
	web.Facts
	Sheet web.Table // the original words of the first row
}

// showOrigin serves GET /data/{slug}/asal.
func (m *module) showOrigin(w http.ResponseWriter, r *http.Request) error {
	c, proof, err := m.proof(r)
	if err != nil {
		return err
	}
	p := originPage{Base: m.Web.Base(r, lewu.Msg("data.origin-title")), Edition: c, Proof: proof}
	p.Name = edition.Name(p.Base, c.Set)
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("data.nav"), Path: "/data"}, {Label: web.Text(p.Name), Path: c.Path("", nil)}}
	p.Contoh, p.Noindex = c.Set.Contoh, true
	address := url.URL{Path: "/api/v1/datasets/" + c.Set.Slug + "/origin", RawQuery: r.URL.RawQuery}
	p.JSON = address.String()
	result := proof.Receipt.Result
	p.Value = p.Cell(proof.Column, lewu.Cell{Text: result, Valid: result != ""})
	p.Formula, p.Unit = proof.Title(c.Set, p.Base), proof.Unit(c.Set)
	if proof.Verdict != published.Differ && result != "" {
		p.Cite = book.CitePath(c.Version, proof.Receipt)
	}
	p.Verdict = p.verdict()
	p.fillRows()
	p.fillFiles()
	if err := m.fillWay(r, &p); err != nil {
		return err
	}
	return m.Web.Page(w, http.StatusOK, "data/origin", p)
}

// verdict says in one sentence whether everything agrees.
func (p *originPage) verdict() web.Notice {
	tone := map[published.Verdict]string{
		published.Match: web.ToneGood, published.Partly: web.ToneGood, published.Differ: web.ToneBad, published.Erased: web.ToneWarn,
	}[p.Proof.Verdict]
	return web.Notice{
		Page: p.Base, Tone: tone, Title: lewu.Msg("data.verdict-" + string(p.Proof.Verdict)),
		Body: lewu.Msg("data.verdict-"+string(p.Proof.Verdict)+"-body",
			"checked", strconv.FormatInt(p.Proof.Checked, 10), "rows", strconv.FormatInt(p.Proof.Receipt.Rows, 10)),
	}
}

// fillRows lists the contributing rows: what was published beside the words it
// was read from.
func (p *originPage) fillRows() {
	proof := p.Proof
	column := measured(proof)
	p.Rows = web.Table{Page: p.Base, Caption: lewu.Msg("data.rows-caption"), Hidden: true, Tight: true, Columns: []web.TableColumn{
		{Label: p.T("data.rows-file")}, {Label: p.T("data.rows-row"), Num: true},
		{Label: p.T("data.rows-words")}, {Label: p.T("data.rows-published"), Num: column.Kind.Numeric(), Unit: column.Unit},
	}}
	for _, row := range proof.Rows {
		origin, _ := proof.Version.Origin(row.Asal)
		words := web.TableCell{Text: row.Words, Code: true}
		if row.Raw == nil {
			words = web.TableCell{Missing: true, Text: p.T("data.rows-unread")}
		}
		cell := p.TableCell(column, row.Published)
		cell.Href = book.CellPath(p.Set, proof.Version, row.Origin, column.Name)
		p.Rows.Rows = append(p.Rows.Rows, web.TableRow{Mark: row.Raw != nil && !row.Same, Cells: []web.TableCell{
			{Text: origin.Name, Head: true}, {Text: p.Int(row.Row), Num: true}, words, cell,
		}})
	}
	p.More = proof.Receipt.Rows - int64(len(proof.Rows))
}

// fillFiles writes name, hash and sender of each received file, and the whole
// first row in its original words.
func (p *originPage) fillFiles() {
	for _, f := range p.Proof.Files {
		facts := web.Facts{Page: p.Base, Rows: []web.Fact{
			{Label: lewu.Msg("data.file-name"), Value: f.Name + ", " + p.Bytes(f.Size)},
			{Label: lewu.Msg("data.file-sha"), Value: f.SHA256, Code: true, Tag: p.tag(f.Verdict)},
			{Label: lewu.Msg("data.file-sender"), Value: f.Sender},
			{Label: lewu.Msg("data.file-sent"), Value: p.DateTime(clock.FromMillis(f.SentAt))},
		}}
		if f.Sheet != "" {
			facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.file-sheet"), Value: f.Sheet})
		}
		if f.Reason.Key != "" {
			facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.file-note"), Value: p.Say(f.Reason)})
		}
		p.Files = append(p.Files, fileFacts{FileProof: f, Facts: facts, Sheet: p.sheet(f)})
	}
}

func (p *originPage) tag(v published.Verdict) *web.Tag {
	tone := map[published.Verdict]string{published.Match: "good", published.Differ: "bad", published.Erased: "gold"}[v]
	return &web.Tag{Page: p.Base, Tone: tone, Text: lewu.Msg("data.tag-" + string(v))}
}

// sheet is the first contributing row of a file as it stands there.
func (p *originPage) sheet(f published.FileProof) web.Table {
	t := web.Table{Page: p.Base, Caption: lewu.Msg("data.sheet-caption", "file", f.Name), Tight: true,
		Columns: []web.TableColumn{{Label: p.T("data.sheet-column")}, {Label: p.T("data.sheet-words")}}}
	for _, row := range p.Proof.Rows {
		if row.Asal != f.Number || row.Raw == nil {
			continue
		}
		for _, c := range f.Columns {
			words := ""
			if c.Index < len(row.Raw) {
				words = row.Raw[c.Index]
			}
			t.Rows = append(t.Rows, web.TableRow{Mark: c.Name == p.Proof.Column.Name, Cells: []web.TableCell{
				{Text: c.Source, Head: true}, {Text: words, Code: true, Missing: words == ""},
			}})
		}
		break
	}
	return t
}

// fillWay tells the road the figure came, step by step, with the recipe in
// words: that of its file where it stands in a single one, that of the version
// otherwise.
func (m *module) fillWay(r *http.Request, p *originPage) error {
	v := p.Proof.Version
	id, recipe := v.Batch, v.Recipe
	if len(p.Proof.Files) == 1 {
		id = p.Proof.Files[0].Batch
	}
	batch, err := m.Catalog.Batch(r.Context(), id)
	if err != nil {
		return err
	}
	if batch.Reading != nil {
		recipe = batch.Reading.Recipe
	}
	read := web.Step{Title: lewu.Msg("data.way-read"), Meta: p.T("data.way-read-meta", "format", formatName(batch), "rows", count(batch))}
	p.Way = web.Steps{Page: p.Base, Items: []web.Step{
		{Title: lewu.Msg("data.way-received"), Meta: p.DateTime(batch.CreatedAt) + ", " + batch.Office, Body: lewu.Msg("data.way-received-body")},
		read,
	}}
	for _, s := range recipe {
		if !s.Off {
			p.Way.Items = append(p.Way.Items, web.Step{Title: lewu.Msg("data.way-step"), Body: s.Message})
		}
	}
	approved := lewu.Msg("data.way-approved-body")
	if v.Solo != "" {
		approved = lewu.Msg("data.notice-solo-body", "reason", v.Solo)
	}
	p.Way.Items = append(p.Way.Items, web.Step{Title: lewu.Msg("data.way-published", "version", strconv.Itoa(v.N)), Meta: p.DateTime(v.PublishedAt) + ", " + v.Office, Body: approved})
	return nil
}

func formatName(b catalog.Batch) string {
	if b.Reading == nil {
		return ""
	}
	return strings.ToUpper(b.Reading.Format)
}

func count(b catalog.Batch) int64 {
	if b.Reading == nil {
		return 0
	}
	return b.Reading.Count
}

// downloadOriginal serves GET /data/{slug}/berkas/{sha}: a received file as it
// came, where its dataset says so.
func (m *module) downloadOriginal(w http.ResponseWriter, r *http.Request) error {
	set, err := m.Catalog.Dataset(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	sha := r.PathValue("sha")
	versions, err := m.Catalog.Versions(r.Context(), set.ID)
	if err != nil {
		return err
	}
	for _, v := range versions {
		for _, o := range v.Manifest {
			if o.SHA256 == sha && set.OpenFiles && !o.Private && v.WithdrawnAt.IsZero() {
				return m.sendOriginal(w, r, o)
			}
		}
	}
	return errs.Say(errs.NotFound, "data.file-private")
}

func (m *module) sendOriginal(w http.ResponseWriter, r *http.Request, o catalog.Origin) error {
	f, err := m.Blobs.Open(r.Context(), o.SHA256)
	if err != nil {
		return err
	}
	defer f.Close()
	download.Attach(w, o.Name, "application/octet-stream", `"`+o.SHA256+`"`)
	http.ServeContent(w, r, "", clock.FromMillis(o.SentAt), f)
	return nil
}
