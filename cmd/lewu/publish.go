package main

import (
	"context"
	"errors"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// publish sends a checked batch out without a second pair of eyes. With
// --jawab it first answers what the batch asks, and reads it again.
func publish(ctx context.Context, a *call) (err error) {
	reason := a.flags.String("alasan", "", "mengapa tanpa mata kedua, satu kalimat untuk publik")
	answers := pairs{}
	a.flags.Var(answers, "jawab", "jawaban atas pertanyaan, nama=nilai (boleh diulang)")
	rest, err := a.parse(ctx)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return errs.Say(errs.Invalid, "cli.one-batch")
	}
	h, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	solo, err := soloReason(ctx, h, true, *reason)
	if err != nil {
		return err
	}
	stop, err := h.Work(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()

	id := rest[0]
	if len(answers) > 0 {
		if _, err := h.Road.Answer(ctx, operator(), id, intake.Seen{}, answers); err != nil {
			return err
		}
	}
	b, err := h.Road.Wait(ctx, id, func(catalog.Batch) {})
	if err != nil {
		return err
	}
	if b.State == catalog.Draft || b.State == catalog.Submitted {
		if b, err = h.Road.PublishAlone(ctx, operator(), id, solo); err != nil {
			return err
		}
	} else if b.State != catalog.Published && b.State != catalog.Asking && b.State != catalog.Failed {
		return errs.Say(errs.Conflict, "intake.wrong-state", "batch", id, "state", string(b.State))
	}
	worst := codeOK
	if _, err := a.follow(ctx, h, b, "", &worst); err != nil {
		return err
	}
	if worst != codeOK {
		return errCode(worst)
	}
	return nil
}
