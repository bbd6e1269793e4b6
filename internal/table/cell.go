package table

import (
	"fmt"

	lewu "github.com/lewu-id/lewu"
)

// A scanCell lets a cell be scanned from a text that may be NULL.
type scanCell lewu.Cell

// Scan takes what the driver gives.
func (c *scanCell) Scan(v any) error {
	switch v := v.(type) {
	case nil:
		*c = scanCell{}
	case string:
		*c = scanCell{Text: v, Valid: true}
	default:
		return fmt.Errorf("a cell cannot be %T", v)
	}
	return nil
}

// into are the places to scan a row of cells to.
func into(cells []lewu.Cell) []any {
	list := make([]any, len(cells), len(cells)+8)
	for i := range cells {
		list[i] = (*scanCell)(&cells[i])
	}
	return list
}
