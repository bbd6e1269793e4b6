package db_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// helperURL makes this test binary a second process that migrates the store.
const helperURL = "LEWU_TEST_MIGRATE"

func TestMain(m *testing.M) {
	if url := os.Getenv(helperURL); url != "" {
		if err := migrateAs(url); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

func migrateAs(url string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Migrate(ctx, "wilayah", regions(2))
}

// regions is a small set of migrations with a key into a table that sorts behind it, a key
// into its own table, and every type of value a store may hold.
func regions(newest int) fstest.MapFS {
	all := []string{`-- +goose Up
create table wilayah_opd (id text primary key, name text not null);
create table wilayah (kode text primary key, induk text references wilayah (kode), opd text not null references wilayah_opd (id),
	name text not null, luas double precision, peta bytea, at bigint not null);
insert into wilayah_opd (id, name) values ('seed', 'Bappedalitbang');
`, `-- +goose Up
alter table wilayah add column aktif bigint not null default 1;
create index wilayah_induk on wilayah (induk);
`}
	files := fstest.MapFS{}
	for i := range newest {
		files[fmt.Sprintf("%05d_step.sql", i+1)] = &fstest.MapFile{Data: []byte(all[i])}
	}
	return files
}

func TestMigrateRace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		url := dbtest.SQLite(t)
		if d.Dialect == db.Postgres {
			url = dbtest.Postgres(t)
		}
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), helperURL+"="+url)
				if out, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("a racing process failed: %v\n%s", err, out)
				}
			})
		}
		wg.Wait()
		var n int
		second := dbtest.Open(t, url)
		if err := second.QueryRow(`select count(*) from wilayah_opd`).Scan(&n); err != nil || n != 1 {
			t.Errorf("opd has %d rows (%v), want the seed once", n, err)
		}
	})
}

func TestMigrateRefusesNewerStore(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		if err := d.Migrate(t.Context(), "wilayah", regions(2)); err != nil {
			t.Fatal(err)
		}
		err := d.Migrate(t.Context(), "wilayah", regions(1))
		if m, _ := errs.Public(err); m.Key != "db.newer" || m.Args["have"] != "2" {
			t.Errorf("older program: %v, want db.newer have=2", err)
		}
	})
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct{ url, key string }{
		{"mysql://localhost/lewu", "db.url"},
		{"sqlite:lewu.db", "db.url"},
		{"sqlite:/nonexistent-folder/lewu.db", "db.open"},
		{"postgres://postgres@/x?host=/nonexistent-folder", "db.connect"},
		{dbtest.Database(t, "template template0 encoding 'UTF8' locale 'C.UTF-8'"), "db.collation"},
		{dbtest.Database(t, "template template0 encoding 'UTF8' locale 'C' locale_provider icu icu_locale 'und'"), "db.collation"},
		{dbtest.Database(t, "template template0 encoding 'LATIN1' locale 'C'"), "db.encoding"},
	} {
		d, err := db.Open(t.Context(), test.url)
		if err == nil {
			d.Close()
		}
		if m, _ := errs.Public(err); m.Key != test.key || !errs.Is(err, errs.Invalid) {
			t.Errorf("Open(%q): %v, want %s", test.url, err, test.key)
		}
	}
}

// TestWriteIsSerial: a sum that is read and written back loses nothing, though
// no statement takes a row lock. Two handles stand for two nodes.
func TestWriteIsSerial(t *testing.T) {
	for _, url := range []string{dbtest.SQLite(t), dbtest.Postgres(t)} {
		nodes := []*db.DB{dbtest.Open(t, url), dbtest.Open(t, url)}
		t.Run(string(nodes[0].Dialect), func(t *testing.T) {
			exec1(t, nodes[0], `create table kas (saldo bigint not null)`)
			exec1(t, nodes[0], `insert into kas (saldo) values (0)`)
			const each = 25
			var wg sync.WaitGroup
			for i := range 8 {
				wg.Go(func() {
					for range each {
						if err := nodes[i%2].Write(t.Context(), addOne); err != nil {
							t.Error(err)
							return
						}
					}
				})
			}
			wg.Wait()
			var got int
			if err := nodes[0].QueryRow(`select saldo from kas`).Scan(&got); err != nil || got != 8*each {
				t.Errorf("saldo = %d (%v), want %d", got, err, 8*each)
			}
		})
	}
}

func addOne(tx *sql.Tx) error {
	var n int
	if err := tx.QueryRow(`select saldo from kas`).Scan(&n); err != nil {
		return err
	}
	_, err := tx.Exec(`update kas set saldo = $1`, n+1)
	return err
}

// TestReadBesideWrite: a reader keeps its picture, and neither waits.
func TestReadBesideWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		exec1(t, d, `create table kas (saldo bigint not null)`)
		exec1(t, d, `insert into kas (saldo) values (7)`)
		err := d.Read(t.Context(), func(tx *sql.Tx) error {
			var before, after int
			if err := tx.QueryRow(`select saldo from kas`).Scan(&before); err != nil {
				return err
			}
			if err := d.Write(t.Context(), addOne); err != nil {
				return err
			}
			if err := tx.QueryRow(`select saldo from kas`).Scan(&after); err != nil {
				return err
			}
			if before != 7 || after != 7 {
				t.Errorf("reader saw %d then %d, want 7 twice", before, after)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// TestWriteAgain: PostgreSQL gives up one of two transactions that wait for
// each other; Write runs the loser once more.
func TestWriteAgain(t *testing.T) {
	d := dbtest.Open(t, dbtest.Postgres(t))
	exec1(t, d, `create table kas (id bigint primary key, saldo bigint not null)`)
	exec1(t, d, `insert into kas values (1, 0), (2, 0)`)
	tries := 0
	err := d.Write(t.Context(), func(tx *sql.Tx) error {
		tries++
		if tries == 1 { // what the engine itself says in a deadlock
			_, err := tx.Exec(`do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`)
			return err
		}
		_, err := tx.Exec(`update kas set saldo = 1 where id = 1`)
		return err
	})
	if err != nil || tries != 2 {
		t.Errorf("tries = %d, err = %v, want 2 and nil", tries, err)
	}
}

func TestFailedWriteKeepsNothing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		exec1(t, d, `create table kas (saldo bigint primary key)`)
		wrong := errors.New("wrong")
		err := d.Write(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.Exec(`insert into kas (saldo) values ($1)`, 1); err != nil {
				return err
			}
			return wrong
		})
		if !errors.Is(err, wrong) {
			t.Errorf("err = %v, want the one fn gave", err)
		}
		for i, want := range []bool{false, true} {
			_, err := d.Exec(`insert into kas (saldo) values ($1)`, 1)
			if db.Taken(err) != want {
				t.Errorf("insert %d: Taken(%v), want %v", i+1, err, want)
			}
		}
	})
}

// TestFull fills a store whose size is capped: SQLite then answers as it does
// when write(2) finds no room. PostgreSQL's code for it is raised by hand.
func TestFull(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		exec1(t, d, `create table berkas (isi text not null)`)
		err := d.Write(t.Context(), func(tx *sql.Tx) error {
			fill := []string{`do $$ begin raise exception 'no space left' using errcode = '53100'; end $$`}
			if d.Dialect == db.SQLite {
				fill = []string{`pragma max_page_count = 1`, `insert into berkas (isi) values (hex(zeroblob(100000)))`}
			}
			for _, query := range fill {
				if _, err := tx.Exec(query); err != nil {
					return err
				}
			}
			return nil
		})
		if m, _ := errs.Public(err); !errs.Is(err, errs.Full) || m.Key != "db.full" {
			t.Errorf("err = %v, want kind Full, db.full", err)
		}
	})
}

func TestCollectAndOne(t *testing.T) {
	scan := func(s db.Scanner) (name string, err error) { return name, s.Scan(&name) }
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		exec1(t, d, `create table pasar (name text not null)`)
		// Case and diacritics: byte order on both engines.
		exec1(t, d, `insert into pasar (name) values ('kahayan'), ('Besar'), ('Écrin'), ('Datah Manuah')`)
		// $1 stands twice: both engines bind it once.
		rows, err := d.QueryContext(t.Context(), `select name from pasar where name <> $1 or lower(name) <> $1 order by name`, "x")
		if err != nil {
			t.Fatal(err)
		}
		list, err := db.Collect(rows, scan)
		if got, want := strings.Join(list, ","), "Besar,Datah Manuah,kahayan,Écrin"; err != nil || got != want {
			t.Errorf("got %s (%v), want %s", got, err, want)
		}
		rows, err = d.QueryContext(t.Context(), `select name from pasar where name = $1`, "Pasar Baru")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.One(rows, scan); !errs.Is(err, errs.NotFound) {
			t.Errorf("One of nothing: %v, want kind NotFound", err)
		}
	})
}

func exec1(t *testing.T, d *db.DB, query string, args ...any) {
	t.Helper()
	if _, err := d.Exec(query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// TestOpenRace: those who open a new file at once all turn it to WAL.
func TestOpenRace(t *testing.T) {
	for range 10 {
		url := dbtest.SQLite(t)
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				d, err := db.Open(t.Context(), url)
				if err != nil {
					t.Error(err)
					return
				}
				d.Close()
			})
		}
		wg.Wait()
	}
}
