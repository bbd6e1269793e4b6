// Package dbtest runs store tests on SQLite and on a real PostgreSQL.
package dbtest

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/lewu-id/lewu/internal/db"
)

// Each runs test on a fresh SQLite file and on a fresh PostgreSQL database, as
// subtests "sqlite" and "postgres".
func Each(t *testing.T, test func(t *testing.T, d *db.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, Open(t, SQLite(t))) })
	t.Run("postgres", func(t *testing.T) { test(t, Open(t, Postgres(t))) })
}

// SQLite is the address of a store that does not exist yet, in a folder of
// this test.
func SQLite(t testing.TB) string {
	return "sqlite:" + filepath.Join(t.TempDir(), "lewu.db")
}

// Open opens a store until the test ends. It may be called again with the same
// address: that is a second node.
func Open(t testing.TB, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}
