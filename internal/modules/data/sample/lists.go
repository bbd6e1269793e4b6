package sample

import (
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/region"
)

// pupils is a file whose numbers could be read in two ways: "16.185" is sixteen
// thousand, as its sender answered.
func pupils(day time.Time) Delivery {
	year := day.Year()
	set := catalog.Dataset{
		Slug: "jumlah-siswa", Title: "Jumlah siswa menurut jenjang dan kabupaten/kota (contoh)", TitleEN: "Pupils by school level and regency or city (sample)",
		Summary: "Siswa laki-laki dan perempuan per jenjang pada awal tahun ajaran. Data contoh: angkanya rekaan.",
		Agency:  "Disdik (contoh)", Topic: "Pendidikan", Source: "Disdik (contoh)", Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true,
		Key: []string{"tahun", "kode_kemendagri", "jenjang"}, Mode: catalog.Replace,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: due(day, 290), Statistic: catalog.Sectoral, Access: catalog.Regular,
			Keywords: []string{"murid", "pelajar", "sekolah"}, Method: "Laporan sekolah pada Juli, dijumlahkan per jenjang.",
		},
	}
	return Delivery{Set: set, File: "contoh-jumlah-siswa.csv", DaysAgo: 75, Note: "Terbitan pertama.",
		Answers: map[string]string{"decimal:laki_laki": "1.234,5", "decimal:perempuan": "1.234,5"},
		Body:    body(func() string { return pupilsCSV(year-3, year-1) })}
}

// pupilsCSV writes one row a school level, girls and boys apart, with grouping
// points: "12.345".
func pupilsCSV(from, to int) string {
	levels := []struct {
		name string
		part float64 // of the population
	}{{"SD", 0.108}, {"SMP", 0.047}, {"SMA", 0.026}, {"SMK", 0.014}}
	s := &sheet{sep: ';', end: "\n"}
	s.row("Tahun", "Kode Kemendagri", "Kabupaten/Kota", "Jenjang", "Laki-laki (orang)", "Perempuan (orang)")
	for year := from; year <= to; year++ {
		for _, r := range region.Regencies() {
			for _, l := range levels {
				all := float64(r.Population) * l.part * (0.94 + 0.12*share(l.name, string(r.Kemendagri))) * (1 + 0.011*float64(year-to))
				boys := all * (0.505 + 0.02*share("putra"+l.name, string(r.Kemendagri)))
				s.row(strconv.Itoa(year), string(r.Kemendagri), r.Name, l.name, i18n.ID.Int(int64(boys)), i18n.ID.Int(int64(all-boys)))
			}
		}
	}
	return s.String()
}

// markets is a list in which one row lies outside the province: a finding that
// is published beside the data.
func markets(day time.Time) Delivery {
	set := catalog.Dataset{
		Slug: "daftar-pasar-rakyat", Title: "Daftar pasar rakyat (contoh)", TitleEN: "Public markets (sample)",
		Summary: "Nama pasar, kios, los, dan hari pasar. Data contoh: nama dan angkanya rekaan.",
		Agency:  "Dinas Contoh D", Topic: "Ekonomi", Source: "Dinas Contoh D", Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true,
		Key: []string{"nama_pasar", "kode_kemendagri"}, Mode: catalog.Replace,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: due(day, 120), Statistic: catalog.Sectoral, Access: catalog.AnyTime,
			Keywords: []string{"pasar", "kios", "pedagang", "belanja"}, Method: "Pendataan dinas kabupaten/kota.",
			Notes: "Satu pasar tercatat di luar provinsi; sudah ditanyakan kepada pengirim.",
		},
	}
	return Delivery{Set: set, File: "contoh-daftar-pasar.csv", DaysAgo: 51, Note: "Terbitan pertama.", Body: body(marketsCSV)}
}

func marketsCSV() string {
	days := []string{"setiap hari", "Senin", "Rabu", "Sabtu", "Minggu"}
	names := []string{"Besar", "Pagi", "Kahayan Hilir", "Ba'amang", "Keramat", "Patanak"}
	s := &sheet{sep: ';', comma: true, end: "\r\n"}
	s.row("Nama pasar", "Kode Kemendagri", "Kabupaten/Kota", "Kios (unit)", "Los (unit)", "Hari pasar")
	for _, r := range region.Regencies() {
		for i, name := range names[:2+int(4*share("pasar", string(r.Kemendagri)))] {
			u := share(name, string(r.Kemendagri))
			s.row("Pasar "+name+" "+r.Short+" (contoh)", string(r.Kemendagri), r.Name,
				strconv.Itoa(20+int(u*400)), strconv.Itoa(int(u*260)), days[(i*3+int(u*5))%len(days)])
		}
	}
	s.row("Pasar Tepi Batas (contoh)", "63.04", "Kabupaten Barito Kuala", "36", "20", "Sabtu")
	return s.String()
}

// roads is a list of road sections with names that hold apostrophes.
func roads(day time.Time) Delivery {
	set := catalog.Dataset{
		Slug: "ruas-jalan-provinsi", Title: "Daftar ruas jalan provinsi (contoh)", TitleEN: "Provincial road sections (sample)",
		Summary: "Nomor, nama, panjang, lebar, dan jenis permukaan tiap ruas. Data contoh: angkanya rekaan.",
		Agency:  "DPUPR (contoh)", Topic: "Infrastruktur", Source: "DPUPR (contoh)", Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true,
		Key: []string{"nomor_ruas"}, Mode: catalog.Replace,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: due(day, 60), Statistic: catalog.Sectoral, Access: catalog.AnyTime,
			Keywords: []string{"jalan", "ruas", "aspal"}, Method: "Daftar induk jalan provinsi.",
		},
	}
	return Delivery{Set: set, File: "contoh-ruas-jalan.csv", DaysAgo: 305, Note: "Terbitan pertama.", Body: body(roadsCSV)}
}

func roadsCSV() string {
	ends := []string{"Tumbang Samba", "Muara Ja'an", "Kuala Kurun", "Rabambang", "Tumbang Ma'an", "Bukit Batu"}
	surfaces := []string{"aspal", "beton", "kerikil", "tanah"}
	s := &sheet{sep: ',', end: "\n"}
	s.row("Nomor ruas", "Nama ruas", "Kode Kemendagri", "Kabupaten/Kota", "Panjang (km)", "Lebar (m)", "Permukaan")
	for i, r := range region.Regencies() {
		for j := range 3 + int(3*share("ruas", string(r.Kemendagri))) {
			u := share("ruas"+strconv.Itoa(j), string(r.Kemendagri))
			number := "0" + strconv.Itoa(10+i) + "." + strings.Repeat("0", 2) + strconv.Itoa(j+1)
			s.row(number, r.Capital+" - "+ends[(i+j)%len(ends)], string(r.Kemendagri), r.Name,
				s.number(8+u*74, 2), s.number(4.5+u*2.5, 1), surfaces[int(u*3.2)])
		}
	}
	return s.String()
}

// sources is a dataset in which two sources say different things of the same
// year, side by side.
func sources(day time.Time) Delivery {
	year := day.Year() - 1
	set := catalog.Dataset{
		Slug: "rumah-tangga-dua-sumber", Title: "Jumlah rumah tangga menurut dua sumber (contoh)", TitleEN: "Households by two sources (sample)",
		Summary: "Registrasi dan survei menghitung rumah tangga dengan cara berbeda; keduanya ditampilkan. Data contoh: angkanya rekaan.",
		Agency:  "Dinas Contoh D", Topic: "Kependudukan", Source: "Dinas Contoh D", Contact: "data@contoh.lewu.example", Contoh: true, OpenFiles: true,
		Key: []string{"tahun", "kode_kemendagri", "sumber"}, Mode: catalog.Replace,
		Metadata: catalog.Metadata{
			Frequency: catalog.Yearly, Due: due(day, 200), Statistic: catalog.Sectoral, Access: catalog.Regular,
			Keywords: []string{"keluarga", "KK", "rumah tangga", "berbeda antarsumber"},
			Method:   "Dua sumber disandingkan apa adanya.",
			Notes:    "Berbeda antarsumber sampai 9 persen: kartu keluarga bukan rumah tangga. Perlu dijelaskan pada terbitan berikutnya.",
			Meanings: plan{frequency: catalog.Yearly, by: "Sumber", byEN: "Source", groups: make([]string, 2), measures: []measure{
				{name: "rumah_tangga", label: "Rumah tangga", labelEN: "Households", unit: "rumah tangga", aggregate: catalog.None, definition: "Jumlah menurut sumber di sebelahnya; dua sumber tidak boleh dijumlahkan."},
			}}.meanings(),
		},
	}
	return Delivery{Set: set, File: "contoh-rumah-tangga.csv", DaysAgo: 165, Note: "Terbitan pertama.", Body: body(func() string {
		s := office("rumah-tangga")
		s.row("Tahun", "Kode Kemendagri", "Kabupaten/Kota", "Sumber", "Rumah tangga (rumah tangga)")
		for y := year - 3; y <= year; y++ {
			for _, r := range region.Regencies() {
				base := float64(r.Population) / 3.62 * (1 + 0.014*float64(y-year))
				gap := 0.91 + 0.06*share("survei", string(r.Kemendagri))
				s.row(strconv.Itoa(y), string(r.Kemendagri), r.Name, "Registrasi kartu keluarga", s.number(base, 0))
				s.row(strconv.Itoa(y), string(r.Kemendagri), r.Name, "Survei rumah tangga", s.number(base*gap, 0))
			}
		}
		return s.String()
	})}
}
