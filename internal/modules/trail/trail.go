// Package trail is the auditor's room: the audit trail (jejak audit) of the
// house, readable, filtered and as a file. It notes the head of the chain each
// day, in the database and in the data folder, and lets doctor follow the chain.
package trail

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/platform"
)

//go:embed templates messages
var files embed.FS

// root is the address of the room.
const root = "/kerja/jejak"

type module struct{ *platform.Platform }

// New makes the room.
func New(p *platform.Platform) lewu.Module { return &module{p} }

// Describe is the face of the room.
func (m *module) Describe() lewu.Description {
	reads := lewu.Need{Perm: auth.PermTrail, Lists: true}
	return lewu.Description{
		Name: "trail", Path: root, Files: files,
		Pages: []lewu.Page{
			{Pattern: "GET " + root, Need: reads, Class: lewu.ClassQuery, Serve: m.showTrail},
			{Pattern: "GET " + root + ".csv", Need: reads, Class: lewu.ClassExport, Serve: m.download},
		},
		Jobs:   []lewu.Job{{Name: "trail.day", Every: time.Hour, Run: m.closeDay}},
		Checks: []lewu.Check{{Name: "jejak audit", Run: m.check}},
		Desk:   []lewu.DeskItem{{Label: lewu.Msg("trail.nav"), Path: root, Perm: auth.PermTrail, Order: 80}},
	}
}

// folder is where the heads of days lie as files.
func (m *module) folder() string { return filepath.Join(m.Config.Data, audit.Folder) }

// closeDay notes the head of the day before, once, and writes what the data
// folder has not yet. A house that was restored says so first.
func (m *module) closeDay(ctx context.Context, _ json.RawMessage) error {
	now := m.Clock()
	if err := audit.TakeProof(ctx, m.DB, m.Config.Data, now); err != nil {
		return err
	}
	if err := audit.CloseDay(ctx, m.DB, now); err != nil {
		return err
	}
	list, err := audit.Days(ctx, m.DB)
	if err != nil {
		return err
	}
	return audit.KeepFiles(m.folder(), list)
}

// check looks at the end of the chain; deep follows all of it, and holds it
// against the heads of days in the database and in the data folder.
func (m *module) check(ctx context.Context, deep bool) ([]lewu.Finding, error) {
	err := audit.CheckEnd(ctx, m.DB)
	if deep {
		days, readErr := audit.Days(ctx, m.DB)
		kept, keptErr := audit.ReadFiles(m.folder())
		if err = errors.Join(readErr, keptErr); err == nil {
			_, _, err = audit.Verify(ctx, m.DB, append(days, kept...)...)
		}
	}
	if sentence, ok := errs.Public(err); ok && !errs.Is(err, errs.Busy) {
		return []lewu.Finding{{Severity: lewu.Reject, Message: sentence}}, nil
	}
	return nil, err
}
