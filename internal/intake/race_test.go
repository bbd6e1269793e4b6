package intake_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// atOnce does things at the same moment, and gives their errors in order.
func atOnce(do ...func() error) []error {
	errors := make([]error, len(do))
	var all sync.WaitGroup
	start := make(chan struct{})
	for i, one := range do {
		all.Go(func() { <-start; errors[i] = one() })
	}
	close(start)
	all.Wait()
	return errors
}

// TestManySignAtOnce: of eight who sign at the same moment, one does for each
// part, and the others are told by whom it was done.
func TestManySignAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		b := o.submitted(t, monthly())
		var do []func() error
		for i := range 8 {
			name := string(rune('a' + i))
			if i%2 == 0 {
				verifier := o.person(t, name, o.a, lewu.RoleVerifier)
				do = append(do, func() error { _, err := o.Confirm(context.Background(), verifier, b.ID, b.Content); return err })
			} else {
				walidata := o.person(t, name, "", lewu.RoleWalidata)
				do = append(do, func() error { _, err := o.Approve(context.Background(), walidata, b.ID, b.Content); return err })
			}
		}
		signed := 0
		for i, err := range atOnce(do...) {
			if err == nil {
				signed++
				continue
			}
			m, _ := errs.Public(err)
			if !errs.Is(err, errs.Conflict) || m.Args["office"] == "" {
				t.Errorf("signer %d: %v, want a Conflict that names the office", i, err)
			}
		}
		list := must(o.Catalog.Signatures(t.Context(), b.ID))
		if signed != 2 || len(list) != 2 || list[0].Part == list[1].Part {
			t.Errorf("%d signed, %+v, want one for each part", signed, list)
		}
		if got := o.walk(t, b.ID); got.State != catalog.Published {
			t.Errorf("state %s, want terbit", got.State)
		}
	})
}

// TestTwoOnOneBatch lets two people do what excludes one another, at once and one
// after the other: one wins, the other is told what happened and by whom.
func TestTwoOnOneBatch(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := context.Background()
		base := o.draft(t, monthly())
		type move struct {
			act catalog.Act
			do  func(id string) error
		}
		seen := func(state catalog.State) intake.Seen { return intake.Seen{State: state, Content: base.Content} }
		answer := func(actor auth.Actor, state catalog.State) move {
			return move{catalog.Corrected, func(id string) error {
				_, err := o.Answer(ctx, actor, id, seen(state), map[string]string{"hilang": actor.Name})
				return err
			}}
		}
		recall := move{catalog.TakenBack, func(id string) error { _, err := o.Recall(ctx, o.rudi, id, seen(catalog.Submitted)); return err }}
		give := move{catalog.SentBack, func(id string) error { _, err := o.Return(ctx, o.maya, id, seen(catalog.Submitted), "D14"); return err }}
		confirm := move{catalog.Confirmed, func(id string) error { _, err := o.Confirm(ctx, o.budi, id, base.Content); return err }}
		submit := move{catalog.Handed, func(id string) error { _, err := o.Submit(ctx, o.rina, id, seen(catalog.Draft)); return err }}
		cancel := move{catalog.Dropped, func(id string) error { _, err := o.Cancel(ctx, o.rudi, id, seen(catalog.Draft), "salah"); return err }}
		alone := move{catalog.Alone, func(id string) error { _, err := o.PublishAlone(ctx, sari, id, "banjir"); return err }}
		for _, test := range []struct {
			state    catalog.State
			one, two move
		}{
			{catalog.Draft, submit, submit},
			{catalog.Draft, submit, cancel},
			{catalog.Draft, answer(o.rina, catalog.Draft), answer(o.rudi, catalog.Draft)},
			{catalog.Draft, answer(o.rudi, catalog.Draft), submit},
			{catalog.Asking, answer(o.rina, catalog.Asking), answer(o.rudi, catalog.Asking)},
			{catalog.Submitted, recall, give},
			{catalog.Submitted, recall, confirm},
			{catalog.Submitted, give, confirm},
			{catalog.Submitted, answer(o.rina, catalog.Submitted), recall},
			{catalog.Submitted, alone, recall},
		} {
			// One after the other: the second sees what the first saw.
			id := o.forced(t, base, test.state)
			if err := test.one.do(id); err != nil {
				t.Fatalf("%s in %s: %v", test.one.act, test.state, err)
			}
			m, _ := errs.Public(test.two.do(id))
			if m.Key != "intake.overtaken-"+string(test.one.act) || m.Args["office"] == "" {
				t.Errorf("%s after %s: %v", test.two.act, test.one.act, m)
			}
			// At once: exactly one of both, where neither leads to where the other begins.
			id = o.forced(t, base, test.state)
			done := 0
			for _, err := range atOnce(func() error { return test.one.do(id) }, func() error { return test.two.do(id) }) {
				if err == nil {
					done++
				} else if !errs.Is(err, errs.Conflict) {
					t.Errorf("%s beside %s: %v, want Conflict", test.one.act, test.two.act, err)
				}
			}
			// A signature leaves the batch where it is, and the terminal takes it as it is.
			if most := map[bool]int{true: 2, false: 1}[test.two.act == catalog.Confirmed || test.one.act == catalog.Alone]; done < 1 || done > most {
				t.Errorf("%s beside %s: %d done", test.one.act, test.two.act, done)
			}
			b := must(o.Catalog.Batch(ctx, id))
			for _, g := range must(o.Catalog.Signatures(ctx, id)) {
				if g.Void == "" && b.State != catalog.Submitted {
					t.Errorf("%s beside %s: %s, and a signature still counts", test.one.act, test.two.act, b.State)
				}
			}
		}
	})
}

// TestSentTwice: a form that is sent twice, or eight times at once, is one
// delivery; the same key of another person, or none, is another.
func TestSentTwice(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		order := func(once string) intake.Order {
			set := monthly()
			set.AgencyID = o.a
			return intake.Order{New: set, Data: file("1.csv", month(2025, 1, 0)), Once: once}
		}
		ids := make([]string, 8)
		var do []func() error
		for i := range ids {
			do = append(do, func() error {
				b, err := o.Receive(context.Background(), o.rina, order("k1"))
				ids[i] = b.ID
				return err
			})
		}
		for i, err := range atOnce(do...) {
			if err != nil || ids[i] == "" || ids[i] != ids[0] {
				t.Errorf("sending %d: batch %q, %v, want %q", i, ids[i], err, ids[0])
			}
		}
		again, err := o.Receive(t.Context(), o.rina, order("k1"))
		if err != nil || again.ID != ids[0] {
			t.Errorf("sent again: %q, %v, want %q", again.ID, err, ids[0])
		}
		next := intake.Order{Slug: "harga-beras", Data: file("1.csv", month(2025, 1, 0)), Once: "k1"}
		other, err := o.Receive(t.Context(), o.rudi, next)
		if err != nil || other.ID == ids[0] {
			t.Errorf("a colleague's: %q, %v, want another batch", other.ID, err)
		}
		next.Once = ""
		for range 2 {
			b, err := o.Receive(t.Context(), o.rina, next)
			if err != nil || b.ID == ids[0] || b.ID == other.ID {
				t.Errorf("without a key: %q, %v, want another batch", b.ID, err)
			}
		}
		if log := o.log(t, again.Dataset); len(log) != 4 {
			t.Errorf("log %q, want four deliveries", log)
		}
		// A file in the place of another, eight times at once.
		o.walk(t, ids[0])
		revised := intake.Order{Replaces: ids[0], Data: file("2.csv", month(2025, 1, 1)), Once: "k2"}
		for i := range do {
			do[i] = func() error {
				b, err := o.Receive(context.Background(), o.rina, revised)
				ids[i] = b.ID
				return err
			}
		}
		for i, err := range atOnce(do...) {
			if err != nil || ids[i] == "" || ids[i] != ids[0] {
				t.Errorf("replacement %d: batch %q, %v, want %q", i, ids[i], err, ids[0])
			}
		}
	})
}

// TestAnAnswerIsNotLost: a worker that was reading while people took the batch on
// does not put back what it had read before.
func TestAnAnswerIsNotLost(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		set := &catalog.Dataset{Title: "Harga", Topic: "Ekonomi", Agency: "Dinas Contoh A", AgencyID: o.a}
		b, err := o.Receive(ctx, o.rina, intake.Order{New: set, Data: file("harga.csv", "pasar,harga\nA,1.250\nB,3.750\n")})
		if err != nil {
			t.Fatal(err)
		}
		slow := must(o.Catalog.Batch(ctx, b.ID)) // what the slow worker holds in hand
		o.walk(t, b.ID)
		if _, err := o.Answer(ctx, o.rina, b.ID, intake.Seen{}, map[string]string{"decimal:harga": "1.234,5"}); err != nil {
			t.Fatal(err)
		}
		err = d.Write(ctx, func(tx *sql.Tx) error { // both are diterima, a round apart
			slow.State = catalog.Read
			mine, err := o.Catalog.SaveBatch(ctx, tx, slow, catalog.Received)
			if mine {
				t.Error("the slow worker saved over the answer")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := o.walk(t, b.ID); got.State != catalog.Draft || got.Answers["decimal:harga"] != "1.234,5" {
			t.Errorf("state %s, answers %v", got.State, got.Answers)
		}
	})
}

// TestKilledOnTheWay cuts a walk off at every look at the clock, and lets others
// go on, four at once: one version comes out, decided once.
func TestKilledOnTheWay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		o.publish(t, o.draft(t, monthly()))
		cut := errors.New("killed")
		for k := 1; ; k++ {
			body := month(2025, 2, k)
			b, err := o.Receive(t.Context(), o.rina, intake.Order{Slug: "harga-beras", Data: file("kiriman.csv", body)})
			if err != nil {
				t.Fatal(err)
			}
			finished := o.killedWalk(b.ID, k, cut) == nil
			b = o.walk(t, b.ID)
			o.ok(t, func() error { _, err := o.Submit(t.Context(), o.rina, b.ID, intake.SeenOf(b)); return err })
			o.ok(t, func() error { _, err := o.Confirm(t.Context(), o.budi, b.ID, b.Content); return err })
			o.ok(t, func() error { _, err := o.Approve(t.Context(), o.maya, b.ID, b.Content); return err })
			finished = o.killedWalk(b.ID, k, cut) == nil && finished
			walk := func() error { return o.Walk(context.Background(), b.ID) }
			for _, err := range atOnce(walk, walk, walk, walk) {
				if err != nil {
					t.Errorf("cut at %d: %v", k, err)
				}
			}
			v := o.current(t, "harga-beras")
			if v.N != k+1 || v.Batch != b.ID {
				t.Fatalf("cut at %d: version %d of batch %s, want %d of %s", k, v.N, v.Batch, k+1, b.ID)
			}
			released := slices.DeleteFunc(must(o.Catalog.DecisionsOf(t.Context(), d, b.ID)), func(d catalog.Decision) bool { return d.Act != catalog.Released })
			if len(released) != 1 || released[0].Version != v.N {
				t.Errorf("cut at %d: published by %+v", k, released)
			}
			if finished {
				if k < 3 {
					t.Errorf("never cut: the walk looked at the clock %d times", k)
				}
				return
			}
		}
	})
}

// killedWalk walks with a clock that ends the walk at its k-th look, as kill -9
// would: what the transaction had not committed is gone.
func (o *office) killedWalk(id string, k int, cut error) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			err = cut
		}
	}()
	looks := 0
	return o.At(func() time.Time {
		if looks++; looks == k {
			panic(cut)
		}
		return o.now
	}).Walk(context.Background(), id)
}
