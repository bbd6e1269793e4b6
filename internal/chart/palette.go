package chart

import "image/color"

// A role is a colour by what it is for. Pages take it from css/tokens.css, in
// light and dark; pictures have the light value of the same token.
type role int

const (
	none role = iota
	paper
	sunken
	ink
	ink2
	line
	line2
	accent
	c1 // of the first series; c2 to c6 follow
	c2
	c3
	c4
	c5
	c6
	q1 // the lowest class of a map; q2 to q5 follow
	q2
	q3
	q4
	q5
	q1t // words on the class
	q2t
	q3t
	q4t
	q5t
	roles
)

// tokens are the light values of css/tokens.css, by their names there.
var tokens = [roles]struct {
	name string
	rgb  uint32
}{
	paper: {"paper", 0xfbfaf6}, sunken: {"sunken", 0xf2efe7},
	ink: {"ink", 0x1a1f1c}, ink2: {"ink-2", 0x4d5651},
	line: {"line", 0xddd8cb}, line2: {"line-2", 0xc4bda9}, accent: {"accent", 0x0b5d4e},
	c1: {"c1", 0x0b5d4e}, c2: {"c2", 0xc77d0a}, c3: {"c3", 0x2f6690}, c4: {"c4", 0xa8432d}, c5: {"c5", 0x6a4c93}, c6: {"c6", 0x7b827e},
	q1: {"q1", 0xe4efeb}, q2: {"q2", 0xb7d8ce}, q3: {"q3", 0x7db8a8}, q4: {"q4", 0x27735f}, q5: {"q5", 0x0a4337},
	q1t: {"q1t", 0x1a1f1c}, q2t: {"q2t", 0x1a1f1c}, q3t: {"q3t", 0x10211c}, q4t: {"q4t", 0xffffff}, q5t: {"q5t", 0xffffff},
}

// rgba is the light value of a role.
func (r role) rgba() color.RGBA {
	v := tokens[r].rgb
	return color.RGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}
