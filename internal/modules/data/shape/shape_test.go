package shape

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
)

// columns reads "tahun:year kode_kemendagri:kemendagri produksi:decimal:ton".
func columns(text string) (list []lewu.Column) {
	for _, word := range strings.Fields(text) {
		parts := append(strings.Split(word, ":"), "", "")
		label := strings.ReplaceAll(parts[0], "_", " ")
		list = append(list, lewu.Column{Name: parts[0], Label: label, Kind: lewu.Kind(parts[1]), Unit: strings.ReplaceAll(parts[2], "_", " ")})
	}
	return list
}

// told writes a shape in one line.
func told(s Shape) string {
	var measures, categories []string
	for i, m := range s.Measures {
		mark := ""
		if i == s.Main {
			mark = "*"
		}
		measures = append(measures, fmt.Sprintf("%s%s(%s)", mark, m.Name, m.Aggregate))
	}
	for _, c := range s.Categories {
		mark := ""
		if c.Apart {
			mark = "/"
		}
		categories = append(categories, c.Column+mark)
	}
	return fmt.Sprintf("time %s|%s|%s place %s|%s measures %s categories %s state %s name %s notes %s", s.Time, s.Part, s.Coarse,
		s.Region, s.Place, strings.Join(measures, ","), strings.Join(categories, ","), s.State, s.Name, strings.Join(s.Notes, ","))
}

func TestOf(t *testing.T) {
	for _, test := range []struct {
		title, period, key, columns, want string
	}{
		{"Produksi padi menurut kabupaten/kota", "tahun", "tahun kode_kemendagri jenis",
			"tahun:year kode_kemendagri:kemendagri kabupaten_kota:text jenis:text luas_panen:decimal:ha produksi:decimal:ton",
			"time tahun|| place kode_kemendagri|kabupaten_kota measures luas_panen(jumlah),*produksi(jumlah) categories jenis state  name  notes "},
		{"Harga bahan pokok harian", "bulan", "tanggal kode_kemendagri bahan",
			"tanggal:date bulan:text kode_kemendagri:kemendagri kabupaten_kota:text bahan:text harga_per_kg:money",
			"time tanggal||bulan place kode_kemendagri|kabupaten_kota measures *harga_per_kg(rata-rata) categories bahan state  name  notes "},
		{"Kemiskinan dan pengangguran", "", "tahun bulan indikator",
			"tahun:year bulan:text indikator:text nilai:decimal:persen sumber:text",
			"time tahun|bulan| place | measures *nilai(tidak) categories indikator/ state  name  notes sumber"},
		{"APBD Provinsi", "tahun", "tahun uraian",
			"tahun:year uraian:text anggaran:money realisasi:money keadaan:text catatan:text",
			"time tahun|| place | measures *anggaran(jumlah),realisasi(jumlah) categories uraian/ state keadaan name  notes catatan"},
		{"Realisasi menurut TEPRA", "", "keadaan_per ukuran",
			"keadaan_per:date ukuran:text nilai:decimal:persen sumber:text",
			"time keadaan_per|| place | measures *nilai(tidak) categories ukuran/ state  name  notes sumber"},
		{"Wilayah Kalimantan Tengah: kode, luas, dan penduduk", "", "kode_kemendagri",
			"kode_kemendagri:kemendagri kode_bps:bps nama:text jenis:text ibukota:text luas:decimal:km2 penduduk_2024_semester_ii:integer:jiwa kecamatan:integer",
			"time || place kode_kemendagri|nama measures *luas(jumlah),penduduk_2024_semester_ii(jumlah),kecamatan(jumlah) categories jenis state  name  notes ibukota"},
		{"Daftar pasar rakyat", "", "nama_pasar kode_kemendagri",
			"nama_pasar:text kode_kemendagri:kemendagri kabupaten_kota:text kios:integer:unit los:integer:unit hari_pasar:text",
			"time || place kode_kemendagri|kabupaten_kota measures *kios(jumlah),los(jumlah) categories hari_pasar state  name nama_pasar notes "},
		{"Tinggi muka air sungai tiap jam", "", "tanggal jam pos",
			"tanggal:date jam:integer pos:text sungai:text tinggi:integer:cm",
			"time tanggal|jam| place | measures *tinggi(tidak) categories pos,sungai state  name  notes "},
		{"Sekolah", "", "npsn", "npsn:code nama_sekolah:text wilayah:text tahun_berdiri:year lintang:decimal murid:integer",
			"time || place wilayah|wilayah measures *murid(jumlah) categories  state  name nama_sekolah notes npsn,tahun_berdiri"},
		{"Gizi buruk", "", "", "id:integer kode_provinsi:code nama_provinsi:text bps_kode_kabupaten_kota:bps bps_nama_kabupaten_kota:text kemendagri_kode_kecamatan:kemendagri " +
			"kemendagri_nama_kecamatan:text kejadian:integer:kasus satuan:text tahun:year",
			"time tahun|| place bps_kode_kabupaten_kota|bps_nama_kabupaten_kota measures *kejadian(jumlah) categories satuan/ state  name  notes kode_provinsi,nama_provinsi,kemendagri_nama_kecamatan"},
		{"Penduduk kecamatan", "", "tahun kode_kecamatan", "tahun:year kode_kecamatan:kemendagri nama_kabupaten:text nama_kecamatan:text jumlah:integer:jiwa",
			"time tahun|| place kode_kecamatan|nama_kecamatan measures *jumlah(jumlah) categories  state  name  notes nama_kabupaten"},
		{"kabupaten 62", "", "", "kode:kemendagri nama:text luas_km2:decimal penduduk_l:integer penduduk_total:integer lat_label:decimal",
			"time || place kode|nama measures luas_km2(jumlah),penduduk_l(jumlah),*penduduk_total(jumlah) categories  state  name  notes "},
		{"Indeks SPBE", "", "tahun", "tahun:year indeks:decimal sumber:text", "time tahun|| place | measures *indeks(tidak) categories  state  name  notes sumber"},
	} {
		set := catalog.Dataset{Title: test.title, Period: test.period, Key: strings.Fields(test.key)}
		if got := told(Of(set, columns(test.columns))); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.title, got, test.want)
		}
	}
}

// TestDeclared: what an agency says of a column stands above what its unit
// suggests, and its label is the one people read.
func TestDeclared(t *testing.T) {
	set := catalog.Dataset{Key: []string{"tahun", "sumber"}, Metadata: catalog.Metadata{Meanings: map[string]catalog.Meaning{
		"rt":  {Label: "Rumah tangga", LabelEN: "Households", Unit: "rumah tangga", Aggregate: catalog.None},
		"rka": {Label: "Angka kecukupan", Unit: "persen"},
	}}}
	s := Of(set, columns("tahun:year sumber:text rt:integer rka:decimal"))
	m, ok := s.Measure("")
	if !ok || m.Label != "Rumah tangga" || m.LabelEN != "Households" || m.Unit != "rumah tangga" || m.Adds() || !m.Declared {
		t.Errorf("Measure(\"\") = %+v, %t", m, ok)
	}
	if m, _ := s.Measure("rka"); m.Aggregate != catalog.None || m.Declared {
		t.Errorf("persen is brought together by %q, declared %t", m.Aggregate, m.Declared)
	}
	if _, ok := s.Measure("tahun"); ok {
		t.Error("time is a measure")
	}
	if got := s.Apart(); !slices.Equal(got, []string{"sumber"}) {
		t.Errorf("Apart() = %q, want sumber: two sources are not parts of one whole", got)
	}
}

func TestHighlightIsMain(t *testing.T) {
	set := catalog.Dataset{Title: "Luas wilayah", Highlights: []catalog.Highlight{{Query: lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "penduduk"}}}}}}
	if m, _ := Of(set, columns("luas:decimal:km2 penduduk:integer:jiwa")).Measure(""); m.Name != "penduduk" {
		t.Errorf("main measure %q, want the one of the front page", m.Name)
	}
}

func TestByUnit(t *testing.T) {
	for _, test := range []struct {
		name, label, unit string
		kind              lewu.Kind
		want              catalog.Aggregate
	}{
		{"produksi", "Produksi", "ton", lewu.Decimal, catalog.Sum},
		{"produktivitas", "Produktivitas", "kuintal/ha", lewu.Decimal, catalog.None},
		{"pdrb", "PDRB per kapita", "rupiah", lewu.Money, catalog.None},
		{"miskin", "Jumlah penduduk miskin", "ribu jiwa", lewu.Decimal, catalog.Sum},
		{"harga_per_kg", "Harga per kg", "rupiah", lewu.Money, catalog.Mean},
		{"belanja", "Belanja", "", lewu.Money, catalog.Sum},
		{"luas", "Luas", "km2", lewu.Decimal, catalog.Sum},
		{"ipm", "IPM", "", lewu.Decimal, catalog.None},
		{"harapan_hidup", "Umur harapan hidup", "tahun", lewu.Decimal, catalog.None},
		{"penduduk", "Jumlah penduduk", "", lewu.Integer, catalog.Sum},
		{"x", "Curah", "", lewu.Decimal, catalog.None},
		{"miskin", "Penduduk miskin", "%", lewu.Decimal, catalog.None},
		{"tpt", "Tingkat pengangguran", "", lewu.Decimal, catalog.None},
	} {
		if got := byUnit(lewu.Column{Name: test.name, Label: test.label, Unit: test.unit, Kind: test.kind}); got != test.want {
			t.Errorf("%s (%s) is brought together by %q, want %q", test.label, test.unit, got, test.want)
		}
	}
}
