package artefact

import (
	"context"
	"errors"
	"io"
	"math"
	"os"

	"github.com/lewu-id/lewu/internal/errs"
)

// ErrLeft says that whoever was to get an artefact took no more of it.
var ErrLeft = errors.New("the reader has left")

// Send gives an artefact to w while it is made, and keeps it on the shelf for
// the next; without a name it is for this reader alone. Where the disk has no
// room it is made straight into w. An error before the first byte leaves w
// untouched.
func (s *Shelf) Send(ctx context.Context, name string, w io.Writer, write Write) (err error) {
	defer errs.Wrap(&err, "artefact.Send(%q)", name)

	sent, err := s.follow(ctx, name, w, write)
	var place *placeError
	if errors.As(err, &place) && !errors.Is(err, ErrLeft) {
		return write(ctx, &rest{w: w, skip: sent})
	}
	return err
}

// follow copies an artefact behind the one who makes it.
func (s *Shelf) follow(ctx context.Context, name string, w io.Writer, write Write) (sent int64, err error) {
	m, f, err := s.join(ctx, name, write)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	defer m.leave()
	block := make([]byte, 64<<10) // for a w that takes no files
	for {
		size, ended, err := m.wait(ctx, sent)
		if err != nil || ended && size == sent {
			return sent, err
		}
		n, err := io.CopyBuffer(w, io.LimitReader(f, size-sent), block)
		sent += n
		if err != nil && !readable(f, sent) {
			return sent, &placeError{err}
		}
		if err != nil {
			return sent, errors.Join(ErrLeft, err)
		}
	}
}

// readable tells whether a file can be read where it broke off, so that it was
// the reader who did not take it.
func readable(f *os.File, at int64) bool {
	_, err := f.ReadAt(make([]byte, 1), at)
	return err == nil
}

// Whole opens an artefact once all of it is there: from the shelf, or made now.
// The file is the caller's to close.
func (s *Shelf) Whole(ctx context.Context, name string, write Write) (_ *os.File, err error) {
	defer errs.Wrap(&err, "artefact.Whole(%q)", name)

	if f, ok := s.Take(name); ok {
		return f, nil
	}
	m, f, err := s.join(ctx, name, write)
	if err != nil {
		return nil, err
	}
	defer m.leave()
	if _, _, err := m.wait(ctx, math.MaxInt64); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Keep sees to it that an artefact is on the shelf.
func (s *Shelf) Keep(ctx context.Context, name string, write Write) (err error) {
	defer errs.Wrap(&err, "artefact.Keep(%q)", name)

	if _, ok := s.Size(name); ok {
		return nil
	}
	m, f, err := s.join(ctx, name, write)
	if err != nil {
		return err
	}
	defer m.leave()
	f.Close()
	if _, _, err := m.wait(ctx, math.MaxInt64); err != nil {
		return err
	}
	select {
	case <-m.placed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// NoRoom tells whether an artefact failed for its place alone: it can still be
// sent.
func NoRoom(err error) bool {
	var place *placeError
	return errors.As(err, &place)
}

// A rest is the part of an artefact that its reader does not have yet.
type rest struct {
	w    io.Writer
	skip int64
}

func (r *rest) Write(p []byte) (int, error) {
	if r.skip >= int64(len(p)) {
		r.skip -= int64(len(p))
		return len(p), nil
	}
	from := r.skip
	r.skip = 0
	n, err := r.w.Write(p[from:])
	if err != nil {
		err = errors.Join(ErrLeft, err)
	}
	return int(from) + n, err
}
