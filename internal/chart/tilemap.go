package chart

import (
	"slices"
	"strings"

	"github.com/lewu-id/lewu/internal/region"
)

// Sizes of the tile map.
const (
	tilePitch = 60
	tileSize  = 58
	tileWords = tileSize - 4
	mapWidth  = tilePitch*region.TileColumns - 2
	mapHeight = tilePitch*region.TileRows + 1
	classes   = 5
)

var (
	tileName = style{fill: ink, size: 11}
	tileNum  = style{class: "n", fill: ink, size: 15, bold: true}
	tileLong = style{class: "nl", fill: ink, size: 11.5, bold: true} // of many digits
	tileUnit = style{fill: ink, size: 11}
)

// tiles lays out the map of the 14 kabupaten/kota: a tile each, coloured by
// class, with its name and value. It has a width of its own.
func (c Chart) tiles(face *typeface) drawing {
	p := plotter{Chart: c, face: face, drawing: drawing{width: mapWidth, height: mapHeight}}
	points := map[string]Point{}
	for _, pt := range c.Series[0].Points {
		points[pt.Key] = pt
	}
	breaks := classBreaks(c.values())
	p.mapLegend(breaks)
	look := p.tileLook()
	for _, r := range region.Regencies() {
		p.tile(r, points[string(r.Kemendagri)], breaks, look)
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

// tile draws one; look is of its value.
func (p *plotter) tile(r region.Region, pt Point, list []class, look style) {
	x, y := float64(r.Column*tilePitch), float64(r.Row*tilePitch+1)
	k, base, lines := -1, noTile, []string{"–"}
	if pt.drawn() {
		k = classOf(pt.Value, list)
		base, lines = tileStyle(k), p.tileLines(pt.Value)
	}
	pt.Label = r.Short
	p.marks = append(p.marks, mark{href: pt.Href, label: p.said(pt), class: tileText(k)})
	m := len(p.marks)
	p.add(shape{form: box, style: base, x: at{px: x}, x2: at{px: x + tileSize}, y: y, y2: y + tileSize, mark: m})
	word := func(text string, s style, down float64) {
		p.add(shape{form: words, style: onTile(s, k), x: at{px: x + tileSize/2}, y: y + down, text: text, anchor: middle, mark: m})
	}
	lines[0] = p.face.fit(lines[0], look, tileSize)
	if len(lines) == 1 {
		word(r.Tile, tileName, 21)
		word(lines[0], look, 41)
		return
	}
	word(r.Tile, tileName, 17)
	word(lines[0], look, 35)
	word(lines[1], tileUnit, 50)
}

// tileText is the class of words on a tile.
func tileText(k int) string {
	if k < 0 {
		return "qxt"
	}
	return "q" + number(k) + "t"
}

// tileLook is how values stand on tiles: all alike, and smaller where one has
// many digits.
func (p *plotter) tileLook() style {
	for _, v := range p.values() {
		if p.face.width(p.tileLines(v)[0], tileNum) > tileWords {
			return tileLong
		}
	}
	return tileNum
}

// tileLines is a value on a tile: in two lines where one is too narrow.
func (p *plotter) tileLines(v float64) []string {
	text := p.Short(v)
	number, unit, split := strings.Cut(text, " ")
	if !split || p.face.width(text, tileNum) <= tileWords {
		return []string{text}
	}
	return []string{number, unit}
}

// mapLegend stands in the free corner above the west: the measure, and a bar of
// the classes with their bounds; where these are long, a list of the classes;
// where even that does not fit, the list stands above the map.
func (p *plotter) mapLegend(list []class) {
	const wide = 4*tilePitch - 12
	measure := p.Series[0].Name
	if p.barLegend(list) || p.listLegend(list) {
		p.add(shape{form: words, style: tileKey, y: 10, text: p.face.fit(measure, tileKey, wide)})
		return
	}
	if measure != "" {
		p.legend = append(p.legend, entry{style{}, measure})
	}
	for i, c := range list {
		p.legend = append(p.legend, entry{tileStyle(shade(i, len(list))), p.classWords(c)})
	}
}

// barLegend draws the classes side by side, each with its lowest value and the
// last with its highest; ok is false where these do not fit.
func (p *plotter) barLegend(list []class) (ok bool) {
	const each = 45
	wide := func(v float64) float64 { return p.face.width(p.Short(v), tileKey) }
	for i, c := range list {
		last := i == len(list)-1
		if wide(c.lo) > each-6 || last && wide(c.lo)/2+wide(c.hi) > each-4 {
			return false
		}
	}
	for i, c := range list {
		x := float64(i * each)
		p.add(shape{form: box, style: tileStyle(shade(i, len(list))), x: at{px: x}, x2: at{px: x + each}, y: 17, y2: 27})
		where := middle
		if i == 0 {
			where = start
		}
		p.add(shape{form: words, style: tileKey, x: at{px: x}, y: 40, text: p.Short(c.lo), anchor: where})
		if i == len(list)-1 && c.hi != c.lo {
			p.add(shape{form: words, style: tileKey, x: at{px: x + each}, y: 40, text: p.Short(c.hi), anchor: end})
		}
	}
	return true
}

// listLegend draws the classes in two columns, each with its bounds; ok is false
// where these do not fit.
func (p *plotter) listLegend(list []class) (ok bool) {
	const column, rows, key = 116, 3, 14
	for _, c := range list {
		if p.face.width(p.classWords(c), tileKeyNarrow) > column-key-4 {
			return false
		}
	}
	for i, c := range list {
		x, y := float64(i/rows*column), float64(16+i%rows*14)
		p.add(shape{form: box, style: tileStyle(shade(i, len(list))), x: at{px: x}, x2: at{px: x + 10}, y: y, y2: y + 10})
		p.add(shape{form: words, style: tileKey, x: at{px: x + key}, y: y + 9, text: p.classWords(c)})
	}
	return true
}

// classWords are the bounds of a class, the word of the unit once where both
// have it: "12,3–13,6 ribu".
func (p *plotter) classWords(c class) string {
	lo, hi := p.Short(c.lo), p.Short(c.hi)
	if lo == hi {
		return lo
	}
	number, unit, _ := strings.Cut(lo, " ")
	if _, other, _ := strings.Cut(hi, " "); other == unit {
		lo = number
	}
	return lo + "–" + hi
}
