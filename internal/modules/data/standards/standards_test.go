package standards

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

func rice() Work {
	return Work{
		URL: "https://lewu.example",
		Set: catalog.Dataset{
			Slug: "produksi-padi", Title: "Padi \"sawah\" \\ ladang\nMuara Ja'an", TitleEN: "Rice", Summary: "Luas & produksi <ton>.",
			Agency: "Dinas Contoh A", Topic: "Pertanian", Licence: "CC BY 4.0", Contact: "Bidang data <data@contoh.example>", Contoh: true,
			Metadata: catalog.Metadata{Frequency: catalog.Yearly, Keywords: []string{"gabah"},
				Meanings: map[string]catalog.Meaning{"produksi": {Label: "Produksi gabah", Definition: "Luas kali hasil.", Unit: "ton"}}},
		},
		Version: catalog.Version{
			N: 3, Rows: 168, Isi: strings.Repeat("ab", 32), IsiSize: 38_000, Berkas: strings.Repeat("cd", 32), BerkasSize: 14_000, Note: "Ralat Kapuas",
			PublishedAt: time.Date(2025, 5, 14, 3, 0, 0, 0, time.UTC), Key: []string{"tahun", "kode"},
			Extent: catalog.Extent{From: "2019", To: "2024", Regions: []string{"62.03", "62.06"}},
			Columns: []lewu.Column{
				{Name: "tahun", Label: "Tahun", Kind: lewu.Year},
				{Name: "kode", Label: "Kode", Kind: lewu.Kemendagri},
				{Name: "produksi", Label: "Produksi (ton)", Kind: lewu.Decimal, Missing: 2},
				{Name: "biaya", Label: "Biaya", Kind: lewu.Money},
			},
		},
	}
}

func TestTurtle(t *testing.T) {
	var b, again bytes.Buffer
	if err := Catalogue(House{URL: "https://lewu.example", Title: "Lewu", Description: "x"}, []Work{rice()}).Turtle(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for _, want := range []string{
		`dct:title "Padi \"sawah\" \\ ladang\nMuara Ja'an"@id, "Rice"@en`,
		`dcat:startDate "2019-01-01"^^xsd:date`, `dcat:endDate "2024-12-31"^^xsd:date`,
		`<https://lewu.example/wilayah/kapuas>, <https://lewu.example/wilayah/katingan>`,
		`dcat:downloadURL <https://lewu.example/data/produksi-padi.csv?versi=3>`,
		`dcat:byteSize "38000"^^xsd:decimal`, `vcard:hasEmail <mailto:data@contoh.example>`,
		`dcat:keyword "Pertanian"@id, "gabah"@id, "contoh"@id`,
		`dct:issued "2025-05-14T10:00:00+07:00"^^xsd:dateTime`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
	_ = Catalogue(House{URL: "https://lewu.example", Title: "Lewu", Description: "x"}, []Work{rice()}).Turtle(&again)
	if again.String() != text {
		t.Error("the same catalogue gives other bytes")
	}
}

func TestReference(t *testing.T) {
	for in, want := range map[string]string{
		"dct:title":                  "dct:title",
		"https://a.example/x y":      "<https://a.example/x%20y>",
		"mailto:a>b@c.example":       "<mailto:a%3Eb@c.example>",
		"https://a.example/?q=\"<1>": "<https://a.example/?q=%22%3C1%3E>",
	} {
		if got := reference(in); got != want {
			t.Errorf("reference(%q) = %s, want %s", in, got, want)
		}
	}
}

func TestPackage(t *testing.T) {
	p := rice().Package()
	fields := p.Resources[0].Schema.Fields
	for i, want := range []Field{
		{Name: "tahun", Title: "Tahun", Type: "year", Constraints: Constraints{Required: true}},
		{Name: "kode", Title: "Kode", Type: "string", Constraints: Constraints{Required: true}}, // never a number
		{Name: "produksi", Title: "Produksi gabah", Type: "number", Description: "Luas kali hasil.", Unit: "ton"},
		{Name: "biaya", Title: "Biaya", Type: "number", Constraints: Constraints{Required: true}},
	} {
		if fields[i] != want {
			t.Errorf("field %+v, want %+v", fields[i], want)
		}
	}
	if r := p.Resources[0]; r.Hash != "sha256:"+strings.Repeat("ab", 32) || r.Path != "https://lewu.example/data/produksi-padi.csv?versi=3" || len(r.Schema.PrimaryKey) != 2 {
		t.Errorf("resource %+v", r)
	}
	w := rice()
	w.Version.Key = []string{"produksi"} // has missing cells: no primary key
	if key := w.Package().Resources[0].Schema.PrimaryKey; key != nil {
		t.Errorf("primary key %v of a column with gaps", key)
	}
}

func TestMetaAndSchemaOrg(t *testing.T) {
	m := rice().Meta([]string{"langkah"})
	if m.Variables[2].Definition != "Luas kali hasil." || m.Downloads["csv"].SHA256 != m.Isi || !m.Contoh || m.Activity.Frequency != "tahunan" {
		t.Errorf("meta %+v", m)
	}
	text, err := json.Marshal(rice().SchemaOrg(House{URL: "https://lewu.example", Title: "Lewu", Province: "Kalimantan Tengah"}, true))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"name":"Rice"`, `"temporalCoverage":"2019-01-01/2024-12-31"`, `"license":"https://creativecommons.org/licenses/by/4.0/"`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}
