package period

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// Parse reads the canonical text of a period, and the spellings that are
// common in files: "Tahun 2024", "TA 2024", "Semester I 2024", "Triwulan II
// Tahun 2024", "TW 2 2024", "Q2 2024", "Mei 2024", "Mei-2024", "05/2024",
// "31 Mei 2024", "31 May 2024".
//
// What would be a guess is refused with kind errs.Invalid: years of two
// digits, and days in three numbers ("05/06/2024"), whose order is a question
// to the whole column.
func Parse(text string) (Period, error) {
	if p, ok := parseWords(words(text)); ok {
		return p, nil
	}
	return Period{}, &errs.Error{Kind: errs.Invalid, Err: fmt.Errorf("period: %q is not a period", text)}
}

// words folds case and cuts text at spaces and marks, and where letters and
// digits meet: "TW.II-2024" is tw, ii, 2024. A mark that makes a number of its
// surroundings ("-2024", "2024.05") is kept, so that it spoils the match.
func words(text string) []string {
	var list []string
	runes := []rune(strings.ToLower(strings.TrimSpace(text)))
	before := mark
	for i, r := range runes {
		class := classOf(r)
		if class == mark && (i == 0 || strings.ContainsRune(".,", r) && betweenDigits(runes, i)) {
			class = strange
		}
		if class != mark && class == before {
			list[len(list)-1] += string(r)
		} else if class != mark {
			list = append(list, string(r))
		}
		before = class
	}
	return list
}

// Classes of characters in a period.
const (
	mark = iota
	digit
	letter
	strange // no part of any spelling
)

func classOf(r rune) int {
	switch {
	case r >= '0' && r <= '9':
		return digit
	case r >= 'a' && r <= 'z':
		return letter
	case strings.ContainsRune(" .-/_,\t\u00a0", r):
		return mark
	}
	return strange
}

func betweenDigits(runes []rune, i int) bool {
	return i > 0 && i+1 < len(runes) && classOf(runes[i-1]) == digit && classOf(runes[i+1]) == digit
}

func parseWords(w []string) (Period, bool) {
	w = dropYearWords(w)
	switch len(w) {
	case 1:
		if year, ok := number(w[0], 4); ok {
			return OfYear(year)
		}
	case 2:
		return parseMonth(w[0], w[1])
	case 3:
		if p, ok := parsePart(w); ok {
			return p, true
		}
		return parseDay(w[0], w[1], w[2])
	}
	return Period{}, false
}

// dropYearWords takes away words that only announce what follows.
func dropYearWords(w []string) []string {
	var kept []string
	for i, word := range w {
		switch word {
		case "tahun", "thn", "th", "ta", "bulan", "bln", "tanggal", "tgl":
		case "anggaran":
			if i == 0 || w[i-1] != "tahun" {
				kept = append(kept, word)
			}
		default:
			kept = append(kept, word)
		}
	}
	return kept
}

// parsePart reads half-years and quarters in either order: "2024 s 1",
// "triwulan ii 2024".
func parsePart(w []string) (Period, bool) {
	name, nth, last := w[0], w[1], w[2]
	if _, ok := number(name, 4); ok {
		name, nth, last = w[1], w[2], w[0]
	}
	year, ok := number(last, 4)
	n := ordinal(nth)
	if !ok || n == 0 {
		return Period{}, false
	}
	switch name {
	case "s", "semester", "sem", "smt", "smstr":
		return OfSemester(year, n)
	case "q", "triwulan", "triw", "trw", "tw", "kuartal", "quarter":
		return OfQuarter(year, n)
	}
	return Period{}, false
}

// ordinal reads 1 to 4 in digits or Roman numerals; 0 is neither.
func ordinal(s string) int {
	switch s {
	case "1", "i":
		return 1
	case "2", "ii":
		return 2
	case "3", "iii":
		return 3
	case "4", "iv":
		return 4
	}
	return 0
}

// parseMonth reads "2024 05", "05 2024", "mei 2024", "2024 mei".
func parseMonth(a, b string) (Period, bool) {
	year, ok := number(a, 4)
	if !ok {
		a, b = b, a
		if year, ok = number(a, 4); !ok {
			return Period{}, false
		}
	}
	if n, ok := number(b, 2); ok {
		return OfMonth(year, n)
	}
	return OfMonth(year, monthByName(b))
}

// parseDay reads "2024 05 31" and "31 mei 2024".
func parseDay(a, b, c string) (Period, bool) {
	if year, ok := number(a, 4); ok {
		month, ok1 := number(b, 2)
		day, ok2 := number(c, 2)
		if !ok1 || !ok2 {
			return Period{}, false
		}
		return OfDay(year, month, day)
	}
	day, err := strconv.Atoi(a)
	year, ok := number(c, 4)
	if err != nil || len(a) > 2 || !ok {
		return Period{}, false
	}
	return OfDay(year, monthByName(b), day)
}

// number reads exactly so many digits.
func number(s string, digits int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) == digits
}

// monthByName knows Indonesian and English months, whole and in the short
// forms that files use; 0 is none of them.
func monthByName(name string) int {
	for i, names := range [...]string{
		"januari jan january",
		"februari feb pebruari peb february",
		"maret mar mrt march",
		"april apr",
		"mei may",
		"juni jun june",
		"juli jul july",
		"agustus agu agt ags agust august aug",
		"september sep sept",
		"oktober okt october oct",
		"november nov nopember nop",
		"desember des december dec",
	} {
		for known := range strings.FieldsSeq(names) {
			if known == name {
				return i + 1
			}
		}
	}
	return 0
}
