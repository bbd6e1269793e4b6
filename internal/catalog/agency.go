package catalog

import (
	"cmp"
	"context"
	"database/sql"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/ref"
	words "github.com/lewu-id/lewu/internal/text"
)

// AgencyAddress is the part of an address that stands for the agency:
// /opd/{address}. It stays when the agency gets another name.
func (d Dataset) AgencyAddress() string { return cmp.Or(d.AgencySlug, words.Slug(d.Agency)) }

// AgencyAddress is that of the dataset.
func (r Release) AgencyAddress() string { return cmp.Or(r.AgencySlug, words.Slug(r.Agency)) }

// NameAgencies carries on to every dataset what its agency is called today: the
// name of the period, or of the heir by decree. Datasets made before agencies were
// registered get theirs. It announces each dataset it touches, may be run again,
// and writes nothing where all is as it should be.
func (s *Store) NameAgencies(ctx context.Context, registry *ref.Store, at time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.NameAgencies")

	if list, err := s.misnamed(ctx, s.db, registry); err != nil || len(list) == 0 {
		return err
	}
	return s.db.Write(ctx, func(tx *sql.Tx) error {
		if err := s.adopt(ctx, tx, registry, at); err != nil {
			return err
		}
		return s.FollowAgencies(ctx, tx, registry, at)
	})
}

// FollowAgencies is NameAgencies inside the transaction that changed an agency, for
// datasets that have theirs.
func (s *Store) FollowAgencies(ctx context.Context, tx *sql.Tx, registry *ref.Store, at time.Time) (err error) {
	defer errs.Wrap(&err, "catalog.FollowAgencies")

	list, err := s.misnamed(ctx, tx, registry)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.agencyID == "" {
			continue
		}
		if err := s.rename(ctx, tx, d, at); err != nil {
			return err
		}
	}
	return nil
}

// owned is what is written of the agency of a dataset, and what should be.
type owned struct {
	id, slug, agency, agencyID, agencySlug string
	contoh                                 bool
	now                                    ref.Agency
}

// misnamed are the datasets that say of their agency something else than the
// registry does, or that have none there yet.
func (s *Store) misnamed(ctx context.Context, q db.Querier, registry *ref.Store) (list []owned, err error) {
	sets, err := all(ctx, q, scanOwned, `SELECT id, slug, agency, agency_id, agency_slug, contoh FROM dataset ORDER BY created_at, id`)
	if err != nil || len(sets) == 0 {
		return nil, err
	}
	today, err := registry.Today(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, d := range sets {
		if now, known := today[d.agencyID]; known {
			d.now = now
		} else if d.agencyID != "" {
			continue // the registry does not know it: there is nothing to follow
		}
		if d.agencyID == "" || d.agency != d.now.Name || d.agencySlug != d.now.Slug {
			list = append(list, d)
		}
	}
	return list, nil
}

func scanOwned(row db.Scanner) (d owned, err error) {
	var contoh int
	err = row.Scan(&d.id, &d.slug, &d.agency, &d.agencyID, &d.agencySlug, &contoh)
	d.contoh = contoh == 1
	return d, err
}

// adopt gives their agency to datasets that were made before agencies were
// registered, by the name they say. A name that the registry refuses, such as one
// that two agencies share, waits for somebody to say which.
func (s *Store) adopt(ctx context.Context, tx *sql.Tx, registry *ref.Store, at time.Time) error {
	list, err := s.misnamed(ctx, tx, registry)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.agencyID != "" {
			continue
		}
		a, err := registry.Ensure(ctx, tx, d.agency, d.contoh)
		if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
			continue
		}
		if err != nil {
			return err
		}
		d.agencyID, d.now = a.ID, a
		if err := s.rename(ctx, tx, d, at); err != nil {
			return err
		}
	}
	return nil
}

// rename writes down what the agency of a dataset is called now. Where the
// dataset said that it comes from its agency itself, it says so still.
func (s *Store) rename(ctx context.Context, tx *sql.Tx, d owned, at time.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE dataset SET agency_id = $1, agency_slug = $2, source = CASE WHEN source = agency THEN $3 ELSE source END,
			agency = $4, updated_at = $5 WHERE id = $6`,
		d.agencyID, d.now.Slug, d.now.Name, d.now.Name, clock.Millis(at), d.id)
	if err != nil {
		return err
	}
	act := audit.Act{Action: "dataset.agency", Object: "dataset/" + d.slug, Scope: d.agencyID}
	act.Before = map[string]string{"agency": d.agency}
	act.After = map[string]string{"agency": d.now.Name, "agency_id": d.agencyID}
	if err := audit.Record(ctx, tx, at, act); err != nil {
		return err
	}
	return announce.Write(ctx, tx, "dataset", d.slug, at)
}
