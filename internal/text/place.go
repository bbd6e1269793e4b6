package text

import (
	"strings"
	"sync"

	"github.com/lewu-id/lewu/internal/region"
)

// places is the province and its kabupaten/kota by their names without spaces
// and without the word for their level: "kotawaringinbarat", "kobar".
var places = sync.OnceValue(func() map[string]region.Region {
	m := map[string]region.Region{}
	for _, r := range append(region.Regencies(), region.Kalteng()) {
		for _, name := range []string{r.Short, r.Tile, strings.ReplaceAll(r.Slug, "-", ""), string(r.Kemendagri)} {
			if name = joined(Tokens(name)); name != "" && name != "praya" && name != "62" { // "P. Raya", a province by two digits
				m[name] = r
			}
		}
		for _, side := range [][2]string{{"barat", "west"}, {"timur", "east"}, {"selatan", "south"}, {"utara", "north"}, {"tengah", "central"}} {
			if name, ok := strings.CutSuffix(joined(Tokens(r.Short)), side[0]); ok {
				m[side[1]+name] = r // "West Kotawaringin"
			}
		}
	}
	capital, _ := region.BySlug("palangka-raya")
	m["palangka"] = capital // as people call it
	province := region.Kalteng()
	m["kalimantantengah"], m["kalteng"] = province, province
	return m
})

func joined(tokens []Token) string {
	var b strings.Builder
	for _, t := range tokens {
		b.WriteString(t.Word)
	}
	return b.String()
}

// Words for the level of a place, before its name and, in English, behind it.
var (
	levelBefore = map[string]string{
		"kabupaten": "kabupaten", "kab": "kabupaten", "kota": "kota", "kotamadya": "kota",
		"provinsi": "provinsi", "propinsi": "provinsi", "prov": "provinsi",
	}
	levelBehind = map[string]string{"regency": "kabupaten", "city": "kota", "municipality": "kota", "province": "provinsi"}
)

// maxPlace is the most words a name has: "kota waringin barat", as it is often
// written.
const maxPlace = 3

// placeAt reads the name of the province or of a kabupaten/kota at the
// beginning of tokens, with the word for its level where that is right: "Kota
// Katingan" is the word kota, and then a place.
func placeAt(tokens []Token) (Term, int) {
	r, n := nameAt(tokens)
	if n == 0 && len(tokens) > 1 {
		if level, ok := levelBefore[tokens[0].Word]; ok {
			if r, n = nameAt(tokens[1:]); n > 0 && level == levelOf(r) {
				n++
			} else {
				n = 0
			}
		}
	}
	if n == 0 {
		return Term{}, 0
	}
	if n < len(tokens) && levelBehind[tokens[n].Word] == levelOf(r) {
		n++
	}
	return Term{Text: string(r.Kemendagri), Kind: Place}, n
}

func nameAt(tokens []Token) (region.Region, int) {
	known := places()
	for n := min(maxPlace, len(tokens)); n > 0; n-- {
		if r, ok := known[joined(tokens[:n])]; ok {
			return r, n
		}
	}
	return region.Region{}, 0
}

func levelOf(r region.Region) string {
	switch {
	case r.Level() == region.Province:
		return "provinsi"
	case r.Kemendagri.City():
		return "kota"
	}
	return "kabupaten"
}
