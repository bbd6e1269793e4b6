package region

import "fmt"

// A Region is the province or one of its kabupaten/kota, with the facts that
// every room needs.
type Region struct {
	Kemendagri Kemendagri // "62.06"
	BPS        BPS        // "6209"
	Name       string     // official: "Kabupaten Katingan"
	Short      string     // "Katingan"
	Tile       string     // what fits on a tile of the map: "Gumas"
	Slug       string     // in addresses: "katingan"
	Capital    string     // ibukota
	AreaM2     int64      // luas in m², BIG 2024; the province is the sum of the 14
	Population int64      // penduduk in people, Dukcapil 2024 semester II; BPS counts otherwise

	// Place on the tile map of the 14 kab/kota, from 0 at the top left; the
	// province has none, and both are −1.
	Column, Row int
}

// Size of the tile map: 6 columns, 4 rows.
const (
	TileColumns = 6
	TileRows    = 4
)

// Level is Province or Regency.
func (r Region) Level() Level { return r.Kemendagri.Level() }

// Km2 is the area as canonical decimal text in km²: "9475.854".
func (r Region) Km2() string {
	return fmt.Sprintf("%d.%03d", r.AreaM2/1_000_000, r.AreaM2%1_000_000/1_000)
}

// Kalteng is the province.
func Kalteng() Region {
	return Region{"62", "62", "Provinsi Kalimantan Tengah", "Kalimantan Tengah", "Kalteng", "kalimantan-tengah",
		"Palangka Raya", 153_430_363_000, 2_825_290, -1, -1}
}

// Regencies is the 14 kabupaten/kota in the order of their Kemendagri codes.
//
// Sources: codes and names, Kepmendagri 300.2.2-2138/2025; area (BIG, letter of
// 16 December 2024) and population (Dukcapil, semester II 2024), Kepmendagri
// 300.2.2-2430/2025, both as carried by github.com/cahyadsn/wilayah. BPS codes:
// field CC_2 in fahadh4ilyas/indonesia-geojson-archive and KAB_CODE in
// kristiantovirgie/webgis-kalteng, which agree on all 14. Capitals:
// dhanyyudi/wilayah-id. The decree's table writes "Kota Palangkaraya"; the city
// itself and the other tables write "Palangka Raya". Missing: districts and
// villages (1,707 rows), which come as a dataset. The arrangement of tiles is
// ours.
func Regencies() []Region {
	return []Region{
		{"62.01", "6201", "Kabupaten Kotawaringin Barat", "Kotawaringin Barat", "Kobar", "kotawaringin-barat",
			"Pangkalan Bun", 9_475_854_000, 294_602, 1, 2},
		{"62.02", "6202", "Kabupaten Kotawaringin Timur", "Kotawaringin Timur", "Kotim", "kotawaringin-timur",
			"Sampit", 15_541_880_000, 454_515, 2, 2},
		{"62.03", "6203", "Kabupaten Kapuas", "Kapuas", "Kapuas", "kapuas",
			"Kuala Kapuas", 17_033_540_000, 417_854, 4, 3},
		{"62.04", "6204", "Kabupaten Barito Selatan", "Barito Selatan", "Barsel", "barito-selatan",
			"Buntok", 6_267_084_000, 137_914, 4, 2},
		{"62.05", "6205", "Kabupaten Barito Utara", "Barito Utara", "Barut", "barito-utara",
			"Muara Teweh", 9_984_808_000, 159_848, 4, 1},
		{"62.06", "6209", "Kabupaten Katingan", "Katingan", "Katingan", "katingan",
			"Kasongan", 20_380_503_000, 181_963, 2, 1},
		{"62.07", "6208", "Kabupaten Seruyan", "Seruyan", "Seruyan", "seruyan",
			"Kuala Pembuang", 15_211_714_000, 159_849, 1, 1},
		{"62.08", "6206", "Kabupaten Sukamara", "Sukamara", "Sukamara", "sukamara",
			"Sukamara", 3_310_130_000, 67_234, 0, 2},
		{"62.09", "6207", "Kabupaten Lamandau", "Lamandau", "Lamandau", "lamandau",
			"Nanga Bulik", 7_632_394_000, 114_257, 0, 1},
		{"62.10", "6211", "Kabupaten Gunung Mas", "Gunung Mas", "Gumas", "gunung-mas",
			"Kuala Kurun", 9_305_756_000, 134_482, 3, 1},
		{"62.11", "6210", "Kabupaten Pulang Pisau", "Pulang Pisau", "Pulpis", "pulang-pisau",
			"Pulang Pisau", 9_650_158_000, 144_663, 3, 3},
		{"62.12", "6213", "Kabupaten Murung Raya", "Murung Raya", "Mura", "murung-raya",
			"Puruk Cahu", 23_575_328_000, 124_291, 4, 0},
		{"62.13", "6212", "Kabupaten Barito Timur", "Barito Timur", "Bartim", "barito-timur",
			"Tamiang Layang", 3_212_515_000, 118_665, 5, 2},
		{"62.71", "6271", "Kota Palangka Raya", "Palangka Raya", "P. Raya", "palangka-raya",
			"Palangka Raya", 2_848_699_000, 315_153, 3, 2},
	}
}

// ByKemendagri finds the province or a kabupaten/kota by its Kemendagri code.
func ByKemendagri(code Kemendagri) (Region, bool) {
	return find(func(r Region) bool { return r.Kemendagri == code })
}

// ByBPS finds the province or a kabupaten/kota by its BPS code.
func ByBPS(code BPS) (Region, bool) {
	return find(func(r Region) bool { return r.BPS == code })
}

// BySlug finds the province or a kabupaten/kota by its part of an address.
func BySlug(slug string) (Region, bool) {
	return find(func(r Region) bool { return r.Slug == slug })
}

// find gives the only region that fits; two that fit are none.
func find(fits func(Region) bool) (found Region, ok bool) {
	for _, r := range append(Regencies(), Kalteng()) {
		if !fits(r) {
			continue
		}
		if ok {
			return Region{}, false
		}
		found, ok = r, true
	}
	return found, ok
}
