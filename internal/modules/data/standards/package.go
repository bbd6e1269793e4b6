package standards

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
)

// A Package is a Frictionless Data Package (v1): the description that tools
// need to load the table with the right types.
type Package struct {
	Profile      string        `json:"profile"`
	Name         string        `json:"name"`
	ID           string        `json:"id"`
	Title        string        `json:"title"`
	Description  string        `json:"description,omitempty"`
	Homepage     string        `json:"homepage"`
	Version      string        `json:"version"`
	Created      string        `json:"created"`
	Licenses     []License     `json:"licenses"`
	Sources      []Source      `json:"sources"`
	Contributors []Contributor `json:"contributors"`
	Keywords     []string      `json:"keywords"`
	Contoh       bool          `json:"contoh"` // synthetic: our own word
	Resources    []Resource    `json:"resources"`
}

// A License of a package.
type License struct {
	Name  string `json:"name"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

// A Source is who said so.
type Source struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

// A Contributor is an office, never a person.
type Contributor struct {
	Title string `json:"title"`
	Role  string `json:"role"`
}

// A Resource is the table of a version as CSV.
type Resource struct {
	Profile   string  `json:"profile"`
	Name      string  `json:"name"`
	Path      string  `json:"path"`
	Title     string  `json:"title"`
	Format    string  `json:"format"`
	Mediatype string  `json:"mediatype"`
	Encoding  string  `json:"encoding"`
	Bytes     int64   `json:"bytes"`
	Hash      string  `json:"hash"`
	Dialect   Dialect `json:"dialect"`
	Schema    Schema  `json:"schema"`
}

// A Dialect is how the CSV is written.
type Dialect struct {
	Delimiter      string `json:"delimiter"`
	LineTerminator string `json:"lineTerminator"`
	Header         bool   `json:"header"`
}

// A Schema is the columns of a table.
type Schema struct {
	Fields        []Field  `json:"fields"`
	MissingValues []string `json:"missingValues"`
	PrimaryKey    []string `json:"primaryKey,omitempty"`
}

// A Field is one column.
type Field struct {
	Name        string      `json:"name"`
	Title       string      `json:"title"`
	Type        string      `json:"type"`
	Format      string      `json:"format,omitempty"`
	Description string      `json:"description,omitempty"`
	Unit        string      `json:"unit,omitempty"` // our own word
	Constraints Constraints `json:"constraints,omitzero"`
}

// Constraints are what holds of every cell.
type Constraints struct {
	Required bool   `json:"required,omitempty"`
	Minimum  string `json:"minimum,omitempty"`
	Maximum  string `json:"maximum,omitempty"`
}

// Package describes a version as a Data Package whose one resource is its CSV.
func (w Work) Package() Package {
	l := licenceOf(w.Set.Licence)
	p := Package{
		Profile: "tabular-data-package", Name: w.Set.Slug, ID: w.page() + "?versi=" + strconv.Itoa(w.Version.N),
		Title: w.Set.Title, Description: w.Set.Summary, Homepage: w.page(), Version: strconv.Itoa(w.Version.N) + ".0.0",
		Created: w.Version.PublishedAt.UTC().Format("2006-01-02T15:04:05Z"), Contoh: w.Set.Contoh,
		Licenses:     []License{{Name: l.name, Path: l.url, Title: l.title}},
		Sources:      []Source{{Title: w.source(), Path: w.page()}},
		Contributors: []Contributor{{Title: w.Set.Agency, Role: "publisher"}},
		Keywords:     w.keywords(),
	}
	r := Resource{
		Profile: "tabular-data-resource", Name: w.Set.Slug, Path: w.file(".csv"), Title: w.Set.Title, Format: "csv", Mediatype: "text/csv",
		Encoding: "utf-8", Bytes: w.Version.IsiSize, Hash: "sha256:" + w.Version.Isi,
		Dialect: Dialect{Delimiter: ",", LineTerminator: "\n", Header: true},
		Schema:  Schema{MissingValues: []string{""}, PrimaryKey: w.primaryKey()},
	}
	for _, c := range w.columns(false) {
		r.Schema.Fields = append(r.Schema.Fields, w.field(c))
	}
	p.Resources = []Resource{r}
	return p
}

func (w Work) source() string {
	if w.Set.Source != "" {
		return w.Set.Source
	}
	return w.Set.Agency
}

// primaryKey is the key of the table where no part of it is missing in any row.
func (w Work) primaryKey() []string {
	for _, name := range w.Version.Key {
		if c, ok := w.Version.Column(name); !ok || c.Missing > 0 {
			return nil
		}
	}
	return w.Version.Key
}

// field is a column in the types of Table Schema. Codes stay text: they look
// like numbers and are none.
func (w Work) field(c lewu.Column) Field {
	f := Field{Name: c.Name, Title: c.Label, Type: "string", Description: w.Set.Meanings[c.Name].Definition, Unit: c.Unit}
	switch c.Kind {
	case lewu.Integer:
		f.Type = "integer"
	case lewu.Decimal, lewu.Money:
		f.Type = "number"
	case lewu.Date:
		f.Type, f.Format = "date", "default"
	case lewu.Year:
		f.Type = "year"
	case lewu.Boolean:
		f.Type = "boolean"
	}
	f.Constraints.Required = c.Missing == 0 && w.Version.Rows > 0
	return f
}
