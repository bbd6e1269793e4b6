package arch

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestDependencies(t *testing.T) {
	list, err := CheckDependencies(os.DirFS(project()))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		t.Error(v)
	}
}

const someMod = `module github.com/lewu-id/lewu

go 1.26.0

require golang.org/x/net v0.62.0

require (
	github.com/riverqueue/river v0.31.0
	github.com/riverqueue/river/rivertype v0.31.0 // indirect
	// a comment
)
`

func TestPlantedDependencies(t *testing.T) {
	some := tree(
		"internal/jobs/a.go: github.com/riverqueue/river/rivermigrate fmt lewu/internal/db",
		"internal/jobs/a_test.go: github.com/riverqueue/river/rivertype golang.org/x/net/html",
	)
	some["go.mod"] = &fstest.MapFile{Data: []byte(someMod)}

	direct, err := Dependencies(some)
	want := []string{"github.com/riverqueue/river", "github.com/riverqueue/river/rivertype", "golang.org/x/net"}
	if !slices.Equal(direct, want) || err != nil {
		t.Fatalf("Dependencies = %q, %v, want %q", direct, err, want)
	}

	if list, err := CheckDependencies(some); err == nil {
		t.Errorf("without a document: %v, want an error", list)
	}
	some[dependenciesDoc] = &fstest.MapFile{Data: []byte("| `github.com/riverqueue/river/rivertype` | … |\n| `golang.org/x/net` | … |\n")}
	list, err := CheckDependencies(some)
	if err != nil || len(list) != 1 || list[0].Text != "no line says why github.com/riverqueue/river is used" {
		t.Errorf("river is only named as a part of rivertype: %v, %v", list, err)
	}
}

func TestTooManyDependencies(t *testing.T) {
	for _, test := range []struct{ n, want int }{{25, 0}, {26, 1}} {
		var imports, doc strings.Builder
		for i := range test.n {
			fmt.Fprintf(&imports, " example.org/m%d", i)
			fmt.Fprintf(&doc, "example.org/m%d: why\n", i)
		}
		many := tree("internal/media/a.go:" + imports.String())
		many["go.mod"] = &fstest.MapFile{Data: []byte(someMod)}
		many[dependenciesDoc] = &fstest.MapFile{Data: []byte(doc.String())}
		if list, err := CheckDependencies(many); len(list) != test.want || err != nil {
			t.Errorf("%d dependencies: %v, %v, want %d violations", test.n, list, err, test.want)
		}
	}
}
