package layout

import (
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/intake/typing"
)

// Stacked tells whether the second row still belongs to the names: it fills
// the gaps of the first, counts the columns, or stands as words or years over
// columns of numbers.
func Stacked(first, second Record, below []Record) bool {
	gaps, holes, words, years, figures := 0, 0, 0, 0, 0
	over, numeric := 0, 0 // numeric columns, and those with a word in the second row
	for j, cell := range second.Cells {
		look := typing.LookAt([]byte(cell))
		named := j < len(first.Cells) && !IsBlank([]byte(first.Cells[j]))
		blank := IsBlank([]byte(cell))
		switch {
		case !named && !blank:
			gaps++
		case named && blank:
			holes++
		}
		under := looksOf(below, j)
		figured := under.words == 0 && under.figures >= 2
		if figured {
			numeric++
		}
		switch look {
		case typing.LooksWord:
			words++
			if figured {
				over++
			}
		case typing.LooksYear:
			years++
			if figured && under.years < under.figures {
				over++
			}
		case typing.LooksNumber, typing.LooksDate:
			figures++
		}
	}
	switch {
	case gaps > 0 && holes > 0 && figures == 0 && words+years > 0:
		return true
	case second.counted():
		return true
	case figures == 0 && numeric > 0 && over*2 >= numeric && over > 0 && (words > 0 || holes > 0):
		return years == 0 || words > 0 && over > years || holes > 0
	}
	return false
}

// counted knows the row "(1) (2) (3)" that tables of the statistics office
// have below their names.
func (r Record) counted() bool {
	n := 0
	for j, cell := range r.Cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if cell != "("+strconv.Itoa(j+1)+")" && cell != "["+strconv.Itoa(j+1)+"]" {
			return false
		}
		n++
	}
	return n >= 2
}
