package intake

import (
	"context"
	"database/sql"
	"maps"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// settle looks at the findings of a checked batch and says where it rests:
// gagal, bertanya, draf, or on to terbit where the sender said so alone.
func (r *Road) settle(ctx context.Context, b catalog.Batch) error {
	findings, err := r.Catalog.Findings(ctx, b.ID)
	if err != nil {
		return err
	}
	was := b.State
	b.State = catalog.Draft
	switch worst(findings) {
	case lewu.Reject:
		b.State, b.Failure = catalog.Failed, first(findings, lewu.Reject).Message
	case lewu.Ask:
		b.State = catalog.Asking
	default:
		if b.Solo != "" {
			b.State, b.Approved = catalog.Approved, b.Content
		} else if b.Approved != "" && b.Approved == b.Content {
			b.State = catalog.Approved // rebuilt on a newer base, nothing new was found
		}
	}
	return r.save(ctx, b, was, nil, nil)
}

// worst is the gravest severity among findings; empty where there is none.
func worst(list []lewu.Finding) lewu.Severity {
	order := map[lewu.Severity]int{lewu.Note: 1, lewu.Warn: 2, lewu.Ask: 3, lewu.Reject: 4}
	var w lewu.Severity
	for _, f := range list {
		if order[f.Severity] > order[w] {
			w = f.Severity
		}
	}
	return w
}

func first(list []lewu.Finding, s lewu.Severity) lewu.Finding {
	for _, f := range list {
		if f.Severity == s {
			return f
		}
	}
	return lewu.Finding{}
}

// move takes a batch by hand from one of the given states to another, if the
// actor may, and records who did it.
func (r *Road) move(ctx context.Context, actor auth.Actor, id, permission string, from []catalog.State,
	change func(tx *sql.Tx, b *catalog.Batch) error) (b catalog.Batch, err error) {
	if err := auth.Require(actor, permission, auth.Object{Kind: "batch", ID: id}); err != nil {
		return b, err
	}
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		if b, err = r.Catalog.BatchIn(ctx, tx, id); err != nil {
			return err
		}
		was, ok := b.State, false
		for _, s := range from {
			ok = ok || s == was
		}
		if !ok {
			return errs.Say(errs.Conflict, "intake.wrong-state", "batch", id, "state", string(was))
		}
		if err := change(tx, &b); err != nil {
			return err
		}
		b.UpdatedAt = r.Clock()
		mine, err := r.Catalog.SaveBatch(ctx, tx, b, was)
		if err != nil {
			return err
		}
		if !mine {
			return errs.Say(errs.Conflict, "intake.wrong-state", "batch", id, "state", string(was))
		}
		if !b.State.Resting() {
			if err := r.Enqueue(ctx, tx, Walk{Batch: id}); err != nil {
				return err
			}
		}
		return r.record(ctx, tx, actor, permission, "batch", id, b.State)
	})
	return b, err
}

// Answer gives a person's choices for a batch that asks (or failed for want of
// one) and reads it again.
func (r *Road) Answer(ctx context.Context, actor auth.Actor, id string, answers map[string]string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Answer(%q)", id)
	return r.move(ctx, actor, id, "intake.receive", []catalog.State{catalog.Asking, catalog.Draft, catalog.Failed},
		func(_ *sql.Tx, b *catalog.Batch) error {
			if b.Answers == nil {
				b.Answers = map[string]string{}
			}
			maps.Copy(b.Answers, answers)
			b.State, b.Approved, b.Failure = catalog.Received, "", lewu.Message{}
			return nil
		})
}

// Submit hands a draft to the offices that check it.
func (r *Road) Submit(ctx context.Context, actor auth.Actor, id string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Submit(%q)", id)
	return r.move(ctx, actor, id, "intake.receive", []catalog.State{catalog.Draft},
		func(_ *sql.Tx, b *catalog.Batch) error { b.State = catalog.Submitted; return nil })
}

// Return gives a batch back to its sender with a reason.
func (r *Road) Return(ctx context.Context, actor auth.Actor, id, reason string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Return(%q)", id)
	if reason == "" {
		return catalog.Batch{}, errs.Say(errs.Invalid, "intake.reason-missing")
	}
	return r.move(ctx, actor, id, "intake.approve", []catalog.State{catalog.Submitted},
		func(_ *sql.Tx, b *catalog.Batch) error {
			b.State, b.Failure = catalog.Returned, lewu.Msg("intake.returned", "reason", reason)
			return nil
		})
}

// offices is how many offices must sign before a batch may be published: the
// owner of the substance and the walidata.
const offices = 2

// Approve signs the content of a submitted batch for an office. The second
// office's signature sends the batch on to publication. A sender never signs
// his own batch, and a signature under other content does not count.
func (r *Road) Approve(ctx context.Context, actor auth.Actor, id string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Approve(%q)", id)
	return r.move(ctx, actor, id, "intake.approve", []catalog.State{catalog.Submitted},
		func(tx *sql.Tx, b *catalog.Batch) error {
			if actor.Name == b.Sender || actor.Office == b.Office {
				return errs.Say(errs.Forbidden, "intake.own-batch")
			}
			_, err := tx.ExecContext(ctx, `INSERT INTO approval (batch, actor, office, content, at) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (batch, office) DO UPDATE SET actor = excluded.actor, content = excluded.content, at = excluded.at`,
				id, actor.Name, actor.Office, b.Content, clock.Millis(r.Clock()))
			if err != nil {
				return err
			}
			var signed int
			err = tx.QueryRowContext(ctx, `SELECT count(*) FROM approval WHERE batch = $1 AND content = $2`, id, b.Content).Scan(&signed)
			if err != nil {
				return err
			}
			if signed >= offices {
				b.State, b.Approved = catalog.Approved, b.Content
			}
			return nil
		})
}

// PublishAlone sends a batch to publication without a second pair of eyes: the
// version carries the reason as a public mark.
func (r *Road) PublishAlone(ctx context.Context, actor auth.Actor, id, reason string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.PublishAlone(%q)", id)
	if reason == "" {
		return catalog.Batch{}, errs.Say(errs.Invalid, "intake.reason-missing")
	}
	return r.move(ctx, actor, id, "intake.publish", []catalog.State{catalog.Draft, catalog.Submitted},
		func(_ *sql.Tx, b *catalog.Batch) error {
			b.State, b.Solo, b.Approved = catalog.Approved, reason, b.Content
			return nil
		})
}
