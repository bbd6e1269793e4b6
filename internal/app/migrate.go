package app

import (
	"context"
	"embed"
	"io/fs"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/platform"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// Migrations lists the tables of every floor and room, lowest first.
func (h *House) Migrations() []db.Migrations { return platform.Migrations(h.rooms...) }

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

// messageFiles gathers the sentences of all floors and rooms, and our own.
func messageFiles(rooms []lewu.Description) []fs.FS {
	return append(platform.Messages(rooms...), Messages)
}
