package sample

import (
	"math"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
)

// rice is the dataset with three versions: a first one, a new year without
// Palangka Raya, and a correction of Kapuas. Its next release is late.
func rice(day time.Time) []Delivery {
	year := day.Year()
	set, name := riceSet(day), riceName
	return []Delivery{
		{Set: set, File: name(year-2, ""), DaysAgo: 420, Note: "Terbitan pertama.", Body: body(func() string { return riceCSV(year-6, year-2, asSent) })},
		{Set: set, Existing: true, File: name(year-1, ""), DaysAgo: 190, Note: "Angka tahun " + strconv.Itoa(year-1) + " masuk; Palangka Raya belum melapor.",
			Body: body(func() string { return riceCSV(year-1, year-1, asSent) })},
		{Set: set, Existing: true, File: name(year-1, "-ralat"), DaysAgo: 24, Note: "Ralat Kapuas: satu kecamatan terhitung dua kali.",
			Body: body(func() string { return riceCSV(year-1, year-1, mended) })},
	}
}

// Waiting are deliveries that are handed in and not signed, for whoever looks at the
// desk of the demo: the same year with Palangka Raya in it.
func Waiting(day time.Time) []Delivery {
	year := day.Year() - 1
	return []Delivery{{
		Set: riceSet(day), Existing: true, File: riceName(year, "-lengkap"), DaysAgo: 1, Note: "Palangka Raya sudah melapor.",
		Body: body(func() string { return riceCSV(year, year, complete) }),
	}}
}

func riceName(y int, part string) string { return "contoh-padi-" + strconv.Itoa(y) + part + ".csv" }

func riceSet(day time.Time) catalog.Dataset {
	return catalog.Dataset{
		Slug: "produksi-padi", Title: "Produksi padi menurut kabupaten/kota (contoh)", TitleEN: "Rice production by regency and city (sample)",
		Summary: "Luas panen dan produksi gabah kering giling padi sawah dan padi ladang. Data contoh: angkanya rekaan.",
		Agency:  "Dinas Contoh A", Topic: "Pertanian", Source: "Dinas Contoh A", Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true,
		Key: []string{"tahun", "kode_kemendagri", "jenis"}, Period: "tahun", Mode: catalog.ReplacePeriod,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: due(day, -23), Statistic: catalog.Sectoral, Access: catalog.Regular,
			Keywords: []string{"beras", "gabah", "sawah", "panen", "pangan"},
			Method:   "Luas panen kali hasil per hektare, dihitung sebagai gabah kering giling.",
			Notes:    "Palangka Raya belum melapor untuk tahun terakhir.",
			Meanings: riceMeanings(),
		},
	}
}

func riceMeanings() map[string]catalog.Meaning {
	m := plan{frequency: catalog.Yearly, by: "Jenis", byEN: "Kind", groups: []string{"sawah", "ladang"}, measures: []measure{
		{name: "luas_panen", label: "Luas panen", labelEN: "Harvested area", unit: "ha", definition: "Luas tanaman yang dipungut hasilnya setelah cukup umur."},
		{name: "produksi", label: "Produksi", labelEN: "Production", unit: "ton", definition: "Luas panen dikali hasil per hektare, dihitung sebagai gabah kering giling."},
	}}.meanings()
	kind := m["jenis"]
	kind.Definition = "Padi sawah atau padi ladang (tidal, gogo)."
	m["jenis"] = kind
	return m
}

// An edition says how far the last year has come.
type edition int

const (
	asSent   edition = iota // a sub-district of Kapuas is counted twice
	mended                  // it no longer is
	complete                // and Palangka Raya has reported
)

// riceCSV writes a sheet as an office would: semicolons, decimal commas, a dash
// for the city that has not reported.
func riceCSV(from, to int, e edition) string {
	s := &sheet{sep: ';', comma: true, end: "\r\n"}
	s.row("Tahun", "Kode Kemendagri", "Kabupaten/Kota", "Jenis", "Luas panen (ha)", "Produksi (ton)")
	alone := from == to // a file of one year is the last one
	for year := from; year <= to; year++ {
		for _, r := range region.Regencies() {
			for _, kind := range []string{"sawah", "ladang"} {
				area, yield := riceField(year, r, kind)
				if r.Short == "Kapuas" && kind == "sawah" && alone && e == asSent {
					area *= 1.06
				}
				cells := []string{s.number(area, 1), s.number(area*yield, 2)}
				if r.Short == "Palangka Raya" && alone && e != complete {
					cells = []string{"-", "-"}
				}
				s.row(append([]string{strconv.Itoa(year), string(r.Kemendagri), r.Name, kind}, cells...)...)
			}
		}
	}
	return s.String()
}

// riceField is the area in hectares and the yield in tons a hectare.
func riceField(year int, r region.Region, kind string) (area, yield float64) {
	tidal := map[string]float64{"Kapuas": 34000, "Pulang Pisau": 19500, "Kotawaringin Timur": 8200, "Katingan": 6100}
	area = 900 + 2800*share("padi", string(r.Kemendagri))
	if a, ok := tidal[r.Short]; ok {
		area = a
	}
	yield = 3.1 + 0.8*share("hasil", string(r.Kemendagri))
	if kind == "ladang" {
		area, yield = area*0.22, yield*0.55
	}
	wave := 1 + 0.06*math.Sin(float64(year)*1.7) + 0.04*(share("tahun"+strconv.Itoa(year), string(r.Kemendagri))-0.5)
	return area * wave, yield
}
