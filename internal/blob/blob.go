// Package blob keeps files by what is in them: a file's name is the SHA-256 of
// its bytes (lower hex), so equal files are stored once and a damaged one can
// always be told. A Store is a folder on a disk or a bucket behind the S3 API.
//
// A Put that returned is on the disk (or acknowledged by the server); one that
// did not return left nothing that can be taken for a file.
package blob

import (
	"context"
	"embed"
	"io"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// Messages are the sentences of this package, id and en.
//
//go:embed messages/*.json
var Messages embed.FS

// An Info names one file in a Store.
type Info struct {
	SHA256 string // 64 lower hex digits
	Size   int64  // bytes
}

// A Reader reads one file of a Store. ReadAt may be called in parallel, the
// other methods may not.
type Reader interface {
	io.ReadSeekCloser
	io.ReaderAt
	Size() int64
}

// A Store keeps files by their SHA-256. Its methods may be called in parallel
// and from several processes at once.
//
// Errors: NotFound for a file that is not there, Invalid for a name that is no
// SHA-256, Full for a disk without room, Busy for a server that cannot be
// reached, Internal for one that cannot be read.
type Store interface {
	// Put stores all of r. An error of r itself comes back as it is.
	Put(ctx context.Context, r io.Reader) (Info, error)
	// Open reads a file, unproved: see Verify. ctx governs the reads too.
	Open(ctx context.Context, sha string) (Reader, error)
	Stat(ctx context.Context, sha string) (Info, error)
	// Delete removes a file. One that is not there is no error, so that a
	// step may be run again.
	Delete(ctx context.Context, sha string) error
	// List calls yield once a file, in the order of their names, and ends at
	// its first error.
	List(ctx context.Context, yield func(Info) error) error
	// String is the place without its secrets.
	String() string
}

// An Option changes how Open and Local work.
type Option func(*options)

type options struct {
	tempDir    string
	unverified bool
}

// TempDir is where files over 8 MiB wait on their way to S3; without it the
// system's own folder (TMPDIR). A disk store does not need it.
func TempDir(dir string) Option { return func(o *options) { o.tempDir = dir } }

// Unverified makes Local trust a copy that already lies there instead of
// hashing it again.
func Unverified() Option { return func(o *options) { o.unverified = true } }

func gather(list []Option) options {
	var o options
	for _, set := range list {
		set(&o)
	}
	return o
}

// Open opens the store at a location: the path of a folder, which is made
// where it is missing, or a bucket that exists, as
// "s3://ACCESS:SECRET@host:port/bucket[/prefix]?tls=0&region=x" (tls is 1 and
// region us-east-1 where not said; special signs in the keys as %2F and so on).
// No error and no String ever shows ACCESS or SECRET.
func Open(ctx context.Context, location string, opts ...Option) (_ Store, err error) {
	defer errs.Wrap(&err, "blob.Open")
	scheme, _, isURL := strings.Cut(location, "://")
	switch {
	case strings.TrimSpace(location) == "", isURL && scheme != "s3":
		return nil, errs.Say(errs.Invalid, "blob.location")
	case isURL:
		return openS3(ctx, location, gather(opts))
	}
	return openDisk(location)
}

// check refuses what is no SHA-256 in lower hex, which also keeps names out
// that would lead to other folders.
func check(sha string) error {
	if len(sha) == 64 && strings.Trim(sha, "0123456789abcdef") == "" {
		return nil
	}
	return errs.Say(errs.Invalid, "blob.name", "sha", sha)
}

func notFound(sha string) error { return errs.Say(errs.NotFound, "blob.notfound", "sha", sha) }

// A source is the reader of a Put: it stops when ctx ends and remembers its
// own error, so that a failure to read is not taken for one to write.
type source struct {
	ctx context.Context
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		s.err = err
		return 0, err
	}
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}
