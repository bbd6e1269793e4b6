// Package desk is the room where staff work (ruang kerja): what waits for them,
// sending data, and checking what others sent. Four eyes are the rule of the
// road, not of these pages: a page only shows what the road allows its reader.
//
// Whoever sends is an operator or verifikator of the producing agency (produsen
// data); the owner of the substance (pemilik substansi) says that the figures are
// right, and the walidata that the form is. All of it works without JavaScript.
package desk

import (
	"embed"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"
)

//go:embed all:templates messages scripts
var files embed.FS

// MayTake is to take a file as it was received. It may hold what is not
// published, so those who only read the trail or what will be published do not
// have it.
const MayTake = "desk.take"

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "desk", Path: root, Files: files,
		Pages: slices.Concat(m.homePages(), m.sendPages(), m.batchPages(), m.actPages(), m.setPages()),
		Desk: []lewu.DeskItem{
			{Label: lewu.Msg("desk.nav-home"), Path: root, Perm: auth.PermSelf, Order: 10, Count: m.waiting},
			{Label: lewu.Msg("desk.nav-send"), Path: root + "/kirim", Perm: intake.MayReceive, Order: 20},
			{Label: lewu.Msg("desk.nav-batches"), Path: root + "/kiriman", Perm: intake.MayRead, Order: 30},
			{Label: lewu.Msg("desk.nav-sets"), Path: root + "/data", Perm: intake.MayRead, Order: 40},
		},
		Perms: []lewu.Permission{{
			Name:  MayTake,
			Roles: []lewu.Role{lewu.RoleOperator, lewu.RoleVerifier, lewu.RoleSubstance, lewu.RoleWalidata},
		}},
	}
}

// root is where the room begins.
const root = "/kerja"

// staff marks a page as one of the staff's: for no search engine, in one address.
func staff(b web.Base) web.Base {
	b.Noindex, b.NoTwin = true, true
	return b
}

// homePages are what waits.
func (m *module) homePages() []lewu.Page {
	return []lewu.Page{{Pattern: "GET " + root, Need: lewu.Need{Perm: auth.PermSelf, Lists: true}, Serve: m.showHome}}
}
