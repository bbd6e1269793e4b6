package published

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// reread makes rows with these values; an empty one is nothing.
func reread(values ...string) (rows []Row) {
	for _, v := range values {
		rows = append(rows, Row{Reread: lewu.Cell{Text: v, Valid: v != ""}})
	}
	return rows
}

func TestRecompute(t *testing.T) {
	decimal := lewu.Column{Kind: lewu.Decimal, Scale: 2}
	for _, test := range []struct {
		fn     string
		result lewu.Column
		rows   []Row
		want   string
	}{
		{"sum", decimal, reread("10.5", "", "-0.25"), "10.25"},
		{"avg", lewu.Column{Kind: lewu.Decimal, Scale: 4}, reread("1", "2", "", "2"), "1.6667"},
		{"avg", lewu.Column{Kind: lewu.Decimal, Scale: 2}, reread("-0.01", "0"), "-0.01"}, // halves away from zero
		{"count", lewu.Column{Kind: lewu.Integer}, reread("1", "", "x"), "2"},
		{"sum", decimal, reread("", ""), ""},
		{"max", decimal, reread("9.5", "10"), "10.00"},
		{"min", lewu.Column{Kind: lewu.Money}, reread("1740007.04", "16750"), "16750.00"}, // money has no Scale of its own
		{"max", lewu.Column{Kind: lewu.Money}, reread("1740007.04", "16750"), "1740007.04"},
		{"max", lewu.Column{Kind: lewu.Year}, reread("2024", "2019"), "2024"},
		{"min", lewu.Column{Kind: lewu.Text}, reread("9", "10"), "10"}, // words stand in the order of their letters
		{"max", lewu.Column{Kind: lewu.Code}, reread("9", "10"), "9"},
		{"min", lewu.Column{Kind: lewu.Date}, reread("2025-10-31", "", "2024-12-14"), "2024-12-14"},
	} {
		if got := recompute(lewu.Measure{Func: test.fn, Column: "nilai"}, test.result, test.rows); got != test.want {
			t.Errorf("%s of %s = %q, want %q", test.fn, test.result.Kind, got, test.want)
		}
	}
	if got := recompute(lewu.Measure{Func: "count"}, lewu.Column{Kind: lewu.Integer}, reread("", "1")); got != "2" {
		t.Errorf("count of rows = %s, want 2", got)
	}
}
