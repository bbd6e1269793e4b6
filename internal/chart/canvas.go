package chart

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/vector"
)

// A canvas is a picture of at most 256 colours. Edges are smoothed in 16 steps,
// so that a chart keeps to its palette: half the bytes of full colour.
type canvas struct {
	img    *image.Paletted
	mixed  map[mix]uint8
	raster vector.Rasterizer
	face   *typeface
}

// A mix is a colour laid over another.
type mix struct {
	under uint8
	over  role
	level uint8 // of 15
}

const levels = 15

// draw makes a picture of a drawing, so many pixels a unit.
func (d drawing) draw(face *typeface, scale float64) *image.Paletted {
	bounds := image.Rect(0, 0, int(math.Round(d.width*scale)), int(math.Round(d.height*scale)))
	c := &canvas{img: image.NewPaletted(bounds, color.Palette{paper.rgba()}), mixed: map[mix]uint8{}, face: face}
	c.reserve(d.shapes)
	for _, s := range d.enlarged(scale).shapes {
		c.shape(s)
	}
	return c.img
}

// reserve gives every colour its steps on paper before lines that cross fill
// the palette with their mixtures: words keep their colour.
func (c *canvas) reserve(shapes []shape) {
	for _, s := range shapes {
		for _, r := range []role{s.style.fill, s.style.stroke} {
			for level := uint8(1); level <= levels && r != none; level++ {
				c.over(0, r, level)
			}
		}
	}
}

// encode writes a picture as PNG.
func encode(w io.Writer, img *image.Paletted) error {
	return png.Encode(w, img) // the best compression takes seven times as long for 5 % fewer bytes
}

// PNG writes the chart as a picture 1,600 px wide, with title, source and date
// inside. The same chart is the same bytes.
func (c Chart) PNG(w io.Writer) error {
	face := newTypeface()
	return encode(w, c.picture(face).draw(face, pictureScale))
}

func (c *canvas) shape(s shape) {
	switch s.form {
	case rule:
		c.stroke([]dotAt{{s.x.px, s.y}, {s.x2.px, s.y2}}, s.style)
	case path:
		points := make([]dotAt, len(s.points))
		for i, p := range s.points {
			points[i] = dotAt{p.x.px, p.y}
		}
		c.stroke(points, s.style)
	case box:
		corners := []dotAt{{s.x.px, s.y}, {s.x2.px, s.y}, {s.x2.px, s.y2}, {s.x.px, s.y2}}
		if s.style.fill != none {
			c.fill(outline{corners}, s.style.fill)
		}
		if s.style.stroke != none {
			c.stroke(append(corners, corners[0]), s.style)
		}
	case dot:
		if s.style.fill != none {
			c.fill(outline{circle(dotAt{s.x.px, s.y}, s.r)}, s.style.fill)
		}
	case words:
		c.words(s)
	}
}

// A dotAt is a pixel.
type dotAt struct{ x, y float64 }

// An outline is closed polygons, all turning the same way.
type outline [][]dotAt

// stroke draws a line of a width, with round corners and ends where the style
// wants them.
func (c *canvas) stroke(points []dotAt, s style) {
	half := s.width / 2
	var o outline
	for _, run := range dashes(points, s.dash) {
		for i := 1; i < len(run); i++ {
			a, b := run[i-1], run[i]
			length := math.Hypot(b.x-a.x, b.y-a.y)
			if length == 0 {
				continue
			}
			nx, ny := -(b.y-a.y)/length*half, (b.x-a.x)/length*half
			o = append(o, []dotAt{{a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}, {b.x + nx, b.y + ny}, {a.x + nx, a.y + ny}})
		}
		if s.round {
			for _, p := range run {
				o = append(o, circle(p, half))
			}
		}
	}
	c.fill(o, s.stroke)
}

// dashes cuts a line into pieces, each as long as the space behind it.
func dashes(points []dotAt, dash float64) [][]dotAt {
	if dash <= 0 {
		return [][]dotAt{points}
	}
	var list [][]dotAt
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		for from := 0.0; from < length; from += 2 * dash {
			to := math.Min(from+dash, length)
			list = append(list, []dotAt{
				{a.x + (b.x-a.x)*from/length, a.y + (b.y-a.y)*from/length},
				{a.x + (b.x-a.x)*to/length, a.y + (b.y-a.y)*to/length},
			})
		}
	}
	return list
}

// circle turns as strokes do.
func circle(centre dotAt, r float64) []dotAt {
	const corners = 32
	list := make([]dotAt, corners)
	for i := range list {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		list[i] = dotAt{centre.x + r*cos, centre.y + r*sin}
	}
	return list
}

// fill colours the inside of an outline.
func (c *canvas) fill(o outline, over role) {
	area := o.bounds().Intersect(c.img.Rect)
	if area.Empty() {
		return
	}
	c.raster.Reset(area.Dx(), area.Dy())
	x0, y0 := float64(area.Min.X), float64(area.Min.Y)
	for _, polygon := range o {
		for i, p := range polygon {
			x, y := float32(p.x-x0), float32(p.y-y0)
			if i == 0 {
				c.raster.MoveTo(x, y)
			} else {
				c.raster.LineTo(x, y)
			}
		}
		c.raster.ClosePath()
	}
	c.lay(area, over)
}

// bounds is the rectangle of whole pixels around an outline.
func (o outline) bounds() image.Rectangle {
	lo, hi := dotAt{math.Inf(1), math.Inf(1)}, dotAt{math.Inf(-1), math.Inf(-1)}
	for _, polygon := range o {
		for _, p := range polygon {
			lo = dotAt{math.Min(lo.x, p.x), math.Min(lo.y, p.y)}
			hi = dotAt{math.Max(hi.x, p.x), math.Max(hi.y, p.y)}
		}
	}
	if lo.x > hi.x {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(lo.x)), int(math.Floor(lo.y)), int(math.Ceil(hi.x))+1, int(math.Ceil(hi.y))+1)
}

// lay puts a colour over what the rasterizer covers of an area.
func (c *canvas) lay(area image.Rectangle, over role) {
	mask := image.NewAlpha(image.Rect(0, 0, area.Dx(), area.Dy()))
	c.raster.DrawOp = draw.Src
	c.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range area.Dy() {
		row := c.img.Pix[(area.Min.Y+y)*c.img.Stride+area.Min.X:]
		for x, alpha := range mask.Pix[y*mask.Stride : y*mask.Stride+area.Dx()] {
			if level := (uint16(alpha) + 8) / 17; level > 0 {
				row[x] = c.over(row[x], over, uint8(level))
			}
		}
	}
}

// over finds the colour of one laid over another.
func (c *canvas) over(under uint8, r role, level uint8) uint8 {
	m := mix{under, r, level}
	if index, ok := c.mixed[m]; ok {
		return index
	}
	a, b := c.img.Palette[under].(color.RGBA), r.rgba()
	blend := func(x, y uint8) uint8 {
		return uint8((int(x)*(levels-int(level)) + int(y)*int(level) + levels/2) / levels)
	}
	index := c.index(color.RGBA{R: blend(a.R, b.R), G: blend(a.G, b.G), B: blend(a.B, b.B), A: 255})
	c.mixed[m] = index
	return index
}

// index finds a colour in the palette, or puts it there; the nearest where the
// palette is full.
func (c *canvas) index(want color.RGBA) uint8 {
	for i, have := range c.img.Palette {
		if have == color.Color(want) {
			return uint8(i)
		}
	}
	if len(c.img.Palette) < 256 {
		c.img.Palette = append(c.img.Palette, want)
		return uint8(len(c.img.Palette) - 1)
	}
	return uint8(c.img.Palette.Index(want))
}
