package ref_test

import (
	"context"
	"database/sql"
	"slices"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/messagetest"
	"github.com/lewu-id/lewu/internal/ref"
)

func TestMessages(t *testing.T) {
	messagetest.Check(t, ref.Messages, "ref", "ref.contrast-", "ref.add", "ref.period", "ref.contact", "ref.succeed", "ref.end", "ref.reopen", "ref.settings", "ref.topic", "ref.region")
}

// A registry is a store on a day that the test can move.
type registry struct {
	*ref.Store
	t   *testing.T
	db  *db.DB
	day string
}

func newRegistry(t *testing.T, d *db.DB) *registry {
	t.Helper()
	r := &registry{t: t, db: d, day: "2025-06-01"}
	for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations()} {
		if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	r.Store = ref.New(d, func() time.Time {
		day, _ := time.Parse(time.DateOnly, r.day)
		return day.Add(5 * time.Hour)
	})
	return r
}

func (r *registry) write(fn func(tx *sql.Tx) error) error { return r.db.Write(r.t.Context(), fn) }

func (r *registry) add(name, short, from string) ref.Agency {
	r.t.Helper()
	var a ref.Agency
	err := r.write(func(tx *sql.Tx) (err error) {
		a, err = r.Add(r.t.Context(), tx, ref.Agency{Periods: []ref.Period{{From: from, Name: name, Short: short}}})
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return a
}

func (r *registry) succeed(s ref.Succession) error {
	return r.write(func(tx *sql.Tx) error { return r.Succeed(r.t.Context(), tx, s) })
}

func (r *registry) line(id string) []string {
	r.t.Helper()
	line, err := r.Line(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return line
}

// undecided are the agencies that ended without one heir.
func (r *registry) undecided() ([]ref.Agency, error) {
	list, err := r.Agencies(r.t.Context(), "")
	return slices.DeleteFunc(list, func(a ref.Agency) bool { return !a.Undecided(r.day) }), err
}

func sorted(ids ...string) []string { slices.Sort(ids); return ids }

func TestNamesByDecree(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		a := r.add("Dinas Pangan", "Dispangan", "2017-01-01")
		err := r.write(func(tx *sql.Tx) error {
			return r.AddPeriod(t.Context(), tx, a.ID, ref.Period{
				From: "2025-07-01", Name: "Dinas Ketahanan  Pangan", Short: "Dishanpang", Code: "2.09.0.00.0.00.01.0000", Decree: "Perda 1/2025", DecreeOn: "2025-05-30",
			})
		})
		if err != nil {
			t.Fatal(err)
		}
		for day, want := range map[string]string{"2016-01-01": "Dinas Pangan", "2025-06-30": "Dinas Pangan", "2025-07-01": "Dinas Ketahanan Pangan", "2030-01-01": "Dinas Ketahanan Pangan"} {
			r.day = day
			got, err := r.Agency(t.Context(), a.ID)
			if err != nil || got.Name != want || got.Slug != "dinas-pangan" {
				t.Errorf("%s: %q at %q (%v), want %q at dinas-pangan", day, got.Name, got.Slug, err, want)
			}
		}
		r.day = "2025-08-01"
		for _, word := range []string{"dinas pangan", "DISPANGAN", "dishanpang", "2.09.0.00.0.00.01.0000", "dinas-pangan", a.ID, " Dinas  Ketahanan Pangan "} {
			if got, err := r.FindAgency(t.Context(), word); err != nil || got.ID != a.ID {
				t.Errorf("FindAgency(%q) = %q, %v", word, got.Name, err)
			}
		}
		_, err = r.FindAgency(t.Context(), "Dinas Ketahanan Pagan")
		if m, _ := errs.Public(err); m.Key != "ref.no-agency-near" || m.Args["near"] != "Dinas Ketahanan Pangan" {
			t.Errorf("a slip of the pen: %v", err)
		}
	})
}

// Two agencies are merged on a day to come, and the merged one is later split:
// rights and pages follow the merger from that day on, and the split nowhere.
func TestLine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		farm, food, other := r.add("Dinas Pertanian", "", "2017-01-01"), r.add("Dinas Pangan", "", "2017-01-01"), r.add("Dinas Kehutanan", "", "2017-01-01")
		both := r.add("Dinas Pertanian dan Pangan", "", "2025-07-01")
		err := r.succeed(ref.Succession{From: []string{farm.ID, food.ID}, To: []string{both.ID}, On: "2025-07-01", Decree: "Perda 1/2025"})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.line(farm.ID); !slices.Equal(got, []string{farm.ID}) {
			t.Errorf("before the day of the merger: %v", got)
		}
		r.day = "2025-07-01"
		want := sorted(farm.ID, food.ID, both.ID)
		for _, id := range want {
			if got := r.line(id); !slices.Equal(got, want) {
				t.Errorf("line of %s: %v, want all three", id, got)
			}
		}
		if got := r.line(other.ID); !slices.Equal(got, []string{other.ID}) {
			t.Errorf("an agency beside it: %v", got)
		}
		if got := r.line("tak-dikenal"); len(got) != 0 {
			t.Errorf("an unknown agency counts as %v", got)
		}
		page, err := r.AgencyBySlug(t.Context(), "dinas-pangan")
		if err != nil || !page.Closed(r.day) || len(page.Successors) != 1 || page.Successors[0].Slug != both.Slug {
			t.Errorf("the old address: %+v, %v", page, err)
		}

		east, west := r.add("Dinas Pertanian Timur", "", "2026-01-01"), r.add("Dinas Pertanian Barat", "", "2026-01-01")
		err = r.succeed(ref.Succession{From: []string{both.ID}, To: []string{east.ID, west.ID}, On: "2026-01-01", Decree: "Perda 9/2025"})
		if err != nil {
			t.Fatal(err)
		}
		r.day = "2026-01-01"
		if got := r.line(farm.ID); !slices.Equal(got, want) {
			t.Errorf("after the split: %v, want the merged three", got)
		}
		if got := r.line(east.ID); !slices.Equal(got, []string{east.ID}) {
			t.Errorf("one of the two: %v", got)
		}
		waiting, err := r.undecided()
		if err != nil || len(waiting) != 1 || waiting[0].ID != both.ID {
			t.Errorf("undecided %v, %v, want the split one", waiting, err)
		}
	})
}

func TestRefusals(t *testing.T) {
	r := newRegistry(t, dbtest.Open(t, dbtest.SQLite(t)))
	a, b := r.add("Dinas A", "DA", "2017-01-01"), r.add("Dinas B", "", "2017-01-01")
	over, late := r.add("Dinas C", "", "2017-01-01"), r.add("Dinas D", "", "2026-01-01")
	if err := r.succeed(ref.Succession{From: []string{over.ID}, To: []string{b.ID}, On: "2024-01-01", Decree: "Perda 2/2023"}); err != nil {
		t.Fatal(err)
	}
	add := func(p ...ref.Period) error {
		return r.write(func(tx *sql.Tx) error { _, err := r.Add(t.Context(), tx, ref.Agency{Periods: p}); return err })
	}
	period := func(id string, p ref.Period) error {
		return r.write(func(tx *sql.Tx) error { return r.AddPeriod(t.Context(), tx, id, p) })
	}
	end := func(id, on, decree string) error {
		return r.write(func(tx *sql.Tx) error { return r.End(t.Context(), tx, id, on, decree, "") })
	}
	reopen := func(id, reason string) error {
		return r.write(func(tx *sql.Tx) error { return r.Reopen(t.Context(), tx, id, reason) })
	}
	for _, test := range []struct {
		name, key string
		err       error
	}{
		{"no name", "ref.name-missing", add(ref.Period{From: "2020-01-01", Name: "  "})},
		{"no period", "ref.name-missing", add()},
		{"no day", "ref.from-missing", add(ref.Period{Name: "Dinas X"})},
		{"31 February", "ref.day", add(ref.Period{From: "2020-02-31", Name: "Dinas X"})},
		{"backwards", "ref.period-backwards", add(ref.Period{From: "2020-02-01", Until: "2020-02-01", Name: "Dinas X"})},
		{"code", "ref.code-shape", add(ref.Period{From: "2020-02-01", Code: "1.03", Name: "Dinas X"})},
		{"overlap", "ref.periods-overlap", add(ref.Period{From: "2020-01-01", Until: "2021-06-01", Name: "X"}, ref.Period{From: "2021-01-01", Name: "Y"})},
		{"open and then another", "ref.periods-overlap", add(ref.Period{From: "2020-01-01", Name: "X"}, ref.Period{From: "2021-01-01", Name: "Y"})},
		{"gap", "ref.periods-gap", add(ref.Period{From: "2020-01-01", Until: "2021-01-01", Name: "X"}, ref.Period{From: "2021-02-01", Name: "Y"})},
		{"a name that is taken", "ref.name-taken", add(ref.Period{From: "2020-01-01", Name: "dinas  a"})},
		{"a short name that is taken", "ref.name-taken", add(ref.Period{From: "2020-01-01", Name: "Dinas Anu", Short: "da"})},
		{"a period behind the end", "ref.agency-closed", period(over.ID, ref.Period{From: "2025-01-01", Name: "Dinas C Baru"})},
		{"an unknown agency", "ref.no-agency", period("x", ref.Period{From: "2025-01-01", Name: "Dinas"})},
		{"no decree", "ref.decree-missing", r.succeed(ref.Succession{From: []string{a.ID}, To: []string{b.ID}, On: "2025-01-01"})},
		{"many to many", "ref.succession-shape", r.succeed(ref.Succession{From: []string{a.ID, b.ID}, To: []string{a.ID, b.ID}, On: "2025-01-01", Decree: "x"})},
		{"twice", "ref.agency-closed", r.succeed(ref.Succession{From: []string{over.ID}, To: []string{a.ID}, On: "2025-01-01", Decree: "x"})},
		{"itself", "ref.succession-circle", r.succeed(ref.Succession{From: []string{a.ID}, To: []string{a.ID}, On: "2025-01-01", Decree: "x"})},
		{"a circle", "ref.succession-circle", r.succeed(ref.Succession{From: []string{b.ID}, To: []string{over.ID}, On: "2025-01-01", Decree: "x"})},
		{"into one that is not there yet", "ref.succession-early", r.succeed(ref.Succession{From: []string{a.ID}, To: []string{late.ID}, On: "2025-01-01", Decree: "x"})},
		{"a new name that is taken", "ref.name-taken", period(b.ID, ref.Period{From: "2025-01-01", Name: "Dinas A"})},
		{"a name as its address", "ref.name-taken", add(ref.Period{From: "2020-01-01", Name: "DINAS 'A'"})},
		{"a former name that is taken", "ref.name-taken", add(ref.Period{From: "2020-01-01", Until: "2021-01-01", Name: "Dinas A"}, ref.Period{From: "2021-01-01", Name: "Dinas Z"})},
		{"an end without a decree", "ref.decree-missing", end(a.ID, "2025-01-01", "")},
		{"an end before it began", "ref.period-backwards", end(a.ID, "2016-01-01", "x")},
		{"an end of what has ended", "ref.agency-closed", end(over.ID, "2025-01-01", "x")},
		{"reopened without a reason", "ref.reason-missing", reopen(over.ID, " ")},
		{"reopened though open", "ref.agency-open", reopen(a.ID, "salah")},
		{"before it began", "ref.period-backwards", r.succeed(ref.Succession{From: []string{a.ID}, To: []string{b.ID}, On: "2017-01-01", Decree: "x"})},
		{"a day that is none", "ref.day", r.succeed(ref.Succession{From: []string{a.ID}, To: []string{b.ID}, On: "besok", Decree: "x"})},
	} {
		if m, _ := errs.Public(test.err); m.Key != test.key {
			t.Errorf("%s: %v, want %s", test.name, test.err, test.key)
		}
	}
	if list, err := r.Agencies(t.Context(), ""); err != nil || len(list) != 4 {
		t.Errorf("%d agencies stay (%v), want 4", len(list), err)
	}
}

// An agency ends without an heir, which waits for somebody to decide; it was a
// mistake, and is taken back. A merger is taken back the same way.
func TestEndAndReopen(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		carried := 0
		r.Carry(func(context.Context, *sql.Tx) error { carried++; return nil })
		a, b := r.add("Dinas A", "", "2017-01-01"), r.add("Dinas B", "", "2017-01-01")
		err := r.write(func(tx *sql.Tx) error {
			return r.End(t.Context(), tx, a.ID, "2025-03-01", " Perda  2/2025 ", "2025-02-01")
		})
		if err != nil {
			t.Fatal(err)
		}
		waiting, err := r.undecided()
		if err != nil || len(waiting) != 1 || waiting[0].EndDecree != "Perda 2/2025" || waiting[0].Until != "2025-03-01" {
			t.Errorf("undecided %+v, %v", waiting, err)
		}
		for range 2 {
			if err := r.write(func(tx *sql.Tx) error { return r.Reopen(t.Context(), tx, a.ID, "salah baca") }); err != nil {
				t.Fatal(err)
			}
			if got, err := r.Agency(t.Context(), a.ID); err != nil || got.Until != "" || got.EndDecree != "" || len(got.Successors) > 0 {
				t.Errorf("reopened: %+v, %v", got, err)
			}
			if got := r.line(a.ID); len(got) != 1 {
				t.Errorf("reopened, it still counts as %v", got)
			}
			if err := r.succeed(ref.Succession{From: []string{a.ID, a.ID}, To: []string{b.ID, b.ID}, On: "2025-04-01", Decree: "Perda 3/2025"}); err != nil {
				t.Fatal(err)
			}
			if got := r.line(a.ID); len(got) != 2 {
				t.Errorf("merged, it counts as %v", got)
			}
		}
		if carried != 7 { // two added, one ended, twice reopened and merged
			t.Errorf("followers were told %d times, want 7", carried)
		}
		today, err := r.Today(t.Context(), d)
		if err != nil || len(today) != 2 || today[a.ID].Slug != "dinas-b" || today[b.ID].Slug != "dinas-b" {
			t.Errorf("who answers today: %+v, %v", today, err)
		}
	})
}

// A name that several had means the one that has it now; of two that have it, the
// one that is still there.
func TestLikeliest(t *testing.T) {
	r := newRegistry(t, dbtest.Open(t, dbtest.SQLite(t)))
	old := r.add("Dinas Pertanian", "Distan", "2017-01-01")
	other := r.add("Dinas Pangan", "", "2017-01-01")
	if err := r.succeed(ref.Succession{From: []string{old.ID}, To: []string{other.ID}, On: "2020-01-01", Decree: "x"}); err != nil {
		t.Fatal(err)
	}
	again := r.add("DINAS PERTANIAN", "", "2024-01-01")
	if again.Slug != "dinas-pertanian-2" {
		t.Errorf("the second of a name at %q", again.Slug)
	}
	for word, want := range map[string]string{"dinas pertanian": again.ID, "Distan": old.ID, "dinas-pertanian-2": again.ID, old.ID: old.ID, "Dinas 'Pertanian'": again.ID} {
		if got, err := r.FindAgency(t.Context(), word); err != nil || got.ID != want {
			t.Errorf("FindAgency(%q) = %s since %s, %v", word, got.Slug, got.From, err)
		}
	}
}

func TestEnsure(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		ids := map[string]bool{}
		for _, name := range []string{"Dinas A'in", "dinas a'in", "Dinas  A'in", "DINAS AIN"} {
			err := r.write(func(tx *sql.Tx) error {
				a, err := r.Ensure(t.Context(), tx, name, true)
				ids[a.ID] = true
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if len(ids) != 1 {
			t.Errorf("%d agencies for one name", len(ids))
		}
	})
}

func TestRegionsAndTopics(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRegistry(t, d)
		save := func(p ref.Region) error {
			return r.write(func(tx *sql.Tx) error { return r.SaveRegion(t.Context(), tx, p) })
		}
		for _, p := range []ref.Region{{Code: "62.06", BPS: "6209", Name: "Kabupaten Katingan"}, {Code: "62.06.01", Name: "Kamipang"}, {Code: "62.06.01.2001", Name: "Baun Bango"}} {
			if err := save(p); err != nil {
				t.Errorf("%s: %v", p.Code, err)
			}
		}
		list, err := r.Regions(t.Context())
		if err != nil || len(list) != 17 || list[16].Parent != "62.06.01" || list[16].Level() != 4 {
			t.Errorf("%d regions (%v), want 1 + 14 + 2", len(list), err)
		}
		for _, test := range []struct {
			p   ref.Region
			key string
		}{
			{ref.Region{Code: "6206", Name: "x"}, "ref.place-code"}, {ref.Region{Code: "62.06", Name: "Kabupaten Kapuas"}, "ref.place-known"},
			{ref.Region{Code: "63.01.01", Name: "x"}, "ref.place-outside"}, {ref.Region{Code: "62.06.02", BPS: "62x", Name: "x"}, "ref.place-bps"}, {ref.Region{Code: "62.06.02"}, "ref.name-missing"},
		} {
			if m, _ := errs.Public(save(test.p)); m.Key != test.key {
				t.Errorf("%+v: %s, want %s", test.p, m.Key, test.key)
			}
		}
		err = r.write(func(tx *sql.Tx) error {
			_, err := r.SaveTopic(t.Context(), tx, ref.Topic{Name: "Pertanian", NameEN: "Farming", Order: 2})
			return err
		})
		topics, readErr := r.Topics(t.Context())
		if err != nil || readErr != nil || len(topics) != 1 || topics[0].Slug != "pertanian" {
			t.Errorf("topics %v, %v, %v", topics, err, readErr)
		}
	})
}
