// Package artefact keeps ready-made downloads in a folder of bounded size.
// Everything on the shelf can be made again from published versions, so it may
// be emptied at any time and is in no backup.
package artefact

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Shelf is one folder of artefacts, which several processes may share.
type Shelf struct {
	dir   string
	limit int64 // bytes
	mu    sync.Mutex
}

// Open prepares a folder of at most limit bytes and clears what a killed
// process left half-made.
func Open(dir string, limit int64) (_ *Shelf, err error) {
	defer errs.Wrap(&err, "artefact.Open")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	s := &Shelf{dir: dir, limit: limit}
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
	path := filepath.Join(s.dir, filepath.Base(name))
	f, err := os.Open(path)
	if err != nil {
		return nil, false
	}
	now := time.Now()
	os.Chtimes(path, now, now) // a lost mark only evicts earlier
	return f, true
}

// Put makes an artefact: write fills it, and only a whole one is put on the
// shelf. Others make room by the time they were last used.
func (s *Shelf) Put(name string, write func(io.Writer) error) (err error) {
	defer errs.Wrap(&err, "artefact.Put(%q)", name)

	f, err := os.CreateTemp(s.dir, "tmp-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), filepath.Join(s.dir, filepath.Base(name))); err != nil {
		return err
	}
	return s.evict(filepath.Base(name))
}

// evict removes the artefacts used longest ago until the shelf fits its limit;
// keep stays in any case.
func (s *Shelf) evict(keep string) error {
	s.mu.Lock()
	defer s.mu.Unlock()

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
