// Package upload keeps workbooks between their preview and their application.
package upload

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/roster"
)

// An Upload is a workbook between its preview and its application. It holds
// mails, so it does not go to the files of the house: its row is gone after a
// day, and its bytes once it was applied.
type Upload struct {
	ID, Actor, Name string
	Body            []byte
	CreatedAt       time.Time
	AppliedAt       time.Time // zero: waits
	Outcome         Outcome
	Added           []string // accounts that it made
}

// An Outcome counts what an upload did.
type Outcome struct{ Added, Changed, Same int }

// Keep is how long a workbook waits, and how long what became of it can be
// seen.
const Keep = 24 * time.Hour

// A Store keeps uploads in the room's own table.
type Store struct{ DB *db.DB }

// Put keeps a workbook.
func (s Store) Put(ctx context.Context, u Upload) (err error) {
	defer errs.Wrap(&err, "upload.Put(%q)", u.Name)

	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(u.Body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	body := base64.StdEncoding.EncodeToString(packed.Bytes())
	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO registry_upload (id, actor, name, body, created_at) VALUES ($1, $2, $3, $4, $5)`,
			u.ID, u.Actor, u.Name, body, clock.Millis(u.CreatedAt))
		return err
	})
}

// Find finds an upload.
func (s Store) Find(ctx context.Context, id string) (u Upload, err error) {
	defer errs.Wrap(&err, "upload.Find(%q)", id)

	var body, result, added string
	var created, applied int64
	err = s.DB.QueryRowContext(ctx, `SELECT id, actor, name, body, created_at, applied_at, outcome, added FROM registry_upload WHERE id = $1`, id).
		Scan(&u.ID, &u.Actor, &u.Name, &body, &created, &applied, &result, &added)
	if errors.Is(err, sql.ErrNoRows) {
		return u, errs.Say(errs.NotFound, "registry.upload-gone")
	}
	if err != nil {
		return u, err
	}
	u.CreatedAt = clock.FromMillis(created)
	if applied != 0 {
		u.AppliedAt = clock.FromMillis(applied)
	}
	if err := errors.Join(json.Unmarshal([]byte(result), &u.Outcome), json.Unmarshal([]byte(added), &u.Added)); err != nil {
		return u, err
	}
	u.Body, err = unpack(body)
	return u, err
}

func unpack(body string) ([]byte, error) {
	if body == "" {
		return nil, nil
	}
	packed, err := base64.StdEncoding.DecodeString(body)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, roster.MaxBytes+1))
}

// Applied notes what became of an upload, and forgets its bytes.
func (s Store) Applied(ctx context.Context, tx *sql.Tx, id string, o Outcome, added []string, at time.Time) (err error) {
	defer errs.Wrap(&err, "upload.Applied(%q)", id)

	if added == nil {
		added = []string{}
	}
	result, err := json.Marshal(o)
	if err != nil {
		return err
	}
	list, err := json.Marshal(added)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE registry_upload SET body = '', applied_at = $1, outcome = $2, added = $3 WHERE id = $4 AND applied_at = 0`,
		clock.Millis(at), string(result), string(list), id)
	return err
}

// Sweep forgets what is older than a day.
func (s Store) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "upload.Sweep")

	return s.DB.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM registry_upload WHERE created_at < $1`, clock.Millis(now.Add(-Keep)))
		return err
	})
}
