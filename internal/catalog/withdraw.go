package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Taken is a version that was taken back, or put back.
type Taken struct {
	Dataset string // id
	Slug    string
	Agency  string // id
	N       int
	Batch   string
	Erased  bool // its bytes are gone under the privacy law
}

func scanTaken(row db.Scanner) (t Taken, err error) {
	var erased int64
	err = row.Scan(&t.Dataset, &t.Slug, &t.Agency, &t.N, &t.Batch, &erased)
	t.Erased = erased > 0
	return t, err
}

const takenFrom = `SELECT d.id, d.slug, d.agency_id, v.n, v.batch, (SELECT count(*) FROM redaction e WHERE e.sha256 = v.berkas)
	FROM version v JOIN dataset d ON d.id = v.dataset `

// TakenIn finds version n of a dataset, to be taken back or put back.
func (s *Store) TakenIn(ctx context.Context, q db.Querier, dataset string, n int) (_ Taken, err error) {
	defer errs.Wrap(&err, "catalog.TakenIn(%q, %d)", dataset, n)
	return one(ctx, q, scanTaken, "catalog.no-version", number(n), takenFrom+`WHERE d.id = $1 AND v.n = $2`, dataset, n)
}

// Withdraw (tarik) takes back every version whose Parquet file is sha, and
// puts the newest one that still stands in force. It answers those it took.
func (s *Store) Withdraw(ctx context.Context, tx *sql.Tx, sha, reason string, at time.Time) (list []Taken, err error) {
	defer errs.Wrap(&err, "catalog.Withdraw(%.12s)", sha)
	list, err = all(ctx, tx, scanTaken, takenFrom+`WHERE v.berkas = $1 AND v.withdrawn_at = 0 ORDER BY d.slug, v.n`, sha)
	if err != nil {
		return nil, err
	}
	for _, t := range list {
		if _, err := s.SetWithdrawn(ctx, tx, t.Dataset, t.N, reason, at); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// SetWithdrawn takes version n of a dataset back for a reason, and puts the
// newest one that still stands in force, or none. It tells whether it did: false
// means that the version was taken back before, or that there is none.
func (s *Store) SetWithdrawn(ctx context.Context, tx *sql.Tx, dataset string, n int, reason string, at time.Time) (_ bool, err error) {
	defer errs.Wrap(&err, "catalog.SetWithdrawn(%q, %d)", dataset, n)
	done, err := tx.ExecContext(ctx, `UPDATE version SET withdrawn_at = $1, withdrawn = $2
		WHERE dataset = $3 AND n = $4 AND withdrawn_at = 0`, clock.Millis(at), reason, dataset, n)
	return s.settle(ctx, tx, dataset, at, done, err)
}

// SetReinstated puts version n of a dataset back, and the newest one that stands
// in force. It tells whether it did: false means that it was not taken back.
func (s *Store) SetReinstated(ctx context.Context, tx *sql.Tx, dataset string, n int, at time.Time) (_ bool, err error) {
	defer errs.Wrap(&err, "catalog.SetReinstated(%q, %d)", dataset, n)
	done, err := tx.ExecContext(ctx, `UPDATE version SET withdrawn_at = 0, withdrawn = ''
		WHERE dataset = $1 AND n = $2 AND withdrawn_at <> 0`, dataset, n)
	return s.settle(ctx, tx, dataset, at, done, err)
}

// settle puts the newest version of a dataset that stands in force, where done
// changed one.
func (s *Store) settle(ctx context.Context, tx *sql.Tx, dataset string, at time.Time, done sql.Result, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	changed, err := done.RowsAffected()
	if err != nil || changed == 0 {
		return false, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE dataset SET updated_at = $1, current =
		(SELECT coalesce(max(n), 0) FROM version WHERE dataset = $2 AND withdrawn_at = 0) WHERE id = $2`, clock.Millis(at), dataset)
	return err == nil, err
}
