package table

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A MergeMode (cara) says what a new file does to the version before.
type MergeMode string

// The three modes, in the words people use.
const (
	Replace       MergeMode = "ganti"         // the file is the table
	ReplacePeriod MergeMode = "ganti-periode" // the file replaces the periods it holds
	Upsert        MergeMode = "gabung"        // rows with a known key are changed, others added
)

// A Merge says what becomes of the rows of a base version. The zero value is a
// first version.
type Merge struct {
	Mode      MergeMode
	Period    string     // of ReplacePeriod: the column that holds the period
	Base      *Source    // nil: there is no version before
	Deletions [][]string // of Upsert: keys of base rows to leave out, cells in canonical text in key order
}

// Merge brings in the rows of the base that stay, with the origin they have,
// and says how many. It ends the appending. A column that only the base has
// stays, empty in the new rows; one that changed its kind beyond widening is an
// error "table.kind-changed".
func (d *Draft) Merge(ctx context.Context, m Merge) (kept int64, err error) {
	defer errs.Wrap(&err, "table.Merge(%s)", m.Mode)

	if d.merged {
		return d.kept, nil
	}
	if err := d.settle(); err != nil {
		return 0, err
	}
	d.merged = true
	if m.Base == nil {
		return 0, nil
	}
	d.base = m.Base
	if err := admit(ctx, *m.Base, d.basePath()); err != nil {
		return 0, err
	}
	if m.Mode == Replace {
		return 0, nil
	}
	if err := d.widen(ctx, m.Base.Columns); err != nil {
		return 0, err
	}
	stay, err := d.staying(ctx, m)
	if err != nil {
		return 0, err
	}
	insert := fmt.Sprintf("INSERT INTO d.t (%s, _asal, _baris) SELECT b.* FROM (%s) b %s",
		idents(names(d.columns)), d.baseRows(d.columns, ", _asal, _baris"), stay)
	done, err := d.db.ExecContext(ctx, insert)
	if err != nil {
		return 0, explain(ctx, err)
	}
	d.kept, err = done.RowsAffected()
	d.rows += d.kept
	return d.kept, err
}

// basePath is where the base's file stands in the draft's folder.
func (d *Draft) basePath() string { return filepath.Join(d.folder, "dasar.parquet") }

// baseRows selects the base's rows as columns, with more behind them. A column
// that the base lacks is empty.
func (d *Draft) baseRows(columns []lewu.Column, more string) string {
	return "SELECT " + casts(d.base.Columns, columns) + more + " FROM " + parquet(d.basePath())
}

// widen makes the draft's columns able to hold the base's cells.
func (d *Draft) widen(ctx context.Context, base []lewu.Column) error {
	columns := slices.Clone(d.columns)
	for _, old := range base {
		at := slices.IndexFunc(columns, func(c lewu.Column) bool { return c.Name == old.Name })
		if at < 0 {
			columns = append(columns, old)
			if err := d.db.exec(ctx, "ALTER TABLE d.t ADD COLUMN "+ident(old.Name)+" "+sqlType(old)); err != nil {
				return err
			}
			continue
		}
		both, err := unify(old, columns[at])
		if err != nil {
			return err
		}
		changed := errs.Say(errs.Invalid, "table.kind-changed",
			"column", old.Name, "before", string(old.Kind), "after", string(columns[at].Kind))
		if sqlType(both) != sqlType(columns[at]) {
			err := d.db.exec(ctx, "ALTER TABLE d.t ALTER COLUMN "+ident(old.Name)+" SET DATA TYPE "+sqlType(both))
			if err != nil && ctx.Err() == nil {
				return errors.Join(changed, err)
			} else if err != nil {
				return err
			}
		}
		if sqlType(both) != sqlType(old) {
			if err := d.db.fits(ctx, parquet(d.basePath()), both); err != nil {
				return errors.Join(changed, err)
			}
		}
		columns[at] = both
	}
	d.columns = columns
	return nil
}

// staying is the joins that leave only the base rows b that stay.
func (d *Draft) staying(ctx context.Context, m Merge) (string, error) {
	switch m.Mode {
	case ReplacePeriod:
		if !slices.Contains(names(d.columns), m.Period) {
			return "", fmt.Errorf("period column %q is not in the table", m.Period)
		}
		return antiJoin("(SELECT DISTINCT "+ident(m.Period)+" FROM d.t)", "n", []string{m.Period}), nil
	case Upsert:
		if len(d.key) == 0 {
			return "", errs.Say(errs.Invalid, "table.no-key")
		}
		if err := d.listDeletions(ctx, m.Deletions); err != nil {
			return "", err
		}
		return antiJoin("d.t", "n", d.key) + antiJoin("d.hapus", "h", d.key), nil
	}
	return "", fmt.Errorf("no merge mode %q", m.Mode)
}

// antiJoin keeps the rows of b that have no partner in a table.
func antiJoin(table, alias string, on []string) string {
	return fmt.Sprintf(" ANTI JOIN %s %s ON %s", table, alias, same("b", alias, on))
}

// same is the condition that two rows agree in columns; missing is equal to
// missing.
func same(a, b string, columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = fmt.Sprintf("%s.%s IS NOT DISTINCT FROM %s.%[2]s", a, ident(c), b)
	}
	return strings.Join(parts, " AND ")
}

// listDeletions keeps the keys to leave out in a table, and counts the base
// rows they name.
func (d *Draft) listDeletions(ctx context.Context, keys [][]string) error {
	columns := make([]lewu.Column, len(d.key))
	types, values := make([]string, len(d.key)), make([]string, len(d.key))
	for i, k := range d.key {
		columns[i] = d.columns[slices.Index(names(d.columns), k)]
		types[i] = ident(k) + " " + sqlType(columns[i])
		values[i] = fmt.Sprintf("CAST($%d AS %s)", i+1, sqlType(columns[i]))
	}
	if err := d.db.exec(ctx, "CREATE TABLE d.hapus ("+strings.Join(types, ", ")+")"); err != nil {
		return err
	}
	insert := "INSERT INTO d.hapus VALUES (" + strings.Join(values, ", ") + ")"
	for _, key := range keys {
		if len(key) != len(columns) {
			return errs.Say(errs.Invalid, "table.deletion", "key", strings.Join(key, ", "), "columns", strings.Join(d.key, ", "))
		}
		args := make([]any, len(key))
		for i, text := range key {
			if text == "" {
				continue
			}
			if _, err := newConverter(columns[i])(text); err != nil {
				return badValue(columns[i], text)
			}
			args[i] = text
		}
		if _, err := d.db.ExecContext(ctx, insert, args...); err != nil {
			return explain(ctx, err)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	return d.db.one(ctx, "SELECT count(*) FROM ("+d.baseRows(d.columns, "")+") b SEMI JOIN d.hapus h ON "+same("b", "h", d.key), nil, &d.deleted)
}

// names are the names of columns.
func names(columns []lewu.Column) []string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.Name
	}
	return list
}
