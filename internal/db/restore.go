package db

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/errs"
)

// RestoreSnapshot fills an empty store from the file at path. all are the
// migrations of the whole program: each part is first migrated to the version
// the snapshot has, then filled; a Migrate afterwards brings it up to date.
//
// The file is proved before anything is changed, and the rows come in one
// transaction. If that fails the store holds empty tables: drop it.
func (d *DB) RestoreSnapshot(ctx context.Context, path string, all []Migrations) (err error) {
	defer errs.Wrap(&err, "db.RestoreSnapshot(%q)", path)

	head, err := checkSnapshot(path)
	if err != nil {
		return err
	}
	return d.Alone(ctx, func(ctx context.Context) error {
		old, err := d.tables(ctx, d)
		if err != nil {
			return err
		}
		if len(old) > 0 {
			return errs.Say(errs.Conflict, "db.snapshot.occupied", "name", old[0])
		}
		if err := d.migrateAll(ctx, head.Versions, all); err != nil {
			return err
		}
		return d.Write(ctx, func(tx *sql.Tx) error { return d.load(ctx, tx, path) })
	})
}

func (d *DB) migrateAll(ctx context.Context, versions map[string]int64, all []Migrations) error {
	left := make(map[string]int64, len(versions))
	for name, version := range versions {
		left[name] = version
	}
	for _, m := range all { // in the order of the floors: keys may point downward
		if version := left[m.Name]; version > 0 {
			if err := d.migrateTo(ctx, m, version); err != nil {
				return err
			}
		}
		delete(left, m.Name)
	}
	names := make([]string, 0, len(left))
	for name := range left {
		names = append(names, name)
	}
	sort.Strings(names)
	if len(names) > 0 {
		return errs.Say(errs.Invalid, "db.snapshot.unknown", "name", names[0])
	}
	return nil
}

// readSnapshot calls line for each line before the last and proves the last.
func readSnapshot(path string, line func(n int64, text []byte) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in, sum := bufio.NewReaderSize(f, 256<<10), sha256.New()
	for n := int64(1); ; n++ {
		text, err := in.ReadBytes('\n')
		broken := errs.Say(errs.Invalid, "db.snapshot.broken", "path", path, "line", strconv.FormatInt(n, 10))
		if err == io.EOF {
			return broken // the last line was never reached
		}
		if err != nil {
			return err
		}
		if bytes.HasPrefix(text, []byte(`{"rows":`)) {
			var end snapshotEnd
			if json.Unmarshal(text, &end) != nil || end.SHA256 != hex.EncodeToString(sum.Sum(nil)) {
				return broken
			}
			return nil
		}
		sum.Write(text)
		if err := line(n, text); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
}

// checkSnapshot reads the whole file once and gives its head.
func checkSnapshot(path string) (head snapshotHead, err error) {
	err = readSnapshot(path, func(n int64, text []byte) error {
		if n > 1 {
			return nil
		}
		if err := json.Unmarshal(text, &head); err != nil || head.Format != snapshotFormat {
			return errs.Because(errs.Invalid, err, "db.snapshot.broken", "path", path, "line", "1")
		}
		return nil
	})
	return head, err
}

// load replaces the rows of all tables. Rows that migrations wrote go first.
func (d *DB) load(ctx context.Context, tx *sql.Tx, path string) error {
	restoreKeys, err := d.deferKeys(ctx, tx)
	if err != nil {
		return err
	}
	names, err := d.tables(ctx, tx)
	if err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(name, versionPrefix) {
			continue
		}
		if _, err := tx.ExecContext(ctx, "delete from "+quote(name)); err != nil {
			return err
		}
	}
	var to inserter
	err = readSnapshot(path, func(n int64, text []byte) error {
		switch {
		case n == 1:
			return nil
		case text[0] == '[':
			return to.add(ctx, tx, text)
		}
		if err := to.flush(ctx, tx); err != nil {
			return err
		}
		to = inserter{}
		return json.Unmarshal(text, &to.table)
	})
	if err != nil {
		return err
	}
	if err := to.flush(ctx, tx); err != nil {
		return err
	}
	return restoreKeys()
}

// deferKeys puts off the foreign keys, so that tables may come in any order
// and a row may point at a later one. SQLite does that for a transaction.
// PostgreSQL must be told for each key; the keys go back to what they were.
func (d *DB) deferKeys(ctx context.Context, tx *sql.Tx) (restore func() error, err error) {
	if d.Dialect == SQLite {
		_, err := tx.ExecContext(ctx, `pragma defer_foreign_keys = on`)
		return func() error { return nil }, err
	}
	rows, err := tx.QueryContext(ctx, `select 'alter table ' || cast(cast(conrelid as regclass) as text)
		|| ' alter constraint ' || quote_ident(conname) from pg_constraint
		where contype = 'f' and not condeferrable and connamespace = cast(current_schema() as regnamespace) order by 1`)
	if err != nil {
		return nil, err
	}
	keys, err := Collect(rows, func(s Scanner) (key string, err error) { return key, s.Scan(&key) })
	if err != nil {
		return nil, err
	}
	each := func(what string) error {
		for _, key := range keys {
			if _, err := tx.ExecContext(ctx, key+what); err != nil {
				return err
			}
		}
		return nil
	}
	return func() error {
		if _, err := tx.ExecContext(ctx, `set constraints all immediate`); err != nil {
			return err
		}
		return each(" not deferrable")
	}, each(" deferrable initially deferred")
}
