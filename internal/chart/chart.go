// Package chart draws: lines, bars, small multiples and the tile map of the 14
// kabupaten/kota, as SVG for pages (classes, no inline style: the content
// security policy blocks it), as an SVG file and as PNG 1,600 px wide with
// title, source and date inside, because Word shows no SVG.
//
// A drawing is laid out once, as a list of shapes; the SVG and the PNG are two
// ways of writing the same shapes.
package chart

// A Kind is a form of chart, in the words of an address.
type Kind string

// Kinds of chart.
const (
	Line  Kind = "garis"  // over time
	Bars  Kind = "batang" // one bar a category
	Multi Kind = "kisi"   // small multiples: one small line chart a series
	Map   Kind = "peta"   // tile map of the 14 kabupaten/kota
)

// A Chart is what to draw, in the words and numbers of one language.
type Chart struct {
	Kind   Kind
	Title  string                 // what it says: the finding
	Sub    string                 // what is shown, and in which unit
	Alt    string                 // text alternative: the same in a sentence or two
	Source string                 // "Sumber: …, diolah. Keadaan per 2025. Versi 3, lewu.example/data/padi"
	Contoh string                 // "CONTOH" on synthetic figures, else empty
	Short  func(v float64) string // a number for an axis or a label: "1,2 juta"
	Series []Series
	Words  Words // what the drawing itself says; WordsIn gives them
}

// A Series is one line, or one group of bars; a Map has one, with a point a
// region.
type Series struct {
	Name   string
	Points []Point // the same labels, in the same order, in every series
}

// A Point is one mark. Without a value there is a gap, never a zero.
type Point struct {
	Label   string // "2024", "Katingan"
	Key     string // of a Map: Kemendagri code "62.06"; of a Line: its period, "2024-05", for true distances
	Value   float64
	Has     bool
	Between bool   // of a Line without a value: its series has no such period, and goes on
	Text    string // the exact value with its unit, as people read it
	Href    string // the address of this house behind the mark, "/data/padi?tahun=2024"; empty: none
}
