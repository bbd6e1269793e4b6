package intake_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// TestFourEyes: two people sign two parts, in either order, and the version says
// which offices they were.
func TestFourEyes(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		for i, first := range catalog.Parts() {
			set := monthly()
			set.Title, set.Substance = set.Title+" "+string(first), o.bkad
			b := o.draft(t, set)
			_, err := o.Confirm(t.Context(), o.kadek, b.ID, b.Content)
			refused(t, "signed before it was submitted", err, errs.Conflict, "intake.wrong-state")
			if b, err = o.Submit(t.Context(), o.rina, b.ID, intake.SeenOf(b)); err != nil {
				t.Fatal(err)
			}
			confirm := func() (catalog.Batch, error) { return o.Confirm(t.Context(), o.kadek, b.ID, b.Content) }
			approve := func() (catalog.Batch, error) { return o.Approve(t.Context(), o.maya, b.ID, b.Content) }
			steps := []func() (catalog.Batch, error){confirm, approve}
			if i == 1 {
				slices.Reverse(steps)
			}
			for n, step := range steps {
				got, err := step()
				if want := []catalog.State{catalog.Submitted, catalog.Approved}[n]; err != nil || got.State != want {
					t.Fatalf("%s first, signature %d: %s, %v, want %s", first, n+1, got.State, err, want)
				}
				s, err := o.See(t.Context(), o.maya, b.ID)
				if err != nil || len(s.Missing()) != 1-n || n == 0 && s.Missing()[0].Part == first {
					t.Errorf("%s first, signature %d: missing %+v, %v", first, n+1, s.Missing(), err)
				}
			}
			got := o.walk(t, b.ID)
			v, err := o.Catalog.Version(t.Context(), b.Dataset, got.Version)
			if err != nil || v.SubstanceOffice != "BKAD (contoh)" || v.FormOffice != "Diskominfosantik (contoh)" || v.Office != v.FormOffice || v.Publisher != o.maya.Key() || v.Solo != "" {
				t.Errorf("%s first: version of %q and %q, by %q %q, solo %q, %v", first, v.SubstanceOffice, v.FormOffice, v.Office, v.Publisher, v.Solo, err)
			}
			want := []string{"dikirim Dinas Contoh A", "diajukan Dinas Contoh A", "dibenarkan BKAD (contoh)", "disetujui Diskominfosantik (contoh)", "terbit Diskominfosantik (contoh)"}
			if i == 1 {
				want[2], want[3] = want[3], want[2]
			}
			if log := o.log(t, b.Dataset); !slices.Equal(log, want) {
				t.Errorf("%s first: log %q, want %q", first, log, want)
			}
		}
		if n, _, err := audit.Verify(t.Context(), d); err != nil || n < 10 {
			t.Errorf("audit: %d entries, %v", n, err)
		}
		var foreign int
		err := d.QueryRowContext(t.Context(), `SELECT count(*) FROM audit WHERE action LIKE 'intake.%' AND (scope <> $1 OR actor = '' OR office = '' OR after_json = '')`, o.a).Scan(&foreign)
		if err != nil || foreign != 0 {
			t.Errorf("%d lines of the trail without scope, actor, office or what came of it, %v", foreign, err)
		}
	})
}

// TestWhoMayNotSign goes through everybody whose signature would be worth
// nothing.
func TestWhoMayNotSign(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		// All four of these hold every role there is, so that only their hands keep them off.
		all := func(name string) auth.Actor { return o.person(t, name, "", lewu.Roles()...) }
		sender, answerer, submitter, taker, both := all("sender"), all("answerer"), all("submitter"), all("taker"), all("both")
		set := monthly()
		set.Agency, set.AgencyID = "Dinas Contoh A", o.a
		b := o.sendBy(t, sender, intake.Order{New: set, Data: file("1.csv", month(2025, 1, 0))}, catalog.Draft)
		o.ok(t, func() error {
			_, err := o.Answer(ctx, answerer, b.ID, intake.SeenOf(b), map[string]string{"hilang": "ya"})
			return err
		})
		b = o.walk(t, b.ID)
		o.ok(t, func() error { _, err := o.Submit(ctx, submitter, b.ID, intake.SeenOf(b)); return err })
		o.ok(t, func() error { _, err := o.Recall(ctx, submitter, b.ID, intake.Seen{}); return err })
		o.ok(t, func() error {
			return d.Write(ctx, func(tx *sql.Tx) error { return o.HandOver(ctx, tx, submitter.Key(), taker.Key()) })
		})
		o.ok(t, func() error { _, err := o.Submit(ctx, sender, b.ID, intake.SeenOf(b)); return err })
		for _, hand := range []auth.Actor{sender, answerer, submitter, taker} {
			_, err := o.Confirm(ctx, hand, b.ID, b.Content)
			refused(t, hand.Name+" confirmed", err, errs.Forbidden, "intake.own-batch")
			_, err = o.Approve(ctx, hand, b.ID, b.Content)
			refused(t, hand.Name+" approved", err, errs.Forbidden, "intake.own-batch")
		}
		_, err := o.Confirm(ctx, auth.CommandLine("sari"), b.ID, b.Content)
		refused(t, "the terminal confirmed", err, errs.Forbidden, "intake.sign-person")
		_, err = o.Confirm(ctx, o.beni, b.ID, b.Content)
		refused(t, "another agency confirmed", err, errs.NotFound, "auth.not-yours")
		_, err = o.Approve(ctx, o.budi, b.ID, b.Content)
		refused(t, "the verifikator approved", err, errs.Forbidden, "intake.not-your-part")
		_, err = o.Approve(ctx, auth.Anybody(), b.ID, b.Content)
		refused(t, "anybody approved", err, errs.SignIn, "")

		o.ok(t, func() error { _, err := o.Confirm(ctx, both, b.ID, b.Content); return err })
		_, err = o.Confirm(ctx, both, b.ID, b.Content)
		refused(t, "signed twice", err, errs.Conflict, "intake.signed-already")
		_, err = o.Approve(ctx, both, b.ID, b.Content)
		refused(t, "one person signed both parts", err, errs.Conflict, "intake.signed-already")
		_, err = o.Confirm(ctx, o.bella, b.ID, b.Content)
		refused(t, "a part signed by two", err, errs.Conflict, "intake.part-signed")
		if got, err := o.Catalog.Batch(ctx, b.ID); err != nil || got.State != catalog.Submitted {
			t.Errorf("state %s, %v, want diajukan: one part is missing", got.State, err)
		}
	})
}

// TestASignatureIsOfWhatWasSeen: another content, or none, is refused, and what
// changes the content makes the signatures void, which stay to be seen.
func TestASignatureIsOfWhatWasSeen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		set := &catalog.Dataset{Title: "Harga", Topic: "Ekonomi", Agency: "Dinas Contoh A", AgencyID: o.a}
		b := o.sendBy(t, o.rina, intake.Order{New: set, Data: file("harga.csv", "pasar,harga\nA,1.250\nB,3.750\n")}, catalog.Asking)
		decimal := func(how string) catalog.Batch {
			t.Helper()
			if _, err := o.Answer(ctx, o.rina, b.ID, intake.Seen{}, map[string]string{"decimal:harga": how}); err != nil {
				t.Fatal(err)
			}
			return o.walk(t, b.ID)
		}
		b = decimal("1.234,5")
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.SeenOf(b)); return err })
		_, err := o.Confirm(ctx, o.budi, b.ID, "")
		refused(t, "nothing seen", err, errs.Invalid, "intake.nothing-seen")
		_, err = o.Confirm(ctx, o.budi, b.ID, strings.Repeat("0", 64))
		refused(t, "another content", err, errs.Conflict, "intake.content-moved")
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })

		// A colleague has it read in another way: draf again, and the signature is void.
		seen := b
		if b = decimal("1,234.5"); b.State != catalog.Draft || b.Content == seen.Content || b.Approved != "" {
			t.Fatalf("state %s, content %.8s, was %.8s", b.State, b.Content, seen.Content)
		}
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.SeenOf(b)); return err })
		_, err = o.Approve(ctx, o.maya, b.ID, seen.Content)
		refused(t, "approved what it was", err, errs.Conflict, "intake.content-moved")
		o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
		list, err := o.Catalog.Signatures(ctx, b.ID)
		if err != nil || len(list) != 2 || list[0].Void != catalog.Corrected || list[0].Content != seen.Content || list[1].Void != "" {
			t.Errorf("signatures %+v, %v, want the first void", list, err)
		}
		if got := o.walk(t, b.ID); got.State != catalog.Submitted {
			t.Errorf("state %s, want diajukan: the first signature is void", got.State)
		}
		// The void one is given anew, by the same person.
		if got, err := o.Confirm(ctx, o.budi, b.ID, b.Content); err != nil || got.State != catalog.Approved {
			t.Errorf("signed anew: %s, %v, want disetujui", got.State, err)
		}
	})
}

// TestPublicationAsksOnceMore: a batch that says it is approved, and whose
// signatures say otherwise, is not published.
func TestPublicationAsksOnceMore(t *testing.T) {
	for name, tamper := range map[string]string{
		"a part is missing":       `DELETE FROM signature WHERE part = 'substansi'`,
		"a signature is void":     `UPDATE signature SET void = 'diperbaiki', void_at = 1 WHERE part = 'bentuk'`,
		"it is of other content":  `UPDATE signature SET content = 'lain' WHERE part = 'bentuk'`,
		"it is the sender's":      `UPDATE signature SET actor = 'akun-rina' WHERE part = 'bentuk'`,
		"both are one person's":   `DROP INDEX signature_of_person; UPDATE signature SET actor = 'akun-maya'`,
		"the approval is of else": `UPDATE batch SET approved = 'lain'`,
	} {
		o := newOffice(t, sqlite(t))
		b := o.submitted(t, monthly())
		o.ok(t, func() error { _, err := o.Confirm(t.Context(), o.budi, b.ID, b.Content); return err })
		o.ok(t, func() error { _, err := o.Approve(t.Context(), o.maya, b.ID, b.Content); return err })
		if _, err := o.Catalog.DB().ExecContext(t.Context(), tamper); err != nil {
			t.Fatal(err)
		}
		got := o.walk(t, b.ID)
		set, err := o.Catalog.Dataset(t.Context(), "harga-beras")
		if err != nil || got.State != catalog.Failed || got.Failure.Key != "intake.not-approved" || set.Current != 0 {
			t.Errorf("%s: %s %v, version %d, %v", name, got.State, got.Failure, set.Current, err)
		}
	}
}

// TestReturnedAndBack is the way of a batch that is sent back: with a reason,
// corrected by another file, and published in the end.
func TestReturnedAndBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		b := o.submitted(t, monthly())
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })
		for _, reason := range []string{"", " \n\t ", "\x00"} {
			_, err := o.Return(ctx, o.maya, b.ID, intake.SeenOf(b), reason)
			refused(t, "returned without a reason", err, errs.Invalid, "intake.reason-missing")
		}
		_, err := o.Return(ctx, o.maya, b.ID, intake.SeenOf(b), strings.Repeat("a", 1001))
		refused(t, "a long reason", err, errs.Invalid, "intake.reason-long")
		got, err := o.Return(ctx, o.maya, b.ID, intake.SeenOf(b), "Sel D14\n sepuluh kali bulan lalu.")
		if err != nil || got.State != catalog.Returned || got.Failure.Args["reason"] != "Sel D14 sepuluh kali bulan lalu." {
			t.Fatalf("returned: %s %v, %v", got.State, got.Failure, err)
		}
		// The owner of the substance may return too; here he comes too late.
		_, err = o.Return(ctx, o.budi, b.ID, intake.SeenOf(b), "salah")
		refused(t, "returned twice", err, errs.Conflict, "intake.overtaken-dikembalikan")

		next := o.sendBy(t, o.rudi, intake.Order{Replaces: b.ID, Data: file("2025-01-rev.csv", month(2025, 1, 5))}, catalog.Draft)
		if next.Replaces != b.ID || next.Dataset != b.Dataset {
			t.Errorf("replaces %q of %q, want %q of %q", next.Replaces, next.Dataset, b.ID, b.Dataset)
		}
		if old, err := o.Catalog.Batch(ctx, b.ID); err != nil || old.State != catalog.Superseded {
			t.Errorf("the old one: %s, %v, want digantikan", old.State, err)
		}
		if hands := must(o.Catalog.Hands(ctx, next.ID)); len(hands) != 2 || hands[0].Actor != o.rudi.Key() || hands[1].Actor != o.rina.Key() {
			t.Errorf("hands %+v, want rudi's, and rina's from the file before", hands)
		}
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rudi, next.ID, intake.SeenOf(next)); return err })
		o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, next.ID, next.Content); return err })
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.bella, next.ID, next.Content); return err })
		if got := o.walk(t, next.ID); got.State != catalog.Published {
			t.Errorf("state %s %v, want terbit", got.State, got.Failure)
		}
	})
}

// TestANewBaseIsNotSignedUnseen: what was signed goes out on a newer version
// without more ado, unless that brings something nobody saw.
func TestANewBaseIsNotSignedUnseen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		o.publish(t, o.draft(t, monthly()))
		signed := func(body string) catalog.Batch {
			t.Helper()
			b := o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("kiriman.csv", body)}, catalog.Draft)
			o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.SeenOf(b)); return err })
			o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })
			o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
			return b
		}
		february, march := signed(month(2025, 2, 0)), signed(month(2025, 3, 0))
		less := signed("bulan,pasar,harga\n2025-03,Pasar Besar,13300\n")
		for _, id := range []string{february.ID, march.ID} {
			if got := o.walk(t, id); got.State != catalog.Published {
				t.Fatalf("state %s %v, want terbit", got.State, got.Failure)
			}
		}
		if v := o.current(t, "harga-beras"); v.N != 3 || v.Base != 2 || v.FormOffice == "" {
			t.Errorf("version %d on %d, form signed by %q, want 3 on 2", v.N, v.Base, v.FormOffice)
		}
		// March has three markets now; the third delivery would take two away.
		got := o.walk(t, less.ID)
		if got.State != catalog.Asking || got.Approved != "" {
			t.Errorf("state %s, approved %.8q, want bertanya", got.State, got.Approved)
		}
		for _, g := range must(o.Catalog.Signatures(ctx, less.ID)) {
			if g.Void != catalog.Rebuilt {
				t.Errorf("signature for %s void by %q, want %s", g.Part, g.Void, catalog.Rebuilt)
			}
		}
		if log := o.log(t, less.Dataset); log[len(log)-1] != "disusun-ulang " {
			t.Errorf("log ends with %q", log[len(log)-1])
		}
	})
}

// TestAloneIsForTheTerminal: no person publishes alone, by whatever form.
func TestAloneIsForTheTerminal(t *testing.T) {
	o := newOffice(t, sqlite(t))
	everything := o.person(t, "semua", "", lewu.Roles()...)
	set := monthly()
	set.AgencyID = o.a
	_, err := o.Receive(t.Context(), everything, intake.Order{New: set, Data: file("1.csv", month(2025, 1, 0)), Solo: "cepat"})
	refused(t, "sent alone", err, errs.NotFound, "auth.not-yours")
	b := o.draft(t, monthly())
	_, err = o.PublishAlone(t.Context(), everything, b.ID, "cepat")
	refused(t, "published alone", err, errs.Forbidden, "intake.not-your-part")

	got, err := o.PublishAlone(t.Context(), sari, b.ID, "banjir")
	if err != nil || o.walk(t, got.ID).State != catalog.Published {
		t.Fatalf("the terminal: %s, %v", got.State, err)
	}
	v := o.current(t, "harga-beras")
	if v.Solo != "banjir" || v.SubstanceOffice+v.FormOffice != "" || v.Publisher != "sari" {
		t.Errorf("version %+v, want marked as published alone by sari", v)
	}
	if log := o.log(t, b.Dataset); !slices.Equal(log[1:], []string{"sendiri Dinas Contoh A", "terbit Dinas Contoh A"}) {
		t.Errorf("log %q", log)
	}
}

// TestWhereAPersonMaySend: into his own agency, by its id or by its name.
func TestWhereAPersonMaySend(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		for name, id := range map[string]string{"Dinas Contoh A": "", "BKAD (contoh)": o.bkad, "bkad (contoh)": ""} {
			set := monthly()
			set.Agency, set.AgencyID = name, id
			_, err := o.Receive(t.Context(), o.beni, intake.Order{New: set, Data: file("1.csv", month(2025, 1, 0))})
			refused(t, "sent to "+name, err, errs.NotFound, "auth.not-yours")
		}
		if empty, err := o.Catalog.Empty(t.Context()); err != nil || !empty {
			t.Errorf("a dataset was left behind, %v", err)
		}
		o.draft(t, monthly())
		_, err := o.Receive(t.Context(), o.beni, intake.Order{Slug: "harga-beras", Data: file("1.csv", month(2025, 1, 0))})
		refused(t, "sent to a dataset of another agency", err, errs.NotFound, "auth.not-yours")
		_, err = o.Receive(t.Context(), o.kadek, intake.Order{Slug: "harga-beras", Data: file("1.csv", month(2025, 1, 0))})
		refused(t, "sent by one who sends nowhere", err, errs.Forbidden, "")
		// Who confirms the figures is not for the sender to say.
		_, err = o.Describe(t.Context(), o.rina, "harga-beras", nil, func(d *catalog.Dataset) { d.Substance = o.bkad })
		refused(t, "chose who confirms", err, errs.Forbidden, "intake.confirmer")
	})
}

// TestAnotherAgencyConfirms from now on: what the one before signed for a
// delivery that waits is worth nothing.
func TestAnotherAgencyConfirms(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		b := o.submitted(t, monthly())
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })
		got, err := o.Describe(ctx, o.maya, "harga-beras", nil, func(d *catalog.Dataset) { d.Substance = o.bkad })
		if err != nil || got.Substance != o.bkad {
			t.Fatalf("the walidata: %q, %v", got.Substance, err)
		}
		if b, err = o.Approve(ctx, o.mega, b.ID, b.Content); err != nil || b.State != catalog.Submitted {
			t.Errorf("state %s, %v, want diajukan: BKAD has not signed", b.State, err)
		}
		_, err = o.Confirm(ctx, o.bella, b.ID, b.Content)
		refused(t, "the producer confirmed", err, errs.Forbidden, "intake.not-your-part")
		if b, err = o.Confirm(ctx, o.kadek, b.ID, b.Content); err != nil || b.State != catalog.Approved {
			t.Errorf("state %s, %v, want disetujui", b.State, err)
		}
		if log := o.log(t, b.Dataset); log[3] != "dialihkan Diskominfosantik (contoh)" {
			t.Errorf("log %q", log)
		}
	})
}
