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
