package chart

import (
	"math"
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/region"
)

// Sizes of the tile map.
const (
	tilePitch = 60
	tileSize  = 58
	mapWidth  = tilePitch*region.TileColumns - 2
	mapHeight = tilePitch*region.TileRows + 1
	classes   = 5
)

var (
	tileName = style{fill: ink, size: 11}
	tileNum  = style{class: "n", fill: ink, size: 15, bold: true}
	tileUnit = style{class: "u", fill: ink, size: 11}
)

// tiles lays out the map of the 14 kabupaten/kota: a tile each, coloured by
// class, with its name and value. It has a width of its own.
func (c Chart) tiles(face *typeface) drawing {
	p := plotter{Chart: c, face: face, drawing: drawing{width: mapWidth, height: mapHeight}}
	points := map[string]Point{}
	if len(c.Series) > 0 {
		for _, pt := range c.Series[0].Points {
			points[pt.Key] = pt
		}
	}
	breaks := classBreaks(c.values())
	p.mapLegend(breaks)
	for _, r := range region.Regencies() {
		pt, ok := points[string(r.Kemendagri)]
		if !ok {
			pt = Point{Label: r.Short}
		}
		p.tile(r, pt, breaks)
	}
	if c.Contoh != "" {
		p.add(shape{form: words, style: sample, x: at{px: mapWidth}, y: 12, text: c.Contoh, anchor: end})
	}
	return p.drawing
}

// A class of the map is the values from lo to hi, both among the data.
type class struct{ lo, hi float64 }

// classBreaks puts values into up to five classes of about equal numbers; equal
// values are in the same class.
func classBreaks(values []float64) []class {
	sorted := slices.Sorted(slices.Values(values))
	distinct := slices.Compact(slices.Clone(sorted))
	n := min(classes, len(distinct))
	var list []class
	from := 0
	for k := range n {
		to := (k + 1) * len(sorted) / n
		to = max(to, from+1)
		for to < len(sorted) && sorted[to] == sorted[to-1] {
			to++
		}
		if from >= len(sorted) {
			break
		}
		list = append(list, class{sorted[from], sorted[min(to, len(sorted))-1]})
		from = to
	}
	return list
}

// classOf is the number of the class of a value among five colours: few classes
// take the outer colours too, so that the highest is always the darkest.
func classOf(v float64, list []class) int {
	for i, c := range list {
		if v <= c.hi {
			return shade(i, len(list))
		}
	}
	return classes - 1
}

func shade(i, n int) int {
	if n < 2 {
		return classes / 2
	}
	return i * (classes - 1) / (n - 1)
}

// tile draws one.
func (p *plotter) tile(r region.Region, pt Point, list []class) {
	x, y := float64(r.Column*tilePitch), float64(r.Row*tilePitch+1)
	k, base, lines := -1, noTile, []string{"–"}
	said := p.Words.Missing
	if pt.drawn() {
		k = classOf(pt.Value, list)
		base, lines, said = tileStyle(k), p.tileLines(pt.Value), pt.Text
	}
	p.marks = append(p.marks, mark{href: pt.Href, label: strings.TrimSuffix(r.Short+": "+said, ": "), class: tileText(k)})
	m := len(p.marks)
	p.add(shape{form: box, style: base, x: at{px: x}, x2: at{px: x + tileSize}, y: y, y2: y + tileSize, mark: m})
	word := func(text string, s style, down float64) {
		p.add(shape{form: words, style: onTile(s, k), x: at{px: x + tileSize/2}, y: y + down, text: text, anchor: middle, mark: m})
	}
	if len(lines) == 1 {
		word(r.Tile, tileName, 21)
		word(lines[0], tileNum, 41)
		return
	}
	word(r.Tile, tileName, 17)
	word(lines[0], tileNum, 35)
	word(lines[1], tileUnit, 50)
}

// tileText is the class of words on a tile.
func tileText(k int) string {
	if k < 0 {
		return "qxt"
	}
	return "q" + number(k) + "t"
}

// tileLines is a value on a tile: in two lines where one is too narrow.
func (p *plotter) tileLines(v float64) []string {
	text := p.Short(v)
	number, unit, split := strings.Cut(text, " ")
	if !split || p.face.width(text, tileNum)*slack <= tileSize-4 {
		return []string{text}
	}
	return []string{number, unit}
}

// mapLegend stands in the free corner above the west: a bar of the classes with
// their bounds, or a list where the bounds are long.
func (p *plotter) mapLegend(list []class) {
	const wide = 4*tilePitch - 12
	if len(p.Series) > 0 && p.Series[0].Name != "" {
		p.add(shape{form: words, style: tileKey, x: at{}, y: 10, text: p.face.fit(p.Series[0].Name, tileKey, wide/slack)})
	}
	if len(list) == 0 {
		return
	}
	if !p.barLegend(list, wide/float64(len(list))) {
		p.listLegend(list)
	}
}

// barLegend draws the classes side by side; ok is false where their bounds do
// not fit.
func (p *plotter) barLegend(list []class, each float64) (ok bool) {
	each = math.Min(each, 47)
	for _, c := range list {
		if p.face.width(p.Short(c.lo), tileKey)*slack > each-6 || p.face.width(p.Short(c.hi), tileKey)*slack > each-6 {
			return false
		}
	}
	for i, c := range list {
		x := float64(i) * each
		p.add(shape{form: box, style: tileStyle(shade(i, len(list))), x: at{px: x}, x2: at{px: x + each}, y: 17, y2: 27})
		anchor := middle
		if i == 0 {
			anchor = start
		}
		p.add(shape{form: words, style: tileKey, x: at{px: x}, y: 40, text: p.Short(c.lo), anchor: anchor})
	}
	last := list[len(list)-1]
	if last.hi != last.lo {
		p.add(shape{form: words, style: tileKey, x: at{px: float64(len(list)) * each}, y: 40, text: p.Short(last.hi), anchor: middle})
	}
	return true
}

// listLegend draws the classes in two columns, each with its bounds.
func (p *plotter) listLegend(list []class) {
	for i, c := range list {
		x, y := float64(i/3)*120, 16+float64(i%3)*14
		text := p.Short(c.lo)
		if high := p.Short(c.hi); high != text {
			text += "–" + high
		}
		p.add(shape{form: box, style: tileStyle(shade(i, len(list))), x: at{px: x}, x2: at{px: x + 10}, y: y, y2: y + 10})
		p.add(shape{form: words, style: tileKey, x: at{px: x + 14}, y: y + 9, text: p.face.fit(text, tileKey, 102/slack)})
	}
}
