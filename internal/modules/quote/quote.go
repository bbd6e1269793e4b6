// Package quote is the room of quoted figures (angka yang dikutip): a figure
// that somebody wants to write down gets a permanent address, /a/{id}, which for
// ever shows it as it was quoted, proves it again, and says whether a later
// version has another value.
//
// What is stored is a receipt that the house itself recomputed, never a figure
// that somebody sent. A figure has one address however often it is quoted.
package quote

import (
	"embed"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed migrations all:templates messages scripts
var files embed.FS

// maxForm is a form with one button.
const maxForm = 1 << 10

type module struct {
	*platform.Platform
	store *store
}

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p, &store{p.DB}} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "quote", Path: "/a", Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET /kutip/{slug}", Class: lewu.ClassQuery, Serve: m.showOffer},
			{Pattern: "POST /kutip/{slug}", Need: lewu.Need{Open: "whoever quotes a figure gets an address for it"}, Class: lewu.ClassQuery, MaxBody: maxForm, Serve: m.keep},
			{Pattern: "GET /a/{id}", Cached: true, Class: lewu.ClassQuery, Serve: m.showQuote},
			{Pattern: "GET /a/{id}/kutipan.bib", Serve: m.downloadBib},
			{Pattern: "GET /a/{id}/kutipan.ris", Serve: m.downloadRis},
		},
		API: []lewu.Operation{
			{Pattern: "GET /api/v1/quotes/{id}", Summary: lewu.Msg("quote.api"), Out: quoteAnswer{}, Class: lewu.ClassQuery, Serve: m.apiQuote},
		},
	}
}
