package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/i18n"
)

// A Base is what every page has. A room's page struct embeds it; its handler
// makes it with Web.Base and sets the fields it needs before Page.
type Base struct {
	Title       lewu.Message // without the name of the house; none: only that name
	Description lewu.Message // one sentence for search engines and shared links
	Crumbs      []Crumb      // the way to this page, without it
	Image       string       // path of a picture for shared links
	Noindex     bool         // not for search engines
	NoTwin      bool         // has no address in the other language: error pages, staff pages
	Contoh      bool         // shows synthetic figures
	Scripts     []string     // assets "<room>/<file>.js", modules; the page works without them
	Styles      []string     // assets "<room>/<file>.css"
	Policy      []string     // more directives of the content security policy
	Linked      any          // JSON-LD for search engines
	Feeds       []Feed       // Atom feeds of what the page lists

	web   *Web
	lang  i18n.Lang
	path  string // without the language
	query string
	now   time.Time
	actor auth.Actor
	look  Look
	desk  []DeskPlace
}

// A Crumb is one step of the way to a page.
type Crumb struct {
	Label lewu.Message
	Path  string
}

// A Feed tells what is new, to those who follow it.
type Feed struct {
	Title lewu.Message
	Path  string
}

// Base makes the Base of a page.
func (s *Web) Base(r *http.Request, title lewu.Message) Base {
	v := visitOf(r)
	return Base{Title: title, web: s, lang: v.lang, path: v.path, query: r.URL.RawQuery, now: s.opt.Clock(), actor: auth.From(r.Context()), look: s.opt.Look(r.Context()), desk: s.deskPlaces(r, v)}
}

// Text is a message of given words: the name of a dataset, an agency, a place.
func Text(words string) lewu.Message { return lewu.Msg("web.raw", "text", words) }

func (b Base) base() Base { return b }

// Lang is the language of the page.
func (b Base) Lang() i18n.Lang { return b.lang }

// In is the base in another language, for words that are kept in both.
func (b Base) In(l i18n.Lang) Base {
	b.lang = l
	return b
}

// Say writes a message.
func (b Base) Say(m lewu.Message) string { return b.web.opt.Messages.Say(b.lang, m) }

// Has tells whether a key has a sentence.
func (b Base) Has(key string) bool { return b.web.opt.Messages.Has(key) }

// T writes the sentence of a key with name, value pairs. Whole numbers are
// written as the language does, times as dates.
func (b Base) T(key string, pairs ...any) string {
	m := lewu.Message{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		if m.Args == nil {
			m.Args = make(map[string]string, len(pairs)/2)
		}
		m.Args[fmt.Sprint(pairs[i])] = b.word(pairs[i+1])
	}
	return b.Say(m)
}

func (b Base) word(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return b.lang.Int(int64(v))
	case int64:
		return b.lang.Int(v)
	case time.Time:
		return b.lang.Date(v)
	case lewu.Message:
		return b.Say(v)
	}
	return fmt.Sprint(v)
}

// Int writes a whole number of any signed type.
func (b Base) Int(n any) string {
	switch n := n.(type) {
	case int:
		return b.lang.Int(int64(n))
	case int64:
		return b.lang.Int(n)
	}
	return b.lang.Decimal(fmt.Sprint(n))
}

// Cell writes a value of a table.
func (b Base) Cell(c lewu.Column, v lewu.Cell) string { return b.lang.Cell(c, v) }

// Date writes the day of a time.
func (b Base) Date(t time.Time) string { return b.lang.Date(t) }

// DateTime writes a time to the minute, with its zone.
func (b Base) DateTime(t time.Time) string { return b.lang.DateTime(t) }

// Day writes what a figure says of its time: "2025-10-31", "2024-S2", "2024".
func (b Base) Day(text string) string { return b.lang.Day(text) }

// Ago tells how long ago a time is.
func (b Base) Ago(t time.Time) string { return b.lang.Ago(t, b.now) }

// Bytes writes a size.
func (b Base) Bytes(n int64) string { return b.lang.Bytes(n) }

// Link is an address of this house in the language of the page.
func (b Base) Link(path string) string { return link(b.lang, path) }

func link(l i18n.Lang, path string) string {
	if l == i18n.EN && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, assetRoot) && !isAPI(path) {
		return "/en" + path
	}
	return path
}

// Abs is a whole address, for what leaves the site.
func (b Base) Abs(path string) string { return b.web.opt.URL + b.Link(path) }

// Canonical is the one address of this page.
func (b Base) Canonical() string { return b.Abs(b.path) }

// Alternate is the address of this page in the other language.
func (b Base) Alternate() string {
	to := link(b.lang.Other(), b.path)
	if b.query != "" {
		to += "?" + b.query
	}
	return to
}

// AbsIn is the whole address of this page in a language, for hreflang.
func (b Base) AbsIn(l i18n.Lang) string { return b.web.opt.URL + link(l, b.path) }

// Asset is the address of an asset by "<room>/<file>".
func (b Base) Asset(name string) (string, error) { return b.web.Asset(name) }

// Province is the name of the place.
func (b Base) Province() string { return cmp.Or(b.look.Province, b.web.opt.Province) }

// Demo tells whether the whole house shows synthetic figures.
func (b Base) Demo() bool { return b.web.opt.Demo }

// Indexed tells whether search engines may keep the page.
func (b Base) Indexed() bool { return !b.Noindex && !b.Contoh && !b.web.opt.Demo }

// Serves tells whether an address is mounted, so that nothing links to a room
// that does not exist.
func (b Base) Serves(path string) bool { return b.web.serves(path) }

// Searches tells whether the head of the page has a search box: the search page
// and the front page have their own.
func (b Base) Searches() bool { return b.web.serves("/cari") && b.path != "/cari" && b.path != "/" }

// A Place is an entry of the main menu as one page sees it.
type Place struct {
	Label   string
	Href    string
	Current string // aria-current: "page", "true" or empty
}

// Places are the main menu.
func (b Base) Places() []Place {
	var places []Place
	for _, item := range b.web.nav() {
		p := Place{Label: b.Say(item.Label), Href: b.Link(item.Path)}
		switch {
		case b.path == item.Path:
			p.Current = "page"
		case strings.HasPrefix(b.path, item.Path+"/"):
			p.Current = "true"
		}
		places = append(places, p)
	}
	return places
}
