package delimited

import (
	"fmt"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake/typing"
)

// cells reads the original words of a row again, as the columns say they were
// read at publication: another path to the values than the one through the
// published table.
func cells(columns []lewu.Column, raw []string) (list []lewu.Cell, err error) {
	defer errs.Wrap(&err, "delimited.cells(%d columns)", len(columns))

	list = make([]lewu.Cell, len(columns))
	for i, c := range columns {
		d, err := typing.Again(c)
		if err != nil {
			return nil, err
		}
		if c.Index >= len(raw) {
			continue // a short row has nothing there
		}
		cell, ok := d.Parse([]byte(raw[c.Index]))
		if !ok {
			return nil, fmt.Errorf("column %q: %q is no longer read", c.Name, raw[c.Index])
		}
		list[i] = cell
	}
	return list, nil
}
