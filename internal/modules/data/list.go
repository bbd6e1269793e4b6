package data

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/text"
)

// A list is the answer to a question to the catalogue.
type list struct {
	listing.Question
	listing.Result
	sets      []catalog.Entry // all there are, whatever was asked
	terms     []string        // what of the words matched, for text.Mark
	corrected string          // the words as they were understood; empty: as typed
	now       time.Time
}

// find answers a question with one page of size datasets.
func (m *module) find(ctx context.Context, q listing.Question, size int, lang i18n.Lang) (l list, err error) {
	l.Question, l.now = q, m.Clock()
	if l.sets, err = m.Catalog.Published(ctx); err != nil {
		return l, err
	}
	shelf := listing.Shelf{Sets: l.sets, Now: l.now, English: lang == i18n.EN}
	if q.Text != "" {
		found, err := m.Search.Find(ctx, q.Text, search.Options{Kinds: []string{docKind}})
		if err != nil {
			return l, err
		}
		shelf.Scores = make(map[string]float64, len(found.Hits))
		for _, hit := range found.Hits {
			shelf.Scores[hit.ID] = hit.Score
		}
		l.terms, l.corrected = found.Terms, found.Corrected
	}
	l.Result = shelf.Find(q, size)
	return l, nil
}

// docKind is the kind of a dataset's document in the search of the house.
const docKind = "dataset"

// Nearest words: those of what the catalogue holds that are most like the words
// that found nothing.
const (
	nearWords = 4
	minWord   = 4 // letters; shorter words are like too many others
)

// near lists words of the catalogue that are like those asked for.
func (l list) near() (words []string) {
	known := map[string]bool{}
	var vocabulary []string
	for _, e := range l.sets {
		for _, token := range text.Tokens(strings.Join(append([]string{e.Title, e.Topic}, e.Keywords...), " ")) {
			if utf8.RuneCountInString(token.Word) >= minWord && !known[token.Word] {
				known[token.Word] = true
				vocabulary = append(vocabulary, token.Word)
			}
		}
	}
	for _, token := range text.Tokens(l.Text) {
		if len(words) < nearWords && !known[token.Word] && utf8.RuneCountInString(token.Word) >= minWord {
			words = append(words, text.Near(token.Word, vocabulary, 1)...)
		}
	}
	return words[:min(len(words), nearWords)]
}

// agencies counts who produces what there is.
func (l list) agencies() int {
	known := map[string]bool{}
	for _, e := range l.sets {
		known[e.AgencyAddress()] = true
	}
	return len(known)
}

// mixed tells whether public and synthetic datasets stand on one page.
func (l list) mixed() bool {
	var kinds [2]bool
	for _, e := range l.Sets {
		if e.Contoh {
			kinds[1] = true
		} else {
			kinds[0] = true
		}
	}
	return kinds[0] && kinds[1]
}
