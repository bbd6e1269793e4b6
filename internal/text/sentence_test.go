package text

import "testing"

func TestSentenceCase(t *testing.T) {
	for _, test := range []struct{ label, capital, within string }{
		{"Produksi padi", "Produksi padi", "produksi padi"},
		{"PDRB", "PDRB", "PDRB"},
		{"kasus", "Kasus", "kasus"},
		{"Élan", "Élan", "élan"},
		{"A", "A", "a"},
	} {
		if got := Capital(test.label); got != test.capital {
			t.Errorf("Capital(%q) = %q, want %q", test.label, got, test.capital)
		}
		if got := Within(test.label); got != test.within {
			t.Errorf("Within(%q) = %q, want %q", test.label, got, test.within)
		}
	}
}
