package db

import (
	"database/sql"

	"github.com/lewu-id/lewu/internal/errs"
)

// A Scanner gives the columns of one row: *sql.Rows and *sql.Row.
type Scanner interface{ Scan(dest ...any) error }

// Collect reads all rows and closes them. No row is an empty list.
func Collect[T any](rows *sql.Rows, scan func(Scanner) (T, error)) ([]T, error) {
	defer rows.Close()
	var list []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	if err := rows.Err(); err != nil {
		return nil, explain(err)
	}
	return list, nil
}

// One reads the first row and closes rows. No row is an error of kind
// NotFound; more than one is not looked at.
func One[T any](rows *sql.Rows, scan func(Scanner) (T, error)) (T, error) {
	defer rows.Close()
	var none T
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return none, explain(err)
		}
		return none, errs.Say(errs.NotFound, "db.none")
	}
	return scan(rows)
}
