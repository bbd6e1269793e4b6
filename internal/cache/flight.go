package cache

import (
	"context"
	"errors"
	"slices"
)

// errUnmade is what the others get when the one who made their entry panicked.
var errUnmade = errors.New("cache.Do: the maker of the entry panicked")

// A flight is an entry in the making, with everybody who waits for it.
type flight struct {
	done    chan struct{}
	entry   *Entry
	err     error
	dropped []string // tags dropped since it began
	all     bool     // everything dropped since it began
}

// Do finds an entry, or makes it: once for all who ask for the key at the same
// time. Errors are given to all of them and are not kept. An entry that make
// marks with a zero Expires is given out and not kept. The one who makes it
// should not stop when its own visitor leaves; those who wait stop with ctx.
func (c *Cache) Do(ctx context.Context, key string, make func() (*Entry, error)) (*Entry, error) {
	now := c.clock()
	c.mu.Lock()
	if entry, ok := c.get(key, now); ok {
		c.mu.Unlock()
		return entry, nil
	}
	if f, ok := c.flights[key]; ok {
		c.mu.Unlock()
		select {
		case <-f.done:
			return f.entry, f.err
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	f := newFlight()
	c.flights[key] = f
	c.making[f] = struct{}{}
	c.mu.Unlock()

	defer c.land(key, f)
	entry, err := make()
	f.entry, f.err = entry, err
	return entry, err
}

func newFlight() *flight { return &flight{done: make(chan struct{}), err: errUnmade} }

// land keeps what a flight brought, if it is still true, and wakes the others.
func (c *Cache) land(key string, f *flight) {
	c.mu.Lock()
	delete(c.making, f)
	if c.flights[key] == f {
		delete(c.flights, key)
	}
	if f.err == nil && f.entry != nil && !f.entry.Expires.IsZero() && !f.stale() {
		c.put(key, f.entry)
	}
	c.mu.Unlock()
	close(f.done)
}

// stale tells whether something the entry was made from changed meanwhile.
func (f *flight) stale() bool {
	return f.all || slices.ContainsFunc(f.dropped, func(tag string) bool {
		return slices.Contains(f.entry.Tags, tag)
	})
}
