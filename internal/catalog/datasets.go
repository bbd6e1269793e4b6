package catalog

import (
	"context"

	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
)

// Datasets lists the datasets whose producer is in one scope, or whose figures an
// agency in the other one confirms, by title; published or not.
func (s *Store) Datasets(ctx context.Context, producer, substance auth.Scope) (_ []Dataset, err error) {
	defer errs.Wrap(&err, "catalog.Datasets")

	var args []any
	where := producer.SQL("agency_id", &args) + " OR " + substance.SQL("coalesce(nullif(substance_id, ''), agency_id)", &args)
	return all(ctx, s.db, scanDataset, `SELECT `+datasetColumns+` FROM dataset WHERE `+where+` ORDER BY sort_key, id`, args...)
}
