package chart

import "math"

// Heights of a bar chart: a row is a category.
const (
	barHeight = 16
	thinBar   = 14 // where a category has several
	barGap    = 10
	nameLines = 2 // of a name above its bar
)

// A barPlotter lays out a bar chart.
type barPlotter struct {
	plotter
	room  space
	x     scale
	above bool    // names stand above their bars
	thick float64 // of a bar
}

// barsOf lays out a bar chart: the name of each category beside its bar, or
// above it where names are long, and the value at its end. Values are written,
// so there is no axis but zero.
func (c Chart) barsOf(face *typeface, room space) drawing {
	lo, hi := bounds(c.values())
	p := barPlotter{plotter: plotter{Chart: c, face: face}, room: room, x: scale{lo: lo, hi: hi}, thick: barHeight}
	p.gutters()
	if len(c.Series) > 1 {
		p.thick = thinBar
		for i, s := range c.Series {
			p.legend = append(p.legend, entry{fillStyle(i), s.Name})
		}
	}
	for i := range c.labels() {
		p.category(i)
	}
	if !p.above {
		p.zero(0, p.height)
	}
	p.captions(room, nil)
	return p.drawing
}

// bounds are the least and the greatest of the values and zero.
func bounds(values []float64) (lo, hi float64) {
	for _, v := range values {
		lo, hi = math.Min(lo, v), math.Max(hi, v)
	}
	if lo == hi {
		hi = 1
	}
	return lo, hi
}

// zero draws the axis.
func (p *barPlotter) zero(from, to float64) {
	zero := at{share: p.x.share(0)}
	p.add(shape{form: rule, style: axisLine, x: zero, x2: zero, y: from, y2: to})
}

// Names stand beside their bars up to these widths.
const (
	besideOnPage    = 136
	besideInPicture = 230
)

// gutters makes room for names on the left and values at the ends.
func (p *barPlotter) gutters() {
	var widest, before, behind float64
	for _, category := range p.labels() {
		widest = math.Max(widest, p.face.width(category.Label, name)+8)
	}
	for _, s := range p.Series {
		for _, pt := range s.Points {
			text, style := p.valueText(pt)
			width := p.face.width(text, style) + 8
			if pt.drawn() && pt.Value < 0 {
				before = math.Max(before, width)
			} else {
				behind = math.Max(behind, width)
			}
		}
	}
	limit := float64(besideOnPage)
	if p.room.fixed() {
		limit = math.Min(besideInPicture, p.room.wide*.48)
	}
	if p.above = widest > limit; p.above {
		widest = 0
	}
	p.left, p.right = step(widest+before), step(behind)
}

// valueText is what stands at the end of a bar.
func (p *plotter) valueText(pt Point) (text string, s style) {
	if pt.drawn() {
		return p.face.fit(p.Short(pt.Value), strong, widestWord), strong
	}
	return p.missing(), plain
}

// missing is what stands in place of a value.
func (c Chart) missing() string {
	if c.Words.Missing == "" {
		return "–"
	}
	return c.Words.Missing
}

// category draws the name of the category numbered i and its bars. One bar and
// its name are one mark; several are a mark each, too thin to lead anywhere.
func (p *barPlotter) category(i int) {
	label := p.labels()[i].Label
	single := len(p.Series) == 1
	m := 0
	if single {
		pt := p.Series[0].Points[i]
		p.marks = append(p.marks, mark{href: pt.Href, label: p.said(pt)})
		m = len(p.marks)
	}
	p.height += barGap / 2
	if p.above {
		for _, line := range p.face.wrap(label, name, p.room.narrow, nameLines) {
			p.height += lineHeight
			p.add(shape{form: words, style: name, x: at{px: -p.left}, y: p.height - 4, text: line, mark: m})
		}
	} else {
		centre := p.height + p.thick*float64(len(p.Series))/2
		p.add(shape{form: words, style: name, x: at{px: -p.left}, y: centre + 4.5, text: label, mark: m})
	}
	top := p.height
	for k, s := range p.Series {
		if i >= len(s.Points) {
			continue
		}
		if !single {
			p.marks = append(p.marks, mark{label: s.Name + ", " + p.said(s.Points[i])})
			m = len(p.marks)
		}
		p.bar(k, s.Points[i], m)
		p.height += p.thick
	}
	if p.above {
		p.zero(top, p.height)
	}
	p.height += barGap / 2
}

// said is a point in words.
func (c Chart) said(pt Point) string {
	if !pt.drawn() {
		return pt.Label + ": " + c.missing()
	}
	return pt.Label + ": " + pt.Text
}

// bar draws one bar and its value.
func (p *barPlotter) bar(k int, pt Point, m int) {
	text, style := p.valueText(pt)
	zero := p.x.share(0)
	value := shape{form: words, style: style, x: at{zero, 6}, y: p.height + p.thick/2 + 4.5, text: text, mark: m}
	if pt.drawn() {
		tip := p.x.share(pt.Value)
		value.x = at{tip, 6}
		if pt.Value < 0 {
			value.x, value.anchor = at{tip, -6}, end
		}
		thick := p.thick
		if len(p.Series) > 1 {
			thick-- // a line of paper between neighbours
		}
		p.add(shape{form: box, style: fillStyle(k), x: at{share: math.Min(zero, tip)}, x2: at{share: math.Max(zero, tip)}, y: p.height, y2: p.height + thick, mark: m})
	}
	p.add(value)
}
