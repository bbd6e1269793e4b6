package platform

import (
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

// Migrations are the tables of the floors and of rooms, lowest first. The queue's
// own tables are its affair.
func Migrations(rooms ...lewu.Description) []db.Migrations {
	list := []db.Migrations{
		announce.Migrations(), audit.Migrations(), ref.Migrations(), auth.Migrations(), jobs.Migrations(), search.Migrations(), catalog.Migrations(),
	}
	for _, room := range rooms {
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

// Messages are the sentences of the floors and of rooms.
func Messages(rooms ...lewu.Description) []fs.FS {
	list := []fs.FS{
		config.Messages, db.Messages, blob.Messages, table.Messages, audit.Messages, ref.Messages, auth.Messages, roster.Messages, catalog.Messages,
		chart.Messages, cite.Messages, delimited.Messages, xlsx.Messages, workbook.Messages, typing.Messages, intake.Messages, published.Messages,
		openapi.Messages, backup.Messages, web.Messages,
	}
	for _, room := range rooms {
		list = append(list, room.Files)
	}
	return list
}
