package openapi

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	lewu "github.com/lewu-id/lewu"
)

// A Schema is the shape of a value, as JSON Schema 2020-12 says it.
type Schema struct {
	Ref         string             `json:"$ref,omitempty"`
	Type        string             `json:"type,omitempty"`
	Format      string             `json:"format,omitempty"`
	Description string             `json:"description,omitempty"`
	Properties  map[string]*Schema `json:"properties,omitempty"`
	Required    []string           `json:"required,omitempty"`
	Items       *Schema            `json:"items,omitempty"`
	Additional  *Schema            `json:"additionalProperties,omitempty"`
}

// A writer collects the shapes of one document.
type writer struct {
	options Options
	schemas map[string]*Schema
	taken   map[string]reflect.Type
}

// problemName is the shape of an error (RFC 9457).
const problemName = "Problem"

func refTo(name string) string { return "#/components/schemas/" + name }

// problem puts the shape of every error into the document.
func (w *writer) problem() {
	text := func() *Schema { return &Schema{Type: "string"} }
	w.schemas[problemName] = &Schema{
		Type: "object", Description: w.words("openapi.problem"), Required: []string{"status", "title"},
		Properties: map[string]*Schema{
			"type": text(), "title": text(), "detail": text(), "instance": text(), "status": {Type: "integer"},
		},
	}
}

// words says a doc tag: the sentence of a key, or the tag itself. Keys that the
// document asks for on its own may be missing.
func (w *writer) words(doc string) string {
	switch {
	case w.options.Has != nil && w.options.Has(doc):
		return w.options.Say(lewu.Msg(doc))
	case strings.HasPrefix(doc, "openapi."):
		return ""
	}
	return doc
}

// schema is the shape of a type; structs stand once, among the components.
func (w *writer) schema(t reflect.Type) *Schema {
	switch {
	case t == reflect.TypeFor[json.RawMessage]():
		return &Schema{} // anything
	case t == reflect.TypeFor[time.Time]():
		return &Schema{Type: "string", Format: "date-time"}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.schema(t.Elem())
	case reflect.Struct:
		return &Schema{Ref: refTo(w.component(t))}
	case reflect.Slice, reflect.Array:
		return &Schema{Type: "array", Items: w.schema(t.Elem())}
	case reflect.Map:
		return &Schema{Type: "object", Additional: w.schema(t.Elem())}
	case reflect.Bool:
		return &Schema{Type: "boolean"}
	case reflect.Int64, reflect.Uint64:
		return &Schema{Type: "integer", Format: "int64"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return &Schema{Type: "integer"}
	case reflect.Float32, reflect.Float64:
		return &Schema{Type: "number"}
	case reflect.String:
		return &Schema{Type: "string"}
	}
	return &Schema{}
}

// component puts a struct among the components and gives its name there. Two
// types of one name in different packages are told apart by a number.
func (w *writer) component(t reflect.Type) string {
	base := strings.TrimSuffix(capital(strings.Map(letters, t.Name())), "Answer")
	if base == "" {
		base = "Object"
	}
	name := base
	for n := 2; ; n++ {
		if seen, ok := w.taken[name]; ok && seen == t {
			return name
		} else if _, other := w.schemas[name]; !ok && !other {
			break
		}
		name = base + strconv.Itoa(n)
	}
	w.taken[name] = t
	s := &Schema{Type: "object", Properties: map[string]*Schema{}}
	w.schemas[name] = s // before its fields: a shape may hold itself
	for _, f := range fields(t) {
		p := w.schema(f.typ)
		if doc := w.words(f.doc); doc != "" && p.Ref == "" {
			p.Description = doc
		}
		s.Properties[f.name] = p
		if !f.optional {
			s.Required = append(s.Required, f.name)
		}
	}
	slices.Sort(s.Required)
	return name
}

func capital(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// A field is one value of a struct as JSON shows it.
type field struct {
	name, doc string
	typ       reflect.Type
	optional  bool
}

// fields lists what JSON shows of a struct: embedded structs give theirs, and an
// outer field hides an embedded one of the same name.
func fields(t reflect.Type) (list []field) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported() && !f.Anonymous:
			continue
		case f.Anonymous && name == "":
			for _, inner := range fields(f.Type) {
				if !slices.ContainsFunc(list, func(o field) bool { return o.name == inner.name }) {
					list = append(list, inner)
				}
			}
			continue
		case name == "":
			name = f.Name
		}
		list = slices.DeleteFunc(list, func(o field) bool { return o.name == name })
		optional := strings.Contains(rest, "omitempty") || strings.Contains(rest, "omitzero")
		list = append(list, field{name: name, doc: f.Tag.Get("doc"), typ: f.Type, optional: optional})
	}
	return list
}
