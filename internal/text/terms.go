package text

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// A Kind is what a term is to a search.
type Kind int

// Kinds of term. A Stop is in every sentence and never looked for; a Filler
// says that somebody wants data ("tabel", "download") and is looked for only
// where nothing else is said.
const (
	Word Kind = iota
	Place
	Year
	Filler
	Stop
)

// A Term is what a stretch of text is found by.
type Term struct {
	Text       string // stem, code of a place ("62.06") or year; words that mean the same share one
	Word       string // as it was written, folded; several words of a phrase with spaces
	Kind       Kind
	Parts      []Term // the single words beneath a place or a phrase; nil for one word
	Start, End int    // bytes in the text
}

// Terms reads a text as what it can be found by. Names of places and phrases
// with one meaning ("perangkat daerah" is opd) are one Term.
func Terms(s string) []Term {
	tokens := Tokens(s)
	var terms []Term
	for i := 0; i < len(tokens); {
		t, n := placeAt(tokens[i:])
		if n == 0 {
			t, n = phraseAt(tokens[i:])
		}
		if n == 0 {
			t, n = single(tokens[i]), 1
		} else {
			t = span(t, tokens[i:i+n])
		}
		terms = append(terms, t)
		i += n
	}
	return terms
}

// span completes a term of one or more tokens.
func span(t Term, tokens []Token) Term {
	t.Start, t.End = tokens[0].Start, tokens[len(tokens)-1].End
	for i, token := range tokens {
		if i > 0 {
			t.Word += " "
		}
		t.Word += token.Word
		if len(tokens) > 1 || t.Kind == Place {
			t.Parts = append(t.Parts, single(token))
		}
	}
	return t
}

// single reads one word by itself.
func single(token Token) Term {
	t := Term{Text: token.Word, Word: token.Word, Start: token.Start, End: token.End}
	switch {
	case isStop(token.Word):
		t.Kind = Stop
	case isYear(token.Word):
		t.Kind = Year
	default:
		if isFiller(token.Word) {
			t.Kind = Filler
		}
		t.Text = Stem(token.Word)
		if same, n := phraseAt([]Token{token}); n == 1 {
			t.Text = same.Text
		}
	}
	return t
}

// isYear tells whether a word is a year of our time: 1900 to 2100.
func isYear(word string) bool {
	if len(word) != 4 || word < "1900" || word > "2100" {
		return false
	}
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return true
}

// A Piece is part of a text; Hit says that it is what was looked for.
type Piece struct {
	Text string
	Hit  bool
}

// Mark cuts a text where one of the terms stands in it. The pieces together
// are the text.
func Mark(s string, terms []string) []Piece {
	wanted := make(map[string]bool, len(terms))
	for _, t := range terms {
		wanted[t] = true
	}
	var pieces []Piece
	done := 0
	hit := func(t Term) {
		if t.Start > done {
			pieces = append(pieces, Piece{Text: s[done:t.Start]})
		}
		pieces = append(pieces, Piece{Text: s[t.Start:t.End], Hit: true})
		done = t.End
	}
	for _, t := range Terms(s) {
		if wanted[t.Text] && t.Kind != Stop {
			hit(t)
			continue
		}
		for _, part := range t.Parts {
			if wanted[part.Text] && part.Kind != Stop {
				hit(part)
			}
		}
	}
	if done < len(s) {
		pieces = append(pieces, Piece{Text: s[done:]})
	}
	return pieces
}

// termsVersion counts the ways in which the code of this package has cut texts.
const termsVersion = "1"

// Edition names the way in which Terms cuts a text: what was cut under another
// one has to be cut again.
func Edition() string { return edition() }

var edition = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(termsVersion + rootsFile + sameList + stopList + fillerList))
	return hex.EncodeToString(sum[:4])
})
