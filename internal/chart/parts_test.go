package chart

import (
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
)

func TestScale(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		ticks  []float64
		broken bool
	}{
		{"production of the province", rice[0], []float64{340e3, 360e3, 380e3, 400e3, 420e3}, true},
		{"with a kabupaten", slices.Concat(rice[0], rice[1]), []float64{0, 100e3, 200e3, 300e3, 400e3, 500e3}, false},
		{"inflation", []float64{-0.4, 2.1, 5.9}, []float64{-2, 0, 2, 4, 6}, false},
		{"losses only", []float64{-7.4, -.1}, []float64{-8, -6, -4, -2, 0}, false},
		{"equal", []float64{14, 14}, []float64{0, 5, 10, 15}, false},
		{"zero", []float64{0, 0}, []float64{0}, false},
		{"nothing", nil, []float64{0, 1}, false},
		{"too alike for words", []float64{1_001_000, 1_001_004}, []float64{0, 250e3, 500e3, 750e3, 1e6, 1.25e6}, false},
		{"tenths", []float64{.1, .3}, []float64{0, .1, .2, .3}, false},
		{"a year's budget", []float64{8_350_310_078_958.56}, []float64{0, 2e12, 4e12, 6e12, 8e12, 10e12}, false},
		{"smallest", []float64{0, 5e-324}, []float64{0, 5e-324}, false},
	} {
		got := scaleOf(test.values, func(v float64) string {
			if math.Abs(v) < 1 {
				return fmt.Sprint(v)
			}
			return short(v)
		})
		if !slices.Equal(got.ticks, test.ticks) || got.broken != test.broken {
			t.Errorf("%s: ticks %v, broken %v; want %v, %v", test.name, got.ticks, got.broken, test.ticks, test.broken)
		}
		for _, v := range test.values {
			if share := got.share(v); share < 0 || share > 1 {
				t.Errorf("%s: %v lies at %v", test.name, v, share)
			}
		}
	}
}

func TestClassBreaks(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		want   []class
	}{
		{"rice", riceByRegency[:13], []class{{5042, 5109}, {6095, 11498}, {12313, 13632}, {13899, 22239}, {30184, 159383}}},
		{"two values", []float64{1, 0, 1, 0, 0}, []class{{0, 0}, {1, 1}}},
		{"mostly the same", []float64{0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3}, []class{{0, 0}, {1, 1}, {2, 2}, {3, 3}}},
		{"one", []float64{7}, []class{{7, 7}}},
		{"none", nil, nil},
	} {
		got := classBreaks(test.values)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		for _, v := range test.values {
			k := slices.IndexFunc(got, func(c class) bool { return v >= c.lo && v <= c.hi })
			if k < 0 || classOf(v, got) != shade(k, len(got)) {
				t.Errorf("%s: %v is in no class, or has the colour of another", test.name, v)
			}
		}
	}
}

// TestDistances: a year that is left out leaves its space.
func TestDistances(t *testing.T) {
	c := lines([]string{"Provinsi"}, []string{"2018", "2020", "2021"}, func(_, i int) float64 { return float64(i) })
	shares := c.shares()
	if got, want := shares[1], 2./3; math.Abs(got-want) > .01 {
		t.Errorf("2020 lies at %.3f of 2018–2021, want %.3f", got, want)
	}
	c.Series[0].Points[1].Label = "tahun kedua"
	if got, want := c.shares()[1], .5; got != want {
		t.Errorf("words lie at %v, want %v", got, want)
	}
	c.Series[0].Points[1].Key, c.Series[0].Points[0].Key, c.Series[0].Points[2].Key = "2020-02", "2020-01", "2020-12"
	if got := c.shares()[1]; got > .12 {
		t.Errorf("February lies at %v of January to December", got)
	}
}

// TestUneven: where times lie unevenly, more labels than the outer two stand.
func TestUneven(t *testing.T) {
	svg := string(samples()["uneven"].SVG())
	if !strings.Contains(svg, ">Agustus 2025<") || !strings.Contains(svg, ">September 2016<") || !strings.Contains(svg, ">Maret 2023<") {
		t.Errorf("labels are missing:\n%.3000s", svg)
	}
}

func TestApart(t *testing.T) {
	places := []float64{100, 101, 239, 240, 20}
	apart(places, []int{4, 0, 1, 2, 3}, 10, 240)
	if want := []float64{100, 116, 224, 240, 20}; !slices.Equal(places, want) {
		t.Errorf("%v, want %v", places, want)
	}
}

func TestLegible(t *testing.T) {
	face := newTypeface()
	for _, test := range []struct{ in, want string }{
		{"Realisasi Rp8,35 triliun – 61,28 % · 31 Oktober 2025", "Realisasi Rp8,35 triliun – 61,28 % · 31 Oktober 2025"},
		{"Ba’amang, Café, naïve, “lewu”, 5 km², −7,3 ≥ 2×½ …", "Ba’amang, Café, naïve, “lewu”, 5 km², −7,3 ≥ 2×½ …"},
		{"CO₂, Ⅳ", "CO₂, IV"},
		{"Baʼamang", "Ba’amang"},
		{"Hà Nội", "Hà Noi"},
		{"tab\tbaris\nbaru", "tab baris baru"},
		{"中文 \x00\x1b[31m\u202e", " [31m"},
	} {
		got := face.legible(test.in)
		if got != test.want {
			t.Errorf("legible(%q) = %q, want %q", test.in, got, test.want)
		}
		for _, r := range got {
			for _, bold := range []bool{false, true} {
				if index, err := face.font(bold).GlyphIndex(&face.buf, r); err != nil || index == 0 {
					t.Errorf("no glyph for %q", r)
				}
			}
		}
	}
}

func TestFit(t *testing.T) {
	face := newTypeface()
	if got, want := face.fit("Katingan", plain, 100), "Katingan"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	got := face.fit("Dinas Pekerjaan Umum dan Penataan Ruang", plain, 100)
	if !strings.HasSuffix(got, "…") || face.width(got, plain) > 100 {
		t.Errorf("%q is %.0f wide, want at most 100 and an ellipsis", got, face.width(got, plain))
	}
	lines := face.wrap("Produksi padi turun lagi setelah panen raya 2023 di semua kabupaten", plain, 150, 2)
	if len(lines) != 2 || !strings.HasSuffix(lines[1], "…") {
		t.Errorf("%q, want two lines, the second cut", lines)
	}
}

// TestOpen: zeros are open, and turn as letters with a hole do.
func TestOpen(t *testing.T) {
	face := newTypeface()
	for _, bold := range []bool{false, true} {
		contours := map[rune]int{}
		for _, r := range "0o" {
			index, err := face.font(bold).GlyphIndex(&face.buf, r)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range face.segments(index, bold) {
				if s.Op == sfnt.SegmentOpMoveTo {
					contours[r]++
				}
			}
		}
		if contours['0'] != 2 || contours['o'] != 2 {
			t.Errorf("bold %v: %v outlines, want 2 each", bold, contours)
		}
	}
	// In the picture of a zero the middle is paper.
	d := drawing{width: 40, height: 40, shapes: []shape{{form: words, style: style{fill: ink, size: 40}, x: at{px: 20}, y: 34, text: "0", anchor: middle}}}
	img := d.draw(face, 1)
	if got, want := img.At(20, 20), paper.rgba(); got != want {
		t.Errorf("the middle of a zero is %v, want %v", got, want)
	}
	if got := img.At(11, 20); got == paper.rgba() {
		t.Error("the side of a zero is paper")
	}
}

// TestTokens: pictures have the light colours of the pages.
func TestTokens(t *testing.T) {
	light, _ := sheetTokens(t)
	for r := none + 1; r < roles; r++ {
		if got, want := fmt.Sprintf("%06x", tokens[r].rgb), light[tokens[r].name]; got != want {
			t.Errorf("%s is %s, want %s of css/tokens.css", tokens[r].name, got, want)
		}
	}
}

// TestContrast: words on every class of the map and on paper can be read (WCAG
// 2.2, 4.5 to 1), lines and bars can be seen (3 to 1), light and dark.
func TestContrast(t *testing.T) {
	light, dark := sheetTokens(t)
	for theme, colours := range map[string]map[string]string{"light": light, "dark": dark} {
		check := func(front, back string, least float64) {
			if got := contrast(colours[front], colours[back]); got < least {
				t.Errorf("%s: %s on %s is %.2f to 1, want %v", theme, front, back, got, least)
			}
		}
		for _, q := range []string{"q1", "q2", "q3", "q4", "q5"} {
			check(q+"t", q, 4.5)
		}
		check("ink", "paper", 4.5)
		check("ink-2", "paper", 4.5)
		check("ink-2", "sunken", 4.5)
		for _, c := range []string{"c1", "c2", "c3", "c4", "c5", "c6"} {
			check(c, "paper", 3)
		}
	}
}

// sheetTokens reads the colours of css/tokens.css.
func sheetTokens(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	sheet, err := os.ReadFile("../web/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	day, night, ok := strings.Cut(string(sheet), "@media screen")
	if !ok {
		t.Fatal("css/tokens.css has no dark colours")
	}
	read := func(part string) map[string]string {
		list := map[string]string{}
		for _, m := range regexp.MustCompile(`--([\w-]+): #([0-9a-f]{3,6});`).FindAllStringSubmatch(part, -1) {
			v := m[2]
			if len(v) == 3 {
				v = string([]byte{v[0], v[0], v[1], v[1], v[2], v[2]})
			}
			list[m[1]] = v
		}
		return list
	}
	return read(day), read(night)
}

func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// luminance is the relative luminance of WCAG.
func luminance(hex string) float64 {
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil {
		return 0
	}
	sum := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		c := float64(v>>(16-8*i)&255) / 255
		if c <= .04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// TestRuns: a missing value breaks a line; a period that the series does not
// have, such as September for what is counted each August, does not.
func TestRuns(t *testing.T) {
	value, gap, between := Point{Has: true}, Point{}, Point{Between: true}
	for _, test := range []struct {
		points []Point
		want   string
	}{
		{[]Point{value, value, value}, "[[0 1 2]]"},
		{[]Point{value, gap, value}, "[[0] [2]]"},
		{[]Point{value, between, value}, "[[0 2]]"},
		{[]Point{between, value, between, gap, between, value, value}, "[[1] [5 6]]"},
		{[]Point{gap, between}, "[]"},
	} {
		if got := fmt.Sprint(runs(test.points)); got != test.want {
			t.Errorf("runs(%v) = %s, want %s", test.points, got, test.want)
		}
	}
}
