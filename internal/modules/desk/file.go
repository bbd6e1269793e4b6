package desk

import (
	"database/sql"
	"mime"
	"net/http"
	"strconv"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// takeFile serves GET /kerja/kiriman/{id}/berkas/{n}: a file as it was received.
// It may hold what will never be published, so who takes it is noted first. It
// goes out as bytes to keep, whatever it holds: no browser opens it here.
func (m *module) takeFile(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	sight, err := m.Road.See(ctx, auth.From(ctx), r.PathValue("id"))
	if err != nil {
		return strange(err)
	}
	b := sight.Batch
	list, err := m.Catalog.Files(ctx, b.ID)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 1 || n > len(list) {
		return errs.Say(errs.NotFound, "auth.not-yours")
	}
	file := list[n-1]
	if reason, erased, err := m.Catalog.Redacted(ctx, file.SHA256); err != nil {
		return err
	} else if erased {
		return errs.Say(errs.Gone, "intake.redacted", "reason", reason)
	}
	body, err := m.Blobs.Open(ctx, file.SHA256)
	if err != nil {
		return err
	}
	defer body.Close()
	err = m.DB.Write(ctx, func(tx *sql.Tx) error {
		return audit.Seen(ctx, tx, m.Clock(), "batch/"+b.ID, sight.Set.AgencyID, map[string]string{"berkas": file.Name, "sha256": file.SHA256})
	})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": file.Name}))
	h.Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", b.CreatedAt, body)
	return nil
}

// dataFile is the file of a batch that holds its data.
func dataFile(list []catalog.File) catalog.File {
	for _, f := range list {
		if f.Role == catalog.DataFile {
			return f
		}
	}
	return catalog.File{}
}
