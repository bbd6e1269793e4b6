package intake

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// maxReason is how many letters a reason may have: two paragraphs.
const maxReason = 1_000

// reasonOf is a reason as one line; the public reads it, so there must be one.
func reasonOf(text string) (string, error) {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	text = strings.ReplaceAll(text, "\x00", "")
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return "", errs.Say(errs.Invalid, "intake.reason-missing")
	case n > maxReason:
		return "", errs.Say(errs.Invalid, "intake.reason-long", "length", strconv.Itoa(n), "limit", strconv.Itoa(maxReason))
	}
	return text, nil
}

// A deed is one act of a person on a batch that rests.
type deed struct {
	act    catalog.Act
	batch  string
	seen   Seen
	reason string
	change func(tx *sql.Tx, s *Sight) error
}

// act does a deed in one transaction: if the actor may, and the batch still is
// what he saw.
func (r *Road) act(ctx context.Context, actor auth.Actor, d deed) (b catalog.Batch, err error) {
	err = r.Catalog.DB().Write(ctx, func(tx *sql.Tx) error {
		b, err = r.actIn(ctx, tx, actor, d)
		return err
	})
	return b, err
}

// actIn is act inside a transaction that ends with it: it announces.
func (r *Road) actIn(ctx context.Context, tx *sql.Tx, actor auth.Actor, d deed) (catalog.Batch, error) {
	s, err := r.sightIn(ctx, tx, d.batch)
	if err != nil {
		return s.Batch, err
	}
	if err := r.mayNow(ctx, tx, actor, s, d); err != nil {
		return s.Batch, err
	}
	was := s.Batch
	if err := d.change(tx, &s); err != nil {
		return was, err
	}
	s.Batch.UpdatedAt = r.Clock()
	if d.takesUp() {
		s.Batch.Holder = actor.Key()
		if err := r.Catalog.AddHand(ctx, tx, d.batch, catalog.Hand{Actor: actor.Key(), Office: actor.Office, At: r.Clock()}); err != nil {
			return was, err
		}
	}
	if d.voids() {
		s.Batch.Approved = ""
		if _, err := r.Catalog.Void(ctx, tx, d.batch, d.act, r.Clock()); err != nil {
			return was, err
		}
	}
	mine, err := r.Catalog.SaveBatch(ctx, tx, s.Batch, was.State)
	if err == nil && !mine {
		err = r.overtaken(ctx, tx, s.Batch)
	}
	if err != nil {
		return was, err
	}
	s.Batch.Revision++
	return s.Batch, r.tell(ctx, tx, actor, d, was, s)
}

// tell writes down what was done: the public log, the trail, the queue, and the
// announcement, which comes last.
func (r *Road) tell(ctx context.Context, tx *sql.Tx, actor auth.Actor, d deed, was catalog.Batch, s Sight) error {
	err := r.Catalog.Decide(ctx, tx, catalog.Decision{
		Dataset: s.Set.ID, Batch: d.batch, Act: d.act, Office: actor.Office, Reason: d.reason, At: r.Clock(),
	})
	if err != nil {
		return err
	}
	err = r.record(ctx, tx, actor, audit.Act{
		Action: "intake." + rules()[d.act].verb, Object: "batch/" + d.batch, Scope: s.Set.AgencyID, Before: stateOf(was, ""), After: stateOf(s.Batch, d.reason),
	})
	if err != nil {
		return err
	}
	if !s.Batch.State.Resting() {
		if err := r.Enqueue(ctx, tx, Walk{Batch: d.batch}); err != nil {
			return err
		}
	}
	return announce.Write(ctx, tx, "batch", d.batch, r.Clock())
}

// takesUp tells whether who does the act has a hand in the batch from then on,
// and holds it.
func (d deed) takesUp() bool {
	return d.act == catalog.Corrected || d.act == catalog.Handed || d.act == catalog.TakenBack || d.act == catalog.Alone
}

// voids tells whether signatures are void after the act.
func (d deed) voids() bool {
	switch d.act {
	case catalog.Corrected, catalog.TakenBack, catalog.SentBack, catalog.Replaced, catalog.Dropped:
		return true
	}
	return false
}

// mayNow says why a deed cannot be done. Who may not do it at all is told first;
// who looked at what has changed since is told by what.
func (r *Road) mayNow(ctx context.Context, q db.Querier, actor auth.Actor, s Sight, d deed) error {
	err := s.May(actor, d.act)
	if err != nil && !errs.Is(err, errs.Conflict) && !errs.Is(err, errs.Confirm) {
		return err
	}
	switch b := s.Batch; {
	case d.seen.Content != "" && d.seen.Content != b.Content && rules()[d.act].part != "":
		return errs.Say(errs.Conflict, "intake.content-moved")
	case d.seen.State != "" && d.seen.State != b.State, d.seen.Content != "" && d.seen.Content != b.Content:
		return r.overtaken(ctx, q, b)
	}
	return err
}

// overtaken is the Conflict of who comes second: what was done in between, and
// by which office.
func (r *Road) overtaken(ctx context.Context, q db.Querier, b catalog.Batch) error {
	list, err := r.Catalog.DecisionsOf(ctx, q, b.ID)
	if err != nil {
		return err
	}
	if len(list) == 0 || list[0].Act == catalog.Sent {
		return errs.Say(errs.Conflict, "intake.wrong-state", "batch", b.ID, "state", string(b.State))
	}
	return errs.Say(errs.Conflict, "intake.overtaken-"+string(list[0].Act), "office", list[0].Office)
}

// A state is what the trail keeps of a batch before and after an act.
type state struct {
	State   catalog.State     `json:"state"`
	Content string            `json:"content,omitempty"`
	Answers map[string]string `json:"answers,omitempty"`
	Solo    string            `json:"solo,omitempty"`
	Reason  string            `json:"reason,omitempty"`
}

func stateOf(b catalog.Batch, reason string) state {
	return state{b.State, b.Content, b.Answers, b.Solo, reason}
}
