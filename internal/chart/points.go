package chart

import (
	"math"
	"slices"
	"time"

	"github.com/lewu-id/lewu/internal/period"
)

// values are all that can be drawn.
func (c Chart) values() []float64 {
	var list []float64
	for _, s := range c.Series {
		for _, p := range s.Points {
			if p.drawn() {
				list = append(list, p.Value)
			}
		}
	}
	return list
}

// drawn tells whether there is a value to draw: a number, and one that scales
// can be made of. A decimal of the tables has 38 digits at most.
func (p Point) drawn() bool { return p.Has && math.Abs(p.Value) < 1e100 }

// labels are those of all points, from the longest series.
func (c Chart) labels() []Point {
	var longest []Point
	for _, s := range c.Series {
		if len(s.Points) > len(longest) {
			longest = s.Points
		}
	}
	return longest
}

// shares are the places of the points across: by time where every point says
// its period, else evenly.
func (c Chart) shares() []float64 {
	points := c.labels()
	if len(points) == 1 {
		return []float64{.5}
	}
	list := make([]float64, len(points))
	days, ok := days(points)
	for i := range points {
		if ok {
			list[i] = (days[i] - days[0]) / (days[len(days)-1] - days[0])
		} else {
			list[i] = float64(i) / float64(len(points)-1)
		}
	}
	return list
}

// days counts the first days of all periods; ok is false where one is none or
// comes before another.
func days(points []Point) (list []float64, ok bool) {
	for i, p := range points {
		text := p.Key
		if text == "" {
			text = p.Label
		}
		when, err := period.Parse(text)
		if err != nil {
			return nil, false
		}
		first, err := time.Parse(time.DateOnly, when.Start())
		if err != nil {
			return nil, false
		}
		list = append(list, float64(first.Unix()/86400))
		if i > 0 && list[i] <= list[i-1] {
			return nil, false
		}
	}
	return list, true
}

func lastDrawn(points []Point) int {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i].drawn() {
			return i
		}
	}
	return -1
}

// runs are the indices of points that follow one another without a gap.
func runs(points []Point) [][]int {
	var list [][]int
	broken := true
	for i, pt := range points {
		switch {
		case !pt.drawn():
			broken = broken || !pt.Between
			continue
		case broken:
			list = append(list, []int{i})
		default:
			list[len(list)-1] = append(list[len(list)-1], i)
		}
		broken = false
	}
	return list
}

// gapped tells whether a line is broken between two of its values.
func (c Chart) gapped() bool {
	return slices.ContainsFunc(c.Series, func(s Series) bool { return len(runs(s.Points)) > 1 })
}
