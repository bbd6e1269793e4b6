package search

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Shortest words, in runes, that are looked for as a beginning, as an inner
// part, and as a typing mistake.
const (
	minPrefix = 3
	minInner  = 4
	minTyped  = 4
)

// How much a part of a word counts beside the whole.
const (
	prefixWeight = 0.7
	innerWeight  = 0.4
	maxParts     = 20 // words that a part may stand for
)

// parts are the terms of words that begin with a word, or else have it inside:
// "listr" is listrik, "waringin" is kotawaringin. The list of words is read
// through: at 10,000 documents that is some 20,000 words and a few
// milliseconds, where an index of trigrams would be larger than the postings.
func parts(ctx context.Context, tx *sql.Tx, word string) ([]weighted, error) {
	size := utf8.RuneCountInString(word)
	if size < minPrefix {
		return nil, nil
	}
	list, err := wordsLike(ctx, tx, prefixWeight, `word >= $1 and word < $2`, word, word+"\U0010ffff")
	if err != nil || len(list) > 0 || size < minInner {
		return list, err
	}
	return wordsLike(ctx, tx, innerWeight, `word like $1 escape '\'`, "%"+escapeLike(word)+"%")
}

func wordsLike(ctx context.Context, tx *sql.Tx, weight float64, where string, args ...any) (list []weighted, err error) {
	rows, err := tx.QueryContext(ctx, `select term from search_word where `+where+` group by term
		order by sum(docs) desc, term limit `+strconv.Itoa(maxParts), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		w := weighted{weight: weight}
		if err := rows.Scan(&w.term); err != nil {
			return nil, err
		}
		list = append(list, w)
	}
	return list, rows.Err()
}

func escapeLike(word string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(word)
}

// mended is the word of the index that a typing mistake away from a word: one
// letter more, less, other, or two that changed places. Of several it is the
// one in most documents. Words with digits are codes, and are not mended.
func mended(ctx context.Context, tx *sql.Tx, word string) (string, error) {
	size := utf8.RuneCountInString(word)
	if size < minTyped || strings.ContainsFunc(word, unicode.IsDigit) {
		return "", nil
	}
	// One mistake touches at most two neighbours of three parts, so that either
	// the first third or the last third stands.
	letters := []rune(word)
	head, tail := string(letters[:size/3]), string(letters[size-size/3:])
	rows, err := tx.QueryContext(ctx, `select word from search_word
		where length(word) between $1 and $2 and (word like $3 escape '\' or word like $4 escape '\')
		order by docs desc, word`, size-1, size+1, escapeLike(head)+"%", "%"+escapeLike(tail))
	if err != nil {
		return "", err
	}
	defer rows.Close()
	for rows.Next() {
		var candidate string
		if err := rows.Scan(&candidate); err != nil {
			return "", err
		}
		if oneMistake(letters, []rune(candidate)) {
			return candidate, nil
		}
	}
	return "", rows.Err()
}

// oneMistake tells whether a and b differ by one letter, or by two neighbours
// that changed places.
func oneMistake(a, b []rune) bool {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) <= 1 && len(b) <= 1:
		return len(a)+len(b) > 0
	case len(a) == 2 && len(b) == 2:
		return a[0] == b[1] && a[1] == b[0]
	}
	return false
}
