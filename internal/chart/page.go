package chart

import (
	"fmt"
	"hash/fnv"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// Empty tells that there is no value to draw.
func (c Chart) Empty() bool { return len(c.values()) == 0 }

// normal fills in what may be left out, and draws as small multiples what would
// be a tangle: more lines than there are colours.
func (c Chart) normal() Chart {
	if c.Short == nil {
		c.Short = func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	}
	if c.Kind == Line && len(c.Series) > colours {
		c.Kind = Multi
	}
	return c
}

// SVG draws a chart for a page: as wide as its place, words in the size of the
// page, colours by class from css/chart.css. Title and Sub are the page's to
// write, around it; Alt is inside. It is empty where there is no value to draw.
func (c Chart) SVG() template.HTML {
	if c = c.normal(); c.Empty() {
		return ""
	}
	w := &pageWriter{id: c.id()}
	face := newLoose()
	switch c.Kind {
	case Multi:
		w.panels(c, face)
	case Map:
		w.drawing(c, c.tiles(face), "Map")
	case Bars:
		w.drawing(c, c.barsOf(face, onPage()), "Chart")
	default:
		w.drawing(c, c.lines(face, onPage()), "Chart")
	}
	return template.HTML(w.String()) //nolint:gosec // every text goes through text()
}

// id makes the ids of title and description differ from those of other charts
// of a page.
func (c Chart) id() string {
	h := fnv.New32a()
	fmt.Fprint(h, c.Kind, c.Title, c.Sub, c.Alt)
	for _, s := range c.Series {
		fmt.Fprint(h, s.Name)
		for _, p := range s.Points {
			fmt.Fprint(h, p.Label, p.Value, p.Has)
		}
	}
	return "g" + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// A pageWriter writes SVG into HTML.
type pageWriter struct {
	strings.Builder
	id    string
	marks []mark
	in    int // the mark whose group is open
}

// drawing writes one drawing with its legend.
func (w *pageWriter) drawing(c Chart, d drawing, class string) {
	w.legend(d)
	w.open(d, class)
	w.described(c, d)
	w.shapes(d)
	w.WriteString("</svg>")
}

// legend stands before the drawing, in words of the page.
func (w *pageWriter) legend(d drawing) {
	if len(d.legend) == 0 {
		return
	}
	class := "Legend"
	if d.wideRight { // elsewhere the names stand at the lines
		class += " narrow"
	}
	w.printf(`<ul class="%s" aria-hidden="true">`, class)
	for _, e := range d.legend {
		w.WriteString("<li>")
		switch {
		case e.style.stroke != none:
			w.printf(`<svg viewBox="0 0 20 10"><path class="%s" d="M1 5h18"/></svg>`, e.style.class)
		case e.style.fill != none:
			w.printf(`<svg viewBox="0 0 20 10"><rect class="%s" width="20" height="10"/></svg>`, e.style.class)
		}
		w.printf("%s</li>", text(e.name))
	}
	w.WriteString("</ul>")
}

// open begins the element.
func (w *pageWriter) open(d drawing, class string) {
	if d.width > 0 {
		w.printf(`<svg class="%s" viewBox="0 0 %s %s"`, class, num(d.width), num(d.height))
		return
	}
	if n := int(math.Round(d.left / gutterStep)); n > 0 {
		class += " gl" + strconv.Itoa(n)
	}
	if n := int(math.Round(d.right / gutterStep)); n > 0 {
		class += " gr" + strconv.Itoa(n)
	}
	if d.wideRight {
		class += " gz"
	}
	w.printf(`<svg class="%s" width="100%%" height="%s"`, class, num(d.height))
}

// described says what the drawing is to those who do not see it. A drawing with
// links is a group: inside an image nothing can be reached.
func (w *pageWriter) described(c Chart, d drawing) {
	role := "img"
	for _, m := range d.marks {
		if m.leads() {
			role = "group"
		}
	}
	w.printf(` role="%s" aria-labelledby="%s"`, role, w.id)
	if c.Alt != "" {
		w.printf(` aria-describedby="%s-d"`, w.id)
	}
	w.printf(`><title id="%s">%s</title>`, w.id, text(c.Title))
	if c.Alt != "" {
		w.printf(`<desc id="%s-d">%s</desc>`, w.id, text(c.Alt))
	}
}

// shapes writes all: lines in a view that is stretched, the rest around it.
func (w *pageWriter) shapes(d drawing) {
	w.marks = d.marks
	stretched := false
	for _, s := range d.shapes {
		if s.form != path && stretched {
			w.WriteString("</svg>")
		}
		w.group(s.mark)
		if s.form == path && !stretched {
			w.printf(`<svg width="100%%" height="%[1]s" viewBox="0 0 100 %[1]s" preserveAspectRatio="none" overflow="visible">`, num(d.height))
		}
		stretched = s.form == path
		w.shape(s)
	}
	w.group(0)
	if stretched {
		w.WriteString("</svg>")
	}
}

// group closes the group of one mark and opens that of another.
func (w *pageWriter) group(m int) {
	if m == w.in {
		return
	}
	if w.in > 0 {
		w.printf("</%s>", w.marks[w.in-1].element())
	}
	w.in = m
	if m == 0 {
		return
	}
	open := w.marks[m-1]
	w.printf("<%s", open.element())
	if open.leads() {
		w.printf(` href="%s" aria-label="%s"`, text(open.href), text(open.label))
	}
	if open.class != "" {
		w.printf(` class="%s"`, open.class)
	}
	w.printf(`><title>%s</title>`, text(open.label))
}

func (m mark) element() string {
	if m.leads() {
		return "a"
	}
	return "g"
}

// leads tells whether there is something behind a mark: a page of this house,
// or a place on this one.
func (m mark) leads() bool {
	return m.href != "" && strings.ContainsRune("/?#", rune(m.href[0]))
}

func (w *pageWriter) shape(s shape) {
	class := strings.TrimSpace(s.style.class + [...]string{"", " wide", " narrow"}[s.only])
	if class != "" {
		class = ` class="` + class + `"`
	}
	switch s.form {
	case rule:
		w.printf(`<line%s x1="%s" x2="%s" y1="%s" y2="%s"%s/>`, class, share(s.x), share(s.x2), num(s.y), num(s.y2), moved(s.x, s.x2))
	case path:
		w.printf(`<polyline%s points="`, class)
		for i, p := range s.points {
			if i > 0 {
				w.WriteByte(' ')
			}
			w.printf("%s,%s", num(p.x.share*100), num(p.y))
		}
		w.WriteString(`"/>`)
	case box:
		w.box(s, class)
	case dot:
		w.printf(`<circle%s cx="%s" cy="%s" r="%s"%s/>`, class, share(s.x), num(s.y), num(s.r), moved(s.x, s.x))
	case words:
		w.words(s, class)
	}
}

func (w *pageWriter) box(s shape, class string) {
	width := num((s.x2.share-s.x.share)*100) + "%"
	if s.x.share == s.x2.share {
		width = num(s.x2.px - s.x.px)
	}
	w.printf(`<rect%s x="%s" y="%s" width="%s" height="%s"%s/>`, class, share(s.x), num(s.y), width, num(s.y2-s.y), moved(s.x, s.x2))
}

func (w *pageWriter) words(s shape, class string) {
	x, dx := share(s.x), ""
	if s.x.share != 0 && s.x.px != 0 {
		dx = ` dx="` + num(s.x.px) + `"`
	}
	anchor := [...]string{"", ` text-anchor="middle"`, ` text-anchor="end"`}[s.anchor]
	w.printf(`<text%s x="%s" y="%s"%s%s>%s</text>`, class, x, num(s.y), dx, anchor, text(s.text))
}

// share is a place across as an attribute; what stands at the left edge is in
// pixels.
func share(a at) string {
	if a.share == 0 {
		return num(a.px)
	}
	return num(a.share*100) + "%"
}

// moved shifts by the pixels that an attribute in percent cannot hold.
func moved(a, b at) string {
	if a.share == 0 && (b.share == 0 || b.px == 0) || a.px == 0 {
		return ""
	}
	return ` transform="translate(` + num(a.px) + `)"`
}

func (w *pageWriter) printf(format string, args ...any) { fmt.Fprintf(w, format, args...) }

// panels writes small multiples, each a drawing of its own, in a grid.
func (w *pageWriter) panels(c Chart, face *typeface) {
	y := c.commonScale()
	w.printf(`<div class="Panels" role="img" aria-label="%s">`, text(strings.TrimSpace(c.Title+" "+c.Alt)))
	for _, s := range c.Series {
		d := c.panel(face, s, y, space{panelWidth, panelWidth + 1, panelHeight})
		w.open(d, "Chart")
		w.WriteString(` aria-hidden="true">`)
		w.shapes(d)
		w.WriteString("</svg>")
	}
	w.WriteString(`<p class="Panels-note" aria-hidden="true">`)
	for _, note := range c.panelNotes(y) {
		w.printf("%s ", text(note))
	}
	if c.Contoh != "" {
		w.printf(`<b class="contoh">%s</b>`, text(c.Contoh))
	}
	w.WriteString("</p></div>")
}

// text escapes words for SVG and HTML alike.
func text(s string) string { return template.HTMLEscapeString(strings.Map(printable, s)) }

// num writes a length with at most two digits behind the point.
func num(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}
