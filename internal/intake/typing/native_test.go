package typing

import (
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// TestNative has columns of a workbook: #12.5 is a number that the file holds
// as one, @2025-10-31 a date, everything else text that people wrote.
func TestNative(t *testing.T) {
	for _, test := range []struct{ name, header, cells, kind, values, found string }{
		{"a point is never asked about", "Luas", "#1.234 #5.678", "decimal", "1.234 5.678", ""},
		{"nor a group", "Jumlah", "#1234567 #12", "integer", "1234567 12", ""},
		{"whole numbers beside groups of people", "Jumlah", "#1234567 1.234.567", "integer", "1234567 1234567", "text-numbers"},
		{"a comma of people", "Luas", "#12 7,5", "decimal", "12.0 7.5", "text-numbers"},
		{"a comma beside a point", "Luas", "#12.5 7,5", "text", "12.5 7,5", "mixed"},
		{"two readings beside a point", "Luas", "#0.5 1.234", "text", "0.5 1.234", "mixed"},
		{"two readings beside whole numbers", "Luas", "#5 1.234", "text", "5 1.234", "decimal-ask"},
		{"a point of people", "Luas", "#0.5 12.5", "decimal", "0.5 12.5", "text-numbers"},
		{"percentages", "Serapan", "#12.5% #7%", "decimal", "12.5 7.0", ""},
		{"some percentages", "Serapan", "#12.5% #7", "text", "12.5% 7", "mixed-percent"},
		{"rupiah", "Pagu", "#Rp1500000 #-Rp250.5", "money", "1500000.00 -250.50", ""},
		{"years", "Tahun", "#2024 #2025", "year", "2024 2025", ""},
		{"codes with zeros in front", "Desa", "#00123 #00007", "code", "00123 00007", ""},
		{"region codes", "Kode BPS", "#6201 #6202", "bps", "6201 6202", ""},
		{"region codes that lost their zero", "Kode kabupaten", "#62.01 #62.1", "code", "62.01 62.1", "code-lost-zero"},
		{"days", "Tanggal", "@2025-10-31 @2025-02-03", "date", "2025-10-31 2025-02-03", ""},
		{"days beside days of people", "Tanggal", "@2025-10-31 31/10/2025", "date", "2025-10-31 2025-10-31", ""},
		{"days beside days of people, first", "Tanggal", "13/10/2025 @2025-10-31", "date", "2025-10-13 2025-10-31", ""},
		{"days beside days with two readings", "Tanggal", "@2025-10-31 03/02/2025", "text", "2025-10-31 03/02/2025", "date-ask"},
		{"days beside words", "Tanggal", "@2025-10-31 belum", "text", "2025-10-31 belum", ""},
		{"identity numbers", "NIK", "#6271010101900001 #6271014202910002", "code", "6271010101900001 6271014202910002", "identity"},
		{"more digits than a column has", "Rasio", "#0.0000000000000000000000123456789012345 #100000000000000000000", "text", "0.0000000000000000000000123456789012345 100000000000000000000", "digits"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := NewProfile(test.header)
			cells := strings.Fields(test.cells)
			for i, c := range cells {
				cells[i] = strings.TrimLeft(c, "#@")
				switch c[0] {
				case '#':
					p.AddNumber([]byte(cells[i]))
				case '@':
					p.AddDate([]byte(cells[i]))
				default:
					p.Add([]byte(c))
				}
			}
			d := p.Decide(nil)
			d.Column.Reading = d.Reading()
			again, err := Again(d.Column)
			if err != nil {
				t.Fatal(err)
			}
			var values, found []string
			for _, c := range cells {
				cell, ok := d.Parse([]byte(c))
				later, ok2 := again.Parse([]byte(c))
				if !ok || !ok2 || later != cell {
					t.Errorf("%q: %v, %v, and later %v", c, cell, ok, later)
				}
				values = append(values, cell.Text)
			}
			for _, f := range d.Findings {
				found = append(found, strings.TrimPrefix(f.Message.Key, "typing."))
			}
			if got := strings.Join(values, " "); d.Column.Kind != lewu.Kind(test.kind) || got != test.values {
				t.Errorf("%s: %s, want %s: %s", d.Column.Kind, got, test.kind, test.values)
			}
			if got := strings.Join(found, " "); got != test.found {
				t.Errorf("found %q, want %q", got, test.found)
			}
		})
	}
}
