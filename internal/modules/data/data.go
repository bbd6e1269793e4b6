// Package data is the room of sectoral data (data sektoral, Perpres 39/2019):
// the list of datasets, a page for each, the origin of any figure on it, its
// downloads, and the same for programs. Everything shown was published by the
// road; this room only reads.
package data

import (
	"embed"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/intake/workbook"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/download"
)

//go:embed all:templates messages scripts
var files embed.FS

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	return lewu.Description{
		Name: "data", Path: "/data", Files: files,
		Pages: slices.Concat(m.standardPages(), m.shop().Pages(), m.chartPages(), []lewu.Page{
			{Pattern: "GET /data", Cached: true, Keys: listing.Keys(), Class: lewu.ClassQuery, Serve: m.showList},
			{Pattern: "GET /data.atom", Cached: true, Keys: []string{listing.Topic, listing.Agency}, Serve: m.showFeed},
			{Pattern: "GET /data/{slug}", Cached: true, Keys: []string{lewu.AnyKey}, Class: lewu.ClassQuery, Serve: m.showDataset},
			{Pattern: "GET /data/{slug}/asal", Class: lewu.ClassQuery, Serve: m.showOrigin},
			{Pattern: "GET /data/{slug}/beda", Cached: true, Keys: []string{"dari", "ke", edition.BatchWord}, Class: lewu.ClassQuery, Serve: m.showDiff},
			{Pattern: "GET /data/{slug}/beda.csv", Class: lewu.ClassExport, Serve: m.downloadDiff},
			{Pattern: "GET /data/{slug}/keputusan", Cached: true, Keys: []string{"halaman"}, Class: lewu.ClassQuery, Serve: m.showDecisions},
			{Pattern: "GET /data/{slug}/kutipan.bib", Serve: m.downloadBib},
			{Pattern: "GET /data/{slug}/kutipan.ris", Serve: m.downloadRis},
			{Pattern: "GET /data/{slug}/berkas/{sha}", Class: lewu.ClassExport, Serve: m.downloadOriginal},
		}),
		API: []lewu.Operation{
			{Pattern: "GET /api/v1/datasets", Summary: lewu.Msg("data.api-list"), In: listParams{}, Out: listAnswer{}, Class: lewu.ClassQuery, Serve: m.apiList},
			{Pattern: "GET /api/v1/datasets/{slug}", Summary: lewu.Msg("data.api-dataset"), In: versionQuery{}, Out: datasetAnswer{}, Serve: m.apiDataset},
			{Pattern: "GET /api/v1/datasets/{slug}/versions", Summary: lewu.Msg("data.api-versions"), Out: versionsAnswer{}, Serve: m.apiVersions},
			{Pattern: "GET /api/v1/datasets/{slug}/rows", Summary: lewu.Msg("data.api-rows"), In: rowsQuery{}, Out: rowsAnswer{}, Class: lewu.ClassQuery, Serve: m.apiRows},
			{Pattern: "GET /api/v1/datasets/{slug}/origin", Summary: lewu.Msg("data.api-origin"), In: originQuery{}, Out: originAnswer{}, Class: lewu.ClassQuery, Serve: m.apiOrigin},
		},
		Services: []lewu.Service{{Name: "data.downloads", Run: m.shop().Keep}},
		Intake:   []lewu.Format{delimited.Format(), workbook.Format()},
		Nav:      []lewu.NavItem{{Label: lewu.Msg("data.nav"), Title: lewu.Msg("data.name"), Summary: lewu.Msg("data.summary"), Live: m.live, Path: "/data", Order: 30}},
		KPIs:     m.kpis,
		Cards:    m.cards,
		Layers:   m.layers,
		Search:   []lewu.Source{{Kind: docKind, Docs: m.searchDocs}},
		Answer:   m.answer,
		Paths:    m.paths,
		Demo:     m.demo,
	}
}

// shop is what downloads are made with.
func (m *module) shop() download.Shop {
	return download.Shop{
		Catalog: m.Catalog, Published: m.Published, Artefacts: m.Artefacts, DB: m.DB, Log: m.Log, URL: m.Config.URL,
		Web: func() *web.Web { return m.Web }, Choose: m.choose,
	}
}
