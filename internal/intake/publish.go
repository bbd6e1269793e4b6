package intake

import (
	"context"
	"database/sql"
	"errors"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// errMoved says inside a transaction that another version came in between.
var errMoved = errors.New("the base moved")

// publish flips the pointer: everything was prepared before, so this is one
// short transaction. If another version came in between, the batch goes back
// to be built on it.
func (r *Road) publish(ctx context.Context, b catalog.Batch) (err error) {
	defer errs.Wrap(&err, "intake.publish(%q)", b.ID)

	s, err := r.sightIn(ctx, r.Catalog.DB(), b.ID)
	if err != nil {
		return err
	}
	s.Batch = b // as the walk has it
	if b.Prepared == nil || b.Approved == "" || b.Approved != b.Content || b.Solo == "" && !s.whole() {
		return errs.Say(errs.Invalid, "intake.not-approved", "batch", b.ID)
	}
	was, v := b.State, s.version()
	v.PublishedAt = r.Clock()
	b.State, b.Version, b.UpdatedAt = catalog.Published, v.N, v.PublishedAt
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		mine, err := r.Catalog.SaveBatch(ctx, tx, b, was)
		if err != nil || !mine {
			return err
		}
		return r.flip(ctx, tx, v)
	})
	if errors.Is(err, errMoved) {
		return r.rebuild(ctx, b, was)
	}
	return err
}

// flip puts a version in force and tells of it. Where another one came in between,
// or the one it was built on was taken back, the error is errMoved.
func (r *Road) flip(ctx context.Context, tx *sql.Tx, v catalog.Version) error {
	set, err := r.Catalog.DatasetByIDIn(ctx, tx, v.Dataset)
	if err != nil {
		return err
	}
	flipped, err := r.Catalog.Flip(ctx, tx, set.ID, v.N, v.PublishedAt)
	if err != nil {
		return err
	}
	if !flipped || set.Current != v.Base {
		return errMoved
	}
	if err := r.Catalog.InsertVersion(ctx, tx, v); err != nil {
		return err
	}
	if err := r.Catalog.Advance(ctx, tx, set.ID, v.PublishedAt); err != nil {
		return err
	}
	err = r.Catalog.Decide(ctx, tx, catalog.Decision{
		Dataset: set.ID, Batch: v.Batch, Version: v.N, Act: catalog.Released, Office: v.Office, At: v.PublishedAt,
	})
	if err != nil {
		return err
	}
	actor := auth.Actor{Kind: auth.Machine, Name: v.Publisher, Office: v.Office}
	err = r.record(ctx, tx, actor, audit.Act{Action: MayPublish, Object: versionObject(set.Slug, v.N), Scope: set.AgencyID, After: v.Isi})
	if err != nil {
		return err
	}
	return announce.Write(ctx, tx, "dataset", set.Slug, v.PublishedAt)
}

// rebuild sends a batch back to be built on the version that came in between.
// Its approval stands as long as the content it signed does; check asks again
// if the new base brings something to decide.
func (r *Road) rebuild(ctx context.Context, b catalog.Batch, was catalog.State) error {
	b.State, b.Version, b.Prepared = catalog.Read, 0, nil
	return r.save(ctx, b, was, nil, nil)
}
