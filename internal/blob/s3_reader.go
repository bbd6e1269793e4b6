package blob

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"

	"github.com/lewu-id/lewu/internal/errs"
)

const (
	block     = 1 << 20   // small ReadAts fetch a whole block
	blocks    = 4         // and so many blocks are kept
	skip      = 256 << 10 // a jump ahead of at most this reads on instead of asking anew
	readTries = 3         // for an answer that broke off
)

// An s3Reader reads a file by ranges: Read streams from where it stands, ReadAt
// fetches what is asked or, for little, the block around it, since readers of
// Parquet and ZIP ask for many little pieces side by side.
type s3Reader struct {
	ctx    context.Context
	bucket *bucket
	info   Info

	at     int64 // where the next Read stands
	body   io.ReadCloser
	bodyAt int64
	closed bool

	mu   sync.Mutex
	kept []keptBlock // the one used last stands first
}

type keptBlock struct {
	start int64
	data  []byte
}

func (r *s3Reader) Size() int64 { return r.info.Size }

// Read streams; an answer that breaks off is asked for again from there.
func (r *s3Reader) Read(p []byte) (n int, err error) {
	if r.closed {
		return 0, fs.ErrClosed
	}
	if len(p) == 0 {
		return 0, nil
	}
	if r.at >= r.info.Size {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), r.info.Size-r.at)]
	for range readTries {
		if err = r.stand(); err == nil {
			n, err = r.body.Read(p)
			r.at += int64(n)
			r.bodyAt += int64(n)
			if n > 0 {
				return n, nil
			}
		}
		r.drop()
		if err = r.failure(err); !errs.Is(err, errs.Busy) {
			break
		}
	}
	return 0, err
}

// stand makes body continue at r.at.
func (r *s3Reader) stand() (err error) {
	if ahead := r.at - r.bodyAt; r.body != nil && ahead >= 0 && ahead <= skip {
		n, err := io.CopyN(io.Discard, r.body, ahead)
		r.bodyAt += n
		return err
	}
	r.drop()
	r.body, err = r.get(r.at, r.info.Size-r.at)
	r.bodyAt = r.at
	return err
}

func (r *s3Reader) drop() {
	if r.body != nil {
		r.body.Close()
		r.body = nil
	}
}

// Seek moves without asking the server.
func (r *s3Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.at
	case io.SeekEnd:
		offset += r.info.Size
	}
	if offset < 0 || whence < io.SeekStart || whence > io.SeekEnd {
		return 0, fmt.Errorf("blob: seek to %d (whence %d): %w", offset, whence, fs.ErrInvalid)
	}
	r.at = offset
	return offset, nil
}

func (r *s3Reader) Close() error {
	r.closed = true
	r.drop()
	return nil
}

// ReadAt may be called in parallel.
func (r *s3Reader) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, fmt.Errorf("blob: read at %d: %w", off, fs.ErrInvalid)
	}
	want := min(int64(len(p)), max(0, r.info.Size-off))
	if want < block {
		n, err = r.readBlocks(p[:want], off)
	} else if err = r.fetch(p[:want], off); err == nil {
		n = int(want)
	}
	if err == nil && n < len(p) {
		err = io.EOF
	}
	return n, err
}

func (r *s3Reader) readBlocks(p []byte, off int64) (n int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for n < len(p) {
		at := off + int64(n)
		data, err := r.block(at - at%block)
		if err != nil {
			return n, err
		}
		n += copy(p[n:], data[at%block:])
	}
	return n, nil
}

// block finds or fetches the block that starts at start; r.mu is held.
func (r *s3Reader) block(start int64) ([]byte, error) {
	for i, k := range r.kept {
		if k.start == start {
			copy(r.kept[1:i+1], r.kept[:i])
			r.kept[0] = k
			return k.data, nil
		}
	}
	data := make([]byte, min(block, r.info.Size-start))
	if err := r.fetch(data, start); err != nil {
		return nil, err
	}
	r.kept = append([]keptBlock{{start, data}}, r.kept[:min(len(r.kept), blocks-1)]...)
	return data, nil
}

// fetch fills p from one range, asked for again when the answer breaks off.
func (r *s3Reader) fetch(p []byte, off int64) (err error) {
	var body io.ReadCloser
	for range readTries {
		if body, err = r.get(off, int64(len(p))); err == nil {
			_, err = io.ReadFull(body, p)
			body.Close()
		}
		if err = r.failure(err); !errs.Is(err, errs.Busy) {
			return err
		}
	}
	return err
}

// get asks for n > 0 bytes from off.
func (r *s3Reader) get(off, n int64) (io.ReadCloser, error) {
	if n == 0 {
		return io.NopCloser(bytes.NewReader(nil)), nil
	}
	var opts minio.GetObjectOptions
	if err := opts.SetRange(off, off+n-1); err != nil {
		return nil, err
	}
	body, _, header, err := r.bucket.client.GetObject(r.ctx, r.bucket.at.bucket, r.bucket.key(r.info.SHA256), opts)
	if err != nil {
		return nil, err
	}
	if got := header.Get("Content-Range"); !strings.HasPrefix(got, fmt.Sprintf("bytes %d-%d/", off, off+n-1)) {
		body.Close()
		return nil, errs.Because(errs.Internal, errors.New("asked for a range, got "+got),
			"blob.unreadable", "sha", r.info.SHA256)
	}
	return body, nil
}

// failure is the bucket's, for what can befall a reader.
func (r *s3Reader) failure(err error) error {
	var known *errs.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err == io.EOF: // before the end
		err = io.ErrUnexpectedEOF
	}
	return r.bucket.failure(err, r.info.SHA256)
}
