package table

import (
	"context"
	"fmt"

	"github.com/lewu-id/lewu/internal/errs"
)

// Distinct lists the values of one column of a draft, merged rows among them,
// as canonical text in the order of the column; cells without one are left
// out. At most limit are given: whole is false where there are more. It ends
// the appending.
func (d *Draft) Distinct(ctx context.Context, column string, limit int) (list []string, whole bool, err error) {
	defer errs.Wrap(&err, "table.Distinct(%q)", column)

	if err := d.settle(); err != nil {
		return nil, false, err
	}
	if _, err := findColumn(d.columns, column); err != nil {
		return nil, false, err
	}
	rows, err := d.db.QueryContext(ctx, fmt.Sprintf(
		"SELECT CAST(v AS VARCHAR) FROM (SELECT DISTINCT %s AS v FROM d.t) WHERE v IS NOT NULL ORDER BY v LIMIT %d", ident(column), limit+1))
	if err != nil {
		return nil, false, explain(ctx, err)
	}
	list, err = collect(ctx, rows, func() ([]any, *string) {
		var one string
		return []any{&one}, &one
	})
	return list[:min(len(list), limit)], len(list) <= limit, err
}
