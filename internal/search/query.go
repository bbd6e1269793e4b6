package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/text"
)

// Limits of a query: people ask in a few words. What is behind is not looked for.
const (
	maxQuery    = 200 // runes
	maxConcepts = 12
)

// How much the parts of a question count beside its words. A place or a year
// says which of the documents, hardly ever what about; the province is what all
// of them are about.
const (
	placeWeight    = 0.6
	provinceWeight = 0.15
	yearWeight     = 0.3
	wordOfPhrase   = 0.4 // where no document has the phrase
)

// A concept is one thing that is asked for, with the terms that answer it.
type concept struct {
	word   string // as written, folded
	kind   text.Kind
	weight float64
	terms  []weighted
	parts  []weighted // the words of a phrase or a name, each less than the whole
	exact  bool       // whether the index has the word's own term, or one related to it

	start, end int // bytes in the query
}

type weighted struct {
	term   string
	weight float64
}

// Cut is a query as far as it is looked for, and whether anything was left out.
// What cannot be seen, or turns around what is shown beside it, is no part of it.
func Cut(query string) (string, bool) {
	query = strings.TrimSpace(strings.Map(visible, strings.ToValidUTF8(query, " ")))
	if utf8.RuneCountInString(query) <= maxQuery {
		return query, false
	}
	end := 0
	for range maxQuery {
		_, size := utf8.DecodeRuneInString(query[end:])
		end += size
	}
	if space := strings.LastIndexAny(query[:end], " \t\n"); space > end/2 {
		end = space // at a word
	}
	return strings.TrimSpace(query[:end]), true
}

// visible makes a space of a control character, and nothing of a mark that
// formats text (unicode.Cf: bidirectional overrides, soft hyphens).
func visible(c rune) rune {
	switch {
	case unicode.IsControl(c):
		return ' '
	case unicode.Is(unicode.Cf, c):
		return -1
	}
	return c
}

// concepts reads a query. Words that say only that somebody wants data count
// where nothing else is said; a word that is said twice counts once.
func concepts(query string) (list []concept, cut bool) {
	seen := map[string]bool{}
	var fillers []concept
	for _, t := range text.Terms(query) {
		if t.Kind == text.Stop || seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		c := concept{word: t.Word, kind: t.Kind, weight: weightOf(t), start: t.Start, end: t.End,
			terms: []weighted{{t.Text, 1}}}
		for _, r := range text.RelatedTo(t.Text) {
			c.terms = append(c.terms, weighted{r.Term, r.Weight})
		}
		for _, part := range t.Parts {
			if part.Kind == text.Word {
				c.parts = append(c.parts, weighted{part.Text, wordOfPhrase})
			}
		}
		if t.Kind == text.Filler {
			fillers = append(fillers, c)
		} else {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		list = fillers
	}
	if len(list) > maxConcepts {
		return list[:maxConcepts], true
	}
	return list, false
}

func weightOf(t text.Term) float64 {
	switch {
	case t.Kind == text.Year:
		return yearWeight
	case t.Kind == text.Place && len(t.Text) == len("62"):
		return provinceWeight
	case t.Kind == text.Place:
		return placeWeight
	}
	return 1
}

// Understand reads what somebody typed as a question: places by any of their
// names ("Palangkaraya", "Kobar"), years, and the stems of what is left.
func Understand(query string) lewu.Question {
	q := lewu.Question{Text: query}
	query, _ = Cut(query)
	seen := map[string]bool{}
	for _, t := range text.Terms(query) {
		if seen[t.Text] {
			continue
		}
		seen[t.Text] = true
		switch t.Kind {
		case text.Place:
			q.Regions = append(q.Regions, t.Text)
		case text.Year:
			if year, err := strconv.Atoi(t.Text); err == nil {
				q.Years = append(q.Years, year)
			}
		case text.Word:
			q.Terms = append(q.Terms, t.Text)
		}
	}
	return q
}
