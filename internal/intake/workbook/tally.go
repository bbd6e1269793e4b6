package workbook

import (
	"github.com/lewu-id/lewu/internal/xlsx"
)

// A tally counts what there is to tell of the cells of a column.
type tally struct {
	formulas, unknown, zeros spot // unknown: no result was stored
	errors                   spot
	repaired                 spot
	percent                  spot
	days, months             spot
	divided                  spot
	thousands                int // that divided cells are divided by
}

// A spot is where something was seen first, and how often.
type spot struct {
	count  int64
	row    int64
	words  string
	stored string
}

func (p *spot) see(row int64, c seen) {
	if p.count == 0 {
		p.row, p.words, p.stored = row, string(c.words), string(c.stored)
	}
	p.count++
}

// take gives every cell of a row to its column.
func (s *survey) take(r row) {
	next := 0
	for i, p := range s.columns {
		var c *seen
		if next < len(r.seen) && r.seen[next].column == i {
			c = &r.seen[next]
			next++
			s.tallies[i].see(r.row, *c)
		}
		words := cellAt(r.cells, i)
		switch {
		case c == nil || len(words) == 0:
			p.Add(words)
		case c.as == xlsx.AsNumber:
			p.AddNumber(words)
		case c.as == xlsx.AsDate:
			p.AddDate(words)
		default:
			p.Add(words)
		}
	}
}

func (t *tally) see(row int64, c seen) {
	if c.words == nil {
		return // a number in no dress
	}
	if c.formula {
		t.formulas.see(row, c)
		if c.zero {
			t.zeros.see(row, c)
		}
	}
	if c.repaired {
		t.repaired.see(row, c)
	}
	switch c.as {
	case xlsx.AsNothing:
		t.unknown.see(row, c)
	case xlsx.AsError:
		t.errors.see(row, c)
	case xlsx.AsDate:
		t.days.see(row, c)
		if c.format.Kind == xlsx.Month {
			t.months.see(row, c)
		}
	case xlsx.AsNumber:
		if c.format == nil {
			return
		}
		if c.format.Percent {
			t.percent.see(row, c)
		}
		if c.format.Divided > 0 {
			t.thousands = max(t.thousands, c.format.Divided)
			t.divided.see(row, c)
		}
	}
}
