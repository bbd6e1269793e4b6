package openapi

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
)

type node struct {
	Name     string    `json:"name" doc:"the name"`
	At       time.Time `json:"at"`
	Children []node    `json:"children,omitempty"`
	hidden   int
}

type outer struct {
	node
	Name  int             `json:"name"` // hides the embedded one
	Value json.RawMessage `json:"value"`
	Skip  string          `json:"-"`
}

type ask struct {
	Q       string            `json:"q,omitempty" doc:"words"`
	Limit   int               `json:"batas,omitempty"`
	Columns map[string]string `json:"kolom_tabel,omitempty"`
}

func document() Document {
	say := func(m lewu.Message) string { return "<" + m.Key + ">" }
	return Make(Options{Title: "T", Version: "1", URL: "https://lewu.example", Say: say, Has: func(k string) bool { return k == "openapi.ok" }}, []lewu.Operation{
		{Pattern: "GET /api/v1/things/{slug}", Summary: lewu.Msg("x.one"), In: ask{}, Out: outer{}},
		{Pattern: "POST /api/v1/things", Summary: lewu.Msg("x.make"), In: node{}, Out: node{}},
		{Pattern: "GET /api/v1/files/{rest...}", Summary: lewu.Msg("x.file")},
	})
}

func TestDocument(t *testing.T) {
	d := document()
	get := d.Paths["/api/v1/things/{slug}"]["get"]
	if get == nil || get.ID != "getThingsSlug" || get.Summary != "<x.one>" || len(get.Parameters) != 4 {
		t.Fatalf("operation %+v", get)
	}
	if p := get.Parameters[0]; p.In != "path" || p.Name != "slug" || !p.Required {
		t.Errorf("parameter %+v, want slug in the path", p)
	}
	if p := get.Parameters[3]; p.Style != "form" || p.Schema.Additional.Type != "string" {
		t.Errorf("parameter %+v, want the columns of a table", p)
	}
	shape := d.Answer(get)
	if shape.Properties["name"].Type != "integer" || shape.Properties["at"].Format != "date-time" || shape.Properties["value"].Type != "" {
		t.Errorf("shape %+v", shape.Properties)
	}
	if _, ok := shape.Properties["Skip"]; ok || shape.Properties["hidden"] != nil {
		t.Error("a hidden field is shown")
	}
	if want := []string{"at", "name", "value"}; !equal(shape.Required, want) {
		t.Errorf("required %v, want %v", shape.Required, want)
	}
	inner := d.Components.Schemas["Node"]
	if inner == nil || inner.Properties["children"].Name() != "Node[]" || inner.Properties["name"].Description != "the name" {
		t.Errorf("a shape that holds itself: %+v", inner)
	}
	if post := d.Paths["/api/v1/things"]["post"]; post.Body == nil || post.Parameters != nil {
		t.Errorf("post %+v, want a body", post)
	}
	if d.Paths["/api/v1/files/{rest}"] == nil {
		t.Error("marks of the mux stayed in a path")
	}
	if got := get.Responses["200"].Description; got != "<openapi.ok>" {
		t.Errorf("description %q", got)
	}
}

func equal(a, b []string) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return bytes.Equal(x, y)
}

func TestTheSameBytes(t *testing.T) {
	a, err := json.Marshal(document())
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(document())
	if !bytes.Equal(a, b) {
		t.Error("two documents of the same operations differ")
	}
}

func TestEntries(t *testing.T) {
	d := document()
	if got := d.Tags(); len(got) != 2 || got[0] != "files" || got[1] != "things" {
		t.Errorf("tags %v", got)
	}
	if got := d.Entries("things"); len(got) != 2 || got[0].Method != "POST" || got[1].Path != "/api/v1/things/{slug}" {
		t.Errorf("entries %+v", got)
	}
}
