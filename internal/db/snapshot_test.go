package db_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// TestSnapshotTravels: a store goes from each engine to each other one, with
// keys that point forward, and then takes the next migration.
func TestSnapshotTravels(t *testing.T) {
	fresh := map[string]func() string{
		"sqlite":   func() string { return dbtest.SQLite(t) },
		"postgres": func() string { return dbtest.Postgres(t) },
	}
	for from := range fresh {
		for to := range fresh {
			t.Run(from+" to "+to, func(t *testing.T) {
				source, target := dbtest.Open(t, fresh[from]()), dbtest.Open(t, fresh[to]())
				path := snapshotOf(t, source)
				all := []db.Migrations{{Name: "wilayah", Files: regions(2)}}
				if err := target.RestoreSnapshot(t.Context(), path, all); err != nil {
					t.Fatal(err)
				}
				if err := target.Migrate(t.Context(), "wilayah", regions(2)); err != nil {
					t.Fatal(err)
				}
				got := contents(t, target)
				want := `62.01 62 "Kotawaringin Barat" 10759.5 6b6d6c 1761886800000 1` + "\n" +
					`62 - "Kalimantan Tengah \"Isen Mulang\"" - - 0 1` + "\n"
				if got != want {
					t.Errorf("restored:\n%swant:\n%s", got, want)
				}
				_, err := target.Exec(`insert into wilayah (kode, opd, name, at) values ('63', 'none', 'x', 0)`)
				if err == nil {
					t.Error("foreign keys no longer hold after the restore")
				}
				if err := target.RestoreSnapshot(t.Context(), path, all); !errs.Is(err, errs.Conflict) {
					t.Errorf("second restore: %v, want kind Conflict", err)
				}
			})
		}
	}
}

// snapshotOf fills a store of version 1, without the row its migration wrote,
// and backs it up.
func snapshotOf(t *testing.T, d *db.DB) string {
	t.Helper()
	if err := d.Migrate(t.Context(), "wilayah", regions(1)); err != nil {
		t.Fatal(err)
	}
	exec1(t, d, `delete from wilayah_opd`)
	exec1(t, d, `insert into wilayah_opd (id, name) values ('o1', 'Dinas Kehutanan')`)
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		const row = `insert into wilayah (kode, induk, opd, name, luas, peta, at) values ($1, $2, 'o1', $3, $4, $5, $6)`
		if _, err := tx.Exec(row, "62", nil, `Kalimantan Tengah "Isen Mulang"`, nil, nil, 0); err != nil {
			return err
		}
		_, err := tx.Exec(row, "62.01", "62", "Kotawaringin Barat", 10759.5, []byte("kml"), 1761886800000)
		if err != nil {
			return err
		}
		// Move the parent behind its child, as an update does in PostgreSQL.
		_, err = tx.Exec(`update wilayah set name = name where kode = '62'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "lewu.snapshot")
	if err := d.Snapshot(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	return path
}

func contents(t *testing.T, d *db.DB) (text string) {
	t.Helper()
	rows, err := d.Query(`select kode, induk, name, luas, peta, at, aktif from wilayah order by kode desc`)
	if err != nil {
		t.Fatal(err)
	}
	dash := func(valid bool, v any) string {
		if !valid {
			return "-"
		}
		return fmt.Sprint(v)
	}
	lines, err := db.Collect(rows, func(s db.Scanner) (string, error) {
		var kode, name string
		var induk sql.NullString
		var luas sql.NullFloat64
		var peta []byte
		var at, aktif int64
		err := s.Scan(&kode, &induk, &name, &luas, &peta, &at, &aktif)
		return fmt.Sprintf("%s %s %q %s %s %d %d\n", kode, dash(induk.Valid, induk.String), name,
			dash(luas.Valid, luas.Float64), dash(peta != nil, fmt.Sprintf("%x", peta)), at, aktif), err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		text += line
	}
	return text
}

// TestSnapshotIsProved: a file that lost its end, or one bit, changes nothing.
func TestSnapshotIsProved(t *testing.T) {
	whole, err := os.ReadFile(snapshotOf(t, dbtest.Open(t, dbtest.SQLite(t))))
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Replace(whole, []byte("10759.5"), []byte("10759.4"), 1)
	cut := whole[:bytes.LastIndexByte(whole[:len(whole)-1], '\n')+1]
	for name, damaged := range map[string][]byte{"cut": cut, "flipped": flipped, "empty": nil, "half a line": whole[:len(whole)-9]} {
		path := filepath.Join(t.TempDir(), "damaged")
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		d := dbtest.Open(t, dbtest.SQLite(t))
		err := d.RestoreSnapshot(t.Context(), path, []db.Migrations{{Name: "wilayah", Files: regions(2)}})
		if m, _ := errs.Public(err); m.Key != "db.snapshot.broken" {
			t.Errorf("%s: %v, want db.snapshot.broken", name, err)
		}
		if _, err := d.Exec(`select 1 from wilayah`); err == nil {
			t.Errorf("%s: tables were made from a damaged file", name)
		}
	}
}

// TestSnapshotAfterAMigration: a connection that has read a table keeps the plan
// of that question; a table that grew a column since must not trip over it.
func TestSnapshotAfterAMigration(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		d.SetMaxOpenConns(1)
		exec1(t, d, `create table tumbuh (a bigint)`)
		for i := range 3 {
			exec1(t, d, fmt.Sprintf(`alter table tumbuh add column b%d text not null default ''`, i))
			exec1(t, d, `insert into tumbuh (a) values (1)`)
			if err := d.Snapshot(t.Context(), filepath.Join(t.TempDir(), "isi")); err != nil {
				t.Fatalf("snapshot %d: %v", i, err)
			}
		}
	})
}
