package text

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed roots.txt
var rootsFile string

// dictionary is roots.txt: true for a root, false for a whole word at which the
// stemmer stops.
var dictionary = sync.OnceValue(func() map[string]bool {
	words := make(map[string]bool, 1500)
	for line := range strings.Lines(rootsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			whole, stops := strings.CutPrefix(word, "=")
			words[whole] = !stops
		}
	}
	return words
})

// Stem takes the affixes off an Indonesian word: "pertanian", "petani" and
// "bertani" are tani, "penerimaan" is terima, "keterbukaan" is buka.
//
// It is confix stripping after Nazief and Adriani with a root dictionary of our
// own. The dictionary decides what the rules alone cannot: "penerima" is
// terima, but "penasihat" nasihat; "makanan" is makan, but "ikan" stays whole.
// Of several roots the longest is taken, so that as little as possible is cut.
// A word that no root explains loses only what is hardly ever part of a name:
// -nya, and affixes on both sides (ke…an, pe…an, me…kan); "Katingan" stands.
// With the 84 judged queries of package search the mean nDCG@10 is 0.984; it was
// 0.971 with rules alone, in the manner of Tala (2003), and one query found
// nothing of what was meant; without any stemming it was 0.926.
func Stem(word string) string {
	if len(word) < 4 || !lowerLetters(word) {
		return word
	}
	roots := dictionary()
	if _, known := roots[word]; known {
		return word
	}
	best := ""
	for _, form := range withoutSuffixes(word) {
		for _, root := range withoutPrefixes(form, 3) {
			if len(root) > len(best) && roots[root] {
				best = root
			}
		}
	}
	if best != "" {
		return best
	}
	return light(word)
}

func lowerLetters(word string) bool {
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return false
		}
	}
	return true
}

// withoutSuffixes is the word itself and what is left of it without particle
// (-lah), without possessive (-nya) and without derivation (-kan, -an, -i), in
// that order.
func withoutSuffixes(word string) []string {
	forms := []string{word}
	for _, layer := range [][]string{{"lah", "kah", "tah", "pun"}, {"ku", "mu", "nya"}, {"kan", "an", "i"}} {
		for _, form := range forms { // of the layers before
			for _, suffix := range layer {
				if rest, ok := strings.CutSuffix(form, suffix); ok && len(rest) >= 3 {
					forms = append(forms, rest)
				}
			}
		}
	}
	return forms
}

// withoutPrefixes is the word itself and what may be left of it without up to
// so many prefixes.
func withoutPrefixes(word string, depth int) []string {
	forms := []string{word}
	if depth == 0 {
		return forms
	}
	for _, rest := range onePrefix(word) {
		if len(rest) >= 3 {
			forms = append(forms, withoutPrefixes(rest, depth-1)...)
		}
	}
	return forms
}

// onePrefix is every reading of a word without its first prefix, with the first
// letter of the root given back where the prefix has swallowed it (mem+pakai is
// memakai).
func onePrefix(word string) (forms []string) {
	cut := func(prefix string, instead ...string) {
		rest, ok := strings.CutPrefix(word, prefix)
		if !ok || rest == "" {
			return
		}
		for _, first := range instead {
			forms = append(forms, first+rest)
		}
	}
	switch {
	case strings.HasPrefix(word, "me"), strings.HasPrefix(word, "pe"):
		p := word[:2]
		cut(p, "")
		cut(p+"m", "", "p", "m")
		cut(p+"n", "", "t", "n")
		cut(p+"ng", "", "k", "g")
		cut(p+"nge", "") // mengecek
		cut(p+"ny", "s", "c", "ny")
		cut("per", "", "r")
		cut("pel", "") // pelajar
	case strings.HasPrefix(word, "be"):
		cut("be", "") // bekerja
		cut("ber", "", "r")
		cut("bel", "") // belajar
	case strings.HasPrefix(word, "te"):
		cut("te", "")
		cut("ter", "", "r")
	default:
		for _, prefix := range []string{"di", "ke", "se", "ku"} {
			cut(prefix, "")
		}
	}
	return forms
}

// light stems a word that no root explains.
func light(word string) string {
	if rest, ok := strings.CutSuffix(word, "nya"); ok && len(rest) >= 4 {
		word = rest
	}
	for _, pair := range [][2]string{
		{"ke", "an"}, {"per", "an"}, {"pe", "an"}, {"ber", "an"}, {"me", "kan"}, {"me", "i"}, {"di", "kan"}, {"di", "i"},
	} {
		if !strings.HasPrefix(word, pair[0]) || !strings.HasSuffix(word, pair[1]) {
			continue
		}
		if rest := word[len(pair[0]) : len(word)-len(pair[1])]; len(rest) >= 4 {
			return rest
		}
	}
	return word
}
