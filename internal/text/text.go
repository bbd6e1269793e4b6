// Package text knows Indonesian words as a search needs them: tokens, stems,
// stop words, names of places, words that mean the same, and addresses made
// from titles.
//
// Nothing here reads the world: the words stand in roots.txt and in the tables
// of this package, written for the data, offices and services of a province.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxToken is the longest word that is told apart, in bytes; what is behind it
// is dropped. Scripts without spaces make whole sentences one word.
const maxToken = 64

// A Token is one word of a text. Start and End are its bytes in that text.
type Token struct {
	Word       string // lower case, without marks and apostrophes: "jaan" of "Ja’an"
	Start, End int
}

// Tokens cuts a text into words. Numbers and codes stay whole (62.06, 1.234,5,
// 6209), apostrophes do not part a word ("Muara Ja'an" is muara, jaan), and
// reduplication is one word: "undang-undang" and "anak2" are undang and anak.
func Tokens(s string) []Token {
	var list []Token
	for at := 0; at < len(s); {
		start, end := next(s, at)
		if start == end {
			break
		}
		at = end
		word := fold(s[start:end])
		if word == "" {
			continue
		}
		if n := len(list); n > 0 && s[list[n-1].End:start] == "-" && Stem(word) == Stem(list[n-1].Word) {
			list[n-1].End = end
			continue
		}
		list = append(list, Token{word, start, end})
	}
	return list
}

// next finds the first word of s from at on.
func next(s string, at int) (start, end int) {
	start = -1
	var before rune
	for i := at; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		inside := unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || unicode.IsNumber(c)
		if !inside && start >= 0 {
			after, _ := utf8.DecodeRuneInString(s[i+size:])
			inside = joins(before, c, after)
		}
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			return start, i
		}
		before = c
		i += size
	}
	if start < 0 {
		return len(s), len(s)
	}
	return start, len(s)
}

// joins tells whether c holds two halves of one word together.
func joins(before, c, after rune) bool {
	switch {
	case c == '.' || c == ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	case apostrophe(c):
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	}
	return unicode.Is(unicode.Cf, c) // a soft hyphen, a joiner: nothing that is seen
}

func apostrophe(c rune) bool { return strings.ContainsRune("'’‘ʼʻ`´", c) }

// fold is a word as it is compared: compatible forms made plain (NFKC), lower
// case, without marks, apostrophes and the 2 of a short reduplication.
func fold(word string) string {
	if plain, ok := foldPlain(word); ok {
		return plain
	}
	var b strings.Builder
	for _, c := range norm.NFKD.String(strings.ToLower(word)) {
		if c >= 0x300 && c <= 0x36f || unicode.Is(unicode.Cf, c) || apostrophe(c) {
			continue
		}
		b.WriteRune(unicode.ToLower(c))
	}
	word = norm.NFKC.String(b.String())
	if len(word) > maxToken {
		cut := maxToken
		for !utf8.RuneStart(word[cut]) {
			cut--
		}
		word = word[:cut]
	}
	return word
}

// foldPlain is fold of a short word of ASCII letters and digits, as nearly all
// are.
func foldPlain(word string) (string, bool) {
	if len(word) > maxToken {
		return "", false
	}
	letters := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			letters++
		case c >= '0' && c <= '9' || c == '.' || c == ',':
		default:
			return "", false
		}
	}
	word = strings.ToLower(word)
	if letters >= 4 && letters == len(word)-1 && word[letters] == '2' {
		word = word[:letters] // anak2, but PM2 and CO2 stand
	}
	return word, true
}
