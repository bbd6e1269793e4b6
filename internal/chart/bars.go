package chart

import "math"

// Heights of a bar chart: a row is a category.
const (
	barHeight = 16
	thinBar   = 12 // where a category has several
	barGap    = 10
)

// barsOf lays out a bar chart: the name of each category beside its bar, or
// above it where names are long, and the value at its end. Values are written,
// so there is no axis but zero.
func (c Chart) barsOf(face *typeface, room space) drawing {
	p := plotter{Chart: c, face: face}
	lo, hi := bounds(c.values())
	x := scale{lo: lo, hi: hi}
	above := p.barGutters(room, lo < 0)
	thick := float64(barHeight)
	if len(c.Series) > 1 {
		thick = thinBar
		for i, s := range c.Series {
			p.legend = append(p.legend, entry{fillStyle(i), s.Name})
		}
	}
	for i, category := range c.labels() {
		p.height += barGap / 2
		if above {
			p.height += lineHeight
		}
		p.barName(room, category, above, thick)
		for k, s := range c.Series {
			if i < len(s.Points) {
				p.bar(x, k, s, s.Points[i], thick)
				p.height += thick
			}
		}
		p.height += barGap / 2
	}
	if lo < 0 || hi > 0 {
		zero := at{share: x.share(0)}
		p.add(shape{form: rule, style: axisLine, x: zero, x2: zero, y: 0, y2: p.height})
	}
	p.stamp()
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

// Names stand beside their bars up to these widths.
const (
	besideOnPage    = 136
	besideInPicture = 230
)

// barGutters makes room for names on the left and values at the ends; above
// tells that names are too long for that.
func (p *plotter) barGutters(room space, negative bool) (above bool) {
	var widest, before, behind float64
	for _, category := range p.labels() {
		widest = math.Max(widest, p.face.width(category.Label, name)*p.slack(room)+8)
	}
	for _, s := range p.Series {
		for _, pt := range s.Points {
			text, _ := p.valueText(pt)
			width := p.face.width(text, strong)*p.slack(room) + 8
			if pt.drawn() && pt.Value < 0 {
				before = math.Max(before, width)
			} else {
				behind = math.Max(behind, width)
			}
		}
	}
	limit := float64(besideOnPage)
	if room.fixed() {
		limit = math.Min(besideInPicture, room.wide*.42)
	}
	above = widest > limit
	if above {
		widest = 0
	}
	p.left, p.right = step(widest+before), step(behind)
	return above
}

// valueText is what stands at the end of a bar.
func (p *plotter) valueText(pt Point) (text string, s style) {
	if pt.drawn() {
		return p.Short(pt.Value), strong
	}
	if p.Words.Missing == "" {
		return "–", plain
	}
	return p.Words.Missing, plain
}

// barName writes the name of a category.
func (p *plotter) barName(room space, category Point, above bool, thick float64) {
	s := shape{form: words, style: name, x: at{px: -p.left}, y: p.height + thick*float64(len(p.Series))/2 + 4.5, text: category.Label}
	if above {
		s.y = p.height - 3
		s.text = p.face.fit(category.Label, name, room.narrow/p.slack(room))
	}
	if len(p.Series) > 0 && len(p.Series[0].Points) > 0 {
		s.mark = p.rowMark(category)
	}
	p.add(s)
}

// rowMark makes the mark of a category whose one bar leads somewhere; with
// several bars each has its own.
func (p *plotter) rowMark(category Point) int {
	if len(p.Series) > 1 {
		return 0
	}
	label := category.Label + ": " + category.Text
	if !category.drawn() {
		label = category.Label + ": " + p.Words.Missing
	}
	p.marks = append(p.marks, mark{href: category.Href, label: label})
	return len(p.marks)
}

// bar draws one bar and its value.
func (p *plotter) bar(x scale, k int, s Series, pt Point, thick float64) {
	m := len(p.marks)
	if len(p.Series) > 1 {
		label := s.Name + ", " + pt.Label + ": " + pt.Text
		if !pt.drawn() {
			label = s.Name + ", " + pt.Label + ": " + p.Words.Missing
		}
		p.marks = append(p.marks, mark{href: pt.Href, label: label})
		m = len(p.marks)
	}
	text, style := p.valueText(pt)
	zero := x.share(0)
	value := shape{form: words, style: style, x: at{zero, 6}, y: p.height + thick/2 + 4.5, text: text, mark: m}
	if pt.drawn() {
		tip := x.share(pt.Value)
		value.x = at{tip, 6}
		if pt.Value < 0 {
			value.x, value.anchor = at{tip, -6}, end
		}
		p.add(shape{form: box, style: fillStyle(k), x: at{share: math.Min(zero, tip)}, x2: at{share: math.Max(zero, tip)}, y: p.height, y2: p.height + thick, mark: m})
	}
	p.add(value)
}
