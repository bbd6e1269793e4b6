// Package table keeps the published tables: it writes each version of a
// dataset once as a Parquet file, and answers structured questions to it with
// DuckDB.
//
// DuckDB never sees a person's file or a person's SQL. It opens only Parquet
// that this package wrote and proved by SHA-256, inside a folder of its own.
// Money and decimals are DECIMAL from the text they were written in; no value
// is ever a DOUBLE.
package table

import (
	"context"
	"embed"
	"errors"
	"path/filepath"
	"runtime"
	"strconv"
	"sync/atomic"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package, by language.
//
//go:embed messages/*.json
var Messages embed.FS

// Options of an Engine. Zero values mean the defaults named here.
type Options struct {
	Dir        string // folder for working files; required
	Memory     string // DuckDB's memory_limit, "256MB"; a Draft has as much again (128MB is too little to merge 1 M rows)
	Threads    int    // number of CPUs
	CacheBytes int64  // of hot versions on disk, 1 GiB
}

// Defaults of Options.
const (
	defaultMemory = "256MB"
	defaultCache  = 1 << 30
)

// A Source is one version of a table: an immutable Parquet file that Finish
// wrote, with the dictionary it was published under.
type Source struct {
	Path    string
	SHA256  string // `berkas`, in hexadecimal; proved before the first question
	Columns []lewu.Column
	Key     []string
	Rows    int64
}

// An Origin is where a row came from: the number of a sheet in the version's
// manifest, and the 1-based row in it.
type Origin struct {
	Asal int   `json:"asal"`
	Row  int64 `json:"row"`
}

// An Engine answers questions to published tables and writes new versions. It
// is safe for concurrent use.
type Engine struct {
	options Options
	folder  *folder
	db      *instance
	slots   chan struct{} // questions that may run at once
	hot     *hotSet
	totals  *totals
	drafts  atomic.Int64
}

// Open starts an engine with a folder of its own under o.Dir, and removes what
// processes that are gone left there.
func Open(o Options) (_ *Engine, err error) {
	defer errs.Wrap(&err, "table.Open(%q)", o.Dir)

	if o.Dir == "" {
		return nil, errors.New("no folder given")
	}
	if o.Memory == "" {
		o.Memory = defaultMemory
	}
	if o.Threads <= 0 {
		o.Threads = runtime.NumCPU()
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = defaultCache
	}
	folder, err := newFolder(o.Dir)
	if err != nil {
		return nil, err
	}
	db, err := openInstance(folder.path, o)
	if err != nil {
		return nil, errors.Join(err, folder.remove())
	}
	e := &Engine{
		options: o, folder: folder, db: db,
		slots:  make(chan struct{}, 2*o.Threads),
		totals: newTotals(4096),
	}
	e.hot = newHotSet(db, folder.path, o.CacheBytes)
	return e, nil
}

// Close ends the engine and removes its folder. Drafts must be closed before.
func (e *Engine) Close() error {
	e.hot.close()
	return errors.Join(e.db.Close(), e.folder.remove())
}

// slot waits for leave to run a question; release gives it back.
func (e *Engine) slot(ctx context.Context) (release func(), err error) {
	select {
	case e.slots <- struct{}{}:
		return func() { <-e.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// open waits for a slot and for the version to be hot.
func (e *Engine) open(ctx context.Context, src Source) (h *hot, release func(), err error) {
	leave, err := e.slot(ctx)
	if err != nil {
		return nil, nil, err
	}
	h, drop, err := e.hot.acquire(ctx, src)
	if err != nil {
		leave()
		return nil, nil, err
	}
	return h, func() { drop(); leave() }, nil
}

// Forget drops a version from the hot ones as soon as no question uses it.
func (e *Engine) Forget(sha string) { e.hot.forget(sha) }

// work is a fresh folder for one draft.
func (e *Engine) work() string {
	return filepath.Join(e.folder.path, "draf-"+strconv.FormatInt(e.drafts.Add(1), 10))
}
