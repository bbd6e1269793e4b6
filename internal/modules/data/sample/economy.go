package sample

import (
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
)

// economy is ekonomi, perizinan, pariwisata.
func economy() []plan {
	return []plan{
		{
			slug: "inflasi-bulanan", title: "Inflasi bulanan di dua kota", titleEN: "Monthly inflation in two towns",
			summary: "Perubahan harga dari bulan sebelumnya di Palangka Raya dan Sampit (Kotawaringin Timur), menurut kelompok pengeluaran.",
			agency:  "Disperdagin (contoh)", topic: "Ekonomi", frequency: catalog.Monthly, periods: 30, daysAgo: 12,
			method: "Perubahan indeks harga konsumen rekaan dari bulan ke bulan.", keywords: []string{"harga", "IHK", "daya beli"},
			notes: "Persen antarkelompok tidak boleh dijumlahkan.",
			places: func(r region.Region) bool {
				return r.Short == "Palangka Raya" || r.Short == "Kotawaringin Timur"
			},
			by: "Kelompok barang", byEN: "Group of goods", groups: []string{"Makanan", "Perumahan dan listrik", "Transportasi", "Pendidikan", "Kesehatan"},
			measures: []measure{{name: "inflasi", label: "Inflasi", labelEN: "Inflation", unit: "persen", digits: 2, aggregate: catalog.None, definition: "Perubahan indeks harga dari bulan sebelumnya.",
				value: func(p point) float64 {
					return []float64{0.42, 0.12, 0.18, 0.07, 0.11}[p.g] * p.season(12, 0.7) * p.noise(1.2)
				}}},
		},
		{
			slug: "jumlah-umkm", title: "Usaha mikro, kecil, dan menengah menurut bidang", titleEN: "Micro, small and medium businesses by field",
			summary: "Usaha yang terdaftar pada akhir tahun dan tenaga kerjanya.",
			agency:  "Diskop UKM (contoh)", topic: "Ekonomi", frequency: catalog.Yearly, periods: 5, daysAgo: 118,
			method: "Daftar induk usaha yang diperbarui kabupaten/kota.", keywords: []string{"UMKM", "usaha", "wirausaha"},
			by: "Bidang", byEN: "Field", groups: []string{"Perdagangan", "Kuliner", "Jasa", "Kerajinan", "Pertanian"},
			measures: []measure{
				{name: "usaha", label: "Jumlah usaha", labelEN: "Businesses", unit: "unit", definition: "Usaha terdaftar yang masih jalan pada 31 Desember.", value: shops},
				{name: "tenaga_kerja", label: "Tenaga kerja", labelEN: "Workers", unit: "orang", definition: "Orang yang bekerja di usaha itu, termasuk pemilik.",
					value: func(p point) float64 { return shops(p) * []float64{1.9, 2.3, 1.7, 2.1, 2.6}[p.g] * p.noise(0.1) }},
			},
		},
		{
			slug: "izin-usaha-terbit", title: "Izin usaha yang terbit menurut skala", titleEN: "Business licences issued by scale",
			summary: "Nomor induk berusaha yang terbit tiap bulan.",
			agency:  "DPMPTSP (contoh)", topic: "Ekonomi", frequency: catalog.Monthly, periods: 34, daysAgo: 6,
			method: "Rekaman sistem perizinan rekaan.", keywords: []string{"NIB", "perizinan", "investasi"},
			by: "Skala", byEN: "Scale", groups: []string{"Mikro", "Kecil", "Menengah", "Besar"},
			measures: []measure{{name: "izin", label: "Izin terbit", labelEN: "Licences", unit: "izin", definition: "Izin yang terbit pada bulan itu.",
				value: func(p point) float64 {
					return p.people() * []float64{0.00085, 0.00016, 0.00002, 0.000006}[p.g] * (0.6 + p.town()) * p.season(3, 0.25) * p.trend(0.006) * p.noise(0.5)
				}}},
		},
		{
			slug: "kunjungan-wisatawan", title: "Kunjungan wisatawan menurut asal", titleEN: "Visitors by origin",
			summary: "Pengunjung yang dicatat di pintu masuk tempat wisata tiap bulan.",
			agency:  "Disbudpar (contoh)", topic: "Pariwisata", frequency: catalog.Monthly, periods: 36, daysAgo: 27,
			method: "Karcis dan buku tamu tempat wisata.", keywords: []string{"wisata", "turis", "Tanjung Puting"},
			by: "Asal", byEN: "Origin", groups: []string{"Nusantara", "Mancanegara"},
			measures: []measure{{name: "kunjungan", label: "Kunjungan", labelEN: "Visits", unit: "kunjungan", definition: "Orang yang masuk tempat wisata; satu orang dapat dihitung lebih dari sekali.",
				value: func(p point) float64 {
					base := p.people() * []float64{0.011, 0.00012}[p.g]
					if p.r.Short == "Kotawaringin Barat" {
						base *= []float64{2.1, 24}[p.g]
					}
					return base * p.season([]int{12, 8}[p.g], 0.45) * p.trend(0.011) * p.noise(0.3)
				}}},
			missing: func(p point) bool { return p.r.Short == "Sukamara" && p.month%5 == 0 },
		},
		{
			slug: "tingkat-hunian-hotel", title: "Tingkat hunian kamar hotel", titleEN: "Hotel room occupancy",
			summary: "Persen kamar hotel yang terisi tiap bulan di kabupaten dan kota yang punya hotel.",
			agency:  "Disbudpar (contoh)", topic: "Pariwisata", frequency: catalog.Monthly, periods: 24, daysAgo: 27,
			method: "Laporan hotel: malam kamar terisi dibagi malam kamar tersedia.", keywords: []string{"hotel", "penginapan", "okupansi"},
			places:   func(r region.Region) bool { return (point{r: r}).town() >= 0.35 },
			measures: []measure{{name: "hunian", label: "Tingkat hunian", labelEN: "Occupancy", unit: "persen", digits: 1, aggregate: catalog.None, definition: "Malam kamar terisi dibagi malam kamar tersedia.", value: func(p point) float64 { return min(96, (38+22*p.town())*p.season(12, 0.18)*p.noise(0.12)) }}},
		},
	}
}

func shops(p point) float64 {
	return p.people() * []float64{0.026, 0.017, 0.011, 0.004, 0.007}[p.g] * p.lean("usaha"+p.group, 0.7, 1.3) * (0.8 + 0.5*p.town()) * p.trend(0.037)
}
