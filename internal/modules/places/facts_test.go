package places

import (
	"testing"

	"github.com/lewu-id/lewu/internal/region"
)

func TestFacts(t *testing.T) {
	for _, test := range []struct{ slug, density, people, area, word, times string }{
		{"katingan", "8.9", "6.4", "13.3", "half", ""},
		{"palangka-raya", "110.6", "11.2", "1.9", "times", "6"},
		{"kapuas", "24.5", "14.8", "11.1", "more", ""},
		{"sukamara", "20.3", "2.4", "2.2", "more", ""},
		{"barito-utara", "16.0", "5.7", "6.5", "less", ""},
		{"barito-timur", "36.9", "4.2", "2.1", "times", "2"},
		{"kalimantan-tengah", "18.4", "100.0", "100.0", "same", ""},
	} {
		r, ok := region.BySlug(test.slug)
		if !ok {
			t.Fatal(test.slug)
		}
		whole, c := region.Kalteng(), crowding(r)
		got := []string{tenths(density(r)), tenths(share(r.Population, whole.Population)), tenths(share(r.AreaM2, whole.AreaM2)), c.word, c.times}
		for i, want := range []string{test.density, test.people, test.area, test.word, test.times} {
			if got[i] != want {
				t.Errorf("%s: %v, want %+v", test.slug, got, test)
				break
			}
		}
	}
}

func TestMeant(t *testing.T) {
	for _, test := range []struct{ slug, want string }{
		{"62.06", "katingan"}, {"62", ""}, {"6206", ""}, {"6209", ""}, {"kabupaten-katingan", "katingan"}, {"kota-palangka-raya", "palangka-raya"},
		{"KATINGAN", "katingan"}, {"kota-katingan", ""}, {"barito", ""}, {"west-kotawaringin", "kotawaringin-barat"}, {"", ""}, {"62.06.01", ""},
	} {
		if r, _ := meant(test.slug); r.Slug != test.want {
			t.Errorf("meant(%q) = %q, want %q", test.slug, r.Slug, test.want)
		}
	}
}
