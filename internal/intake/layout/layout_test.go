package layout

import (
	"strings"
	"testing"
)

// records makes rows of "a|b¶c|d".
func records(text string) (list []Record) {
	for i, line := range strings.Split(text, "¶") {
		list = append(list, Record{Row: int64(i + 1), Cells: strings.Split(line, "|")})
	}
	return list
}

func TestHeading(t *testing.T) {
	for _, test := range []struct {
		rows, answer string
		want         Heading
	}{
		{"Kabupaten|Luas¶Kapuas|15070", "", Heading{Yes: true}},
		{"Kabupaten|Ibu kota¶Kapuas|Kuala Kapuas", "", Heading{Yes: true, Assumed: true}},
		{"Provinsi|2019|2020¶Kalteng|443500|457600", "", Heading{Yes: true, Years: true}},
		{"6201|KOBAR|5¶6202|KOTIM|7", "", Heading{}},
		{"6201|KOBAR|5¶6202|KOTIM|7", "ya", Heading{Yes: true}},
		{"x|5¶1|6", "", Heading{Yes: true, Ask: true}},
		{"Kapuas|a¶Kapuas|b", "", Heading{Yes: true, Ask: true}},
	} {
		if got := HeadingOf(records(test.rows), test.answer); got != test.want {
			t.Errorf("%s, %q: %+v, want %+v", test.rows, test.answer, got, test.want)
		}
	}
}

func TestStacked(t *testing.T) {
	for _, test := range []struct {
		rows string
		want bool
	}{
		{"Kabupaten|Produksi||¶|2018|2019|2020¶Kapuas|1|2|3¶Katingan|4|5|6", true},
		{"Kabupaten|Luas|Produksi¶|ha|ton¶Kapuas|1|2¶Katingan|3|4", true},
		{"Kabupaten|Luas|Produksi¶(1)|(2)|(3)¶Kapuas|1|2", true},
		{"Kabupaten|Luas|Produksi¶Kapuas|1|2¶Katingan|3|4", false},
		{"Kabupaten|Luas|Produksi¶Kapuas|-|2¶Katingan|3|4", false},
	} {
		list := records(test.rows)
		if got := Stacked(list[0], list[1], list[2:]); got != test.want {
			t.Errorf("%s: %v, want %v", test.rows, got, test.want)
		}
	}
}

func TestRowsThatAreNoData(t *testing.T) {
	for cell, want := range map[string]bool{
		"Sumber: BPS": true, "*) Angka sementara": true, "Catatan : diolah": true, "Diolah dari DJPK": true, "Source url x": true,
		"Sumber Makmur": false, "Keterangan": false, "Kapuas": false,
	} {
		if got := IsFootnote(cell); got != want {
			t.Errorf("%q a footnote: %v, want %v", cell, got, want)
		}
	}
	for cell, want := range map[string]bool{"Jumlah": true, "JUMLAH TOTAL": true, "Total:": true, "Sub Total": true, "Totalan": false, "Jumlah penduduk": false, "Kota": false} {
		if got := IsTotal([]byte(cell)); got != want {
			t.Errorf("%q a total: %v, want %v", cell, got, want)
		}
	}
}
