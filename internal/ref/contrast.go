package ref

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"github.com/lewu-id/lewu/internal/errs"
)

// enough is the contrast that WCAG 2.2 AA asks of text.
const enough = 4.5

// A ground is what an accent colour stands on, and what is written on it.
type ground struct {
	name        string   // for the message key
	papers      []string // links stand on these
	ink         string   // letters on a button
	towardLight bool     // where a better colour lies
}

// The two grounds of the house's style sheet.
var (
	light = ground{"light", []string{"#fbfaf6", "#ffffff", "#f2efe7"}, "#ffffff", false}
	dark  = ground{"dark", []string{"#111513", "#181d1b", "#0c100e"}, "#06231d", true}
)

var hexColour = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// checkAccent refuses a colour that people could not read, with its ratio and the
// nearest of the same hue that they could.
func checkAccent(colour string, g ground) error {
	if colour == "" {
		return nil
	}
	if !hexColour.MatchString(colour) {
		return errs.Say(errs.Invalid, "ref.colour", "colour", colour)
	}
	ratio := worstOf(colour, g)
	if ratio >= enough {
		return nil
	}
	return errs.Say(errs.Invalid, "ref.contrast-"+g.name, "colour", colour, "ratio", fmt.Sprintf("%.1f", math.Floor(ratio*10)/10), "better", readable(colour, g))
}

// Contrast is the ratio between two colours "#rrggbb" by WCAG 2.2, from 1 to 21;
// 0 where one is no colour.
func Contrast(a, b string) float64 {
	if !hexColour.MatchString(a) || !hexColour.MatchString(b) {
		return 0
	}
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// AccentContrast is the worst ratio an accent colour would have, on light or on
// dark ground.
func AccentContrast(colour string, onDark bool) float64 {
	if onDark {
		return worstOf(colour, dark)
	}
	return worstOf(colour, light)
}

func worstOf(colour string, g ground) float64 {
	worst := Contrast(colour, g.ink)
	for _, paper := range g.papers {
		worst = math.Min(worst, Contrast(colour, paper))
	}
	return worst
}

// readable moves a colour towards black or white until it can be read: the hue
// stays.
func readable(colour string, g ground) string {
	to := 0.0
	if g.towardLight {
		to = 255
	}
	for step := 1; step <= 100; step++ {
		var moved [3]int
		for i, c := range channels(colour) {
			moved[i] = int(math.Round(c + (to-c)*float64(step)/100))
		}
		if next := fmt.Sprintf("#%02x%02x%02x", moved[0], moved[1], moved[2]); worstOf(next, g) >= enough {
			return next
		}
	}
	return colour
}

func channels(colour string) (c [3]float64) {
	for i := range c {
		n, _ := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8) // the shape was checked
		c[i] = float64(n)
	}
	return c
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(colour string) float64 {
	var l [3]float64
	for i, c := range channels(colour) {
		if c /= 255; c <= 0.04045 {
			l[i] = c / 12.92
		} else {
			l[i] = math.Pow((c+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}
