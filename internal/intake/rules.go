package intake

import (
	"slices"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Seen is what somebody had before him when he decided: forms carry it, and an
// act on a batch that is no longer so is a Conflict. The zero Seen is of whoever
// takes the batch as it is.
type Seen struct {
	State   catalog.State
	Content string // the hash
}

// SeenOf is what a page shows of a batch.
func SeenOf(b catalog.Batch) Seen { return Seen{b.State, b.Content} }

// A right is a permission on the things of one agency.
type right struct{ permission, agency string }

// A rule says when an act may be done, and by whom: one of the rights suffices.
type rule struct {
	verb   string // as the trail names it: "intake.submit"
	from   []catalog.State
	rights func(set catalog.Dataset) []right
	part   catalog.Part // that the act signs
}

// Confirmer is the agency that confirms the figures of a dataset.
func Confirmer(set catalog.Dataset) string {
	if set.Substance != "" {
		return set.Substance
	}
	return set.AgencyID
}

// rules of what people do with a batch, by act.
func rules() map[catalog.Act]rule {
	producer := func(permission string) func(catalog.Dataset) []right {
		return func(set catalog.Dataset) []right { return []right{{permission, set.AgencyID}} }
	}
	confirmer := func(set catalog.Dataset) []right { return []right{{MayConfirm, Confirmer(set)}} }
	either := func(set catalog.Dataset) []right { return append(producer(MayApprove)(set), confirmer(set)...) }

	waiting := []catalog.State{catalog.Submitted}
	resting := []catalog.State{catalog.Asking, catalog.Draft, catalog.Failed, catalog.Returned}
	open := append(slices.Clone(resting), waiting...)
	return map[catalog.Act]rule{
		catalog.Corrected: {verb: "answer", from: open, rights: producer(MayReceive)},
		catalog.Replaced:  {verb: "replace", from: open, rights: producer(MayReceive)},
		catalog.Dropped:   {verb: "cancel", from: resting, rights: producer(MayReceive)},
		catalog.Handed:    {verb: "submit", from: []catalog.State{catalog.Draft, catalog.Returned}, rights: producer(MayReceive)},
		catalog.TakenBack: {verb: "recall", from: waiting, rights: producer(MayReceive)},
		catalog.SentBack:  {verb: "return", from: waiting, rights: either},
		catalog.Confirmed: {verb: "confirm", from: waiting, rights: confirmer, part: catalog.Substance},
		catalog.Cleared:   {verb: "approve", from: waiting, rights: producer(MayApprove), part: catalog.Form},
		catalog.Alone:     {verb: "publish-alone", from: []catalog.State{catalog.Draft, catalog.Submitted}, rights: producer(MayPublish)},
	}
}

// readers are the rights to see a batch: the agency's, or the confirming one's.
func readers(set catalog.Dataset) []right {
	list := []right{{MayRead, set.AgencyID}}
	if c := Confirmer(set); c != set.AgencyID {
		list = append(list, right{MayRead, c})
	}
	return list
}

// require asks for one of some rights on a batch. Who may see it and no more is
// told so; for anybody else it is not there.
func require(actor auth.Actor, set catalog.Dataset, id string, rights []right) error {
	object := func(r right) auth.Object { return auth.Object{Kind: "batch", ID: id, Agency: r.agency} }
	var last error
	for _, r := range rights {
		if last = auth.Require(actor, r.permission, object(r)); last == nil || errs.Is(last, errs.Confirm) {
			return last
		}
	}
	for _, r := range readers(set) {
		if actor.Kind == auth.Person && auth.Can(actor, r.permission, object(r)) {
			return errs.Say(errs.Forbidden, "intake.not-your-part")
		}
	}
	return last
}

// A Sight is all that is known of a batch on its way: what a page shows, and what
// the rules look at.
type Sight struct {
	Batch      catalog.Batch
	Set        catalog.Dataset
	Signatures []catalog.Signature // void ones too, in the order they were given
	Hands      []catalog.Hand
}

// Signed finds the signature for a part that counts.
func (s Sight) Signed(part catalog.Part) (catalog.Signature, bool) {
	for _, g := range s.Signatures {
		if g.Part == part && g.Void == "" && g.Content == s.Batch.Content {
			return g, true
		}
	}
	return catalog.Signature{}, false
}

// A Want is a signature that a batch still lacks: for which part, and of whom.
type Want struct {
	Part       catalog.Part
	Permission string // that the signer needs
	Agency     string // id of the agency whose thing he signs
}

// Missing are the signatures that a batch still lacks before it may be
// published.
func (s Sight) Missing() (list []Want) {
	if s.Batch.Solo != "" || s.Batch.State.Ended() {
		return nil
	}
	for _, want := range []Want{
		{catalog.Substance, MayConfirm, Confirmer(s.Set)},
		{catalog.Form, MayApprove, s.Set.AgencyID},
	} {
		if _, ok := s.Signed(want.Part); !ok {
			list = append(list, want)
		}
	}
	return list
}

// May says whether an actor may do an act with the batch as it is, or why not. A
// Confirm means yes, once the second factor was shown again.
func (s Sight) May(actor auth.Actor, act catalog.Act) error {
	rule, ok := rules()[act]
	if !ok {
		return errs.Say(errs.Invalid, "intake.act-unknown", "act", string(act))
	}
	if err := require(actor, s.Set, s.Batch.ID, rule.rights(s.Set)); err != nil && !errs.Is(err, errs.Confirm) {
		return err
	}
	if !slices.Contains(rule.from, s.Batch.State) {
		return errs.Say(errs.Conflict, "intake.wrong-state", "batch", s.Batch.ID, "state", string(s.Batch.State))
	}
	if rule.part != "" {
		if err := s.maySign(actor, rule.part); err != nil {
			return err
		}
	}
	return require(actor, s.Set, s.Batch.ID, rule.rights(s.Set))
}

// Acts are what an actor may do with the batch as it is, the second factor
// aside.
func (s Sight) Acts(actor auth.Actor) (list []catalog.Act) {
	for _, act := range catalog.Acts() {
		if err := s.May(actor, act); err == nil || errs.Is(err, errs.Confirm) {
			list = append(list, act)
		}
	}
	return list
}

// maySign says why an actor may not sign for a part. Only people sign: at the
// terminal one could stand for two offices.
func (s Sight) maySign(actor auth.Actor, part catalog.Part) error {
	if actor.Kind != auth.Person {
		return errs.Say(errs.Forbidden, "intake.sign-person")
	}
	if slices.ContainsFunc(s.Hands, func(h catalog.Hand) bool { return h.Actor == actor.Key() }) {
		return errs.Say(errs.Forbidden, "intake.own-batch")
	}
	if g, ok := s.Signed(part); ok && g.Actor != actor.Key() {
		return errs.Say(errs.Conflict, "intake.part-signed", "office", g.Office)
	}
	for _, other := range catalog.Parts() {
		if g, ok := s.Signed(other); ok && g.Actor == actor.Key() {
			return errs.Say(errs.Conflict, "intake.signed-already")
		}
	}
	return nil
}

// whole tells whether both parts are signed by two people, neither of them a
// hand of the batch. The rules see to it at every signature; publication asks
// once more.
func (s Sight) whole() bool {
	var signers []string
	for _, part := range catalog.Parts() {
		g, ok := s.Signed(part)
		mine := func(h catalog.Hand) bool { return h.Actor == g.Actor }
		if !ok || slices.Contains(signers, g.Actor) || slices.ContainsFunc(s.Hands, mine) {
			return false
		}
		signers = append(signers, g.Actor)
	}
	return true
}
