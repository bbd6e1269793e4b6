package main

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// measureStart starts the demo store again and again: the server alone, and
// what `make run` does on a store that is full.
func (b *bench) measureStart(ctx context.Context) error {
	data, err := b.demo(ctx)
	if err != nil {
		return err
	}
	var alone, again []time.Duration
	var rss int64
	turns := b.rounds(7)
	for turn := range turns + 1 {
		b.say("start %d of %d", turn+1, turns+1)
		one, held, err := b.startOnce(ctx, data, false)
		if err != nil {
			return err
		}
		two, _, err := b.startOnce(ctx, data, true)
		if err != nil {
			return err
		}
		if turn > 0 {
			alone, again, rss = append(alone, one), append(again, two), max(rss, held)
		}
	}
	b.add(
		atMost("demo store, `lewu serve`: exec to first page", median(alone), time.Second, 300*time.Millisecond),
		noMore("demo store, memory after the first page", rss, 150e6, "–"),
		atMost("second `make run`: `lewu demo --if-empty`, `lewu serve`, first page", median(again), time.Second, 300*time.Millisecond),
	)
	b.note(fmt.Sprintf("Start: %d starts; the page is asked for every 2 ms from the moment of exec; VmRSS is read right after it, the largest counts.", turns))
	return nil
}

// startOnce starts the server, after the other command of `make run` if asked
// to, and gives the time to the first page and the memory held then.
func (b *bench) startOnce(ctx context.Context, data string, makeRun bool) (took time.Duration, rss int64, err error) {
	if makeRun {
		if took, _, err = run(ctx, exec.Command(b.lewu, "demo", "--data", data, "--if-empty")); err != nil {
			return 0, 0, err
		}
	}
	server, err := b.serve(ctx, data)
	if err != nil {
		return 0, 0, err
	}
	defer server.close()
	rss, err = server.memory("VmRSS")
	return took + server.ready, rss, err
}
