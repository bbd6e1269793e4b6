package catalog

import (
	"database/sql"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

func TestWhatIsNew(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s := store(t, d)
		padi, jagung := rice(), rice()
		jagung.Slug, jagung.Topic = "produksi-jagung", "Palawija"
		for _, set := range []Dataset{padi, jagung} {
			write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, set) })
		}
		day := func(n int) time.Time { return time.Date(2025, 3, n, 9, 0, 0, 0, clock.WIB) }
		publish(t, s, padi, 1, "a", day(1))
		publish(t, s, jagung, 1, "b", day(2))
		publish(t, s, padi, 2, "c", day(3))
		publish(t, s, padi, 3, "d", day(4))
		if _, err := d.ExecContext(t.Context(), `UPDATE version SET withdrawn_at = 1 WHERE dataset = $1 AND n = 2`, padi.ID); err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct {
			limit int
			topic string
			want  string
		}{
			{9, "", "produksi-padi/3 produksi-jagung/1 produksi-padi/1 "},
			{2, "", "produksi-padi/3 produksi-jagung/1 "},
			{1, "Palawija", "produksi-jagung/1 "}, // the limit is of those wanted
			{9, "Tambang", ""},
		} {
			list, err := s.Releases(t.Context(), test.limit, func(r Release) bool { return test.topic == "" || r.Topic == test.topic })
			got := ""
			for _, r := range list {
				got += r.Slug + "/" + number(r.N) + " "
			}
			if got != test.want || err != nil {
				t.Errorf("Releases(%d, %q) = %q, %v, want %q", test.limit, test.topic, got, err, test.want)
			}
		}
	})
}
