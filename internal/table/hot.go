package table

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// maxHot bounds the versions attached at once, whatever their size.
const maxHot = 256

// smallRows is up to where a version's file gets small blocks, so that a
// thousand little tables do not fill the disk.
const smallRows = 50_000

// breath is how long a native file waits to be built, so that it does not take
// the processor from the answers to who came first.
const breath = 500 * time.Millisecond

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
	lend    int64 // more rows than this are answered from Parquet while the native file is built
	loading sync.WaitGroup
	closing context.Context // ends the building of what nobody waits for
	stop    context.CancelFunc

	mu     sync.Mutex
	by     map[string]*hot
	recent *list.List // of *hot, the latest in front
	bytes  int64
	made   int
}

func newHotSet(db *instance, folder string, limit int64) *hotSet {
	s := &hotSet{db: db, folder: folder, limit: limit, lend: smallRows, by: map[string]*hot{}, recent: list.New()}
	s.closing, s.stop = context.WithCancel(context.Background())
	return s
}

// acquire gives a version that stays attached until drop is called. The first
// to ask loads it; others who come meanwhile wait for the same loading, which
// goes on even if the first gives up.
func (s *hotSet) acquire(ctx context.Context, src Source) (_ *hot, drop func(), err error) {
	s.mu.Lock()
	h := s.by[src.SHA256]
	if h == nil {
		h = s.newHot(src.SHA256)
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

// newHot names a version that is going to be attached. The caller holds the
// lock.
func (s *hotSet) newHot(sha string) *hot {
	s.made++
	name := fmt.Sprintf("v%d", s.made)
	return &hot{sha: sha, name: name, path: filepath.Join(s.folder, name+".duckdb"), ready: make(chan struct{})}
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

// load proves and attaches a version: a large one from its Parquet file first,
// so that nobody waits for the native file.
func (s *hotSet) load(ctx context.Context, h *hot, src Source) {
	defer s.loading.Done()
	raw := filepath.Join(s.folder, h.name+".parquet")
	lent := src.Rows > s.lend
	h.err = s.attach(ctx, h, src, raw, lent)
	s.mu.Lock()
	if h.err != nil {
		s.unlist(h)
	}
	h.doomed = h.doomed || h.raw != "" && !lent // the next to ask tries for a native file again
	s.bytes += h.bytes
	if lent {
		h.users++ // warm reads its file
	}
	s.mu.Unlock()
	close(h.ready)
	if lent && h.err == nil {
		s.warm(h)
	}
	if lent {
		s.drop(h)
		return
	}
	s.sweep()
}

// attach proves the Parquet file and attaches it as it is where lent is set,
// or as a native file.
func (s *hotSet) attach(ctx context.Context, h *hot, src Source, raw string, lent bool) (err error) {
	defer errs.Wrap(&err, "table.load(%q)", src.SHA256)

	if err := admit(ctx, src, raw); err != nil {
		return err
	}
	defer func() {
		if h.raw == "" {
			err = errors.Join(err, os.Remove(raw))
		}
	}()
	if lent {
		return s.view(ctx, h, raw)
	}
	err = s.build(ctx, h, raw, src.Rows)
	if errs.Is(err, errs.Full) {
		err = s.borrow(ctx, h, raw, err)
	}
	return err
}

// warm builds the native file of a version that is lent from Parquet, and puts
// it in its place. Where that cannot be done, the next to ask tries again.
func (s *hotSet) warm(h *hot) {
	s.mu.Lock()
	next := s.newHot(h.sha)
	s.mu.Unlock()
	select {
	case <-time.After(breath):
	case <-s.closing.Done():
	}
	err := s.build(s.closing, next, h.raw, h.rows)
	close(next.ready)

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.by[h.sha] != h && err == nil { // forgotten meanwhile
		next.doomed = true
	}
	if err == nil {
		next.place = s.recent.PushFront(next)
		s.bytes += next.bytes
	}
	if s.by[h.sha] == h {
		delete(s.by, h.sha)
		if err == nil {
			s.by[h.sha] = next
		}
	}
	h.doomed = true
}

// build makes the native file from a proved Parquet file. Rows are numbered by
// their place in it (_no): the total order.
func (s *hotSet) build(ctx context.Context, h *hot, raw string, rows int64) error {
	attach := "ATTACH " + literal(h.path) + " AS " + h.name
	if rows <= smallRows {
		attach += " (BLOCK_SIZE 16384)"
	}
	err := s.db.exec(ctx, attach,
		"CREATE TABLE "+h.from()+" AS SELECT * EXCLUDE (file_row_number), file_row_number AS _no FROM "+parquet(raw),
		"CHECKPOINT "+h.name)
	if err == nil {
		err = s.count(ctx, h)
	}
	if err != nil {
		return errors.Join(err, s.discard(h))
	}
	info, err := os.Stat(h.path)
	if err == nil {
		h.bytes = info.Size()
	}
	return err
}

func (s *hotSet) count(ctx context.Context, h *hot) error {
	return s.db.one(ctx, "SELECT count(*) FROM "+h.from(), nil, &h.rows)
}

// discard detaches what was attached of a version, and removes its file.
func (s *hotSet) discard(h *hot) error {
	_, gone := s.db.Exec("DETACH DATABASE IF EXISTS " + h.name)
	return errors.Join(gone, removeNative(h.path))
}

// borrow attaches a version for which the disk has no room as a view of its
// Parquet file, several times slower: reads go on.
func (s *hotSet) borrow(ctx context.Context, h *hot, raw string, full error) error {
	if err := s.view(ctx, h, raw); err != nil {
		return errors.Join(full, err)
	}
	return nil
}

// view attaches a version as a view of its Parquet file.
func (s *hotSet) view(ctx context.Context, h *hot, raw string) error {
	err := s.db.exec(ctx, "ATTACH ':memory:' AS "+h.name,
		"CREATE VIEW "+h.from()+" AS SELECT * EXCLUDE (file_row_number), file_row_number AS _no FROM "+parquet(raw))
	if err == nil {
		err = s.count(ctx, h)
	}
	if err != nil {
		return errors.Join(err, s.discard(h))
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

// close ends what is being built that nobody waits for, and waits for the rest.
func (s *hotSet) close() {
	s.stop()
	s.loading.Wait()
}
