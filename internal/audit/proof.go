package audit

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Actions that prove something of the house itself. Each is an entry of the
// trail, so that nobody can say later that it was done.
const (
	ActBackup  = "audit.backup"  // a backup was made
	ActRestore = "audit.restore" // a backup was brought back, and all of it compared
	ActDoctor  = "audit.doctor"  // every byte, row and link was read
)

// A Proof is what such an entry says.
type Proof struct {
	At       time.Time `json:"-"`                  // of the entry
	Backup   string    `json:"cadangan,omitempty"` // id of the backup
	MadeAt   time.Time `json:"dibuat,omitzero"`    // when it was made
	Blobs    int64     `json:"berkas,omitempty"`
	Rows     int64     `json:"baris,omitempty"`
	Findings int       `json:"temuan"` // what doctor found wrong
}

// NoteProof writes a proof into the trail.
func NoteProof(ctx context.Context, d *db.DB, action string, p Proof, at time.Time) (err error) {
	defer errs.Wrap(&err, "audit.NoteProof(%q)", action)

	return d.Write(ctx, func(tx *sql.Tx) error {
		return Record(ctx, tx, at, Act{Action: action, Object: "rumah", After: p})
	})
}

// LastProof is the newest proof of an action; ok is false where there is none.
func LastProof(ctx context.Context, q db.Querier, action string) (p Proof, ok bool, err error) {
	defer errs.Wrap(&err, "audit.LastProof(%q)", action)

	e, ok, err := Last(ctx, q, action)
	if err != nil || !ok {
		return p, false, err
	}
	err = json.Unmarshal([]byte(e.After), &p)
	p.At = e.At
	return p, err == nil, err
}

// proofFile holds the proof of a restore until the restored house opens.
const proofFile = "pemulihan.json"

// LeaveProof leaves the proof of a restore in the data folder of the restored
// house. It is not written into the trail at once: a restore may be run again on
// its own result, which must still be the backup's, row by row.
func LeaveProof(data string, p Proof) (err error) {
	defer errs.Wrap(&err, "audit.LeaveProof(%q)", data)

	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(data, proofFile), body, 0o600)
}

// TakeProof writes a proof that was left into the trail, and takes it away.
func TakeProof(ctx context.Context, d *db.DB, data string, at time.Time) (err error) {
	defer errs.Wrap(&err, "audit.TakeProof(%q)", data)

	path := filepath.Join(data, proofFile)
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var p Proof
	if json.Unmarshal(body, &p) == nil && p.Backup != "" { // what was cut short proves nothing
		if err := NoteProof(ctx, d, ActRestore, p, at); err != nil {
			return err
		}
	}
	return os.Remove(path)
}
