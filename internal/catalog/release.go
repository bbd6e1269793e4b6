package catalog

import (
	"context"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Release is the coming out of a version, for those who follow what is new.
type Release struct {
	Slug, Title, TitleEN, Topic   string
	Agency, AgencySlug            string
	Contoh                        bool
	N                             int
	Batch                         string // unique to the version, wherever its store moves
	Rows, Added, Changed, Removed int64
	Note                          string // why, in the sender's words
	PublishedAt                   time.Time
}

// Releases are the newest versions of all datasets that keep wants, newest
// first, at most limit of them. Withdrawn ones are left out.
func (s *Store) Releases(ctx context.Context, limit int, keep func(Release) bool) (list []Release, err error) {
	defer errs.Wrap(&err, "catalog.Releases(%d)", limit)

	rows, err := s.db.QueryContext(ctx, `SELECT d.slug, d.title, d.title_en, d.agency, d.agency_slug, d.topic, d.contoh, v.n, v.batch,
			v.rows_total, v.added, v.changed, v.removed, v.note, v.published_at
		FROM version v JOIN dataset d ON d.id = v.dataset
		WHERE v.withdrawn_at = 0 ORDER BY v.published_at DESC, d.slug, v.n DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for len(list) < limit && rows.Next() {
		r, err := scanRelease(rows)
		if err != nil {
			return nil, err
		}
		if keep(r) {
			list = append(list, r)
		}
	}
	return list, rows.Err()
}

func scanRelease(row db.Scanner) (r Release, err error) {
	var contoh, published int64
	err = row.Scan(&r.Slug, &r.Title, &r.TitleEN, &r.Agency, &r.AgencySlug, &r.Topic, &contoh, &r.N, &r.Batch,
		&r.Rows, &r.Added, &r.Changed, &r.Removed, &r.Note, &published)
	r.Contoh, r.PublishedAt = contoh == 1, clock.FromMillis(published)
	return r, err
}
