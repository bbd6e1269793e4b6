package region

import (
	"strings"
	"testing"
)

func TestTableHoldsTogether(t *testing.T) {
	list := Regencies()
	if len(list) != 14 {
		t.Fatalf("%d kabupaten/kota, want 14", len(list))
	}
	var area, population int64
	differ := 0
	seen := map[string]string{}
	for i, r := range list {
		if i > 0 && list[i-1].Kemendagri >= r.Kemendagri {
			t.Errorf("%s stands after %s", r.Kemendagri, list[i-1].Kemendagri)
		}
		area, population = area+r.AreaM2, population+r.Population
		if k, err := ParseKemendagri(string(r.BPS)); err != nil || k != r.Kemendagri {
			differ++
		}
		if r.Level() != Regency || r.BPS.Level() != Regency || !Kemendagri("62").Contains(r.Kemendagri) {
			t.Errorf("%s: codes %s and %s are not those of a kabupaten/kota of 62", r.Name, r.Kemendagri, r.BPS)
		}
		if r.Kemendagri.City() != strings.HasPrefix(r.Name, "Kota ") || !strings.HasSuffix(r.Name, " "+r.Short) {
			t.Errorf("name %q does not fit short %q and code %s", r.Name, r.Short, r.Kemendagri)
		}
		if want := strings.ReplaceAll(strings.ToLower(r.Short), " ", "-"); r.Slug != want {
			t.Errorf("%s: slug %q, want %q", r.Name, r.Slug, want)
		}
		if r.Column < 0 || r.Column >= TileColumns || r.Row < 0 || r.Row >= TileRows || r.Tile == "" || r.Capital == "" {
			t.Errorf("%s: tile %q at %d,%d, capital %q", r.Name, r.Tile, r.Column, r.Row, r.Capital)
		}
		for _, key := range []string{"bps " + string(r.BPS), "slug " + r.Slug, "tile " + r.Tile,
			"at " + string(rune('0'+r.Column)) + string(rune('0'+r.Row))} {
			if other, taken := seen[key]; taken {
				t.Errorf("%s and %s share %s", r.Name, other, key)
			}
			seen[key] = r.Name
		}
	}
	province := Kalteng()
	if area != province.AreaM2 || province.Km2() != "153430.363" {
		t.Errorf("areas sum to %d m², the province has %s km², want 153430.363", area, province.Km2())
	}
	if population != province.Population || population != 2_825_290 {
		t.Errorf("population sums to %d, the province has %d, want 2825290", population, province.Population)
	}
	if differ != 8 {
		t.Errorf("%d codes differ between the two systems, want 8", differ)
	}
}

func TestBy(t *testing.T) {
	katingan, ok := ByKemendagri("62.06")
	if !ok || katingan.Short != "Katingan" || katingan.Km2() != "20380.503" {
		t.Errorf("ByKemendagri(62.06) = %+v, %v, want Katingan with 20380.503 km²", katingan, ok)
	}
	if r, ok := ByBPS("6209"); !ok || r != katingan {
		t.Errorf("ByBPS(6209) = %q, %v, want Katingan", r.Name, ok)
	}
	if r, ok := ByBPS("6206"); !ok || r.Short != "Sukamara" {
		t.Errorf("ByBPS(6206) = %q, %v, want Sukamara", r.Name, ok)
	}
	if r, ok := BySlug("kalimantan-tengah"); !ok || r != Kalteng() || r.Level() != Province {
		t.Errorf("BySlug(kalimantan-tengah) = %q, %v", r.Name, ok)
	}
	for _, code := range []Kemendagri{"", "6206", "62.14", "63.01", "62.06.01"} {
		if r, ok := ByKemendagri(code); ok {
			t.Errorf("ByKemendagri(%q) = %q, want none", code, r.Name)
		}
	}
	if r, ok := ByBPS("62.09"); ok {
		t.Errorf("ByBPS(62.09) = %q, want none: not canonical", r.Name)
	}
	if r, ok := BySlug(""); ok {
		t.Errorf("BySlug of nothing = %q", r.Name)
	}
}

func TestFindName(t *testing.T) {
	for _, test := range []struct {
		in   string
		want Kemendagri
	}{
		{"Katingan", "62.06"},
		{"KAB. KATINGAN", "62.06"},
		{"Kab.Katingan", "62.06"},
		{"Kabupaten  Katingan ", "62.06"},
		{"Katingan Regency", "62.06"},
		{"Regency of Katingan", "62.06"},
		{"Katingan, Kab.", "62.06"},
		{"kotawaringin_barat", "62.01"}, // "kota" is a word here only if it stands alone
		{"KABUPATEN KOTAWARINGIN TIMUR", "62.02"},
		{"West Kotawaringin Regency", "62.01"},
		{"East Barito", "62.13"},
		{"Palangka Raya", "62.71"},
		{"Palangkaraya", "62.71"},
		{"KOTA PALANGKARAYA", "62.71"},
		{"Kota_Palangka_Raya", "62.71"},
		{"Palangka Raya City", "62.71"},
		{"City of Palangkaraya", "62.71"},
		{"Kalimantan Tengah", "62"},
		{"Prov. Kalimantan Tengah", "62"},
		{"Central Kalimantan Province", "62"},
	} {
		if r, ok := FindName(test.in); r.Kemendagri != test.want || !ok {
			t.Errorf("FindName(%q) = %q %q, %v, want %s", test.in, r.Kemendagri, r.Name, ok, test.want)
		}
	}
	for _, in := range []string{
		"", "Kota", "Kabupaten", "Barito", "Kotawaringin", "Kotim", "Katigan", "Kapuas Hulu", "Kota Katingan",
		"Kabupaten Palangka Raya", "Kota Kalimantan Tengah", "Kabupaten Kota Palangka Raya", "62.06 Katingan", "Muara Ja'an",
		"Kecamatan Sukamara", "Barat Kotawaringin",
	} {
		if r, ok := FindName(in); ok {
			t.Errorf("FindName(%q) = %q, want none", in, r.Name)
		}
	}
}
