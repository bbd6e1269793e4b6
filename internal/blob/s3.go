package blob

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/lewu-id/lewu/internal/errs"
)

const (
	// onePut is the largest file sent in one request, whose SHA-256 the
	// server checks; larger ones go in parts of at least as much, each with
	// its MD5.
	onePut = 16 << 20

	openWait    = 15 * time.Second // for the server to answer at Open
	staleUpload = 24 * time.Hour   // when an unfinished upload is given up
	octets      = "application/octet-stream"
)

// A bucket keeps the file abcdef… as prefix/ab/abcdef….
type bucket struct {
	client  *minio.Core
	at      location
	tempDir string
	flights flights
}

func openS3(ctx context.Context, address string, o options) (*bucket, error) {
	at, err := parseLocation(address)
	if err != nil {
		return nil, err
	}
	client, err := minio.NewCore(at.host, &minio.Options{
		Creds:      credentials.NewStaticV4(at.access, at.secret, ""),
		Secure:     at.tls,
		Region:     at.region,
		Transport:  newTransport(),
		MaxRetries: 3,
	})
	if err != nil {
		return nil, errs.Say(errs.Invalid, "blob.location")
	}
	b := &bucket{client: client, at: at, tempDir: o.tempDir}
	ctx, cancel := context.WithTimeout(ctx, openWait)
	defer cancel()
	found, err := client.BucketExists(ctx, at.bucket)
	if err != nil {
		return nil, b.failure(err, "")
	}
	if !found {
		return nil, errs.Say(errs.Invalid, "blob.bucket", "bucket", at.bucket)
	}
	b.dropStaleUploads(ctx)
	return b, nil
}

// dropStaleUploads gives up what a killed process was sending. A server that
// cannot list such uploads keeps files as well as any, so failures are none.
func (b *bucket) dropStaleUploads(ctx context.Context) {
	for up := range b.client.ListIncompleteUploads(ctx, b.at.bucket, b.at.prefix, true) {
		if up.Err == nil && time.Since(up.Initiated) > staleUpload {
			_ = b.client.AbortMultipartUpload(ctx, b.at.bucket, up.Key, up.UploadID)
		}
	}
}

func (b *bucket) String() string { return b.at.String() }

func (b *bucket) key(sha string) string { return b.at.prefix + sha[:2] + "/" + sha }

func (b *bucket) Put(ctx context.Context, r io.Reader) (_ Info, err error) {
	defer errs.Wrap(&err, "blob.Put")
	src := &source{ctx: ctx, r: r}
	s, err := fill(src, b.tempDir)
	if src.err != nil {
		return Info{}, src.err
	}
	if err != nil {
		return Info{}, writeError(err)
	}
	defer s.close()

	old, err := b.stat(ctx, s.info.SHA256)
	if err == nil && old == s.info {
		return s.info, nil
	}
	if err != nil && !errs.Is(err, errs.NotFound) {
		return Info{}, err
	}
	if err := b.send(ctx, s); err != nil {
		return Info{}, b.failure(err, s.info.SHA256)
	}
	return s.info, nil
}

// send uploads a spool under its name.
func (b *bucket) send(ctx context.Context, s *spool) error {
	key, size := b.key(s.info.SHA256), s.info.Size
	if size <= onePut {
		// The header x-amz-content-sha256 carries the hash of the whole body,
		// which the client sends only when it does not sign in chunks.
		_, err := b.client.PutObject(ctx, b.at.bucket, key, s.reader(), size, "", s.info.SHA256,
			minio.PutObjectOptions{ContentType: octets, DisableContentSha256: true})
		return err
	}
	_, err := b.client.Client.PutObject(ctx, b.at.bucket, key, s.reader(), size,
		minio.PutObjectOptions{ContentType: octets, SendContentMd5: true, PartSize: partSize(size)})
	return err
}

// partSize cuts a file into parts of 16 MiB, or as many more as keep it within
// the 10,000 parts of the S3 API.
func partSize(size int64) uint64 {
	return uint64(onePut * (1 + size/(onePut*10_000)))
}

func (b *bucket) Stat(ctx context.Context, sha string) (_ Info, err error) {
	defer errs.Wrap(&err, "blob.Stat(%q)", sha)
	return b.stat(ctx, sha)
}

func (b *bucket) stat(ctx context.Context, sha string) (Info, error) {
	if err := check(sha); err != nil {
		return Info{}, err
	}
	object, err := b.client.StatObject(ctx, b.at.bucket, b.key(sha), minio.StatObjectOptions{})
	if err != nil {
		return Info{}, b.failure(err, sha)
	}
	return Info{SHA256: sha, Size: object.Size}, nil
}

func (b *bucket) Open(ctx context.Context, sha string) (_ Reader, err error) {
	defer errs.Wrap(&err, "blob.Open(%q)", sha)
	info, err := b.stat(ctx, sha)
	if err != nil {
		return nil, err
	}
	return &s3Reader{ctx: ctx, bucket: b, info: info}, nil
}

func (b *bucket) Delete(ctx context.Context, sha string) (err error) {
	defer errs.Wrap(&err, "blob.Delete(%q)", sha)
	if err := check(sha); err != nil {
		return err
	}
	err = b.client.RemoveObject(ctx, b.at.bucket, b.key(sha), minio.RemoveObjectOptions{})
	if err = b.failure(err, sha); errs.Is(err, errs.NotFound) {
		return nil
	}
	return err
}

func (b *bucket) List(ctx context.Context, yield func(Info) error) (err error) {
	defer errs.Wrap(&err, "blob.List")
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for object := range b.client.ListObjectsIter(ctx, b.at.bucket, minio.ListObjectsOptions{Prefix: b.at.prefix, Recursive: true}) {
		if object.Err != nil {
			return b.failure(object.Err, "")
		}
		folder, sha, _ := strings.Cut(strings.TrimPrefix(object.Key, b.at.prefix), "/")
		if check(sha) != nil || folder != sha[:2] {
			continue // not ours
		}
		if err := yield(Info{SHA256: sha, Size: object.Size}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// local downloads once for all who ask at the same time. Those who trust an
// old copy do not share with those who want it proved.
func (b *bucket) local(ctx context.Context, sha, dir string, unverified bool) (string, error) {
	key := dir + "\x00" + sha
	if unverified {
		key += "\x00"
	}
	return b.flights.do(ctx, key, func(ctx context.Context) (string, error) {
		return fetch(ctx, b, sha, dir, unverified)
	})
}
