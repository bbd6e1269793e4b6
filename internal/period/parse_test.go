package period

import (
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestParse(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Tahun 2024", "2024"},
		{"TA 2025", "2025"},
		{"TA. 2025", "2025"},
		{"Tahun Anggaran 2025", "2025"},
		{"Thn. 2024", "2024"},
		{"Semester I 2024", "2024-S1"},
		{"SEMESTER II TAHUN 2024", "2024-S2"},
		{"Smt. 2 / 2024", "2024-S2"},
		{"2024 Semester I", "2024-S1"},
		{"2024S2", "2024-S2"},
		{"S1 2024", "2024-S1"},
		{"Triwulan II 2024", "2024-Q2"},
		{"TRIWULAN IV TA 2024", "2024-Q4"},
		{"TW II 2024", "2024-Q2"},
		{"TW.III-2024", "2024-Q3"},
		{"Tw 1 Tahun 2024", "2024-Q1"},
		{"Kuartal 3 2024", "2024-Q3"},
		{"Q2 2024", "2024-Q2"},
		{"2024q2", "2024-Q2"},
		{"Mei 2024", "2024-05"},
		{"MEI-2024", "2024-05"},
		{"Bulan Agustus 2024", "2024-08"},
		{"Agt 2024", "2024-08"},
		{"Nopember 2024", "2024-11"},
		{"Pebruari 2024", "2024-02"},
		{"December 2024", "2024-12"},
		{"2024 Okt", "2024-10"},
		{"05/2024", "2024-05"},
		{"2024/05", "2024-05"},
		{"31 Mei 2024", "2024-05-31"},
		{"31-Mei-2024", "2024-05-31"},
		{"1 Januari 2024", "2024-01-01"},
		{"31 May 2024", "2024-05-31"},
		{"  31\u00a0Oktober\u00a02025 ", "2025-10-31"}, // no-break spaces from Word
	} {
		if got, err := Parse(test.in); got.String() != test.want || err != nil {
			t.Errorf("Parse(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, in := range []string{
		"", " ", "kemarin", "24", "202", "20245", "1899", "2101",
		"Mei 24",                  // which century
		"05/06/2024", "31/5/2024", // the order is the column's question
		"2024-13", "2024-00", "2024-5", "2024-S3", "2024-Q5", "Triwulan V 2024", "Semester 2024",
		"2025-02-29", "31 Juni 2024", "0 Mei 2024",
		"Minggu II Mei 2024", "2024-W22",
		"2019–2024", "2024*", "Mei 2024 (sementara)", "Anggaran 2024", "Mey 2024",
		"2024.05", "2024,5", "-2024", // numbers
		"2024.0", // a year that became a float is the business of typing
	} {
		if got, err := Parse(in); !errs.Is(err, errs.Invalid) {
			t.Errorf("Parse(%q) = %q, %v, want an error of kind Invalid", in, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"2024-S1", "Triwulan II 2024", "31 Mei 2024", "05/2024"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(p.String()); again != p || err != nil {
			t.Errorf("Parse(%q) = %q, whose own text gives %q, %v", text, p, again, err)
		}
		if !p.Contains(p) || p.Start() > p.End() {
			t.Errorf("Parse(%q) = %q from %s to %s", text, p, p.Start(), p.End())
		}
	})
}
