package catalog

import (
	"context"
	"database/sql"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A State is how far a batch has come on the road, in the words on screen.
type State string

// The states of the road, in order, and its side exits.
const (
	Received  State = "diterima"
	Read      State = "dibaca"
	Checked   State = "diperiksa"
	Asking    State = "bertanya" // the evidence is thin: a person must choose
	Draft     State = "draf"
	Submitted State = "diajukan"
	Approved  State = "disetujui"
	Published State = "terbit"

	Failed     State = "gagal"
	Returned   State = "dikembalikan"
	Superseded State = "digantikan"
	Cancelled  State = "dibatalkan"
)

// States lists them.
func States() []State {
	return []State{Received, Read, Checked, Asking, Draft, Submitted, Approved, Published, Failed, Returned, Superseded, Cancelled}
}

// Ended tells whether nobody can do anything more with the batch.
func (s State) Ended() bool { return s == Published || s == Superseded || s == Cancelled }

// Resting tells whether a machine has nothing more to do for the batch.
func (s State) Resting() bool {
	return s != Received && s != Read && s != Checked && s != Approved
}

// Roles of a file in a batch.
const (
	DataFile   = "data"
	Attachment = "lampiran"
)

// A File is one received file of a batch.
type File struct {
	N         int
	Role      string
	SHA256    string
	Name      string
	Size      int64
	MediaType string
	DocNumber string // of an attachment: "900/123/BKAD/2025"
	DocDate   string // ISO day
}

// A Reading is what a format understood of a batch's file.
type Reading struct {
	Format  string        `json:"format"`
	Sheet   string        `json:"sheet,omitempty"`
	Header  int64         `json:"header"`
	Count   int64         `json:"count"`
	Columns []lewu.Column `json:"columns"`
	Recipe  []lewu.Step   `json:"recipe"`
}

// Prepared is a version that is ready but not in force: files are in the blob
// store, counts are against Base.
type Prepared struct {
	N          int           `json:"n"`    // the number it will have
	Base       int           `json:"base"` // the version in force it was built on; 0: none
	Rows       int64         `json:"rows"`
	Added      int64         `json:"added"`
	Changed    int64         `json:"changed"`
	Removed    int64         `json:"removed"`
	Berkas     string        `json:"berkas"`
	BerkasSize int64         `json:"berkas_size"`
	Isi        string        `json:"isi"`
	IsiSize    int64         `json:"isi_size"`
	Columns    []lewu.Column `json:"columns"`
	Manifest   []Origin      `json:"manifest"`
	Extent     Extent        `json:"extent,omitzero"`
}

// A Batch is one delivery on the road.
type Batch struct {
	ID        string
	Dataset   string // id
	State     State
	Mode      Mode
	Base      int    // version it was built on
	Sender    string // key of the actor who sent it
	Office    string // his office, which the public reads
	Holder    string // key of whoever works on it now; empty: nobody
	Once      string // the sender's key of this sending: the same key again is no second batch
	Replaces  string // id of the batch whose file this one replaces
	Revision  int64  // how often it was saved
	Note      string
	Solo      string // publish without a second pair of eyes, and why
	Answers   map[string]string
	Reading   *Reading
	Prepared  *Prepared
	Content   string       // hash that an approval signs
	Approved  string       // the hash that was approved
	Failure   lewu.Message // why it ended; before that, why it cannot go on for now
	Version   int          // number it became
	Done      int64
	Total     int64 // bytes to read, for progress
	CreatedAt time.Time
	UpdatedAt time.Time
	Deletions [][]string // of gabung: keys of rows to take out, by explicit list
}

const batchColumns = `id, dataset, state, mode, base, sender, office, note, solo, answers, deletions, reading, prepared, content, approved,
	failure, version, done, total, created_at, updated_at, holder, once, replaces, revision`

func scanBatch(row db.Scanner) (b Batch, err error) {
	var answers, deletions, reading, prepared, failure string
	var created, updated int64
	err = row.Scan(&b.ID, &b.Dataset, &b.State, &b.Mode, &b.Base, &b.Sender, &b.Office, &b.Note, &b.Solo, &answers, &deletions,
		&reading, &prepared, &b.Content, &b.Approved, &failure, &b.Version, &b.Done, &b.Total, &created, &updated,
		&b.Holder, &b.Once, &b.Replaces, &b.Revision)
	if err != nil {
		return b, err
	}
	b.CreatedAt, b.UpdatedAt = clock.FromMillis(created), clock.FromMillis(updated)
	for _, part := range []struct {
		text string
		into any
	}{{answers, &b.Answers}, {deletions, &b.Deletions}, {reading, &b.Reading}, {prepared, &b.Prepared}, {failure, &b.Failure}} {
		if err := from(part.text, part.into); err != nil {
			return b, err
		}
	}
	return b, nil
}

// Batch finds a batch by its id.
func (s *Store) Batch(ctx context.Context, id string) (_ Batch, err error) {
	defer errs.Wrap(&err, "catalog.Batch(%q)", id)
	return s.BatchIn(ctx, s.db, id)
}

// BatchIn is Batch inside a transaction.
func (s *Store) BatchIn(ctx context.Context, q db.Querier, id string) (Batch, error) {
	return one(ctx, q, scanBatch, "catalog.no-batch", id, `SELECT `+batchColumns+` FROM batch WHERE id = $1`, id)
}

// Unfinished lists batches that a machine still has work for, oldest first.
func (s *Store) Unfinished(ctx context.Context) (_ []Batch, err error) {
	defer errs.Wrap(&err, "catalog.Unfinished()")
	return all(ctx, s.db, scanBatch, `SELECT `+batchColumns+` FROM batch
		WHERE state IN ('diterima', 'dibaca', 'diperiksa', 'disetujui') ORDER BY created_at, id`)
}

// BatchOnce finds the batch that a sender sent with a key; none is NotFound.
func (s *Store) BatchOnce(ctx context.Context, q db.Querier, sender, once string) (_ Batch, err error) {
	defer errs.Wrap(&err, "catalog.BatchOnce(%q)", once)
	return one(ctx, q, scanBatch, "catalog.no-batch", once,
		`SELECT `+batchColumns+` FROM batch WHERE sender = $1 AND once = $2`, sender, once)
}

// InsertBatch adds a batch with its files, in state diterima. Its sender is its
// holder and the first of its hands.
func (s *Store) InsertBatch(ctx context.Context, tx *sql.Tx, b Batch, files []File) (err error) {
	defer errs.Wrap(&err, "catalog.InsertBatch(%q)", b.ID)

	answers, err := text(b.Answers)
	if err != nil {
		return err
	}
	deletions, err := text(b.Deletions)
	if err != nil {
		return err
	}
	at := clock.Millis(b.CreatedAt)
	_, err = tx.ExecContext(ctx, `INSERT INTO batch (id, dataset, state, mode, sender, office, note, solo, answers, deletions, total, created_at, updated_at,
			holder, once, replaces)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		b.ID, b.Dataset, string(Received), string(b.Mode), b.Sender, b.Office, b.Note, b.Solo, answers, deletions, b.Total, at, at,
		b.Sender, b.Once, b.Replaces)
	if err != nil {
		return err
	}
	if err := s.AddHand(ctx, tx, b.ID, Hand{Actor: b.Sender, Office: b.Office, At: b.CreatedAt}); err != nil {
		return err
	}
	for i, f := range files {
		_, err = tx.ExecContext(ctx, `INSERT INTO batch_file (batch, n, role, sha256, name, size, media_type, doc_number, doc_date)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			b.ID, i+1, f.Role, f.SHA256, f.Name, f.Size, f.MediaType, f.DocNumber, f.DocDate)
		if err != nil {
			return err
		}
	}
	return nil
}

// SaveBatch writes what the road learned of a batch, if it is still in state
// was and nobody saved it since b was read; false means that somebody did.
func (s *Store) SaveBatch(ctx context.Context, tx *sql.Tx, b Batch, was State) (_ bool, err error) {
	defer errs.Wrap(&err, "catalog.SaveBatch(%q, %s)", b.ID, b.State)

	var parts [4]string
	for i, part := range []any{b.Answers, b.Reading, b.Prepared, b.Failure} {
		if parts[i], err = text(part); err != nil {
			return false, err
		}
	}
	done, err := tx.ExecContext(ctx, `UPDATE batch SET state = $1, base = $2, solo = $3, answers = $4, reading = $5, prepared = $6, content = $7,
			approved = $8, failure = $9, version = $10, done = $11, updated_at = $12, holder = $13,
			revision = revision + 1 WHERE id = $14 AND state = $15 AND revision = $16`,
		string(b.State), b.Base, b.Solo, parts[0], parts[1], parts[2], b.Content, b.Approved, parts[3], b.Version, b.Done,
		clock.Millis(b.UpdatedAt), b.Holder, b.ID, string(was), b.Revision)
	if err != nil {
		return false, err
	}
	n, err := done.RowsAffected()
	return n == 1, err
}

// SetProgress notes how many bytes of a batch were read; losing it harms nothing.
func (s *Store) SetProgress(ctx context.Context, batch string, done int64) (err error) {
	defer errs.Wrap(&err, "catalog.SetProgress(%q)", batch)
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE batch SET done = $1 WHERE id = $2`, done, batch)
		return err
	})
}

// SetHindrance notes why a batch in state was cannot go on for now. The next
// step that is saved takes the note away.
func (s *Store) SetHindrance(ctx context.Context, batch string, was State, why lewu.Message, at time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.SetHindrance(%q)", batch)

	body, err := text(why)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE batch SET failure = $1, updated_at = $2 WHERE id = $3 AND state = $4`,
			body, clock.Millis(at), batch, string(was))
		return err
	})
}

// Files lists the files of a batch in the order they were sent.
func (s *Store) Files(ctx context.Context, batch string) (_ []File, err error) {
	defer errs.Wrap(&err, "catalog.Files(%q)", batch)
	return all(ctx, s.db, scanFile, `SELECT n, role, sha256, name, size, media_type, doc_number, doc_date
		FROM batch_file WHERE batch = $1 ORDER BY n`, batch)
}

func scanFile(row db.Scanner) (f File, err error) {
	err = row.Scan(&f.N, &f.Role, &f.SHA256, &f.Name, &f.Size, &f.MediaType, &f.DocNumber, &f.DocDate)
	return f, err
}

// SetFindings replaces the findings of a batch.
func (s *Store) SetFindings(ctx context.Context, tx *sql.Tx, batch string, list []lewu.Finding) (err error) {
	defer errs.Wrap(&err, "catalog.SetFindings(%q)", batch)

	if _, err := tx.ExecContext(ctx, `DELETE FROM finding WHERE batch = $1`, batch); err != nil {
		return err
	}
	for i, f := range list {
		body, err := text(f)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO finding (batch, n, severity, body) VALUES ($1, $2, $3, $4)`,
			batch, i+1, string(f.Severity), body); err != nil {
			return err
		}
	}
	return nil
}

// Findings lists what the machine saw in a batch.
func (s *Store) Findings(ctx context.Context, batch string) (_ []lewu.Finding, err error) {
	defer errs.Wrap(&err, "catalog.Findings(%q)", batch)
	return all(ctx, s.db, func(row db.Scanner) (f lewu.Finding, err error) {
		var body string
		if err = row.Scan(&body); err != nil {
			return f, err
		}
		return f, from(body, &f)
	}, `SELECT body FROM finding WHERE batch = $1 ORDER BY n`, batch)
}

func number(n int) string { return strconv.Itoa(n) }
