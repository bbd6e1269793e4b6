package web

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/region"
)

// An Answer is a figure that answers a question in words: "web/_answer".
type Answer struct {
	Page     Base
	Question lewu.Message
	Figure   Figure
	Where    string // whose figure it is, and from when: "Kabupaten Katingan"
}

// A Rooms names rooms of the house, or other places to go: "web/_rooms".
type Rooms struct {
	Page  Base
	Items []RoomItem
}

// A RoomItem is a room with one sentence on what is there now.
type RoomItem struct {
	Title string
	Path  string
	Text  string
}

// Lines are what a card names: "web/_lines", each with its state and small
// facts. Short ones stand on one line each.
type Lines struct {
	Page  Base
	Items []lewu.Line
	Short bool
}

// Label is the words of a line in the language of the page.
func (l Lines) Label(line lewu.Line) string {
	if l.Page.lang == i18n.EN && line.LabelEN != "" {
		return line.LabelEN
	}
	return line.Label
}

// A Tiles is where the kabupaten/kota lie, one square each, without figures:
// "web/_tiles". Its words say the same to those who do not see it.
type Tiles struct {
	Page  Base
	ID    string
	Title lewu.Message
	Desc  lewu.Message
	Items []Tile
}

// A Tile is one kabupaten/kota. Mark is "here", "near" or empty.
type Tile struct {
	Region region.Region
	Mark   string
}

// The size of a tile and of its place, in units of the drawing.
const (
	tileSide = 58
	tileStep = 60
)

// Size is the drawing's viewBox.
func (t Tiles) Size() string {
	return "0 0 " + strconv.Itoa(region.TileColumns*tileStep-2) + " " + strconv.Itoa(region.TileRows*tileStep)
}

// X, Y, MidX and MidY are where a tile and its words stand.
func (t Tile) X() int    { return t.Region.Column * tileStep }
func (t Tile) Y() int    { return t.Region.Row*tileStep + 1 }
func (t Tile) MidX() int { return t.X() + tileSide/2 }
func (t Tile) MidY() int { return t.Y() + tileSide/2 + 5 }
func (t Tile) Side() int { return tileSide }
