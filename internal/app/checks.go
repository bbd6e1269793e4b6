package app

import (
	"context"
	"strings"
	"syscall"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/errs"
)

// lowSpace is when doctor begins to worry about the data folder, in bytes.
const lowSpace = 1 << 30

// Checks lists what looks after the house: its stores, then the rooms.
func (h *House) Checks() []lewu.Check {
	list := append(h.readyChecks(),
		lewu.Check{Name: "berkas", Run: h.checkBlobs},
		lewu.Check{Name: "versi", Run: h.checkVersions},
	)
	for _, room := range h.rooms {
		list = append(list, room.Checks...)
	}
	return list
}

// readyChecks are those that /readyz may run every few seconds.
func (h *House) readyChecks() []lewu.Check {
	return []lewu.Check{
		{Name: "basis data", Run: h.checkDatabase},
		{Name: "ruang disk", Run: h.checkSpace},
	}
}

func (h *House) checkDatabase(ctx context.Context, _ bool) ([]lewu.Finding, error) {
	var one int
	return nil, h.DB.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}

// checkSpace warns while there is still room to act.
func (h *House) checkSpace(context.Context, bool) ([]lewu.Finding, error) {
	var disk syscall.Statfs_t
	if err := syscall.Statfs(h.Config.Data, &disk); err != nil {
		return nil, err
	}
	free := int64(disk.Bavail) * int64(disk.Bsize)
	if free >= lowSpace {
		return nil, nil
	}
	return []lewu.Finding{{Severity: lewu.Warn, Message: lewu.Msg("app.low-space", "free", itoa(free))}}, nil
}

// checkBlobs looks whether every file the catalogue names is there; deep reads
// every byte of each.
func (h *House) checkBlobs(ctx context.Context, deep bool) (list []lewu.Finding, err error) {
	names, err := h.Catalog.BlobNames(ctx)
	if err != nil {
		return nil, err
	}
	for _, sha := range names {
		if deep {
			err = blob.Verify(ctx, h.Blobs, sha)
		} else {
			_, err = h.Blobs.Stat(ctx, sha)
		}
		switch m, known := errs.Public(err); {
		case err == nil:
		case known && (errs.Is(err, errs.NotFound) || m.Key == "blob.damaged"):
			list = append(list, lewu.Finding{Severity: lewu.Reject, Message: m})
		default:
			return list, err
		}
	}
	return list, nil
}

// checkVersions proves, deep, that every row of every version in force can be
// read and that its CSV still has the hash that citations carry.
func (h *House) checkVersions(ctx context.Context, deep bool) (list []lewu.Finding, err error) {
	if !deep {
		return nil, nil
	}
	versions, err := h.Catalog.AllVersions(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range versions {
		if !v.WithdrawnAt.IsZero() {
			continue
		}
		sum := newSum()
		if err := h.Published.CSV(ctx, v, lewu.Query{}, sum); err != nil {
			if ctx.Err() != nil {
				return list, err
			}
			m, ok := errs.Public(err)
			if !ok {
				m = lewu.Msg("app.version-broken", "dataset", v.Dataset, "version", itoa(int64(v.N)), "reason", firstLine(err))
			}
			list = append(list, lewu.Finding{Severity: lewu.Reject, Message: m})
			continue
		}
		if got := sum.hex(); got != v.Isi {
			list = append(list, lewu.Finding{Severity: lewu.Reject, Message: lewu.Msg("app.version-differs",
				"dataset", v.Dataset, "version", itoa(int64(v.N)), "isi", v.Isi, "got", got)})
		}
	}
	return list, nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
