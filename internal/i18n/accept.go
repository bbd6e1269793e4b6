package i18n

import (
	"strconv"
	"strings"
)

// Accept chooses a language by an Accept-Language header: the one with the
// highest q that the house speaks, the earlier of equals, Indonesian otherwise.
func Accept(header string) Lang {
	best, weight := ID, 0.0
	for item := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(item, ";")
		l, ok := Parse(tag)
		if !ok {
			continue
		}
		q := 1.0
		if text, found := strings.CutPrefix(strings.TrimSpace(params), "q="); found {
			var err error
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		if q > weight {
			best, weight = l, q
		}
	}
	return best
}
