package intake_test

import (
	"context"
	"database/sql"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/ref"
)

// person is somebody with a role in an agency, or in the province.
func (b *bench) person(t *testing.T, name string, role lewu.Role, agency string) auth.Actor {
	t.Helper()
	rights := auth.RulesOf(intake.Permissions()).Rights([]auth.Grant{{Role: role, Agency: agency}}, func(id string) []string {
		line, err := b.Ref.Line(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		return line
	})
	return auth.Actor{Kind: auth.Person, ID: name, Name: name, Office: name, Agency: agency, Rights: rights, Fresh: true}
}

// The agency of a new dataset: known by any of its words, registered for the
// operator at the terminal, named to everybody else; the heir where it ended.
func TestAgencyOfADataset(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		body := file("a.csv", "wilayah,nilai\nKapuas,1\nKatingan,2\n")
		b.send(t, intake.Order{New: &catalog.Dataset{Title: "Satu", Agency: "Dinas Ja'an", Topic: "T"}, Data: body, Solo: "uji"})
		first, err := b.Catalog.Dataset(t.Context(), "satu")
		if err != nil || first.AgencyID == "" || first.AgencySlug != "dinas-jaan" {
			t.Fatalf("a new name at the terminal: %q at %q, %v", first.AgencyID, first.AgencySlug, err)
		}
		register := func(fn func(tx *sql.Tx) error) {
			t.Helper()
			if err := d.Write(t.Context(), fn); err != nil {
				t.Fatal(err)
			}
		}
		add := func(name, from string) (a ref.Agency) {
			t.Helper()
			register(func(tx *sql.Tx) (err error) {
				a, err = b.Ref.Add(t.Context(), tx, ref.Agency{Periods: []ref.Period{{From: from, Name: name, Short: name[len("Dinas "):]}}})
				return err
			})
			return a
		}
		old, heir, gone := add("Dinas Pangan", "2017-01-01"), add("Dinas Tani", "2017-01-01"), add("Dinas Lama", "2017-01-01")
		register(func(tx *sql.Tx) error {
			if err := b.Ref.Succeed(t.Context(), tx, ref.Succession{From: []string{old.ID}, To: []string{heir.ID}, On: "2024-01-01", Decree: "Perda 1/2023"}); err != nil {
				return err
			}
			return b.Ref.End(t.Context(), tx, gone.ID, "2024-01-01", "Perda 1/2023", "")
		})
		walidata := b.person(t, "wati", lewu.RoleWalidata, "")
		budi := b.person(t, "budi", lewu.RoleOperator, heir.ID)
		for _, test := range []struct {
			title string
			actor auth.Actor
			set   catalog.Dataset
			want  string // id, or the key of the refusal
		}{
			{"its address", budi, catalog.Dataset{Agency: "dinas-tani"}, heir.ID},
			{"its short name", budi, catalog.Dataset{Agency: "tani"}, heir.ID},
			{"its id", budi, catalog.Dataset{AgencyID: heir.ID}, heir.ID},
			{"one that it succeeded", budi, catalog.Dataset{Agency: "Dinas Pangan"}, heir.ID},
			{"one that it succeeded, by id", budi, catalog.Dataset{AgencyID: old.ID}, heir.ID},
			{"another's", budi, catalog.Dataset{Agency: "Dinas Ja'an"}, "auth.not-yours"},
			{"a slip of the pen", budi, catalog.Dataset{Agency: "Dinas Tanii"}, "ref.no-agency-near"},
			{"unknown", budi, catalog.Dataset{Agency: "Rumah Sakit Contoh"}, "ref.no-agency"},
			{"unknown id", sari, catalog.Dataset{AgencyID: "x"}, "ref.no-agency"},
			{"ended without an heir", sari, catalog.Dataset{Agency: "Dinas Lama"}, "ref.agency-closed"},
			{"none", sari, catalog.Dataset{}, "intake.agency-missing"},
		} {
			test.set.Title, test.set.Topic = test.title, "T"
			got, err := b.Receive(t.Context(), test.actor, intake.Order{New: &test.set, Data: body})
			m, _ := errs.Public(err)
			said := m.Key
			if err == nil {
				set, err := b.Catalog.DatasetByID(t.Context(), got.Dataset)
				if said = set.AgencyID; err != nil || set.Agency != "Dinas Tani" || set.AgencySlug != "dinas-tani" {
					t.Errorf("%s: %q at %q, %v", test.title, set.Agency, set.AgencySlug, err)
				}
			}
			if said != test.want {
				t.Errorf("%s: %s (%v), want %s", test.title, said, err, test.want)
			}
			if m.Key == "ref.no-agency-near" && (errs.KindOf(err) != errs.Invalid || m.Args["near"] != "Dinas Tani") {
				t.Errorf("%s: kind %d, near %q", test.title, errs.KindOf(err), m.Args["near"])
			}
		}

		describe := func(actor auth.Actor, change func(*catalog.Dataset)) (catalog.Dataset, string) {
			t.Helper()
			set, err := b.Describe(t.Context(), actor, "its-address", nil, change)
			m, _ := errs.Public(err)
			return set, m.Key
		}
		if _, key := describe(budi, func(s *catalog.Dataset) { s.Agency = "Dinas Ja'an" }); key != "auth.not-yours" {
			t.Errorf("given to an agency he has no say in: %q", key)
		}
		if set, key := describe(walidata, func(s *catalog.Dataset) { s.Agency = "Dinas Ja'an" }); key != "" || set.AgencyID != first.AgencyID || set.AgencySlug != "dinas-jaan" {
			t.Errorf("moved by the walidata: %q at %q, %q", set.AgencyID, set.AgencySlug, key)
		}
		if set, key := describe(walidata, func(s *catalog.Dataset) { s.Substance = "tani" }); key != "" || set.Substance != heir.ID || set.AgencyID != first.AgencyID {
			t.Errorf("figures of another agency: %q, %q", set.Substance, key)
		}
		if set, key := describe(walidata, func(s *catalog.Dataset) { s.Substance = "DINAS JAAN" }); key != "" || set.Substance != "" {
			t.Errorf("figures of the producer itself: %q, %q", set.Substance, key)
		}
	})
}

// A dataset of an agency that ends stays its own, under the name of the heir, and
// what is said of it later leaves that so.
func TestAMergerLeavesTheOwner(t *testing.T) {
	d := dbtest.Open(t, dbtest.SQLite(t))
	b := newBench(t, d)
	b.Ref.Carry(func(ctx context.Context, tx *sql.Tx) error { return b.Catalog.FollowAgencies(ctx, tx, b.Ref, b.now) })
	b.send(t, intake.Order{New: monthly(), Data: file("2025-01.csv", month(2025, 1, 0)), Solo: "uji"})
	was, err := b.Catalog.Dataset(t.Context(), "harga-beras")
	if err != nil {
		t.Fatal(err)
	}
	b.now = b.now.AddDate(0, 2, 0)
	err = d.Write(t.Context(), func(tx *sql.Tx) error {
		heir, err := b.Ref.Ensure(t.Context(), tx, "Dinas Contoh B", true)
		if err != nil {
			return err
		}
		return b.Ref.Succeed(t.Context(), tx, ref.Succession{From: []string{was.AgencyID}, To: []string{heir.ID}, On: "2025-03-06", Decree: "Perda 1/2025"})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []func(*catalog.Dataset){
		func(*catalog.Dataset) {},
		func(s *catalog.Dataset) { s.Agency = "Dinas Contoh A" },
		func(s *catalog.Dataset) { s.Agency = "dinas contoh b" },
	} {
		set, err := b.Describe(t.Context(), sari, "harga-beras", nil, change)
		if err != nil || set.Agency != "Dinas Contoh B" || set.AgencySlug != "dinas-contoh-b" {
			t.Fatalf("%q at %q, %v", set.Agency, set.AgencySlug, err)
		}
		if change(&set); set.Agency != "dinas contoh b" && set.AgencyID != was.AgencyID {
			t.Errorf("said %q, it belongs to another agency", set.Agency)
		}
	}
}
