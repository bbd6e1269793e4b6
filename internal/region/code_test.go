package region

import (
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestParseKemendagri(t *testing.T) {
	for _, test := range []struct {
		in     string
		want   Kemendagri
		level  Level
		parent Kemendagri
	}{
		{"62", "62", Province, ""},
		{"62.06", "62.06", Regency, "62"},
		{"6206", "62.06", Regency, "62"},
		{"62.71", "62.71", Regency, "62"},
		{"62.01.01", "62.01.01", District, "62.01"}, // Kumai
		{"620101", "62.01.01", District, "62.01"},
		{"62.01.01.2014", "62.01.01.2014", Village, "62.01.01"}, // Sungai Sekonyer
		{"6201011011", "62.01.01.1011", Village, "62.01.01"},    // Candi
	} {
		got, err := ParseKemendagri(test.in)
		if got != test.want || err != nil {
			t.Errorf("ParseKemendagri(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
		if got.Level() != test.level {
			t.Errorf("%q.Level() = %d, want %d", got, got.Level(), test.level)
		}
		if parent, ok := got.Parent(); parent != test.parent || ok != (test.parent != "") {
			t.Errorf("%q.Parent() = %q, %v, want %q", got, parent, ok, test.parent)
		}
	}
	for _, in := range []string{
		"", "6", "62.", ".62", "62.6", "62.1", "62.060", "6206.0", "620", "62.0601", "6206.01", "62.06.01.001",
		"62-06", "62 06", "6A.06", "62.06.01.2001.1", "06.02", "٦٢.٠٦", "6209010",
	} {
		if got, err := ParseKemendagri(in); !errs.Is(err, errs.Invalid) {
			t.Errorf("ParseKemendagri(%q) = %q, %v, want an error of kind Invalid", in, got, err)
		}
	}
}

func TestParseBPS(t *testing.T) {
	for _, test := range []struct {
		in     string
		want   BPS
		level  Level
		parent BPS
	}{
		{"62", "62", Province, ""},
		{"6209", "6209", Regency, "62"},
		{"62.09", "6209", Regency, "62"},
		{"6209010", "6209010", District, "6209"},
		{"62.09.010", "6209010", District, "6209"},
		{"6209010001", "6209010001", Village, "6209010"},
	} {
		got, err := ParseBPS(test.in)
		if got != test.want || err != nil {
			t.Errorf("ParseBPS(%q) = %q, %v, want %q", test.in, got, err, test.want)
		}
		if got.Level() != test.level {
			t.Errorf("%q.Level() = %d, want %d", got, got.Level(), test.level)
		}
		if parent, ok := got.Parent(); parent != test.parent || ok != (test.parent != "") {
			t.Errorf("%q.Parent() = %q, %v, want %q", got, parent, ok, test.parent)
		}
	}
	for _, in := range []string{"", "6", "620", "620901", "62.9", "62.09.10", "3201.0", "6209010.001", "0609"} {
		if got, err := ParseBPS(in); !errs.Is(err, errs.Invalid) {
			t.Errorf("ParseBPS(%q) = %q, %v, want an error of kind Invalid", in, got, err)
		}
	}
}

func TestContains(t *testing.T) {
	for _, test := range []struct {
		k, other Kemendagri
		want     bool
	}{
		{"62", "62.06.01", true},
		{"62.06", "62.06", true},
		{"62.06", "62.07.01", false},
		{"62.06.01", "62.06", false},
		{"", "62", false},
	} {
		if got := test.k.Contains(test.other); got != test.want {
			t.Errorf("%q contains %q: %v, want %v", test.k, test.other, got, test.want)
		}
	}
	for _, test := range []struct {
		b, other BPS
		want     bool
	}{
		{"62", "6209010", true},
		{"6209", "6209", true},
		{"6209", "6208010", false},
		{"6209010", "6209", false},
		{"", "62", false},
		{"620", "6209", false}, // no region at all
	} {
		if got := test.b.Contains(test.other); got != test.want {
			t.Errorf("BPS %q contains %q: %v, want %v", test.b, test.other, got, test.want)
		}
	}
}

func TestKinds(t *testing.T) {
	for _, test := range []struct {
		code            Kemendagri
		kelurahan, city bool
	}{
		{"62.01.01.1011", true, false},
		{"62.01.01.2001", false, false},
		{"62.71", false, true},
		{"62.13", false, false},
		{"62", false, false},
	} {
		if test.code.Kelurahan() != test.kelurahan || test.code.City() != test.city {
			t.Errorf("%q: kelurahan %v, city %v", test.code, test.code.Kelurahan(), test.code.City())
		}
	}
	if l := Kemendagri("62.0").Level(); l != Unknown {
		t.Errorf("level of 62.0 = %d, want Unknown", l)
	}
}
