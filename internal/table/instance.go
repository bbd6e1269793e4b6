package table

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	"github.com/lewu-id/lewu/internal/errs"
)

// An instance is one DuckDB in memory that can touch no file outside its folder.
type instance struct {
	*sql.DB
	folder string
	blocks spareBlocks // of the lines that leave
}

// openInstance starts DuckDB. Settings go in once by the DSN. Three can only be
// set on a running instance: the folder, shutting everything else, and the lock
// on all settings; they hold for every connection that follows.
func openInstance(folder string, o Options) (_ *instance, err error) {
	temp := filepath.Join(folder, "tmp")
	if err := os.MkdirAll(temp, 0o700); err != nil {
		return nil, err
	}
	settings := url.Values{
		"threads":                      {strconv.Itoa(o.Threads)},
		"memory_limit":                 {o.Memory},
		"temp_directory":               {temp},
		"extension_directory":          {filepath.Join(folder, "ext")},
		"autoload_known_extensions":    {"false"},
		"autoinstall_known_extensions": {"false"},
		"allow_community_extensions":   {"false"},
		"preserve_insertion_order":     {"true"},
	}
	connector, err := duckdb.NewConnector(":memory:?"+settings.Encode(), nil)
	if err != nil {
		return nil, err
	}
	db := &instance{DB: sql.OpenDB(connector), folder: folder}
	db.SetMaxIdleConns(2*o.Threads + 2)
	for _, set := range []string{
		"SET GLOBAL allowed_directories = [" + literal(folder+string(filepath.Separator)) + "]",
		"SET GLOBAL enable_external_access = false",
		"SET GLOBAL lock_configuration = true",
	} {
		if _, err := db.Exec(set); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

// exec runs statements one after the other.
func (db *instance) exec(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		if _, err := db.ExecContext(ctx, s); err != nil {
			return explain(ctx, err)
		}
	}
	return nil
}

// one asks for a single row.
func (db *instance) one(ctx context.Context, query string, args []any, into ...any) error {
	return explain(ctx, db.QueryRowContext(ctx, query, args...).Scan(into...))
}

// explain gives DuckDB's errors the kinds of the house. The engine's own words
// stay beneath, for the operator.
func explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var d *duckdb.Error
	if !errors.As(err, &d) {
		return err
	}
	switch {
	case strings.Contains(d.Msg, "No space left") || strings.Contains(d.Msg, "max_temp_directory_size"):
		return errs.Because(errs.Full, err, "table.disk-full")
	case d.Type == duckdb.ErrorTypeOutOfMemory:
		return errs.Because(errs.Busy, err, "table.too-heavy")
	case d.Type == duckdb.ErrorTypeOutOfRange && strings.Contains(d.Msg, "verflow"):
		return errs.Because(errs.Invalid, err, "table.sum-overflow")
	}
	return err
}

// ident quotes a name for SQL.
func ident(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// idents quotes names and joins them by commas.
func idents(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = ident(n)
	}
	return strings.Join(quoted, ", ")
}

// literal quotes a text for SQL, only for paths of our own making: COPY and
// ATTACH take no parameters.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// parquet is the table function over a file, with each row's place in it.
func parquet(path string) string {
	return fmt.Sprintf("read_parquet(%s, file_row_number = true)", literal(path))
}
