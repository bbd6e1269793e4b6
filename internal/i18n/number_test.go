package i18n

import (
	"math"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestInt(t *testing.T) {
	for _, test := range []struct {
		in     int64
		id, en string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{1000, "1.000", "1,000"},
		{2_825_290, "2.825.290", "2,825,290"}, // people of Kalteng, Dukcapil 2024-S2
		{-1234567, "−1.234.567", "−1,234,567"},
		{math.MinInt64, "−9.223.372.036.854.775.808", "−9,223,372,036,854,775,808"},
	} {
		if got := ID.Int(test.in); got != test.id {
			t.Errorf("id.Int(%d) = %q, want %q", test.in, got, test.id)
		}
		if got := EN.Int(test.in); got != test.en {
			t.Errorf("en.Int(%d) = %q, want %q", test.in, got, test.en)
		}
	}
}

func TestMoneyAndShort(t *testing.T) {
	for _, test := range []struct {
		in                         string
		full, short, enFull, enSht string
	}{
		{"0", "Rp0", "Rp0", "Rp0", "Rp0"},
		{"15250.00", "Rp15.250", "Rp15.250", "Rp15,250", "Rp15,250"},
		{"1234567.89", "Rp1.234.567,89", "Rp1,23 juta", "Rp1,234,567.89", "Rp1.23 million"},
		{"-1500.50", "−Rp1.500,50", "−Rp1.500,50", "−Rp1,500.50", "−Rp1,500.50"},
		// belanja of one province-year
		{"8350310078958.56", "Rp8.350.310.078.958,56", "Rp8,35 triliun", "Rp8,350,310,078,958.56", "Rp8.35 trillion"},
		{"5100000000000", "Rp5.100.000.000.000", "Rp5,1 triliun", "Rp5,100,000,000,000", "Rp5.1 trillion"},
		{"1204500000.00", "Rp1.204.500.000", "Rp1,2 miliar", "Rp1,204,500,000", "Rp1.2 billion"},
		{"1205000000", "Rp1.205.000.000", "Rp1,21 miliar", "Rp1,205,000,000", "Rp1.21 billion"},
		{"-1205000000", "−Rp1.205.000.000", "−Rp1,21 miliar", "−Rp1,205,000,000", "−Rp1.21 billion"},
		{"999994999.99", "Rp999.994.999,99", "Rp999,99 juta", "Rp999,994,999.99", "Rp999.99 million"},
		{"999999999.99", "Rp999.999.999,99", "Rp1 miliar", "Rp999,999,999.99", "Rp1 billion"},
		{"999999999999", "Rp999.999.999.999", "Rp1 triliun", "Rp999,999,999,999", "Rp1 trillion"},
		{"10220000000000000", "Rp10.220.000.000.000.000", "Rp10.220 triliun", "Rp10,220,000,000,000,000", "Rp10,220 trillion"},
		{"belum", "belum", "belum", "belum", "belum"},
	} {
		for _, got := range []struct{ name, got, want string }{
			{"id.Money", ID.Money(test.in), test.full},
			{"id.Short", ID.Short(test.in), test.short},
			{"en.Money", EN.Money(test.in), test.enFull},
			{"en.Short", EN.Short(test.in), test.enSht},
		} {
			if got.got != got.want {
				t.Errorf("%s(%q) = %q, want %q", got.name, test.in, got.got, got.want)
			}
		}
	}
}

func TestBytes(t *testing.T) {
	for _, test := range []struct {
		in     int64
		id, en string
	}{
		{0, "0 B", "0 B"},
		{999, "999 B", "999 B"},
		{1_100, "1,1 kB", "1.1 kB"},
		{38_000, "38 kB", "38 kB"},
		{99_949, "99,9 kB", "99.9 kB"},
		{160_000, "160 kB", "160 kB"},
		{999_499, "999 kB", "999 kB"},
		{999_500, "1 MB", "1 MB"},
		{1_234_567, "1,2 MB", "1.2 MB"},
		{25_400_000, "25,4 MB", "25.4 MB"},
		{160_400_000, "160 MB", "160 MB"},
		{2_000_000_000_000, "2 TB", "2 TB"},
	} {
		if got := ID.Bytes(test.in); got != test.id {
			t.Errorf("id.Bytes(%d) = %q, want %q", test.in, got, test.id)
		}
		if got := EN.Bytes(test.in); got != test.en {
			t.Errorf("en.Bytes(%d) = %q, want %q", test.in, got, test.en)
		}
	}
}

func TestCell(t *testing.T) {
	for _, test := range []struct {
		kind   lewu.Kind
		text   string
		id, en string
	}{
		{lewu.Integer, "388669", "388.669", "388,669"}, // ton padi 2024
		{lewu.Decimal, "153430.363", "153.430,363", "153,430.363"},
		{lewu.Decimal, "-7.30", "−7,30", "−7.30"},
		{lewu.Money, "1234567.89", "Rp1.234.567,89", "Rp1,234,567.89"},
		{lewu.Year, "2025", "2025", "2025"},
		{lewu.Code, "0012345", "0012345", "0012345"},
		{lewu.Kemendagri, "62.06", "62.06", "62.06"},
		{lewu.BPS, "6209", "6209", "6209"},
		{lewu.Date, "2025-10-31", "31 Oktober 2025", "31 October 2025"},
		{lewu.Date, "kemarin dulu", "kemarin dulu", "kemarin dulu"},
		{lewu.Boolean, "true", "ya", "yes"},
		{lewu.Boolean, "false", "tidak", "no"},
		{lewu.Boolean, "mungkin", "mungkin", "mungkin"},
		{lewu.Text, "1000", "1000", "1000"},
		{lewu.Integer, "0", "0", "0"},
		{lewu.Integer, "", "belum ada data", "no data yet"},
	} {
		column, cell := lewu.Column{Kind: test.kind}, lewu.Cell{Text: test.text, Valid: test.text != ""}
		if got := ID.Cell(column, cell); got != test.id {
			t.Errorf("id.Cell(%s %q) = %q, want %q", test.kind, test.text, got, test.id)
		}
		if got := EN.Cell(column, cell); got != test.en {
			t.Errorf("en.Cell(%s %q) = %q, want %q", test.kind, test.text, got, test.en)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{ID.Percent("61.28"), "61,28%"},
		{EN.Percent("61.28"), "61.28%"},
		{ID.Percent("-28.72"), "−28,72%"},
		{ID.PercentWord("61.28"), "61,28 persen"},
		{EN.PercentWord("61.28"), "61.28 percent"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}
