// Package registry is the room where the province is kept in order (daftar):
// its agencies with their periods and decrees, its people with their roles, its
// regions, topics and settings. All of it can be brought in by one workbook.
//
// Every form carries what it was made from, so that of two admins at once the
// second is told, and loses nothing of what was typed. Names and mails of people
// never leave the staff's pages.
package registry

import (
	"embed"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/roster"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed all:templates assets messages migrations
var files embed.FS

// Permissions of the room. People are kept by auth.people.
const (
	permRead     = "registry.read"     // lists of agencies, regions, topics
	permPeople   = "registry.people"   // who is there
	permAgencies = "registry.agencies" // change agencies, regions, topics
	permSettings = "registry.settings"
	permImport   = "registry.import" // bring all of it in by a workbook
)

type module struct {
	*platform.Platform
}

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "registry", Path: "/kerja/daftar", Files: files,
		Pages: m.pages(),
		Perms: []lewu.Permission{
			{Name: permRead, Roles: []lewu.Role{lewu.RoleAdmin, lewu.RoleWalidata, lewu.RoleAuditor}},
			{Name: permPeople, Roles: []lewu.Role{lewu.RoleAdmin, lewu.RoleWalidata, lewu.RoleAuditor, lewu.RoleVerifier}},
			{Name: permAgencies, Roles: []lewu.Role{lewu.RoleAdmin}, Strong: true},
			{Name: permSettings, Roles: []lewu.Role{lewu.RoleAdmin}, Strong: true},
			{Name: permImport, Roles: []lewu.Role{lewu.RoleAdmin}, Strong: true},
		},
		Desk: []lewu.DeskItem{
			{Label: lewu.Msg("registry.title-people"), Path: "/kerja/orang", Perm: permPeople, Order: 80},
			{Label: lewu.Msg("registry.title-agencies"), Path: "/kerja/instansi", Also: []string{"/kerja/wilayah", "/kerja/topik", "/kerja/daftar"}, Perm: permRead, Order: 82},
			{Label: lewu.Msg("registry.title-settings"), Path: "/kerja/pengaturan", Perm: permSettings, Order: 84},
		},
		Jobs: []lewu.Job{m.sweepJob()},
	}
}

// Bounds of what is sent, in bytes.
const (
	maxForm = 64 << 10
	maxText = 256 << 10 // texts of the province's own pages
	maxFile = roster.MaxBytes + 64<<10
)

// pages are the routes of the room.
func (m *module) pages() (list []lewu.Page) {
	for _, group := range [][]lewu.Page{m.peoplePages(), m.agencyPages(), m.placePages(), m.settingPages(), m.importPages()} {
		list = append(list, group...)
	}
	return list
}

// A tab leads to one of the lists of the room.
type tab struct {
	Label, Href string
	Current     bool
}

// tabs are the lists of what everybody refers to, as far as the reader may open
// them. People and settings stand in the menu of the desk by themselves.
func tabs(b web.Base, current string) (list []tab) {
	for _, t := range []struct{ label, path, perm string }{
		{"registry.title-agencies", "/kerja/instansi", permRead}, {"registry.regions", "/kerja/wilayah", permRead},
		{"registry.topics", "/kerja/topik", permRead}, {"registry.roster", "/kerja/daftar", permImport},
	} {
		if b.Holds(t.perm) {
			list = append(list, tab{b.T(t.label), t.path, t.path == current})
		}
	}
	return list
}

// base is the Base of a page of this room: staff only.
func (m *module) base(r *http.Request, title lewu.Message, crumbs ...web.Crumb) web.Base {
	b := m.Web.Base(r, title)
	b.Noindex, b.NoTwin = true, true
	b.Styles = []string{"registry/registry.css"}
	b.Crumbs = append([]web.Crumb{{Label: lewu.Msg("registry.desk"), Path: "/kerja"}}, crumbs...)
	return b
}

// may tells whether whoever asks has a permission on an agency's things.
func may(r *http.Request, permission, agency string) bool {
	return auth.Can(auth.From(r.Context()), permission, auth.Object{Agency: agency})
}
