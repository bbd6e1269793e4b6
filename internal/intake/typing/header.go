package typing

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	lewu "github.com/lewu-id/lewu"
)

// column reads a header cell: name, label, unit. The kind comes later.
func column(header string) lewu.Column {
	label, unit := cutUnit(clean(header))
	return lewu.Column{Name: Name(label), Label: sentence(label), Unit: unit, Source: header}
}

// clean takes line breaks, runs of blanks and a byte order mark out of a header.
func clean(header string) string {
	return strings.Join(strings.FieldsFunc(header, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff'
	}), " ")
}

// units are what may stand in parentheses behind a header and be a unit, in
// lower case without blanks and underscores; other parentheses are words of
// the name.
var units = map[string]string{
	"rp": "rupiah", "rupiah": "rupiah", "riburupiah": "ribu rupiah", "jutarupiah": "juta rupiah", "miliarrupiah": "miliar rupiah",
	"milyarrupiah": "miliar rupiah", "triliunrupiah": "triliun rupiah", "riburp": "ribu rupiah", "jutarp": "juta rupiah", "us$": "US$", "usd": "US$",
	"jutaus$": "juta US$", "jutausd": "juta US$", "%": "persen", "persen": "persen", "ton": "ton", "riputon": "ribu ton", "ributon": "ribu ton",
	"kg": "kg", "gram": "gram", "kuintal": "kuintal", "kw": "kuintal", "kw/ha": "kuintal/ha", "ku/ha": "kuintal/ha", "ton/ha": "ton/ha",
	"ha": "ha", "hektar": "ha", "hektare": "ha", "m": "m", "km": "km", "m2": "m²", "m²": "m²", "km2": "km²", "km²": "km²", "m3": "m³", "m³": "m³",
	"jiwa/km2": "jiwa/km²", "jiwa/km²": "jiwa/km²", "jiwa": "jiwa", "ribujiwa": "ribu jiwa", "orang": "orang", "ribuorang": "ribu orang",
	"kk": "KK", "rumahtangga": "rumah tangga", "buah": "buah", "unit": "unit", "ekor": "ekor", "butir": "butir", "liter": "liter", "paket": "paket",
	"hari": "hari", "bulan": "bulan", "tahun": "tahun", "jam": "jam", "menit": "menit", "kasus": "kasus", "desa": "desa", "kwh": "kWh", "mw": "MW",
	"mwh": "MWh", "kva": "kVA", "mm": "mm", "°c": "°C", "cm": "cm", "poin": "poin", "indeks": "indeks", "kejadian": "kejadian", "dokumen": "dokumen",
	"meter": "m", "kunjungan": "kunjungan", "izin": "izin", "akta": "akta", "ruang": "ruang", "titik": "titik", "keluarga": "keluarga",
}

// cutUnit takes a unit in parentheses off the end of a header.
func cutUnit(label string) (rest, unit string) {
	open := strings.LastIndexAny(label, "([")
	if open < 1 || !strings.HasSuffix(label, ")") && !strings.HasSuffix(label, "]") {
		return label, ""
	}
	word := strings.NewReplacer(" ", "", "_", "").Replace(strings.ToLower(label[open+1 : len(label)-1]))
	if unit = units[strings.TrimSuffix(word, ".")]; unit == "" {
		return label, ""
	}
	return strings.TrimRight(label[:open], " _"), unit
}

// longestName is how long a column's name may be, in bytes.
const longestName = 60

// Name makes the name of a column from words: lower case ASCII letters, digits
// and single underscores, beginning with a letter. It is empty where no letter
// or digit is left.
func Name(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(words) {
		r = unicode.ToLower(r)
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == '%':
			if b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteString("persen")
			gap = true
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
			gap = false
		case r == '\'' || r == '’':
		default:
			gap = true
		}
		if b.Len() >= longestName {
			break
		}
	}
	name := b.String()
	switch {
	case name == "":
		return ""
	case isYear([]byte(name)):
		return "tahun_" + name
	case isDigit(name[0]):
		return "k_" + name
	}
	return name
}

// acronyms are written in capitals when a label is made from a name.
var acronyms = map[string]bool{
	"bps": true, "nik": true, "npsn": true, "opd": true, "skpd": true, "apbd": true, "pdrb": true, "idm": true, "ipm": true, "kk": true,
	"id": true, "sd": true, "smp": true, "sma": true, "smk": true, "rt": true, "rw": true, "umkm": true, "uptd": true, "nip": true, "npwp": true,
}

// sentence makes a label for people: "jumlah_penduduk" becomes "Jumlah
// penduduk". Words that people wrote themselves stay as they are.
func sentence(label string) string {
	if strings.Contains(label, " ") || label == "" {
		return label
	}
	words := strings.Fields(strings.ReplaceAll(label, "_", " "))
	if label == strings.ToLower(label) {
		for i, w := range words {
			if acronyms[w] {
				words[i] = strings.ToUpper(w)
			}
		}
	}
	text := []rune(strings.Join(words, " "))
	if len(text) == 0 {
		return label
	}
	text[0] = unicode.ToUpper(text[0])
	return string(text)
}

// hints are what the words of a header say about its column.
type hints struct {
	code       bool   // kode, kd, id_x: never a number
	area       bool   // of a region
	other      bool   // a code, but of something else than regions
	bps        bool   // the system by name
	kemendagri bool   //
	year       bool   // tahun
	row        bool   // id, no: may just count the rows
	money      bool   // (Rp)
	identity   string // NIK, NIP, NPWP, rekening
}

var codeWords = words("kode code kd id zip npsn nsm nuptk nis nisn nomor kodepos telepon telp tlp phone hp fax induk kbli nop nik nip npwp ktp")
var areaWords = words("prov provinsi propinsi province kab kabupaten kabkota kabkot regency kec kecamatan district desa kel kelurahan desakel village kota wilayah daerah region induk bps kemendagri")
var otherWords = words("rekening akun program kegiatan subkegiatan urusan skpd opd unit barang satker pemda komoditas commodity kbli hs pos bidang fungsi jenis pegawai sekolah kepmen")

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

func hintsOf(header string) (h hints) {
	cleaned := clean(header)
	_, unit := cutUnit(cleaned)
	h.money = unit == "rupiah"
	tokens := strings.Split(Name(cleaned), "_")
	whole := strings.Join(tokens, "_")
	h.row = whole == "id" || whole == "no" || whole == "nomor" || whole == "nomer" || whole == "index" || whole == "indeks" || whole == "no_urut" || whole == "nomor_urut"
	for i, t := range tokens {
		h.code = h.code || codeWords[t] || strings.HasPrefix(t, "kode") || t == "no" && i+1 < len(tokens)
		h.bps = h.bps || t == "bps" || t == "kodebps"
		h.kemendagri = h.kemendagri || t == "kemendagri" || t == "mendagri" || t == "depdagri"
		h.year = h.year || t == "tahun" || t == "thn" || t == "year" || t == "th"
		h.area = h.area || areaWords[strings.TrimPrefix(t, "kode")]
		h.other = h.other || otherWords[strings.TrimPrefix(t, "kode")]
		switch t {
		case "nik", "ktp":
			h.identity = "NIK"
		case "nip", "npwp":
			h.identity = strings.ToUpper(t)
		case "rekening", "rek":
			if i > 0 && (tokens[i-1] == "no" || tokens[i-1] == "nomor") {
				h.identity = "rekening"
			}
		case "norek":
			h.identity = "rekening"
		}
	}
	h.money = h.money || tokens[len(tokens)-1] == "rp" || tokens[len(tokens)-1] == "rupiah" && len(tokens) > 1 && !scaled(tokens)
	return h
}

// scaled tells "juta rupiah" from rupiah.
func scaled(tokens []string) bool {
	switch tokens[max(0, len(tokens)-2)] {
	case "ribu", "juta", "miliar", "milyar", "triliun":
		return true
	}
	return false
}
