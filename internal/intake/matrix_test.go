package intake_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// where each act may be done: a mark for each state, in the order of
// catalog.States.
var allowedIn = map[catalog.Act]string{
	//                  diterima dibaca diperiksa bertanya draf diajukan disetujui terbit gagal dikembalikan digantikan dibatalkan
	catalog.Corrected: "---xxx--xx--",
	catalog.Replaced:  "---xxx--xx--",
	catalog.Dropped:   "---xx---xx--",
	catalog.Handed:    "----x----x--",
	catalog.TakenBack: "-----x------",
	catalog.SentBack:  "-----x------",
	catalog.Confirmed: "-----x------",
	catalog.Cleared:   "-----x------",
	catalog.Alone:     "----xx------",
}

// by whom: roles, in the agency that produces (P) or the one that confirms (C).
var allowedTo = map[catalog.Act]string{
	catalog.Corrected: "operator@P verifikator@P",
	catalog.Replaced:  "operator@P verifikator@P",
	catalog.Dropped:   "operator@P verifikator@P",
	catalog.Handed:    "operator@P verifikator@P",
	catalog.TakenBack: "operator@P verifikator@P",
	catalog.SentBack:  "walidata@P verifikator@C pemilik-substansi@C",
	catalog.Confirmed: "verifikator@C pemilik-substansi@C",
	catalog.Cleared:   "walidata@P",
	catalog.Alone:     "",
}

const readers = "operator verifikator pemilik-substansi walidata pimpinan auditor"

// TestEveryStateActAndRole asks the rules about each state, each act and each
// role, held in the producing agency, the confirming one, another one and the
// province, and holds the answers against the two tables above.
func TestEveryStateActAndRole(t *testing.T) {
	o := newOffice(t, sqlite(t))
	asked := 0
	for _, substance := range []string{"", o.bkad} {
		set := catalog.Dataset{ID: "1", Slug: "padi", AgencyID: o.a, Substance: substance}
		confirms := o.a
		if substance != "" {
			confirms = substance
		}
		for _, role := range lewu.Roles() {
			for _, agency := range []string{o.a, o.bkad, o.b, ""} {
				actor := o.person(t, "siapa", agency, role)
				in := func(id string) bool { return agency == "" || agency == id }
				for act := range allowedIn {
					can := in(o.a) && slices.Contains(strings.Fields(allowedTo[act]), string(role)+"@P") ||
						in(confirms) && slices.Contains(strings.Fields(allowedTo[act]), string(role)+"@C")
					reads := (in(o.a) || in(confirms)) && slices.Contains(strings.Fields(readers), string(role))
					for i, state := range catalog.States() {
						s := intake.Sight{Set: set, Batch: catalog.Batch{ID: "b", State: state, Content: "isi"}}
						got, want := errs.KindOf(s.May(actor, act)), errs.Kind(-1)
						switch {
						case can && allowedIn[act][i] == 'x':
							want = errs.Internal // of no error at all
						case can:
							want = errs.Conflict
						case reads:
							want = errs.Forbidden
						default:
							want = errs.NotFound
						}
						if asked++; got != want || want == errs.Internal && s.May(actor, act) != nil {
							t.Errorf("%s at %q, %s in %s (confirmed by %q): %v, want kind %d", role, agency, act, state, substance, s.May(actor, act), want)
						}
					}
				}
			}
		}
	}
	if asked != 2*8*4*9*12 {
		t.Errorf("%d questions asked", asked)
	}
}

// TestOthersThanPeople: the terminal may do all but sign, the public is asked who
// it is, a machine may do nothing of it.
func TestOthersThanPeople(t *testing.T) {
	set := catalog.Dataset{ID: "1", Slug: "padi", AgencyID: "a"}
	for act, marks := range allowedIn {
		for i, state := range catalog.States() {
			s := intake.Sight{Set: set, Batch: catalog.Batch{ID: "b", State: state, Content: "isi"}}
			signs := act == catalog.Confirmed || act == catalog.Cleared
			err := s.May(auth.CommandLine("sari"), act)
			switch {
			case marks[i] != 'x':
				refused(t, fmt.Sprint("terminal ", act, state), err, errs.Conflict, "intake.wrong-state")
			case signs:
				refused(t, fmt.Sprint("terminal ", act, state), err, errs.Forbidden, "intake.sign-person")
			case err != nil:
				t.Errorf("terminal, %s in %s: %v", act, state, err)
			}
			refused(t, fmt.Sprint("public ", act, state), s.May(auth.Anybody(), act), errs.SignIn, "")
			refused(t, fmt.Sprint("machine ", act, state), s.May(auth.Actor{Kind: auth.Machine}, act), errs.NotFound, "")
		}
	}
}

// TestAStrongActWantsTheFactorAgain, and only where the act could be done.
func TestAStrongActWantsTheFactorAgain(t *testing.T) {
	o := newOffice(t, sqlite(t))
	set := catalog.Dataset{ID: "1", Slug: "padi", AgencyID: o.a}
	stale := o.maya
	stale.Fresh = false
	s := intake.Sight{Set: set, Batch: catalog.Batch{ID: "b", State: catalog.Submitted, Content: "isi"}}
	refused(t, "in time", s.May(stale, catalog.Cleared), errs.Confirm, "auth.confirm")
	if acts := s.Acts(stale); !slices.Equal(acts, []catalog.Act{catalog.Cleared, catalog.SentBack}) {
		t.Errorf("Acts = %v, want both of the walidata", acts)
	}
	s.Batch.State = catalog.Draft
	refused(t, "too early", s.May(stale, catalog.Cleared), errs.Conflict, "intake.wrong-state")
	s.Batch.State, s.Hands = catalog.Submitted, []catalog.Hand{{Actor: stale.Key()}}
	refused(t, "his own", s.May(stale, catalog.Cleared), errs.Forbidden, "intake.own-batch")
}

// TestEveryActLeadsWhereItMust does each act in each state on real stores: what
// may not be done changes nothing, what may leads to its state, with a line in
// the log, and a hand and void signatures where the act brings them.
func TestEveryActLeadsWhereItMust(t *testing.T) {
	lead := map[catalog.Act]catalog.State{
		catalog.Corrected: catalog.Received, catalog.Replaced: catalog.Superseded, catalog.Dropped: catalog.Cancelled,
		catalog.Handed: catalog.Submitted, catalog.TakenBack: catalog.Draft, catalog.SentBack: catalog.Returned,
		catalog.Confirmed: catalog.Submitted, catalog.Cleared: catalog.Submitted, catalog.Alone: catalog.Approved,
	}
	voids := []catalog.Act{catalog.Corrected, catalog.Replaced, catalog.Dropped, catalog.TakenBack, catalog.SentBack}
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		base := o.draft(t, monthly())
		ctx := t.Context()
		do := map[catalog.Act]func(id string) error{
			catalog.Corrected: func(id string) error {
				_, err := o.Answer(ctx, o.rudi, id, intake.Seen{}, map[string]string{"hilang": "ya"})
				return err
			},
			catalog.Replaced: func(id string) error {
				_, err := o.Receive(ctx, o.rudi, intake.Order{Replaces: id, Data: file("baru.csv", month(2025, 1, 1))})
				return err
			},
			catalog.Dropped:   func(id string) error { _, err := o.Cancel(ctx, o.rudi, id, intake.Seen{}, "salah berkas"); return err },
			catalog.Handed:    func(id string) error { _, err := o.Submit(ctx, o.rudi, id, intake.Seen{}); return err },
			catalog.TakenBack: func(id string) error { _, err := o.Recall(ctx, o.rudi, id, intake.Seen{}); return err },
			catalog.SentBack:  func(id string) error { _, err := o.Return(ctx, o.mega, id, intake.Seen{}, "lihat D14"); return err },
			catalog.Confirmed: func(id string) error { _, err := o.Confirm(ctx, o.bella, id, base.Content); return err },
			catalog.Cleared:   func(id string) error { _, err := o.Approve(ctx, o.mega, id, base.Content); return err },
			catalog.Alone:     func(id string) error { _, err := o.PublishAlone(ctx, sari, id, "banjir"); return err },
		}
		for act, marks := range allowedIn {
			for i, state := range catalog.States() {
				id := o.forced(t, base, state)
				if state == catalog.Submitted && slices.Contains(voids, act) {
					o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, id, base.Content); return err })
				}
				before := o.whole(t, id)
				err := do[act](id)
				after := o.whole(t, id)
				if marks[i] != 'x' {
					refused(t, fmt.Sprint(act, " in ", state), err, errs.Conflict, "")
					if after != before {
						t.Errorf("%s in %s was refused and changed\n%s into\n%s", act, state, before, after)
					}
					continue
				}
				b, _ := o.Catalog.Batch(ctx, id)
				if err != nil || b.State != lead[act] {
					t.Errorf("%s in %s: %s, %v, want %s", act, state, b.State, err, lead[act])
				}
				if list, err := o.Catalog.DecisionsOf(ctx, d, id); err != nil || len(list) == 0 || list[0].Act != act {
					t.Errorf("%s in %s: last decision %v, %v", act, state, list, err)
				}
				for _, g := range must(o.Catalog.Signatures(ctx, id)) {
					if (g.Void == "") == slices.Contains(voids, act) || g.Void != "" && (g.Void != act || g.VoidAt.IsZero()) {
						t.Errorf("%s in %s: signature for %s void by %q", act, state, g.Part, g.Void)
					}
				}
			}
		}
	})
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// forced copies a checked batch under a new id and puts it into a state.
func (o *office) forced(t *testing.T, base catalog.Batch, state catalog.State) string {
	t.Helper()
	id := db.NewID()
	err := o.Catalog.DB().Write(t.Context(), func(tx *sql.Tx) error {
		b := base
		b.ID, b.State = id, catalog.Received
		if err := o.Catalog.InsertBatch(t.Context(), tx, b, must(o.Catalog.Files(t.Context(), base.ID))); err != nil {
			return err
		}
		b.State, b.Revision = state, 0
		_, err := o.Catalog.SaveBatch(t.Context(), tx, b, catalog.Received)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// whole is all that the stores hold of a batch.
func (o *office) whole(t *testing.T, id string) string {
	t.Helper()
	ctx := context.Background()
	text, err := json.Marshal([]any{must(o.Catalog.Batch(ctx, id)), must(o.Catalog.Signatures(ctx, id)),
		must(o.Catalog.Hands(ctx, id)), must(o.Catalog.DecisionsOf(ctx, o.Catalog.DB(), id))})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
