// Package gridtest writes what a format understood in few words, for the tests
// of every format.
package gridtest

import (
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// Rows are all rows of a grid, cells with | between and ∅ for nothing. A grid
// that counted another number of rows fails.
func Rows(t testing.TB, g *lewu.Grid) (list []string) {
	t.Helper()
	err := g.Rows(t.Context(), func(_ int64, cells []lewu.Cell) error {
		words := make([]string, len(cells))
		for i, c := range cells {
			if words[i] = c.Text; !c.Valid {
				words[i] = "∅"
			}
		}
		list = append(list, strings.Join(words, "|"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := int64(len(list)); got != g.Count {
		t.Errorf("%d rows, counted %d", got, g.Count)
	}
	return list
}

// Kinds are the columns of a grid with what their cells are: "tahun:year".
func Kinds(g *lewu.Grid) string {
	out := make([]string, len(g.Columns))
	for i, c := range g.Columns {
		out[i] = c.Name + ":" + string(c.Kind)
	}
	return strings.Join(out, " ")
}
