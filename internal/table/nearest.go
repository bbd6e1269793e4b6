package table

import "github.com/lewu-id/lewu/internal/text"

// nearest is the name most like the one given, by edits of single letters;
// empty where there is none. A column that is asked for has to be one of these,
// so unlike text.Near it names one however far it is.
func nearest(name string, among []string) string {
	best, found := 1<<30, ""
	if len(name) > 100 {
		name = name[:100]
	}
	for _, other := range among {
		if d := text.Edits(name, other); d < best {
			best, found = d, other
		}
	}
	return found
}
