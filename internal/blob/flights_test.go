package blob

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

func TestFlightsShareWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var f flights
		var works atomic.Int32
		gate := make(chan struct{})
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				path, err := f.do(t.Context(), "a", func(context.Context) (string, error) {
					works.Add(1)
					<-gate
					return "path", nil
				})
				if path != "path" || err != nil {
					t.Errorf("do = %q, %v, want path", path, err)
				}
			})
		}
		synctest.Wait()
		close(gate)
		all.Wait()
		if got := works.Load(); got != 1 {
			t.Errorf("work ran %d times, want 1", got)
		}
	})
}

// The first caller leaving must not end the work of the second; the last one
// leaving must.
func TestFlightsEndWithTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var f flights
		ended := false
		work := func(ctx context.Context) (string, error) {
			<-ctx.Done()
			ended = true
			return "", ctx.Err()
		}
		first, leave := context.WithCancel(t.Context())
		second, leaveToo := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for _, ctx := range []context.Context{first, second} {
			all.Go(func() {
				if _, err := f.do(ctx, "a", work); !errors.Is(err, context.Canceled) {
					t.Errorf("do = %v, want %v", err, context.Canceled)
				}
			})
		}
		synctest.Wait()
		leave()
		synctest.Wait()
		if ended {
			t.Error("work ended with the first of two")
		}
		leaveToo()
		all.Wait()
		if !ended || len(f.by) != 0 {
			t.Errorf("ended %t with %d in flight, want true with 0", ended, len(f.by))
		}
	})
}
