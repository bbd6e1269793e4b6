package web

import (
	"context"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Limit is how many requests of a class run at once, how many wait for their
// turn, and how long: whoever comes after is told at once to come back, so that
// not everybody is late.
type Limit struct {
	Slots int
	Queue int
	Wait  time.Duration
}

// defaultLimits are for a machine with n cores. Pages and queries are work for
// the processor; exports and media mostly wait for the visitor's link, so a
// school class may take a file over a thin one at once. How many files are made
// at once is for the shelf to bound (artefact).
func defaultLimits(n int) map[lewu.Class]Limit {
	return map[lewu.Class]Limit{
		lewu.ClassPage:   {Slots: 16 * n, Queue: 128, Wait: 3 * time.Second},
		lewu.ClassQuery:  {Slots: 4 * n, Queue: 32, Wait: 5 * time.Second},
		lewu.ClassExport: {Slots: 32 * n, Queue: 32, Wait: 10 * time.Second},
		lewu.ClassMedia:  {Slots: 256 * n, Queue: 64, Wait: 2 * time.Second},
	}
}

// retryAfter is what a refused visitor is told, in seconds.
var retryAfter = map[lewu.Class]int{lewu.ClassPage: 2, lewu.ClassQuery: 5, lewu.ClassExport: 30, lewu.ClassMedia: 5}

// A gate admits requests of one class.
type gate struct {
	slots chan struct{}
	queue chan struct{}
	wait  time.Duration
	retry int
}

// newGates makes a gate for each class.
func newGates(limits map[lewu.Class]Limit, cores int) map[lewu.Class]*gate {
	gates := make(map[lewu.Class]*gate)
	for class, limit := range defaultLimits(cores) {
		if own, ok := limits[class]; ok {
			limit = own
		}
		gates[class] = &gate{
			slots: make(chan struct{}, limit.Slots),
			queue: make(chan struct{}, limit.Queue),
			wait:  limit.Wait,
			retry: retryAfter[class],
		}
	}
	return gates
}

// enter waits for a slot. The error is busy, or that the visitor left.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-g.slots }
	select {
	case g.slots <- struct{}{}:
		return leave, nil
	default:
	}
	select {
	case g.queue <- struct{}{}:
		defer func() { <-g.queue }()
	default:
		return nil, &busyError{retry: g.retry}
	}
	timer := time.NewTimer(g.wait)
	defer timer.Stop()
	select {
	case g.slots <- struct{}{}:
		return leave, nil
	case <-timer.C:
		return nil, &busyError{retry: g.retry}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// A busyError is of kind Busy and says when to come back.
type busyError struct{ retry int }

func (e *busyError) Error() string { return "all slots and the queue are taken" }

func (e *busyError) Unwrap() error { return errs.Say(errs.Busy, "web.error.busy.text") }
