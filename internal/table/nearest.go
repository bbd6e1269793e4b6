package table

// nearest is the name most like the one given, by edits of single letters;
// empty where there is none.
func nearest(name string, among []string) string {
	best, found := 1<<30, ""
	if len(name) > 100 {
		name = name[:100]
	}
	for _, other := range among {
		if d := edits(name, other); d < best {
			best, found = d, other
		}
	}
	return found
}

// edits is the Levenshtein distance of two names, in bytes.
func edits(a, b string) int {
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
