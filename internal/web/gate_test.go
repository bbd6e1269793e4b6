package web

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := map[lewu.Class]Limit{lewu.ClassExport: {Slots: 1, Queue: 1, Wait: 10 * time.Second}}
		g := newGates(limits, 2)[lewu.ClassExport]
		ctx := t.Context()

		leave, err := g.enter(ctx)
		if err != nil {
			t.Fatal(err)
		}
		second := make(chan error)
		go func() {
			leave, err := g.enter(ctx)
			if err == nil {
				leave()
			}
			second <- err
		}()
		synctest.Wait() // the second waits in the queue

		began := time.Now()
		_, err = g.enter(ctx)
		if f := failureOf(err); !errs.Is(err, errs.Busy) || f.status != 503 || f.retry != 30 {
			t.Errorf("the third: %v, %+v; want busy, 503, retry after 30", err, f)
		}
		if waited := time.Since(began); waited != 0 {
			t.Errorf("the third waited %v before it was refused", waited)
		}

		leave()
		if err := <-second; err != nil {
			t.Errorf("the second: %v although the first left", err)
		}

		leave, _ = g.enter(ctx)
		if _, err := g.enter(ctx); !errs.Is(err, errs.Busy) || time.Since(began) != 10*time.Second {
			t.Errorf("nobody leaves: %v after %v, want busy after 10s", err, time.Since(began))
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := g.enter(gone); !errors.Is(err, context.Canceled) {
			t.Errorf("a visitor who left: %v", err)
		}
		leave()
	})
}

// One class never waits for another.
func TestGatesAreApart(t *testing.T) {
	gates := newGates(map[lewu.Class]Limit{lewu.ClassExport: {}}, 2)
	if _, err := gates[lewu.ClassExport].enter(t.Context()); !errs.Is(err, errs.Busy) {
		t.Errorf("export without slots: %v, want busy", err)
	}
	for _, class := range []lewu.Class{lewu.ClassPage, lewu.ClassQuery, lewu.ClassMedia} {
		if _, err := gates[class].enter(t.Context()); err != nil {
			t.Errorf("%q: %v although only exports are full", class, err)
		}
	}
}
