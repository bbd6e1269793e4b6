package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"

	"github.com/lewu-id/lewu/internal/errs"
)

// Verify reads all bytes of a file and compares their hash with its name. A
// mismatch is of kind Internal and says "blob.damaged": see Damaged.
func Verify(ctx context.Context, s Store, sha string) (err error) {
	defer errs.Wrap(&err, "blob.Verify(%q)", sha)
	return verify(ctx, s, sha)
}

func verify(ctx context.Context, s Store, sha string) error {
	r, err := s.Open(ctx, sha)
	if err != nil {
		return err
	}
	defer r.Close()
	return prove(ctx, r, sha)
}

// Damaged tells whether err says that a file's bytes no longer match its name.
func Damaged(err error) bool {
	m, ok := errs.Public(err)
	return ok && m.Key == "blob.damaged"
}

// Copy stores the file sha of src in dst, proved on the way. Where dst has it
// already it is proved there instead, and replaced if it is damaged.
func Copy(ctx context.Context, dst, src Store, sha string) (err error) {
	defer errs.Wrap(&err, "blob.Copy(%q)", sha)
	err = verify(ctx, dst, sha)
	switch {
	case err == nil:
		return nil
	case Damaged(err):
		if err := dst.Delete(ctx, sha); err != nil {
			return err
		}
	case !errs.Is(err, errs.NotFound):
		return err
	}
	r, err := src.Open(ctx, sha)
	if err != nil {
		return err
	}
	defer r.Close()
	_, err = dst.Put(ctx, newProof(r, sha))
	return err
}

func prove(ctx context.Context, r io.Reader, sha string) error {
	_, err := io.Copy(io.Discard, &source{ctx: ctx, r: newProof(r, sha)})
	return err
}

// A proof passes bytes through and ends with blob.damaged in place of io.EOF
// when they do not hash to sha, so that whoever writes them keeps nothing.
type proof struct {
	r    io.Reader
	hash hash.Hash
	sha  string
}

func newProof(r io.Reader, sha string) *proof { return &proof{r, sha256.New(), sha} }

func (p *proof) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.hash.Write(b[:n])
	var known *errs.Error
	switch {
	case err == nil:
	case err == io.EOF:
		if got := hex.EncodeToString(p.hash.Sum(nil)); got != p.sha {
			err = errs.Say(errs.Internal, "blob.damaged", "sha", p.sha)
		}
	case errors.As(err, &known), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
	default:
		err = errs.Because(errs.Internal, err, "blob.unreadable", "sha", p.sha)
	}
	return n, err
}
