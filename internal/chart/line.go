package chart

import (
	"cmp"
	"math"
	"slices"
)

// A space is how much room a drawing has across, gutters and all, on the
// narrowest and on a wider screen; in pictures both are the same.
type space struct{ narrow, wide float64 }

// onPage is the space of a chart on a page: a phone of 360 px, and half of a
// page of 960 px.
func onPage() space { return space{328, 420} }

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
	drawing
}

// lines lays out a line chart.
func (c Chart) lines(face *typeface, room space) drawing {
	p := plotter{Chart: c, face: face}
	y := scaleOf(c.values(), c.Short)
	for _, v := range y.ticks {
		p.left = math.Max(p.left, p.face.width(c.Short(v), plain)*p.slack(room)+8)
	}
	p.left = step(p.left)
	names := p.endNames()
	p.gutter(room, names)
	floor := float64(plotTop + plotHeight)
	p.grid(y, floor)
	p.times(room, floor+lineHeight+2)
	p.height = floor + axisHeight
	p.tracks(y)
	p.ends(y, names)
	p.notes(y.broken)
	return p.drawing
}

// slack is for the fonts of pages only.
func (p *plotter) slack(room space) float64 {
	if room.fixed() {
		return 1
	}
	return slack
}

// step rounds a gutter up to a width that css/chart.css has a class for.
func step(px float64) float64 { return math.Ceil(px/gutterStep) * gutterStep }

// gutterStep is the distance of the classes gl1, gl2 … and gr1, gr2 …
const gutterStep = 12

// endNames are the words at the ends of the lines: the name and the last value,
// of a single line the value alone.
func (p *plotter) endNames() []string {
	names := make([]string, len(p.Series))
	for i, s := range p.Series {
		last := lastDrawn(s.Points)
		if last < 0 {
			continue
		}
		names[i] = p.Short(s.Points[last].Value)
		if len(p.Series) > 1 {
			names[i] = s.Name + " " + names[i]
		}
	}
	return names
}

// Widths of the gutter for the names at the ends.
const (
	keyWidth   = 18 // dot and space before a name
	narrowEnds = 96
	wideEnds   = 180
)

// gutter makes room for the names at the ends of the lines. Where a phone has
// too little, a legend stands above instead.
func (p *plotter) gutter(room space, names []string) {
	limit := math.Min(wideEnds, room.wide*.42)
	for i := range names {
		names[i] = p.face.fit(names[i], strong, (limit-keyWidth)/p.slack(room))
		p.right = math.Max(p.right, p.face.width(names[i], strong)*p.slack(room)+keyWidth)
	}
	p.right = step(math.Max(p.right, gutterStep))
	if room.fixed() || p.right <= narrowEnds {
		return
	}
	p.wideRight = true
	for i, s := range p.Series {
		p.legend = append(p.legend, entry{lineStyle(i), s.Name})
	}
}

// grid draws the lines of the ticks and their words.
func (p *plotter) grid(y scale, floor float64) {
	for _, v := range y.ticks {
		at0 := height(y, v)
		style := gridLine
		if v == 0 {
			style = axisLine
		}
		p.add(shape{form: rule, style: style, x2: at{share: 1}, y: at0, y2: at0})
		p.add(shape{form: words, style: plain, x: at{px: -8}, y: at0 + 4, text: p.Short(v), anchor: end})
	}
	if y.broken { // the sign of a broken axis
		for i := range 2 {
			x := float64(i)*4 - 4
			p.add(shape{form: rule, style: axisLine, x: at{px: x - 3}, x2: at{px: x + 3}, y: floor + 4, y2: floor - 4})
		}
	}
}

// height is how far down a value lies.
func height(y scale, v float64) float64 { return plotTop + plotHeight*(1-y.share(v)) }

func (p *plotter) add(s shape) { p.shapes = append(p.shapes, s) }

// times writes the labels below the plot, as many as fit on each screen; the
// last one always stands.
func (p *plotter) times(room space, base float64) {
	points, shares := p.labels(), p.shares()
	narrowRight := p.right
	if p.wideRight {
		narrowRight = gutterStep
	}
	wide := p.fitting(room.wide-p.left-p.right, p.slack(room))
	narrow := wide
	if !room.fixed() {
		narrow = p.fitting(room.narrow-p.left-narrowRight, p.slack(room))
	}
	for i, pt := range points {
		if !wide[i] && !narrow[i] {
			continue
		}
		s := shape{form: words, style: plain, x: at{share: shares[i]}, y: base, text: pt.Label, anchor: middle}
		switch {
		case !narrow[i]:
			s.only = wideOnly
		case !wide[i]:
			s.only = narrowOnly
		}
		half := p.face.width(pt.Label, plain) * p.slack(room) / 2
		switch {
		case shares[i] == 1 && half > narrowRight:
			s.anchor = end
		case shares[i] == 0 && half > p.left:
			s.anchor = start
		}
		p.add(s)
	}
}

// fitting chooses labels that do not touch each other in a plot of a width:
// every one, every second, third …, counted from the last.
func (p *plotter) fitting(width, slack float64) []bool {
	points, shares := p.labels(), p.shares()
	n := len(points)
	for every := 1; ; every++ {
		shown, before, ok := make([]bool, n), math.Inf(1), true
		for i := n - 1; i >= 0; i -= every {
			half := p.face.width(points[i].Label, plain) * slack / 2
			middle := shares[i] * width
			if middle+half+8 > before {
				ok = false
				break
			}
			shown[i], before = true, middle-half
		}
		if ok || every >= n {
			return shown
		}
	}
}

// tracks draws the lines, broken where a value is missing.
func (p *plotter) tracks(y scale) {
	shares := p.shares()
	p.gaps(y, shares)
	for n, s := range p.Series {
		for _, run := range runs(s.Points) {
			if len(run) == 1 {
				p.add(shape{form: dot, style: fillStyle(n), x: at{share: shares[run[0]]}, y: height(y, s.Points[run[0]].Value), r: 3})
				continue
			}
			points := make([]point, len(run))
			for k, i := range run {
				points[k] = point{at{share: shares[i]}, height(y, s.Points[i].Value)}
			}
			p.add(shape{form: path, style: lineStyle(n), points: points})
		}
	}
	p.dots(y, shares)
}

// gaps shades where a single line is broken between two values.
func (p *plotter) gaps(y scale, shares []float64) {
	if len(p.Series) != 1 {
		return
	}
	list := runs(p.Series[0].Points)
	for i := 1; i < len(list); i++ {
		from, to := list[i-1][len(list[i-1])-1], list[i][0]
		p.add(shape{form: box, style: gapArea, x: at{share: shares[from]}, x2: at{share: shares[to]}, y: plotTop, y2: plotTop + plotHeight})
	}
}

// dots marks single values where there are few: what they are is told where
// the pointer rests, and they lead to what stands behind.
func (p *plotter) dots(y scale, shares []float64) {
	if len(shares) > most {
		return
	}
	for i, s := range p.Series {
		for k, pt := range s.Points {
			if !pt.drawn() {
				continue
			}
			p.marks = append(p.marks, mark{href: pt.Href, label: markLabel(s, pt)})
			m, x, y0 := len(p.marks), at{share: shares[k]}, height(y, pt.Value)
			p.add(shape{form: dot, style: fillStyle(i), x: x, y: y0, r: 3.5, mark: m})
			p.add(shape{form: dot, style: hitArea, x: x, y: y0, r: 12, mark: m})
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
	for i, s := range p.Series {
		if last := lastDrawn(s.Points); last >= 0 {
			places[i] = height(y, s.Points[last].Value)
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	apart(places, order, plotTop, plotTop+plotHeight)
	for _, i := range order {
		x, y0 := 8.0, places[i]
		if len(names) > 1 {
			p.add(shape{form: dot, style: fillStyle(i), x: at{1, 10}, y: y0, r: 3.5, only: only})
			x = keyWidth
		}
		p.add(shape{form: words, style: strong, x: at{1, x}, y: y0 + 4, text: names[i], only: only})
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
func (p *plotter) notes(broken bool) {
	var list []string
	if broken && p.Words.NotZero != "" {
		list = append(list, p.Words.NotZero)
	}
	if p.gapped() && p.Words.Gap != "" {
		list = append(list, p.Words.Gap)
	}
	for _, text := range list {
		p.height += lineHeight
		p.add(shape{form: words, style: plain, x: at{px: -p.left}, y: p.height - 3, text: text})
	}
	p.stamp()
}

// stamp writes CONTOH into the drawing, where it cannot be cut off.
func (p *plotter) stamp() {
	if p.Contoh == "" {
		return
	}
	p.height += lineHeight
	p.add(shape{form: words, style: sample, x: at{share: 1}, y: p.height - 3, text: p.Contoh, anchor: end})
}
