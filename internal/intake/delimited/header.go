package delimited

import (
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/intake/typing"
)

// judged is how many rows the layout is judged by.
const judged = 100

// A heading says whether the first row holds the names of the columns, and
// how sure that is.
type heading struct {
	yes     bool
	assumed bool // no evidence either way
	ask     bool // evidence both ways
	years   bool // some names are years: a wide table
}

// hasHeader weighs the first row against the ones below it. A word over
// numbers speaks for names; a number over numbers speaks against, unless it is
// a year over what are no years ("Province,1983,1984").
func hasHeader(rows []record, answer string) (h heading) {
	if len(rows) == 0 {
		return heading{yes: true}
	}
	first, below := rows[0], rows[1:]
	var words, figures, over, same, years int
	for j, cell := range first.cells {
		look := typing.LookAt([]byte(cell))
		under := looksOf(below, j)
		switch {
		case look == typing.LooksWord:
			words++
			if under.figures > 0 && under.words == 0 {
				over++
			}
		case look == typing.LooksYear && under.figures > under.years && under.words == 0:
			years++
		case look != typing.LooksMissing:
			figures++
			if under.figures > 0 && under.words == 0 {
				same++
			}
		}
	}
	h.years = years > 0
	switch {
	case answer == typing.Yes || answer == "tidak":
		h.yes = answer == typing.Yes
	case words == 0 && figures == 0 && years > 0, over > 0 && same > 0:
		h.yes, h.ask = true, true
	case same > 0, words == 0 && figures > 0 && years == 0:
		h.yes = false
	case over > 0 || years > 0:
		h.yes = true
	case repeats(first, below):
		h.yes, h.ask = true, true
	default:
		h.yes, h.assumed = true, true
	}
	return h
}

// looks counts what the cells of a column look like.
type looks struct{ words, figures, years, missing int }

func looksOf(rows []record, column int) (l looks) {
	for _, r := range rows {
		if column >= len(r.cells) {
			continue
		}
		switch typing.LookAt([]byte(r.cells[column])) {
		case typing.LooksWord:
			l.words++
		case typing.LooksYear:
			l.years++
			l.figures++
		case typing.LooksMissing:
			l.missing++
		default:
			l.figures++
		}
	}
	return l
}

// repeats tells whether a word of the first row stands in its column again: a
// name does not.
func repeats(first record, below []record) bool {
	for j, cell := range first.cells {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		if slices.ContainsFunc(below, func(r record) bool { return j < len(r.cells) && r.cells[j] == cell }) {
			return true
		}
	}
	return false
}
