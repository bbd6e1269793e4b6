package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// demo fills an empty store with the sample province, relative to a day.
func demo(ctx context.Context, a *call) (err error) {
	date := a.flags.String("tanggal", "", "hari yang dianggap hari ini, mis. 2025-11-24 (bawaan: hari ini)")
	ifEmpty := a.flags.Bool("if-empty", false, "tidak berbuat apa-apa bila toko data sudah berisi")
	if _, err := a.parse(ctx); err != nil {
		return err
	}
	day, err := clock.ParseDay(clock.Day(time.Now()))
	if err != nil {
		return err
	}
	if *date != "" {
		if day, err = clock.ParseDay(*date); err != nil {
			return errs.Because(errs.Invalid, err, "cli.date", "value", *date)
		}
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()

	started := time.Now()
	n, err := h.Demo(ctx, day, *ifEmpty, func(m lewu.Message) {
		fmt.Fprintln(a.err, a.say(m))
	})
	if err != nil || n == 0 {
		return err
	}
	if a.json {
		return a.report(map[string]any{"datasets": n, "seconds": time.Since(started).Seconds()})
	}
	_, err = fmt.Fprintf(a.out, "Peragaan terisi: %d kumpulan data dalam %.1f detik.\n", n, time.Since(started).Seconds())
	return err
}
