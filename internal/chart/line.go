package chart

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A space is how much room a drawing has across, gutters and all, on the
// narrowest and on a wider screen; in pictures both are the same. Plot is how
// high a line chart is.
type space struct{ narrow, wide, plot float64 }

// onPage is the space of a chart on a page: a phone of 360 px, and half of a
// page of 960 px.
func onPage() space { return space{328, 420, plotHeight} }

// inPicture is the space of a chart in a picture.
func inPicture(width, plot float64) space { return space{width, width, plot} }

func (s space) fixed() bool { return s.narrow == s.wide }

// Heights and distances of a line chart.
const (
	plotTop    = 10
	plotHeight = 230
	axisHeight = 24 // the words below the plot
	lineHeight = 16 // of words
	most       = 12 // points that are marked and linked one by one
)

// plotter draws charts with one typeface.
type plotter struct {
	Chart
	face *typeface
	plot float64 // height of a line chart's plot
	drawing
}

// lines lays out a line chart.
func (c Chart) lines(face *typeface, room space) drawing {
	p := plotter{Chart: c, face: face, plot: room.plot}
	y := scaleOf(c.values(), c.Short)
	for _, v := range y.ticks {
		p.left = math.Max(p.left, p.face.width(p.tick(v), plain)+8)
	}
	p.left = step(p.left)
	names := p.gutter(room)
	floor := plotTop + p.plot
	p.grid(y, floor)
	p.times(room, floor+lineHeight+2)
	p.height = floor + axisHeight
	p.tracks(room, y)
	p.ends(y, names)
	p.notes(room, y.broken)
	return p.drawing
}

// tick is the word at a tick: no wider than a chart can bear.
func (p *plotter) tick(v float64) string { return p.face.fit(p.Short(v), plain, widestWord) }

// widestWord is how much of a number is written; usual ones are half as wide.
const widestWord = 92

// step rounds a gutter up to a width that css/chart.css has a class for.
func step(px float64) float64 { return math.Ceil(px/gutterStep) * gutterStep }

// gutterStep is the distance of the classes gl1, gl2 … and gr1, gr2 …
const gutterStep = 12

// endNames are the words at the ends of the lines: the name and the last value,
// of a single line the value alone. Where one is too long, no line has a value:
// names come first. Where a name is too long there are none.
func (p *plotter) endNames(width float64) []string {
	both, names := make([]string, len(p.Series)), make([]string, len(p.Series))
	fit := func(list []string) bool {
		return !slices.ContainsFunc(list, func(s string) bool { return p.face.width(s, strong) > width })
	}
	for i, s := range p.Series {
		if last := lastDrawn(s.Points); last >= 0 {
			names[i] = s.Name
			both[i] = strings.TrimSpace(s.Name + " " + p.Short(s.Points[last].Value))
			if len(p.Series) == 1 {
				both[i] = p.face.fit(p.Short(s.Points[last].Value), strong, width)
			}
		}
	}
	switch {
	case fit(both):
		return both
	case fit(names):
		return names
	}
	return nil
}

// Widths of the gutter for the names at the ends.
const (
	keyWidth   = 16 // colour and space before a name
	narrowEnds = 96
	wideEnds   = 180
)

// gutter makes room for the names at the ends of the lines. Where they are too
// long, on phones or everywhere, a legend stands above instead.
func (p *plotter) gutter(room space) (names []string) {
	limit := math.Min(wideEnds, math.Floor(room.wide*.42/gutterStep)*gutterStep)
	names = p.endNames((limit - keyWidth))
	for _, name := range names {
		p.right = math.Max(p.right, p.face.width(name, strong)+keyWidth)
	}
	p.right = step(math.Max(p.right, gutterStep))
	if names != nil && (room.fixed() || p.right <= narrowEnds) {
		return names
	}
	p.wideRight = names != nil
	for i, s := range p.Series {
		p.legend = append(p.legend, entry{lineStyle(i), s.Name})
	}
	return names
}

// grid draws the lines of the ticks and their words.
func (p *plotter) grid(y scale, floor float64) {
	for _, v := range y.ticks {
		at0 := p.down(y, v)
		style := gridLine
		if v == 0 {
			style = axisLine
		}
		p.add(shape{form: rule, style: style, x2: at{share: 1}, y: at0, y2: at0})
		p.add(shape{form: words, style: plain, x: at{px: -8}, y: at0 + 4, text: p.tick(v), anchor: end})
	}
	if y.broken { // the sign of a broken axis
		for i := range 2 {
			x := float64(i)*4 + 10
			p.add(shape{form: rule, style: axisLine, x: at{px: x}, x2: at{px: x + 5}, y: floor + 4, y2: floor - 4})
		}
	}
}

// down is how far down a value lies.
func (p *plotter) down(y scale, v float64) float64 { return plotTop + p.plot*(1-y.share(v)) }

func (p *plotter) add(s shape) { p.shapes = append(p.shapes, s) }

// times writes the labels below the plot, as many as fit on each screen; the
// last one always stands.
func (p *plotter) times(room space, base float64) {
	wide := p.fitting(room.wide-p.left-p.right, p.right)
	narrow := wide
	if !room.fixed() {
		right := p.right
		if p.wideRight {
			right = gutterStep
		}
		narrow = p.fitting(room.narrow-p.left-right, right)
	}
	shares := p.shares()
	for i, pt := range p.labels() {
		s := shape{form: words, style: plain, x: at{share: shares[i]}, y: base, text: pt.Label}
		if wide[i] == narrow[i] && wide[i].shown {
			s.anchor = wide[i].anchor
			p.add(s)
			continue
		}
		if wide[i].shown {
			s.anchor, s.only = wide[i].anchor, wideOnly
			p.add(s)
		}
		if narrow[i].shown {
			s.anchor, s.only = narrow[i].anchor, narrowOnly
			p.add(s)
		}
	}
}

// A timeLabel is whether a label is shown, and which of its ends is at its
// place.
type timeLabel struct {
	shown  bool
	anchor anchor
}

// fitting chooses labels that do not touch each other in a plot of a width:
// every one, every second, third …, counted from the last; where times lie
// unevenly, each for which there is room. The outer ones stand within the
// gutters.
func (p *plotter) fitting(width, right float64) []timeLabel {
	points, shares := p.labels(), p.shares()
	n, loose := len(points), uneven(shares)
	for every := 1; ; every++ {
		list, before, ok := make([]timeLabel, n), math.Inf(1), true
		for i := n - 1; i >= 0; i -= every {
			lo, hi, anchor := p.extent(points[i].Label, shares[i]*width, width+right)
			if hi+8 > before {
				ok = false
				continue
			}
			list[i], before = timeLabel{true, anchor}, lo
		}
		if ok || loose || every >= n {
			return list
		}
	}
}

// extent is from where to where the label of a time lies.
func (p *plotter) extent(label string, x, limit float64) (lo, hi float64, a anchor) {
	long := p.face.width(label, plain)
	switch {
	case x+long/2 > limit:
		return x - long, x, end
	case x-long/2 < -p.left:
		return x, x + long, start
	}
	return x - long/2, x + long/2, middle
}

// uneven tells whether some times lie much further apart than others; months of
// 28 and 31 days do not.
func uneven(shares []float64) bool {
	least, most := math.Inf(1), 0.0
	for i := 1; i < len(shares); i++ {
		least, most = math.Min(least, shares[i]-shares[i-1]), math.Max(most, shares[i]-shares[i-1])
	}
	return most > 1.5*least
}

// tracks draws the lines, broken where a value is missing.
func (p *plotter) tracks(room space, y scale) {
	shares := p.shares()
	p.gaps(y, shares)
	for n, s := range p.Series {
		for _, run := range runs(s.Points) {
			if len(run) == 1 {
				p.add(shape{form: dot, style: fillStyle(n), x: at{share: shares[run[0]]}, y: p.down(y, s.Points[run[0]].Value), r: 3})
				continue
			}
			points := make([]point, len(run))
			for k, i := range run {
				points[k] = point{at{share: shares[i]}, p.down(y, s.Points[i].Value)}
			}
			p.add(shape{form: path, style: lineStyle(n), points: points})
		}
	}
	p.dots(room, y, shares)
}

// gaps shades where a single line is broken between two values.
func (p *plotter) gaps(y scale, shares []float64) {
	if len(p.Series) != 1 {
		return
	}
	list := runs(p.Series[0].Points)
	for i := 1; i < len(list); i++ {
		from, to := list[i-1][len(list[i-1])-1], list[i][0]
		p.add(shape{form: box, style: gapArea, x: at{share: shares[from]}, x2: at{share: shares[to]}, y: plotTop, y2: plotTop + p.plot})
	}
}

// dots marks single values where there are few: what they are is told where
// the pointer rests. Those of a single line lead to what stands behind, where a
// finger has room for it.
func (p *plotter) dots(room space, y scale, shares []float64) {
	if len(shares) > most {
		return
	}
	const finger = 24
	links := len(p.Series) == 1 && (room.narrow-p.left-p.right)/float64(max(1, len(shares)-1)) >= finger
	for i, s := range p.Series {
		for k, pt := range s.Points {
			if !pt.drawn() {
				continue
			}
			m := mark{label: markLabel(s, pt)}
			if links {
				m.href = pt.Href
			}
			p.marks = append(p.marks, m)
			x, y0 := at{share: shares[k]}, p.down(y, pt.Value)
			p.add(shape{form: dot, style: fillStyle(i), x: x, y: y0, r: 3.5, mark: len(p.marks)})
			p.add(shape{form: dot, style: hitArea, x: x, y: y0, r: finger / 2, mark: len(p.marks)})
		}
	}
}

func markLabel(s Series, p Point) string {
	label := p.Label + ": " + p.Text
	if s.Name != "" {
		label = s.Name + ", " + label
	}
	return label
}

// ends writes the names at the ends of the lines, moved apart where they would
// touch.
func (p *plotter) ends(y scale, names []string) {
	only := always
	if p.wideRight {
		only = wideOnly
	}
	var order []int
	places := make([]float64, len(names))
	for i, s := range p.Series[:len(names)] {
		if last := lastDrawn(s.Points); last >= 0 {
			places[i] = p.down(y, s.Points[last].Value)
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	apart(places, order, plotTop, plotTop+p.plot)
	for _, i := range order {
		y0 := places[i]
		if len(names) == 1 { // beside the last dot, wherever that is
			p.add(shape{form: words, style: strong, x: at{p.shares()[lastDrawn(p.Series[i].Points)], 8}, y: y0 + 4, text: names[i], only: only})
			return
		}
		p.add(shape{form: box, style: fillStyle(i), x: at{1, 9}, x2: at{1, 12}, y: y0 - 6, y2: y0 + 6, only: only})
		p.add(shape{form: words, style: strong, x: at{1, keyWidth}, y: y0 + 4, text: names[i], only: only})
	}
}

// apart moves places so that words at them do not touch: down where they must,
// and up again from the floor.
func apart(places []float64, order []int, top, floor float64) {
	for k, i := range order {
		least := top
		if k > 0 {
			least = places[order[k-1]] + lineHeight
		}
		places[i] = math.Max(places[i], least)
	}
	for k := len(order) - 1; k >= 0; k-- {
		greatest := floor
		if k < len(order)-1 {
			greatest = places[order[k+1]] - lineHeight
		}
		places[order[k]] = math.Min(places[order[k]], greatest)
	}
}

// notes says below the plot what the drawing cannot show by itself.
func (p *plotter) notes(room space, broken bool) {
	var list []string
	if broken && p.Words.NotZero != "" {
		list = append(list, p.Words.NotZero)
	}
	if p.gapped() && p.Words.Gap != "" {
		list = append(list, p.Words.Gap)
	}
	p.captions(room, list)
}

// captions writes notes below a drawing, and CONTOH into its corner, where it
// cannot be cut off.
func (p *plotter) captions(room space, list []string) {
	stamp := p.face.width(p.Contoh, sample)*1.2 + 12
	for _, text := range list {
		p.height += lineHeight
		p.add(shape{form: words, style: plain, x: at{px: -p.left}, y: p.height - 3, text: text})
	}
	if p.Contoh == "" {
		return
	}
	if n := len(list); n == 0 || p.face.width(list[n-1], plain)+stamp > room.narrow-p.corner() {
		p.height += lineHeight
	}
	p.add(shape{form: words, style: sample, x: at{1, p.right - p.corner()}, y: p.height - 3, text: p.Contoh, anchor: end})
}

// corner is how far from the right edge the plot ends where the gutter is not
// on every screen.
func (p *plotter) corner() float64 {
	if p.wideRight {
		return p.right
	}
	return 0
}
