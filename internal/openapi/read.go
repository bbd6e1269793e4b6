package openapi

import (
	"maps"
	"slices"
	"strings"
)

// An Entry is one operation of a document with its address, for a page.
type Entry struct {
	Method, Path string
	*Operation
}

// Entries lists the operations of a group in the order of their addresses.
func (d Document) Entries(group string) (list []Entry) {
	for _, path := range d.sorted() {
		if tag(path) != group {
			continue
		}
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			list = append(list, Entry{Method: strings.ToUpper(method), Path: path, Operation: d.Paths[path][method]})
		}
	}
	return list
}

func (d Document) sorted() []string { return slices.Sorted(maps.Keys(d.Paths)) }

// Answer is the shape of what an operation answers when all is well; nil where
// it declares none.
func (d Document) Answer(op *Operation) *Schema {
	media, ok := op.Responses["200"].Content["application/json"]
	if !ok || media.Schema == nil {
		return nil
	}
	return d.Resolve(media.Schema)
}

// Resolve follows a reference to the shape it names.
func (d Document) Resolve(s *Schema) *Schema {
	if name, ok := strings.CutPrefix(s.Ref, refTo("")); ok {
		return d.Components.Schemas[name]
	}
	return s
}

// Name is a shape in one word or two: "string", "array of Dataset".
func (s *Schema) Name() string {
	switch {
	case s == nil:
		return ""
	case s.Ref != "":
		return strings.TrimPrefix(s.Ref, refTo(""))
	case s.Type == "array":
		return s.Items.Name() + "[]"
	case s.Type == "":
		return "any"
	}
	return s.Type
}

// Names lists the fields of a shape: what is always there first.
func (s *Schema) Names() []string {
	names := slices.Sorted(maps.Keys(s.Properties))
	slices.SortStableFunc(names, func(a, b string) int { return s.rank(a) - s.rank(b) })
	return names
}

func (s *Schema) rank(name string) int {
	if slices.Contains(s.Required, name) {
		return 0
	}
	return 1
}
