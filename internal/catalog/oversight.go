package catalog

import (
	"context"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// An Oversight counts the versions that are in the open, and those of them that
// two offices signed.
type Oversight struct{ Versions, Signed int }

// Oversight counts over all datasets.
func (s *Store) Oversight(ctx context.Context) (o Oversight, err error) {
	defer errs.Wrap(&err, "catalog.Oversight()")
	err = s.db.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(CASE WHEN solo = '' THEN 1 ELSE 0 END), 0)
		FROM version WHERE withdrawn_at = 0`).Scan(&o.Versions, &o.Signed)
	return o, err
}

// A Solo is a version in the open that no second pair of eyes saw.
type Solo struct {
	Slug, Title, TitleEN string
	Contoh               bool
	N                    int
	Current              bool // in force today
	Reason, Office       string
	PublishedAt          time.Time
}

// Solos lists versions that went out without a second pair of eyes, newest first.
func (s *Store) Solos(ctx context.Context, limit, offset int) (_ []Solo, err error) {
	defer errs.Wrap(&err, "catalog.Solos(%d, %d)", limit, offset)
	return all(ctx, s.db, func(row db.Scanner) (v Solo, err error) {
		var contoh, current, published int64
		err = row.Scan(&v.Slug, &v.Title, &v.TitleEN, &contoh, &v.N, &current, &v.Reason, &v.Office, &published)
		v.Contoh, v.Current, v.PublishedAt = contoh == 1, current == 1, clock.FromMillis(published)
		return v, err
	}, `SELECT d.slug, d.title, d.title_en, d.contoh, v.n, CASE WHEN d.current = v.n THEN 1 ELSE 0 END, v.solo, v.office, v.published_at
		FROM version v JOIN dataset d ON d.id = v.dataset WHERE v.solo <> '' AND v.withdrawn_at = 0
		ORDER BY v.published_at DESC, d.slug, v.n DESC LIMIT $1 OFFSET $2`, limit, offset)
}

// A Takeback is a version that was withdrawn (ditarik), or put back in force
// after that (dipulihkan).
type Takeback struct {
	Slug, Title, TitleEN string
	Contoh               bool
	N                    int
	Back                 bool // put back
	Office, Reason       string
	At                   time.Time
}

// Takebacks lists what was withdrawn and put back over all datasets, newest
// first: from the decisions, and from versions whose withdrawal is none, because
// a file of theirs was erased.
func (s *Store) Takebacks(ctx context.Context, limit int) (_ []Takeback, err error) {
	defer errs.Wrap(&err, "catalog.Takebacks(%d)", limit)
	return all(ctx, s.db, func(row db.Scanner) (t Takeback, err error) {
		var contoh, back, at int64
		err = row.Scan(&t.Slug, &t.Title, &t.TitleEN, &contoh, &t.N, &back, &t.Office, &t.Reason, &at)
		t.Contoh, t.Back, t.At = contoh == 1, back == 1, clock.FromMillis(at)
		return t, err
	}, `SELECT slug, title, title_en, contoh, n, back, office, reason, at FROM (
			SELECT d.slug AS slug, d.title AS title, d.title_en AS title_en, d.contoh AS contoh, c.version AS n,
				CASE WHEN c.act = 'dipulihkan' THEN 1 ELSE 0 END AS back, c.office AS office, c.reason AS reason, c.at AS at
			FROM decision c JOIN dataset d ON d.id = c.dataset WHERE c.act IN ('ditarik', 'dipulihkan')
			UNION ALL
			SELECT d.slug, d.title, d.title_en, d.contoh, v.n, 0, '', v.withdrawn, v.withdrawn_at
			FROM version v JOIN dataset d ON d.id = v.dataset WHERE v.withdrawn_at <> 0
				AND NOT EXISTS (SELECT 1 FROM decision c WHERE c.dataset = v.dataset AND c.version = v.n AND c.act = 'ditarik')
		) AS taken ORDER BY at DESC, slug, n DESC LIMIT $1`, limit)
}
