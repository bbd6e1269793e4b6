package intake

import (
	"context"
	"database/sql"
	"maps"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Answer gives a person's choices for a batch and reads it again: it asks, it
// failed for want of one, or it is to be read in another way. Signatures under
// what it was are void.
func (r *Road) Answer(ctx context.Context, actor auth.Actor, id string, seen Seen, answers map[string]string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Answer(%q)", id)
	return r.act(ctx, actor, deed{act: catalog.Corrected, batch: id, seen: seen, change: func(_ *sql.Tx, s *Sight) error {
		answered := maps.Clone(s.Batch.Answers)
		if answered == nil {
			answered = map[string]string{}
		}
		maps.Copy(answered, answers)
		s.Batch.Answers, s.Batch.State, s.Batch.Failure = answered, catalog.Received, lewu.Message{}
		return nil
	}})
}

// Submit hands a draft, or one that was returned and stands as it is, to the
// offices that sign it.
func (r *Road) Submit(ctx context.Context, actor auth.Actor, id string, seen Seen) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Submit(%q)", id)
	return r.act(ctx, actor, deed{act: catalog.Handed, batch: id, seen: seen, change: func(_ *sql.Tx, s *Sight) error {
		s.Batch.State, s.Batch.Failure = catalog.Submitted, lewu.Message{}
		return nil
	}})
}

// Recall takes a submitted batch back to draft: the sender, or a colleague, who
// holds it from then on. Signatures given so far are void.
func (r *Road) Recall(ctx context.Context, actor auth.Actor, id string, seen Seen) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Recall(%q)", id)
	return r.act(ctx, actor, deed{act: catalog.TakenBack, batch: id, seen: seen, change: func(_ *sql.Tx, s *Sight) error {
		s.Batch.State = catalog.Draft
		return nil
	}})
}

// Return gives a batch back to its sender with a reason: the office that
// confirms figures, or the walidata.
func (r *Road) Return(ctx context.Context, actor auth.Actor, id string, seen Seen, reason string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Return(%q)", id)
	if reason, err = reasonOf(reason); err != nil {
		return catalog.Batch{}, err
	}
	return r.act(ctx, actor, deed{act: catalog.SentBack, batch: id, seen: seen, reason: reason, change: func(_ *sql.Tx, s *Sight) error {
		s.Batch.State, s.Batch.Failure = catalog.Returned, lewu.Msg("intake.returned", "reason", reason)
		return nil
	}})
}

// Cancel ends a batch that nobody has to sign, with a reason.
func (r *Road) Cancel(ctx context.Context, actor auth.Actor, id string, seen Seen, reason string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Cancel(%q)", id)
	if reason, err = reasonOf(reason); err != nil {
		return catalog.Batch{}, err
	}
	return r.act(ctx, actor, deed{act: catalog.Dropped, batch: id, seen: seen, reason: reason, change: func(_ *sql.Tx, s *Sight) error {
		s.Batch.State, s.Batch.Failure = catalog.Cancelled, lewu.Msg("intake.cancelled", "reason", reason)
		return nil
	}})
}

// Confirm signs the content that was seen for the substance: the figures are the
// office's own and right.
func (r *Road) Confirm(ctx context.Context, actor auth.Actor, id, content string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Confirm(%q)", id)
	return r.sign(ctx, actor, catalog.Confirmed, id, content)
}

// Approve signs the content that was seen for the form.
func (r *Road) Approve(ctx context.Context, actor auth.Actor, id, content string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.Approve(%q)", id)
	return r.sign(ctx, actor, catalog.Cleared, id, content)
}

// sign puts a signature under the content of a batch. The second part sends the
// batch on to publication.
func (r *Road) sign(ctx context.Context, actor auth.Actor, act catalog.Act, id, content string) (catalog.Batch, error) {
	if content == "" {
		return catalog.Batch{}, errs.Say(errs.Invalid, "intake.nothing-seen")
	}
	part := rules()[act].part
	seen := Seen{catalog.Submitted, content}
	return r.act(ctx, actor, deed{act: act, batch: id, seen: seen, change: func(tx *sql.Tx, s *Sight) error {
		g := catalog.Signature{Batch: id, Part: part, Actor: actor.Key(), Office: actor.Office, Content: content, At: r.Clock()}
		if err := r.Catalog.Sign(ctx, tx, g); err != nil {
			return err
		}
		if s.Signatures = append(s.Signatures, g); s.whole() {
			s.Batch.State, s.Batch.Approved = catalog.Approved, content
		}
		return nil
	}})
}

// PublishAlone sends a batch to publication without a second pair of eyes: the
// version carries the reason as a public mark.
func (r *Road) PublishAlone(ctx context.Context, actor auth.Actor, id, reason string) (_ catalog.Batch, err error) {
	defer errs.Wrap(&err, "intake.PublishAlone(%q)", id)
	if reason, err = reasonOf(reason); err != nil {
		return catalog.Batch{}, err
	}
	return r.act(ctx, actor, deed{act: catalog.Alone, batch: id, reason: reason, change: func(_ *sql.Tx, s *Sight) error {
		s.Batch.State, s.Batch.Solo, s.Batch.Approved = catalog.Approved, reason, s.Batch.Content
		return nil
	}})
}
