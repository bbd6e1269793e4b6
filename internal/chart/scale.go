package chart

import (
	"math"
	"slices"
	"strconv"
)

// A scale carries values to a share of a length.
type scale struct {
	lo, hi float64
	ticks  []float64
	broken bool // does not begin at zero
}

// share is where a value lies: 0 at lo, 1 at hi.
func (s scale) share(v float64) float64 {
	if s.hi == s.lo {
		return 0
	}
	return (v - s.lo) / (s.hi - s.lo)
}

// usual is how many steps an axis has, about.
const usual = 4

// flat is how small a part of the greatest value the differences must be before
// a line leaves zero: below it, nothing could be seen.
const flat = .35

// scaleOf makes the scale of a line chart: from zero, or where that would press
// the line flat, from near its lowest value. Ticks whose words are alike say
// nothing; then there are fewer, and in the end the scale begins at zero.
func scaleOf(values []float64, short func(float64) string) scale {
	if len(values) == 0 {
		return scale{lo: 0, hi: 1, ticks: []float64{0, 1}}
	}
	lo, hi := slices.Min(values), slices.Max(values)
	if near := math.Max(math.Abs(lo), math.Abs(hi)); lo*hi > 0 && hi-lo > 0 && hi-lo < flat*near {
		for steps := usual; steps > 1; steps-- {
			if s := ticked(lo, hi, steps); told(s.ticks, short) && s.lo != 0 && s.hi != 0 {
				s.broken = true
				return s
			}
		}
	}
	lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	if lo == hi {
		return scale{lo: 0, hi: 1, ticks: []float64{0}}
	}
	for steps := usual; steps > 1; steps-- {
		if s := ticked(lo, hi, steps); told(s.ticks, short) {
			return s
		}
	}
	return scale{lo: lo, hi: hi, ticks: []float64{lo, hi}}
}

// ticked puts about so many round steps over lo to hi.
func ticked(lo, hi float64, steps int) scale {
	step := round((hi - lo) / float64(steps))
	first, last := math.Floor(lo/step), math.Ceil(hi/step)
	if !(step > 0) || !(last-first < 20) { // too small for a step
		return scale{lo: lo, hi: hi, ticks: []float64{lo, hi}}
	}
	s := scale{lo: clean(first * step), hi: clean(last * step)}
	for k := first; k <= last; k++ {
		s.ticks = append(s.ticks, clean(k*step))
	}
	return s
}

// round is the 1, 2, 2.5 or 5 times a power of ten that is next, or not much
// less.
func round(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 2.5, 5} {
		if v <= m*power*1.2 {
			return clean(m * power)
		}
	}
	return clean(10 * power)
}

// clean takes off what binary fractions leave behind: 0.30000000000000004.
func clean(v float64) float64 {
	c, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 14, 64), 64)
	if err != nil {
		return v
	}
	return c
}

// told tells whether the words of all ticks differ.
func told(ticks []float64, short func(float64) string) bool {
	seen := make(map[string]bool, len(ticks))
	for _, v := range ticks {
		word := short(v)
		if seen[word] {
			return false
		}
		seen[word] = true
	}
	return true
}
