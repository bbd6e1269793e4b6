package backup

import (
	"context"
	"database/sql"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// prepare makes the database ready to be filled, or refuses it. filled says
// that it holds this backup already.
//
// A restore that was killed leaves one of three: nothing; some or all tables
// as the migrations make them, for the rows come in one transaction; or all
// rows. The first needs nothing, the last nothing more. Tables are taken away
// only where their rows are exactly those that migrations write, which also
// is what a house that was opened and never used looks like.
func (r *restorer) prepare(ctx context.Context) (filled bool, err error) {
	have, err := contentsOf(ctx, r.DB, r.place.folder)
	if err != nil {
		return false, err
	}
	if len(have.Tables) == 0 && len(have.Versions) == 0 {
		return false, nil
	}
	if _, differ := have.differs(r.manifest.Contents); !differ {
		return true, nil
	}
	unused, err := r.unused(ctx, have.Versions)
	if err != nil {
		return false, err
	}
	if name, differ := have.differs(unused); differ {
		return false, errs.Say(errs.Conflict, "backup.restore.occupied", "name", name)
	}
	return false, r.DB.Write(ctx, func(tx *sql.Tx) error { return drop(ctx, tx, r.DB.Dialect, have) })
}

// unused is what a database holds that was migrated to these versions and
// nothing else.
func (r *restorer) unused(ctx context.Context, versions map[string]int64) (c Contents, err error) {
	d, err := db.Open(ctx, "sqlite:"+filepath.Join(r.place.folder, "unused.db"))
	if err != nil {
		return c, err
	}
	defer d.Close()
	for _, m := range r.Migrations {
		if version := versions[m.Name]; version > 0 {
			if err := d.Migrate(ctx, m.Name, upTo{m.Files, version}); err != nil {
				return c, err
			}
		}
	}
	c, err = contentsOf(ctx, d, r.place.folder)
	c.Versions = versions // those at 0 have no tables yet
	return c, err
}

// drop takes all tables of an unused database away, if its rows are still as
// many as they were counted.
func drop(ctx context.Context, tx *sql.Tx, dialect db.Dialect, have Contents) error {
	var names []string
	for _, t := range have.Tables {
		var rows int64
		if err := tx.QueryRowContext(ctx, `select count(*) from `+quote(t.Name)).Scan(&rows); err != nil {
			return err
		}
		if rows != t.Rows {
			return errs.Say(errs.Conflict, "backup.restore.occupied", "name", t.Name)
		}
		names = append(names, quote(t.Name))
	}
	for part := range have.Versions {
		names = append(names, quote("goose_"+part))
	}
	slices.Sort(names)
	if dialect == db.Postgres { // in one statement, since keys point from one to another
		_, err := tx.ExecContext(ctx, `drop table `+strings.Join(names, ", "))
		return err
	}
	if _, err := tx.ExecContext(ctx, `pragma defer_foreign_keys = on`); err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.ExecContext(ctx, `drop table `+name); err != nil {
			return err
		}
	}
	return nil
}

func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// upTo are the migrations up to a version: their files begin with its number.
type upTo struct {
	fs.FS
	version int64
}

func (u upTo) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(u.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool {
		number, _, _ := strings.Cut(e.Name(), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		return err == nil && n > u.version
	}), err
}
