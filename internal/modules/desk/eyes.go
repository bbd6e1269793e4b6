package desk

import (
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// A may is what an actor may do with a batch now. The road decides, here and again
// when it is done; knowing it before only spares people buttons that refuse.
type may struct {
	Answer, Submit, Recall, Drop, Replace bool         // the sender's
	Confirm, Approve                      bool         // the signers'
	Return                                string       // the act by which the actor returns it; empty: he may not
	Take                                  bool         // the files as they were received
	Why                                   lewu.Message // why somebody who signs such batches does not sign this one
}

// Signs tells whether there is a decision to make.
func (m may) Signs() bool { return m.Confirm || m.Approve }

// Own tells whether the sender has something to do.
func (m may) Own() bool { return m.Answer || m.Submit || m.Replace }

// mayDo says what an actor may do with a batch.
func mayDo(actor auth.Actor, s intake.Sight) (m may) {
	list := s.Acts(actor)
	has := func(act catalog.Act) bool { return slices.Contains(list, act) }
	m = may{
		Submit: has(catalog.Handed), Recall: has(catalog.TakenBack), Drop: has(catalog.Dropped), Replace: has(catalog.Replaced),
		Confirm: has(catalog.Confirmed), Approve: has(catalog.Cleared),
		// What was submitted is answered once it was taken back: signatures end with it.
		Answer: has(catalog.Corrected) && s.Batch.State != catalog.Submitted,
		Take:   auth.Can(actor, MayTake, auth.Object{Agency: through(actor.Scope(MayTake), s.Set)}),
	}
	m.Replace = m.Replace && s.Batch.State != catalog.Submitted
	if has(catalog.SentBack) {
		m.Return = actDeny
		if auth.Can(actor, intake.MayApprove, auth.Object{Agency: s.Set.AgencyID}) {
			m.Return = actReturn
		}
	}
	if s.Batch.State == catalog.Submitted && m.Return != "" && !m.Signs() {
		m.Why = whyNot(actor, s)
	}
	return m
}

// whyNot is why an actor who signs batches of this kind does not sign this one.
func whyNot(actor auth.Actor, s intake.Sight) lewu.Message {
	for _, act := range []catalog.Act{catalog.Confirmed, catalog.Cleared} {
		err := s.May(actor, act)
		if sentence, ok := errs.Public(err); ok && sentence.Key != "intake.not-your-part" && !errs.Is(err, errs.NotFound) {
			return sentence
		}
	}
	return lewu.Message{}
}
