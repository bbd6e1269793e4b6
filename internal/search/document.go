package search

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/text"
)

// Fields of a document, as search_posting numbers them.
const (
	fieldTitle = iota
	fieldTitleEN
	fieldWords
	fieldSummary
	fields
)

// counts is how often a term stands in each field of one document, or how many
// terms the fields have.
type counts [fields]int64

// An analysed document is what its text comes to.
type analysed struct {
	terms map[string]counts
	words map[string]string // as written, with the term it stands for
	lens  counts
	hash  string
}

// analyse cuts a document into what it is found by.
func analyse(d lewu.Doc) analysed {
	a := analysed{terms: map[string]counts{}, words: map[string]string{}}
	for field, parts := range [fields][]string{{d.Title}, {d.TitleEN}, d.Words, {d.Summary}} {
		for _, part := range parts {
			for _, t := range text.Terms(part) {
				a.add(field, t)
			}
		}
	}
	a.hash = hashOf(d)
	return a
}

// add counts a term, and beneath a place or a phrase the words that it is made
// of: who looks for "barito" finds Barito Utara. A part that stands for the same
// is not counted twice, nor do parts make a field longer.
func (a *analysed) add(field int, t text.Term) {
	if t.Kind == text.Stop {
		return
	}
	a.count(field, t.Text)
	a.lens[field]++
	if t.Parts == nil {
		a.words[t.Word] = t.Text
	}
	for _, part := range t.Parts {
		if part.Kind == text.Stop {
			continue
		}
		if part.Text != t.Text {
			a.count(field, part.Text)
		}
		a.words[part.Word] = part.Text
	}
}

func (a *analysed) count(field int, term string) {
	n := a.terms[term]
	n[field]++
	a.terms[term] = n
}

// vocabulary is the document's words as written, in order, for its row.
func (a *analysed) vocabulary() string {
	words := make([]string, 0, len(a.words))
	for word := range a.words {
		words = append(words, word)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// hashOf names the content of a document, so that one that did not change is
// not written again.
func hashOf(d lewu.Doc) string {
	content, err := json.Marshal(d)
	if err != nil {
		return "" // strings and booleans always marshal
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:16])
}
