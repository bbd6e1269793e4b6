package intake_test

import (
	"database/sql"
	"slices"
	"strings"
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

// TestHandedOver: who leaves gives what he holds to an heir, who then has a hand
// in it; what is at its end, or on its way out, stays.
func TestHandedOver(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		base := o.draft(t, monthly())
		ids := map[catalog.State]string{}
		for _, state := range catalog.States() {
			ids[state] = o.forced(t, base, state)
		}
		signed := o.forced(t, base, catalog.Submitted)
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, signed, base.Content); return err })

		admin := o.person(t, "admin", "", lewu.RoleAdmin)
		hand := func(from, to string) {
			t.Helper()
			o.ok(t, func() error {
				return d.Write(ctx, func(tx *sql.Tx) error { return o.HandOver(auth.With(ctx, admin), tx, from, to) })
			})
		}
		hand(o.rina.Key(), o.budi.Key())
		for state, id := range ids {
			stays := state.Ended() || state == catalog.Approved
			b, hands := must(o.Catalog.Batch(ctx, id)), must(o.Catalog.Hands(ctx, id))
			if want := map[bool]string{true: o.rina.Key(), false: o.budi.Key()}[stays]; b.Holder != want || b.Sender != o.rina.Key() || len(hands) != map[bool]int{true: 1, false: 2}[stays] {
				t.Errorf("%s: held by %q, sent by %q, hands %+v, want %q", state, b.Holder, b.Sender, hands, want)
			}
		}
		if b := must(o.Catalog.Batch(ctx, signed)); b.Holder != o.rina.Key() || len(must(o.Catalog.Hands(ctx, signed))) != 1 {
			t.Errorf("what the heir signed is held by %q", b.Holder)
		}
		_, err := o.Confirm(ctx, o.budi, ids[catalog.Submitted], base.Content)
		refused(t, "the heir signed", err, errs.Forbidden, "intake.own-batch")

		// Nobody follows: colleagues go on with it.
		hand(o.budi.Key(), "")
		if b := must(o.Catalog.Batch(ctx, ids[catalog.Draft])); b.Holder != "" {
			t.Errorf("held by %q, want nobody", b.Holder)
		}
		got, err := o.Submit(ctx, o.rudi, ids[catalog.Draft], intake.Seen{})
		if err != nil || got.Holder != o.rudi.Key() {
			t.Errorf("a colleague: held by %q, %v", got.Holder, err)
		}
		var lines int
		err = d.QueryRowContext(ctx, `SELECT count(*) FROM audit WHERE action = 'intake.hand-over' AND actor = $1 AND scope = $2`, admin.Key(), o.a).Scan(&lines)
		if err != nil || lines != 2*9 { // eight forced ones and the first, twice
			t.Errorf("%d lines of the trail, %v, want 18", lines, err)
		}
	})
}

// TestMergedWhileItWaits: an agency is merged while its batch waits. Its people
// and those of the heir go on with it, and it is published.
func TestMergedWhileItWaits(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		b := o.submitted(t, monthly())
		o.now = o.now.AddDate(0, 1, 0)
		heir := o.merge(t, "Dinas Contoh Bersama")
		if err := o.Catalog.NameAgencies(ctx, o.Ref, o.now); err != nil {
			t.Fatal(err)
		}
		lisa := o.person(t, "lisa", heir, lewu.RoleVerifier)      // of the heir
		beti := o.person(t, "beti", o.b, lewu.RoleVerifier)       // of the other that was merged
		stranger := o.person(t, "asing", o.bkad, lewu.RoleLeader) // of none
		if _, err := o.See(ctx, lisa, b.ID); err != nil {
			t.Errorf("the heir does not see it: %v", err)
		}
		_, err := o.See(ctx, stranger, b.ID)
		refused(t, "a stranger sees it", err, errs.NotFound, "auth.not-yours")
		o.ok(t, func() error { _, err := o.Return(ctx, beti, b.ID, intake.SeenOf(b), "cek lagi"); return err })
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.Seen{}); return err })
		o.ok(t, func() error { _, err := o.Confirm(ctx, lisa, b.ID, b.Content); return err })
		o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
		if got := o.walk(t, b.ID); got.State != catalog.Published {
			t.Fatalf("state %s %v, want terbit", got.State, got.Failure)
		}
		set, err := o.Catalog.Dataset(ctx, "harga-beras")
		v := o.current(t, "harga-beras")
		if err != nil || set.Agency != "Dinas Contoh Bersama" || v.SubstanceOffice != "Dinas Contoh Bersama" {
			t.Errorf("of %q, confirmed by %q, %v", set.Agency, v.SubstanceOffice, err)
		}
	})
}

// TestTheClockJumps back ten years between two acts, and forth: the order of
// things does not hang on it.
func TestTheClockJumps(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		jump := func(years int) { o.now = o.now.AddDate(years, 0, 0) }
		o.publish(t, o.draft(t, monthly()))
		jump(-10)
		b := o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 0))}, catalog.Draft)
		jump(20)
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.SeenOf(b)); return err })
		jump(-15)
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })
		jump(1)
		o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
		jump(-3)
		o.walk(t, b.ID)
		if v := o.current(t, "harga-beras"); v.N != 2 || v.Base != 1 {
			t.Errorf("version %d on %d in force, want 2 on 1", v.N, v.Base)
		}
		var acts []string
		for _, line := range o.log(t, b.Dataset)[5:] {
			acts = append(acts, strings.Fields(line)[0])
		}
		if want := []string{"dikirim", "diajukan", "dibenarkan", "disetujui", "terbit"}; !slices.Equal(acts, want) {
			t.Errorf("log %q, want %q", acts, want)
		}
	})
}

// TestPreview shows a batch as the version it would become, to those who may see
// it, and as the one it became.
func TestPreview(t *testing.T) {
	o := newOffice(t, sqlite(t))
	ctx := t.Context()
	asked := monthly()
	asked.Substance = o.bkad
	b := o.submitted(t, asked)
	o.now = o.now.Add(time.Hour)
	leader := o.person(t, "pimpinan", o.a, lewu.RoleLeader)
	for _, actor := range []auth.Actor{o.rina, o.kadek, o.maya, leader, sari} {
		set, v, err := o.Preview(ctx, actor, b.ID)
		if err != nil || set.Slug != "harga-beras" || v.N != 1 || v.Rows != 3 || !v.PublishedAt.Equal(o.now) || v.Office != "Dinas Contoh A" {
			t.Errorf("%s: version %d of %q, %d rows, %v", actor.Name, v.N, set.Slug, v.Rows, err)
		}
		if rows := o.rows(t, v); len(rows) != 3 {
			t.Errorf("%s: rows %q", actor.Name, rows)
		}
	}
	_, _, err := o.Preview(ctx, o.beni, b.ID)
	refused(t, "another agency looked", err, errs.NotFound, "auth.not-yours")
	_, _, err = o.Preview(ctx, auth.Anybody(), b.ID)
	refused(t, "anybody looked", err, errs.SignIn, "")
	_, _, err = o.Preview(ctx, o.rina, "tidak-ada")
	refused(t, "nothing there", err, errs.NotFound, "catalog.no-batch")

	bad := o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("x.csv", "bulan,harga\n2025-02,1\n")}, catalog.Failed)
	_, _, err = o.Preview(ctx, o.rina, bad.ID)
	refused(t, "one that failed", err, errs.Conflict, "intake.no-preview")
	o.ok(t, func() error { _, err := o.Confirm(ctx, o.kadek, b.ID, b.Content); return err })
	o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
	o.walk(t, b.ID)
	if _, v, err := o.Preview(ctx, o.rina, b.ID); err != nil || v.FormOffice == "" || v.N != 1 {
		t.Errorf("of a published one: %+v, %v", v, err)
	}
}

// TestOwner: the agency that a route asks for. BKAD finds what it confirms under
// its own name, and nothing else of Dinas Contoh A.
func TestOwner(t *testing.T) {
	o := newOffice(t, sqlite(t))
	asked := monthly()
	asked.Substance = o.bkad
	b := o.draft(t, asked)
	for _, test := range []struct {
		actor      auth.Actor
		permission string
		want       string
	}{
		{o.kadek, intake.MayRead, o.bkad}, {o.kadek, intake.MayConfirm, o.bkad}, {o.kadek, intake.MayReceive, o.a},
		{o.rina, intake.MayRead, o.a}, {o.budi, intake.MayConfirm, o.bkad}, {o.maya, intake.MayRead, o.a}, {o.maya, intake.MayApprove, o.a},
	} {
		got, err := o.Owner(auth.With(t.Context(), test.actor), test.permission, b.ID)
		if err != nil || got != test.want {
			t.Errorf("%s, %s: %q, %v, want %q", test.actor.Name, test.permission, got, err, test.want)
		}
	}
}
