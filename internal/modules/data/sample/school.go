package sample

import "github.com/lewu-id/lewu/internal/catalog"

// school is pendidikan.
func school() []plan {
	levels := []string{"SD", "SMP", "SMA", "SMK"}
	return []plan{
		{
			slug: "jumlah-guru", title: "Jumlah guru menurut jenjang", titleEN: "Teachers by school level",
			summary: "Guru yang mengajar pada awal tahun ajaran, semua status.",
			agency:  "Dinas Contoh B", topic: "Pendidikan", frequency: catalog.Yearly, periods: 4, daysAgo: 426, late: 61,
			method: "Daftar guru sekolah negeri dan swasta.", keywords: []string{"sekolah", "pendidik", "pengajar"},
			by: "Jenjang", byEN: "Level", groups: levels,
			measures: []measure{{name: "guru", label: "Guru", labelEN: "Teachers", unit: "orang", definition: "Guru yang mengajar di sekolah pada Juli.",
				value: func(p point) float64 {
					return p.people() * []float64{0.0079, 0.0034, 0.0018, 0.0011}[p.g] * p.lean("guru"+p.group, 0.85, 1.15) * p.trend(0.009)
				}}},
		},
		{
			slug: "angka-putus-sekolah", title: "Angka putus sekolah menurut jenjang", titleEN: "School dropout rate by level",
			summary: "Persen siswa yang berhenti sebelum lulus dalam satu tahun ajaran.",
			agency:  "Disdik (contoh)", topic: "Pendidikan", frequency: catalog.Yearly, periods: 6, daysAgo: 75,
			method: "Siswa berhenti dibagi siswa awal tahun ajaran.", keywords: []string{"drop out", "berhenti sekolah"},
			notes: "Persen antarwilayah dan antarjenjang tidak boleh dijumlahkan.",
			by:    "Jenjang", byEN: "Level", groups: levels,
			measures: []measure{{name: "putus_sekolah", label: "Angka putus sekolah", labelEN: "Dropout rate", unit: "persen", digits: 2, aggregate: catalog.None, definition: "Siswa yang berhenti dibagi siswa pada awal tahun ajaran.",
				value: func(p point) float64 {
					return []float64{0.28, 0.74, 1.35, 1.62}[p.g] * (0.7 + 0.7*p.remote()) * p.trend(-0.05) * p.noise(0.3)
				}}},
		},
		{
			slug: "ruang-kelas-rusak", title: "Ruang kelas menurut keadaan", titleEN: "Classrooms by condition",
			summary: "Ruang kelas baik, rusak ringan, dan rusak berat pada awal tahun ajaran.",
			agency:  "Disdik (contoh)", topic: "Pendidikan", frequency: catalog.Yearly, periods: 4, daysAgo: 75,
			method: "Penilaian sekolah, diperiksa pengawas.", keywords: []string{"sekolah", "gedung", "sarana"},
			by: "Keadaan", byEN: "Condition", groups: []string{"Baik", "Rusak ringan", "Rusak berat"},
			measures: []measure{{name: "ruang_kelas", label: "Ruang kelas", labelEN: "Classrooms", unit: "ruang", definition: "Ruang yang dipakai belajar pada Juli.",
				value: func(p point) float64 {
					part := []float64{0.72 - 0.12*p.remote(), 0.2 + 0.06*p.remote(), 0.08 + 0.06*p.remote()}[p.g]
					return p.people() * 0.0068 * part * p.noise(0.06)
				}}},
		},
		{
			slug: "pengunjung-perpustakaan", title: "Pengunjung perpustakaan daerah", titleEN: "Public library visits",
			summary: "Kunjungan ke perpustakaan kabupaten dan kota tiap bulan.",
			agency:  "Dispursip (contoh)", topic: "Pendidikan", frequency: catalog.Monthly, periods: 30, daysAgo: 9,
			method: "Buku tamu dan pintu hitung.", keywords: []string{"buku", "membaca", "literasi"},
			measures: []measure{{name: "kunjungan", label: "Kunjungan", labelEN: "Visits", unit: "kunjungan", definition: "Orang yang masuk pada jam buka.",
				value: func(p point) float64 {
					return p.people() * 0.0042 * (0.5 + p.town()) * p.season(9, 0.3) * p.trend(0.008) * p.noise(0.25)
				}}},
			missing: func(p point) bool { return p.r.Short == "Murung Raya" && p.ago < 3 },
		},
	}
}
