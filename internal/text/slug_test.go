package text

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for _, test := range []struct{ title, want string }{
		{"Produksi padi menurut kabupaten/kota, 2019–2024", "produksi-padi-menurut-kabupaten-kota-2019-2024"},
		{"Harga di Pasar Muara Ja'an", "harga-di-pasar-muara-jaan"},
		{"  APBD (Rp)  ", "apbd-rp"},
		{"Café", "cafe"},
		{"!!!", ""},
		{"../../etc/passwd", "etc-passwd"},
	} {
		if got := Slug(test.title); got != test.want {
			t.Errorf("Slug(%q) = %q, want %q", test.title, got, test.want)
		}
	}
	long := Slug(strings.Repeat("kabupaten ", 20))
	if len(long) > 80 || strings.HasSuffix(long, "-") || !strings.HasSuffix(long, "kabupaten") {
		t.Errorf("a long title became %q", long)
	}
	if got := Slug(strings.Repeat("a", 200)); len(got) != 80 {
		t.Errorf("a title of one word became %d bytes, want 80", len(got))
	}
}
