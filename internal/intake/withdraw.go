package intake

import (
	"context"
	"database/sql"
	"slices"
	"strconv"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Withdraw (tarik) takes version n of a dataset back for a reason that the
// public reads. The newest version that still stands comes in force, or none.
func (r *Road) Withdraw(ctx context.Context, actor auth.Actor, slug string, n int, reason string) (err error) {
	defer errs.Wrap(&err, "intake.Withdraw(%q, %d)", slug, n)
	return r.onVersion(ctx, actor, slug, n, reason, func(tx *sql.Tx, t catalog.Taken, reason string) error {
		done, err := r.Catalog.SetWithdrawn(ctx, tx, t.Dataset, n, reason, r.Clock())
		if err == nil && !done {
			err = errs.Say(errs.Conflict, "intake.withdrawn-already", "version", strconv.Itoa(n))
		}
		if err != nil {
			return err
		}
		_, err = r.tellTaken(ctx, tx, actor, []catalog.Taken{t}, reason)
		return err
	})
}

// Reinstate (pulihkan) puts a version back that was withdrawn. One whose bytes
// were erased by law stays away.
func (r *Road) Reinstate(ctx context.Context, actor auth.Actor, slug string, n int, reason string) (err error) {
	defer errs.Wrap(&err, "intake.Reinstate(%q, %d)", slug, n)
	return r.onVersion(ctx, actor, slug, n, reason, func(tx *sql.Tx, t catalog.Taken, reason string) error {
		if t.Erased {
			return errs.Say(errs.Conflict, "intake.erased", "version", strconv.Itoa(n))
		}
		done, err := r.Catalog.SetReinstated(ctx, tx, t.Dataset, n, r.Clock())
		if err == nil && !done {
			err = errs.Say(errs.Conflict, "intake.not-withdrawn", "version", strconv.Itoa(n))
		}
		if err != nil {
			return err
		}
		err = r.record(ctx, tx, actor, audit.Act{
			Action: "intake.reinstate", Object: versionObject(slug, n), Scope: t.Agency, Before: "ditarik", After: reason,
		})
		if err != nil {
			return err
		}
		return r.tellVersion(ctx, tx, actor, t, catalog.Reinstated, reason)
	})
}

// onVersion does something to a version in one transaction, if the actor may.
func (r *Road) onVersion(ctx context.Context, actor auth.Actor, slug string, n int, reason string,
	change func(tx *sql.Tx, t catalog.Taken, reason string) error) error {
	set, err := r.Catalog.Dataset(ctx, slug)
	if err != nil {
		return err
	}
	if err := auth.Require(actor, MayWithdraw, auth.Object{Kind: "dataset", ID: slug, Agency: set.AgencyID}); err != nil {
		return err
	}
	if reason, err = reasonOf(reason); err != nil {
		return err
	}
	return r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		t, err := r.Catalog.TakenIn(ctx, tx, set.ID, n)
		if err != nil {
			return err
		}
		if err := change(tx, t, reason); err != nil {
			return err
		}
		return announce.Write(ctx, tx, "dataset", slug, r.Clock())
	})
}

// tellTaken writes down that versions were taken back, and answers the slugs of
// their datasets, once each.
func (r *Road) tellTaken(ctx context.Context, tx *sql.Tx, actor auth.Actor, list []catalog.Taken, reason string) (slugs []string, err error) {
	for _, t := range list {
		err := r.record(ctx, tx, actor, audit.Act{
			Action: MayWithdraw, Object: versionObject(t.Slug, t.N), Scope: t.Agency, Before: "terbit", After: reason,
		})
		if err != nil {
			return nil, err
		}
		if err := r.tellVersion(ctx, tx, actor, t, catalog.Withdrawn, reason); err != nil {
			return nil, err
		}
		if !slices.Contains(slugs, t.Slug) {
			slugs = append(slugs, t.Slug)
		}
	}
	return slugs, nil
}

func (r *Road) tellVersion(ctx context.Context, tx *sql.Tx, actor auth.Actor, t catalog.Taken, act catalog.Act, reason string) error {
	return r.Catalog.Decide(ctx, tx, catalog.Decision{
		Dataset: t.Dataset, Batch: t.Batch, Version: t.N, Act: act, Office: actor.Office, Reason: reason, At: r.Clock(),
	})
}

func versionObject(slug string, n int) string { return "version/" + slug + "/" + strconv.Itoa(n) }
