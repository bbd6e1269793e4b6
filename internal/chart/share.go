package chart

import (
	"io"
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
	shareFloor  = 252 // of the finding
	many        = 20
)

var (
	shareTitle   = style{fill: accent, size: 15, bold: true}
	shareFinding = style{fill: ink, size: 30, bold: true}
	shareFoot    = style{fill: ink2, size: 11.5}
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
		column = inner*.54 - 12
		p.beside(*s.Chart, shareMargin+inner*.54+12, inner*.46-12)
	}
	y := p.paragraph(s.Title, shareTitle, column, 72, 1.25, 2) + 6
	finding := shareFinding
	room := shareFloor - y
	for finding.size > 13 && float64(len(face.wrap(face.legible(s.Finding), finding, column, many)))*finding.size*1.2 > room {
		finding.size--
	}
	p.paragraph(s.Finding, finding, column, y, 1.2, int(room/(finding.size*1.2)))
	p.brand(s.Contoh)
	p.paragraph(s.Foot, shareFoot, inner, shareFloor+12, 1.3, 2)
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
	p.weave(shareMargin, shareMargin-2, 22)
	p.add(shape{form: words, style: shareHouse, x: at{px: shareMargin + 30}, y: shareMargin + 15, text: house})
	p.add(shape{form: rule, style: style{stroke: accent, width: 3}, x: at{px: shareMargin}, x2: at{px: shareWidth - shareMargin}, y: shareMargin + 30, y2: shareMargin + 30})
	if contoh != "" {
		p.add(shape{form: words, style: style{fill: ink2, size: 14, bold: true}, x: at{px: shareWidth - shareMargin}, y: shareMargin + 16, text: contoh, anchor: end})
	}
}

// beside draws a chart in a column. It is there to be recognised: of many bars
// and boxes only the first ones, and no notes.
func (p *plotter) beside(c Chart, x, width float64) {
	const top, room, plot, bars, boxes = 76, 190, 140, 7, 4
	c = c.normal()
	c.Contoh, c.Words = "", Words{Missing: c.Words.Missing}
	if c.Kind == Multi {
		c.Series = c.Series[:min(boxes, len(c.Series))]
	}
	if c.Kind == Bars {
		c.Series = firstPoints(c.Series, bars/len(c.Series)+1)
	}
	for times := 1.0; ; times *= .9 { // wider, then smaller, until it fits its place
		small := plotter{Chart: c, face: p.face, drawing: drawing{width: width / times}}
		small.body(0, small.width, plot)
		if small.height*times <= room || times < .4 {
			d := small.drawing.placed(0, 0, small.width).enlarged(times)
			p.shapes = append(p.shapes, d.placed(x, top, width).shapes...)
			return
		}
	}
}

// firstPoints is the first n points of each series.
func firstPoints(all []Series, n int) []Series {
	list := make([]Series, len(all))
	for i, s := range all {
		list[i] = Series{Name: s.Name, Points: s.Points[:min(n, len(s.Points))]}
	}
	return list
}

// weave draws the mark of the house, woven rattan, in a square: as the one in
// the head of every page, on a grid of 20.
func (p *plotter) weave(x, y, side float64) {
	unit := side / 20
	for i, across := range []float64{2, 8, 14} {
		// One of three strands runs over where the other runs under.
		spans := [][2]float64{{0, 1}, {7, 13}, {19, 20}}
		if i == 1 {
			spans = [][2]float64{{0, 7}, {13, 20}}
		}
		for _, s := range spans {
			p.strand(x, y, unit, across, s[0], across+4, s[1])
		}
		spans = [][2]float64{{0, 7}, {13, 20}}
		if i == 1 {
			spans = [][2]float64{{0, 1}, {7, 13}, {19, 20}}
		}
		for _, s := range spans {
			p.strand(x, y, unit, s[0], across, s[1], across+4)
		}
	}
}

// strand is a rectangle of the mark.
func (p *plotter) strand(x, y, unit, left, top, right, bottom float64) {
	p.add(shape{form: box, style: style{fill: accent}, x: at{px: x + left*unit}, x2: at{px: x + right*unit}, y: y + top*unit, y2: y + bottom*unit})
}
