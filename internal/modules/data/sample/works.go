package sample

import "github.com/lewu-id/lewu/internal/catalog"

// works is infrastruktur, perumahan, energi.
func works() []plan {
	return []plan{
		{
			slug: "akses-air-minum-layak", title: "Rumah tangga dengan akses air minum layak", titleEN: "Households with improved drinking water",
			summary: "Persen rumah tangga yang mengambil air minum dari sumber terlindung.",
			agency:  "Disperkimtan (contoh)", topic: "Infrastruktur", frequency: catalog.Yearly, periods: 7, daysAgo: 194,
			method: "Pendataan rumah tangga oleh desa dan kelurahan.", keywords: []string{"air bersih", "PDAM", "sanitasi"},
			measures: []measure{{name: "akses", label: "Akses air minum layak", labelEN: "Access", unit: "persen", digits: 1, aggregate: catalog.None, definition: "Rumah tangga dengan sumber terlindung dibagi semua rumah tangga.",
				value: func(p point) float64 { return min(97, (76+16*p.town()-18*p.remote())*p.trend(0.017)*p.noise(0.04)) }}},
		},
		{
			slug: "rasio-elektrifikasi", title: "Rasio elektrifikasi", titleEN: "Electrification ratio",
			summary: "Persen rumah tangga yang memakai listrik, dari PLN maupun bukan.",
			agency:  "DESDM (contoh)", topic: "Energi", frequency: catalog.Yearly, periods: 7, daysAgo: 226,
			method: "Pelanggan listrik rumah tangga dibagi rumah tangga.", keywords: []string{"listrik", "PLN", "surya"},
			measures: []measure{{name: "rasio", label: "Rasio elektrifikasi", labelEN: "Ratio", unit: "persen", digits: 2, aggregate: catalog.None, definition: "Rumah tangga berlistrik dibagi semua rumah tangga.",
				value: func(p point) float64 { return min(99.97, (98.5-11*p.remote())*p.trend(0.011)*p.noise(0.01)) }}},
		},
		{
			slug: "rumah-tidak-layak-huni", title: "Rumah tidak layak huni dan yang diperbaiki", titleEN: "Unfit houses and repairs",
			summary: "Rumah tidak layak huni pada akhir tahun dan rumah yang diperbaiki selama tahun itu.",
			agency:  "Disperkimtan (contoh)", topic: "Infrastruktur", frequency: catalog.Yearly, periods: 5, daysAgo: 194,
			method: "Pendataan desa, diperiksa kabupaten.", keywords: []string{"RTLH", "perumahan", "bedah rumah"},
			measures: []measure{
				{name: "tidak_layak", label: "Rumah tidak layak huni", labelEN: "Unfit houses", unit: "unit", definition: "Rumah yang tidak memenuhi syarat bangunan, luas, atau sanitasi.",
					value: func(p point) float64 { return p.people() * 0.021 * (0.6 + p.remote()) * p.trend(-0.06) * p.noise(0.1) }},
				{name: "diperbaiki", label: "Rumah diperbaiki", labelEN: "Repaired", unit: "unit", definition: "Rumah yang selesai diperbaiki selama tahun itu.",
					value: func(p point) float64 { return p.people() * 0.0013 * (0.6 + p.remote()) * p.noise(0.5) }},
			},
		},
		{
			slug: "jalan-provinsi-mantap", title: "Jalan provinsi menurut keadaan", titleEN: "Provincial roads by condition",
			summary: "Panjang jalan provinsi baik, sedang, rusak ringan, dan rusak berat.",
			agency:  "Dinas Contoh B", topic: "Infrastruktur", frequency: catalog.Yearly, periods: 5, daysAgo: 377, late: 12,
			method: "Survei kendaraan ukur tiap akhir tahun.", keywords: []string{"jalan", "jembatan", "aspal", "mantap"},
			by: "Keadaan", byEN: "Condition", groups: []string{"Baik", "Sedang", "Rusak ringan", "Rusak berat"},
			measures: []measure{{name: "panjang", label: "Panjang jalan", labelEN: "Length", unit: "km", digits: 2, definition: "Panjang ruas jalan provinsi dalam keadaan itu.",
				value: func(p point) float64 {
					part := []float64{0.42 - 0.15*p.remote(), 0.3, 0.17 + 0.05*p.remote(), 0.11 + 0.1*p.remote()}[p.g]
					return p.lean("jalan", 35, 160) * part * p.noise(0.04)
				}}},
		},
	}
}
