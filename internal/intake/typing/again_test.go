package typing

import (
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// TestAgain decides columns of every reading, and reads their cells again by
// nothing but what the manifest keeps.
func TestAgain(t *testing.T) {
	for _, test := range []struct {
		header string
		cells  []string
		as     string
	}{
		{"jumlah", []string{"12", "-7", "-"}, "point"}, // the same for whole numbers
		{"produksi (ton)", []string{"1.234,50", "7,5", "…"}, "comma"},
		{"rata", []string{"5.1", "4.95"}, "point"},
		{"tahun", []string{"2019.0", "2020.0"}, "year"},
		{"tanggal", []string{"2025-10-31", "2025-11-01"}, "iso"},
		{"tanggal", []string{"31/10/2025", "01/11/2025"}, "dmy"},
		{"tanggal", []string{"10/31/2025", "11/01/2025"}, "mdy"},
		{"tanggal", []string{"31 Oktober 2025", "1 Nov 2025"}, "words"},
		{"aktif", []string{"ya", "tidak"}, "ya"},
		{"kemendagri_kode", []string{"62.06", "62.71"}, "kemendagri"},
		{"bps_kode_kabupaten", []string{"6209", "6271"}, "bps"},
		{"nama", []string{"Muara Ja'an", "NA"}, "text"},
		{"kode_barang", []string{"00123", "04567"}, "digits"},
	} {
		p := NewProfile(test.header)
		for _, cell := range test.cells {
			p.Add([]byte(cell))
		}
		first := p.Decide(nil)
		column := first.Column
		column.Reading = first.Reading()
		again, err := Again(column)
		if err != nil {
			t.Errorf("%s: %v", test.header, err)
			continue
		}
		for _, cell := range test.cells {
			want, _ := first.Parse([]byte(cell))
			got, ok := again.Parse([]byte(cell))
			if !ok || got != want {
				t.Errorf("%s (%s): %q read again as %+v, %v, want %+v", test.header, column.Reading, cell, got, ok, want)
			}
		}
		if name := readingOf(column.Reading); name != test.as {
			t.Errorf("%s %q: reading %q, want %q", test.header, test.cells, name, test.as)
		}
	}
}

func readingOf(s string) string {
	for i := range s {
		if s[i] == ':' {
			return s[:i]
		}
	}
	return s
}

func TestAgainRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, reading := range []string{"", "comma", "comma:2", "koma:2:none", "comma:-1:none", "comma:99:none", "comma:2:semua"} {
		if _, err := Again(lewu.Column{Name: "a", Reading: reading}); err == nil {
			t.Errorf("Again(%q) is no error", reading)
		}
	}
}
