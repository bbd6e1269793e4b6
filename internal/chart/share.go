package chart

import (
	"io"
	"math"
)

// A Share is the picture of a page for shared links (OpenGraph): 1,200 × 630 px
// with the finding in words.
type Share struct {
	Title   string // of the page
	Finding string // what it says, in a sentence
	Foot    string // source, date, address
	Contoh  string // "CONTOH" on synthetic figures, else empty
	Chart   *Chart // small, below the words; may be nil
}

// Shared pictures are laid out 600 × 315 units and drawn twice as big.
const (
	shareWidth  = 600
	shareHeight = 315
	shareScale  = 2
	shareMargin = 28
)

var (
	shareTitle   = style{fill: accent, size: 15, bold: true}
	shareFinding = style{fill: ink, size: 30, bold: true}
	shareFoot    = style{fill: ink2, size: 12}
	shareHouse   = style{fill: ink, size: 17, bold: true}
)

// PNG writes the picture. The same Share is the same bytes.
func (s Share) PNG(w io.Writer) error {
	face := newTypeface()
	return encode(w, s.layout(face).draw(face, shareScale))
}

// layout puts the words on the left, and the chart beside them where there is
// one.
func (s Share) layout(face *typeface) drawing {
	p := plotter{face: face, drawing: drawing{width: shareWidth, height: shareHeight}}
	inner := float64(shareWidth - 2*shareMargin)
	column := inner
	if s.Chart != nil && !s.Chart.Empty() {
		column = inner*.56 - 12
		p.beside(*s.Chart, shareMargin+inner*.56+12, inner*.44-12)
	}
	y := p.paragraph(s.Title, shareTitle, column, 72, 1.25, 2)
	finding := shareFinding
	lines := face.wrap(face.legible(s.Finding), finding, column, 20)
	for finding.size > 16 && float64(len(lines))*finding.size*1.2 > 262-y {
		finding.size--
		lines = face.wrap(face.legible(s.Finding), finding, column, 20)
	}
	p.paragraph(s.Finding, finding, column, y+8, 1.2, int((262-y)/(finding.size*1.2)))
	p.brand(s.Contoh)
	p.paragraph(s.Foot, shareFoot, inner, shareHeight-shareMargin-16, 1.3, 1)
	return p.drawing
}

// paragraph writes lines from a top, and gives the place below them.
func (p *plotter) paragraph(text string, s style, width, top, leading float64, most int) float64 {
	for _, line := range p.face.wrap(p.face.legible(text), s, width, most) {
		p.add(shape{form: words, style: s, x: at{px: shareMargin}, y: top + s.size, text: line})
		top += s.size * leading
	}
	return top
}

// brand is the name of the house at the top, and CONTOH on the other side.
func (p *plotter) brand(contoh string) {
	p.add(shape{form: words, style: shareHouse, x: at{px: shareMargin}, y: shareMargin + 17, text: house})
	p.add(shape{form: rule, style: style{stroke: accent, width: 3}, x: at{px: shareMargin}, x2: at{px: shareWidth - shareMargin}, y: shareMargin + 30, y2: shareMargin + 30})
	if contoh != "" {
		p.add(shape{form: words, style: style{fill: ink2, size: 14, bold: true}, x: at{px: shareWidth - shareMargin}, y: shareMargin + 16, text: contoh, anchor: end})
	}
}

// beside draws a chart small enough for its column.
func (p *plotter) beside(c Chart, x, width float64) {
	c = c.normal()
	room := space{width, width}
	var d drawing
	switch c.Kind {
	case Map:
		d = c.tiles(p.face)
	case Multi:
		d = c.panels(p.face, width)
	case Bars:
		d = c.barsOf(p.face, room)
	default:
		d = c.lines(p.face, room)
	}
	if d.width == 0 {
		d = d.placed(0, 0, width)
	}
	times := math.Min(width/d.width, 200/d.height)
	d = d.enlarged(math.Min(times, 1))
	p.shapes = append(p.shapes, d.placed(x+(width-d.width)/2, 70, d.width).shapes...)
}
