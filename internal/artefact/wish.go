package artefact

import (
	"context"
	"sync"
)

// wishes are what should be on a shelf, each on the list once.
type wishes struct {
	mu    sync.Mutex
	list  []string
	on    map[string]bool
	woken chan struct{} // holds one token while the list may have something
}

// Wish asks for the artefacts of a thing to be made when there is time. What
// its name means is between those who wish and those who take Wished.
func (s *Shelf) Wish(name string) {
	w := &s.wishes
	w.mu.Lock()
	if !w.on[name] {
		w.on[name] = true
		w.list = append(w.list, name)
	}
	w.mu.Unlock()
	select {
	case w.woken <- struct{}{}:
	default:
	}
}

// Wished takes the oldest wish, and waits where there is none. ok is false when
// ctx has ended.
func (s *Shelf) Wished(ctx context.Context) (name string, ok bool) {
	w := &s.wishes
	for {
		w.mu.Lock()
		if len(w.list) > 0 {
			name, w.list = w.list[0], w.list[1:]
			delete(w.on, name)
			w.mu.Unlock()
			return name, ctx.Err() == nil
		}
		w.mu.Unlock()
		select {
		case <-w.woken:
		case <-ctx.Done():
			return "", false
		}
	}
}
