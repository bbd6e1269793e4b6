package intake

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/lewu-id/lewu/internal/announce"
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

	p := b.Prepared
	if p == nil || b.Approved == "" || b.Approved != b.Content {
		return errs.Say(errs.Invalid, "intake.not-approved", "batch", b.ID)
	}
	set, err := r.Catalog.DatasetByID(ctx, b.Dataset)
	if err != nil {
		return err
	}
	was := b.State
	v := catalog.Version{
		Dataset: b.Dataset, N: p.N, Batch: b.ID, Base: p.Base, Mode: b.Mode,
		Rows: p.Rows, Added: p.Added, Changed: p.Changed, Removed: p.Removed,
		Berkas: p.Berkas, BerkasSize: p.BerkasSize, Isi: p.Isi, IsiSize: p.IsiSize,
		Columns: p.Columns, Key: set.Key, Manifest: p.Manifest, Recipe: b.Reading.Recipe,
		Note: b.Note, Solo: b.Solo, Publisher: b.Sender, Office: b.Office, PublishedAt: r.Clock(), Extent: p.Extent,
	}
	b.State, b.Version, b.UpdatedAt = catalog.Published, v.N, v.PublishedAt
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		mine, err := r.Catalog.SaveBatch(ctx, tx, b, was)
		if err != nil || !mine {
			return err
		}
		flipped, err := r.Catalog.Flip(ctx, tx, set.ID, v.N, v.PublishedAt)
		if err != nil {
			return err
		}
		if !flipped {
			return errMoved
		}
		if err := r.Catalog.InsertVersion(ctx, tx, v); err != nil {
			return err
		}
		if err := r.Catalog.Advance(ctx, tx, set.ID, v.PublishedAt); err != nil {
			return err
		}
		actor := auth.Actor{Kind: auth.Machine, Name: b.Sender, Office: b.Office}
		if err := r.record(ctx, tx, actor, "intake.publish", "version", set.Slug+"/"+strconv.Itoa(v.N), v.Isi); err != nil {
			return err
		}
		return announce.Write(ctx, tx, "dataset", set.Slug, v.PublishedAt)
	})
	if errors.Is(err, errMoved) {
		return r.rebuild(ctx, b, was)
	}
	return err
}

// rebuild sends a batch back to be built on the version that came in between.
// Its approval stands as long as the content it signed does; check asks again
// if the new base brings something to decide.
func (r *Road) rebuild(ctx context.Context, b catalog.Batch, was catalog.State) error {
	b.State, b.Version, b.Prepared = catalog.Read, 0, nil
	return r.save(ctx, b, was, nil, nil)
}
