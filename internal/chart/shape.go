package chart

// A drawing is a list of shapes. Its width is not known when it is made for a
// page: what stands at the side of the plot is so many pixels away, what is in
// it lies at a share of the width. That way words keep their size on a phone
// and on a wall.
type drawing struct {
	width       float64 // 0: fluid
	height      float64
	left, right float64 // gutters beside the plot
	wideRight   bool    // the right gutter is for wide screens only
	shapes      []shape
	marks       []mark
	legend      []entry
	wideLegend  bool // the legend is for narrow screens only: labels stand at the lines
}

// A form is what a shape is.
type form int

const (
	rule  form = iota // from (x, y) to (x2, y2)
	path              // through points
	box               // with corners (x, y) and (x2, y2)
	dot               // around (x, y)
	words             // with the base line at (x, y)
)

// A shape is one thing to draw. Its y grows downward, in pixels.
type shape struct {
	form   form
	style  style
	x, x2  at
	y, y2  float64
	r      float64 // of a dot
	points []point // of a path
	text   string
	anchor anchor
	only   only
	mark   int // 1-based in drawing.marks; 0: none
}

// An at is a place across: a share of the plot's width, and pixels from there.
type at struct{ share, px float64 }

// A point of a path.
type point struct {
	x at
	y float64
}

// An anchor is the end of a text that stands at its place.
type anchor int

const (
	start anchor = iota
	middle
	end
)

// An only says on which screens a shape is seen.
type only int

const (
	always only = iota
	wideOnly
	narrowOnly
)

// A mark is a group of shapes with something behind it, or to say.
type mark struct {
	href  string
	label string // read out, and shown where the pointer rests
	class string
}

// An entry of a legend.
type entry struct {
	style style
	name  string
}

// A style is how a shape looks: by class on pages, by role in pictures.
type style struct {
	class  string
	fill   role
	stroke role
	width  float64 // of the stroke
	dash   float64 // on and off; 0: whole
	round  bool    // corners and ends of a stroke
	size   float64 // of words
	bold   bool
	halo   bool // of paper, around words
}

// Words.
var (
	plain   = style{fill: ink2, size: 12}
	strong  = style{class: "on", fill: ink, size: 12, bold: true}
	name    = style{class: "nm", fill: ink, size: 12}
	sample  = style{class: "contoh", fill: ink2, size: 10.5, bold: true}
	tileKey = style{class: "lg", fill: ink2, size: 11}

	// On a phone the map is smaller, and its words bigger.
	tileKeyNarrow = style{fill: ink2, size: 12}
)

// Lines and areas.
var (
	gridLine = style{class: "grid", stroke: line, width: 1}
	axisLine = style{class: "axis", stroke: ink2, width: 1}
	gapArea  = style{class: "fgap", fill: sunken}
	hitArea  = style{class: "hit"}
	noTile   = style{class: "qx", fill: sunken, stroke: line2, width: 1, dash: 3}
)

// colours is how many series can be told apart.
const colours = 6

func series(i int) role { return c1 + role(i%colours) }

func number(i int) string { return string(rune('1' + i%colours)) }

func lineStyle(i int) style {
	return style{class: "ln s" + number(i), stroke: series(i), width: 2.5, round: true}
}

func fillStyle(i int) style { return style{class: "f" + number(i), fill: series(i)} }

func tileStyle(class int) style {
	return style{class: "q" + number(class), fill: q1 + role(class)}
}

// onTile is the style of words on a class of the map; −1 is the missing one.
func onTile(s style, class int) style {
	s.fill = ink2
	if class >= 0 {
		s.fill = q1t + role(class)
	}
	return s
}
