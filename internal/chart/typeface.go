package chart

import (
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// A typeface measures and draws words. Pages are set in the fonts of the
// reader's machine, which may be wider: a loose typeface measures as the widest
// of the usual ones, DejaVu Sans, would.
type typeface struct {
	regular, bold *sfnt.Font
	buf           sfnt.Buffer
	loose         bool
}

// How much wider than the Go fonts DejaVu Sans is: measured, 1.09 to 1.13 and
// 1.17 to 1.26, digits most.
const (
	looseRegular = 1.14
	looseBold    = 1.26
)

// newLoose is the typeface of pages.
func newLoose() *typeface {
	t := newTypeface()
	t.loose = true
	return t
}

// newTypeface reads the fonts, which are part of the program.
func newTypeface() *typeface {
	return &typeface{regular: parsed(goregular.TTF), bold: parsed(gobold.TTF)}
}

func parsed(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic("chart: a font of the program cannot be read: " + err.Error())
	}
	return f
}

func (t *typeface) font(bold bool) *sfnt.Font {
	if bold {
		return t.bold
	}
	return t.regular
}

// ppem is the size at which glyphs are measured: big, so that nothing is lost
// by rounding.
const ppem = 2048

// run calls glyph with the index of each glyph of a text and the pen's place
// before it, in ems, and gives the width of the whole in ems.
func (t *typeface) run(text string, bold bool, glyph func(index sfnt.GlyphIndex, at float64)) float64 {
	f, pen, before := t.font(bold), 0.0, sfnt.GlyphIndex(0)
	for _, r := range text {
		index, err := f.GlyphIndex(&t.buf, r)
		if err != nil || index == 0 {
			continue // legible has replaced what the font does not have
		}
		if before != 0 {
			if kern, err := f.Kern(&t.buf, before, index, fixed.I(ppem), font.HintingNone); err == nil {
				pen += ems(kern)
			}
		}
		if glyph != nil {
			glyph(index, pen)
		}
		if advance, err := f.GlyphAdvance(&t.buf, index, fixed.I(ppem), font.HintingNone); err == nil {
			pen += ems(advance)
		}
		before = index
	}
	return pen
}

func ems(v fixed.Int26_6) float64 { return float64(v) / 64 / ppem }

// width is how wide a text stands in a style, in the units of its size.
func (t *typeface) width(text string, s style) float64 {
	width := t.run(t.legible(text), s.bold, nil) * s.size
	switch {
	case t.loose && s.bold:
		width *= looseBold
	case t.loose:
		width *= looseRegular
	}
	return width
}

// legible replaces what the font has no glyph for by what it has ("₂" by "2",
// "ả" by "a"), and drops the rest, control characters too: a box says nothing.
func (t *typeface) legible(text string) string {
	return t.replaced(strings.Map(printable, text))
}

func (t *typeface) replaced(text string) string {
	if strings.IndexFunc(text, t.lacks) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if !t.lacks(r) {
			b.WriteRune(r)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			if twin, ok := twins[part]; ok {
				part = twin
			}
			if !t.lacks(part) && !unicode.Is(unicode.Mn, part) {
				b.WriteRune(part)
			}
		}
	}
	return b.String()
}

// twins are signs that look alike, of which the font has only one.
var twins = map[rune]rune{'ʼ': '’', 'ʻ': '‘', '‐': '-', '⁄': '/'}

func (t *typeface) lacks(r rune) bool {
	index, err := t.regular.GlyphIndex(&t.buf, r)
	return err != nil || index == 0
}

// printable turns white space into spaces, and drops what XML forbids and what
// would turn the words around it.
func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == unicode.ReplacementChar, r == 0xfffe, r == 0xffff:
		return -1
	}
	return r
}

// fit is the text where it fits into a width, else its beginning with "…".
func (t *typeface) fit(text string, s style, width float64) string {
	if t.width(text, s) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		short := strings.TrimRightFunc(string(runes[:n]), unicode.IsSpace) + "…"
		if t.width(short, s) <= width {
			return short
		}
	}
	return "…"
}

// wrap breaks a text into lines of a width, at most so many; the last one ends
// with "…" where there was more.
func (t *typeface) wrap(text string, s style, width float64, most int) []string {
	var lines []string
	words := strings.Fields(text)
	for len(words) > 0 && len(lines) < most {
		n := 1
		for n < len(words) && t.width(strings.Join(words[:n+1], " "), s) <= width {
			n++
		}
		if len(lines) == most-1 {
			n = len(words)
		}
		lines = append(lines, t.fit(strings.Join(words[:n], " "), s, width))
		words = words[n:]
	}
	return lines
}
