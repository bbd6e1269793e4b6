package i18n

import "testing"

func TestBrief(t *testing.T) {
	for _, test := range []struct {
		v      float64
		id, en string
	}{
		{0, "0", "0"},
		{-0.001, "0", "0"},
		{0.305, "0,31", "0.31"},
		{3.41, "3,41", "3.41"},
		{93.4, "93,4", "93.4"},
		{110.63, "111", "111"},
		{2848.699, "2.849", "2,849"},
		{9999.4, "9.999", "9,999"},
		{9999.6, "10 ribu", "10 thousand"},
		{15250, "15,3 ribu", "15.3 thousand"},
		{181_963, "182 ribu", "182 thousand"},
		{999_600, "1 juta", "1 million"},
		{2_825_290, "2,8 juta", "2.8 million"},
		{-8_350_310_078_958.56, "−8,4 triliun", "−8.4 trillion"},
	} {
		if id, en := ID.Brief(test.v), EN.Brief(test.v); id != test.id || en != test.en {
			t.Errorf("Brief(%v) = %q, %q, want %q, %q", test.v, id, en, test.id, test.en)
		}
	}
}
