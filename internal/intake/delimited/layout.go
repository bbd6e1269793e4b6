package delimited

import (
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// wild refuses a file that is not one table under one row of names. Rows are
// the first ones with something in them.
func wild(rows []record, h heading) error {
	first := rows[0]
	if first.row > 1 {
		return errs.Say(errs.Invalid, "csv.blank-before", "rows", strconv.FormatInt(first.row-1, 10), "row", number(first.row))
	}
	if first.filled() == 1 {
		for _, r := range rows[1:] {
			if r.filled() > 1 {
				return errs.Say(errs.Invalid, "csv.title-row", "row", number(first.row), "cell", clip(only(first)), "next", number(r.row))
			}
		}
	}
	if !h.yes || len(rows) < 2 {
		return nil
	}
	if second := rows[1]; stacked(first, second, rows[2:]) {
		return errs.Say(errs.Invalid, "csv.header-rows", "row", number(second.row), "cell", clip(only(second)))
	}
	return nil
}

// stacked tells whether the second row still belongs to the names: it fills
// the gaps of the first, counts the columns, or stands as words or years over
// columns of numbers.
func stacked(first, second record, below []record) bool {
	gaps, holes, words, years, figures := 0, 0, 0, 0, 0
	over, numeric := 0, 0 // numeric columns, and those with a word in the second row
	for j, cell := range second.cells {
		look := typing.LookAt([]byte(cell))
		named := j < len(first.cells) && !isBlank([]byte(first.cells[j]))
		blank := isBlank([]byte(cell))
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
	case counted(second):
		return true
	case figures == 0 && numeric > 0 && over*2 >= numeric && over > 0 && (words > 0 || holes > 0):
		return years == 0 || words > 0 && over > years || holes > 0
	}
	return false
}

// counted knows the row "(1) (2) (3)" that tables of the statistics office
// have below their names.
func counted(r record) bool {
	n := 0
	for j, cell := range r.cells {
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

// only is the first cell of a row that has something in it.
func only(r record) string {
	for _, c := range r.cells {
		if !isBlank([]byte(c)) {
			return strings.TrimSpace(c)
		}
	}
	return ""
}

// footWords begin the notes below a table, in Indonesian and English.
var footWords = []string{"sumber", "source", "catatan", "keterangan", "ket", "note", "notes", "diolah", "access_time", "access time", "source_url", "last update", "dicetak"}

// isFootnote tells whether the only cell of a row is a note below a table.
func isFootnote(cell string) bool {
	low := strings.ToLower(strings.TrimLeft(cell, " *)("))
	for _, w := range footWords {
		rest, ok := strings.CutPrefix(low, w)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, " _")
		if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "url") || strings.HasPrefix(rest, "data") || strings.HasPrefix(rest, "time") {
			return true
		}
	}
	return strings.HasPrefix(cell, "*)") || strings.HasPrefix(low, "diolah dari")
}

// isTotal knows the rows that add up the others.
func isTotal(cell []byte) bool {
	if len(cell) < 5 || len(cell) > 24 {
		return false
	}
	switch c := cell[0] | 0x20; c {
	case 'j', 't', 'g', 's':
	default:
		return false
	}
	switch strings.ToLower(strings.TrimRight(string(cell), " :")) {
	case "jumlah", "total", "jumlah total", "total jumlah", "grand total", "jumlah/total", "jumlah / total", "jumlah seluruh", "jumlah seluruhnya",
		"total keseluruhan", "sub total", "subtotal", "sub jumlah", "total seluruh":
		return true
	}
	return false
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// clip shortens what a message quotes.
func clip(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
