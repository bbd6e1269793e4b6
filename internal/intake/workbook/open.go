package workbook

import (
	"context"
	"errors"
	"io"
	"os"

	lewu "github.com/lewu-id/lewu"
)

// A source is a received file that can be read at any place. It tells progress
// and gives up when nobody waits any more.
type source struct {
	io.ReaderAt
	ctx   context.Context
	tick  func(int64)
	size  int64
	done  int64
	close func() error
}

// openSource opens a file. One that can only be read from front to back waits
// in a temporary file.
func openSource(ctx context.Context, in lewu.Input, tick func(int64)) (*source, error) {
	f, err := in.Open()
	if err != nil {
		return nil, err
	}
	s := &source{ctx: ctx, tick: tick, size: in.Size, close: f.Close}
	if at, ok := f.(io.ReaderAt); ok {
		s.ReaderAt = at
		return s, nil
	}
	defer f.Close()
	spool, err := os.CreateTemp("", "lewu-*.xlsx")
	if err != nil {
		return nil, err
	}
	s.ReaderAt = spool
	s.close = func() error { return errors.Join(spool.Close(), os.Remove(spool.Name())) }
	if _, err = io.Copy(spool, io.LimitReader(f, in.Size)); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// ReadAt counts what is read; of a sheet that is read again no more than all.
func (s *source) ReadAt(p []byte, off int64) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.ReaderAt.ReadAt(p, off)
	if s.done += int64(n); s.tick != nil {
		s.tick(min(s.done, s.size))
	}
	return n, err
}
