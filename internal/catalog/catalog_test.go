package catalog

import (
	"context"
	"database/sql"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// rice is a dataset as the first deliveries of a test find it.
func rice() Dataset {
	return Dataset{
		ID: db.NewID(), Slug: "produksi-padi", Title: "Produksi padi", SortKey: "produksi padi", Agency: "Dinas Contoh A",
		Topic: "Pertanian", Licence: "CC BY 4.0", Key: []string{"tahun", "kode"}, Period: "tahun", Mode: ReplacePeriod,
		Contoh: true, CreatedAt: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC),
		Highlights: []Highlight{{Label: "Produksi", Query: lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "ton"}}}}},
	}
}

func store(t *testing.T, d *db.DB) *Store {
	t.Helper()
	s := New(d)
	m := Migrations()
	if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, s *Store, fn func(tx *sql.Tx) error) {
	t.Helper()
	if err := s.db.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// publish puts version n in force at a moment, with berkas as its file.
func publish(t *testing.T, s *Store, d Dataset, n int, berkas string, at time.Time) bool {
	t.Helper()
	var flipped bool
	write(t, s, func(tx *sql.Tx) (err error) {
		if flipped, err = s.Flip(t.Context(), tx, d.ID, n, at); err != nil || !flipped {
			return err
		}
		return s.InsertVersion(t.Context(), tx, Version{
			Dataset: d.ID, N: n, Batch: db.NewID(), Base: n - 1, Mode: d.Mode, Rows: 504, Berkas: berkas, Isi: "isi-" + berkas,
			Columns: []lewu.Column{{Name: "tahun", Kind: lewu.Year}}, Key: d.Key, PublishedAt: at,
			Manifest: []Origin{{Number: n, Name: "padi.csv", SHA256: "ab"}}, Publisher: "operator", Office: "operator",
		})
	})
	return flipped
}

func TestADatasetComesBackAsItWasPut(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, want := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, want) })

		got, err := s.Dataset(t.Context(), "produksi-padi")
		if err != nil {
			t.Fatal(err)
		}
		if got.Title != want.Title || len(got.Key) != 2 || got.Key[1] != "kode" || !got.Contoh || got.OpenFiles || !got.CreatedAt.Equal(want.CreatedAt) {
			t.Errorf("Dataset = %+v, want %+v", got, want)
		}
		if len(got.Highlights) != 1 || got.Highlights[0].Query.Measure[0].Column != "ton" {
			t.Errorf("Highlights = %+v, want the sum of ton", got.Highlights)
		}
		again := rice()
		err = s.db.Write(t.Context(), func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, again) })
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("a taken slug: %v, want Conflict", err)
		}
		if _, err := s.Dataset(t.Context(), "produksi-jagung"); !errs.Is(err, errs.NotFound) {
			t.Errorf("an unknown slug: %v, want NotFound", err)
		}
	})
}

func TestTwoBatchesNeverTakeTheSameNumber(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })

		var group sync.WaitGroup
		won := make(chan bool, 8)
		for range cap(won) {
			group.Go(func() {
				err := s.db.Write(context.Background(), func(tx *sql.Tx) error {
					flipped, err := s.Flip(context.Background(), tx, set.ID, 1, time.UnixMilli(1))
					won <- flipped
					return err
				})
				if err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		close(won)
		winners := 0
		for w := range won {
			if w {
				winners++
			}
		}
		if winners != 1 {
			t.Errorf("%d of 8 took number 1, want 1", winners)
		}
	})
}

func TestTheVersionInForceOnADay(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })
		publish(t, s, set, 1, "a", time.Date(2025, 3, 1, 10, 0, 0, 0, clock.WIB))
		publish(t, s, set, 2, "b", time.Date(2025, 3, 5, 23, 59, 59, 0, clock.WIB)) // 16.59 UTC: the WIB day counts
		publish(t, s, set, 3, "c", time.Date(2025, 3, 6, 0, 0, 0, 0, clock.WIB))

		for _, test := range []struct {
			day  string
			want int
		}{{"2025-03-01", 1}, {"2025-03-04", 1}, {"2025-03-05", 2}, {"2025-03-06", 3}, {"2026-01-01", 3}} {
			day, _ := clock.ParseDay(test.day)
			got, err := s.At(t.Context(), set.ID, day)
			if err != nil || got.N != test.want {
				t.Errorf("At(%s) = %d, %v, want %d", test.day, got.N, err, test.want)
			}
		}
		day, _ := clock.ParseDay("2025-02-28")
		if _, err := s.At(t.Context(), set.ID, day); !errs.Is(err, errs.NotFound) {
			t.Errorf("before the first version: %v, want NotFound", err)
		}
	})
}

func TestAWithdrawnVersionGivesWayToTheOneBefore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })
		at := time.Date(2025, 3, 1, 10, 0, 0, 0, clock.WIB)
		publish(t, s, set, 1, "a", at)
		publish(t, s, set, 2, "b", at.AddDate(0, 0, 1))
		write(t, s, func(tx *sql.Tx) error {
			taken, err := s.Withdraw(t.Context(), tx, "b", "memuat NIK", at.AddDate(0, 0, 2))
			if len(taken) != 1 || taken[0].Slug != set.Slug || taken[0].N != 2 {
				t.Errorf("Withdraw took %+v, want version 2 of %s", taken, set.Slug)
			}
			return err
		})

		list, err := s.Published(t.Context())
		if err != nil || len(list) != 1 || list[0].Current != 1 || list[0].Newest != 2 || list[0].Isi != "isi-a" {
			t.Errorf("Published = %+v, %v, want version 1 in force and 2 the newest", list, err)
		}
		if publish(t, s, set, 2, "c", at.AddDate(0, 0, 3)) {
			t.Error("number 2 was given twice")
		}
		if !publish(t, s, set, 3, "c", at.AddDate(0, 0, 3)) {
			t.Error("number 3 was refused")
		}
		v, err := s.Version(t.Context(), set.ID, 2)
		if err != nil || v.Withdrawn != "memuat NIK" || v.WithdrawnAt.IsZero() {
			t.Errorf("Version(2) = %q, %v, want withdrawn with its reason", v.Withdrawn, err)
		}
	})
}

func TestABatchMovesOnlyFromWhereItIs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, set := store(t, d), rice()
		b := Batch{ID: db.NewID(), Dataset: set.ID, Mode: Replace, Sender: "sari", Office: "Dinas Contoh A", Answers: map[string]string{"hilang": "ya"}}
		write(t, s, func(tx *sql.Tx) error {
			if err := s.InsertDataset(t.Context(), tx, set); err != nil {
				return err
			}
			return s.InsertBatch(t.Context(), tx, b, []File{{Role: DataFile, SHA256: "ab", Name: "padi.csv", Size: 12, MediaType: "text/plain"}})
		})
		b.State, b.Reading = Read, &Reading{Format: "csv", Count: 3}
		for i, want := range []bool{true, false} { // the second mover comes too late
			write(t, s, func(tx *sql.Tx) error {
				moved, err := s.SaveBatch(t.Context(), tx, b, Received)
				if moved != want {
					t.Errorf("mover %d moved: %v, want %v", i+1, moved, want)
				}
				return err
			})
		}
		got, err := s.Batch(t.Context(), b.ID)
		if err != nil || got.State != Read || got.Reading == nil || got.Reading.Count != 3 || got.Answers["hilang"] != "ya" {
			t.Errorf("Batch = %+v, %v", got, err)
		}
		list, err := s.Unfinished(t.Context())
		if err != nil || len(list) != 1 || list[0].ID != b.ID {
			t.Errorf("Unfinished = %v, %v, want the batch", list, err)
		}
		findings := []lewu.Finding{{Severity: lewu.Note, Row: 7, Column: "kode", Message: lewu.Msg("typing.float-coded", "count", "15936")}}
		write(t, s, func(tx *sql.Tx) error { return s.SetFindings(t.Context(), tx, b.ID, findings) })
		seen, err := s.Findings(t.Context(), b.ID)
		if err != nil || len(seen) != 1 || seen[0].Message.Args["count"] != "15936" || seen[0].Row != 7 {
			t.Errorf("Findings = %+v, %v", seen, err)
		}
	})
}
