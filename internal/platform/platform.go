// Package platform is what every room is handed: the tools of the house, open.
package platform

import (
	"context"
	"log/slog"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// A Platform holds the tools. Rooms keep the pointer; Web and House are set once
// all rooms have described themselves, so use them in requests only.
type Platform struct {
	Config    config.Config
	Clock     clock.Clock
	Log       *slog.Logger
	DB        *db.DB
	Blobs     blob.Store
	Tables    *table.Engine
	Catalog   *catalog.Store
	Search    *search.Store
	Ref       *ref.Store
	Accounts  *auth.Accounts
	Road      *intake.Road
	Published *published.Reader
	Artefacts *artefact.Shelf

	Web *web.Web
	House
}

// A House is what all rooms declared, gathered: the only way in which one room
// learns of another. What was gathered of the other rooms comes with an error
// where one of them failed: a page shows the rest, and says that some is missing.
type House struct {
	Rooms      func() []lewu.NavItem
	Operations func() []lewu.Operation
	KPIs       func(ctx context.Context) ([]lewu.KPI, error)
	Cards      func(ctx context.Context, subject lewu.Ref) ([]lewu.Card, error)
	Layers     func(ctx context.Context) ([]lewu.Layer, error)
	Answers    func(ctx context.Context, q lewu.Question) ([]lewu.KPI, error)
	Paths      func(ctx context.Context, put func(path string, changed time.Time) error) error // public pages

	Ready func() []lewu.Check                             // of the stores, quick enough to be asked every few seconds
	Queue func(ctx context.Context) ([]jobs.State, error) // what goes on behind the pages
	Build string                                          // version of the program
}
