package typing

import (
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// read profiles cells and decides.
func read(header string, cells []string, answers map[string]string) Decision {
	p := NewProfile(header)
	for _, c := range cells {
		p.Add([]byte(c))
	}
	return p.Decide(answers)
}

// parsed is all cells in canonical text, with ∅ for nothing.
func parsed(t *testing.T, d *Decision, cells []string) string {
	t.Helper()
	var out []string
	for _, c := range cells {
		cell, ok := d.Parse([]byte(c))
		switch {
		case !ok:
			t.Errorf("%s %q: cell %q cannot be read", d.Column.Name, d.Column.Kind, c)
		case !cell.Valid:
			out = append(out, "∅")
		default:
			out = append(out, cell.Text)
		}
	}
	return strings.Join(out, "|")
}

func keys(list []lewu.Finding) string {
	var out []string
	for _, f := range list {
		out = append(out, string(f.Severity)+":"+strings.TrimPrefix(f.Message.Key, "typing."))
	}
	return strings.Join(out, " ")
}

func TestDecide(t *testing.T) {
	for _, test := range []struct {
		header, cells string // cells with | between
		kind          lewu.Kind
		want          string // canonical; empty: as written
		findings      string
	}{
		{"jumlah", "0|12|-7", lewu.Integer, "", ""},
		{"jumlah", "12||-|0|…|n/a", lewu.Integer, "12|∅|∅|0|∅|∅", ""},
		{"jumlah", "−5|3", lewu.Integer, "-5|3", ""},
		{"Jumlah", "1.234.567|950|-12.000", lewu.Integer, "1234567|950|-12000", ""},
		{"besar", "999999999999999999|1", lewu.Integer, "", ""},
		{"besar", "9999999999999999999|1", lewu.Decimal, "", ""},
		{"besar", strings.Repeat("9", 39), lewu.Text, "", "perhatian:digits"},
		{"panjang", "5.1|4.9|3", lewu.Decimal, "5.1|4.9|3.0", ""},
		{"Price", "10250.0|11150.0", lewu.Decimal, "", ""},
		{"rasio", "0.344|0.336", lewu.Decimal, "", ""},
		{"rasio", ".5|-.25", lewu.Decimal, "0.50|-0.25", ""},
		{"nol", "-0|-0.0", lewu.Decimal, "0.0|0.0", ""},
		{"nilai", "1717834522320.1|1309081813533", lewu.Decimal, "1717834522320.1|1309081813533.0", ""},
		{"Total", "24,777.18|414.65|1.99", lewu.Decimal, "24777.18|414.65|1.99", ""},
		{"Total", "1.234,5|7,25", lewu.Decimal, "1234.50|7.25", ""},
		{"Total", "1 234 567,5|12", lewu.Decimal, "1234567.5|12.0", ""},
		{"harga", "12.500|3.750", lewu.Text, "", "tanya:decimal-ask"},
		{"harga", "1,234", lewu.Text, "", "tanya:decimal-ask"},
		{"harga", "12500|3.750", lewu.Text, "", "tanya:decimal-ask"},
		{"harga", "1,234,567|1234", lewu.Text, "", "tanya:group-ask"},
		{"harga", "1.234,5|1,234.5", lewu.Text, "", "perhatian:mixed"},
		{"harga", "Rp 1.234.567|Rp500|-", lewu.Money, "1234567.00|500.00|∅", ""},
		{"harga", "Rp1.000,-|Rp. 2.500,50|-Rp10,00", lewu.Money, "1000.00|2500.50|-10.00", ""},
		{"Pagu (Rp)", "8350310078958.56|0", lewu.Money, "8350310078958.56|0.00", ""},
		{"Pagu (juta rupiah)", "835.25|1", lewu.Decimal, "835.25|1.00", ""},
		{"Pagu (Rp)", "1.2345|2", lewu.Decimal, "1.2345|2.0000", ""},
		{"serapan", "12,5%|100 %", lewu.Decimal, "12.5|100.0", ""},
		{"serapan", "12,5%|100", lewu.Text, "", "perhatian:mixed-percent"},
		{"selisih", "(1.234.000)|500", lewu.Integer, "-1234000|500", ""},
		{"selisih", "(1)|-2", lewu.Text, "", ""},
		{"selisih", "(1)|(2)", lewu.Text, "", ""},
		{"nilai", "3,20E+09|5", lewu.Text, "", "perhatian:exponent"},
		{"pagu", "1|2|3|4|1.5 M", lewu.Text, "", "perhatian:almost"},
		{"tahun", "2019|2020|", lewu.Year, "2019|2020|∅", ""},
		{"tahun", "2019.0|2020.0", lewu.Year, "2019|2020", "catatan:float-code"},
		{"Tahun", "September|Agustus", lewu.Text, "", ""},
		{"tahun", "10|14", lewu.Integer, "", ""},
		{"nilai", "2019|2020", lewu.Integer, "", ""},
		{"tgl", "2025-10-31|-", lewu.Date, "2025-10-31|∅", ""},
		{"tgl", "02/01/2014|31/12/2012", lewu.Date, "2014-01-02|2012-12-31", ""},
		{"tgl", "12/31/2012|1/2/2014", lewu.Date, "2012-12-31|2014-01-02", ""},
		{"tgl", "01/02/2014|03/04/2014", lewu.Text, "", "tanya:date-ask"},
		{"tgl", "31.12.2012|1.1.2013", lewu.Date, "2012-12-31|2013-01-01", ""},
		{"tgl", "31 Oktober 2025|1 Nop 2025|October 3, 2025", lewu.Date, "2025-10-31|2025-11-01|2025-10-03", ""},
		{"tgl", "30/02/2025|01/03/2025", lewu.Text, "", ""},
		{"waktu", "2020-08-24 09:08:05", lewu.Text, "", ""},
		{"aktif", "Ya|TIDAK|ya|-", lewu.Boolean, "true|false|true|∅", ""},
		{"aktif", "ya|ya", lewu.Text, "", ""},
		{"aktif", "True|False", lewu.Boolean, "true|false", ""},
		{"status", "ADA|TIDAK ADA", lewu.Text, "", ""},
		{"status", "0|1", lewu.Integer, "", ""},
		{"id", "1|2|3", lewu.Integer, "", ""},
		{"id", "3|1|3", lewu.Code, "", ""},
		{"Commodity_ID", "8|8", lewu.Code, "", ""},
		{"zip", "08123", lewu.Code, "", ""},
		{"urutan", "01|02|10", lewu.Code, "", ""},
		{"kode", "1|1.1|1.1.01", lewu.Code, "", ""},
		{"rekening", "5.1.02.01.01.0024|5.1.02", lewu.Code, "", ""},
		{"kode", "62|62.01|62.01.01|62.01.01.2001", lewu.Kemendagri, "", ""},
		{"induk", "|62|62.01", lewu.Kemendagri, "∅|62|62.01", ""},
		{"kode", "01|01.01", lewu.Code, "", ""},
		{"kode", "62.14|62.01", lewu.Code, "", ""},
		{"kode", "62.01|62.1", lewu.Code, "", "perhatian:code-lost-zero"},
		{"harga", "12.50|11.25", lewu.Decimal, "", ""},
		{"bps_kode_kabupaten_kota", "6201|6271", lewu.BPS, "", ""},
		{"bps_kode_desa_kelurahan", "3201190006.0|3201190007.0", lewu.BPS, "3201190006|3201190007", "catatan:float-code"},
		{"kode_provinsi", "32|32", lewu.Code, "", ""},
		{"kode_provinsi", "32.0|32.0", lewu.Code, "32|32", "catatan:float-code"},
		{"kode_kabupaten", "6206|6209", lewu.Code, "", "perhatian:region-unknown"},
		{"kabupaten", "6206|6209", lewu.Code, "", "perhatian:region-unknown"},
		{"kemendagri_kode", "6206|6209010|", lewu.Code, "6206|6209010|∅", ""},
		{"kemendagri_kode", "6206|620601|6206012001", lewu.Kemendagri, "62.06|62.06.01|62.06.01.2001", ""},
		{"kode_kecamatan", "6209010|6209011", lewu.BPS, "", ""},
		{"kode", "A|B|C-1", lewu.Code, "", ""},
		{"nama", "NaN|Katingan|NA", lewu.Text, "NaN|Katingan|∅", "catatan:weak-marks"},
		{"catatan", "NaN|NULL", lewu.Text, "∅|∅", ""},
		{"jumlah", "NaN|5", lewu.Integer, "∅|5", ""},
		{"nama", "=cmd|<script>alert(1)</script>", lewu.Text, "", "perhatian:formula"},
		{"NIK", "6271014101900001|6271010101900002", lewu.Code, "", "tolak:identity"},
		{"nomor", "6271014101900001|6271010101900002|6271010101900003|6271010101900004|6271010101900005", lewu.Code, "", "tolak:identity"},
		{"no_npwp", "01.234.567.8-901.000", lewu.Code, "", "tolak:identity"},
		{"pegawai", "198503302003121002|198503302003121003|198503302003122004|198503302003121005|198503302003121006", lewu.Code, "", "tolak:identity"},
		{"no_rekening", "1234567890", lewu.Code, "", "tolak:identity"},
		{"kode_rekening", "5110201", lewu.Code, "", ""},
	} {
		cells := strings.Split(test.cells, "|")
		d := read(test.header, cells, nil)
		if d.Column.Kind != test.kind {
			t.Errorf("%s %s: kind %q, want %q (%s)", test.header, test.cells, d.Column.Kind, test.kind, d.Column.Why.Key)
			continue
		}
		want := test.want
		if want == "" {
			want = test.cells
		}
		if got := parsed(t, &d, cells); got != want {
			t.Errorf("%s %s: read as %q, want %q", test.header, test.cells, got, want)
		}
		if got := keys(d.Findings); got != test.findings {
			t.Errorf("%s %s: findings %q, want %q", test.header, test.cells, got, test.findings)
		}
		if d.Column.Why.Key == "" {
			t.Errorf("%s %s: no word on why", test.header, test.cells)
		}
	}
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		header, cells, question, answer string
		kind                            lewu.Kind
		want                            string
	}{
		{"harga", "12.500|3.750", "decimal:harga", "1.234,5", lewu.Integer, "12500|3750"},
		{"harga", "12.500|3.750", "decimal:harga", "1,234.5", lewu.Decimal, "12.500|3.750"},
		{"harga", "12.500|3.750", "decimal:harga", "teks", lewu.Text, "12.500|3.750"},
		{"harga", "12.500|750000", "decimal:harga", "1.234,5", lewu.Integer, "12500|750000"},
		{"tgl", "01/02/2014", "date:tgl", "d/m/y", lewu.Date, "2014-02-01"},
		{"tgl", "01/02/2014", "date:tgl", "m/d/y", lewu.Date, "2014-01-02"},
		{"kode_kab", "6206", "kind:kode_kab", "kemendagri", lewu.Kemendagri, "62.06"},
		{"kode_kab", "6206", "kind:kode_kab", "bps", lewu.BPS, "6206"},
		{"nilai", "5|6", "kind:nilai", "text", lewu.Text, "5|6"},
		{"nilai", "5|6", "kind:nilai", "money", lewu.Money, "5.00|6.00"},
		{"nilai", "5|6", "kind:nilai", "decimal", lewu.Decimal, "5|6"},
		{"nilai", "5,5|6", "kind:nilai", "integer", lewu.Text, "5,5|6"},
		{"nilai", "a|6", "kind:nilai", "integer", lewu.Text, "a|6"},
		{"nilai", "5|-", "off:missing:nilai", "ya", lewu.Text, "5|-"},
		{"tahun", "2019.0", "off:float-code:tahun", "ya", lewu.Text, "2019.0"},
	} {
		cells := strings.Split(test.cells, "|")
		d := read(test.header, cells, map[string]string{test.question: test.answer})
		if got := parsed(t, &d, cells); d.Column.Kind != test.kind || got != test.want {
			t.Errorf("%s %s, %s=%s: %q %q, want %q %q", test.header, test.cells, test.question, test.answer, d.Column.Kind, got, test.kind, test.want)
		}
	}
}

func TestMissingIsCounted(t *testing.T) {
	d := read("jumlah", []string{"", " ", "-", "-", "NULL", "0"}, nil)
	if got, want := d.Column.Missing, int64(5); got != want {
		t.Errorf("missing = %d, want %d", got, want)
	}
	if got, want := d.Steps[0].Message.Args["marks"], "- (2), NULL (1)"; got != want {
		t.Errorf("marks = %q, want %q", got, want)
	}
}

func TestSizeAndUnit(t *testing.T) {
	for _, test := range []struct {
		header, cell  string
		digits, scale int
		unit, format  string
		name, label   string
	}{
		{"Produksi (Ton)", "1717834522320.1", 14, 1, "ton", "1234.5", "produksi", "Produksi"},
		{"jumlah_penduduk", "451.3", 4, 1, "", "1234.5", "jumlah_penduduk", "Jumlah penduduk"},
		{"Luas Panén (Ha)", "1.234,56", 6, 2, "ha", "1.234,5", "luas_panen", "Luas Panén"},
		{"  % Capaian\n fisik", "5,5 %", 2, 1, "persen", "1234,5 %", "persen_capaian_fisik", "% Capaian fisik"},
		{"1983", "0.5", 2, 1, "", "1234.5", "tahun_1983", "1983"},
		{"2 Bulan", "0.5", 2, 1, "", "1234.5", "k_2_bulan", "2 Bulan"},
	} {
		d := read(test.header, []string{test.cell}, nil)
		c := d.Column
		if c.Digits != test.digits || c.Scale != test.scale || c.Unit != test.unit || c.Format != test.format || c.Name != test.name || c.Label != test.label {
			t.Errorf("%q: got %d %d %q %q %q %q, want %d %d %q %q %q %q", test.header, c.Digits, c.Scale, c.Unit, c.Format, c.Name, c.Label,
				test.digits, test.scale, test.unit, test.format, test.name, test.label)
		}
	}
}

func TestNameColumns(t *testing.T) {
	var list []*Profile
	for i, h := range []string{"Harga (Rp)", "Harga (US$)", "kolom", "Nama", "nama ", "日本"} {
		p := NewProfile(h)
		p.Column.Index = i
		list = append(list, p)
	}
	found := NameColumns(list, 1)
	var names []string
	for _, p := range list {
		names = append(names, p.Column.Name)
	}
	if got, want := strings.Join(names, " "), "harga harga_us kolom_data nama nama_2 kolom_6"; got != want {
		t.Errorf("names = %q, want %q", got, want)
	}
	if got, want := keys(found), "catatan:name-reserved tolak:name-twice"; got != want {
		t.Errorf("findings = %q, want %q", got, want)
	}
}

func TestRegionCodesWithoutHeader(t *testing.T) {
	var codes, ages []string
	for kab := 1; kab <= 30; kab++ {
		codes = append(codes, "11"+string(rune('0'+kab/10))+string(rune('0'+kab%10))+"010001")
		ages = append(ages, "1"+string(rune('1'+kab%9)))
	}
	if d := read("", codes, nil); d.Column.Kind != lewu.Code {
		t.Errorf("30 village codes: %q, want code", d.Column.Kind)
	}
	if d := read("", ages, nil); d.Column.Kind != lewu.Integer {
		t.Errorf("30 ages from 11 to 19: %q, want integer", d.Column.Kind)
	}
}
