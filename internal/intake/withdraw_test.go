package intake_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
)

// TestWithdrawnAndBack takes versions back and puts them back: the newest that
// stands is in force, or none, and each step is announced and decided.
func TestWithdrawnAndBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		o.publish(t, o.draft(t, monthly()))
		o.now = o.now.Add(time.Hour)
		o.publish(t, o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 0))}, catalog.Draft))
		inForce := func() int {
			t.Helper()
			set, err := o.Catalog.Dataset(ctx, "harga-beras")
			if err != nil || set.Newest != 2 {
				t.Fatalf("newest %d, %v, want 2", set.Newest, err)
			}
			return set.Current
		}
		head := func() int64 { return must(announce.Head(ctx, d)) }
		for _, step := range []struct {
			back bool
			n    int
			want int
		}{{false, 2, 1}, {false, 1, 0}, {true, 1, 1}, {true, 2, 2}, {false, 1, 2}, {false, 2, 0}, {true, 2, 2}} {
			before := head()
			do, word := o.Withdraw, "salah kolom"
			if step.back {
				do, word = o.Reinstate, "ternyata benar"
			}
			if err := do(ctx, o.maya, "harga-beras", step.n, word); err != nil {
				t.Fatal(err)
			}
			v := must(o.Catalog.Version(ctx, o.current0(t), step.n))
			if v.WithdrawnAt.IsZero() != step.back || (v.Withdrawn == word) == step.back {
				t.Errorf("version %d: withdrawn %q at %s", step.n, v.Withdrawn, v.WithdrawnAt)
			}
			if got := inForce(); got != step.want || head() != before+1 {
				t.Errorf("version %d in force after %+v, %d announced, want %d and 1", got, step, head()-before, step.want)
			}
			again := map[bool]string{false: "intake.withdrawn-already", true: "intake.not-withdrawn"}[step.back]
			refused(t, "twice", do(ctx, o.maya, "harga-beras", step.n, word), errs.Conflict, again)
		}
		log := o.log(t, o.current0(t))
		want := []string{"ditarik", "ditarik", "dipulihkan", "dipulihkan", "ditarik", "ditarik", "dipulihkan"}
		for i, line := range log[len(log)-len(want):] {
			if line != want[i]+" Diskominfosantik (contoh)" {
				t.Errorf("line %d of the log: %q, want %q", i, line, want[i])
			}
		}
	})
}

// current0 is the id of the only dataset.
func (o *office) current0(t *testing.T) string {
	t.Helper()
	set, err := o.Catalog.Dataset(t.Context(), "harga-beras")
	if err != nil {
		t.Fatal(err)
	}
	return set.ID
}

func TestWhoMayNotWithdraw(t *testing.T) {
	o := newOffice(t, sqlite(t))
	ctx := t.Context()
	o.publish(t, o.draft(t, monthly()))
	stale := o.maya
	stale.Fresh = false
	for _, test := range []struct {
		name   string
		actor  auth.Actor
		slug   string
		n      int
		reason string
		kind   errs.Kind
		key    string
	}{
		{"the producer", o.budi, "harga-beras", 1, "salah", errs.NotFound, "auth.not-yours"},
		{"anybody", auth.Anybody(), "harga-beras", 1, "salah", errs.SignIn, ""},
		{"without the factor", stale, "harga-beras", 1, "salah", errs.Confirm, ""},
		{"without a reason", o.maya, "harga-beras", 1, " ", errs.Invalid, "intake.reason-missing"},
		{"with a novel", o.maya, "harga-beras", 1, strings.Repeat("a", 1001), errs.Invalid, "intake.reason-long"},
		{"no such version", o.maya, "harga-beras", 7, "salah", errs.NotFound, "catalog.no-version"},
		{"no such dataset", o.maya, "harga-jagung", 1, "salah", errs.NotFound, "catalog.no-dataset"},
	} {
		refused(t, test.name, o.Withdraw(ctx, test.actor, test.slug, test.n, test.reason), test.kind, test.key)
		refused(t, test.name+", back", o.Reinstate(ctx, test.actor, test.slug, test.n, test.reason), test.kind, test.key)
	}
	if v := o.current(t, "harga-beras"); v.N != 1 {
		t.Errorf("version %d in force, want 1", v.N)
	}
}

// TestErasedStaysAway: what was erased by law is withdrawn with it, in the log
// too, and never comes back.
func TestErasedStaysAway(t *testing.T) {
	o := newOffice(t, sqlite(t))
	v := o.publish(t, o.draft(t, monthly()))
	if _, err := o.Redact(t.Context(), sari, v.Berkas, "memuat NIK"); err != nil {
		t.Fatal(err)
	}
	refused(t, "back", o.Reinstate(t.Context(), o.maya, "harga-beras", 1, "ternyata benar"), errs.Conflict, "intake.erased")
	if log := o.log(t, v.Dataset); log[len(log)-1] != "ditarik Dinas Contoh A" {
		t.Errorf("log %q", log)
	}
	set, err := o.Catalog.Dataset(t.Context(), "harga-beras")
	if err != nil || set.Current != 0 {
		t.Errorf("version %d in force, %v, want none", set.Current, err)
	}
}

// TestNothingIsBuiltOnWhatWasTakenBack: a delivery that was prepared and signed
// on a version is built again when that one is withdrawn before it goes out.
func TestNothingIsBuiltOnWhatWasTakenBack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		o := newOffice(t, newBench(t, d))
		ctx := t.Context()
		o.publish(t, o.draft(t, monthly()))
		o.publish(t, o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("2.csv", month(2025, 2, 0))}, catalog.Draft))
		b := o.sendBy(t, o.rina, intake.Order{Slug: "harga-beras", Data: file("3.csv", month(2025, 3, 0))}, catalog.Draft)
		o.ok(t, func() error { _, err := o.Submit(ctx, o.rina, b.ID, intake.SeenOf(b)); return err })
		o.ok(t, func() error { _, err := o.Confirm(ctx, o.budi, b.ID, b.Content); return err })
		o.ok(t, func() error { _, err := o.Approve(ctx, o.maya, b.ID, b.Content); return err })
		o.ok(t, func() error { return o.Withdraw(ctx, o.mega, "harga-beras", 2, "salah kolom") })
		if got := o.walk(t, b.ID); got.State != catalog.Published {
			t.Fatalf("state %s %v, want terbit", got.State, got.Failure)
		}
		v := o.current(t, "harga-beras")
		february := func(line string) bool { return strings.HasPrefix(line, "2025-02") }
		if rows := o.rows(t, v); v.N != 3 || v.Base != 1 || len(rows) != 6 || slices.ContainsFunc(rows, february) {
			t.Errorf("version %d on %d: %q, want 3 on 1 without February", v.N, v.Base, rows)
		}
	})
}
