package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/search"
)

// Timings of the index.
const (
	indexPause = 250 * time.Millisecond // between two rounds: changes come in bursts
	indexRest  = 5 * time.Second        // after a failed round; twice as long after each further one
	indexTries = 5                      // of a round that other processes come in between
)

// searchTag is what pages say they use that show what a search found.
const searchTag = "search"

// Index brings the search up to date with what was announced. A source that
// fails leaves the others alone. Several processes may do it at once.
func (h *House) Index(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "app.Index")

	var faults []error
	for _, room := range h.rooms {
		for _, source := range room.Search {
			if err := h.indexSource(ctx, source); err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", source.Kind, err))
			}
		}
	}
	return errors.Join(faults...)
}

// indexSource takes up what a source has to say since the index last heard it.
// Where another process was faster it looks again, for that one may not have
// seen the newest change.
func (h *House) indexSource(ctx context.Context, source lewu.Source) error {
	for range indexTries {
		head, err := announce.Head(ctx, h.DB) // before the documents are read: nothing falls in between
		if err != nil {
			return err
		}
		from, err := h.Search.Seq(ctx, source.Kind)
		if err != nil || from == head && from > 0 {
			return err
		}
		since, err := h.readable(ctx, from)
		if err != nil {
			return err
		}
		u := search.Update{Kind: source.Kind, From: from, To: head, Whole: since == 0 || source.Whole}
		err = source.Docs(ctx, since, func(d lewu.Doc) error {
			u.Docs = append(u.Docs, d)
			return nil
		})
		if err != nil {
			return err
		}
		done, err := h.Search.Save(ctx, u)
		if err != nil || done {
			return err
		}
	}
	return errs.Say(errs.Busy, "app.index-busy")
}

// readable is from, if all events after it can still be read; otherwise 0, so
// that all documents are taken up again.
func (h *House) readable(ctx context.Context, from int64) (int64, error) {
	if from == 0 {
		return 0, nil
	}
	events, err := announce.Since(ctx, h.DB, from)
	if err != nil {
		return 0, err
	}
	if slices.ContainsFunc(events, func(e announce.Event) bool { return e.Kind == announce.All }) {
		return 0, nil
	}
	return from, nil
}

// keepIndex brings the index up to date at once and whenever it is woken, until
// ctx ends. Every process does: one of them writes, and all then drop their
// pages with results. A failed round is tried again.
func (h *House) keepIndex(ctx context.Context, woken <-chan struct{}) {
	retry := time.NewTimer(0)
	defer retry.Stop()
	rest := indexRest
	for {
		select {
		case <-ctx.Done():
			return
		case <-woken:
		case <-retry.C:
		}
		err := h.Index(ctx)
		h.Web.Drop(searchTag)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			h.Log.ErrorContext(ctx, "search index is behind", "err", err, "again_in", rest)
			retry.Reset(rest)
			rest = min(2*rest, maxRestWait)
		default:
			rest = indexRest
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(indexPause):
		}
	}
}

// wake tells a sleeper without waiting for him; one call wakes as well as two.
func wake(sleeper chan<- struct{}) {
	select {
	case sleeper <- struct{}{}:
	default:
	}
}
