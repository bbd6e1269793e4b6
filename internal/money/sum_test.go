package money

import (
	"math"
	"testing"
)

func TestAddSub(t *testing.T) {
	const most, least = Sen(math.MaxInt64), Sen(math.MinInt64)
	for _, test := range []struct {
		a, b  Sen
		sum   Sen
		sumOK bool
		diff  Sen
		difOK bool
	}{
		{0, 0, 0, true, 0, true},
		{835_031_007_895_856, 1, 835_031_007_895_857, true, 835_031_007_895_855, true},
		{-5, 5, 0, true, -10, true},
		{most, 1, 0, false, most - 1, true},
		{most, 0, most, true, most, true},
		{least, 0, least, true, least, true},
		{least, 1, least + 1, true, 0, false},
		{least, -1, 0, false, least + 1, true},
		{0, least, least, true, 0, false}, // −least is one more than most
		{-1, least, 0, false, most, true},
		{most, most, 0, false, 0, true},
		{most, least, -1, true, 0, false},
		{least, least, 0, false, 0, true},
	} {
		if got, ok := test.a.Add(test.b); got != test.sum || ok != test.sumOK {
			t.Errorf("%d + %d = %d, %v, want %d, %v", int64(test.a), int64(test.b), int64(got), ok, int64(test.sum), test.sumOK)
		}
		if got, ok := test.a.Sub(test.b); got != test.diff || ok != test.difOK {
			t.Errorf("%d - %d = %d, %v, want %d, %v", int64(test.a), int64(test.b), int64(got), ok, int64(test.diff), test.difOK)
		}
	}
}

func TestSum(t *testing.T) {
	const most = Sen(math.MaxInt64)
	for _, test := range []struct {
		in   []Sen
		want Sen
		ok   bool
	}{
		{nil, 0, true},
		{[]Sen{610_100_000_000_000, -150_050}, 610_099_999_849_950, true},
		{[]Sen{most, most, -most}, most, true}, // too large in between, not at the end
		{[]Sen{most, 1}, 0, false},
	} {
		if got, ok := Sum(test.in...); got != test.want || ok != test.ok {
			t.Errorf("Sum(%d) = %d, %v, want %d, %v", test.in, int64(got), ok, int64(test.want), test.ok)
		}
	}
}

func TestRatio(t *testing.T) {
	for _, test := range []struct {
		part, whole Sen
		decimals    int
		want        string
		ok          bool
	}{
		{1, 3, 4, "0.3333", true},
		{2, 3, 4, "0.6667", true},
		{1, 2, 0, "1", true}, // half away from zero
		{-1, 2, 0, "-1", true},
		{1, -2, 0, "-1", true},
		{-1, -2, 0, "1", true},
		{-1, 3, 0, "0", true}, // no minus zero
		{0, 5, 2, "0.00", true},
		{5, 0, 2, "", false},
		{1, 2, -1, "", false},
		{1, 2, 19, "", false},
		{102_200_000_000_000_000, 835_031_007_895_856, 4, "122.3907", true}, // × 10^4 overflows int64
		{math.MinInt64, math.MaxInt64, 2, "-1.00", true},
		{math.MaxInt64, 1, 18, "9223372036854775807.000000000000000000", true},
	} {
		if got, ok := Ratio(test.part, test.whole, test.decimals); got != test.want || ok != test.ok {
			t.Errorf("Ratio(%d, %d, %d) = %q, %v, want %q, %v",
				int64(test.part), int64(test.whole), test.decimals, got, ok, test.want, test.ok)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, test := range []struct {
		part, whole Sen
		want        string
	}{
		{511_707_001_638_581, 835_031_007_895_856, "61.28"}, // TEPRA Kalteng, 31 October 2025
		{610_100_000_000_000, 720_700_000_000_000, "84.65"}, // 6.101 of 7.207 T, 2023
		{583_200_000_000_000, 678_400_000_000_000, "85.97"}, // 5.832 of 6.784 T, the same year by DJPK
		{-1, 200, "-0.50"},
	} {
		if got, ok := Percent(test.part, test.whole, 2); got != test.want || !ok {
			t.Errorf("Percent(%d, %d, 2) = %q, %v, want %q", int64(test.part), int64(test.whole), got, ok, test.want)
		}
	}
	if got, ok := Percent(1, 0, 2); ok {
		t.Errorf("Percent(1, 0, 2) = %q, want none", got)
	}
}

func TestShort(t *testing.T) {
	for _, test := range []struct {
		rupiah string
		want   string
	}{
		{"8350310078958.56", "Rp8,35 triliun"},
		{"7800000000000", "Rp7,80 triliun"},
		{"-28720000000", "-Rp28,72 miliar"},
		{"1022000000000000", "Rp1.022,00 triliun"},
		{"8345000000000", "Rp8,35 triliun"}, // half away from zero
		{"-8345000000000", "-Rp8,35 triliun"},
		{"8344999999999.99", "Rp8,34 triliun"},
		{"996000000000", "Rp996,00 miliar"},
		{"999994999999.99", "Rp999,99 miliar"},
		{"999995000000", "Rp1,00 triliun"},
		{"999999999", "Rp1,00 miliar"},
		{"1000000", "Rp1,00 juta"},
		{"999999.50", "Rp1,00 juta"},
		{"999999.49", "Rp999.999"},
		{"65000", "Rp65.000"},
		{"0.49", "Rp0"},
		{"-0.49", "Rp0"},
		{"-0.50", "-Rp1"},
		{"0", "Rp0"},
	} {
		s, err := Parse(test.rupiah)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Short(); got != test.want {
			t.Errorf("Short of %s = %q, want %q", test.rupiah, got, test.want)
		}
	}
	if got, want := Sen(math.MinInt64).Short(), "-Rp92.233,72 triliun"; got != want {
		t.Errorf("Short of the least = %q, want %q", got, want)
	}
}
