package chart

import (
	"bufio"
	"fmt"
	"io"
	"math"
)

// Pictures are laid out 640 units wide and drawn two and a half times as big:
// 1,600 px.
const (
	pictureWidth  = 640
	pictureMargin = 20
	pictureScale  = 2.5
)

var (
	pictureTitle = style{fill: ink, size: 18, bold: true}
	pictureSub   = style{fill: ink2, size: 13}
	pictureFoot  = style{fill: ink2, size: 10.5}
	pictureMark  = style{fill: accent, size: 11, bold: true}
	stampBig     = style{fill: ink2, size: 12, bold: true}
)

// picture lays out the whole: title, what is shown, the chart, source.
func (c Chart) picture(face *typeface) drawing {
	c = c.normal()
	const inner = pictureWidth - 2*pictureMargin
	p := plotter{Chart: c, face: face, drawing: drawing{width: pictureWidth, height: pictureMargin}}
	room := float64(inner)
	if c.Contoh != "" {
		room -= face.width(c.Contoh, stampBig) + 16
		p.add(shape{form: words, style: stampBig, x: at{px: pictureWidth - pictureMargin}, y: p.height + 14, text: c.Contoh, anchor: end})
	}
	p.block(c.Title, pictureTitle, room, 23, 4)
	p.block(c.Sub, pictureSub, inner, 18, 3)
	p.height += 10
	p.body(pictureMargin, inner, plotHeight)
	p.height += 12
	p.add(shape{form: rule, style: gridLine, x: at{px: pictureMargin}, x2: at{px: pictureWidth - pictureMargin}, y: p.height, y2: p.height})
	p.height += 4
	top := p.height
	p.block(c.Source, pictureFoot, inner-60, 14, 5)
	p.height = math.Max(p.height, top+14)
	p.add(shape{form: words, style: pictureMark, x: at{px: pictureWidth - pictureMargin}, y: top + 11, text: house, anchor: end})
	p.weave(pictureWidth-pictureMargin-face.width(house, pictureMark)-16, top+1.5, 11)
	p.height += pictureMargin - 6
	return p.drawing
}

// house is the name that pictures carry.
const house = "Lewu"

// block writes a paragraph at the height reached.
func (p *plotter) block(text string, s style, width, leading float64, most int) {
	for _, line := range p.face.wrap(p.face.legible(text), s, width, most) {
		p.height += leading
		p.add(shape{form: words, style: s, x: at{px: pictureMargin}, y: p.height - leading*.28, text: line})
	}
}

// body puts the chart below what stands already, so far from the left and so
// wide; plot is the height of a line chart.
func (p *plotter) body(left, width, plot float64) {
	if p.Empty() {
		p.block(p.missing(), pictureSub, width, 40, 1)
		return
	}
	var d drawing
	switch p.Kind {
	case Multi:
		d = p.panels(p.face, width)
	case Map:
		d = p.tiles(p.face)
	case Bars:
		d = p.barsOf(p.face, inPicture(width, plot))
	default:
		d = p.Chart.lines(p.face, inPicture(width, plot))
	}
	p.pictureLegend(d.legend, left, width)
	if p.Kind == Map { // it has a size of its own
		d = d.placed(0, 0, d.width).enlarged(math.Min(mapTimes, width/d.width))
		left, width = left+(width-d.width)/2, d.width
	}
	p.shapes = append(p.shapes, d.placed(left, p.height, width).shapes...)
	p.height += d.height
}

// mapTimes is how much bigger a map is in a picture than on a page.
const mapTimes = 1.5

// pictureLegend writes the legend in rows.
func (p *plotter) pictureLegend(list []entry, left, width float64) {
	if len(list) == 0 {
		return
	}
	x := 0.0
	p.height += lineHeight
	for _, e := range list {
		colour := max(e.style.fill, e.style.stroke)
		indent := 0.0
		if colour != none {
			indent = 18
		}
		label := p.face.fit(e.name, plain, width-indent)
		long := indent + p.face.width(label, plain)
		if x > 0 && x+long > width {
			x, p.height = 0, p.height+lineHeight
		}
		if colour != none {
			p.add(shape{form: box, style: style{fill: colour}, x: at{px: left + x}, x2: at{px: left + x + 12}, y: p.height - 10, y2: p.height})
		}
		p.add(shape{form: words, style: plain, x: at{px: left + x + indent}, y: p.height - 1, text: label})
		x += long + 16
	}
	p.height += 8
}

// File writes the chart as an SVG file of its own, with title, source and date
// inside. It is shown in the fonts of the reader's machine.
func (c Chart) File(w io.Writer) error {
	face := newLoose()
	d := c.picture(face)
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %[1]s %[2]s" role="img" font-family="system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif">`+"\n", num(d.width), num(d.height))
	fmt.Fprintf(b, "<title>%s</title>\n<desc>%s</desc>\n", text(c.Title), text(c.Alt))
	fmt.Fprintf(b, `<rect width="%s" height="%s" fill="%s"/>`+"\n", num(d.width), num(d.height), hex(paper))
	for _, s := range d.shapes {
		fileShape(b, face, s)
	}
	fmt.Fprint(b, "</svg>\n")
	return b.Flush()
}

// fileShape writes one shape with its colours.
func fileShape(b *bufio.Writer, face *typeface, s shape) {
	look := ""
	if s.form != words {
		look = fmt.Sprintf(` fill="%s"`, hex(s.style.fill))
		if s.style.stroke != none {
			look += fmt.Sprintf(` stroke="%s" stroke-width="%s"`, hex(s.style.stroke), num(s.style.width))
		}
		if s.style.dash > 0 {
			look += fmt.Sprintf(` stroke-dasharray="%s"`, num(s.style.dash))
		}
	}
	switch s.form {
	case rule:
		fmt.Fprintf(b, `<line x1="%s" x2="%s" y1="%s" y2="%s"%s/>`+"\n", num(s.x.px), num(s.x2.px), num(s.y), num(s.y2), look)
	case path:
		fmt.Fprint(b, `<polyline points="`)
		for i, p := range s.points {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(b, "%s,%s", num(p.x.px), num(p.y))
		}
		fmt.Fprintf(b, `"%s stroke-linejoin="round" stroke-linecap="round"/>`+"\n", look)
	case box:
		fmt.Fprintf(b, `<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n", num(s.x.px), num(s.y), num(s.x2.px-s.x.px), num(s.y2-s.y), look)
	case dot:
		fmt.Fprintf(b, `<circle cx="%s" cy="%s" r="%s"%s/>`+"\n", num(s.x.px), num(s.y), num(s.r), look)
	case words:
		fmt.Fprintf(b, `<text x="%s" y="%s" font-size="%s" fill="%s"%s%s>%s</text>`+"\n", num(s.x.px), num(s.y), num(s.style.size), hex(s.style.fill), weight(s.style.bold), fileAnchor(s.anchor), text(s.text))
	}
}

func weight(bold bool) string {
	if bold {
		return ` font-weight="600"`
	}
	return ""
}

func fileAnchor(a anchor) string {
	return [...]string{"", ` text-anchor="middle"`, ` text-anchor="end"`}[a]
}

// hex is a colour as SVG writes it.
func hex(r role) string {
	if r == none {
		return "none"
	}
	return fmt.Sprintf("#%06x", tokens[r].rgb)
}
