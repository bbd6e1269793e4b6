// Package programs is the room of those who read the house by program: a page
// that explains the interface, and its OpenAPI document. Both are made from what
// the rooms declare.
package programs

import (
	"embed"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/openapi"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed templates messages scripts
var files embed.FS

// documentPath is the address of the OpenAPI document.
const documentPath = "/api/v1/openapi.json"

// version is that of the interface; it stands in every address.
const version = "1.0.0"

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "programs", Path: "/api", Files: files,
		Pages: []lewu.Page{{Pattern: "GET /api", Cached: true, Serve: m.show}},
		API:   []lewu.Operation{{Pattern: "GET " + documentPath, Summary: lewu.Msg("programs.api-openapi"), Serve: m.apiDocument}},
		Nav:   []lewu.NavItem{{Label: lewu.Msg("programs.nav"), Title: lewu.Msg("programs.name"), Summary: lewu.Msg("programs.summary"), Path: "/api", Order: 90}},
	}
}

// document is the OpenAPI document in the language of a page.
func (m *module) document(b web.Base) openapi.Document {
	return openapi.Make(openapi.Options{
		Title: b.T("programs.document-title"), Summary: b.T("programs.document-summary"), Description: b.T("programs.rule-numbers") + " " + b.T("programs.rule-missing"),
		Version: version, URL: m.Config.URL, Say: b.Say, Has: b.Has,
	}, m.Operations())
}

// apiDocument serves GET /api/v1/openapi.json.
func (m *module) apiDocument(w http.ResponseWriter, r *http.Request) error {
	return m.Web.JSON(w, http.StatusOK, m.document(m.Web.Base(r, lewu.Message{})))
}

type page struct {
	web.Base
	Document string
	Total    int
	Rules    []string
	Groups   []group
}

// A group is the operations on one kind of thing.
type group struct {
	Name  string
	Items []item
}

// An item is one operation as people read it.
type item struct {
	ID, Method, Path, Summary string
	Example                   string // an address that works
	Parameters, Answer        web.Table
}

// show serves GET /api.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	b := m.Web.Base(r, lewu.Msg("programs.title"))
	b.Description = lewu.Msg("programs.summary")
	d := m.document(b)
	slug, err := m.anyDataset(r)
	if err != nil {
		return err
	}
	p := page{Base: b, Document: documentPath, Rules: []string{
		b.T("programs.rule-numbers"), b.T("programs.rule-missing"), b.T("programs.rule-version"), b.T("programs.rule-contoh"),
		b.T("programs.rule-cache"), b.T("programs.rule-errors"),
	}}
	for _, tag := range d.Tags() {
		g := group{Name: tag}
		for _, e := range d.Entries(tag) {
			g.Items = append(g.Items, m.item(b, d, e, slug))
		}
		p.Total += len(g.Items)
		p.Groups = append(p.Groups, g)
	}
	return m.Web.Page(w, http.StatusOK, "programs/api", p)
}

// anyDataset is a dataset that examples can name: the first that is not
// synthetic, else the first; empty in an empty house.
func (m *module) anyDataset(r *http.Request) (string, error) {
	list, err := m.Catalog.Published(r.Context())
	if err != nil || len(list) == 0 {
		return "", err
	}
	for _, e := range list {
		if !e.Contoh {
			return e.Slug, nil
		}
	}
	return list[0].Slug, nil
}

// item writes an operation with its tables.
func (m *module) item(b web.Base, d openapi.Document, e openapi.Entry, slug string) item {
	it := item{ID: e.ID, Method: e.Method, Path: e.Path, Summary: e.Summary}
	if address := strings.ReplaceAll(e.Path, "{slug}", slug); e.Method == http.MethodGet && !strings.Contains(address, "{") && (slug != "" || address == e.Path) {
		it.Example = address
	}
	it.Parameters = table(b, lewu.Msg("programs.parameters", "summary", e.Summary))
	for _, p := range e.Operation.Parameters {
		meaning := p.Description
		if p.Required {
			meaning = strings.TrimSpace(meaning + " (" + b.T("programs.required") + ")")
		}
		it.Parameters.Rows = append(it.Parameters.Rows, row(p.Name, p.Schema.Name(), meaning))
	}
	it.Answer = table(b, lewu.Msg("programs.answer", "summary", e.Summary))
	if shape := d.Answer(e.Operation); shape != nil {
		for _, name := range shape.Names() {
			s := shape.Properties[name]
			it.Answer.Rows = append(it.Answer.Rows, row(name, s.Name(), s.Description))
		}
	}
	return it
}

func table(b web.Base, caption lewu.Message) web.Table {
	return web.Table{Page: b, Caption: caption, Hidden: true, Tight: true, Columns: []web.TableColumn{
		{Label: b.T("programs.column-name")}, {Label: b.T("programs.column-kind")}, {Label: b.T("programs.column-meaning")},
	}}
}

func row(name, kind, meaning string) web.TableRow {
	return web.TableRow{Cells: []web.TableCell{{Text: name, Head: true, Code: true}, {Text: kind}, {Text: meaning}}}
}
