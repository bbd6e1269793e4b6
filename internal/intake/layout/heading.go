package layout

import (
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/intake/typing"
)

// A Heading says whether the first row holds the names of the columns, and
// how sure that is.
type Heading struct {
	Yes     bool
	Assumed bool // no evidence either way
	Ask     bool // evidence both ways
	Years   bool // some names are years: a wide table
}

// HeadingOf weighs the first row against the ones below it, or follows the
// answer of a person, "ya" or "tidak". A word over numbers speaks for names; a
// number over numbers speaks against, unless it is a year over what are no
// years ("Province,1983,1984").
func HeadingOf(rows []Record, answer string) (h Heading) {
	if len(rows) == 0 {
		return Heading{Yes: true}
	}
	first, below := rows[0], rows[1:]
	var words, figures, over, same, years int
	for j, cell := range first.Cells {
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
	h.Years = years > 0
	switch {
	case answer == typing.Yes || answer == "tidak":
		h.Yes = answer == typing.Yes
	case words == 0 && figures == 0 && years > 0, over > 0 && same > 0:
		h.Yes, h.Ask = true, true
	case same > 0, words == 0 && figures > 0 && years == 0:
		h.Yes = false
	case over > 0 || years > 0:
		h.Yes = true
	case repeats(first, below):
		h.Yes, h.Ask = true, true
	default:
		h.Yes, h.Assumed = true, true
	}
	return h
}

// looks counts what the cells of a column look like.
type looks struct{ words, figures, years, missing int }

func looksOf(rows []Record, column int) (l looks) {
	for _, r := range rows {
		if column >= len(r.Cells) {
			continue
		}
		switch typing.LookAt([]byte(r.Cells[column])) {
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
func repeats(first Record, below []Record) bool {
	for j, cell := range first.Cells {
		if strings.TrimSpace(cell) == "" {
			continue
		}
		if slices.ContainsFunc(below, func(r Record) bool { return j < len(r.Cells) && r.Cells[j] == cell }) {
			return true
		}
	}
	return false
}
