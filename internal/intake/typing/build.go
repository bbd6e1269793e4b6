package typing

import lewu "github.com/lewu-id/lewu"

// A Builder makes the cells of one row out of one string: a table of sixteen
// columns costs one allocation a row.
type Builder struct {
	columns []Decision
	text    []byte
	ends    []int // of each cell in text, -1 for a cell without a value
	cells   []lewu.Cell
}

// NewBuilder makes a Builder for the columns of a table.
func NewBuilder(columns []Decision) *Builder {
	return &Builder{columns: columns, cells: make([]lewu.Cell, len(columns)), ends: make([]int, len(columns))}
}

// Row reads the raw cells of a row, by the place of each column in the file;
// the slice is reused. Bad is the number of a column whose cell cannot be read
// as it was decided, or -1.
func (b *Builder) Row(cells [][]byte) (row []lewu.Cell, bad int) {
	b.text = b.text[:0]
	for i := range b.columns {
		var cell []byte
		if at := b.columns[i].Column.Index; at < len(cells) {
			cell = cells[at]
		}
		text, valid, ok := b.columns[i].Append(b.text, cell)
		if !ok {
			return nil, i
		}
		b.text, b.ends[i] = text, len(text)
		if !valid {
			b.ends[i] = -1
		}
	}
	all, start := string(b.text), 0
	for i, end := range b.ends {
		if end < 0 {
			b.cells[i] = lewu.Cell{}
			continue
		}
		b.cells[i] = lewu.Cell{Text: all[start:end], Valid: true}
		start = end
	}
	return b.cells, -1
}
