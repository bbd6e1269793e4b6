package intake

import (
	"context"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/table"
)

// keyFindings says where a draft's key columns are empty or hold the same key
// twice. A dataset whose key does not name one row cannot be compared with its
// next version, so either is a Reject.
func keyFindings(ctx context.Context, draft *table.Draft, key []string) (list []lewu.Finding, err error) {
	problems, err := draft.Problems(ctx, listed)
	if err != nil {
		return nil, err
	}
	for _, m := range problems.Missing {
		list = append(list, lewu.Finding{
			Severity: lewu.Reject, Column: m.Column, Row: m.At[0].Row,
			Message: lewu.Msg("intake.key-empty", "column", m.Column,
				"count", strconv.FormatInt(m.Rows, 10), "row", strconv.FormatInt(m.At[0].Row, 10)),
		})
	}
	for _, d := range problems.First {
		values := make([]string, len(d.Key))
		for i, cell := range d.Key {
			values[i] = cell.Text
		}
		rows := make([]string, len(d.At))
		for i, at := range d.At {
			rows[i] = strconv.FormatInt(at.Row, 10)
		}
		list = append(list, lewu.Finding{
			Severity: lewu.Reject, Row: d.At[0].Row, Column: strings.Join(key, ","),
			Message: lewu.Msg("intake.key-double", "key", strings.Join(key, ", "), "value", strings.Join(values, " | "),
				"count", strconv.FormatInt(d.Rows, 10), "rows", strings.Join(rows, ", ")),
		})
	}
	return list, nil
}
