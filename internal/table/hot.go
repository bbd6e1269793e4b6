package table

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/lewu-id/lewu/internal/errs"
)

// maxHot bounds the versions attached at once, whatever their size.
const maxHot = 256

// smallRows is up to where a version's file gets small blocks, so that a
// thousand little tables do not fill the disk.
const smallRows = 50_000

// A hot version is attached to the engine as a native file of its own: three
// to five times faster to ask than Parquet.
type hot struct {
	sha   string
	name  string // of the attached database; its table is name.t
	path  string
	raw   string // the Parquet file it is asked from instead: see borrow
	bytes int64
	rows  int64

	ready  chan struct{} // closed when loaded or failed
	err    error
	users  int
	doomed bool          // to be dropped as soon as nobody uses it
	place  *list.Element // in hotSet.recent
}

// from is the table to ask.
func (h *hot) from() string { return h.name + ".t" }

// A hotSet holds the hot versions, and drops the least recently used ones when
// they fill more than limit bytes of disk.
type hotSet struct {
	db      *instance
	folder  string
	limit   int64
	loading sync.WaitGroup

	mu     sync.Mutex
	by     map[string]*hot
	recent *list.List // of *hot, the latest in front
	bytes  int64
	made   int
}

func newHotSet(db *instance, folder string, limit int64) *hotSet {
	return &hotSet{db: db, folder: folder, limit: limit, by: map[string]*hot{}, recent: list.New()}
}

// acquire gives a version that stays attached until drop is called. The first
// to ask loads it; others who come meanwhile wait for the same loading, which
// goes on even if the first gives up.
func (s *hotSet) acquire(ctx context.Context, src Source) (_ *hot, drop func(), err error) {
	s.mu.Lock()
	h := s.by[src.SHA256]
	if h == nil {
		s.made++
		h = &hot{sha: src.SHA256, name: fmt.Sprintf("v%d", s.made), ready: make(chan struct{})}
		h.path = filepath.Join(s.folder, h.name+".duckdb")
		h.place = s.recent.PushFront(h)
		s.by[h.sha] = h
		s.loading.Add(1)
		go s.load(context.WithoutCancel(ctx), h, src)
	} else {
		s.recent.MoveToFront(h.place)
	}
	h.users++
	s.mu.Unlock()

	select {
	case <-h.ready:
		err = h.err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		s.drop(h)
		return nil, nil, err
	}
	return h, func() { s.drop(h) }, nil
}

// drop ends one use of a version.
func (s *hotSet) drop(h *hot) {
	s.mu.Lock()
	h.users--
	s.mu.Unlock()
	s.sweep()
}

// forget drops a version as soon as nobody uses it; who asks for it meanwhile
// loads it anew.
func (s *hotSet) forget(sha string) {
	s.mu.Lock()
	if h := s.by[sha]; h != nil {
		h.doomed = true
		delete(s.by, sha)
	}
	s.mu.Unlock()
	s.sweep()
}

// load proves and attaches a version.
func (s *hotSet) load(ctx context.Context, h *hot, src Source) {
	defer s.loading.Done()
	h.err = s.attach(ctx, h, src)
	s.mu.Lock()
	if h.err != nil {
		s.unlist(h)
	}
	h.doomed = h.doomed || h.raw != "" // the next to ask tries for a native file again
	s.bytes += h.bytes
	s.mu.Unlock()
	close(h.ready)
	s.sweep()
}

// attach builds the native file from the proved Parquet file. Rows are
// numbered by their place in it (_no): the total order.
func (s *hotSet) attach(ctx context.Context, h *hot, src Source) (err error) {
	defer errs.Wrap(&err, "table.load(%q)", src.SHA256)

	raw := filepath.Join(s.folder, h.name+".parquet")
	if err := admit(ctx, src, raw); err != nil {
		return err
	}
	defer func() {
		if h.raw == "" {
			err = errors.Join(err, os.Remove(raw))
		}
	}()
	attach := "ATTACH " + literal(h.path) + " AS " + h.name
	if src.Rows <= smallRows {
		attach += " (BLOCK_SIZE 16384)"
	}
	err = s.db.exec(ctx, attach,
		"CREATE TABLE "+h.from()+" AS SELECT * EXCLUDE (file_row_number), file_row_number AS _no FROM "+parquet(raw),
		"CHECKPOINT "+h.name)
	if errs.Is(err, errs.Full) {
		err = s.borrow(ctx, h, raw, err)
	}
	if err == nil {
		err = s.db.one(ctx, "SELECT count(*) FROM "+h.from(), nil, &h.rows)
	}
	if err != nil {
		_, gone := s.db.ExecContext(ctx, "DETACH DATABASE IF EXISTS "+h.name)
		return errors.Join(err, gone, removeNative(h.path))
	}
	if h.raw != "" {
		return nil
	}
	info, err := os.Stat(h.path)
	if err == nil {
		h.bytes = info.Size()
	}
	return err
}

// borrow attaches a version for which the disk has no room as a view of its
// Parquet file, several times slower: reads go on.
func (s *hotSet) borrow(ctx context.Context, h *hot, raw string, full error) error {
	_, gone := s.db.ExecContext(ctx, "DETACH DATABASE IF EXISTS "+h.name)
	if err := errors.Join(gone, removeNative(h.path)); err != nil {
		return errors.Join(full, err)
	}
	err := s.db.exec(ctx, "ATTACH ':memory:' AS "+h.name,
		"CREATE VIEW "+h.from()+" AS SELECT * EXCLUDE (file_row_number), file_row_number AS _no FROM "+parquet(raw))
	if err != nil {
		return errors.Join(full, err)
	}
	h.raw = raw
	return nil
}

// unlist takes a version out of the set. The caller holds the lock.
func (s *hotSet) unlist(h *hot) {
	s.recent.Remove(h.place)
	if s.by[h.sha] == h {
		delete(s.by, h.sha)
	}
}

// sweep drops the versions that nobody uses and that are doomed or over the
// limit, the least recently used first. A failure to detach leaves a file
// behind, which goes with the folder.
func (s *hotSet) sweep() {
	s.mu.Lock()
	var gone []*hot
	for at := s.recent.Back(); at != nil; {
		h := at.Value.(*hot)
		at = at.Prev()
		over := s.bytes > s.limit || s.recent.Len() > maxHot
		if h.users == 0 && loaded(h) && (h.doomed || over) {
			s.unlist(h)
			s.bytes -= h.bytes
			gone = append(gone, h)
		}
	}
	s.mu.Unlock()
	for _, h := range gone {
		if _, err := s.db.Exec("DETACH DATABASE IF EXISTS " + h.name); err == nil {
			_ = removeNative(h.path)
			if h.raw != "" {
				_ = os.Remove(h.raw)
			}
		}
	}
}

// loaded tells whether a version has been loaded.
func loaded(h *hot) bool {
	select {
	case <-h.ready:
		return h.err == nil
	default:
		return false
	}
}

// removeNative removes a native file and its log.
func removeNative(path string) error {
	var failed error
	for _, p := range []string{path, path + ".wal"} {
		if err := os.Remove(p); err != nil && !errors.Is(err, os.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}

// close waits for what is being loaded.
func (s *hotSet) close() { s.loading.Wait() }
