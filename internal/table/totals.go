package table

import (
	"container/list"
	"sync"
)

// totals remembers the latest exact counts: versions never change, so a count
// stays true.
type totals struct {
	mu     sync.Mutex
	most   int
	by     map[string]*list.Element
	recent *list.List // of counted rows, the latest in front
}

type knownTotal struct {
	key string
	n   int64
}

func newTotals(most int) *totals {
	return &totals{most: most, by: map[string]*list.Element{}, recent: list.New()}
}

func (t *totals) get(key string) (int64, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, ok := t.by[key]
	if !ok {
		return 0, false
	}
	t.recent.MoveToFront(at)
	return at.Value.(knownTotal).n, true
}

// put remembers a count, and forgets the one not asked for longest. Keys over
// 4 kB are not worth their room.
func (t *totals) put(key string, n int64) {
	if len(key) > 4096 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if at, ok := t.by[key]; ok {
		at.Value = knownTotal{key, n}
		return
	}
	t.by[key] = t.recent.PushFront(knownTotal{key, n})
	if t.recent.Len() > t.most {
		oldest := t.recent.Remove(t.recent.Back()).(knownTotal)
		delete(t.by, oldest.key)
	}
}
