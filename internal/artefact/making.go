package artefact

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Write makes an artefact. It may be called again, and gives the same bytes
// each time.
type Write func(ctx context.Context, w io.Writer) error

// patience is how long whoever asks waits for others to be served.
const patience = 10 * time.Second

// A making is an artefact on its way into a file, at full speed; those who want
// it read behind. So nobody's slow link holds up the engine, and many who ask
// at once cost one making. It ends early when the last of them has left.
type making struct {
	shelf  *Shelf
	name   string // empty: for one reader, not to be kept
	file   *os.File
	cancel context.CancelFunc
	placed chan struct{} // closed when it is on the shelf, or will not be

	mu    sync.Mutex
	size  int64
	ended bool // every byte is in the file, or none will follow
	err   error
	grown chan struct{} // closed, and renewed, when one of these changes
	users int           // who read or wait
}

// A placeError says that the shelf has no room or is broken, not that the
// artefact cannot be made.
type placeError struct{ err error }

func (e *placeError) Error() string { return "no place on the shelf: " + e.err.Error() }
func (e *placeError) Unwrap() error { return e.err }

// join takes part in the making of an artefact, or begins it. The file is for
// this user alone; leave must be called.
func (s *Shelf) join(ctx context.Context, name string, write Write) (m *making, f *os.File, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m = s.makings[name]; m != nil && name != "" {
		if f, err = m.enter(); f != nil || err != nil {
			return m, f, err
		}
	}
	file, err := os.CreateTemp(s.dir, "tmp-*")
	if err != nil {
		return nil, nil, &placeError{err}
	}
	m = &making{shelf: s, name: name, file: file, placed: make(chan struct{}), grown: make(chan struct{})}
	if f, err = m.enter(); err != nil {
		return nil, nil, errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	making, cancel := context.WithCancel(context.WithoutCancel(ctx))
	m.cancel = cancel
	if name != "" {
		s.makings[name] = m
	}
	s.busy.Add(1)
	go m.run(making, write)
	return m, f, nil
}

// enter adds a user with a file of his own; there is none where the last one
// has left. The caller holds the lock of the shelf, so the file has its first
// name.
func (m *making) enter() (*os.File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.users == 0 && m.cancel != nil {
		return nil, nil //nolint:nilnil // nobody's error
	}
	f, err := os.Open(m.file.Name())
	if err != nil {
		return nil, &placeError{err}
	}
	m.users++
	return f, nil
}

// leave ends the part of a user. What nobody waits for is not made.
func (m *making) leave() {
	m.mu.Lock()
	m.users--
	last := m.users == 0 && !m.ended
	m.mu.Unlock()
	if last {
		m.cancel()
	}
}

// run makes the artefact, and puts a whole one that has a name on the shelf.
func (m *making) run(ctx context.Context, write Write) {
	defer m.shelf.busy.Done()
	defer close(m.placed)
	defer m.cancel()
	err := m.shelf.turn(ctx, func() error { return write(ctx, m) })
	m.end(err)
	if err == nil && m.name != "" {
		// Whoever reads has his bytes already; only the shelf waits for the disk.
		err = m.file.Sync()
	}
	if fault := m.file.Close(); err == nil {
		err = fault
	}
	m.shelf.settle(m, err == nil && m.name != "")
}

// turn runs f when its turn comes: few artefacts are made at once.
func (s *Shelf) turn(ctx context.Context, f func() error) error {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
		return f()
	case <-timer.C:
		return &errs.Error{Kind: errs.Busy, Err: errors.New("too many downloads are being made")}
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Write takes the next bytes.
func (m *making) Write(p []byte) (int, error) {
	n, err := m.file.Write(p)
	if err != nil {
		err = &placeError{err}
	}
	m.mu.Lock()
	m.size += int64(n)
	m.tell()
	m.mu.Unlock()
	return n, err
}

// end tells everybody that no byte will follow.
func (m *making) end(err error) {
	m.mu.Lock()
	m.ended, m.err = true, err
	m.tell()
	m.mu.Unlock()
}

// tell wakes who waits. The caller holds the lock.
func (m *making) tell() {
	close(m.grown)
	m.grown = make(chan struct{})
}

// wait waits until there are more bytes than from, or no more to come: then
// size is from, or err says why.
func (m *making) wait(ctx context.Context, from int64) (size int64, ended bool, err error) {
	for {
		m.mu.Lock()
		size, ended, err = m.size, m.ended, m.err
		grown := m.grown
		m.mu.Unlock()
		if size > from || ended {
			if size > from {
				err = nil // first what is there
			}
			return size, ended, err
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return size, ended, ctx.Err()
		}
	}
}

// settle moves a whole artefact to its name, or removes what was made.
func (s *Shelf) settle(m *making, keep bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.makings[m.name] == m {
		delete(s.makings, m.name)
	}
	if keep && os.Rename(m.file.Name(), s.path(m.name)) == nil {
		_ = s.evict(filepath.Base(m.name)) // what cannot be removed now is tried again with the next one
		return
	}
	_ = os.Remove(m.file.Name()) // one that stays is cleared by the next Open
}
