package catalog

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

// Columns are the dictionaries of all versions in force, by the id of their
// dataset: in one question, whatever the number of datasets.
func (s *Store) Columns(ctx context.Context) (_ map[string][]lewu.Column, err error) {
	defer errs.Wrap(&err, "catalog.Columns()")

	type dictionary struct {
		dataset string
		columns []lewu.Column
	}
	list, err := all(ctx, s.db, func(row db.Scanner) (d dictionary, err error) {
		var columns string
		if err := row.Scan(&d.dataset, &columns); err != nil {
			return d, err
		}
		return d, from(columns, &d.columns)
	}, `SELECT d.id, v.columns FROM dataset d JOIN version v ON v.dataset = d.id AND v.n = d.current`)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]lewu.Column, len(list))
	for _, d := range list {
		found[d.dataset] = d.columns
	}
	return found, nil
}
