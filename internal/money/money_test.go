package money

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/lewu-id/lewu/internal/errs"
)

func TestString(t *testing.T) {
	for _, test := range []struct {
		in        Sen
		want      string
		canonical string
	}{
		{0, "Rp0,00", "0.00"},
		{5, "Rp0,05", "0.05"},
		{-5, "-Rp0,05", "-0.05"},
		{99_999, "Rp999,99", "999.99"},
		{100_000, "Rp1.000,00", "1000.00"},
		{-150_050, "-Rp1.500,50", "-1500.50"},
		{835_031_007_895_856, "Rp8.350.310.078.958,56", "8350310078958.56"}, // belanja of one province-year
		{math.MaxInt64, "Rp92.233.720.368.547.758,07", "92233720368547758.07"},
		{math.MinInt64, "-Rp92.233.720.368.547.758,08", "-92233720368547758.08"},
	} {
		if got := test.in.String(); got != test.want {
			t.Errorf("Sen(%d).String() = %q, want %q", int64(test.in), got, test.want)
		}
		if got := test.in.Rupiah(); got != test.canonical {
			t.Errorf("Sen(%d).Rupiah() = %q, want %q", int64(test.in), got, test.canonical)
		}
		if got, err := Parse(test.canonical); got != test.in || err != nil {
			t.Errorf("Parse(%q) = %d, %v, want %d", test.canonical, int64(got), err, int64(test.in))
		}
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Sen
	}{
		{"4412108656900.00", 441_210_865_690_000}, // pendapatan 2018, DJPK
		{"4547699750661.4", 454_769_975_066_140},  // one digit behind the point
		{"4412108656900", 441_210_865_690_000},
		{"-0.01", -1},
		{"-0", 0},
		{"007", 700},
	} {
		if got, err := Parse(test.in); got != test.want || err != nil {
			t.Errorf("Parse(%q) = %d, %v, want %d", test.in, int64(got), err, int64(test.want))
		}
	}
	for _, in := range []string{
		"", "-", ".", ".5", "5.", "1.234", "1,5", "1.500.000", "Rp5", "+5", "--5", "1e12", " 5", "5 ", "٥", "NaN", "5.-1",
		"92233720368547758.08", "-92233720368547758.09", "1000000000000000000000",
	} {
		if got, err := Parse(in); !errs.Is(err, errs.Invalid) {
			t.Errorf("Parse(%q) = %d, %v, want an error of kind Invalid", in, int64(got), err)
		}
	}
}

func TestJSON(t *testing.T) {
	in := struct{ Pagu Sen }{835_031_007_895_856}
	text, err := json.Marshal(in)
	if want := `{"Pagu":"8350310078958.56"}`; string(text) != want || err != nil {
		t.Fatalf("Marshal = %s, %v, want %s", text, err, want)
	}
	out := in
	out.Pagu = 0
	if err := json.Unmarshal(text, &out); out != in || err != nil {
		t.Errorf("Unmarshal = %v, %v, want %v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"Pagu":"1.5 M"}`), &out); err == nil || out != in {
		t.Errorf("Unmarshal of 1.5 M = %v, %v, want an error and the old value", out, err)
	}
	if got, err := in.Pagu.Value(); got != int64(835_031_007_895_856) || err != nil {
		t.Errorf("Value() = %v, %v", got, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"8350310078958.56", "-92233720368547758.08", "1.5 M", "-0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		if again, err := Parse(s.Rupiah()); again != s || err != nil {
			t.Errorf("Parse(%q) = %d, but its own text %q gives %d, %v", text, int64(s), s.Rupiah(), int64(again), err)
		}
	})
}
