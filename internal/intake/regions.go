package intake

import (
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
)

// A regionWatch counts region codes of other provinces while rows go by: no
// fault in itself, but somebody should know that the file is not about home.
type regionWatch struct {
	home    string
	columns []regionColumn
}

type regionColumn struct {
	index   int
	name    string
	count   int64
	row     int64  // first row with one
	example string // and its code
}

func newRegionWatch(home string, columns []lewu.Column) *regionWatch {
	w := &regionWatch{home: home}
	for i, c := range columns {
		if c.Kind == lewu.Kemendagri || c.Kind == lewu.BPS {
			w.columns = append(w.columns, regionColumn{index: i, name: c.Name})
		}
	}
	return w
}

func (w *regionWatch) see(row int64, cells []lewu.Cell) {
	for i := range w.columns {
		c := &w.columns[i]
		cell := cells[c.index]
		if !cell.Valid || strings.HasPrefix(cell.Text, w.home) {
			continue
		}
		if c.count == 0 {
			c.row, c.example = row, strings.Clone(cell.Text)
		}
		c.count++
	}
}

func (w *regionWatch) findings() (list []lewu.Finding) {
	for _, c := range w.columns {
		if c.count > 0 {
			list = append(list, lewu.Finding{
				Severity: lewu.Warn, Row: c.row, Column: c.name,
				Message: lewu.Msg("intake.other-province", "column", c.name, "rows", strconv.FormatInt(c.count, 10),
					"code", c.example, "home", w.home),
			})
		}
	}
	return list
}
