// Package artefact keeps ready-made downloads in a folder of bounded size.
// Everything on the shelf can be made again from published versions, so it may
// be emptied at any time and is in no backup.
package artefact

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Shelf is one folder of artefacts, which several processes may share.
type Shelf struct {
	dir   string
	limit int64          // bytes
	turns chan struct{}  // artefacts that may be made at once
	busy  sync.WaitGroup // what is being made

	wishes wishes

	mu      sync.Mutex
	makings map[string]*making
}

// Open prepares a folder of at most limit bytes and clears what a killed
// process left half-made.
func Open(dir string, limit int64) (_ *Shelf, err error) {
	defer errs.Wrap(&err, "artefact.Open")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s := &Shelf{dir: dir, limit: limit, turns: make(chan struct{}, runtime.GOMAXPROCS(0)+1), makings: map[string]*making{}}
	s.wishes.on, s.wishes.woken = map[string]bool{}, make(chan struct{}, 1)
	list, err := s.list()
	if err != nil {
		return nil, err
	}
	for _, f := range list {
		if strings.HasPrefix(f.Name(), "tmp-") && time.Since(f.ModTime()) > time.Hour {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
	return s, nil
}

// Take opens an artefact for reading and marks it as used; ok is false where
// it has not been made. The name must be a plain file name.
func (s *Shelf) Take(name string) (f *os.File, ok bool) {
	path := s.path(name)
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	now := time.Now()
	os.Chtimes(path, now, now) // a lost mark only evicts earlier
	return f, true
}

// Size is how many bytes an artefact on the shelf has.
func (s *Shelf) Size(name string) (n int64, ok bool) {
	info, err := os.Stat(s.path(name))
	if err != nil {
		return 0, false
	}
	return info.Size(), true
}

// Drop takes the artefacts off the shelf whose names begin with prefix.
func (s *Shelf) Drop(prefix string) (err error) {
	defer errs.Wrap(&err, "artefact.Drop(%q)", prefix)

	list, err := s.list()
	if err != nil {
		return err
	}
	for _, f := range list {
		if strings.HasPrefix(f.Name(), prefix) {
			if gone := os.Remove(s.path(f.Name())); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
				err = errors.Join(err, gone)
			}
		}
	}
	return err
}

// Close waits for what is being made, which ends when its readers have left.
func (s *Shelf) Close() error {
	s.busy.Wait()
	return nil
}

func (s *Shelf) path(name string) string { return filepath.Join(s.dir, filepath.Base(name)) }

// evict removes the artefacts used longest ago until the shelf fits its limit;
// keep stays in any case. The caller holds the lock.
func (s *Shelf) evict(keep string) error {
	list, err := s.list()
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b fs.FileInfo) int { return cmp.Compare(b.ModTime().UnixNano(), a.ModTime().UnixNano()) })
	var total int64
	for _, f := range list {
		total += f.Size()
		if total > s.limit && f.Name() != keep && !strings.HasPrefix(f.Name(), "tmp-") {
			if err := os.Remove(filepath.Join(s.dir, f.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

func (s *Shelf) list() (list []fs.FileInfo, err error) {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			list = append(list, info)
		}
	}
	return list, nil
}
