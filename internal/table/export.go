package table

import (
	"context"
	"io"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A shape is what the rows of an answer become on their way out.
type shape struct {
	head func(columns []lewu.Column) []byte                                // nil: none
	line func(columns []lewu.Column) string                                // a row, in SQL
	add  func(dst []byte, columns []lewu.Column, cells []lewu.Cell) []byte // the same row, in Go
	slow bool                                                              // DuckDB takes long to plan the SQL
}

// CSV writes the whole answer to a query as CSV, by the rules of AppendCSV;
// Limit and After of the query mean nothing here. The zero query gives the
// bytes whose SHA-256 is the version's `isi`. Memory does not grow with the
// answer. An error before the first byte leaves w untouched.
func (e *Engine) CSV(ctx context.Context, src Source, q lewu.Query, w io.Writer) (err error) {
	defer errs.Wrap(&err, "table.CSV(%.12q)", src.SHA256)

	asked, err := checkAll(src.Columns, q)
	if err != nil {
		return err
	}
	return e.export(ctx, src, asked, shape{header, line, AppendCSV, true}, intoWriter(w))
}

// Each calls yield for every row or group of the whole answer to a query, in
// its order, with the cells of Answer; Limit and After of the query mean
// nothing here. The slice is reused, the texts may be kept. Memory does not
// grow with the answer.
func (e *Engine) Each(ctx context.Context, src Source, q lewu.Query, yield func(cells []lewu.Cell) error) (err error) {
	defer errs.Wrap(&err, "table.Each(%.12q)", src.SHA256)

	asked, err := checkAll(src.Columns, q)
	if err != nil {
		return err
	}
	columns := asked.result()
	cells := make([]lewu.Cell, len(columns))
	return e.export(ctx, src, asked, shape{nil, packed, appendPacked, false}, func(b []byte) error {
		return unpack(b, columns, cells, yield)
	})
}

// Answer are the columns of the answer to a query.
func Answer(columns []lewu.Column, q lewu.Query) (_ []lewu.Column, err error) {
	defer errs.Wrap(&err, "table.Answer")

	asked, err := checkAll(columns, q)
	if err != nil {
		return nil, err
	}
	return asked.result(), nil
}

// checkAll checks a query whose whole answer is wanted.
func checkAll(columns []lewu.Column, q lewu.Query) (question, error) {
	q.After, q.Limit = "", MaxLimit
	return check(columns, q)
}

// export gives the answer to put in blocks of whole rows, which put must not
// keep.
func (e *Engine) export(ctx context.Context, src Source, q question, as shape, put func([]byte) error) error {
	h, release, err := e.open(ctx, src)
	if err != nil {
		return err
	}
	defer release()
	switch {
	case q.grouped():
		return e.exportGroups(ctx, h, q, as, put)
	case len(q.Sort) > 0:
		return e.exportSorted(ctx, h, q, as, put)
	}
	c := compiler{first: 2} // behind the span
	where, err := c.where(q.columns, q.Filter)
	if err != nil {
		return err
	}
	if err := as.begin(q.shown, put); err != nil {
		return err
	}
	list := parts(spans(h.rows, true), lineQuery(as.line(q.shown), h.from(), "_no", where), c.args)
	if len(list) > 1 && as.slow {
		// DuckDB takes 20 ms to plan the lines of a CSV of 16 columns, and 2 ms
		// to plan them packed, which is what the first bytes wait for.
		list[0].query = lineQuery(packed(q.shown), h.from(), "_no", where)
		list[0].as = as.unpacked(q.shown)
	}
	return e.db.stream(ctx, put, list, e.options.Threads)
}

// unpacked makes of packed rows what the SQL of the shape would have made.
func (s shape) unpacked(columns []lewu.Column) func(dst, block []byte) ([]byte, error) {
	cells := make([]lewu.Cell, len(columns))
	return func(dst, block []byte) ([]byte, error) {
		err := unpack(block, columns, cells, func(cells []lewu.Cell) error {
			dst = s.add(dst, columns, cells)
			return nil
		})
		return dst, err
	}
}

// begin puts what stands before the rows.
func (s shape) begin(columns []lewu.Column, put func([]byte) error) error {
	if s.head == nil {
		return nil
	}
	return put(s.head(columns))
}

// exportGroups gives groups, which are few beside rows, a page at a time.
func (e *Engine) exportGroups(ctx context.Context, h *hot, q question, as shape, put func([]byte) error) error {
	if err := as.begin(q.result(), put); err != nil {
		return err
	}
	for {
		page, err := e.groups(ctx, h, q)
		if err != nil {
			return err
		}
		var lines []byte
		for _, row := range page.Rows {
			lines = as.add(lines, page.Columns, row)
		}
		if err := put(lines); err != nil {
			return err
		}
		if page.Next == "" {
			return nil
		}
		q.After = page.Next
	}
}

// exportSorted sorts the finished lines in a temporary table, which DuckDB puts
// on disk where memory is short, and reads that in spans.
func (e *Engine) exportSorted(ctx context.Context, h *hot, q question, as shape, put func([]byte) error) (err error) {
	keys, err := q.order()
	if err != nil {
		return err
	}
	var c compiler
	where, err := c.where(q.columns, q.Filter)
	if err != nil {
		return err
	}
	if where != "" {
		where = " WHERE " + where
	}
	conn, err := e.db.Conn(ctx) // a temporary table belongs to its connection
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE urutan AS SELECT "+as.line(q.shown)+" AS _l FROM "+h.from()+where+" ORDER BY "+by(keys), c.args...)
	if err != nil {
		return explain(ctx, err)
	}
	defer func() {
		_, gone := conn.ExecContext(context.WithoutCancel(ctx), "DROP TABLE IF EXISTS temp.urutan")
		if err == nil {
			err = gone
		}
	}()
	var rows int64
	if err := conn.QueryRowContext(ctx, "SELECT count(*) FROM temp.urutan").Scan(&rows); err != nil {
		return explain(ctx, err)
	}
	if err := as.begin(q.shown, put); err != nil {
		return err
	}
	for _, s := range spans(rows, true) {
		err := lines(ctx, conn, &e.db.blocks, lineQuery("_l", "temp.urutan", "rowid", ""), []any{s.from, s.to}, func(b []byte) error {
			defer e.db.blocks.give(b)
			return put(b)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
