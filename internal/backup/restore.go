package backup

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// RestoreOptions say what to bring back, and where to.
type RestoreOptions struct {
	From       string          // a folder or "s3://…"
	Which      string          // id of the backup; "": the newest
	DB         *db.DB          // empty, or as an earlier try left it
	Migrations []db.Migrations // of the whole program, in the order of the floors
	Blobs      blob.Store      // empty or partly filled
	// Verify reads everything once more at its new place and compares it with
	// the manifest: each blob's hash, each table's rows, the audit trail.
	Verify bool
	// Partial brings back what there is although blobs of the backup are
	// damaged, and lists them in the report; otherwise the database stays empty.
	Partial  bool
	Temp     string   // folder with room for the database as text; "": the system's
	Progress Progress // may be nil
}

// A restorer is one run of Restore or Prove.
type restorer struct {
	RestoreOptions
	place    *place
	manifest Manifest

	mu     sync.Mutex
	report Report
	fault  error // of the damaged blob that sorts first
}

// Restore brings a backup back: first the blobs, each proved by its hash, then
// the database in one transaction. Killed, it may be run again on the same
// place; see prepare. A database that holds anything else is refused with kind
// Conflict.
//
// The tables are as the backup's program had them; opening the house brings
// them up to date.
func Restore(ctx context.Context, o RestoreOptions) (_ Report, err error) {
	defer errs.Wrap(&err, "backup.Restore")

	start := time.Now()
	r, err := open(ctx, o)
	if err != nil {
		return Report{}, err
	}
	defer r.place.close()
	if r.place.String() == o.Blobs.String() {
		return Report{}, errs.Say(errs.Invalid, "backup.same", "place", r.place.String())
	}
	err = r.restore(ctx)
	if errs.Is(err, errs.Full) {
		err = errs.Because(errs.Full, err, "backup.restore.full")
	}
	r.report.Seconds = time.Since(start).Seconds()
	return r.report, err
}

func open(ctx context.Context, o RestoreOptions) (*restorer, error) {
	p, err := openPlace(ctx, o.From, o.Temp, true)
	if err != nil {
		return nil, err
	}
	r := &restorer{RestoreOptions: o, place: p, report: Report{Place: p.String()}}
	if r.manifest, err = p.choose(ctx, o.Which); err != nil {
		p.close()
		return nil, err
	}
	r.report.describe(r.manifest)
	return r, nil
}

func (r *restorer) restore(ctx context.Context) error {
	filled, err := r.prepare(ctx)
	if err != nil {
		return err
	}
	snapshot, err := r.place.local(ctx, r.manifest.ID, r.manifest.Snapshot.SHA256)
	if err != nil {
		return err
	}
	blobs, err := r.place.blobs(ctx, r.manifest)
	if err != nil {
		return err
	}
	count := begin(r.Progress, StepBlobs, len(blobs))
	err = inParallel(ctx, len(blobs), func(ctx context.Context, i int) error {
		defer count.add()
		return r.copy(ctx, blobs[i])
	})
	if damage := r.damage(); err == nil && !r.Partial {
		err = damage
	}
	if err != nil {
		return err
	}
	count = begin(r.Progress, StepDatabase, 1)
	if !filled {
		if err := r.DB.RestoreSnapshot(ctx, snapshot, r.Migrations); err != nil {
			return err
		}
	}
	count.add()
	if !r.Verify {
		return nil
	}
	return r.verify(ctx, blobs)
}

// copy brings one blob to the house. One that is damaged in the backup does
// not keep the others from coming.
func (r *restorer) copy(ctx context.Context, f File) error {
	_, err := r.Blobs.Stat(ctx, f.SHA256)
	there := err == nil
	if err := blob.Copy(ctx, r.Blobs, r.place.Store, f.SHA256); err != nil {
		return r.note(err, f)
	}
	if !there {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.report.Copied++
		r.report.CopiedBytes += f.Size
	}
	return nil
}

// note keeps the name of a blob that is damaged in the backup, and gives back
// any other failure.
func (r *restorer) note(err error, f File) error {
	if !blob.Damaged(err) && !errs.Is(err, errs.NotFound) {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.report.Damaged) == 0 || f.SHA256 < slices.Min(r.report.Damaged) {
		r.fault = err
	}
	r.report.Damaged = append(r.report.Damaged, f.SHA256)
	return nil
}

// damage is the failure that the damaged blobs are, or nil.
func (r *restorer) damage() error {
	list := r.report.Damaged
	slices.Sort(list)
	switch len(list) {
	case 0:
		return nil
	case 1:
		return r.place.explain(r.fault, r.manifest.ID, list[0])
	}
	return errs.Because(errs.Internal, r.fault, "backup.damaged.many", "id", r.manifest.ID, "place", r.place.String(),
		"sha", list[0], "more", strconv.Itoa(len(list)-1))
}

// verify compares the restored house with the manifest.
func (r *restorer) verify(ctx context.Context, blobs []File) error {
	have, err := contentsOf(ctx, r.DB, r.place.folder)
	if err != nil {
		return err
	}
	if name, differ := r.manifest.differs(have); differ {
		return errs.Say(errs.Internal, "backup.verify.table", "name", name)
	}
	if r.hasAudit() {
		n, head, err := audit.Verify(ctx, r.DB)
		if err != nil {
			return err
		}
		if n != r.manifest.AuditN || head != r.manifest.AuditHead {
			return errs.Say(errs.Internal, "backup.verify.audit", "n", strconv.FormatInt(r.manifest.AuditN, 10))
		}
	}
	count := begin(r.Progress, StepVerify, len(blobs))
	err = inParallel(ctx, len(blobs), func(ctx context.Context, i int) error {
		defer count.add()
		if slices.Contains(r.report.Damaged, blobs[i].SHA256) {
			return nil // of a Partial restore
		}
		return blob.Verify(ctx, r.Blobs, blobs[i].SHA256)
	})
	r.report.Verified = err == nil && len(r.report.Damaged) == 0
	return err
}

func (r *restorer) hasAudit() bool {
	return slices.ContainsFunc(r.manifest.Tables, func(t Table) bool { return t.Name == auditTable })
}
