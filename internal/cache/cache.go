// Package cache keeps finished answers in memory: bounded by bytes, least
// recently used out first, dropped by the names of what they were made from.
// A page that many ask for at once is made once.
package cache

import (
	"container/list"
	"sync"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
)

// DefaultBytes is the room of the page cache.
const DefaultBytes = 64 << 20

// A Cache is safe for concurrent use.
type Cache struct {
	clock clock.Clock
	limit int64 // bytes

	mu      sync.Mutex
	bytes   int64
	entries map[string]*list.Element // of *item
	recent  *list.List               // front: used last
	byTag   map[string]map[*list.Element]struct{}
	flights map[string]*flight   // that who asks now may join
	making  map[*flight]struct{} // all, also those that are no longer joined
}

type item struct {
	key   string
	entry *Entry
	bytes int64
}

// New makes a cache of at most limit bytes.
func New(limit int64, c clock.Clock) *Cache {
	return &Cache{
		clock: c, limit: limit,
		entries: make(map[string]*list.Element),
		recent:  list.New(),
		byTag:   make(map[string]map[*list.Element]struct{}),
		flights: make(map[string]*flight),
		making:  make(map[*flight]struct{}),
	}
}

// Get finds an entry that has not expired.
func (c *Cache) Get(key string) (*Entry, bool) {
	now := c.clock()
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.get(key, now)
}

func (c *Cache) get(key string, now time.Time) (*Entry, bool) {
	e, ok := c.entries[key]
	if !ok {
		return nil, false
	}
	entry := e.Value.(*item).entry
	if !now.Before(entry.Expires) {
		c.remove(e)
		return nil, false
	}
	c.recent.MoveToFront(e)
	return entry, true
}

// put keeps an entry, unless it alone would take more than an eighth of the
// room: one monster must not push out everything else.
func (c *Cache) put(key string, entry *Entry) {
	if old, ok := c.entries[key]; ok {
		c.remove(old)
	}
	it := &item{key: key, entry: entry, bytes: entry.size() + int64(len(key))}
	if it.bytes > c.limit/8 {
		return
	}
	e := c.recent.PushFront(it)
	c.entries[key] = e
	c.bytes += it.bytes
	for _, tag := range entry.Tags {
		if c.byTag[tag] == nil {
			c.byTag[tag] = make(map[*list.Element]struct{})
		}
		c.byTag[tag][e] = struct{}{}
	}
	for c.bytes > c.limit {
		c.remove(c.recent.Back())
	}
}

func (c *Cache) remove(e *list.Element) {
	it := c.recent.Remove(e).(*item)
	delete(c.entries, it.key)
	c.bytes -= it.bytes
	for _, tag := range it.entry.Tags {
		delete(c.byTag[tag], e)
		if len(c.byTag[tag]) == 0 {
			delete(c.byTag, tag)
		}
	}
}

// Drop forgets every entry that carries one of the tags, also those that are
// being made at this moment from what was there before.
func (c *Cache) Drop(tags ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, tag := range tags {
		for e := range c.byTag[tag] {
			c.remove(e)
		}
	}
	for f := range c.making {
		f.dropped = append(f.dropped, tags...)
	}
	clear(c.flights) // who asks from now on must not get the old page
}

// DropAll forgets everything.
func (c *Cache) DropAll() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for c.recent.Len() > 0 {
		c.remove(c.recent.Back())
	}
	for f := range c.making {
		f.all = true
	}
	clear(c.flights)
}

// Size tells how many entries there are, and how many bytes they take.
func (c *Cache) Size() (entries int, bytes int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.entries), c.bytes
}
