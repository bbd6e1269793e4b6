package blob

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// abandoned is how long a temporary file stands still before it is taken for
// the leftover of a process that was killed. A living Put writes all the time.
const abandoned = time.Hour

// makeFolder makes a folder and the ones above it, and syncs each new entry.
func makeFolder(path string) error {
	info, err := os.Stat(path)
	if err == nil {
		if !info.IsDir() {
			return &fs.PathError{Op: "open", Path: path, Err: syscall.ENOTDIR}
		}
		return nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if parent := filepath.Dir(path); parent != path {
		if err := makeFolder(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder survive a power cut. Windows and some
// network disks cannot sync a folder and need no such thing.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL) {
		err = nil
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// sweep removes abandoned temporary files from a folder.
func sweep(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if !isTemp(entry.Name()) {
			continue
		}
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()) < abandoned {
			continue // gone since, or perhaps still written
		}
		err = os.Remove(filepath.Join(folder, entry.Name()))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// writeError gives a failure to write on the disk its kind and sentence.
func writeError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return errs.Because(errs.Full, err, "blob.full")
	}
	return errs.Because(errs.Internal, err, "blob.unwritable")
}

// readError gives a failure to read from the disk its kind and sentence.
func readError(err error, sha string) error {
	if errors.Is(err, fs.ErrNotExist) {
		return notFound(sha)
	}
	return errs.Because(errs.Internal, err, "blob.unreadable", "sha", sha)
}
