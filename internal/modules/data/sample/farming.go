package sample

import (
	"github.com/lewu-id/lewu/internal/catalog"
)

// farming is pertanian, perkebunan, perikanan.
func farming() []plan {
	return []plan{
		{
			slug: "luas-panen-palawija", title: "Luas panen dan produksi palawija menurut kabupaten/kota", titleEN: "Secondary crops by regency and city",
			summary: "Luas panen dan produksi jagung, kedelai, ubi kayu, ubi jalar, dan kacang tanah.",
			agency:  crops, topic: "Pertanian", frequency: catalog.Yearly, periods: 6, daysAgo: 203,
			method: "Laporan penyuluh kecamatan, dijumlahkan per kabupaten/kota.", keywords: []string{"jagung", "singkong", "kebun", "pangan"},
			by: "Komoditas", byEN: "Crop", groups: []string{"Jagung", "Kedelai", "Ubi kayu", "Ubi jalar", "Kacang tanah"},
			measures: []measure{
				{name: "luas_panen", label: "Luas panen", labelEN: "Harvested area", unit: "ha", digits: 1, definition: "Luas tanaman yang dipungut hasilnya dalam setahun.", value: crop},
				{name: "produksi", label: "Produksi", labelEN: "Production", unit: "ton", digits: 1, definition: "Hasil panen setahun dalam bentuk baku komoditasnya.",
					value: func(p point) float64 {
						return crop(p) * []float64{5.4, 1.4, 19.5, 12.1, 1.3}[p.g] * p.lean("tanah", 0.85, 1.1)
					}},
			},
		},
		{
			slug: "produksi-kelapa-sawit-rakyat", title: "Produksi kelapa sawit perkebunan rakyat", titleEN: "Smallholder oil palm production",
			summary: "Luas tanaman menghasilkan dan produksi tandan buah segar kebun rakyat.",
			agency:  "Disbun (contoh)", topic: "Pertanian", frequency: catalog.Yearly, periods: 7, daysAgo: 148,
			method: "Pendataan pekebun oleh petugas kabupaten.", keywords: []string{"sawit", "TBS", "perkebunan"},
			measures: []measure{
				{name: "luas_menghasilkan", label: "Luas tanaman menghasilkan", labelEN: "Mature area", unit: "ha", digits: 1, definition: "Luas kebun rakyat yang sudah berbuah.", value: palm},
				{name: "produksi_tbs", label: "Produksi tandan buah segar", labelEN: "Fresh fruit bunches", unit: "ton", digits: 1, definition: "Tandan buah segar yang dipanen setahun.",
					value: func(p point) float64 { return palm(p) * 14.2 * p.lean("hasil-sawit", 0.8, 1.15) * p.noise(0.06) }},
			},
			missing: func(p point) bool { return p.r.Short == "Palangka Raya" && p.ago < 2 },
		},
		{
			slug: "populasi-ternak", title: "Populasi ternak menurut jenis", titleEN: "Livestock by kind",
			summary: "Jumlah sapi, kerbau, kambing, babi, ayam ras, dan itik pada akhir tahun.",
			agency:  livestock, topic: "Pertanian", frequency: catalog.Yearly, periods: 5, daysAgo: 203,
			method: "Sensus peternak oleh petugas lapangan.", keywords: []string{"sapi", "ayam", "peternakan"},
			by: "Jenis ternak", byEN: "Kind", groups: []string{"Sapi potong", "Kerbau", "Kambing", "Babi", "Ayam ras", "Itik"},
			measures: []measure{{name: "populasi", label: "Populasi ternak", labelEN: "Head", unit: "ekor", definition: "Ternak yang hidup pada 31 Desember.",
				value: func(p point) float64 {
					return p.people() * []float64{0.031, 0.003, 0.018, 0.074, 2.4, 0.11}[p.g] * p.lean("ternak"+p.group, 0.5, 1.6) * p.trend(0.021) * p.noise(0.05)
				}}},
		},
		{
			slug: "produksi-perikanan", title: "Produksi perikanan menurut asal tangkapan", titleEN: "Fish production by source",
			summary: "Ikan dari perairan umum, laut, kolam, dan keramba.",
			agency:  "Dislutkan (contoh)", topic: "Pertanian", frequency: catalog.Yearly, periods: 6, daysAgo: 171,
			method: "Catatan pelabuhan perikanan dan pembudi daya.", keywords: []string{"ikan", "nelayan", "keramba", "sungai"},
			by: "Asal", byEN: "Source", groups: []string{"Perairan umum", "Laut", "Kolam", "Keramba"},
			measures: []measure{{name: "produksi", label: "Produksi ikan", labelEN: "Fish", unit: "ton", digits: 1, definition: "Berat ikan yang didaratkan atau dipanen setahun.",
				value: func(p point) float64 {
					return fishing(p) * p.trend(0.024) * p.noise(0.08)
				}}},
			missing: func(p point) bool { return p.group == "Laut" && !coastal(p) },
		},
		{
			slug: "serangan-hama-padi", title: "Luas serangan hama dan penyakit padi", titleEN: "Rice pests and diseases",
			summary: "Luas tanaman padi yang terserang, menurut hama utama, tiap bulan.",
			agency:  "Dinas Contoh A", topic: "Pertanian", frequency: catalog.Monthly, periods: 30, daysAgo: 34, late: 4,
			method: "Pengamatan petugas pengendali organisme pengganggu tumbuhan.", keywords: []string{"tikus", "wereng", "blas", "sawah"},
			by: "Hama", byEN: "Pest", groups: []string{"Tikus", "Wereng batang cokelat", "Penggerek batang", "Blas"},
			measures: []measure{{name: "luas_serangan", label: "Luas serangan", labelEN: "Area attacked", unit: "ha", digits: 1, definition: "Luas tanaman yang terserang pada bulan itu, semua tingkat.",
				value: func(p point) float64 {
					return crop(p) * 0.011 * p.season(2, 0.6) * p.lean("hama"+p.group, 0.2, 1.8) * p.noise(0.9)
				}}},
		},
	}
}

// crop is the harvested area of a secondary crop, in hectares.
func crop(p point) float64 {
	part := []float64{1, 0.08, 0.35, 0.09, 0.06}[p.g]
	return p.lean("palawija"+p.group, 180, 2400) * part * (1.1 - 0.6*p.town()) * p.trend(0.018) * p.noise(0.12)
}

// palm is the mature smallholder area, in hectares.
func palm(p point) float64 {
	return p.lean("sawit", 1500, 26000) * (1.2 - p.town()) * (1.1 - 0.5*p.remote()) * p.trend(0.041)
}

func fishing(p point) float64 {
	return p.people() * []float64{0.021, 0.068, 0.017, 0.014}[p.g] * p.lean("ikan"+p.group, 0.5, 1.5) * (1.1 - 0.6*p.town())
}

// coastal tells whether a place has a sea coast.
func coastal(p point) bool {
	switch p.r.Short {
	case "Kotawaringin Barat", "Kotawaringin Timur", "Kapuas", "Sukamara", "Seruyan", "Katingan", "Pulang Pisau":
		return true
	}
	return false
}
