package table

import (
	"context"
	"io"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// CSV writes the whole answer to a query as CSV, by the rules of AppendCSV;
// Limit and After of the query mean nothing here. The zero query gives the
// bytes whose SHA-256 is the version's `isi`. Memory does not grow with the
// answer. An error before the first byte leaves w untouched.
func (e *Engine) CSV(ctx context.Context, src Source, q lewu.Query, w io.Writer) (err error) {
	defer errs.Wrap(&err, "table.CSV(%.12q)", src.SHA256)

	q.After, q.Limit = "", MaxLimit
	asked, err := check(src.Columns, q)
	if err != nil {
		return err
	}
	h, release, err := e.open(ctx, src)
	if err != nil {
		return err
	}
	defer release()
	switch {
	case asked.grouped():
		return e.groupCSV(ctx, h, asked, w)
	case len(asked.Sort) > 0:
		return e.sortedCSV(ctx, h, asked, w)
	}
	c := compiler{first: 2} // behind the span
	where, err := c.where(asked.columns, asked.Filter)
	if err != nil {
		return err
	}
	if _, err := w.Write(header(asked.shown)); err != nil {
		return err
	}
	return e.db.stream(ctx, w, lineQuery(line(asked.shown), h.from(), "_no", where), c.args, spans(h.rows, true), e.options.Threads)
}

// groupCSV writes groups, which are few beside rows, a page at a time.
func (e *Engine) groupCSV(ctx context.Context, h *hot, q question, w io.Writer) error {
	lines := header(q.result())
	for {
		page, err := e.groups(ctx, h, q)
		if err != nil {
			return err
		}
		for _, row := range page.Rows {
			lines = AppendCSV(lines, page.Columns, row)
		}
		if _, err := w.Write(lines); err != nil {
			return err
		}
		if page.Next == "" {
			return nil
		}
		q.After, lines = page.Next, lines[:0]
	}
}

// sortedCSV sorts the finished lines in a temporary table, which DuckDB puts on
// disk where memory is short, and reads that in spans.
func (e *Engine) sortedCSV(ctx context.Context, h *hot, q question, w io.Writer) (err error) {
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
	_, err = conn.ExecContext(ctx, "CREATE OR REPLACE TEMP TABLE urutan AS SELECT "+line(q.shown)+" AS _l FROM "+h.from()+where+" ORDER BY "+by(keys), c.args...)
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
	if _, err := w.Write(header(q.shown)); err != nil {
		return err
	}
	for _, s := range spans(rows, true) {
		err := lines(ctx, conn, lineQuery("_l", "temp.urutan", "rowid", ""), []any{s.from, s.to}, func(b []byte) error {
			_, err := w.Write(b)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
