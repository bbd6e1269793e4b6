package catalog

import (
	"database/sql"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

// TestColumns: dictionaries are those of the version in force, and a dataset
// that was never published has none.
func TestColumns(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, padi, other := store(t, d), rice(), rice()
		other.ID, other.Slug = db.NewID(), "belum-terbit"
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, padi) })
		write(t, s, func(tx *sql.Tx) error { return s.InsertDataset(t.Context(), tx, other) })
		at := time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
		publish(t, s, padi, 1, "satu", at)
		publish(t, s, padi, 2, "dua", at)

		got, err := s.Columns(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || len(got[padi.ID]) != 1 || got[padi.ID][0].Name != "tahun" {
			t.Errorf("Columns() = %+v, want tahun of the one dataset in force", got)
		}
	})
}
