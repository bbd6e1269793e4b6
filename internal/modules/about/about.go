// Package about is the room of the house itself (tentang): who runs it and by
// which decree, how figures are made and checked, controls that anybody can
// check (kendali), privacy and accessibility, how everything is (status), and
// what was reported and answered (ralat).
//
// A report is read by the offices that may answer it, and by nobody else: the
// public reads the answer, in the answerer's words. The reporter follows it on a
// private address, whose key is stored as a hash.
package about

import (
	"context"
	"embed"
	"encoding/json"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed migrations all:templates messages scripts
var files embed.FS

// Addresses of the room.
const (
	root       = "/tentang"
	ruling     = root + "/keputusan" // the decree by which the house is run
	controls   = root + "/kendali"
	headsText  = controls + "/jejak.txt"
	privacy    = root + "/privasi"
	access     = root + "/aksesibilitas"
	cameras    = root + "/cctv"
	listPath   = "/ralat"
	reportPath = "/ralat/lapor"
	statusPath = "/status"
	deskPath   = "/kerja/ralat"
)

// mayAnswer lets people answer reports of their agencies' pages.
const mayAnswer = actAnswer

// maxForm is a form of a few thousand characters, in bytes as browsers send it.
const maxForm = 64 << 10

type module struct {
	*platform.Platform
	store  *store
	health health
}

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{Platform: p, store: &store{p.DB}} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "about", Path: root, Files: files,
		Pages: append(m.publicPages(), m.deskPages()...),
		API: []lewu.Operation{
			{Pattern: "GET /api/v1/status", Summary: lewu.Msg("about.api"), Out: statusAnswer{}, Serve: m.apiStatus},
		},
		Jobs: []lewu.Job{{Name: "about.forget", Every: 24 * time.Hour, Run: func(ctx context.Context, _ json.RawMessage) error {
			return m.store.Forget(ctx, m.Clock())
		}}},
		Desk:   []lewu.DeskItem{{Label: lewu.Msg("about.desk.nav"), Path: deskPath, Perm: mayAnswer, Order: 60, Count: m.countWaiting}},
		Perms:  []lewu.Permission{{Name: mayAnswer, Roles: []lewu.Role{lewu.RoleWalidata, lewu.RoleVerifier}}},
		Search: []lewu.Source{{Kind: "about", Whole: true, Docs: m.searchDocs}},
		Paths:  m.paths,
		Demo:   m.demo,
	}
}

func (m *module) publicPages() []lewu.Page {
	return []lewu.Page{
		{Pattern: "GET " + root, Cached: true, Serve: m.showAbout},
		{Pattern: "GET " + ruling, Class: lewu.ClassMedia, Serve: m.showRuling},
		{Pattern: "GET " + controls, Cached: true, Keys: []string{keyPage}, Class: lewu.ClassQuery, Serve: m.showControls},
		{Pattern: "GET " + headsText, Cached: true, Serve: m.showHeads},
		{Pattern: "GET " + privacy, Cached: true, Serve: m.showPrivacy},
		{Pattern: "GET " + access, Cached: true, Serve: m.showAccess},
		{Pattern: "GET " + cameras, Cached: true, Serve: m.showCameras},
		{Pattern: "GET /.well-known/security.txt", Cached: true, Serve: m.showSecurity},
		{Pattern: "GET " + statusPath, Cached: true, Serve: m.showStatus},
		{Pattern: "GET " + listPath, Cached: true, Keys: []string{keyPage}, Serve: m.showCorrections},
		{Pattern: "GET " + listPath + "/{number}", Serve: m.showCorrection},
		{Pattern: "GET " + reportPath, Serve: m.showReport},
		{Pattern: "POST " + reportPath, Need: lewu.Need{Open: "whoever sees an error may report it"}, MaxBody: maxForm, Serve: m.report},
	}
}

func (m *module) deskPages() []lewu.Page {
	one := lewu.Need{Perm: mayAnswer, Owner: m.owner}
	return []lewu.Page{
		{Pattern: "GET " + deskPath, Need: lewu.Need{Perm: mayAnswer, Lists: true}, Serve: m.showDesk},
		{Pattern: "GET " + deskPath + "/{number}", Need: one, Serve: m.showDeskOne},
		{Pattern: "POST " + deskPath + "/{number}", Need: one, MaxBody: maxForm, Serve: m.answer},
	}
}

// paths are the public pages of the room, for the sitemap.
func (m *module) paths(_ context.Context, put func(path string, changed time.Time) error) error {
	for _, path := range []string{root, controls, privacy, access, cameras, listPath, statusPath} {
		if err := put(path, time.Time{}); err != nil {
			return err
		}
	}
	return nil
}
