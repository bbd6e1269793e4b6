package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// A disk keeps the file cdef… of SHA-256 abcdef… as folder/ab/cdef…; files
// still being written are folder/tmp-*.
type disk struct{ root string }

func openDisk(folder string) (*disk, error) {
	root, err := filepath.Abs(folder)
	if err == nil {
		err = makeFolder(root)
	}
	if err == nil {
		err = sweep(root)
	}
	if err != nil {
		return nil, errs.Because(errs.Invalid, err, "blob.folder", "folder", folder)
	}
	return &disk{root: root}, nil
}

func (d *disk) String() string { return d.root }

func (d *disk) path(sha string) string { return filepath.Join(d.root, sha[:2], sha[2:]) }

func (d *disk) Put(ctx context.Context, r io.Reader) (_ Info, err error) {
	defer errs.Wrap(&err, "blob.Put")
	src := &source{ctx: ctx, r: r}
	temp, info, err := writeTemp(d.root, src)
	if err == nil {
		err = d.settle(temp, info)
	}
	if err != nil && src.err == nil {
		err = writeError(err)
	}
	if err != nil {
		return Info{}, err
	}
	return info, nil
}

// settle gives a whole temporary file its name, or drops it where the same
// content stands already. A file of that name with another size is damaged and
// is replaced. The folders are synced either way: the one that put the file
// there may not have come that far.
func (d *disk) settle(temp string, info Info) error {
	path := d.path(info.SHA256)
	folder := filepath.Dir(path)
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		os.Remove(temp)
		return err
	}
	old, err := os.Lstat(path)
	if err == nil && old.Mode().IsRegular() && old.Size() == info.Size {
		err = os.Remove(temp)
	} else if err = os.Rename(temp, path); err != nil {
		os.Remove(temp)
	}
	if err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return syncFolder(d.root)
}

func (d *disk) Open(_ context.Context, sha string) (_ Reader, err error) {
	defer errs.Wrap(&err, "blob.Open(%q)", sha)
	if err := check(sha); err != nil {
		return nil, err
	}
	f, err := os.Open(d.path(sha))
	if err != nil {
		return nil, readError(err, sha)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errIrregular
	}
	if err != nil {
		f.Close()
		return nil, readError(err, sha)
	}
	return &diskReader{File: f, size: info.Size()}, nil
}

type diskReader struct {
	*os.File
	size int64
}

func (r *diskReader) Size() int64 { return r.size }

func (d *disk) Stat(_ context.Context, sha string) (_ Info, err error) {
	defer errs.Wrap(&err, "blob.Stat(%q)", sha)
	return d.stat(sha)
}

func (d *disk) stat(sha string) (Info, error) {
	if err := check(sha); err != nil {
		return Info{}, err
	}
	info, err := os.Lstat(d.path(sha))
	if err == nil && !info.Mode().IsRegular() {
		err = errIrregular
	}
	if err != nil {
		return Info{}, readError(err, sha)
	}
	return Info{SHA256: sha, Size: info.Size()}, nil
}

func (d *disk) Delete(_ context.Context, sha string) (err error) {
	defer errs.Wrap(&err, "blob.Delete(%q)", sha)
	if err := check(sha); err != nil {
		return err
	}
	path := d.path(sha)
	err = os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	return writeError(err)
}

func (d *disk) List(ctx context.Context, yield func(Info) error) (err error) {
	defer errs.Wrap(&err, "blob.List")
	folders, err := os.ReadDir(d.root)
	if err != nil {
		return errs.Because(errs.Internal, err, "blob.unlisted")
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		if err := d.listFolder(ctx, folder.Name(), yield); err != nil {
			return err
		}
	}
	return nil
}

func (d *disk) listFolder(ctx context.Context, name string, yield func(Info) error) error {
	entries, err := os.ReadDir(filepath.Join(d.root, name))
	if err != nil {
		return errs.Because(errs.Internal, err, "blob.unlisted")
	}
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		sha := name + entry.Name()
		if check(sha) != nil {
			continue
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted since
		}
		if err != nil {
			return errs.Because(errs.Internal, err, "blob.unlisted")
		}
		if err := yield(Info{SHA256: sha, Size: info.Size()}); err != nil {
			return err
		}
	}
	return nil
}

// local is the file itself, proved unless the caller trusts it.
func (d *disk) local(ctx context.Context, sha, _ string, unverified bool) (string, error) {
	if _, err := d.stat(sha); err != nil {
		return "", err
	}
	if !unverified {
		if err := verify(ctx, d, sha); err != nil {
			return "", err
		}
	}
	return d.path(sha), nil
}

// writeTemp writes all of r to a new temporary file in folder, hashed and
// synced, or leaves nothing.
func writeTemp(folder string, r io.Reader) (path string, info Info, err error) {
	f, err := os.CreateTemp(folder, tempPrefix+"*")
	if err != nil {
		return "", Info{}, err
	}
	hash := sha256.New()
	info.Size, err = io.Copy(io.MultiWriter(f, hash), r)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(f.Name())
		return "", Info{}, err
	}
	info.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return f.Name(), info, nil
}

var errIrregular = errors.New("not a regular file")

const tempPrefix = "tmp-"

func isTemp(name string) bool { return strings.HasPrefix(name, tempPrefix) }
