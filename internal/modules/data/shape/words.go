package shape

import (
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/text"
)

// hasWord tells whether one of the words of a column's name is among words.
func hasWord(name string, words ...string) bool {
	return slices.ContainsFunc(strings.Split(name, "_"), func(w string) bool { return slices.Contains(words, w) })
}

func ofPlaces(name string) bool {
	return hasWord(name, "kabupaten", "kab", "kabkota", "wilayah", "daerah", "kecamatan") && !hasWord(name, "jumlah", "kode", "ibukota")
}

// ofNumbers tells of figures that count and measure nothing: places on a map,
// ranks, numbers of a list.
func ofNumbers(name string) bool {
	return hasWord(name, "id", "no", "nomor", "kode", "peringkat", "ranking", "urutan", "latitude", "longitude", "lat", "lon", "lng", "long", "lintang", "bujur")
}

// ofNames tells of the name or number of a thing.
func ofNames(name string) bool {
	return hasWord(name, "nama", "nomor", "no", "nik", "npsn", "id")
}

// ofNotes tells of words that nobody groups by.
func ofNotes(name string) bool {
	return hasWord(name, "kode", "provinsi", "catatan", "keterangan", "alamat", "sumber", "tautan", "url", "deskripsi", "telepon", "kontak", "ibukota")
}

// ofState tells of a column that says how final a row is.
func ofState(name string) bool { return hasWord(name, "keadaan", "status") && !hasWord(name, "per") }

// ofThings tells of a category whose values are different things.
func ofThings(name string) bool {
	return hasWord(name, "indikator", "uraian", "ukuran", "variabel", "komponen", "rincian", "item", "satuan")
}

// ofMouths tells of a category whose values say the same thing twice.
func ofMouths(name string) bool { return hasWord(name, "sumber", "metode") }

// byUnit tells how figures come together where nobody said so. Wrong sums do
// more harm than missing ones: what is not known to add up does not.
func byUnit(c lewu.Column) catalog.Aggregate {
	unit, label := strings.ToLower(c.Unit), strings.ToLower(c.Label)
	words := strings.FieldsFunc(label+" "+strings.ReplaceAll(c.Name, "_", " "), func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == ',' })
	any := func(list ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
	}
	switch {
	case any("persen", "persentase", "rasio", "indeks", "index", "tingkat", "angka", "skor", "rata-rata", "rerata", "median", "laju",
		"pertumbuhan", "kepadatan", "proporsi", "cakupan", "prevalensi", "harapan", "ipm", "gini", "produktivitas"),
		strings.Contains(label, "kapita"), strings.Contains(unit, "%"), strings.Contains(unit, "/"), strings.Contains(unit, "per "), slices.Contains(rates(), unit):
		return catalog.None
	case any("harga", "tarif", "upah", "ump", "umk", "umr", "per"):
		return catalog.Mean
	case slices.Contains(amounts(), ones(unit)), c.Kind == lewu.Money, unit == "" && slices.Contains(suffixes(), c.Name[strings.LastIndexByte(c.Name, '_')+1:]):
		return catalog.Sum
	case unit == "" && any("jumlah", "banyak", "banyaknya", "total", "penduduk", "kecamatan", "kelurahan", "desa", "sekolah", "guru", "siswa", "murid"):
		return catalog.Sum
	case unit == "" && c.Kind == lewu.Integer && any("laki-laki", "perempuan", "laki", "wanita", "pria"):
		return catalog.Sum
	}
	return catalog.None
}

// suffixes are units as the last word of a column's name: "luas_km2".
func suffixes() []string {
	return []string{"kg", "kuintal", "ton", "liter", "ha", "km2", "m2", "m3", "orang", "jiwa", "kk", "unit", "ekor", "total"}
}

// ones is a unit without the power of ten before it: "jiwa" of "ribu jiwa".
func ones(unit string) string {
	for _, power := range []string{"ratus ", "ribu ", "juta ", "miliar ", "milyar ", "triliun "} {
		unit = strings.TrimPrefix(unit, power)
	}
	return unit
}

// rates are units of figures that stand for themselves.
func rates() []string {
	return []string{"persen", "percent", "indeks", "index", "rasio", "skala", "poin", "skor", "tahun", "derajat", "°c", "celsius", "permil", "‰", "desibel", "ph", "hari"}
}

// amounts are units of which ten and ten make twenty.
func amounts() []string {
	return []string{
		"orang", "jiwa", "kk", "keluarga", "rumah tangga", "rumah", "unit", "buah", "ekor", "pohon", "batang", "biji", "butir", "lembar",
		"kasus", "kejadian", "kegiatan", "paket", "titik", "ruang", "sekolah", "desa", "kecamatan", "izin", "kunjungan", "penumpang", "kendaraan",
		"tempat tidur", "usaha", "perusahaan", "koperasi", "lokasi", "bidang", "dosis", "kali", "surat",
		"kg", "kuintal", "kw", "ton", "gram", "liter", "m3", "m³", "kwh", "mwh", "ha", "hektare", "hektar", "km2", "km²", "m2", "m²", "km",
		"rp", "rupiah",
	}
}

// shared counts the words that a label and a title have in common, by their
// stems.
func shared(label, title string) (n int) {
	stems := map[string]bool{}
	for _, t := range text.Tokens(title) {
		stems[text.Stem(t.Word)] = true
	}
	for _, t := range text.Tokens(label) {
		if stems[text.Stem(t.Word)] {
			n++
		}
	}
	return n
}
