package db

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"strconv"

	"github.com/pressly/goose/v3"

	"github.com/lewu-id/lewu/internal/errs"
)

// Migrations are the steps of one package or room: files NNNNN_what.sql in the
// root of Files, with "-- +goose Up", forward only. Their count is kept in
// table goose_<Name>.
type Migrations struct {
	Name  string
	Files fs.FS
}

const versionPrefix = "goose_"

var migrationName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)

// Migrate brings the tables of name up to the newest of files. Processes that
// start together take turns, and all succeed. A store that a newer Lewu has
// migrated is refused with kind Invalid.
func (d *DB) Migrate(ctx context.Context, name string, files fs.FS) (err error) {
	defer errs.Wrap(&err, "db.Migrate(%q)", name)

	return d.Alone(ctx, func(ctx context.Context) error {
		return d.migrateTo(ctx, Migrations{name, files}, 0)
	})
}

// migrateTo is Migrate up to a version; 0 is the newest.
func (d *DB) migrateTo(ctx context.Context, m Migrations, version int64) error {
	if !migrationName.MatchString(m.Name) {
		return errors.New("name is not a table name")
	}
	dialect := goose.DialectPostgres
	if d.Dialect == SQLite {
		dialect = goose.DialectSQLite3
	}
	p, err := goose.NewProvider(dialect, d.DB, m.Files, goose.WithTableName(versionPrefix+m.Name),
		goose.WithLogger(goose.NopLogger()), goose.WithDisableGlobalRegistry(true))
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil
	}
	if err != nil {
		return err
	}
	have, newest, err := p.GetVersions(ctx)
	if err != nil {
		return err
	}
	if have > newest || version > newest {
		return errs.Say(errs.Invalid, "db.newer", "name", m.Name,
			"have", strconv.FormatInt(max(have, version), 10), "know", strconv.FormatInt(newest, 10))
	}
	if version == 0 {
		version = newest
	}
	_, err = p.UpTo(ctx, version)
	return err
}
