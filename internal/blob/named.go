package blob

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/minio/minio-go/v7"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Shelf keeps a few small files under names of their own, beside the files
// that are named by what is in them; a backup's manifest is such a file. Both
// kinds of Store are one. A name is letters, digits, points and hyphens.
type Shelf interface {
	// PutNamed writes a file, whole or not at all, over one that has the name.
	PutNamed(ctx context.Context, name string, data []byte) error
	// Named reads a file of at most 1 MiB; NotFound where there is none.
	Named(ctx context.Context, name string) ([]byte, error)
	// Names lists all names, sorted.
	Names(ctx context.Context) ([]string, error)
}

const (
	namedFolder = "nama" // of four letters, so that no SHA-256 begins like it
	namedLimit  = 1 << 20
)

var namedName = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z.-]{0,99}$`)

func checkName(name string) error {
	if !namedName.MatchString(name) {
		return fmt.Errorf("blob: %q is not a name", name)
	}
	return nil
}

func (d *disk) PutNamed(ctx context.Context, name string, data []byte) (err error) {
	defer errs.Wrap(&err, "blob.PutNamed(%q)", name)
	if err := checkName(name); err != nil {
		return err
	}
	folder := filepath.Join(d.root, namedFolder)
	if err := makeFolder(folder); err != nil {
		return writeError(err)
	}
	src := &source{ctx: ctx, r: bytes.NewReader(data)}
	temp, _, err := writeTemp(d.root, src)
	if src.err != nil {
		return src.err
	}
	if err != nil {
		return writeError(err)
	}
	if err := os.Rename(temp, filepath.Join(folder, name)); err != nil {
		os.Remove(temp)
		return writeError(err)
	}
	return writeError(syncFolder(folder))
}

func (d *disk) Named(_ context.Context, name string) (_ []byte, err error) {
	defer errs.Wrap(&err, "blob.Named(%q)", name)
	if err := checkName(name); err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(d.root, namedFolder, name))
	if err != nil {
		return nil, readError(err, name)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, namedLimit))
	if err != nil {
		return nil, readError(err, name)
	}
	return data, nil
}

func (d *disk) Names(context.Context) (names []string, err error) {
	defer errs.Wrap(&err, "blob.Names")
	entries, err := os.ReadDir(filepath.Join(d.root, namedFolder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, errs.Because(errs.Internal, err, "blob.unlisted")
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() && checkName(entry.Name()) == nil {
			names = append(names, entry.Name())
		}
	}
	return names, nil
}

func (b *bucket) namedKey(name string) string { return b.at.prefix + namedFolder + "/" + name }

func (b *bucket) PutNamed(ctx context.Context, name string, data []byte) (err error) {
	defer errs.Wrap(&err, "blob.PutNamed(%q)", name)
	if err := checkName(name); err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	_, err = b.client.PutObject(ctx, b.at.bucket, b.namedKey(name), bytes.NewReader(data), int64(len(data)), "",
		hex.EncodeToString(sum[:]), minio.PutObjectOptions{ContentType: octets, DisableContentSha256: true})
	return b.failure(err, name)
}

func (b *bucket) Named(ctx context.Context, name string) (_ []byte, err error) {
	defer errs.Wrap(&err, "blob.Named(%q)", name)
	if err := checkName(name); err != nil {
		return nil, err
	}
	body, _, _, err := b.client.GetObject(ctx, b.at.bucket, b.namedKey(name), minio.GetObjectOptions{})
	if err != nil {
		return nil, b.failure(err, name)
	}
	defer body.Close()
	data, err := io.ReadAll(io.LimitReader(body, namedLimit))
	if err != nil {
		return nil, b.failure(err, name)
	}
	return data, nil
}

func (b *bucket) Names(ctx context.Context) (names []string, err error) {
	defer errs.Wrap(&err, "blob.Names")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	prefix := b.namedKey("")
	for object := range b.client.ListObjectsIter(ctx, b.at.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if object.Err != nil {
			return nil, b.failure(object.Err, "")
		}
		if name := strings.TrimPrefix(object.Key, prefix); checkName(name) == nil {
			names = append(names, name)
		}
	}
	return names, ctx.Err()
}
