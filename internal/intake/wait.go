package intake

import (
	"context"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Who waits looks at the batch again and again. Where it stands still for a
// while he tries himself whether the database can be written at all.
const (
	look       = 50 * time.Millisecond
	standstill = 3 * time.Second
)

// Wait follows a batch until it rests, calling see at every look. Whoever
// walks it, this process or another, does not matter. Where there is no room
// to go on the error is of kind Full; the delivery is safe, and goes on by
// itself once there is.
func (r *Road) Wait(ctx context.Context, id string, see func(catalog.Batch)) (b catalog.Batch, err error) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	var before catalog.Batch
	var since time.Time
	for {
		if b, err = r.Catalog.Batch(ctx, id); err != nil {
			return b, err
		}
		see(b)
		if b.State.Resting() {
			return b, nil
		}
		moved := b.State != before.State || b.Done != before.Done || !b.UpdatedAt.Equal(before.UpdatedAt)
		switch {
		case before.ID != "" && moved && b.Failure.Key != "": // an older note may be of a disk that has room again
			return b, noRoom(nil, id)
		case moved:
			since = time.Now()
		case time.Since(since) > standstill:
			if err := r.Catalog.SetProgress(ctx, id, b.Done); errs.Is(err, errs.Full) {
				return b, noRoom(err, id)
			}
			since = time.Now()
		}
		before = b
		select {
		case <-ctx.Done():
			return b, ctx.Err()
		case <-tick.C:
		}
	}
}

func noRoom(err error, batch string) error {
	return errs.Because(errs.Full, err, "intake.no-room", "batch", batch)
}

// hinder notes on a batch that there is no room to go on, for those who wait
// for it. On a disk that is full the note itself may not fit: see Wait.
func (r *Road) hinder(ctx context.Context, b catalog.Batch) {
	err := r.Catalog.SetHindrance(ctx, b.ID, b.State, lewu.Msg("intake.no-room", "batch", b.ID), r.Clock())
	if err != nil {
		r.Log.WarnContext(ctx, "hindrance not noted", "batch", b.ID, "err", err)
	}
}
