package sample

import (
	"math"
	"strconv"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
)

// How far the two large datasets go back: each has more than 100,000 rows.
const (
	priceDays = 1000 // × 14 places × 8 goods = 112,000 rows
	waterDays = 640  // × 8 posts × 24 hours = 122,880 rows
)

// prices is the dataset of daily staple food prices.
func prices(day time.Time) Delivery {
	set := catalog.Dataset{
		Slug: "harga-bahan-pokok", Title: "Harga bahan pokok harian menurut kabupaten/kota (contoh)", TitleEN: "Daily staple food prices by regency and city (sample)",
		Summary: "Harga rata-rata delapan bahan pokok di pasar utama tiap kabupaten dan kota. Data contoh: angkanya rekaan.",
		Agency:  "Dishanpang (contoh)", Topic: "Ekonomi", Source: "Dishanpang (contoh)", Contact: "data@contoh.lewu.example", Contoh: true,
		Key: []string{"tanggal", "kode_kemendagri", "bahan"}, Period: "bulan", Mode: catalog.ReplacePeriod,
		Metadata: catalog.Metadata{
			Frequency: catalog.Daily, Due: due(day, 1), Statistic: catalog.Sectoral, Access: catalog.Immediate,
			Keywords: []string{"beras", "cabai", "sembako", "pasar", "inflasi"},
			Method:   "Rata-rata tiga pedagang di pasar utama, dicatat tiap pagi.",
			Notes:    "Harga antarbahan dan antarwilayah tidak boleh dijumlahkan.",
			Meanings: priceMeanings(),
		},
	}
	return Delivery{Set: set, File: "contoh-harga-bahan-pokok.csv", DaysAgo: 1, Note: "Terbitan pertama.",
		Body: body(func() string { return pricesCSV(day.AddDate(0, 0, -priceDays), day.AddDate(0, 0, -1)) })}
}

func priceMeanings() map[string]catalog.Meaning {
	m := plan{frequency: catalog.Monthly, by: "Bahan", byEN: "Good", groups: make([]string, 8), measures: []measure{
		{name: "harga_per_kg", label: "Harga per kg", labelEN: "Price per kg", unit: "rupiah", aggregate: catalog.Mean, definition: "Rata-rata harga eceran tiga pedagang pada pagi hari."},
	}}.meanings()
	m["tanggal"] = catalog.Meaning{Label: "Tanggal", LabelEN: "Day", Concept: "Periode", Definition: "Hari pencatatan.", Classification: "kalender", Measure: "hari", Unit: "hari"}
	return m
}

// pricesCSV writes daily prices in full rupiah a kilogram.
func pricesCSV(from, to time.Time) string {
	goods := []struct {
		name  string
		price float64
		swing float64 // over the year
		phase float64
	}{
		{"Bawang merah", 36000, 0.22, 0}, {"Beras medium", 14200, 0.05, 1}, {"Cabai rawit", 62000, 0.3, 2}, {"Daging ayam ras", 39000, 0.06, 3},
		{"Daging sapi", 141000, 0.03, 4}, {"Gula pasir", 18000, 0.03, 5}, {"Minyak goreng curah", 17500, 0.04, 6}, {"Telur ayam ras", 30500, 0.07, 7},
	}
	places := region.Regencies()
	far := make([]float64, len(places))
	for i, r := range places {
		far[i] = 1 + 0.12*(point{r: r}).remote() + 0.04*share("jarak", string(r.Kemendagri))
	}
	s := &sheet{sep: ',', end: "\n"}
	s.row("tanggal", "bulan", "kode_kemendagri", "kabupaten_kota", "bahan", "Harga per kg (Rp)")
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		day := d.Format(time.DateOnly)
		season := float64(d.YearDay()) / 365 * 2 * math.Pi
		rise := 1 - 0.035*to.Sub(d).Hours()/24/365
		for i, r := range places {
			for _, g := range goods {
				week := share(day[:8]+strconv.Itoa(d.Day()/7)+g.name, string(r.Kemendagri)) - 0.5
				price := g.price * far[i] * rise * (1 + g.swing*math.Sin(season+g.phase) + 0.03*week)
				s.row(day, day[:7], string(r.Kemendagri), r.Name, g.name, strconv.Itoa(int(math.Round(price/50)*50)))
			}
		}
	}
	return s.String()
}

// water is the dataset of hourly river levels. One post has stood still.
func water(day time.Time) Delivery {
	stuck := day.AddDate(0, 0, -3)
	set := catalog.Dataset{
		Slug: "tinggi-muka-air", Title: "Tinggi muka air sungai tiap jam (contoh)", TitleEN: "Hourly river levels (sample)",
		Summary: "Tinggi muka air di delapan pos sungai, tiap jam. Data contoh: angkanya rekaan.",
		Agency:  "Dinas Contoh C", Topic: "Kebencanaan", Source: "Dinas Contoh C", Contact: "data@contoh.lewu.example", Contoh: true,
		Key: []string{"tanggal", "jam", "pos"}, Mode: catalog.Replace,
		Metadata: catalog.Metadata{
			Frequency: catalog.Daily, Due: due(day, 1), Statistic: catalog.Sectoral, Access: catalog.Immediate,
			Keywords: []string{"banjir", "sungai", "Kahayan", "Mentaya", "siaga"},
			Method:   "Alat ukur otomatis di tiang jembatan, dibaca tiap jam.",
			Notes:    "Angka pos Kasongan belum berubah sejak " + stuck.Format("2006-01-02") + ": alat sedang diperiksa.",
			Meanings: waterMeanings(),
		},
	}
	return Delivery{Set: set, File: "contoh-tinggi-muka-air.csv", DaysAgo: 0, Note: "Terbitan pertama.",
		Body: body(func() string { return waterCSV(day.AddDate(0, 0, -waterDays), day.AddDate(0, 0, -1), stuck) })}
}

func waterMeanings() map[string]catalog.Meaning {
	m := plan{frequency: catalog.Yearly, by: "Pos", byEN: "Post", groups: make([]string, 8), measures: []measure{
		{name: "tinggi", label: "Tinggi muka air", labelEN: "Level", unit: "meter", aggregate: catalog.Mean, definition: "Tinggi permukaan air di atas titik nol pos."},
	}}.meanings()
	delete(m, "tahun")
	m["tanggal"] = catalog.Meaning{Label: "Tanggal", LabelEN: "Day", Concept: "Periode", Definition: "Hari pembacaan.", Classification: "kalender", Measure: "hari", Unit: "hari"}
	m["jam"] = catalog.Meaning{Label: "Jam", LabelEN: "Hour", Concept: "Periode", Definition: "Jam pembacaan, WIB.", Classification: "0 sampai 23", Measure: "jam", Unit: "jam", Aggregate: catalog.None}
	return m
}

// waterCSV writes the level of each post and hour, in metres.
func waterCSV(from, to, stuck time.Time) string {
	posts := []struct {
		name, place string
		mean, tide  float64
	}{
		{"Jembatan Kahayan", "Palangka Raya", 5.1, 0.05}, {"Kasongan", "Katingan", 4.4, 0.05}, {"Sampit", "Kotawaringin Timur", 2.2, 0.9},
		{"Kuala Kapuas", "Kapuas", 1.9, 0.8}, {"Muara Teweh", "Barito Utara", 6.8, 0}, {"Puruk Cahu", "Murung Raya", 7.4, 0},
		{"Pangkalan Bun", "Kotawaringin Barat", 2.6, 0.6}, {"Buntok", "Barito Selatan", 5.9, 0.1},
	}
	code := make(map[string]region.Region)
	for _, r := range region.Regencies() {
		code[r.Short] = r
	}
	s := &sheet{sep: ';', comma: true, end: "\n"}
	s.row("Tanggal", "Jam", "Pos", "Kode Kemendagri", "Kabupaten/Kota", "Tinggi (meter)")
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		day := d.Format(time.DateOnly)
		wet := math.Cos(float64(d.YearDay()-20) / 365 * 2 * math.Pi) // highest at the end of January
		for _, p := range posts {
			rain := 0.4 * share(day[:7]+strconv.Itoa(d.Day()/4), p.name)
			for hour := range 24 {
				level := p.mean + 0.28*p.mean*wet + rain + p.tide*math.Sin((float64(d.YearDay())*24+float64(hour))/12.42*2*math.Pi)
				if p.name == "Kasongan" && !d.Before(stuck) {
					level = 4.87
				}
				s.row(day, strconv.Itoa(hour), p.name, string(code[p.place].Kemendagri), code[p.place].Name, s.number(max(0.1, level), 2))
			}
		}
	}
	return s.String()
}
