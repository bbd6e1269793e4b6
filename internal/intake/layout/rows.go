package layout

import (
	"strings"

	"github.com/lewu-id/lewu/internal/intake/typing"
)

// footWords begin the notes below a table, in Indonesian and English.
var footWords = []string{"sumber", "source", "catatan", "keterangan", "ket", "note", "notes", "diolah", "access_time", "access time", "source_url", "last update", "dicetak"}

// IsFootnote tells whether the only cell of a row is a note below a table.
func IsFootnote(cell string) bool {
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

// IsTotal knows the rows that add up the others.
func IsTotal(cell []byte) bool {
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

// IsLone tells whether nothing stands behind the first cell that has something
// in it.
func IsLone(cells [][]byte, first int) bool {
	for _, c := range cells[first+1:] {
		if len(c) > 0 && !IsBlank(c) {
			return false
		}
	}
	return true
}

// IsSecondTable tells whether a row is all words, and these stand over most
// columns that were numbers so far: names of another table.
func IsSecondTable(cells [][]byte, columns []*typing.Profile) bool {
	numbers, over, filled := 0, 0, 0
	for i, c := range cells {
		look := typing.LookAt(c)
		if look == typing.LooksNumber {
			return false
		}
		if look != typing.LooksMissing {
			filled++
		}
		if i < len(columns) && columns[i].Numbers(3) {
			numbers++
			if look == typing.LooksWord {
				over++
			}
		}
	}
	return filled > 1 && over > 0 && over*2 >= numbers
}

// GiveUnits gives the numbers left of a column "satuan" the unit that stands
// in all its cells.
func GiveUnits(columns []*typing.Profile) {
	for i := 1; i < len(columns); i++ {
		if columns[i].Column.Name != "satuan" {
			continue
		}
		if unit, ok := columns[i].Constant(); ok && len(unit) <= 40 {
			columns[i-1].SetUnit(unit)
		}
	}
}
