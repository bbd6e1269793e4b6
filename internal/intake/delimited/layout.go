package delimited

import (
	"strconv"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/layout"
)

// wild refuses a file that is not one table under one row of names. Rows are
// the first ones with something in them.
func wild(rows []layout.Record, h layout.Heading) error {
	first := rows[0]
	if first.Row > 1 {
		return errs.Say(errs.Invalid, "csv.blank-before", "rows", strconv.FormatInt(first.Row-1, 10), "row", number(first.Row))
	}
	if first.Filled() == 1 {
		for _, r := range rows[1:] {
			if r.Filled() > 1 {
				return errs.Say(errs.Invalid, "csv.title-row", "row", number(first.Row), "cell", layout.Clip(first.Only()), "next", number(r.Row))
			}
		}
	}
	if !h.Yes || len(rows) < 2 {
		return nil
	}
	if second := rows[1]; layout.Stacked(first, second, rows[2:]) {
		return errs.Say(errs.Invalid, "csv.header-rows", "row", number(second.Row), "cell", layout.Clip(second.Only()))
	}
	return nil
}

func number(n int64) string { return strconv.FormatInt(n, 10) }
