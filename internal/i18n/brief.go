package i18n

import (
	"math"
	"strconv"
	"strings"
)

// Brief writes a number for an axis or a tile of a map, to three figures at
// most: "93,4", "2.849", "182 ribu", "1,3 juta".
// The exact number always stands elsewhere.
func (l Lang) Brief(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return l.Missing()
	}
	size := math.Abs(v)
	for _, scale := range []struct {
		from, by float64
		id, en   string
	}{
		{999.5e9, 1e12, "triliun", "trillion"}, {999.5e6, 1e9, "miliar", "billion"}, {999.5e3, 1e6, "juta", "million"}, {9_999.5, 1e3, "ribu", "thousand"},
	} {
		if size >= scale.from {
			return l.threeFigures(v/scale.by, 1) + " " + l.pick(scale.id, scale.en)
		}
	}
	return l.threeFigures(v, 2)
}

// threeFigures writes a number to three figures, of which at most digits behind
// the mark.
func (l Lang) threeFigures(v float64, digits int) string {
	switch size := math.Abs(v); {
	case size >= 99.95:
		digits = 0
	case size >= 9.995:
		digits = min(digits, 1)
	}
	power := math.Pow10(digits)
	text := strconv.FormatFloat(math.Round(v*power)/power, 'f', digits, 64) // halves away from zero
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		text = "0"
	}
	return l.Decimal(text)
}
