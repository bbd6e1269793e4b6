package gallery

import (
	"fmt"
	"math"

	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// years are labels.
func years(from, to int) (list []string) {
	for y := from; y <= to; y++ {
		list = append(list, fmt.Sprint(y))
	}
	return list
}

// months are labels, of whole years.
func months(b web.Base, from, to int) (list []string) {
	for y := from; y <= to; y++ {
		for m := 1; m <= 12; m++ {
			list = append(list, b.Day(fmt.Sprintf("%d-%02d", y, m)))
		}
	}
	return list
}

// places are the names of the kabupaten/kota, in the order of their codes.
func places() (list []string) {
	for _, r := range region.Regencies() {
		list = append(list, r.Short)
	}
	return list
}

// wave rises and falls with the months.
func wave(i int, start, swing float64) float64 {
	return start + swing*math.Sin(float64(i)*2*math.Pi/12)
}

// byYear is rice of the province and two kabupaten in tons, made up.
var byYear = [][]float64{
	{377_326, 388_601, 361_277, 358_192, 407_718, 388_669},
	{159_838, 160_270, 147_366, 150_537, 171_904, 159_383},
	{80_586, 83_788, 81_197, 78_894, 86_582, 85_307},
}

// riceOf is rice of the kabupaten numbered i; one did not report.
func riceOf(i int) float64 {
	if i >= len(rice) {
		return math.NaN()
	}
	return float64(rice[i])
}

func lineCharts(b web.Base) []drawn {
	province := b.T("gallery.province")
	linked := plot(b, chart.Line, "garis", "gallery.line-one", []string{province}, years(2019, 2024), func(s, i int) float64 { return byYear[s][i] })
	lead(&linked)
	return []drawn{
		linked,
		plot(b, chart.Line, "garis-tiga", "gallery.line-three", []string{province, "Kapuas", "Pulang Pisau"}, years(2019, 2024), func(s, i int) float64 { return byYear[s][i] }),
		plot(b, chart.Line, "garis-putus", "gallery.line-gap", []string{province}, months(b, 2023, 2025), func(_, i int) float64 {
			if i > 13 && i < 18 || i > 33 {
				return math.NaN()
			}
			return wave(i, 13_200, 900)
		}),
		plot(b, chart.Line, "garis-empat", "gallery.line-four", []string{"Kotawaringin Timur", "Palangka Raya", "Kapuas", "Gunung Mas"}, months(b, 2024, 2025), func(s, i int) float64 {
			if s == 1 && i < 9 {
				return math.NaN()
			}
			return wave(i+s, 12_000+300*float64(s), 1_500)
		}),
		plot(b, chart.Line, "garis-turun", "gallery.line-below", []string{province, "Palangka Raya"}, years(2014, 2025), func(s, i int) float64 { return wave(5*i+s, float64(s)-.4, 2.1) }),
		plot(b, chart.Line, "garis-panjang", "gallery.line-long", []string{"Dinas Pekerjaan Umum, Penataan Ruang, Perumahan (contoh)", "Rumah Sakit Umum Daerah (contoh)"}, years(2018, 2025), func(s, i int) float64 {
			return (3.8 - 1.2*float64(s) + .31*float64(i)) * 1e12
		}),
		plot(b, chart.Line, "garis-titik", "gallery.line-point", []string{province}, years(2024, 2024), func(_, _ int) float64 { return 2_825_290 }),
		plot(b, chart.Line, "garis-kosong", "gallery.line-empty", []string{province}, years(2019, 2024), func(_, _ int) float64 { return math.NaN() }),
	}
}

// lead gives every mark a place to lead to.
func lead(d *drawn) {
	for s := range d.Chart.Series {
		for i := range d.Chart.Series[s].Points {
			d.Chart.Series[s].Points[i].Href = d.Page.Link(toLists)
		}
	}
}

func barCharts(b web.Base) []drawn {
	linked := plot(b, chart.Bars, "batang", "gallery.bars-one", []string{"2024"}, places(), func(_, i int) float64 { return riceOf(i) })
	lead(&linked)
	change := []float64{-2.2, -6.1, -7.3, -4.6, -.4, 1.3, -1.1, -5.2, -7.4, -5.7, -1.5, 1.3, -.1, math.NaN()}
	return []drawn{
		linked,
		plot(b, chart.Bars, "batang-turun", "gallery.bars-below", []string{"2024"}, places(), func(_, i int) float64 { return change[i] }),
		plot(b, chart.Bars, "batang-dua", "gallery.bars-two", []string{"2023", "2024"}, places()[:6], func(s, i int) float64 { return riceOf(i) * (1 - .1*float64(s)) }),
		plot(b, chart.Bars, "batang-panjang", "gallery.bars-long", []string{"2025"}, []string{
			"Dinas Pekerjaan Umum, Penataan Ruang, Perumahan dan Kawasan Permukiman (contoh)", "Rumah Sakit Umum Daerah (contoh)", "Kecamatan Ba'amang <contoh>",
		}, func(_, i int) float64 { return 1.2e12 / float64(1+i*i*4) }),
	}
}

func multiCharts(b web.Base) []drawn {
	return []drawn{plot(b, chart.Multi, "kisi", "gallery.multi-one", places(), years(2015, 2024), func(s, i int) float64 {
		if s == len(rice) || s == 4 && i == 5 {
			return math.NaN()
		}
		return wave(2*i+s, riceOf(s), riceOf(s)*.12)
	})}
}

func mapCharts(b web.Base) []drawn {
	unit := []string{b.T("gallery.chart-unit")}
	list := []drawn{
		plot(b, chart.Map, "peta", "gallery.map-one", unit, places(), func(_, i int) float64 { return riceOf(i) }),
		plot(b, chart.Map, "peta-persen", "gallery.map-share", []string{b.T("gallery.chart-percent")}, places(), func(_, i int) float64 { return wave(i*5, 76, 17) }),
		plot(b, chart.Map, "peta-uang", "gallery.map-money", []string{"Rp"}, places(), func(_, i int) float64 { return float64(i*i+3) * 171.3e9 }),
		plot(b, chart.Map, "peta-sedikit", "gallery.map-few", unit, places(), func(_, i int) float64 {
			if i > 2 {
				return math.NaN()
			}
			return float64(i)
		}),
	}
	for n := range list {
		for i, r := range region.Regencies() {
			list[n].Chart.Series[0].Points[i].Key = string(r.Kemendagri)
			list[n].Chart.Series[0].Points[i].Href = b.Link("/wilayah/" + r.Slug)
		}
	}
	return list
}
