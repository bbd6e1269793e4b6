package catalog

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Redacted tells whether the bytes of a file were erased under the privacy
// law, and why.
func (s *Store) Redacted(ctx context.Context, sha string) (reason string, erased bool, err error) {
	defer errs.Wrap(&err, "catalog.Redacted(%.12s)", sha)
	err = s.db.QueryRowContext(ctx, `SELECT reason FROM redaction WHERE sha256 = $1`, sha).Scan(&reason)
	if err == sql.ErrNoRows {
		return "", false, nil
	}
	return reason, err == nil, err
}

// Redact notes that the bytes of a file are to be erased: hash, reason and
// actor stay for ever.
func (s *Store) Redact(ctx context.Context, tx *sql.Tx, sha, reason, actor string, at time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.Redact(%.12s)", sha)
	_, err = tx.ExecContext(ctx, `INSERT INTO redaction (sha256, reason, actor, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (sha256) DO NOTHING`, sha, reason, actor, clock.Millis(at))
	return err
}

// BlobNames lists every blob the catalogue names, once each: received files,
// attachments, published tables and those prepared for batches that are still
// on the road; erased ones are left out.
func (s *Store) BlobNames(ctx context.Context) (_ []string, err error) {
	defer errs.Wrap(&err, "catalog.BlobNames()")

	erased, err := s.names(ctx, `SELECT sha256 FROM redaction`)
	if err != nil {
		return nil, err
	}
	list, err := s.names(ctx, `SELECT sha256 FROM batch_file UNION SELECT berkas FROM version`)
	if err != nil {
		return nil, err
	}
	waiting, err := all(ctx, s.db, scanBatch, `SELECT `+batchColumns+` FROM batch
		WHERE prepared <> '' AND state NOT IN ('terbit', 'gagal', 'digantikan', 'dibatalkan')`)
	if err != nil {
		return nil, err
	}
	for _, b := range waiting {
		if b.Prepared != nil {
			list = append(list, b.Prepared.Berkas)
		}
	}
	list = slices.DeleteFunc(list, func(sha string) bool { return slices.Contains(erased, sha) })
	slices.Sort(list)
	return slices.Compact(list), nil
}

func (s *Store) names(ctx context.Context, query string) ([]string, error) {
	return all(ctx, s.db, func(row db.Scanner) (sha string, err error) {
		err = row.Scan(&sha)
		return sha, err
	}, query)
}
