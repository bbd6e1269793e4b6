package sample

import "github.com/lewu-id/lewu/internal/catalog"

// welfare is sosial.
func welfare() []plan {
	return []plan{
		{
			slug: "penerima-bantuan-sosial", title: "Keluarga penerima bantuan sosial menurut program", titleEN: "Families with social assistance by programme",
			summary: "Keluarga yang menerima bantuan dalam setahun. Tanpa nama dan alamat.",
			agency:  "Dinsos (contoh)", topic: "Sosial", frequency: catalog.Yearly, periods: 5, daysAgo: 162,
			method: "Daftar bayar program, dihitung per keluarga.", keywords: []string{"bansos", "keluarga", "miskin"},
			by: "Program", byEN: "Programme", groups: []string{"Bantuan pangan", "Bantuan tunai", "Bantuan sekolah"},
			measures: []measure{{name: "keluarga", label: "Keluarga penerima", labelEN: "Families", unit: "keluarga", definition: "Keluarga yang menerima sedikitnya sekali dalam setahun.",
				value: func(p point) float64 {
					return p.people() * []float64{0.041, 0.023, 0.019}[p.g] * (0.7 + 0.6*p.remote()) * p.trend(-0.01) * p.noise(0.08)
				}}},
		},
		{
			slug: "penyandang-disabilitas", title: "Penyandang disabilitas menurut ragam", titleEN: "People with disabilities by kind",
			summary: "Penyandang disabilitas yang terdata pada akhir tahun.",
			agency:  "Dinsos (contoh)", topic: "Sosial", frequency: catalog.Yearly, periods: 4, daysAgo: 162,
			method: "Pendataan pendamping sosial.", keywords: []string{"difabel", "inklusi"},
			by: "Ragam", byEN: "Kind", groups: []string{"Fisik", "Netra", "Rungu wicara", "Intelektual", "Mental", "Ganda"},
			measures: []measure{{name: "orang", label: "Penyandang disabilitas", labelEN: "People", unit: "orang", definition: "Orang yang terdata pada 31 Desember.",
				value: func(p point) float64 {
					return p.people() * []float64{0.0016, 0.0005, 0.0006, 0.0004, 0.0005, 0.0002}[p.g] * p.lean("data", 0.7, 1.2) * p.trend(0.02) * p.noise(0.1)
				}}},
		},
		{
			slug: "kekerasan-perempuan-anak", title: "Kasus kekerasan terhadap perempuan dan anak", titleEN: "Violence against women and children",
			summary: "Kasus yang dilaporkan dan didampingi. Hanya jumlah; tidak ada data pribadi.",
			agency:  "DP3APPKB (contoh)", topic: "Sosial", frequency: catalog.Yearly, periods: 5, daysAgo: 143,
			method: "Laporan unit pelayanan kabupaten/kota.", keywords: []string{"perlindungan", "perempuan", "anak", "KDRT"},
			notes: "Lebih banyak laporan tidak selalu berarti lebih banyak kejadian.",
			by:    "Korban", byEN: "Victims", groups: []string{"Perempuan dewasa", "Anak perempuan", "Anak laki-laki"},
			measures: []measure{{name: "kasus", label: "Kasus dilaporkan", labelEN: "Cases", unit: "kasus", definition: "Kasus yang masuk dalam setahun.",
				value: func(p point) float64 {
					return p.people() * []float64{0.00007, 0.00006, 0.00002}[p.g] * (0.7 + 0.6*p.town()) * p.trend(0.03) * p.noise(0.3)
				}}},
		},
	}
}
