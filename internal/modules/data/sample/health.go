package sample

import "github.com/lewu-id/lewu/internal/catalog"

// health is kesehatan.
func health() []plan {
	return []plan{
		{
			slug: "kunjungan-puskesmas", title: "Kunjungan puskesmas menurut jenis layanan", titleEN: "Health centre visits by service",
			summary: "Kunjungan rawat jalan, gawat darurat, ibu dan anak, serta gigi di semua puskesmas.",
			agency:  "Dinkes (contoh)", topic: "Kesehatan", frequency: catalog.Monthly, periods: 36, daysAgo: 16,
			method: "Buku kunjungan puskesmas, dijumlahkan kabupaten/kota.", keywords: []string{"puskesmas", "pasien", "berobat"},
			by: "Layanan", byEN: "Service", groups: []string{"Rawat jalan", "Gawat darurat", "Ibu dan anak", "Gigi"},
			measures: []measure{{name: "kunjungan", label: "Kunjungan", labelEN: "Visits", unit: "kunjungan", definition: "Satu orang datang satu kali dihitung satu.",
				value: func(p point) float64 {
					return p.people() * []float64{0.061, 0.004, 0.017, 0.006}[p.g] * p.season(1, 0.12) * p.lean("sakit", 0.85, 1.15) * p.trend(0.004) * p.noise(0.12)
				}}},
			missing: func(p point) bool { return p.r.Short == "Seruyan" && p.ago == 0 },
		},
		{
			slug: "kasus-demam-berdarah", title: "Kasus demam berdarah dengue", titleEN: "Dengue cases",
			summary: "Kasus dan kematian tiap bulan menurut kabupaten dan kota.",
			agency:  "Dinkes (contoh)", topic: "Kesehatan", frequency: catalog.Monthly, periods: 60, daysAgo: 16,
			method: "Laporan surveilans rumah sakit dan puskesmas.", keywords: []string{"DBD", "nyamuk", "wabah", "penyakit"},
			measures: []measure{
				{name: "kasus", label: "Kasus", labelEN: "Cases", unit: "kasus", definition: "Penderita yang ditetapkan dokter pada bulan itu.", value: dengue},
				{name: "meninggal", label: "Meninggal", labelEN: "Deaths", unit: "orang", definition: "Penderita yang meninggal pada bulan itu.", value: func(p point) float64 { return dengue(p) * 0.011 * p.noise(1.5) }},
			},
		},
		{
			slug: "imunisasi-dasar-lengkap", title: "Cakupan imunisasi dasar lengkap", titleEN: "Complete basic immunisation",
			summary: "Persen bayi yang menerima semua imunisasi dasar sebelum umur satu tahun.",
			agency:  "Dinkes (contoh)", topic: "Kesehatan", frequency: catalog.Yearly, periods: 8, daysAgo: 131,
			method: "Bayi lengkap dibagi bayi sasaran.", keywords: []string{"vaksin", "bayi", "posyandu"},
			measures: []measure{{name: "cakupan", label: "Cakupan imunisasi", labelEN: "Coverage", unit: "persen", digits: 1, aggregate: catalog.None, definition: "Bayi yang lengkap dibagi bayi sasaran.",
				value: func(p point) float64 { return min(99.4, (93-24*p.remote())*p.trend(0.012)*p.noise(0.05)) }}},
		},
		{
			slug: "prevalensi-stunting", title: "Prevalensi balita pendek (stunting)", titleEN: "Stunting prevalence",
			summary: "Persen balita yang tinggi badannya kurang menurut umur.",
			agency:  "Dinkes (contoh)", topic: "Kesehatan", frequency: catalog.Yearly, periods: 6, daysAgo: 131,
			method: "Penimbangan serentak posyandu.", keywords: []string{"gizi", "balita", "anak"},
			notes: "Hasil penimbangan; berbeda cara dengan survei rumah tangga, jadi tidak dapat dibandingkan langsung.",
			measures: []measure{{name: "stunting", label: "Balita stunting", labelEN: "Stunted under-fives", unit: "persen", digits: 1, aggregate: catalog.None, definition: "Balita pendek dan sangat pendek dibagi balita yang diukur.",
				value: func(p point) float64 { return (14 + 13*p.remote()) * p.trend(-0.055) * p.noise(0.1) }}},
		},
		{
			slug: "tenaga-kesehatan", title: "Tenaga kesehatan menurut jenis", titleEN: "Health workers by kind",
			summary: "Dokter, bidan, perawat, dan tenaga gizi yang bekerja di fasilitas pemerintah.",
			agency:  "Dinkes (contoh)", topic: "Kesehatan", frequency: catalog.Yearly, periods: 5, daysAgo: 131,
			method: "Daftar pegawai fasilitas kesehatan pada 31 Desember.", keywords: []string{"dokter", "perawat", "bidan"},
			by: "Jenis tenaga", byEN: "Kind", groups: []string{"Dokter umum", "Dokter spesialis", "Bidan", "Perawat", "Tenaga gizi"},
			measures: []measure{{name: "tenaga", label: "Tenaga kesehatan", labelEN: "Workers", unit: "orang", definition: "Orang yang bekerja pada 31 Desember.",
				value: func(p point) float64 {
					return p.people() * []float64{0.00031, 0.00009, 0.00142, 0.00205, 0.00014}[p.g] * (0.75 + 0.6*p.town()) * p.trend(0.025) * p.noise(0.06)
				}}},
		},
	}
}

func dengue(p point) float64 {
	wave := 1.0
	if p.year%3 == 0 {
		wave = 2.2 // a bad year every third
	}
	return p.people() * 0.000042 * wave * p.season(1, 0.75) * (0.7 + 0.6*p.town()) * p.noise(0.7)
}
