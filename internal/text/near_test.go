package text

import (
	"slices"
	"strings"
	"testing"
)

func TestNear(t *testing.T) {
	places := []string{"kotawaringin-barat", "kotawaringin-timur", "kapuas", "katingan", "seruyan", "barito-selatan", "barito-timur", "barito-utara"}
	for _, test := range []struct {
		name string
		want []string
	}{
		{"katingn", []string{"katingan"}},
		{"barito", []string{"barito-timur", "barito-utara"}},
		{"kotawaringin", []string{"kotawaringin-barat", "kotawaringin-timur"}},
		{"zzzzzz", nil},
		{"", nil},
		{strings.Repeat("katingan", 1000), nil},
	} {
		if got := Near(test.name, places, 2); !slices.Equal(got, test.want) {
			t.Errorf("Near(%.20q) = %q, want %q", test.name, got, test.want)
		}
	}
}
