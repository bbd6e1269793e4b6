// Package platform is what every room is handed: the tools of the house, open.
package platform

import (
	"context"
	"log/slog"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// A Platform holds the tools. Rooms keep the pointer; Web, Rooms and KPIs are
// set once all rooms have described themselves, so use them in requests only.
type Platform struct {
	Config    config.Config
	Clock     clock.Clock
	Log       *slog.Logger
	DB        *db.DB
	Blobs     blob.Store
	Tables    *table.Engine
	Catalog   *catalog.Store
	Road      *intake.Road
	Published *published.Reader
	Artefacts *artefact.Shelf

	Web   *web.Web
	Rooms func() []lewu.NavItem
	KPIs  func(ctx context.Context) ([]lewu.KPI, error)
}
