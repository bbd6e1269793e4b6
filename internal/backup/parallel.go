package backup

import (
	"context"
	"sync"
	"sync/atomic"
)

// lanes is how many files are copied or read at once: enough to hide the
// answer times of a bucket, few enough for a spinning disk.
const lanes = 4

// inParallel calls step for 0 to n-1, some at once, and gives the first error;
// then those not begun are left out.
func inParallel(ctx context.Context, n int, step func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(n, lanes) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := step(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	group.Wait()
	return context.Cause(ctx)
}

// A counter tells a Progress of each thing done; it may be used in parallel.
type counter struct {
	mu          sync.Mutex
	tell        Progress
	step        string
	done, total int64
}

// begin makes a counter and tells that nothing is done yet; tell may be nil.
func begin(tell Progress, step string, total int) *counter {
	c := &counter{tell: tell, step: step, done: -1, total: int64(total)}
	c.add()
	return c
}

func (c *counter) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done++
	if c.tell != nil {
		c.tell(c.done, c.total, c.step)
	}
}
