package sample

import (
	"embed"
	"io/fs"
	"path"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

//go:embed files/*.csv
var files embed.FS

// embedded is the body of a file that comes with the program.
func embedded(name string) func() (string, error) {
	return func() (string, error) {
		body, err := fs.ReadFile(files, path.Join("files", name))
		return string(body), err
	}
}

// equal is a filter on one value, for the figures of the front page.
func equal(column, value string) lewu.Filter {
	return lewu.Filter{Column: column, Op: lewu.OpIn, Values: []string{value}}
}

// Public are the angka publik: facts that the named sources
// published, typed in by us. They never share a table with synthetic figures.
func Public(day time.Time) []Delivery { return append(publicBudget(day), publicPeople(day)...) }

// regionWords are the columns of the regions in English; in Indonesian they say
// themselves.
func regionWords() map[string]catalog.Meaning {
	words := map[string]catalog.Meaning{}
	for name, english := range map[string]string{
		"kode_kemendagri": "Kemendagri code", "kode_bps": "BPS code", "nama": "Name", "jenis": "Kind", "ibukota": "Capital", "luas": "Area",
		"penduduk_2024_semester_ii": "People, second half of 2024", "kecamatan": "Districts (kecamatan)", "kelurahan": "Urban villages (kelurahan)",
		"desa": "Villages (desa)",
	} {
		words[name] = catalog.Meaning{LabelEN: english}
	}
	return words
}

// publicBudget are regions and the money of the province.
func publicBudget(day time.Time) []Delivery {
	return []Delivery{
		{Set: catalog.Dataset{
			Slug: "wilayah-kalimantan-tengah", Title: "Wilayah Kalimantan Tengah: kode, luas, dan penduduk",
			TitleEN: "Regions of Kalimantan Tengah: codes, area and population",
			Summary: "14 kabupaten dan kota dengan kode Kemendagri dan kode BPS, ibu kota, luas (BIG, 2024), penduduk (Dukcapil, semester II 2024), dan jumlah kecamatan, kelurahan, dan desa.",
			Agency:  "Kementerian Dalam Negeri", Topic: "Pemerintahan",
			Source: "Kepmendagri 300.2.2-2138/2025 dan 300.2.2-2430/2025; kode BPS menurut BPS", Licence: "Fakta publik",
			Key: []string{"kode_kemendagri"}, Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.HalfYearly, Due: due(day, 100), Statistic: catalog.Basic, Access: catalog.Regular,
				Keywords: []string{"penduduk", "luas", "kecamatan", "desa", "kelurahan", "kode wilayah"}, Method: "Disalin dari lampiran keputusan menteri.", Notes: "Penduduk menurut registrasi Dukcapil; angka BPS berbeda.",
				Meanings: regionWords(),
			},
			Highlights: []catalog.Highlight{{
				Label: "Penduduk Kalimantan Tengah", LabelEN: "Population of Kalimantan Tengah", AsOf: "2024-S2", Unit: "jiwa", Order: 10,
				Query: lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "penduduk_2024_semester_ii"}}},
			}},
		}, File: "wilayah-kalteng.csv", Body: embedded("wilayah.csv"), DaysAgo: 40, Note: "Terbitan pertama."},
		{Set: catalog.Dataset{
			Slug: "apbd-kalimantan-tengah-djpk", Title: "APBD Provinsi Kalimantan Tengah 2018–2025 menurut DJPK",
			TitleEN: "Budget of Kalimantan Tengah province 2018–2025 as DJPK gives it",
			Summary: "Anggaran dan realisasi pendapatan serta belanja daerah per tahun, dijumlahkan dari rincian tingkat 3 DJPK. Angka 2025 sementara.",
			Agency:  "DJPK Kementerian Keuangan", Topic: "Keuangan daerah",
			Source: "DJPK Kemenkeu (SIKD), tingkat 3, dijumlahkan, diolah", Licence: "Fakta publik",
			Key: []string{"tahun", "uraian"}, Period: "tahun", Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.Yearly, Due: due(day, 130), Statistic: catalog.Sectoral, Access: catalog.Regular,
				Keywords: []string{"APBD", "anggaran", "belanja", "pendapatan", "serapan"}, Method: "Rincian tingkat 3 DJPK dijumlahkan.", Notes: "Angka 2025 sementara; jumlah DJPK dipotong sampai sekitar 15 angka.",
			},
			Highlights: []catalog.Highlight{{
				Label: "Realisasi belanja provinsi", LabelEN: "Provincial spending", AsOf: "tahun", Order: 20,
				Query: lewu.Query{Columns: []string{"tahun", "realisasi"}, Limit: 1,
					Filter: []lewu.Filter{equal("uraian", "Belanja daerah"), equal("keadaan", "menurut DJPK")},
					Sort:   []lewu.Sort{{Column: "tahun", Desc: true}}},
			}},
		}, File: "apbd-kalteng-djpk.csv", Body: embedded("apbd.csv"), DaysAgo: 39, Note: "Terbitan pertama."},
		{Set: catalog.Dataset{
			Slug: "tepra-kalimantan-tengah", Title: "Realisasi keuangan dan fisik Kalimantan Tengah menurut TEPRA",
			TitleEN: "Financial and physical progress of Kalimantan Tengah (TEPRA)",
			Summary: "Persen realisasi keuangan, realisasi fisik, dan target keuangan pada tanggal yang disebut rapat TEPRA.",
			Agency:  "Biro Administrasi Pembangunan", Topic: "Keuangan daerah",
			Source: "Rakor TEPRA, sebagian dikutip pers", Licence: "Fakta publik",
			Key: []string{"keadaan_per", "ukuran"}, Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.Quarterly, Due: due(day, 40), Statistic: catalog.Sectoral, Access: catalog.Regular,
				Keywords: []string{"realisasi", "serapan", "fisik", "keuangan"}, Method: "Dikutip dari rapat koordinasi TEPRA.", Notes: "",
			},
			Highlights: []catalog.Highlight{{
				Label: "Realisasi keuangan TEPRA", LabelEN: "Financial progress (TEPRA)", AsOf: "keadaan_per", Unit: "persen", Order: 30,
				Query: lewu.Query{Columns: []string{"keadaan_per", "nilai"}, Limit: 1,
					Filter: []lewu.Filter{equal("ukuran", "realisasi keuangan")},
					Sort:   []lewu.Sort{{Column: "keadaan_per", Desc: true}}},
			}},
		}, File: "tepra-kalteng.csv", Body: embedded("tepra.csv"), DaysAgo: 24, Note: "Terbitan pertama."},
	}
}

// publicPeople are welfare and government.
func publicPeople(day time.Time) []Delivery {
	return []Delivery{
		{Set: catalog.Dataset{
			Slug: "kemiskinan-pengangguran", Title: "Kemiskinan dan pengangguran Kalimantan Tengah",
			TitleEN: "Poverty and unemployment in Kalimantan Tengah",
			Summary: "Persentase penduduk miskin dan tingkat pengangguran terbuka pada bulan survei BPS.",
			Agency:  "Badan Pusat Statistik", Topic: "Sosial",
			Source: "BPS, dikutip pers", Licence: "Fakta publik",
			Key: []string{"tahun", "bulan", "indikator"}, Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.HalfYearly, Due: due(day, 60), Statistic: catalog.Basic, Access: catalog.Regular,
				Keywords: []string{"miskin", "pengangguran", "TPT"}, Method: "Survei rumah tangga BPS.", Notes: "Maret dan September untuk kemiskinan, Agustus untuk pengangguran.",
			},
			Highlights: []catalog.Highlight{{
				Label: "Penduduk miskin", LabelEN: "People in poverty", AsOf: "tahun", Unit: "persen", Order: 40,
				Query: lewu.Query{Columns: []string{"tahun", "nilai"}, Limit: 1,
					Filter: []lewu.Filter{equal("indikator", "Persentase penduduk miskin")},
					Sort:   []lewu.Sort{{Column: "tahun", Desc: true}}},
			}},
		}, File: "kemiskinan-pengangguran-kalteng.csv", Body: embedded("kemiskinan.csv"), DaysAgo: 23, Note: "Terbitan pertama."},
		{Set: catalog.Dataset{
			Slug: "rasio-gini", Title: "Rasio Gini Kalimantan Tengah", TitleEN: "Gini ratio of Kalimantan Tengah",
			Summary: "Ketimpangan pengeluaran penduduk, 0 (merata) sampai 1, pada bulan survei BPS.",
			Agency:  "Badan Pusat Statistik", Topic: "Sosial",
			Source: "BPS, dikutip pers", Licence: "Fakta publik",
			Key: []string{"tahun", "bulan"}, Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.HalfYearly, Due: due(day, 60), Statistic: catalog.Basic, Access: catalog.Regular,
				Keywords: []string{"ketimpangan", "pengeluaran"}, Method: "Survei rumah tangga BPS.", Notes: "",
			},
		}, File: "rasio-gini-kalteng.csv", Body: embedded("gini.csv"), DaysAgo: 23, Note: "Terbitan pertama."},
		{Set: catalog.Dataset{
			Slug: "indeks-spbe", Title: "Indeks SPBE Provinsi Kalimantan Tengah",
			TitleEN: "E-government (SPBE) index of Kalimantan Tengah province",
			Summary: "Indeks Sistem Pemerintahan Berbasis Elektronik menurut evaluasi KemenPANRB, skala 1 sampai 5.",
			Agency:  "Kementerian PANRB", Topic: "Pemerintahan",
			Source: "KemenPANRB, dikutip kaltengterkini.co.id dan enterkal.com", Licence: "Fakta publik",
			Key: []string{"tahun"}, Mode: catalog.Replace,
			Metadata: catalog.Metadata{
				Frequency: catalog.Yearly, Due: due(day, 150), Statistic: catalog.Sectoral, Access: catalog.Regular,
				Keywords: []string{"SPBE", "pemerintahan elektronik", "digital"}, Method: "Penilaian KemenPANRB.", Notes: "",
			},
		}, File: "indeks-spbe-kalteng.csv", Body: embedded("spbe.csv"), DaysAgo: 22, Note: "Terbitan pertama."},
	}
}
