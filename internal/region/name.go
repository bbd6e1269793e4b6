package region

import "strings"

// FindName finds the province or a kabupaten/kota by its name as files write
// it: "KAB. KATINGAN", "kota_palangka_raya", "Palangkaraya", "Katingan
// Regency", "West Kotawaringin". The name must be the same after folding of
// case, marks, spaces and the word for its level; there is no guessing.
// "Barito" fits three and is not found, nor is "Kota Katingan", which denies
// what the table says.
func FindName(name string) (Region, bool) {
	level, bare := fold(name)
	if bare == "" {
		return Region{}, false
	}
	return find(func(r Region) bool {
		own, short := fold(r.Name)
		return short == bare && (level == "" || level == own)
	})
}

// fold takes the word for the level ("kabupaten", "kota", "provinsi") off a
// name, and from the rest case, marks and spaces. level is empty where the name
// does not tell.
func fold(name string) (level, bare string) {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	var kept []string
	for i, word := range words {
		l := levelWord(word)
		switch {
		case l != "" && (i == 0 || i == len(words)-1) && level == "":
			level = l
		case word == "of" && i == 1 && level != "": // "City of Palangka Raya"
		default:
			kept = append(kept, word)
		}
	}
	return level, strings.Join(indonesianOrder(kept), "")
}

// levelWord is the Indonesian word for a level that word announces, or empty.
func levelWord(word string) string {
	switch word {
	case "kabupaten", "kab", "regency":
		return "kabupaten"
	case "kota", "kotamadya", "city", "municipality":
		return "kota"
	case "provinsi", "propinsi", "prov", "province":
		return "provinsi"
	}
	return ""
}

// indonesianOrder turns "west kotawaringin" into "kotawaringin barat".
func indonesianOrder(words []string) []string {
	if len(words) < 2 {
		return words
	}
	side := ""
	switch words[0] {
	case "west":
		side = "barat"
	case "east":
		side = "timur"
	case "south":
		side = "selatan"
	case "north":
		side = "utara"
	case "central":
		side = "tengah"
	default:
		return words
	}
	return append(words[1:len(words):len(words)], side)
}
