package chart

import "math"

// Sizes of a small multiple.
const (
	panelTop    = 26 // the name above the plot
	panelHeight = 64 // of the plot
	panelFoot   = 18
	panelWide   = 150 // on a phone, two side by side
	panelInPic  = 146 // in a picture, four
	panelGap    = 18
)

// panel lays out one small line chart on the common scale.
func (c Chart) panel(face *typeface, s Series, y scale, room space) drawing {
	p := plotter{Chart: c, face: face, drawing: drawing{height: panelTop + panelHeight + panelFoot}}
	p.Series = []Series{s}
	width := room.narrow
	value := p.Words.Missing
	if last := lastDrawn(s.Points); last >= 0 {
		value = p.Short(s.Points[last].Value)
	}
	p.add(shape{form: words, style: name, y: 14, x: at{}, text: face.fit(s.Name, name, (width-8)/p.slack(room)-face.width(value, strong))})
	p.add(shape{form: words, style: strong, y: 14, x: at{share: 1}, text: value, anchor: end})
	down := func(v float64) float64 { return panelTop + panelHeight*(1-y.share(v)) }
	for _, v := range []float64{y.lo, y.hi} {
		p.add(shape{form: rule, style: gridLine, x2: at{share: 1}, y: down(v), y2: down(v)})
	}
	if y.lo <= 0 && y.hi >= 0 {
		p.add(shape{form: rule, style: axisLine, x2: at{share: 1}, y: down(0), y2: down(0)})
	}
	shares := p.shares()
	for _, run := range runs(s.Points) {
		points := make([]point, len(run))
		for k, i := range run {
			points[k] = point{at{share: shares[i]}, down(s.Points[i].Value)}
		}
		if len(points) == 1 {
			p.add(shape{form: dot, style: fillStyle(0), x: points[0].x, y: points[0].y, r: 2.5})
			continue
		}
		p.add(shape{form: path, style: lineStyle(0), points: points})
	}
	p.panelTimes(width)
	return p.drawing
}

// panelTimes writes the first and the last label.
func (p *plotter) panelTimes(width float64) {
	labels := p.labels()
	if len(labels) == 0 {
		return
	}
	base := p.height - 4
	last := labels[len(labels)-1].Label
	p.add(shape{form: words, style: plain, x: at{share: 1}, y: base, text: p.face.fit(last, plain, width), anchor: end})
	first := labels[0].Label
	if len(labels) > 1 && (p.face.width(first, plain)+p.face.width(last, plain))*slack+8 < width {
		p.add(shape{form: words, style: plain, y: base, text: first})
	}
}

// commonScale is the one of all panels.
func (c Chart) commonScale() scale { return scaleOf(c.values(), c.Short) }

// panels puts the small multiples of a picture into one drawing.
func (c Chart) panels(face *typeface, width float64) drawing {
	y := c.commonScale()
	columns := int(math.Max(1, math.Min(4, math.Floor((width+panelGap)/(panelInPic+panelGap)*1.15))))
	each := (width - panelGap*float64(columns-1)) / float64(columns)
	all := plotter{Chart: c, face: face, drawing: drawing{width: width}}
	for i, s := range c.Series {
		d := c.panel(face, s, y, space{each, each})
		x, top := float64(i%columns)*(each+panelGap), float64(i/columns)*(d.height+8)
		all.shapes = append(all.shapes, d.placed(x, top, each).shapes...)
		all.height = top + d.height
	}
	all.stamp()
	return all.drawing
}
