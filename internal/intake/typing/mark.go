package typing

// A mark is a way to write "no value". Zero is a value and never a mark.
type mark int8

const (
	noMark mark = iota - 1
	markDash
	markEnDash
	markEmDash
	markEllipsis
	markDots
	markNA
	markNSlashA
	markNSlashASmall
	markNaN // the weak ones begin here
	markNULL
	markNull
	markExcelNA
	marks
)

// firstWeak is the first of the marks that may be words in a text column.
const firstWeak = markNaN

const longestMark = 4

// markWords are the marks as people write them, by mark.
var markWords = [marks]string{"-", "–", "—", "…", "...", "NA", "N/A", "n/a", "NaN", "NULL", "null", "#N/A"}

func markOf(t []byte) mark {
	switch t[0] {
	case '-', 'N', 'n', '.', '#', 0xe2:
		for m, word := range markWords {
			if string(t) == word {
				return mark(m)
			}
		}
	}
	return noMark
}
