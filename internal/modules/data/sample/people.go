package sample

import (
	"fmt"

	"github.com/lewu-id/lewu/internal/catalog"
)

// people is kependudukan and ketenagakerjaan.
func people() []plan {
	return []plan{
		{
			slug: "penduduk-kelompok-umur", title: "Penduduk menurut kelompok umur", titleEN: "Population by age group",
			summary: "Penduduk laki-laki dan perempuan per kelompok umur lima tahunan pada akhir tahun.",
			agency:  "Disdukcapil (contoh)", topic: "Kependudukan", frequency: catalog.Yearly, periods: 4, daysAgo: 97,
			method: "Data kependudukan bersih rekaan pada 31 Desember.", keywords: []string{"penduduk", "umur", "demografi", "piramida"},
			notes: "Angka registrasi rekaan; berbeda dengan angka survei.",
			by:    "Kelompok umur", byEN: "Age group", groups: ages(),
			measures: []measure{
				{name: "laki_laki", label: "Laki-laki", labelEN: "Men", unit: "jiwa", definition: "Penduduk laki-laki pada 31 Desember.", value: func(p point) float64 { return age(p) * 0.514 }},
				{name: "perempuan", label: "Perempuan", labelEN: "Women", unit: "jiwa", definition: "Penduduk perempuan pada 31 Desember.", value: func(p point) float64 { return age(p) * 0.486 }},
			},
		},
		{
			slug: "akta-kelahiran-terbit", title: "Akta kelahiran yang terbit", titleEN: "Birth certificates issued",
			summary: "Akta kelahiran tepat waktu dan terlambat tiap bulan.",
			agency:  "Disdukcapil (contoh)", topic: "Kependudukan", frequency: catalog.Monthly, periods: 36, daysAgo: 8,
			method: "Rekaman penerbitan akta.", keywords: []string{"akta", "lahir", "bayi"},
			by: "Waktu", byEN: "Timing", groups: []string{"Tepat waktu", "Terlambat"},
			measures: []measure{{name: "akta", label: "Akta terbit", labelEN: "Certificates", unit: "akta", definition: "Akta yang terbit pada bulan itu.",
				value: func(p point) float64 {
					return p.people() * []float64{0.00108, 0.00041}[p.g] * p.season(7, 0.15) * p.noise(0.2)
				}}},
		},
		{
			slug: "pencari-kerja-terdaftar", title: "Pencari kerja terdaftar menurut pendidikan", titleEN: "Registered job seekers by education",
			summary: "Pencari kerja yang terdaftar dan yang ditempatkan tiap bulan.",
			agency:  "Disnakertrans (contoh)", topic: "Ketenagakerjaan", frequency: catalog.Monthly, periods: 30, daysAgo: 14,
			method: "Kartu pencari kerja (AK-1) yang terbit.", keywords: []string{"lowongan", "kartu kuning", "pengangguran", "AK1"},
			by: "Pendidikan", byEN: "Education", groups: []string{"SD dan SMP", "SMA dan SMK", "Diploma", "Sarjana"},
			measures: []measure{
				{name: "terdaftar", label: "Pencari kerja terdaftar", labelEN: "Registered", unit: "orang", definition: "Orang yang mendaftar pada bulan itu.", value: seekers},
				{name: "ditempatkan", label: "Ditempatkan", labelEN: "Placed", unit: "orang", definition: "Orang yang diterima bekerja pada bulan itu.", value: func(p point) float64 { return seekers(p) * p.lean("tempat", 0.18, 0.45) * p.noise(0.3) }},
			},
			missing: func(p point) bool { return p.r.Short == "Barito Timur" && p.ago == 1 },
		},
		{
			slug: "upah-minimum", title: "Upah minimum kabupaten dan kota", titleEN: "Minimum wage",
			summary: "Upah minimum sebulan yang ditetapkan untuk tiap kabupaten dan kota.",
			agency:  "Disnakertrans (contoh)", topic: "Ketenagakerjaan", frequency: catalog.Yearly, periods: 8, daysAgo: 320,
			method: "Keputusan rekaan, satu angka per wilayah dan tahun.", keywords: []string{"UMK", "UMP", "gaji"},
			notes: "Upah antarwilayah tidak boleh dijumlahkan.",
			measures: []measure{{name: "upah", label: "Upah minimum", labelEN: "Minimum wage", unit: "rupiah", aggregate: catalog.None, definition: "Upah minimum sebulan bagi pekerja lajang tahun pertama.",
				value: func(p point) float64 {
					v := 3_480_000 * p.lean("upah", 1, 1.1) * p.trend(0.052)
					return float64(int(v/1000)) * 1000
				}}},
		},
	}
}

// ages are five-year groups: "0–4" is written with a plain hyphen, as offices do.
func ages() (list []string) {
	for from := 0; from < 75; from += 5 {
		list = append(list, fmt.Sprintf("%02d-%02d", from, from+4))
	}
	return append(list, "75+")
}

// age is the people of one group of ages.
func age(p point) float64 {
	part := []float64{9.1, 9.3, 9.2, 8.6, 8.5, 8.3, 8.1, 7.8, 7.2, 6.3, 5.3, 4.2, 3.2, 2.2, 1.4, 1.3}[p.g] / 100
	return p.people() * part * p.trend(0.013) * p.noise(0.03)
}

func seekers(p point) float64 {
	return p.people() * []float64{0.00006, 0.00041, 0.00009, 0.00019}[p.g] * p.season(7, 0.4) * (0.7 + 0.5*p.town()) * p.noise(0.4)
}
