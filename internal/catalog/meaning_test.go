package catalog

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestNamed(t *testing.T) {
	d := Dataset{Metadata: Metadata{Meanings: map[string]Meaning{
		"produksi": {Label: "Produksi gabah kering giling", LabelEN: "Dry unhusked rice", Unit: "ton"},
		"luas":     {Unit: "ha"},
		"jenis":    {Label: "Jenis padi", Unit: NoUnit},
		"indeks":   {Unit: NoUnit},
	}}}
	for _, test := range []struct {
		column               lewu.Column
		label, english, unit string
	}{
		{lewu.Column{Name: "produksi", Label: "Produksi (ton)", Kind: lewu.Decimal}, "Produksi gabah kering giling", "Dry unhusked rice", "ton"},
		{lewu.Column{Name: "luas", Label: "Luas panen", Unit: "hektar", Kind: lewu.Integer}, "Luas panen", "Luas panen", "ha"},
		{lewu.Column{Name: "jenis", Label: "Jenis", Kind: lewu.Text}, "Jenis padi", "Jenis padi", ""},
		{lewu.Column{Name: "indeks", Label: "Indeks", Kind: lewu.Decimal}, "Indeks", "Indeks", ""},
		{lewu.Column{Name: "tahun", Label: "Tahun", Unit: "tahun", Kind: lewu.Year}, "Tahun", "Tahun", ""},
		{lewu.Column{Name: "orang", Label: "Orang", Unit: "jiwa", Kind: lewu.Integer}, "Orang", "Orang", "jiwa"},
	} {
		id, en := d.Named(test.column, false), d.Named(test.column, true)
		if id.Label != test.label || en.Label != test.english || id.Unit != test.unit || en.Unit != test.unit {
			t.Errorf("Named(%s) = %q (%s), %q (%s), want %q, %q (%s)", test.column.Name, id.Label, id.Unit, en.Label, en.Unit, test.label, test.english, test.unit)
		}
	}
}

func TestComplete(t *testing.T) {
	whole := Meaning{Concept: "Produksi", Definition: "Gabah yang dipanen.", Classification: "tanpa klasifikasi", Measure: "jumlah", Unit: "ton"}
	part := whole
	part.Definition = ""
	columns := []lewu.Column{{Name: "produksi", Unit: "ton"}}
	for _, test := range []struct {
		name    string
		meaning Meaning
		columns []lewu.Column
		want    bool
	}{
		{"all five", whole, columns, true},
		{"no definition", part, columns, false},
		{"one column without a meaning", whole, append(columns, lewu.Column{Name: "luas"}), false},
		{"no columns", whole, nil, false},
	} {
		d := Dataset{Metadata: Metadata{Meanings: map[string]Meaning{"produksi": test.meaning}}}
		if got := d.Complete(test.columns); got != test.want {
			t.Errorf("%s: Complete = %t, want %t", test.name, got, test.want)
		}
	}
}
