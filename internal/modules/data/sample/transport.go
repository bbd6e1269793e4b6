package sample

import (
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
)

// transport is perhubungan.
func transport() []plan {
	return []plan{
		{
			slug: "penumpang-bandara", title: "Penumpang pesawat menurut arah", titleEN: "Air passengers by direction",
			summary: "Penumpang datang dan berangkat tiap bulan di kabupaten dan kota yang punya bandar udara.",
			agency:  "Dishub (contoh)", topic: "Perhubungan", frequency: catalog.Monthly, periods: 48, daysAgo: 13,
			method: "Laporan bandar udara.", keywords: []string{"bandara", "pesawat", "Tjilik Riwut", "Iskandar"},
			places: func(r region.Region) bool {
				switch r.Short {
				case "Palangka Raya", "Kotawaringin Barat", "Kotawaringin Timur", "Barito Utara":
					return true
				}
				return false
			},
			by: "Arah", byEN: "Direction", groups: []string{"Datang", "Berangkat"},
			measures: []measure{{name: "penumpang", label: "Penumpang", labelEN: "Passengers", unit: "orang", definition: "Penumpang dalam negeri, tanpa transit.",
				value: func(p point) float64 {
					return 46_000 * p.town() * p.season(12, 0.2) * p.trend(0.006) * p.noise(0.15) * []float64{1, 0.98}[p.g]
				}}},
		},
		{
			slug: "kendaraan-bermotor", title: "Kendaraan bermotor terdaftar menurut jenis", titleEN: "Registered vehicles by kind",
			summary: "Kendaraan yang terdaftar pada akhir tahun.",
			agency:  "Bapenda (contoh)", topic: "Perhubungan", frequency: catalog.Yearly, periods: 6, daysAgo: 88,
			method: "Rekaman pajak kendaraan.", keywords: []string{"motor", "mobil", "pajak kendaraan", "Samsat"},
			by: "Jenis kendaraan", byEN: "Kind", groups: []string{"Sepeda motor", "Mobil penumpang", "Mobil barang", "Bus"},
			measures: []measure{{name: "kendaraan", label: "Kendaraan", labelEN: "Vehicles", unit: "unit", definition: "Kendaraan yang terdaftar pada 31 Desember.",
				value: func(p point) float64 {
					return p.people() * []float64{0.44, 0.047, 0.031, 0.0009}[p.g] * (0.7 + 0.6*p.town()) * p.trend(0.034) * p.noise(0.03)
				}}},
		},
	}
}
