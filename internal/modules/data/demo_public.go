package data

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// equal is a filter on one value, for the figures of the front page.
func equal(column, value string) lewu.Filter {
	return lewu.Filter{Column: column, Op: lewu.OpIn, Values: []string{value}}
}

// publicDeliveries are the angka publik: facts that the named sources
// published, typed in by us. They never share a table with synthetic figures.
func publicDeliveries() []delivery {
	return []delivery{
		{set: catalog.Dataset{
			Slug: "wilayah-kalimantan-tengah", Title: "Wilayah Kalimantan Tengah: kode, luas, dan penduduk",
			TitleEN: "Regions of Kalimantan Tengah: codes, area and population",
			Summary: "14 kabupaten dan kota dengan kode Kemendagri dan kode BPS, ibu kota, luas (BIG, 2024), penduduk (Dukcapil, semester II 2024), dan jumlah kecamatan, kelurahan, dan desa.",
			Agency:  "Kementerian Dalam Negeri", Topic: "Pemerintahan",
			Source: "Kepmendagri 300.2.2-2138/2025 dan 300.2.2-2430/2025; kode BPS menurut BPS", Licence: "Fakta publik",
			Key: []string{"kode_kemendagri"}, Mode: catalog.Replace,
			Highlights: []catalog.Highlight{{
				Label: "Penduduk Kalimantan Tengah", LabelEN: "Population of Kalimantan Tengah", AsOf: "2024-S2", Unit: "jiwa", Order: 10,
				Query: lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "penduduk_2024_semester_ii"}}},
			}},
		}, file: "wilayah-kalteng.csv", body: embedded("wilayah.csv"), daysAgo: 40, note: "Terbitan pertama."},
		{set: catalog.Dataset{
			Slug: "apbd-kalimantan-tengah-djpk", Title: "APBD Provinsi Kalimantan Tengah 2018–2025 menurut DJPK",
			TitleEN: "Budget of Kalimantan Tengah province 2018–2025 as DJPK gives it",
			Summary: "Anggaran dan realisasi pendapatan serta belanja daerah per tahun, dijumlahkan dari rincian tingkat 3 DJPK. Angka 2025 sementara.",
			Agency:  "DJPK Kementerian Keuangan", Topic: "Keuangan daerah",
			Source: "DJPK Kemenkeu (SIKD), tingkat 3, dijumlahkan, diolah", Licence: "Fakta publik",
			Key: []string{"tahun", "uraian"}, Period: "tahun", Mode: catalog.Replace,
			Highlights: []catalog.Highlight{{
				Label: "Realisasi belanja provinsi", LabelEN: "Provincial spending", AsOf: "tahun", Order: 20,
				Query: lewu.Query{Columns: []string{"tahun", "realisasi"}, Limit: 1,
					Filter: []lewu.Filter{equal("uraian", "Belanja daerah"), equal("keadaan", "menurut DJPK")},
					Sort:   []lewu.Sort{{Column: "tahun", Desc: true}}},
			}},
		}, file: "apbd-kalteng-djpk.csv", body: embedded("apbd.csv"), daysAgo: 39, note: "Terbitan pertama."},
		{set: catalog.Dataset{
			Slug: "tepra-kalimantan-tengah", Title: "Realisasi keuangan dan fisik Kalimantan Tengah menurut TEPRA",
			TitleEN: "Financial and physical progress of Kalimantan Tengah (TEPRA)",
			Summary: "Persen realisasi keuangan, realisasi fisik, dan target keuangan pada tanggal yang disebut rapat TEPRA.",
			Agency:  "Biro Administrasi Pembangunan", Topic: "Keuangan daerah",
			Source: "Rakor TEPRA, sebagian dikutip pers", Licence: "Fakta publik",
			Key: []string{"keadaan_per", "ukuran"}, Mode: catalog.Replace,
			Highlights: []catalog.Highlight{{
				Label: "Realisasi keuangan TEPRA", LabelEN: "Financial progress (TEPRA)", AsOf: "keadaan_per", Unit: "persen", Order: 30,
				Query: lewu.Query{Columns: []string{"keadaan_per", "nilai"}, Limit: 1,
					Filter: []lewu.Filter{equal("ukuran", "realisasi keuangan")},
					Sort:   []lewu.Sort{{Column: "keadaan_per", Desc: true}}},
			}},
		}, file: "tepra-kalteng.csv", body: embedded("tepra.csv"), daysAgo: 24, note: "Terbitan pertama."},
		{set: catalog.Dataset{
			Slug: "kemiskinan-pengangguran", Title: "Kemiskinan dan pengangguran Kalimantan Tengah",
			TitleEN: "Poverty and unemployment in Kalimantan Tengah",
			Summary: "Persentase penduduk miskin dan tingkat pengangguran terbuka pada bulan survei BPS.",
			Agency:  "Badan Pusat Statistik", Topic: "Sosial",
			Source: "BPS, dikutip pers", Licence: "Fakta publik",
			Key: []string{"tahun", "bulan", "indikator"}, Mode: catalog.Replace,
			Highlights: []catalog.Highlight{{
				Label: "Penduduk miskin", LabelEN: "People in poverty", AsOf: "tahun", Unit: "persen", Order: 40,
				Query: lewu.Query{Columns: []string{"tahun", "nilai"}, Limit: 1,
					Filter: []lewu.Filter{equal("indikator", "Persentase penduduk miskin")},
					Sort:   []lewu.Sort{{Column: "tahun", Desc: true}}},
			}},
		}, file: "kemiskinan-pengangguran-kalteng.csv", body: embedded("kemiskinan.csv"), daysAgo: 23, note: "Terbitan pertama."},
		{set: catalog.Dataset{
			Slug: "rasio-gini", Title: "Rasio Gini Kalimantan Tengah", TitleEN: "Gini ratio of Kalimantan Tengah",
			Summary: "Ketimpangan pengeluaran penduduk, 0 (merata) sampai 1, pada bulan survei BPS.",
			Agency:  "Badan Pusat Statistik", Topic: "Sosial",
			Source: "BPS, dikutip pers", Licence: "Fakta publik",
			Key: []string{"tahun", "bulan"}, Mode: catalog.Replace,
		}, file: "rasio-gini-kalteng.csv", body: embedded("gini.csv"), daysAgo: 23, note: "Terbitan pertama."},
		{set: catalog.Dataset{
			Slug: "indeks-spbe", Title: "Indeks SPBE Provinsi Kalimantan Tengah",
			TitleEN: "E-government (SPBE) index of Kalimantan Tengah province",
			Summary: "Indeks Sistem Pemerintahan Berbasis Elektronik menurut evaluasi KemenPANRB, skala 1 sampai 5.",
			Agency:  "Kementerian PANRB", Topic: "Pemerintahan",
			Source: "KemenPANRB, dikutip kaltengterkini.co.id dan enterkal.com", Licence: "Fakta publik",
			Key: []string{"tahun"}, Mode: catalog.Replace,
		}, file: "indeks-spbe-kalteng.csv", body: embedded("spbe.csv"), daysAgo: 22, note: "Terbitan pertama."},
	}
}
