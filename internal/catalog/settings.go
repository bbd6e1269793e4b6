package catalog

import (
	"context"
	"database/sql"

	"github.com/lewu-id/lewu/internal/errs"
)

// Names of settings that the store itself carries.
const (
	SettingDemo = "demo" // the day the demo was made for; a store with it may publish alone
)

// Setting reads a setting; one that was never set is empty.
func (s *Store) Setting(ctx context.Context, name string) (value string, err error) {
	defer errs.Wrap(&err, "catalog.Setting(%q)", name)
	err = s.db.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = $1`, name).Scan(&value)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return value, err
}

// SetSetting writes a setting.
func (s *Store) SetSetting(ctx context.Context, tx *sql.Tx, name, value string) (err error) {
	defer errs.Wrap(&err, "catalog.SetSetting(%q)", name)
	_, err = tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// Empty tells whether no dataset was ever made.
func (s *Store) Empty(ctx context.Context) (_ bool, err error) {
	defer errs.Wrap(&err, "catalog.Empty()")
	var n int
	err = s.db.QueryRowContext(ctx, `SELECT count(*) FROM dataset`).Scan(&n)
	return n == 0, err
}

// BatchOf finds the newest batch of a dataset whose data file has a name;
// none is NotFound.
func (s *Store) BatchOf(ctx context.Context, dataset, file string) (_ Batch, err error) {
	defer errs.Wrap(&err, "catalog.BatchOf(%q, %q)", dataset, file)
	return one(ctx, s.db, scanBatch, "catalog.no-batch", file,
		`SELECT `+batchColumns+` FROM batch WHERE dataset = $1 AND id IN (SELECT batch FROM batch_file WHERE role = 'data' AND name = $2)
		 ORDER BY created_at DESC, id DESC LIMIT 1`, dataset, file)
}
