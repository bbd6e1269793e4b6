package region

import (
	"slices"
	"strings"
	"testing"
)

func TestNeighbours(t *testing.T) {
	for _, test := range []struct{ of, want string }{
		{"katingan", "Kotawaringin Timur, Seruyan, Gunung Mas, Pulang Pisau, Palangka Raya"},
		{"palangka-raya", "Katingan, Gunung Mas, Pulang Pisau"},
		{"barito-timur", "Barito Selatan"},
		{"kapuas", "Barito Selatan, Barito Utara, Gunung Mas, Pulang Pisau, Murung Raya"},
		{"kalimantan-tengah", ""},
	} {
		r, ok := BySlug(test.of)
		if !ok {
			t.Fatalf("no region %q", test.of)
		}
		var names []string
		for _, n := range r.Neighbours() {
			names = append(names, n.Short)
		}
		if got := strings.Join(names, ", "); got != test.want {
			t.Errorf("neighbours of %s = %q, want %q", r.Short, got, test.want)
		}
	}
}

// TestNeighboursBothWays: who borders on somebody is bordered by him, and
// nobody stands alone.
func TestNeighboursBothWays(t *testing.T) {
	for _, r := range Regencies() {
		list := r.Neighbours()
		if len(list) == 0 {
			t.Errorf("%s has no neighbour", r.Short)
		}
		for _, n := range list {
			if !slices.Contains(n.Neighbours(), r) {
				t.Errorf("%s borders on %s, which does not know", r.Short, n.Short)
			}
		}
		if !slices.IsSortedFunc(list, func(a, b Region) int { return strings.Compare(string(a.Kemendagri), string(b.Kemendagri)) }) {
			t.Errorf("neighbours of %s are out of order: %v", r.Short, list)
		}
	}
}
