package catalog

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func TestOversight(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, padi := store(t, d), rice()
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, padi) })
		day := func(n int) time.Time { return time.Date(2025, 3, n, 9, 0, 0, 0, clock.WIB) }
		for n := 1; n <= 4; n++ {
			publish(t, s, padi, n, fmt.Sprint("b", n), day(n))
		}
		do := func(query string, args ...any) {
			t.Helper()
			if _, err := d.ExecContext(t.Context(), query, args...); err != nil {
				t.Fatal(err)
			}
		}
		do(`UPDATE version SET solo = 'Mendesak: banjir.', office = 'Dinas Contoh A' WHERE n IN (1, 2, 4)`)
		do(`UPDATE version SET solo = '' WHERE n = 3`)
		do(`UPDATE version SET withdrawn_at = $1, withdrawn = 'memuat NIK' WHERE n = 2`, clock.Millis(day(8)))
		for i, act := range []string{"ditarik", "dipulihkan", "terbit"} {
			write(t, s, func(tx *sql.Tx) error {
				return s.Decide(t.Context(), tx, Decision{Dataset: padi.ID, Version: 1, Act: Act(act), Office: "Walidata", Reason: "salah kolom", At: day(5 + i)})
			})
		}
		if o, err := s.Oversight(t.Context()); err != nil || o != (Oversight{Versions: 3, Signed: 1}) {
			t.Errorf("Oversight = %+v, %v, want 1 of 3", o, err)
		}
		list, err := s.Solos(t.Context(), 10, 0)
		if err != nil || len(list) != 2 || list[0].N != 4 || !list[0].Current || list[1].N != 1 || list[1].Current ||
			list[0].Reason != "Mendesak: banjir." || list[0].Slug != padi.Slug || !list[0].PublishedAt.Equal(day(4)) {
			t.Errorf("Solos = %+v, %v", list, err)
		}
		if list, err := s.Solos(t.Context(), 1, 1); err != nil || len(list) != 1 || list[0].N != 1 {
			t.Errorf("the second of Solos = %+v, %v", list, err)
		}
		back, err := s.Takebacks(t.Context(), 10)
		got := ""
		for _, b := range back {
			got += fmt.Sprintf("%d %v %s %s %s; ", b.N, b.Back, b.Office, b.Reason, clock.Day(b.At))
		}
		if want := "2 false  memuat NIK 2025-03-08; 1 true Walidata salah kolom 2025-03-06; 1 false Walidata salah kolom 2025-03-05; "; got != want || err != nil {
			t.Errorf("Takebacks = %s (%v), want %s", got, err, want)
		}
	})
}
