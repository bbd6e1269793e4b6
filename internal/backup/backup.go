// Package backup (cadangan) keeps whole copies of the house in a folder or a
// bucket, and brings one back to an empty place.
//
// A backup is a snapshot of the database and every blob it names. Both lie in
// the place by their SHA-256, so a blob is stored once however many backups
// name it. What makes a backup of them is its manifest, a small named file
// that is written last and carries its own hash: without a valid manifest
// there is no backup, whatever else lies there. So a backup that was killed
// leaves the older ones and some blobs that the next one need not copy.
//
// The manifest has the rows of each table with a sum over them, by which a
// restored database is compared row by row, on whichever engine it is.
package backup

import (
	"embed"
	"time"

	"github.com/lewu-id/lewu/internal/db"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// The steps of which a Progress tells; each is a message key.
const (
	StepSnapshot = "backup.step.snapshot" // the database is written to a file
	StepBlobs    = "backup.step.blobs"    // files are copied
	StepDatabase = "backup.step.database" // the database is filled
	StepVerify   = "backup.step.verify"   // everything is read once more
)

// A Progress is told how many files (or, of the database, how many of one
// step) are done. It is called by one goroutine at a time and must be quick.
type Progress func(done, total int64, step string)

// A File is a file of the place.
type File struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// A Manifest says what one backup is made of.
type Manifest struct {
	ID      string     `json:"id"` // "20251031T091500Z-3f9a81c2": time in UTC, start of the snapshot's hash
	At      time.Time  `json:"at"` // just before the snapshot
	Build   string     `json:"build"`
	Dialect db.Dialect `json:"dialect"` // it came from; it may go to either
	Contents
	Snapshot File     `json:"snapshot"`
	List     File     `json:"list"` // of all blobs, a line "sha256 size" each
	Blobs    int64    `json:"blobs"`
	Bytes    int64    `json:"bytes"`            // of all blobs
	Erased   []string `json:"erased,omitempty"` // blobs redacted while the backup was made: not in it
}

// A Report is what a backup, a restore or a proof did, in figures.
type Report struct {
	ID          string    `json:"id"`
	Place       string    `json:"place"` // without secrets
	At          time.Time `json:"at"`    // of the backup
	Blobs       int64     `json:"blobs"` // the backup names
	Bytes       int64     `json:"bytes"`
	Copied      int64     `json:"copied"` // of the blobs; the others were there already
	CopiedBytes int64     `json:"copied_bytes"`
	Tables      int64     `json:"tables"`
	Rows        int64     `json:"rows"`
	AuditN      int64     `json:"audit_n"`
	AuditHead   string    `json:"audit_head"` // print it: a trail that was rewritten no longer has it
	Erased      []string  `json:"erased,omitempty"`
	Damaged     []string  `json:"damaged,omitempty"` // blobs of the backup that are missing or changed
	Verified    bool      `json:"verified"`          // every hash, row and audit link was compared
	Seconds     float64   `json:"seconds"`
}

func (r *Report) describe(m Manifest) {
	r.ID, r.At, r.Blobs, r.Bytes, r.Erased = m.ID, m.At, m.Blobs, m.Bytes, m.Erased
	r.Tables, r.Rows, r.AuditN, r.AuditHead = int64(len(m.Tables)), m.Rows, m.AuditN, m.AuditHead
}
