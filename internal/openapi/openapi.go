// Package openapi writes the OpenAPI 3.1 document of the house from the
// operations that its rooms declare: what is not declared is not there, and
// what is declared cannot be described in two ways.
//
// The In of an operation is a struct whose fields are its query parameters, the
// Out one whose fields are its answer; names come from json tags, words from
// doc tags (a message key, or plain words).
package openapi

import (
	"embed"
	"reflect"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Version is the version of the specification that documents follow.
const Version = "3.1.0"

// A Document is an OpenAPI document; json.Marshal of it gives the same bytes
// for the same operations.
type Document struct {
	OpenAPI    string              `json:"openapi"`
	Info       Info                `json:"info"`
	Servers    []Server            `json:"servers"`
	Paths      map[string]PathItem `json:"paths"`
	Components Components          `json:"components"`
}

// Info says what the document describes.
type Info struct {
	Title       string   `json:"title"`
	Summary     string   `json:"summary,omitempty"`
	Description string   `json:"description,omitempty"`
	Version     string   `json:"version"`
	License     *License `json:"license,omitempty"`
}

// A License is that of the interface, not of the data.
type License struct {
	Name       string `json:"name"`
	Identifier string `json:"identifier,omitempty"` // SPDX
}

// A Server is where the interface answers.
type Server struct {
	URL string `json:"url"`
}

// A PathItem is what one address takes, by method in lower case.
type PathItem map[string]*Operation

// An Operation is one method of one address.
type Operation struct {
	ID         string              `json:"operationId"`
	Summary    string              `json:"summary"`
	Tags       []string            `json:"tags"`
	Parameters []Parameter         `json:"parameters,omitempty"`
	Body       *Body               `json:"requestBody,omitempty"`
	Responses  map[string]Response `json:"responses"`
}

// A Parameter stands in the path or the query of an address.
type Parameter struct {
	Name        string  `json:"name"`
	In          string  `json:"in"` // "path" or "query"
	Description string  `json:"description,omitempty"`
	Required    bool    `json:"required,omitempty"`
	Style       string  `json:"style,omitempty"`
	Explode     *bool   `json:"explode,omitempty"`
	Schema      *Schema `json:"schema"`
}

// A Body is what a request carries.
type Body struct {
	Required bool             `json:"required"`
	Content  map[string]Media `json:"content"`
}

// A Response is one kind of answer.
type Response struct {
	Description string           `json:"description"`
	Content     map[string]Media `json:"content,omitempty"`
}

// A Media is the shape of an answer in one media type.
type Media struct {
	Schema *Schema `json:"schema"`
}

// Components are the shapes that several operations share, by name.
type Components struct {
	Schemas map[string]*Schema `json:"schemas"`
}

// Options say what is written above the operations.
type Options struct {
	Title, Summary, Description string
	Version                     string                    // of the interface: "1"
	URL                         string                    // "https://lewu.example"
	Say                         func(lewu.Message) string // in the language of the document
	Has                         func(key string) bool     // whether a doc tag is a message key
}

// Make writes the document of operations, in any order.
func Make(o Options, list []lewu.Operation) Document {
	w := &writer{options: o, schemas: map[string]*Schema{}, taken: map[string]reflect.Type{}}
	d := Document{
		OpenAPI: Version,
		Info: Info{
			Title: o.Title, Summary: o.Summary, Description: o.Description, Version: o.Version,
			License: &License{Name: "Apache 2.0", Identifier: "Apache-2.0"},
		},
		Servers: []Server{{URL: o.URL}}, Paths: map[string]PathItem{},
		Components: Components{Schemas: w.schemas},
	}
	w.problem()
	for _, op := range list {
		method, path, ok := strings.Cut(op.Pattern, " ")
		if !ok {
			continue // a pattern for every method is no operation
		}
		path = withoutMarks(path)
		if d.Paths[path] == nil {
			d.Paths[path] = PathItem{}
		}
		d.Paths[path][strings.ToLower(method)] = w.operation(method, path, op)
	}
	return d
}

// withoutMarks takes what only the mux reads out of a pattern: "{rest...}", "{$}".
func withoutMarks(path string) string {
	return strings.NewReplacer("...}", "}", "{$}", "").Replace(path)
}

// operation describes one declared operation.
func (w *writer) operation(method, path string, op lewu.Operation) *Operation {
	d := &Operation{
		ID: identifier(method, path), Summary: w.options.Say(op.Summary), Tags: []string{tag(path)},
		Responses: map[string]Response{
			"default": {Description: w.words("openapi.problem"), Content: map[string]Media{"application/problem+json": {Schema: &Schema{Ref: refTo(problemName)}}}},
		},
	}
	for part := range strings.SplitSeq(path, "/") {
		if name, ok := strings.CutPrefix(part, "{"); ok {
			name = name[:strings.IndexByte(name, '}')]
			d.Parameters = append(d.Parameters, Parameter{
				Name: name, In: "path", Required: true, Schema: &Schema{Type: "string"}, Description: w.words("openapi.path." + name),
			})
		}
	}
	if method == "GET" || method == "DELETE" {
		d.Parameters = append(d.Parameters, w.query(op.In)...)
	} else if op.In != nil {
		d.Body = &Body{Required: true, Content: map[string]Media{"application/json": {Schema: w.schema(reflect.TypeOf(op.In))}}}
	}
	answer := Response{Description: w.words("openapi.ok")}
	if op.Out != nil {
		answer.Content = map[string]Media{"application/json": {Schema: w.schema(reflect.TypeOf(op.Out))}}
	}
	d.Responses["200"] = answer
	return d
}

// identifier is a name for code generators: "getDatasetsSlugRows".
func identifier(method, path string) string {
	var b strings.Builder
	b.WriteString(strings.ToLower(method))
	for part := range strings.SplitSeq(strings.TrimPrefix(path, "/api/v1"), "/") {
		if part = strings.Trim(part, "{}"); part != "" {
			part = strings.Map(letters, part)
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// letters keeps what may stand in a name of every language.
func letters(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// tag groups operations by the first word of their address: "datasets".
func tag(path string) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/api/v1/"), "/")
	first, _, _ = strings.Cut(first, ".")
	return first
}

// query lists the query parameters that a struct declares.
func (w *writer) query(in any) (list []Parameter) {
	if in == nil {
		return nil
	}
	for _, f := range fields(reflect.TypeOf(in)) {
		p := Parameter{Name: f.name, In: "query", Description: w.words(f.doc), Schema: w.schema(f.typ)}
		if f.typ.Kind() == reflect.Map { // any other parameter: the columns of a table
			explode := true
			p.Style, p.Explode = "form", &explode
		}
		list = append(list, p)
	}
	return list
}

// Tags are the groups of a document, in the order of their first address.
func (d Document) Tags() (list []string) {
	for _, path := range d.sorted() {
		if t := tag(path); !slices.Contains(list, t) {
			list = append(list, t)
		}
	}
	return list
}
