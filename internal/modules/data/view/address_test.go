package view

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestTyped(t *testing.T) {
	ton := lewu.Column{Kind: lewu.Decimal, Scale: 2}
	km2 := lewu.Column{Kind: lewu.Decimal, Scale: 3}
	people := lewu.Column{Kind: lewu.Integer}
	for _, test := range []struct {
		in     string
		column lewu.Column
		want   string
	}{
		{"1500", ton, "1500"},
		{"1.500", ton, "1500"},
		{"1,500", ton, "1500"},
		{"1.500.000", people, "1500000"},
		{"1.500,5", ton, "1500.5"},
		{"1,500.5", ton, "1500.5"},
		{"0,25", ton, "0.25"},
		{"61.28", ton, "61.28"},
		{"9475.854", km2, "9475.854"},
		{"1.125", km2, "1.125"}, // as many digits as the column has
		{"-1.500", ton, "-1500"},
		{"1.5.2", ton, "1.5.2"},
		{" 12 ", ton, "12"},
		{"1.5 M", ton, "1.5 M"},
		{"", ton, ""},
	} {
		if got := typed(test.in, test.column); got != test.want {
			t.Errorf("typed(%q) with %d digits = %q, want %q", test.in, test.column.Scale, got, test.want)
		}
	}
}
