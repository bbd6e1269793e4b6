package chart

import "math"

// Sizes of a small multiple: name and value above the plot, times below it.
const (
	panelTop    = 38
	panelHeight = 60
	panelFoot   = 18
	panelWidth  = 146 // two side by side on a phone, three or four in a picture
	panelGap    = 18
)

// panel lays out one small line chart on the common scale.
func (c Chart) panel(face *typeface, s Series, y scale, room space) drawing {
	p := plotter{Chart: c, face: face, drawing: drawing{height: panelTop + panelHeight + panelFoot}}
	p.Series = []Series{s}
	width := room.narrow
	value, look := c.missing(), plain
	if last := lastDrawn(s.Points); last >= 0 {
		value, look = p.Short(s.Points[last].Value), strong
	}
	p.add(shape{form: words, style: name, y: 12, text: face.fit(s.Name, name, width)})
	p.add(shape{form: words, style: look, y: 28, text: face.fit(value, look, width)})
	down := func(v float64) float64 { return panelTop + panelHeight*(1-y.share(v)) }
	for _, v := range []float64{y.hi, y.lo} {
		p.add(shape{form: rule, style: gridLine, x2: at{share: 1}, y: down(v), y2: down(v)})
	}
	if y.lo <= 0 && y.hi >= 0 {
		p.add(shape{form: rule, style: axisLine, x2: at{share: 1}, y: down(0), y2: down(0)})
	}
	p.panelTrack(s, down)
	p.panelTimes(width)
	return p.drawing
}

// panelTrack draws the line, and a dot where a value stands alone or last.
func (p *plotter) panelTrack(s Series, down func(float64) float64) {
	shares, last := p.shares(), lastDrawn(s.Points)
	for _, run := range runs(s.Points) {
		points := make([]point, len(run))
		for k, i := range run {
			points[k] = point{at{share: shares[i]}, down(s.Points[i].Value)}
		}
		if len(run) > 1 {
			p.add(shape{form: path, style: lineStyle(0), points: points})
		}
		if end := len(run) - 1; len(run) == 1 || run[end] == last {
			p.add(shape{form: dot, style: fillStyle(0), x: points[end].x, y: points[end].y, r: 3})
		}
	}
}

// panelTimes writes the first and the last label.
func (p *plotter) panelTimes(width float64) {
	labels := p.labels()
	if len(labels) == 0 {
		return
	}
	first, last := labels[0].Label, p.face.fit(labels[len(labels)-1].Label, plain, width)
	base := p.height - 4
	p.add(shape{form: words, style: plain, x: at{share: 1}, y: base, text: last, anchor: end})
	if len(labels) > 1 && p.face.width(first, plain)+p.face.width(last, plain)+8 < width {
		p.add(shape{form: words, style: plain, y: base, text: first})
	}
}

// commonScale is the one of all panels.
func (c Chart) commonScale() scale { return scaleOf(c.values(), c.Short) }

// panelNotes says what the scale of all panels is.
func (c Chart) panelNotes(y scale) (list []string) {
	if c.Words.Scale != nil {
		list = append(list, c.Words.Scale(c.Short(y.lo), c.Short(y.hi)))
	}
	if c.gapped() && c.Words.Gap != "" {
		list = append(list, c.Words.Gap)
	}
	return list
}

// panels puts the small multiples of a picture into one drawing.
func (c Chart) panels(face *typeface, width float64) drawing {
	const most = 4
	y := c.commonScale()
	columns := math.Max(1, math.Min(most, math.Floor((width+panelGap)/panelWidth)))
	each := (width - panelGap*(columns-1)) / columns
	all := plotter{Chart: c, face: face, drawing: drawing{width: width}}
	for i, s := range c.Series {
		d := c.panel(face, s, y, inPicture(each, panelHeight))
		x, top := float64(i%int(columns))*(each+panelGap), float64(i/int(columns))*(d.height+10)
		all.shapes = append(all.shapes, d.placed(x, top, each).shapes...)
		all.height = top + d.height
	}
	all.height += 6
	for _, note := range c.panelNotes(y) {
		all.height += lineHeight
		all.add(shape{form: words, style: plain, y: all.height - 3, text: face.fit(note, plain, width)})
	}
	all.captions(space{}, nil)
	return all.drawing
}
