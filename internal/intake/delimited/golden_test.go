package delimited

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/gridtest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestGolden shows whole grids as a person would read them: columns with their
// evidence, findings, the recipe, the rows.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.csv")
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			g, err := read(context.Background(), file(t, path))
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			enc := json.NewEncoder(&got)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", " ")
			err = enc.Encode(struct {
				Header, Count int64
				Columns       []lewu.Column
				Findings      []lewu.Finding
				Recipe        []lewu.Step
				Rows          []string
			}{g.Header, g.Count, g.Columns, g.Findings, g.Recipe, gridtest.Rows(t, g)})
			if err != nil {
				t.Fatal(err)
			}
			golden := path + ".golden"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got\n%s\nwant\n%s", got.Bytes(), want)
			}
		})
	}
}
