package published

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
)

// A tongue is a language with the sentences of this package.
type tongue struct {
	words *i18n.Catalogue
	lang  i18n.Lang
}

func (s tongue) Lang() i18n.Lang                        { return s.lang }
func (s tongue) Say(m lewu.Message) string              { return s.words.Say(s.lang, m) }
func (s tongue) Cell(c lewu.Column, v lewu.Cell) string { return s.lang.Cell(c, v) }

func speak(t *testing.T, l i18n.Lang) tongue {
	t.Helper()
	words, err := i18n.Load(Messages)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if faults := words.Faults(); len(faults) > 0 {
			t.Errorf("faults: %q", faults)
		}
	})
	return tongue{words, l}
}

// harvest is a dataset as an agency describes it.
func harvest() (catalog.Dataset, catalog.Version) {
	set := catalog.Dataset{Slug: "produksi-padi", Period: "tahun", Metadata: catalog.Metadata{Meanings: map[string]catalog.Meaning{
		"produksi": {Label: "Produksi", LabelEN: "Production", Unit: "ton"}, "jenis": {LabelEN: "Kind"}, "tahun": {LabelEN: "Year"},
		"petani": {Label: "Jumlah petani", Unit: "orang"},
	}}}
	v := catalog.Version{N: 3, Isi: "9f86d081", Key: []string{"tahun", "kode", "jenis"}, Extent: catalog.Extent{To: "2025"}, Columns: []lewu.Column{
		{Name: "tahun", Label: "Tahun", Kind: lewu.Year}, {Name: "kode", Label: "Kode", Kind: lewu.Kemendagri},
		{Name: "kabupaten", Label: "Kabupaten", Kind: lewu.Text}, {Name: "jenis", Label: "Jenis", Kind: lewu.Text},
		{Name: "sungai", Label: "Sungai", Kind: lewu.Text}, {Name: "produksi", Label: "PROD", Kind: lewu.Decimal, Digits: 12, Scale: 2},
		{Name: "petani", Label: "Petani", Kind: lewu.Integer}, {Name: "nilai", Label: "PDRB", Kind: lewu.Money, Unit: "rupiah"},
	}}
	return set, v
}

func in(column string, values ...string) lewu.Filter {
	return lewu.Filter{Column: column, Op: lewu.OpIn, Values: values}
}

func TestTitle(t *testing.T) {
	set, v := harvest()
	row := []lewu.Cell{{Text: "2024", Valid: true}, {Text: "62.03", Valid: true}, {Text: "Kapuas", Valid: true}, {Text: "sawah", Valid: true}, {}, {Text: "150537.00", Valid: true}, {}, {}}
	cell := &Proof{Version: v, Column: v.Columns[5], Whole: row, Receipt: lewu.Receipt{Asal: 1, Row: 6, Query: lewu.Query{Columns: []string{"produksi"}}}}
	whole := func(function, column string, filter ...lewu.Filter) *Proof {
		return &Proof{Version: v, Column: lewu.Column{Kind: lewu.Decimal}, Receipt: lewu.Receipt{Query: lewu.Query{Filter: filter, Measure: []lewu.Measure{{Func: function, Column: column}}}}}
	}
	for _, test := range []struct {
		proof      *Proof
		id, en     string
		unit, asOf string
	}{
		{cell, "Produksi: 2024, Kabupaten Kapuas, sawah", "Production: 2024, Kabupaten Kapuas, sawah", "ton", "2024"},
		{whole("sum", "produksi", in("tahun", "2023")), "Jumlah produksi, tahun 2023", "Total of production, year 2023", "ton", "2023"},
		{whole("sum", "petani"), "Jumlah petani", "Jumlah petani", "orang", "2025"},
		{whole("avg", "petani", in("kode", "62.03", "62.06")), "Rata-rata jumlah petani, Kabupaten Kapuas atau Kabupaten Katingan", "Average of jumlah petani, Kabupaten Kapuas or Kabupaten Katingan", "orang", "2025"},
		{whole("max", "nilai", in("kabupaten", "Kapuas"), in("sungai", "Kapuas")), "Nilai terbesar PDRB, Kapuas, sungai Kapuas", "Largest PDRB, Kapuas, sungai Kapuas", "", "2025"},
		{whole("count", "", in("tahun", "2023", "2024"), lewu.Filter{Column: "produksi", Op: lewu.OpMin, Values: []string{"1500.50"}}), "Banyaknya baris, tahun 2023 atau 2024, produksi paling sedikit 1.500,50", "Number of rows, year 2023 or 2024, production at least 1,500.50", "", "2025"},
		{whole("count", "produksi", in("produksi", "0"), lewu.Filter{Column: "jenis", Op: lewu.OpMissing}), "Banyaknya baris dengan produksi, produksi = 0, jenis kosong", "Number of rows with production, production = 0, kind is empty", "", "2025"},
		{whole("sum", "produksi", in("jenis", "a", "b", "c", "d", "e", "f")), "Jumlah produksi, jenis a, b, c, d atau 2 lain", "Total of production, kind a, b, c, d or 2 more", "ton", "2025"},
	} {
		if got := test.proof.Title(set, speak(t, i18n.ID)); got != test.id {
			t.Errorf("Title = %q, want %q", got, test.id)
		}
		if got := test.proof.Title(set, speak(t, i18n.EN)); got != test.en {
			t.Errorf("Title = %q, want %q", got, test.en)
		}
		if unit, as := test.proof.Unit(set), test.proof.AsOf(set); unit != test.unit || as != test.asOf {
			t.Errorf("%s: unit %q as of %q, want %q and %q", test.id, unit, as, test.unit, test.asOf)
		}
	}
}
