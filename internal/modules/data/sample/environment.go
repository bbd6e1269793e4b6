package sample

import "github.com/lewu-id/lewu/internal/catalog"

// environment is lingkungan, kehutanan, kebencanaan.
func environment() []plan {
	return []plan{
		{
			slug: "titik-panas", title: "Titik panas menurut tingkat keyakinan", titleEN: "Fire hotspots by confidence",
			summary: "Titik panas yang terlihat satelit tiap bulan.",
			agency:  "DLH (contoh)", topic: "Lingkungan", frequency: catalog.Monthly, periods: 60, daysAgo: 4,
			method: "Hitungan titik panas rekaan per kabupaten/kota.", keywords: []string{"karhutla", "kebakaran", "asap", "hotspot"},
			notes: "Titik panas bukan luas kebakaran.",
			by:    "Keyakinan", byEN: "Confidence", groups: []string{"Rendah", "Sedang", "Tinggi"},
			measures: []measure{{name: "titik", label: "Titik panas", labelEN: "Hotspots", unit: "titik", definition: "Titik dengan suhu lebih tinggi dari sekitarnya.",
				value: func(p point) float64 {
					dry := 1.0
					if p.year%4 == 3 {
						dry = 4 // a long dry season every fourth year
					}
					peak := max(0, p.season(9, 1.6)-0.9)
					return 55 * p.peat() * dry * peak * []float64{0.25, 0.6, 0.15}[p.g] * p.noise(0.8)
				}}},
		},
		{
			slug: "kejadian-bencana", title: "Kejadian bencana menurut jenis", titleEN: "Disasters by kind",
			summary: "Banjir, kebakaran hutan dan lahan, angin kencang, dan longsor tiap bulan, dengan orang yang terdampak.",
			agency:  "BPBPK (contoh)", topic: "Kebencanaan", frequency: catalog.Monthly, periods: 48, daysAgo: 11,
			method: "Laporan pos siaga kabupaten/kota.", keywords: []string{"banjir", "karhutla", "longsor"},
			by: "Jenis bencana", byEN: "Kind", groups: []string{"Banjir", "Karhutla", "Angin kencang", "Longsor"},
			measures: []measure{
				{name: "kejadian", label: "Kejadian", labelEN: "Events", unit: "kejadian", definition: "Kejadian yang dilaporkan pada bulan itu.", value: disasters},
				{name: "terdampak", label: "Orang terdampak", labelEN: "People affected", unit: "orang", definition: "Orang yang mengungsi atau rumahnya terkena.",
					value: func(p point) float64 { return disasters(p) * []float64{310, 22, 9, 4}[p.g] * p.noise(1.2) }},
			},
		},
		{
			slug: "indeks-kualitas-air", title: "Indeks kualitas air sungai", titleEN: "River water quality index",
			summary: "Indeks 0 sampai 100 dari pengambilan contoh air di sungai utama.",
			agency:  "DLH (contoh)", topic: "Lingkungan", frequency: catalog.Yearly, periods: 6, daysAgo: 211,
			method: "Rata-rata pengambilan contoh dua kali setahun.", keywords: []string{"sungai", "air", "pencemaran", "merkuri"},
			measures: []measure{{name: "indeks", label: "Indeks kualitas air", labelEN: "Index", unit: "indeks", digits: 2, aggregate: catalog.None, definition: "0 (buruk) sampai 100 (baik).",
				value: func(p point) float64 { return min(92, (66-14*p.lean("tambang", 0, 1))*p.trend(0.006)*p.noise(0.06)) }}},
		},
		{
			slug: "timbulan-sampah", title: "Timbulan dan penanganan sampah", titleEN: "Waste produced and handled",
			summary: "Sampah yang timbul dan yang ditangani dalam setahun.",
			agency:  "DLH (contoh)", topic: "Lingkungan", frequency: catalog.Yearly, periods: 5, daysAgo: 211,
			method: "Timbunan per orang dikali penduduk; penanganan dari timbangan TPA.", keywords: []string{"sampah", "TPA", "limbah"},
			measures: []measure{
				{name: "timbulan", label: "Timbulan sampah", labelEN: "Waste", unit: "ton", digits: 1, definition: "Sampah rumah tangga dan sejenisnya dalam setahun.", value: waste},
				{name: "ditangani", label: "Sampah ditangani", labelEN: "Handled", unit: "ton", digits: 1, definition: "Sampah yang sampai di TPA atau diolah.", value: func(p point) float64 { return waste(p) * min(0.93, 0.35+0.5*p.town()+0.015*float64(5-p.ago)) }},
			},
		},
	}
}

func disasters(p point) float64 {
	season := []float64{p.season(1, 0.9), max(0, p.season(9, 1.6)-0.9), p.season(11, 0.4), p.season(1, 0.7)}[p.g]
	return []float64{2.6, 2.2, 0.9, 0.5}[p.g] * season * p.lean("bencana"+p.group, 0.3, 1.5) * p.noise(1)
}

func waste(p point) float64 { return p.people() * 0.148 * (0.9 + 0.3*p.town()) * p.trend(0.016) }
