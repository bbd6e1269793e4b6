package catalog

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestNamed(t *testing.T) {
	d := Dataset{Metadata: Metadata{Meanings: map[string]Meaning{
		"produksi": {Label: "Produksi gabah kering giling", LabelEN: "Dry unhusked rice", Unit: "ton"},
		"luas":     {Unit: "ha"},
		"jenis":    {Label: "Jenis padi"},
	}}}
	for _, test := range []struct {
		column               lewu.Column
		label, english, unit string
	}{
		{lewu.Column{Name: "produksi", Label: "Produksi (ton)"}, "Produksi gabah kering giling", "Dry unhusked rice", "ton"},
		{lewu.Column{Name: "luas", Label: "Luas panen", Unit: "hektar"}, "Luas panen", "Luas panen", "ha"},
		{lewu.Column{Name: "jenis", Label: "Jenis"}, "Jenis padi", "Jenis padi", ""},
		{lewu.Column{Name: "tahun", Label: "Tahun", Unit: "x"}, "Tahun", "Tahun", "x"},
	} {
		id, en := d.Named(test.column, false), d.Named(test.column, true)
		if id.Label != test.label || en.Label != test.english || id.Unit != test.unit || en.Unit != test.unit {
			t.Errorf("Named(%s) = %q (%s), %q (%s), want %q, %q (%s)", test.column.Name, id.Label, id.Unit, en.Label, en.Unit, test.label, test.english, test.unit)
		}
	}
}
