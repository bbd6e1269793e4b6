package intake

import (
	"context"
	"database/sql"
	"regexp"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

var shaPattern = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Redact (hapus) erases the bytes of a file under the privacy law. Hash,
// reason and audit line stay; versions whose table is that file are withdrawn,
// and their slugs are answered. It may be run again: what is noted is erased.
func (r *Road) Redact(ctx context.Context, actor auth.Actor, sha, reason string) (withdrawn []string, err error) {
	defer errs.Wrap(&err, "intake.Redact(%.12s)", sha)

	if !shaPattern.MatchString(sha) {
		return nil, errs.Say(errs.Invalid, "intake.sha-bad", "sha", sha)
	}
	if reason, err = reasonOf(reason); err != nil {
		return nil, err
	}
	if err := auth.Require(actor, MayRedact, auth.Object{Kind: "blob", ID: sha}); err != nil {
		return nil, err
	}
	_, erased, err := r.Catalog.Redacted(ctx, sha)
	if err != nil {
		return nil, err
	}
	if !erased {
		if _, err := r.Blobs.Stat(ctx, sha); err != nil {
			return nil, err
		}
	}
	now := r.Clock()
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		taken, err := r.Catalog.Withdraw(ctx, tx, sha, reason, now)
		if err != nil {
			return err
		}
		if err := r.Catalog.Redact(ctx, tx, sha, reason, actor.Key(), now); err != nil {
			return err
		}
		if withdrawn, err = r.tellTaken(ctx, tx, actor, taken, reason); err != nil {
			return err
		}
		if err := r.record(ctx, tx, actor, audit.Act{Action: MayRedact, Object: "blob/" + sha, After: reason}); err != nil {
			return err
		}
		for _, slug := range withdrawn {
			if err := announce.Write(ctx, tx, "dataset", slug, now); err != nil {
				return err
			}
		}
		return announce.Write(ctx, tx, "redaction", sha, now)
	})
	if err != nil {
		return nil, err
	}
	r.Tables.Forget(sha)
	// The note comes first: a file that is gone without its reason would look
	// like damage; one that is noted and still there is erased by the next run.
	return withdrawn, r.Blobs.Delete(ctx, sha)
}
