package blob

import (
	"context"
	"os"
	"path/filepath"
	"sync"

	"github.com/lewu-id/lewu/internal/errs"
)

// Local gives the path of a copy of a file on this machine's disk, proved
// against its name (or, with Unverified, trusted where it lies already).
//
// For a disk store that is its own file, which must not be changed; for S3 it
// is dir/sha, downloaded once however many callers wait for it. dir belongs to
// the caller, who may delete from it.
func Local(ctx context.Context, s Store, sha, dir string, opts ...Option) (path string, err error) {
	defer errs.Wrap(&err, "blob.Local(%q)", sha)
	if err := check(sha); err != nil {
		return "", err
	}
	unverified := gather(opts).unverified
	if s, ok := s.(interface {
		local(ctx context.Context, sha, dir string, unverified bool) (string, error)
	}); ok {
		return s.local(ctx, sha, dir, unverified)
	}
	return fetch(ctx, s, sha, dir, unverified)
}

// fetch finds or makes the proved copy dir/sha.
func fetch(ctx context.Context, s Store, sha, dir string, unverified bool) (string, error) {
	path := filepath.Join(dir, sha)
	if f, err := os.Open(path); err == nil {
		if !unverified {
			err = prove(ctx, f, sha)
		}
		f.Close()
		if err == nil {
			return path, nil
		}
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
	}
	r, err := s.Open(ctx, sha)
	if err != nil {
		return "", err
	}
	defer r.Close()
	if err := makeFolder(dir); err != nil {
		return "", writeError(err)
	}
	if err := sweep(dir); err != nil {
		return "", writeError(err)
	}
	src := &source{ctx: ctx, r: newProof(r, sha)}
	temp, _, err := writeTemp(dir, src)
	if src.err != nil {
		return "", src.err
	}
	if err == nil {
		if err = os.Rename(temp, path); err != nil {
			os.Remove(temp)
		}
	}
	return path, writeError(err)
}

// flights share work between those who ask for the same thing at once. The
// work ends early when the last of them has stopped waiting.
type flights struct {
	mu sync.Mutex
	by map[string]*flight
}

type flight struct {
	waiting int
	cancel  context.CancelFunc
	done    chan struct{}
	path    string
	err     error
}

func (f *flights) do(ctx context.Context, key string, work func(context.Context) (string, error)) (string, error) {
	f.mu.Lock()
	fl := f.by[key]
	if fl == nil {
		fl = f.start(ctx, key, work)
	}
	fl.waiting++
	f.mu.Unlock()

	select {
	case <-fl.done:
		return fl.path, fl.err
	case <-ctx.Done():
	}
	f.mu.Lock()
	fl.waiting--
	last := fl.waiting == 0
	if last {
		f.forget(key, fl)
	}
	f.mu.Unlock()
	if last {
		fl.cancel()
		<-fl.done // so that nothing is written after the caller went on
	}
	return "", ctx.Err()
}

// start begins a flight; f.mu is held.
func (f *flights) start(ctx context.Context, key string, work func(context.Context) (string, error)) *flight {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	fl := &flight{cancel: cancel, done: make(chan struct{})}
	if f.by == nil {
		f.by = map[string]*flight{}
	}
	f.by[key] = fl
	go func() {
		defer cancel()
		fl.path, fl.err = work(ctx)
		f.mu.Lock()
		f.forget(key, fl)
		f.mu.Unlock()
		close(fl.done)
	}()
	return fl
}

// forget makes the next caller start anew; f.mu is held.
func (f *flights) forget(key string, fl *flight) {
	if f.by[key] == fl {
		delete(f.by, key)
	}
}
