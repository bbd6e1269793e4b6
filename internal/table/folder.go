package table

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A folder is the working folder of one engine: locked while its process
// lives, removed with it. DuckDB locks its files even for readers, so engines
// never share one.
type folder struct {
	path string
	lock *os.File
}

// lockName is the file in a folder whose lock says that its engine lives. The
// same name beside the folders is held for the moment of making and clearing,
// so that nobody clears a folder that is not locked yet.
const lockName = "kunci"

// newFolder makes a folder under dir and clears those that nobody holds.
func newFolder(dir string) (_ *folder, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	// DuckDB compares real paths, so a link on the way must be followed here.
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	gate, err := os.OpenFile(filepath.Join(dir, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	defer gate.Close()
	if err := lockFile(gate, true); err != nil {
		return nil, err
	}
	if err := clearFolders(dir); err != nil {
		return nil, err
	}
	f := &folder{}
	if f.path, err = os.MkdirTemp(dir, "proses-"+strconv.Itoa(os.Getpid())+"-"); err != nil {
		return nil, err
	}
	f.lock, err = os.OpenFile(filepath.Join(f.path, lockName), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = lockFile(f.lock, false)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(f.path))
	}
	return f, nil
}

// clearFolders removes the folders under dir whose lock is free.
func clearFolders(dir string) error {
	list, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range list {
		if !entry.IsDir() || !strings.HasPrefix(entry.Name(), "proses-") {
			continue
		}
		path := filepath.Join(dir, entry.Name())
		if held(filepath.Join(path, lockName)) {
			continue // a neighbour is at work
		}
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return nil
}

// remove gives the folder up.
func (f *folder) remove() error {
	// Closed first: an open file cannot be removed everywhere.
	return errors.Join(f.lock.Close(), os.RemoveAll(f.path))
}
