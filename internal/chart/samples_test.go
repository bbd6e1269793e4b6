package chart

import (
	"fmt"
	"maps"
	"math"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/region"
)

// rice is production in tons, 2019 to 2024, made up: the province and Kapuas.
var rice = [][]float64{
	{377326, 388601, 361277, 358192, 407718, 388669},
	{159838, 160270, 147366, 150537, 171904, 159383},
}

// lines makes a line chart; a value that is no number is missing.
func lines(names, labels []string, value func(s, i int) float64) Chart {
	c := Chart{
		Kind: Line, Title: "Turun lagi setelah panen raya 2023", Sub: "Produksi padi, ton gabah kering giling",
		Alt: "Produksi 388.669 ton pada 2024.", Contoh: "CONTOH", Short: short,
		Source: "Sumber: Dinas Contoh A, diolah. Keadaan per 2024. Versi 4, lewu.example/data/padi",
		Words: Words{
			Gap: "Garis terputus: belum ada data.", Missing: "belum ada data", NotZero: "Sumbu tegak tidak mulai dari nol.",
			Scale: func(lo, hi string) string { return "Sumbu semua kotak sama, dari " + lo + " sampai " + hi + "." },
		},
	}
	for s, name := range names {
		series := Series{Name: name}
		for i, label := range labels {
			v := value(s, i)
			series.Points = append(series.Points, Point{Label: label, Value: v, Has: !math.IsNaN(v), Text: short(v) + " ton"})
		}
		c.Series = append(c.Series, series)
	}
	return c
}

// regencies makes a map.
func regencies(value func(i int) float64) Chart {
	c := lines([]string{"Ton gabah kering giling"}, places(), func(_, i int) float64 { return value(i) })
	c.Kind = Map
	for i, r := range region.Regencies() {
		c.Series[0].Points[i].Key = string(r.Kemendagri)
	}
	return c
}

func places() (list []string) {
	for _, r := range region.Regencies() {
		list = append(list, r.Short)
	}
	return list
}

func years(from, to int) (list []string) {
	for y := from; y <= to; y++ {
		list = append(list, strconv.Itoa(y))
	}
	return list
}

func dates(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("%d %s 2025", i%28+1, []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"}[i/28]))
	}
	return list
}

// short writes a number as Indonesians do, in a few words.
func short(v float64) string {
	number, word := v, ""
	for _, scale := range []struct {
		least float64
		word  string
	}{{1e12, " triliun"}, {1e9, " miliar"}, {1e6, " juta"}, {1e4, " ribu"}} {
		if math.Abs(v) >= scale.least {
			number, word = v/scale.least, scale.word
			if scale.least == 1e4 {
				number *= 10
			}
			break
		}
	}
	text := strconv.FormatFloat(math.Round(number*10)/10, 'f', -1, 64)
	return strings.NewReplacer(".", ",", "-", "−").Replace(text) + word
}

// samples are charts of every kind, with every kind of data.
func samples() map[string]Chart {
	list := map[string]Chart{
		"one":        lines([]string{"Provinsi"}, years(2019, 2024), func(_, i int) float64 { return rice[0][i] }),
		"two":        lines([]string{"Provinsi", "Kapuas"}, years(2019, 2024), func(s, i int) float64 { return rice[s][i] }),
		"nothing":    lines([]string{"Provinsi"}, nil, nil),
		"no value":   lines([]string{"Provinsi"}, years(2019, 2024), func(_, _ int) float64 { return math.NaN() }),
		"one point":  lines([]string{"Penduduk"}, years(2024, 2024), func(_, _ int) float64 { return 2_825_290 }),
		"two points": lines([]string{"Penduduk", "Perempuan"}, years(2023, 2024), func(s, i int) float64 { return 2.8e6/float64(s+1) + float64(i)*25290 }),
		"equal":      lines([]string{"Kabupaten/kota"}, years(2019, 2024), func(_, _ int) float64 { return 14 }),
		"zero":       lines([]string{"Kematian"}, years(2019, 2024), func(_, _ int) float64 { return 0 }),
		"huge":       lines([]string{"Aset"}, years(2019, 2024), func(_, i int) float64 { return 1e15 * float64(i+1) }),
		"tiny":       lines([]string{"Kadar"}, years(2019, 2024), func(_, i int) float64 { return 1e-9 * float64(i+1) }),
		"vast":       lines([]string{"Rekaan"}, years(2019, 2024), func(_, i int) float64 { return math.MaxFloat64 * float64(i%2*2-1) }),
		"endless":    lines([]string{"Rekaan"}, years(2019, 2024), func(_, i int) float64 { return math.Inf(i%2*2 - 1) }),
		"200 days": lines([]string{"Tinggi muka air Kahayan"}, dates(200), func(_, i int) float64 {
			if i%37 == 5 {
				return math.NaN()
			}
			return 3 + 2*math.Sin(float64(i)/20)
		}),
		"gap": lines([]string{"Provinsi"}, years(2015, 2024), func(_, i int) float64 {
			if i == 4 || i == 9 {
				return math.NaN()
			}
			return 13_200 + 100*float64(i)
		}),
		"below zero": lines([]string{"Inflasi", "Inflasi inti"}, years(2012, 2024), func(s, i int) float64 { return 2*math.Sin(float64(i)) - float64(s) }),
		"alike":      lines([]string{"Provinsi"}, years(2019, 2024), func(_, i int) float64 { return 1_001_000 + float64(i) }),
		"uneven":     lines([]string{"Penduduk miskin"}, []string{"September 2016", "Agustus 2022", "Maret 2023", "Agustus 2023", "Maret 2024", "Agustus 2024", "Maret 2025", "Agustus 2025"}, func(_, i int) float64 { return 5.2 - .1*float64(i) }),
		"six":        lines(places()[:6], years(2015, 2024), func(s, i int) float64 { return 100 + float64(s) + 10*float64(i) }),
		"long names": lines([]string{"Dinas Pekerjaan Umum dan Penataan Ruang (contoh)", `Ba'amang & "<b>Sampit</b>"` + "\x00\ufffe"}, years(2019, 2024), func(s, i int) float64 { return float64(s + i) }),
		"sixteen": lines(append(places(), "Provinsi", "Indonesia"), years(2015, 2024), func(s, i int) float64 {
			if s == 4 && i < 3 || s == 9 && i == 5 || s == 12 {
				return math.NaN()
			}
			return float64((s+3)*(s+2)) * (10 + 3*math.Sin(float64(i+s)))
		}),
		"map":       regencies(func(i int) float64 { return riceByRegency[i] }),
		"map money": regencies(func(i int) float64 { return float64(i*i+3) * 171.3e9 }),
		"map long":  exact(regencies(func(i int) float64 { return 13_248.6 * float64(i) })),
		"map two":   regencies(func(i int) float64 { return float64(i % 2) }),
	}
	maps.Copy(list, barSamples())
	return list
}

// riceByRegency is in tons, 2024, made up; Palangka Raya did not report.
var riceByRegency = []float64{12313, 30184, 159383, 13899, 11498, 22239, 16258, 5109, 7710, 6095, 85307, 5042, 13632, math.NaN()}

func barSamples() map[string]Chart {
	change := []float64{-2.2, -6.1, -7.3, -4.6, -.4, 1.3, -1.1, -5.2, -7.4, -5.7, -1.5, 1.3, -.1, math.NaN()}
	list := map[string]Chart{
		"bars":          lines([]string{"2024"}, places(), func(_, i int) float64 { return riceByRegency[i] }),
		"negative bars": lines([]string{"Ubah"}, places(), func(_, i int) float64 { return change[i] }),
		"all negative":  lines([]string{"Ubah"}, places()[:3], func(_, i int) float64 { return change[i] }),
		"groups":        lines([]string{"2023", "2024"}, places(), func(s, i int) float64 { return riceByRegency[i] * (1 - .1*float64(s)) }),
		"one bar":       lines([]string{"2024"}, places()[:1], func(_, _ int) float64 { return 0 }),
		"long bars": lines([]string{"Pagu"}, []string{
			"Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman (contoh)",
			strings.Repeat("panjang ", 60), strings.Repeat("o", 400), `Ba'amang & "<b>Sampit</b>"`,
		}, func(_, i int) float64 { return 1.2e12 / float64(i*i*i+1) }),
	}
	for name, c := range list {
		c.Kind = Bars
		list[name] = c
	}
	return list
}

// exact writes every digit.
func exact(c Chart) Chart {
	c.Short = func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	return c
}
