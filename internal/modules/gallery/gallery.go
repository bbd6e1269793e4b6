// Package gallery is the room of components (galeri komponen): every part that
// pages are made of, in every state, each with its name, and every chart and
// picture, so that whoever draws or writes a page sees all of them at once. Its
// figures are made up, and it is open on a store of samples only.
package gallery

import (
	"embed"
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed all:templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room. It has no place in the menu.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "gallery", Path: root, Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET " + root, Cached: true, Serve: m.show},
			{Pattern: "GET " + root + "/{group}", Cached: true, Serve: m.show},
			{Pattern: "GET " + root + "/gambar/{name}", Class: lewu.ClassQuery, Serve: m.showPicture},
		},
	}
}

// root is the address of the room.
const root = "/_ui"

// A group is one page of the gallery.
type group struct {
	slug  string // "" is the first page
	name  string // of its template
	title lewu.Message
	lede  lewu.Message
	data  func(p page) any // what the template takes
}

func groups() []group {
	return []group{
		{"", "dasar", lewu.Msg("gallery.title"), lewu.Msg("gallery.lede"), basics},
		{"angka", "angka", lewu.Msg("gallery.figures"), lewu.Msg("gallery.figures-lede"), figures},
		{"keadaan", "keadaan", lewu.Msg("gallery.states"), lewu.Msg("gallery.states-lede"), states},
		{"formulir", "formulir", lewu.Msg("gallery.forms"), lewu.Msg("gallery.forms-lede"), forms},
		{"daftar", "daftar", lewu.Msg("gallery.lists"), lewu.Msg("gallery.lists-lede"), lists},
		{"grafik", "grafik", lewu.Msg("gallery.charts"), lewu.Msg("gallery.charts-lede"), charts},
		{"peta", "grafik", lewu.Msg("gallery.maps"), lewu.Msg("gallery.maps-lede"), maps},
	}
}

// A page is what all pages of the gallery have.
type page struct {
	web.Base
	Lede lewu.Message
	Tabs []tab
	now  time.Time
}

// A tab leads to a page of the gallery.
type tab struct {
	Label   lewu.Message
	Path    string
	Current bool
}

// A named heads the specimens of one component: its template, and what it is for.
type named struct {
	Page  web.Base
	ID    string
	Part  string
	Title lewu.Message
	Note  lewu.Message
}

// Named is for templates: the id, the template's name and the beginning of the
// keys of title and note.
func (p page) Named(id, part, key string) named {
	return named{Page: p.Base, ID: id, Part: part, Title: lewu.Msg(key), Note: lewu.Msg(key + "-note")}
}

// open refuses on a store that is not of samples.
func (m *module) open(b web.Base) error {
	if !b.Demo() {
		return errs.Say(errs.NotFound, "gallery.closed")
	}
	return nil
}

// show serves GET /_ui and GET /_ui/{group}.
func (m *module) show(w http.ResponseWriter, r *http.Request) error {
	slug := r.PathValue("group")
	p := page{now: m.Clock()}
	var at group
	for _, g := range groups() {
		path, label := root+"/"+g.slug, g.title
		if g.slug == "" {
			path, label = root, lewu.Msg("gallery.basics")
		} else if g.slug == slug {
			at = g
		}
		p.Tabs = append(p.Tabs, tab{Label: label, Path: path, Current: g.slug == slug})
	}
	if slug == "" {
		at = groups()[0]
	}
	p.Base, p.Lede = m.Web.Base(r, at.title), at.lede
	if err := m.open(p.Base); err != nil {
		return err
	}
	if at.data == nil {
		return errs.Say(errs.NotFound, "gallery.unknown")
	}
	p.Contoh, p.Noindex = true, true
	if slug != "" {
		p.Crumbs = []web.Crumb{{Label: groups()[0].title, Path: root}}
	}
	return m.Web.Page(w, http.StatusOK, "gallery/"+at.name, at.data(p))
}
