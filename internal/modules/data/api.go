package data

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A datasetLine is a dataset as programs see it in a list. Times are RFC 3339.
type datasetLine struct {
	Slug        string `json:"slug"`
	Title       string `json:"title"`
	TitleEN     string `json:"title_en,omitempty"`
	Summary     string `json:"summary"`
	Agency      string `json:"agency"`
	Topic       string `json:"topic"`
	Source      string `json:"source,omitempty"`
	Licence     string `json:"licence"`
	Contoh      bool   `json:"contoh"`
	Version     int    `json:"version"`
	Rows        int64  `json:"rows"`
	Isi         string `json:"isi"`
	PublishedAt string `json:"published_at"`
	Page        string `json:"page"`
	CSV         string `json:"csv"`
	XLSX        string `json:"xlsx"`
	JSON        string `json:"json"`
	Parquet     string `json:"parquet"`
}

// A datasetAnswer is one dataset with the dictionary of a version.
type datasetAnswer struct {
	datasetLine
	Contact string           `json:"contact,omitempty"`
	Key     []string         `json:"kunci"`
	Period  string           `json:"periode,omitempty"`
	Mode    catalog.Mode     `json:"cara"`
	Columns []edition.Column `json:"columns"`
	Recipe  []string         `json:"recipe"`
	Files   []fileAnswer     `json:"files"`
	Damaged bool             `json:"damaged,omitempty"` // the version in force cannot be read whole: this is one before
}

// A fileAnswer is one received file behind a version.
type fileAnswer struct {
	Asal   int    `json:"asal"`
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"`
	Sheet  string `json:"sheet,omitempty"`
	Format string `json:"format"`
	Header int64  `json:"header"` // row of the heading; 0: none
	Sender string `json:"sender"`
	SentAt string `json:"sent_at"`
}

// A versionAnswer is one version of a dataset.
type versionAnswer struct {
	Version     int          `json:"version"`
	Base        int          `json:"base"`
	Mode        catalog.Mode `json:"cara"`
	Rows        int64        `json:"rows"`
	Added       int64        `json:"added"`
	Changed     int64        `json:"changed"`
	Removed     int64        `json:"removed"`
	Berkas      string       `json:"berkas"`
	Isi         string       `json:"isi"`
	Note        string       `json:"note,omitempty"`
	Alone       string       `json:"alone,omitempty"` // published without a second pair of eyes, and why
	PublishedAt string       `json:"published_at"`
	Office      string       `json:"office"`
	Withdrawn   string       `json:"withdrawn,omitempty"`
}

type versionsAnswer struct {
	Dataset  string          `json:"dataset"`
	Contoh   bool            `json:"contoh"`
	Total    int             `json:"total"`
	Versions []versionAnswer `json:"versions"`
}

// A rowsAnswer is a page of rows or groups. Origin names the sheet and row
// each row came from; amounts of money are strings, other numbers are exact
// JSON numbers.
type rowsAnswer struct {
	Dataset string              `json:"dataset"`
	Version int                 `json:"version"`
	Isi     string              `json:"isi"`
	Contoh  bool                `json:"contoh"`
	Columns []edition.Column    `json:"columns"`
	Rows    [][]json.RawMessage `json:"rows"`
	Origin  []table.Origin      `json:"origin,omitempty"`
	Total   int64               `json:"total"`
	Next    string              `json:"next,omitempty"`    // address of the next page
	Receipt string              `json:"receipt,omitempty"` // where a single figure is proved
}

// An originAnswer is a receipt opened.
type originAnswer struct {
	Receipt lewu.Receipt      `json:"receipt"`
	Contoh  bool              `json:"contoh"`
	Verdict published.Verdict `json:"verdict"`
	Table   published.Verdict `json:"table"`
	Checked int64             `json:"checked"`
	Differs int64             `json:"differs"`
	Files   []originFile      `json:"files"`
	Rows    []originRow       `json:"rows"`
}

type originFile struct {
	fileAnswer
	Verdict published.Verdict `json:"verdict"`
}

type originRow struct {
	table.Origin
	Words     string          `json:"words"`
	Published json.RawMessage `json:"published"`
	Same      bool            `json:"same"`
}

func (m *module) line(d catalog.Dataset, n int, rows int64, isi, at string) datasetLine {
	page := m.Config.URL + "/data/" + d.Slug
	of := "?versi=" + strconv.Itoa(n)
	return datasetLine{
		Slug: d.Slug, Title: d.Title, TitleEN: d.TitleEN, Summary: d.Summary, Agency: d.Agency, Topic: d.Topic, Source: d.Source,
		Licence: d.Licence, Contoh: d.Contoh, Version: n, Rows: rows, Isi: isi, PublishedAt: at,
		Page: page, CSV: page + ".csv" + of, XLSX: page + ".xlsx" + of, JSON: page + ".json" + of, Parquet: page + ".parquet" + of,
	}
}

// apiDataset serves GET /api/v1/datasets/{slug}.
func (m *module) apiDataset(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	v := c.Version
	b := m.Web.Base(r, lewu.Message{})
	a := datasetAnswer{
		datasetLine: m.line(c.Set, v.N, v.Rows, v.Isi, stamp(v.PublishedAt)), Contact: c.Set.Contact,
		Key: orEmpty(v.Key), Period: c.Set.Period, Mode: c.Set.Mode, Columns: edition.Dictionary(b, v.Columns), Recipe: []string{}, Files: []fileAnswer{}, Damaged: c.Damaged,
	}
	for _, s := range v.Recipe {
		if !s.Off {
			a.Recipe = append(a.Recipe, b.Say(s.Message))
		}
	}
	for _, o := range v.Manifest {
		a.Files = append(a.Files, asFile(o))
	}
	return m.Web.JSON(w, http.StatusOK, a)
}

// apiVersions serves GET /api/v1/datasets/{slug}/versions.
func (m *module) apiVersions(w http.ResponseWriter, r *http.Request) error {
	set, err := m.Catalog.Dataset(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	list, err := m.Catalog.Versions(r.Context(), set.ID)
	if err != nil {
		return err
	}
	a := versionsAnswer{Dataset: set.Slug, Contoh: set.Contoh, Total: len(list), Versions: []versionAnswer{}}
	for _, v := range list {
		a.Versions = append(a.Versions, versionAnswer{
			Version: v.N, Base: v.Base, Mode: v.Mode, Rows: v.Rows, Added: v.Added, Changed: v.Changed, Removed: v.Removed,
			Berkas: v.Berkas, Isi: v.Isi, Note: v.Note, Alone: v.Solo, PublishedAt: stamp(v.PublishedAt), Office: v.Office, Withdrawn: v.Withdrawn,
		})
	}
	return m.Web.JSON(w, http.StatusOK, a)
}

// apiRows serves GET /api/v1/datasets/{slug}/rows.
func (m *module) apiRows(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	q, err := c.Question(r.URL.Query())
	if err != nil {
		return err
	}
	result, err := m.Published.Query(r.Context(), c.Version, q)
	if err != nil {
		return err
	}
	a := rowsAnswer{
		Dataset: c.Set.Slug, Version: c.Version.N, Isi: c.Version.Isi, Contoh: c.Set.Contoh,
		Columns: edition.Dictionary(m.Web.Base(r, lewu.Message{}), result.Columns), Rows: make([][]json.RawMessage, len(result.Rows)), Origin: result.Origin, Total: result.Total,
	}
	for i, row := range result.Rows {
		a.Rows[i] = make([]json.RawMessage, len(row))
		for j, cell := range row {
			a.Rows[i][j] = value(result.Columns[j], cell)
		}
	}
	if result.Next != "" {
		q.After = result.Next
		a.Next = m.Config.URL + rowsPath(c, table.Values(q))
	}
	if len(q.Measure) == 1 && len(q.Group) == 0 {
		a.Receipt = m.Config.URL + book.FigurePath(c.Set, c.Version, q, result.Rows[0][0].Text)
	}
	return m.Web.JSON(w, http.StatusOK, a)
}

func rowsPath(c edition.Edition, q url.Values) string {
	q.Set("versi", strconv.Itoa(c.Version.N))
	return "/api/v1/datasets/" + c.Set.Slug + "/rows?" + q.Encode()
}

// apiOrigin serves GET /api/v1/datasets/{slug}/origin.
func (m *module) apiOrigin(w http.ResponseWriter, r *http.Request) error {
	c, p, err := m.proof(r)
	if err != nil {
		return err
	}
	a := originAnswer{
		Receipt: p.Receipt, Contoh: c.Set.Contoh, Verdict: p.Verdict, Table: p.Table, Checked: p.Checked, Differs: p.Differs,
		Files: []originFile{}, Rows: []originRow{},
	}
	for _, f := range p.Files {
		a.Files = append(a.Files, originFile{asFile(f.Origin), f.Verdict})
	}
	column := measured(p)
	for _, row := range p.Rows {
		a.Rows = append(a.Rows, originRow{row.Origin, row.Words, value(column, row.Published), row.Same})
	}
	return m.Web.JSON(w, http.StatusOK, a)
}
