package backup

import (
	"context"
	"time"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/errs"
)

// List gives the backups that lie in a place, newest first. What was cut short
// or changed is none.
func List(ctx context.Context, to string) (_ []Manifest, err error) {
	defer errs.Wrap(&err, "backup.List")

	p, err := openPlace(ctx, to, "", true)
	if err != nil {
		return nil, err
	}
	defer p.close()
	return p.list(ctx)
}

// ProveOptions say which backup to prove.
type ProveOptions struct {
	From     string
	Which    string   // id of the backup; "": the newest
	Temp     string   // folder with room for the database as text; "": the system's
	Progress Progress // may be nil
}

// Prove reads all of a backup where it lies: the hash of each blob, and the
// snapshot's hash and rows against the manifest. It goes on behind a damaged
// blob: the report lists them all, and the error names the first.
func Prove(ctx context.Context, o ProveOptions) (_ Report, err error) {
	defer errs.Wrap(&err, "backup.Prove")

	start := time.Now()
	r, err := open(ctx, RestoreOptions{From: o.From, Which: o.Which, Temp: o.Temp, Progress: o.Progress})
	if err != nil {
		return Report{}, err
	}
	defer r.place.close()
	err = r.prove(ctx)
	r.report.Verified = err == nil
	r.report.Seconds = time.Since(start).Seconds()
	return r.report, err
}

func (r *restorer) prove(ctx context.Context) error {
	snapshot, err := r.place.local(ctx, r.manifest.ID, r.manifest.Snapshot.SHA256)
	if err != nil {
		return err
	}
	have, err := readContents(ctx, snapshot)
	if err != nil {
		return err
	}
	_, differ := have.differs(r.manifest.Contents)
	if differ || have.AuditN != r.manifest.AuditN || have.AuditHead != r.manifest.AuditHead {
		return errs.Say(errs.Internal, "backup.damaged", "id", r.manifest.ID, "place", r.place.String(), "sha", r.manifest.Snapshot.SHA256)
	}
	blobs, err := r.place.blobs(ctx, r.manifest)
	if err != nil {
		return err
	}
	count := begin(r.Progress, StepVerify, len(blobs))
	err = inParallel(ctx, len(blobs), func(ctx context.Context, i int) error {
		defer count.add()
		if err := blob.Verify(ctx, r.place.Store, blobs[i].SHA256); err != nil {
			return r.note(err, blobs[i])
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.damage()
}
