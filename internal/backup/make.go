package backup

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Options say what to back up, and where to.
type Options struct {
	DB    *db.DB
	Blobs blob.Store
	// Names lists the blobs the database names at that moment, without those
	// that were erased.
	Names func(ctx context.Context) ([]string, error)
	To    string // a folder or "s3://…", see blob.Open
	// Deep reads and hashes the blobs that lie there already, and replaces
	// damaged ones; otherwise only their size is compared.
	Deep     bool
	Clock    clock.Clock // nil: the machine's
	Build    string      // of the program
	Temp     string      // folder with room for the database as text; "": the system's
	Progress Progress    // may be nil
}

// A maker is one run of Make.
type maker struct {
	Options
	place *place

	mu     sync.Mutex
	report Report
	blobs  []File
	erased []string
}

// Make makes one backup. The house may go on reading and writing.
//
// Blobs are named twice, before and after the snapshot. The names after it are
// those to copy: rows are only added once their blob is stored, and only an
// erasure (redaction) takes a name away, so they are at least what the snapshot
// names, but for what was erased meanwhile; that is listed as Erased.
//
// A blob of the house that is damaged or missing is "backup.source", a full
// disk "backup.full"; older backups are as they were.
func Make(ctx context.Context, o Options) (_ Report, err error) {
	defer errs.Wrap(&err, "backup.Make")

	if o.Clock == nil {
		o.Clock = clock.System
	}
	start := time.Now()
	p, err := openPlace(ctx, o.To, o.Temp, false)
	if err != nil {
		return Report{}, err
	}
	defer p.close()
	if p.String() == o.Blobs.String() {
		return Report{}, errs.Say(errs.Invalid, "backup.same", "place", p.String())
	}
	m := &maker{Options: o, place: p, report: Report{Place: p.String()}}
	if err := m.make(ctx); err != nil {
		return Report{}, m.explain(err)
	}
	m.report.Seconds = time.Since(start).Seconds()
	return m.report, nil
}

func (m *maker) make(ctx context.Context) error {
	before, err := m.Names(ctx)
	if err != nil {
		return err
	}
	manifest := Manifest{At: m.Clock().UTC().Truncate(time.Millisecond), Build: m.Build, Dialect: m.DB.Dialect}
	snapshot := filepath.Join(m.place.folder, "snapshot")
	count := begin(m.Progress, StepSnapshot, 1)
	if err := m.DB.Snapshot(ctx, snapshot); err != nil {
		return err
	}
	if manifest.Contents, err = readContents(ctx, snapshot); err != nil {
		return err
	}
	count.add()
	names, err := m.Names(ctx)
	if err != nil {
		return err
	}
	if err := m.copyAll(ctx, before, names); err != nil {
		return err
	}
	if manifest.Snapshot, err = m.putFile(ctx, snapshot); err != nil {
		return err
	}
	list, err := m.place.Put(ctx, bytes.NewReader(formatList(m.blobs)))
	if err != nil {
		return err
	}
	manifest.List, manifest.Blobs, manifest.Erased = File(list), int64(len(m.blobs)), m.erased
	for _, f := range m.blobs {
		manifest.Bytes += f.Size
	}
	manifest.ID = manifest.At.Format("20060102T150405Z") + "-" + manifest.Snapshot.SHA256[:8]
	if err := m.place.putManifest(ctx, manifest); err != nil {
		return err
	}
	m.report.describe(manifest)
	return nil
}

func (m *maker) putFile(ctx context.Context, path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	info, err := m.place.Put(ctx, f)
	return File(info), err
}

// copyAll brings every name to the place and fills m.blobs and m.erased.
func (m *maker) copyAll(ctx context.Context, before, names []string) error {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	for _, sha := range before {
		if _, still := slices.BinarySearch(names, sha); !still {
			m.erased = append(m.erased, sha)
		}
	}
	count := begin(m.Progress, StepBlobs, len(names))
	err := inParallel(ctx, len(names), func(ctx context.Context, i int) error {
		defer count.add()
		return m.copy(ctx, names[i])
	})
	slices.SortFunc(m.blobs, func(a, b File) int { return cmp.Compare(a.SHA256, b.SHA256) })
	m.erased = slices.Compact(slices.Sorted(slices.Values(m.erased)))
	return err
}

// copy brings one blob to the place, unless it is there.
func (m *maker) copy(ctx context.Context, sha string) error {
	source, err := m.Blobs.Stat(ctx, sha)
	if err != nil {
		return m.missing(ctx, err, sha)
	}
	old, err := m.place.Stat(ctx, sha)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return err
	}
	if err == nil { // it is there: whole?
		whole := old.Size == source.Size
		if m.Deep || !whole {
			whole = blob.Verify(ctx, m.place.Store, sha) == nil
		}
		if whole {
			m.note(File(old), false)
			return nil
		}
	}
	if err := blob.Copy(ctx, m.place.Store, m.Blobs, sha); err != nil {
		return m.missing(ctx, err, sha)
	}
	info, err := m.place.Stat(ctx, sha)
	if err != nil {
		return err
	}
	m.note(File(info), true)
	return nil
}

func (m *maker) note(f File, copied bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.blobs = append(m.blobs, f)
	if copied {
		m.report.Copied++
		m.report.CopiedBytes += f.Size
	}
}

// missing decides what it means that the house could not give a blob: one that
// was erased since it was named is no failure.
func (m *maker) missing(ctx context.Context, err error, sha string) error {
	if !blob.Damaged(err) && !errs.Is(err, errs.NotFound) {
		return err
	}
	names, again := m.Names(ctx)
	if again != nil {
		return errors.Join(err, again)
	}
	if slices.Contains(names, sha) {
		return errs.Because(errs.Internal, err, "backup.source", "sha", sha)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.erased = append(m.erased, sha)
	return nil
}

// explain says which disk is full. What waits for a bucket, and the snapshot,
// lie in the temporary folder.
func (m *maker) explain(err error) error {
	if !errs.Is(err, errs.Full) {
		return err
	}
	full := m.place.String()
	said, _ := errs.Public(err)
	noSpace := errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
	if said.Key == "db.full" || strings.HasPrefix(full, "s3://") && noSpace {
		full = filepath.Dir(m.place.folder)
	}
	return errs.Because(errs.Full, err, "backup.full", "place", full)
}
