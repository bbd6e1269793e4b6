package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"image/png"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/messagetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestMessages(t *testing.T) { messagetest.Check(t, Messages, "chart") }

// wellFormed reads every token of an XML text.
func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// TestDrawings holds every kind, with every kind of data, against what must be
// true of any drawing.
func TestDrawings(t *testing.T) {
	face := newTypeface()
	for name, c := range samples() {
		t.Run(name, func(t *testing.T) {
			svg := string(c.SVG())
			checkSVG(t, c, "<div>"+svg+"</div>")
			if got := svg == ""; got != c.Empty() {
				t.Errorf("SVG is empty: %v, want %v", got, c.Empty())
			}
			if strings.Contains(svg, "style=") {
				t.Error("the content security policy takes no style=")
			}
			var file bytes.Buffer
			if err := c.File(&file); err != nil {
				t.Fatal(err)
			}
			checkSVG(t, c, file.String())
			if !strings.Contains(file.String(), "Versi 4") {
				t.Error("File has no source")
			}
			for _, f := range []*typeface{face, newLoose()} {
				checkWords(t, f, c.picture(f))
			}
			checkWords(t, face, Share{Title: "Produksi padi", Finding: strings.Repeat("Kapuas ", 80), Foot: "Sumber", Chart: &c}.layout(face))
		})
	}
}

func checkSVG(t *testing.T, c Chart, text string) {
	t.Helper()
	if err := wellFormed(text); err != nil {
		t.Fatalf("%v\n%.2000s", err, text)
	}
	for _, bad := range []string{"NaN", "+Inf", "-Inf", "<b>Sampit</b>"} {
		if strings.Contains(text, bad) {
			t.Errorf("%q in %.300s", bad, text[strings.Index(text, bad):])
		}
	}
	if !c.Empty() && !strings.Contains(text, "CONTOH") {
		t.Error("a drawing of synthetic figures does not say CONTOH")
	}
}

// checkWords tells of words that touch each other or leave the picture.
func checkWords(t *testing.T, face *typeface, d drawing) {
	t.Helper()
	type area struct {
		text           string
		x0, y0, x1, y1 float64
	}
	var seen []area
	for _, s := range d.shapes {
		if s.form != words || s.text == "" {
			continue
		}
		width := face.width(s.text, s.style)
		x := s.x.px - width*[...]float64{0, .5, 1}[s.anchor]
		a := area{s.text, x, s.y - s.style.size*.7, x + width, s.y + s.style.size*.1}
		if a.x0 < 0 || a.x1 > d.width || a.y0 < 0 || a.y1 > d.height {
			t.Errorf("%q leaves the picture: %.0f–%.0f of %.0f, %.0f–%.0f of %.0f", s.text, a.x0, a.x1, d.width, a.y0, a.y1, d.height)
		}
		for _, b := range seen {
			if a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 {
				t.Errorf("%q stands on %q", a.text, b.text)
			}
		}
		seen = append(seen, a)
	}
}

// TestScreens holds the words of fluid drawings apart at the widths of screens.
func TestScreens(t *testing.T) {
	face := newLoose()
	for name, c := range samples() {
		if c = c.normal(); c.Empty() || c.Kind == Map || c.Kind == Multi {
			continue
		}
		d := c.lines(face, onPage())
		if c.Kind == Bars {
			d = c.barsOf(face, onPage())
		}
		t.Run(name, func(t *testing.T) {
			checkWords(t, face, d.placed(0, 0, 420))
			checkWords(t, face, d.placed(0, 0, 1104))
			checkWords(t, face, narrow(d).placed(0, 0, 328))
		})
	}
}

// narrow is a drawing as a phone shows it.
func narrow(d drawing) drawing {
	if d.wideRight {
		d.right = gutterStep
	}
	var shapes []shape
	for _, s := range d.shapes {
		if s.only == wideOnly {
			continue
		}
		s.only = always
		shapes = append(shapes, s)
	}
	d.shapes = shapes
	return d
}

func TestPNG(t *testing.T) {
	for name, c := range samples() {
		switch name {
		case "one", "gap", "sixteen", "map", "negative bars", "nothing":
		default:
			continue
		}
		var first, again, shared bytes.Buffer
		share := Share{Title: c.Title, Finding: "Produksi padi 2024 turun 4,4 persen menjadi 388.669 ton.", Foot: c.Source, Contoh: c.Contoh, Chart: &c}
		if err := errors.Join(c.PNG(&first), c.PNG(&again), share.PNG(&shared)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Errorf("%s: the same chart gave other bytes", name)
		}
		if max(first.Len(), shared.Len()) > 100_000 {
			t.Errorf("%s: %d and %d bytes, want at most 100000", name, first.Len(), shared.Len())
		}
		picture, err := png.DecodeConfig(&first)
		if err != nil {
			t.Fatal(err)
		}
		if picture.Width != 1600 {
			t.Errorf("%s: %d px wide, want 1600", name, picture.Width)
		}
		if s, err := png.DecodeConfig(&shared); err != nil || s.Width != 1200 || s.Height != 630 {
			t.Errorf("%s: shared picture %d × %d (%v), want 1200 × 630", name, s.Width, s.Height, err)
		}
	}
}

// TestGolden keeps one small drawing of each kind as it is.
func TestGolden(t *testing.T) {
	for _, kind := range []Kind{Line, Bars, Multi} {
		c := lines([]string{"Provinsi", "Kapuas"}, years(2023, 2024), func(s, i int) float64 { return rice[s][i+4] })
		c.Kind = kind
		got := strings.ReplaceAll(string(c.SVG()), "><", ">\n<") + "\n"
		name := "testdata/" + string(kind) + ".svg"
		if *update {
			if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", kind, got, want)
		}
	}
}

// TestMissing: what is missing is a gap in a line, words beside a bar and a
// dash on a tile, and nothing of it is a zero.
func TestMissing(t *testing.T) {
	values := []float64{377326, math.NaN(), 361277, 358192, math.NaN(), 388669}
	c := lines([]string{"Provinsi"}, years(2019, 2024), func(_, i int) float64 { return values[i] })
	svg := string(c.SVG())
	if got, want := strings.Count(svg, "<polyline"), 1; got != want { // 2019 and 2024 stand alone
		t.Errorf("%d lines, want %d", got, want)
	}
	if got, want := strings.Count(svg, `class="fgap"`), 2; got != want {
		t.Errorf("%d gaps, want %d", got, want)
	}
	if !strings.Contains(svg, "Garis terputus") {
		t.Error("no note tells of the gap")
	}
	c.Kind = Bars
	svg = string(c.SVG())
	if got, want := strings.Count(svg, "<rect"), 4; got != want {
		t.Errorf("%d bars, want %d", got, want)
	}
	if got, want := strings.Count(svg, ">belum ada data<"), 2; got != want {
		t.Errorf("%d times in words, want %d", got, want)
	}
	m := regencies(func(i int) float64 { return []float64{0, math.NaN()}[min(1, i)] })
	svg = string(m.SVG())
	if got, want := strings.Count(svg, `class="qx"`), 13; got != want {
		t.Errorf("%d tiles without a value, want %d", got, want)
	}
	if !strings.Contains(svg, ">Kotawaringin Barat: 0 ton<") {
		t.Error("zero is a value")
	}
}

// TestClasses: what a page writes, the style sheet knows.
func TestClasses(t *testing.T) {
	var sheet []byte
	for _, name := range []string{"chart", "wide", "state", "frame"} {
		part, err := os.ReadFile("../web/css/" + name + ".css")
		if err != nil {
			t.Fatal(err)
		}
		sheet = append(sheet, part...)
	}
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`\.([A-Za-z][\w-]*)`).FindAllSubmatch(sheet, -1) {
		known[string(m[1])] = true
	}
	for name, c := range samples() {
		for _, m := range regexp.MustCompile(` class="([^"]*)"`).FindAllStringSubmatch(string(c.SVG()), -1) {
			for _, class := range strings.Fields(m[1]) {
				if !known[class] {
					t.Errorf("%s: no style for class %q", name, class)
				}
			}
		}
	}
}

func TestLinks(t *testing.T) {
	for _, test := range []struct {
		href string
		want bool
	}{
		{"/data/padi?tahun=2024&wilayah=62.06", true},
		{"#62.06", true},
		{"", false},
		{"javascript:alert(1)", false},
	} {
		c := regencies(func(i int) float64 { return float64(i) })
		for i := range c.Series[0].Points {
			c.Series[0].Points[i].Href = test.href
		}
		svg := string(c.SVG())
		if got := strings.Contains(svg, "<a href="); got != test.want {
			t.Errorf("%q: a link: %v, want %v", test.href, got, test.want)
		}
		if got := strings.Contains(svg, `role="group"`); got != test.want {
			t.Errorf("%q: a group: %v, want %v", test.href, got, test.want)
		}
	}
}
