package db

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lewu-id/lewu/internal/errs"
)

// A snapshot is one text file for both engines: what was backed up on SQLite
// can be restored on PostgreSQL, and the other way round. Each line is a JSON
// value:
//
//	{"lewu":1,"made":1761886800000,"versions":{"announce":1}}   first
//	{"table":"announce","columns":["seq","kind","id","at"]}     once a table
//	[1,"data","penduduk",1761886800000]                         once a row
//	{"rows":1,"sha256":"…"}                                     last: of all bytes before
//
// A value is null, an integer, a text, or {"f":1.5} for a floating-point
// number, {"b":"…"} for bytes and {"t":"…"} for text that is not UTF-8, both in
// base64. The queue (river_*) is left out: what is unfinished is known to the
// packages that queued it, and they queue it again when they start.
type (
	snapshotHead struct {
		Format   int              `json:"lewu"`
		Made     int64            `json:"made"`
		Versions map[string]int64 `json:"versions"`
	}
	snapshotTable struct {
		Table   string   `json:"table"`
		Columns []string `json:"columns"`
	}
	snapshotEnd struct {
		Rows   int64  `json:"rows"`
		SHA256 string `json:"sha256"`
	}
)

const snapshotFormat = 1

// Snapshot writes all tables as they are at one moment to path, while others
// read and write. The file is there whole or not at all.
func (d *DB) Snapshot(ctx context.Context, path string) (err error) {
	defer errs.Wrap(&err, "db.Snapshot(%q)", path)

	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return explain(err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	err = d.Read(ctx, func(tx *sql.Tx) error { return d.dump(ctx, tx, newLines(f)) })
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return explain(err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return explain(err)
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// lines writes JSON values a line each, and keeps count and hash of them.
type lines struct {
	w    *bufio.Writer
	sum  hash.Hash
	rows int64
}

func newLines(f *os.File) *lines {
	return &lines{w: bufio.NewWriterSize(f, 256<<10), sum: sha256.New()}
}

func (l *lines) put(value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	line = append(line, '\n')
	l.sum.Write(line)
	_, err = l.w.Write(line)
	return err
}

func (d *DB) dump(ctx context.Context, tx *sql.Tx, out *lines) error {
	names, err := d.tables(ctx, tx)
	if err != nil {
		return err
	}
	head := snapshotHead{Format: snapshotFormat, Made: time.Now().UnixMilli(), Versions: map[string]int64{}}
	for _, name := range names {
		room, ok := strings.CutPrefix(name, versionPrefix)
		if !ok {
			continue
		}
		var version int64
		if err := tx.QueryRowContext(ctx, "select coalesce(max(version_id), 0) from "+quote(name)).Scan(&version); err != nil {
			return err
		}
		head.Versions[room] = version
	}
	if err := out.put(head); err != nil {
		return err
	}
	for _, name := range names {
		if strings.HasPrefix(name, versionPrefix) {
			continue
		}
		if err := d.dumpTable(ctx, tx, name, out); err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	if err := out.put(snapshotEnd{out.rows, hex.EncodeToString(out.sum.Sum(nil))}); err != nil {
		return err
	}
	return out.w.Flush()
}

// tables lists the tables of the store by name, without those of the queue.
func (d *DB) tables(ctx context.Context, q Querier) ([]string, error) {
	query := `select name from sqlite_master where type = 'table' and substr(name, 1, 7) <> 'sqlite_'
		and substr(name, 1, 6) <> 'river_' order by name`
	if d.Dialect == Postgres {
		query = `select cast(table_name as text) from information_schema.tables where table_schema = current_schema()
			and table_type = 'BASE TABLE' and substr(table_name, 1, 6) <> 'river_' order by 1`
	}
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return Collect(rows, func(s Scanner) (name string, err error) { return name, s.Scan(&name) })
}

// columns lists the columns of a table in their order.
func (d *DB) columns(ctx context.Context, q Querier, table string) ([]string, error) {
	query := `select name from pragma_table_info($1) order by cid`
	if d.Dialect == Postgres {
		query = `select cast(column_name as text) from information_schema.columns
			where table_schema = current_schema() and table_name = $1 order by ordinal_position`
	}
	rows, err := q.QueryContext(ctx, query, table)
	if err != nil {
		return nil, err
	}
	return Collect(rows, func(s Scanner) (name string, err error) { return name, s.Scan(&name) })
}

// dumpTable writes a table. It names the columns: a connection keeps the plan of
// "select *", which PostgreSQL refuses once a migration has added one.
func (d *DB) dumpTable(ctx context.Context, tx *sql.Tx, name string, out *lines) error {
	columns, err := d.columns(ctx, tx, name)
	if err != nil {
		return err
	}
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = quote(c)
	}
	rows, err := tx.QueryContext(ctx, "select "+strings.Join(quoted, ", ")+" from "+quote(name))
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := out.put(snapshotTable{name, columns}); err != nil {
		return err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			if values[i], err = portable(v); err != nil {
				return fmt.Errorf("column %s: %w", columns[i], err)
			}
		}
		if err := out.put(values); err != nil {
			return err
		}
		out.rows++
	}
	return rows.Err()
}

// portable is a value as it stands in a snapshot.
func portable(v any) (any, error) {
	switch v := v.(type) {
	case nil, int64:
		return v, nil
	case float64:
		return map[string]float64{"f": v}, nil
	case []byte:
		return map[string]string{"b": base64.StdEncoding.EncodeToString(v)}, nil
	case string:
		if !utf8.ValidString(v) {
			return map[string]string{"t": base64.StdEncoding.EncodeToString([]byte(v))}, nil
		}
		return v, nil
	}
	return nil, fmt.Errorf("a value of type %T cannot go into a snapshot", v)
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
