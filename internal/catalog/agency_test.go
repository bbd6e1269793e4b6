package catalog_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/ref"
)

// A dataset made before agencies were registered gets its agency, and carries on
// what that one is called: after a new name, and after a merger, from their day.
func TestNamesOfAgencies(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, m := range []db.Migrations{announce.Migrations(), audit.Migrations(), ref.Migrations(), catalog.Migrations()} {
			if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
				t.Fatal(err)
			}
		}
		now := time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC)
		registry, store := ref.New(d, func() time.Time { return now }), catalog.New(d)
		write := func(fn func(tx *sql.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		write(func(tx *sql.Tx) error {
			return store.InsertDataset(t.Context(), tx, catalog.Dataset{ID: "1", Slug: "padi", Title: "Padi", SortKey: "padi", Agency: "Dinas Pangan", Source: "Dinas Pangan", Topic: "pertanian", Licence: "CC BY 4.0", Mode: catalog.Replace})
		})
		write(func(tx *sql.Tx) error {
			return store.InsertDataset(t.Context(), tx, catalog.Dataset{ID: "2", Slug: "panjang", Title: "Panjang", SortKey: "panjang", Agency: strings.Repeat("Dinas ", 50), Topic: "x", Mode: catalog.Replace})
		})
		named := func() (name, id string) {
			t.Helper()
			if err := store.NameAgencies(t.Context(), registry, now); err != nil {
				t.Fatal(err)
			}
			set, err := store.Dataset(t.Context(), "padi")
			if err != nil {
				t.Fatal(err)
			}
			if a, err := registry.FindAgency(t.Context(), set.Agency); err != nil || set.Source != set.Agency || set.AgencyAddress() != a.Slug {
				t.Errorf("from %q of %q at %q (%v), want the address of %s", set.Source, set.Agency, set.AgencyAddress(), err, a.Slug)
			}
			return set.Agency, set.AgencyID
		}
		name, first := named()
		if a, err := registry.Agency(t.Context(), first); name != "Dinas Pangan" || err != nil || a.Name != name {
			t.Fatalf("%q with the id of %q, %v", name, a.Name, err)
		}
		write(func(tx *sql.Tx) error {
			return registry.AddPeriod(t.Context(), tx, first, ref.Period{From: "2025-07-01", Name: "Dinas Ketahanan Pangan"})
		})
		var both ref.Agency
		write(func(tx *sql.Tx) (err error) {
			both, err = registry.Add(t.Context(), tx, ref.Agency{Periods: []ref.Period{{From: "2025-08-01", Name: "Dinas Pertanian dan Pangan"}}})
			return err
		})
		write(func(tx *sql.Tx) error {
			return registry.Succeed(t.Context(), tx, ref.Succession{From: []string{first}, To: []string{both.ID}, On: "2025-08-01", Decree: "Perda 1/2025"})
		})
		for _, step := range []struct {
			day  int
			want string
		}{{0, "Dinas Pangan"}, {30, "Dinas Ketahanan Pangan"}, {61, "Dinas Pertanian dan Pangan"}} {
			now = time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC).AddDate(0, 0, step.day)
			if got, id := named(); got != step.want || id != first {
				t.Errorf("day %d: %q, id kept %v, want %q", step.day, got, id == first, step.want)
			}
		}
		if set, err := store.Dataset(t.Context(), "panjang"); err != nil || set.AgencyID != "" {
			t.Errorf("a name too long got the agency %q, %v", set.AgencyID, err)
		}
		before, err := announce.Head(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		named()
		if after, err := announce.Head(t.Context(), d); err != nil || after != before {
			t.Errorf("run again it announced %d changes, %v", after-before, err)
		}

		// Who changes an agency carries its name on in the same transaction.
		registry.Carry(func(ctx context.Context, tx *sql.Tx) error { return store.FollowAgencies(ctx, tx, registry, now) })
		write(func(tx *sql.Tx) error {
			return registry.AddPeriod(t.Context(), tx, both.ID, ref.Period{From: "2025-08-01", Name: "Dinas Pangan dan Ja'an"})
		})
		set, err := store.Dataset(t.Context(), "padi")
		if err != nil || set.Agency != "Dinas Pangan dan Ja'an" || set.AgencySlug != both.Slug || set.Source != set.Agency {
			t.Errorf("after a new name of the heir: %q from %q at %q, %v", set.Agency, set.Source, set.AgencySlug, err)
		}
		trail, err := audit.List(t.Context(), d, audit.Filter{Object: "dataset/padi"})
		if err != nil || len(trail) != 4 || trail[0].Action != "dataset.agency" || trail[0].Scope != first {
			t.Errorf("%d entries in the trail, %+v, %v", len(trail), trail, err)
		}
	})
}
