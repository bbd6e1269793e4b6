package intake

import (
	"context"
	"database/sql"
	"slices"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// HandOver gives the batches that one actor holds and that are not at their end
// to another, by their keys, when a person leaves; to nobody where to is empty:
// colleagues still find them. Whoever takes a batch over has a hand in it, as has
// whoever had it before. One that the heir signed already stays as it is, and one
// that both offices signed goes its way.
func (r *Road) HandOver(ctx context.Context, tx *sql.Tx, from, to string) (err error) {
	defer errs.Wrap(&err, "intake.HandOver(%q, %q)", from, to)
	list, err := r.Catalog.Held(ctx, tx, from)
	if err != nil {
		return err
	}
	for _, b := range list {
		if b.State == catalog.Approved {
			continue
		}
		if err := r.handOver(ctx, tx, b, to); err != nil {
			return err
		}
	}
	return nil
}

func (r *Road) handOver(ctx context.Context, tx *sql.Tx, b catalog.Batch, to string) error {
	s, err := r.sightIn(ctx, tx, b.ID)
	if err != nil {
		return err
	}
	signed := func(g catalog.Signature) bool { return g.Actor == to && g.Void == "" }
	if slices.ContainsFunc(s.Signatures, signed) {
		return nil
	}
	if err := r.Catalog.Hold(ctx, tx, b.ID, to); err != nil {
		return err
	}
	if to != "" {
		if err := r.Catalog.AddHand(ctx, tx, b.ID, catalog.Hand{Actor: to, Office: b.Office, At: r.Clock()}); err != nil {
			return err
		}
	}
	err = audit.Record(ctx, tx, r.Clock(), audit.Act{
		Action: "intake.hand-over", Object: "batch/" + b.ID, Scope: s.Set.AgencyID,
		Before: map[string]string{"holder": b.Holder}, After: map[string]string{"holder": to},
	})
	if err != nil {
		return err
	}
	return announce.Write(ctx, tx, "batch", b.ID, r.Clock())
}
