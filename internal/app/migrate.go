package app

import (
	"context"
	"embed"
	"io/fs"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/cite"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/intake/delimited"
	"github.com/lewu-id/lewu/internal/intake/typing"
	"github.com/lewu-id/lewu/internal/intake/workbook"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/openapi"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/roster"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
	"github.com/lewu-id/lewu/internal/xlsx"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Migrations lists the tables of every floor and room, lowest first. The
// queue's own tables are its affair.
func (h *House) Migrations() []db.Migrations {
	list := []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations(), auth.Migrations(), jobs.Migrations(), search.Migrations(), catalog.Migrations()}
	for _, room := range h.rooms {
		files, err := fs.Sub(room.Files, "migrations")
		if err != nil {
			continue // no such folder: a room without tables
		}
		if names, err := fs.Glob(files, "*.sql"); err == nil && len(names) > 0 {
			list = append(list, db.Migrations{Name: room.Name, Files: files})
		}
	}
	return list
}

// migrate brings all tables up to date. Several processes may do it at once;
// each step is done by one of them.
func (h *House) migrate(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "app.migrate")

	for _, m := range h.Migrations() {
		if err := h.DB.Migrate(ctx, m.Name, m.Files); err != nil {
			return err
		}
	}
	if err := h.queue.Migrate(ctx); err != nil {
		return err
	}
	return h.Catalog.NameAgencies(ctx, h.Ref, h.Clock())
}

// messageFiles gathers the sentences of all floors and rooms.
func messageFiles(rooms []lewu.Description) []fs.FS {
	list := []fs.FS{
		config.Messages, db.Messages, blob.Messages, table.Messages, audit.Messages, ref.Messages, auth.Messages, roster.Messages, catalog.Messages, chart.Messages, cite.Messages,
		delimited.Messages, xlsx.Messages, workbook.Messages, typing.Messages, intake.Messages, published.Messages, openapi.Messages, backup.Messages, web.Messages, Messages,
	}
	for _, room := range rooms {
		list = append(list, room.Files)
	}
	return list
}
