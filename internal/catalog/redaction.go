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

// Withdraw (tarik) takes back every version whose Parquet file is sha, and
// puts the newest one that still stands in force. It answers the slugs it
// touched.
func (s *Store) Withdraw(ctx context.Context, tx *sql.Tx, sha, reason string, at time.Time) (slugs []string, err error) {
	defer errs.Wrap(&err, "catalog.Withdraw(%.12s)", sha)
	rows, err := tx.QueryContext(ctx, `SELECT DISTINCT d.id, d.slug FROM dataset d JOIN version v ON v.dataset = d.id WHERE v.berkas = $1`, sha)
	if err != nil {
		return nil, err
	}
	var ids []string
	for rows.Next() {
		var id, slug string
		if err := rows.Scan(&id, &slug); err != nil {
			rows.Close()
			return nil, err
		}
		ids, slugs = append(ids, id), append(slugs, slug)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE version SET withdrawn_at = $1, withdrawn = $2 WHERE berkas = $3 AND withdrawn_at = 0`,
		clock.Millis(at), reason, sha)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		_, err := tx.ExecContext(ctx, `UPDATE dataset SET updated_at = $1, current =
			(SELECT coalesce(max(n), 0) FROM version WHERE dataset = $2 AND withdrawn_at = 0) WHERE id = $2`, clock.Millis(at), id)
		if err != nil {
			return nil, err
		}
	}
	return slugs, nil
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
		WHERE prepared <> '' AND state NOT IN ('terbit', 'gagal', 'dikembalikan', 'digantikan')`)
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
