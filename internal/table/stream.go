package table

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
)

// groupRows is the number of rows in a row group, of Parquet and of DuckDB's
// own files: one thread reads one group, and nothing smaller is skipped.
const groupRows = 122_880

// firstRows is how many rows the first range of a download holds, so that its
// first bytes leave at once.
const firstRows = 4096

// A span is a range of row numbers [from, to).
type span struct{ from, to int64 }

// spans cuts rows into ranges that follow the row groups. quick cuts a small
// piece off the first.
func spans(rows int64, quick bool) (list []span) {
	for from := int64(0); from < rows; from += groupRows {
		list = append(list, span{from, min(from+groupRows, rows)})
	}
	if quick && rows > firstRows {
		list = append([]span{{0, firstRows}, {firstRows, list[0].to}}, list[1:]...)
	}
	return list
}

// stream writes the CSV lines that query yields for each span to w, in order.
// query has one column of text, and $1 and $2 for the span; args follow them.
// The driver holds a whole answer in memory, so a span at a time is asked, as
// many at once as there are threads: DuckDB gives one span only one thread.
func (db *instance) stream(ctx context.Context, w io.Writer, query string, args []any, list []span, threads int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	type piece struct {
		lines bytes.Buffer
		err   error
	}
	queue := make(chan chan *piece, max(threads-1, 1))
	go func() {
		defer close(queue)
		for _, s := range list {
			out := make(chan *piece, 1)
			select {
			case queue <- out:
			case <-ctx.Done():
				return
			}
			go func() {
				p := &piece{}
				p.err = lines(ctx, db, &p.lines, query, append([]any{s.from, s.to}, args...))
				out <- p
			}()
		}
	}()
	var first error
	for out := range queue {
		p := <-out // also after a failure: nothing may run on behind us
		if first == nil {
			first = p.err
		}
		if first == nil {
			_, first = w.Write(p.lines.Bytes())
		}
		if first != nil {
			cancel()
		}
	}
	if first == nil {
		first = ctx.Err()
	}
	return first
}

// A querier is an instance, or one connection to it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// lines appends what query yields to b.
func lines(ctx context.Context, from querier, b *bytes.Buffer, query string, args []any) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(ctx, err)
	}
	defer rows.Close()
	var text sql.RawBytes
	for rows.Next() {
		if err := rows.Scan(&text); err != nil {
			return err
		}
		b.Write(text)
	}
	return explain(ctx, rows.Err())
}

// lineQuery asks for the lines of a span of rows, in the order of number, the
// column that numbers them. DuckDB keeps the order of a table it scans
// (preserve_insertion_order), so there is nothing to sort.
func lineQuery(text, from, number, where string) string {
	query := fmt.Sprintf("SELECT %s FROM %s WHERE %s >= $1 AND %[3]s < $2", text, from, number)
	if where != "" {
		query += " AND " + where
	}
	return query
}
