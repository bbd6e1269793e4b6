package text

import (
	"cmp"
	"slices"
)

// maxNear is how many bytes of a name are compared: an address can be long.
const maxNear = 80

// Near gives the names most like the one asked for, best first and at most
// limit of them, by edits of single letters. A name that would have to change in
// more than half of its letters is not like it.
func Near(name string, among []string, limit int) []string {
	name = name[:min(len(name), maxNear)]
	type found struct {
		name  string
		edits int
	}
	var list []found
	for _, other := range among {
		if n := Edits(name, other); 2*n <= max(len(name), len(other)) {
			list = append(list, found{other, n})
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(a.edits, b.edits) })
	var names []string
	for _, f := range list[:min(limit, len(list))] {
		names = append(names, f.name)
	}
	return names
}

// Edits is the Levenshtein distance of two names, in bytes.
func Edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost++
			}
			before = row[j+1]
			row[j+1] = min(row[j+1]+1, row[j]+1, cost)
		}
	}
	return row[len(b)]
}
