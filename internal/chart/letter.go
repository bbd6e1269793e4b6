package chart

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// words draws a text.
func (c *canvas) words(s shape) {
	text := c.face.legible(s.text)
	x := s.x.px
	switch width := c.face.width(text, s.style); s.anchor {
	case middle:
		x -= width / 2
	case end:
		x -= width
	}
	c.face.run(text, s.style.bold, func(index sfnt.GlyphIndex, pen float64) {
		c.glyph(index, s.style, x+pen*s.style.size, s.y)
	})
}

// glyph draws one letter with its base line at (x, y).
func (c *canvas) glyph(index sfnt.GlyphIndex, s style, x, y float64) {
	segments := c.face.segments(index, s.bold)
	at := func(p fixed.Point26_6) dotAt { return dotAt{x + ems(p.X)*s.size, y + ems(p.Y)*s.size} }
	box := segments.Bounds()
	area := outline{{at(box.Min), at(box.Max)}}.bounds().Intersect(c.img.Rect)
	if area.Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	place := func(p fixed.Point26_6) (float32, float32) {
		q := at(p)
		return float32(q.x - float64(area.Min.X)), float32(q.y - float64(area.Min.Y))
	}
	for _, segment := range segments {
		ax, ay := place(segment.Args[0])
		switch segment.Op {
		case sfnt.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			c.raster.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo: // TrueType has no other curves
			bx, by := place(segment.Args[1])
			c.raster.QuadTo(ax, ay, bx, by)
		}
	}
	c.raster.ClosePath()
	c.lay(area, s.fill)
}

// segments are the outlines of a letter at ppem pixels.
func (t *typeface) segments(index sfnt.GlyphIndex, bold bool) sfnt.Segments {
	f := t.font(bold)
	segments, err := f.LoadGlyph(&t.buf, index, fixed.I(ppem), nil)
	if err != nil {
		return nil
	}
	if zero, err := f.GlyphIndex(&t.buf, '0'); err == nil && index == zero {
		return open(segments)
	}
	return segments
}

// open takes the stroke out of the zero, which belongs to programs: what lies
// within its outer line becomes one oval.
func open(zero sfnt.Segments) sfnt.Segments {
	inner := 1
	for inner < len(zero) && zero[inner].Op != sfnt.SegmentOpMoveTo {
		inner++
	}
	box := zero[inner:].Bounds()
	at := func(x, y fixed.Int26_6) fixed.Point26_6 { return fixed.Point26_6{X: x, Y: y} }
	mid := at((box.Min.X+box.Max.X)/2, (box.Min.Y+box.Max.Y)/2)
	curve := func(corner, to fixed.Point26_6) sfnt.Segment {
		return sfnt.Segment{Op: sfnt.SegmentOpQuadTo, Args: [3]fixed.Point26_6{corner, to}}
	}
	bottom := at(mid.X, box.Max.Y)
	return append(zero[:inner:inner],
		sfnt.Segment{Op: sfnt.SegmentOpMoveTo, Args: [3]fixed.Point26_6{bottom}},
		curve(box.Max, at(box.Max.X, mid.Y)),
		curve(at(box.Max.X, box.Min.Y), at(mid.X, box.Min.Y)),
		curve(box.Min, at(box.Min.X, mid.Y)),
		curve(at(box.Min.X, box.Max.Y), bottom),
	)
}
