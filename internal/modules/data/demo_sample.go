package data

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/region"
)

// sampleDeliveries are the data contoh: regions keep their real names, agencies
// and figures are invented. They are uneven on purpose: a city that did not
// report, a correction, files written the way offices write them.
func sampleDeliveries(day time.Time) []delivery {
	year := day.Year()
	rice := catalog.Dataset{
		Slug: "produksi-padi", Title: "Produksi padi menurut kabupaten/kota (contoh)", TitleEN: "Rice production by regency and city (sample)",
		Summary: "Luas panen dan produksi gabah kering giling padi sawah dan padi ladang. Data contoh: angkanya rekaan.",
		Agency:  "Dinas Contoh A", Topic: "Pertanian", Source: "Dinas Contoh A", Contoh: true, OpenFiles: true,
		Key: []string{"tahun", "kode_kemendagri", "jenis"}, Period: "tahun", Mode: catalog.ReplacePeriod,
	}
	prices := catalog.Dataset{
		Slug: "harga-bahan-pokok", Title: "Harga bahan pokok harian menurut kabupaten/kota (contoh)", TitleEN: "Daily staple food prices by regency and city (sample)",
		Summary: "Harga rata-rata delapan bahan pokok di pasar utama tiap kabupaten/kota, satu tahun terakhir. Data contoh: angkanya rekaan.",
		Agency:  "Dishanpang (contoh)", Topic: "Ekonomi", Source: "Dishanpang (contoh)", Contoh: true,
		Key: []string{"tanggal", "kode_kemendagri", "bahan"}, Period: "bulan", Mode: catalog.ReplacePeriod,
	}
	pupils := catalog.Dataset{
		Slug: "jumlah-siswa", Title: "Jumlah siswa menurut jenjang dan kabupaten/kota (contoh)", TitleEN: "Pupils by school level and regency or city (sample)",
		Summary: "Siswa laki-laki dan perempuan per jenjang pada awal tahun ajaran. Data contoh: angkanya rekaan.",
		Agency:  "Disdik (contoh)", Topic: "Pendidikan", Source: "Disdik (contoh)", Contoh: true,
		Key: []string{"tahun", "kode_kemendagri", "jenjang"}, Mode: catalog.Replace,
	}
	return []delivery{
		{set: rice, file: "contoh-padi-" + strconv.Itoa(year-2) + ".csv", daysAgo: 420, note: "Terbitan pertama.",
			body: func() (string, error) { return riceCSV(year-6, year-2, false), nil }},
		{set: rice, existing: true, file: "contoh-padi-" + strconv.Itoa(year-1) + ".csv", daysAgo: 190, note: "Angka tahun " + strconv.Itoa(year-1) + " masuk; Palangka Raya belum melapor.",
			body: func() (string, error) { return riceCSV(year-1, year-1, false), nil }},
		{set: rice, existing: true, file: "contoh-padi-" + strconv.Itoa(year-1) + "-ralat.csv", daysAgo: 47, note: "Ralat Kapuas: satu kecamatan terhitung dua kali.",
			body: func() (string, error) { return riceCSV(year-1, year-1, true), nil }},
		{set: prices, file: "contoh-harga-bahan-pokok.csv", daysAgo: 1, note: "Terbitan pertama.",
			body: func() (string, error) { return pricesCSV(day.AddDate(-1, 0, 0), day.AddDate(0, 0, -1)), nil }},
		{set: pupils, file: "contoh-jumlah-siswa.csv", daysAgo: 75, note: "Terbitan pertama.",
			// Every cell is "16.185": sixteen thousand or sixteen? A person must say.
			answers: map[string]string{"decimal:laki_laki": "1.234,5", "decimal:perempuan": "1.234,5"},
			body:    func() (string, error) { return pupilsCSV(year-3, year-1), nil }},
	}
}

// share is how much of something a region has, 0 to 1, from a name and its
// code: the same every time the demo is made.
func share(what, code string) float64 {
	h := uint64(14695981039346656037) // FNV-1a
	for _, c := range []byte(what + code) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return rand.New(rand.NewPCG(h, 62)).Float64()
}

// riceCSV writes a sheet as an office would: semicolons, decimal commas, a dash
// for the city that has not reported. Corrected says whether the Kapuas figure
// of the last year is the mended one.
func riceCSV(from, to int, corrected bool) string {
	var b strings.Builder
	b.WriteString("Tahun;Kode Kemendagri;Kabupaten/Kota;Jenis;Luas panen (ha);Produksi (ton)\r\n")
	for year := from; year <= to; year++ {
		for _, r := range region.Regencies() {
			for _, kind := range []string{"sawah", "ladang"} {
				area, yield := riceField(year, r, kind)
				if r.Short == "Kapuas" && kind == "sawah" && year == to && from == to && !corrected {
					area *= 1.06
				}
				fmt.Fprintf(&b, "%d;%s;%s;%s;", year, r.Kemendagri, r.Name, kind)
				if r.Short == "Palangka Raya" && year == to && from == to {
					b.WriteString("-;-\r\n")
					continue
				}
				fmt.Fprintf(&b, "%s;%s\r\n", comma(area, 1), comma(area*yield, 2))
			}
		}
	}
	return b.String()
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

// comma is a number with a decimal comma and no grouping.
func comma(v float64, digits int) string {
	return strings.Replace(strconv.FormatFloat(v, 'f', digits, 64), ".", ",", 1)
}

// pricesCSV writes daily prices in rupiah a kilogram, in full rupiah with
// grouping points the way price sheets are kept.
func pricesCSV(from, to time.Time) string {
	goods := []struct {
		name  string
		price float64
	}{{"Bawang merah", 36000}, {"Beras medium", 14200}, {"Cabai rawit", 62000}, {"Daging ayam ras", 39000},
		{"Daging sapi", 141000}, {"Gula pasir", 18000}, {"Minyak goreng curah", 17500}, {"Telur ayam ras", 30500}}
	var b strings.Builder
	b.WriteString("tanggal,bulan,kode_kemendagri,kabupaten_kota,bahan,Harga per kg (Rp)\n")
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		season := float64(d.YearDay()) / 365 * 2 * math.Pi
		for _, r := range region.Regencies() {
			far := 1 + 0.16*share("jarak", string(r.Kemendagri))
			for i, g := range goods {
				swing := 0.04
				if g.name == "Cabai rawit" || g.name == "Bawang merah" {
					swing = 0.22
				}
				day := d.Format(time.DateOnly)
				noise := 0.02 * (share(day+g.name, string(r.Kemendagri)) - 0.5)
				price := g.price * far * (1 + swing*math.Sin(season+float64(i)) + noise)
				rounded := strconv.Itoa(int(math.Round(price/50) * 50))
				fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s\n", day, day[:7], r.Kemendagri, r.Name, g.name, rounded)
			}
		}
	}
	return b.String()
}

// pupilsCSV writes one row a school level, girls and boys apart, with grouping
// points: "12.345".
func pupilsCSV(from, to int) string {
	levels := []struct {
		name string
		part float64 // of the population
	}{{"SD", 0.108}, {"SMP", 0.047}, {"SMA", 0.026}, {"SMK", 0.014}}
	var b strings.Builder
	b.WriteString("Tahun;Kode Kemendagri;Kabupaten/Kota;Jenjang;Laki-laki (orang);Perempuan (orang)\n")
	for year := from; year <= to; year++ {
		for _, r := range region.Regencies() {
			for _, l := range levels {
				all := float64(r.Population) * l.part * (0.94 + 0.12*share(l.name, string(r.Kemendagri))) * (1 + 0.011*float64(year-to))
				boys := all * (0.505 + 0.02*share("putra"+l.name, string(r.Kemendagri)))
				fmt.Fprintf(&b, "%d;%s;%s;%s;%s;%s\n", year, r.Kemendagri, r.Name, l.name,
					i18n.Lang("id").Int(int64(boys)), i18n.Lang("id").Int(int64(all-boys)))
			}
		}
	}
	return b.String()
}
