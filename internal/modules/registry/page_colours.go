package registry

import (
	"fmt"
	"math"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// The colours of the house where a province has none of its own.
const (
	houseAccent     = "#0b5d4e"
	houseAccentDark = "#74d3b9"
)

// A colour is an accent on its ground: how it would look, drawn with attributes
// since no page has a style of its own, and whether people can read it.
type colour struct {
	ID     string
	Title  lewu.Message
	Hex    string
	Own    bool // the province's; else the house's
	Paper  string
	Ink    string // other text on the ground
	On     string // text on a button
	Ratio  string
	Good   bool
	Reason lewu.Message // why it would be refused
}

// colourPair is both grounds.
type colourPair struct{ Light, Dark colour }

// A ground is a colour with the page it is drawn on: "registry/_colour".
type ground struct {
	colour
	Page web.Base
}

// Ground is for the template.
func (p *coloursPage) Ground(c colour) ground { return ground{c, p.Base} }

// Ground is for the template.
func (p *settingsPage) Ground(c colour) ground { return ground{c, p.Base} }

// colours shows how two accents would look; an empty one is the house's.
func (m *module) colours(b web.Base, accent, dark string) colourPair {
	return colourPair{
		shownColour(b, colour{ID: "terang", Title: lewu.Msg("registry.set-accent"), Hex: accent, Paper: "#fbfaf6", Ink: "#1a1f1c", On: "#ffffff"}, false),
		shownColour(b, colour{ID: "gelap", Title: lewu.Msg("registry.set-accent-dark"), Hex: dark, Paper: "#111513", Ink: "#ece9e1", On: "#06231d"}, true),
	}
}

func shownColour(b web.Base, c colour, onDark bool) colour {
	c.Hex = strings.ToLower(strings.TrimSpace(c.Hex))
	c.Own = c.Hex != ""
	if !c.Own {
		c.Hex = houseAccent
		if onDark {
			c.Hex = houseAccentDark
		}
	}
	s := ref.Settings{Accent: c.Hex}
	if onDark {
		s = ref.Settings{AccentDark: c.Hex}
	}
	err := s.Check()
	c.Good = err == nil
	c.Reason, _ = errs.Public(err)
	if ref.Contrast(c.Hex, c.Paper) == 0 { // no colour at all: never into an attribute
		c.Hex = c.Ink
		c.Ratio = ""
		return c
	}
	ratio := ref.AccentContrast(c.Hex, onDark)
	c.Ratio = b.Lang().Decimal(fmt.Sprintf("%.2f", math.Floor(ratio*100)/100))
	return c
}

// coloursPage is a preview of colours that were not saved yet.
type coloursPage struct {
	web.Base
	News *web.Notice
	Pair colourPair
	Try  *blank // asks for the page again with other colours
	Save *blank
}

// showColours serves GET /kerja/pengaturan/warna?aksen=&gelap=.
func (m *module) showColours(w http.ResponseWriter, r *http.Request) error {
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	accent, dark := s.Accent, s.AccentDark
	if q := r.URL.Query(); q.Has("aksen") || q.Has("gelap") {
		accent, dark = q.Get("aksen"), q.Get("gelap")
	}
	return m.Web.Page(w, http.StatusOK, "registry/colours", m.coloursPage(r, s, accent, dark))
}

func (m *module) coloursPage(r *http.Request, s ref.Settings, accent, dark string) *coloursPage {
	const most = 40 // a colour is 7 characters
	accent, dark = accent[:min(len(accent), most)], dark[:min(len(dark), most)]
	p := &coloursPage{Base: m.base(r, lewu.Msg("registry.set-colours"), web.Crumb{Label: lewu.Msg("registry.title-settings"), Path: "/kerja/pengaturan"})}
	p.Pair = m.colours(p.Base, accent, dark)
	g := colourPart()
	p.Try = newBlank(p.Base, "coba", "registry.colours-try", "/kerja/pengaturan/warna", "registry.colours-try-go")
	p.Save = newBlank(p.Base, "warna", "registry.colours-save", "/kerja/pengaturan/warna", "registry.colours-save-go")
	p.Save.Seen = g.seen(s)
	p.Try.Open, p.Save.Open = true, true
	values := map[string]string{"aksen": accent, "gelap": dark}
	for _, f := range g.fields {
		p.Try.addSetting(f, values[f.name])
		p.Save.Hidden = append(p.Save.Hidden, web.Hidden{Name: f.name, Value: values[f.name]})
	}
	return p
}

func (m *module) againColours(w http.ResponseWriter, r *http.Request, err error) error {
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	s, err := m.Ref.Settings(r.Context())
	if err != nil {
		return err
	}
	p := m.coloursPage(r, s, r.PostForm.Get("aksen"), r.PostForm.Get("gelap"))
	p.News = &web.Notice{Page: p.Base, Tone: web.ToneBad, Title: why, Alert: true}
	return m.Web.Page(w, status, "registry/colours", p)
}
