package intake

import (
	"context"
	"database/sql"
	"errors"
	"syscall"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Walk takes a batch as far as a machine may: to draf, bertanya, gagal, or
// terbit. It may be run again, and beside another process: each step is saved
// only if the batch is still where the step began.
func (r *Road) Walk(ctx context.Context, id string) (err error) {
	defer errs.Wrap(&err, "intake.Walk(%q)", id)

	var grid *lewu.Grid // what was read in this run, so that it is read once
	for {
		b, err := r.Catalog.Batch(ctx, id)
		if err != nil {
			return err
		}
		b.Failure = lewu.Message{} // a hindrance that a run before noted
		switch b.State {
		case catalog.Received:
			grid, err = r.read(ctx, b)
		case catalog.Read:
			err = r.check(ctx, b, grid)
		case catalog.Checked:
			err = r.settle(ctx, b)
		case catalog.Approved:
			err = r.publish(ctx, b)
		default:
			return nil
		}
		if err != nil {
			if message, ok := refusal(err); ok {
				r.Log.InfoContext(ctx, "batch refused", "batch", id, "reason", err.Error())
				return r.fail(ctx, b, message)
			}
			if errors.Is(err, syscall.ENOSPC) && !errs.Is(err, errs.Full) {
				err = noRoom(err, id)
			}
			if errs.Is(err, errs.Full) {
				r.hinder(ctx, b)
			}
			return err
		}
	}
}

// refusal tells whether an error is about the file itself, so that trying
// again cannot help, and gives its sentence.
func refusal(err error) (lewu.Message, bool) {
	switch errs.KindOf(err) {
	case errs.Invalid, errs.TooLarge, errs.Gone:
		return errs.Public(err)
	}
	return lewu.Message{}, false
}

// fail ends a batch with a sentence; nothing public has changed.
func (r *Road) fail(ctx context.Context, b catalog.Batch, why lewu.Message) error {
	was := b.State
	b.State, b.Failure, b.Approved = catalog.Failed, why, ""
	return r.save(ctx, b, was, nil, []lewu.Finding{{Severity: lewu.Reject, Message: why}})
}

// save writes a batch that moved on from was, in one transaction with more
// (nil: nothing) and with findings where they are not nil. If another process
// moved the batch first, nothing is written and all is well.
func (r *Road) save(ctx context.Context, b catalog.Batch, was catalog.State, more func(tx *sql.Tx) error, findings []lewu.Finding) error {
	b.UpdatedAt = r.Clock()
	return r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		mine, err := r.Catalog.SaveBatch(ctx, tx, b, was)
		if err != nil || !mine {
			return err
		}
		if err := r.unsign(ctx, tx, b); err != nil {
			return err
		}
		if findings != nil {
			if err := r.Catalog.SetFindings(ctx, tx, b.ID, findings); err != nil {
				return err
			}
		}
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		return announce.Write(ctx, tx, "batch", b.ID, b.UpdatedAt)
	})
}

// unsign makes signatures void where a machine stopped a batch that two offices
// had signed: what they signed is not what would be published.
func (r *Road) unsign(ctx context.Context, tx *sql.Tx, b catalog.Batch) error {
	if b.State != catalog.Failed && b.State != catalog.Asking && b.State != catalog.Draft {
		return nil
	}
	n, err := r.Catalog.Void(ctx, tx, b.ID, catalog.Rebuilt, b.UpdatedAt)
	if err != nil || n == 0 {
		return err
	}
	return r.Catalog.Decide(ctx, tx, catalog.Decision{Dataset: b.Dataset, Batch: b.ID, Act: catalog.Rebuilt, At: b.UpdatedAt})
}

// Resume puts every batch that a machine still has work for back into the
// queue: after a restore, whose backup holds no queue.
func (r *Road) Resume(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "intake.Resume()")

	list, err := r.Catalog.Unfinished(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	return r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		for _, b := range list {
			if err := r.Enqueue(ctx, tx, Walk{Batch: b.ID}); err != nil {
				return err
			}
		}
		return nil
	})
}
