package catalog

import (
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
)

// NameAgencies carries on to every dataset what its agency is called today: the
// name of the period, or of the heir by decree. Datasets made before agencies were
// registered get theirs. It announces each dataset it touches, may be run again,
// and does nothing where all is as it should be.
func (s *Store) NameAgencies(ctx context.Context, registry *ref.Store, at time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.NameAgencies")

	owned, err := all(ctx, s.db, scanOwned, `SELECT id, slug, agency, agency_id, contoh FROM dataset ORDER BY created_at, id`)
	if err != nil || len(owned) == 0 {
		return err
	}
	agencies, err := registry.Agencies(ctx, "")
	if err != nil {
		return err
	}
	called := make(map[string]string, len(agencies))
	for _, a := range agencies {
		called[a.ID] = a.Name
	}
	for _, d := range owned {
		heir := ""
		if d.agencyID != "" {
			if heir, err = registry.Heir(ctx, d.agencyID); err != nil {
				return err
			}
		}
		if d.agencyID != "" && called[heir] == d.agency {
			continue
		}
		err := s.db.Write(ctx, func(tx *sql.Tx) error {
			name := called[heir]
			if d.agencyID == "" {
				a, err := registry.Ensure(ctx, tx, d.agency, d.contoh)
				if err != nil {
					return err
				}
				d.agencyID, name = a.ID, a.Name
			}
			_, err := tx.ExecContext(ctx, `UPDATE dataset SET agency_id = $1, agency = $2, updated_at = $3 WHERE id = $4`,
				d.agencyID, name, clock.Millis(at), d.id)
			if err != nil {
				return err
			}
			return announce.Write(ctx, tx, "dataset", d.slug, at)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// owned is what NameAgencies needs of a dataset.
type owned struct {
	id, slug, agency, agencyID string
	contoh                     bool
}

func scanOwned(row db.Scanner) (d owned, err error) {
	var contoh int
	err = row.Scan(&d.id, &d.slug, &d.agency, &d.agencyID, &contoh)
	d.contoh = contoh == 1
	return d, err
}
