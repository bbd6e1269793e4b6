package table

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/duckdb/duckdb-go/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// A Draft is a version being made: rows go in by Append, then Finish merges
// them with a base version and writes the Parquet file. The rows live in a
// database file of the draft's own, never all in memory.
//
// A Draft belongs to one goroutine. Close it in any case.
type Draft struct {
	ctx     context.Context
	columns []lewu.Column
	key     []string
	folder  string
	options Options
	db      *instance

	convert []converter
	batch   [][]driver.Value
	filled  int
	feed    chan [][]driver.Value // full batches, on their way to DuckDB
	spare   chan [][]driver.Value // batches to fill again
	done    chan error            // how feeding ended

	last     map[int]int64 // highest row seen of each origin
	repeated bool          // an origin's rows did not rise: it may name two rows
	rows     int64
	failed   error
	base     *Source // what the rows were merged with
	merged   bool
	kept     int64
	deleted  int64
}

// batchRows is how many rows travel to DuckDB at a time: one vector of its.
const batchRows = 2048

// Create begins a version with these columns. The key may be empty; its
// columns must be among the others.
func (e *Engine) Create(ctx context.Context, columns []lewu.Column, key []string) (_ *Draft, err error) {
	defer errs.Wrap(&err, "table.Create(%d columns, %q)", len(columns), key)

	if err := checkColumns(columns, key); err != nil {
		return nil, err
	}
	d := &Draft{
		ctx: ctx, columns: columns, key: key, folder: e.work(), options: e.options,
		convert: make([]converter, len(columns)), last: map[int]int64{},
		feed: make(chan [][]driver.Value), spare: make(chan [][]driver.Value, 3), done: make(chan error, 1),
	}
	for i, c := range columns {
		d.convert[i] = newConverter(c)
	}
	for range cap(d.spare) {
		d.spare <- make([][]driver.Value, batchRows)
	}
	d.batch = <-d.spare
	if err := os.Mkdir(d.folder, 0o700); err != nil {
		return nil, err
	}
	if d.db, err = openInstance(d.folder, e.options); err != nil {
		return nil, errors.Join(err, os.RemoveAll(d.folder))
	}
	err = d.db.exec(ctx,
		"ATTACH "+literal(filepath.Join(d.folder, "draf.duckdb"))+" AS d",
		"CREATE TABLE d.t ("+columnTypes(columns)+")")
	if err == nil {
		err = d.startFeeding()
	}
	if err != nil {
		return nil, errors.Join(err, d.db.Close(), os.RemoveAll(d.folder))
	}
	return d, nil
}

// columnTypes declares the columns of a table with their origin behind them.
func columnTypes(columns []lewu.Column) string {
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "%s %s, ", ident(c.Name), sqlType(c))
	}
	b.WriteString(`"_asal" INTEGER, "_baris" BIGINT`)
	return b.String()
}

// startFeeding runs the appender beside the reader, so that both CPUs work.
func (d *Draft) startFeeding() error {
	conn, err := d.db.Conn(d.ctx)
	if err != nil {
		return err
	}
	var appender *duckdb.Appender
	err = conn.Raw(func(raw any) (err error) {
		appender, err = duckdb.NewAppender(raw.(driver.Conn), "d", "main", "t")
		return err
	})
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	feed := d.feed // settle forgets it
	go func() {
		var err error
		for batch := range feed {
			for _, row := range batch {
				if err == nil {
					err = appender.AppendRow(row...)
				}
			}
			d.spare <- batch[:cap(batch)]
		}
		d.done <- explain(d.ctx, errors.Join(err, appender.Close(), conn.Close()))
	}()
	return nil
}

// Append adds one row: one cell a column, in canonical text, with the number
// of its origin and its 1-based row there. The slice may be used again.
func (d *Draft) Append(asal int, row int64, cells []lewu.Cell) error {
	switch {
	case d.failed != nil:
		return d.failed
	case d.feed == nil:
		return errors.New("table: Append after the rows were read")
	case len(cells) != len(d.columns):
		return fmt.Errorf("table: row %d has %d cells for %d columns", row, len(cells), len(d.columns))
	}
	if d.batch[d.filled] == nil {
		d.batch[d.filled] = make([]driver.Value, len(d.columns)+2)
	}
	values := d.batch[d.filled]
	for i, c := range cells {
		values[i] = nil
		if !c.Valid || c.Text == "" {
			continue
		}
		v, err := d.convert[i](c.Text)
		if err != nil {
			return errs.Because(errs.Invalid, err, "table.bad-cell",
				"row", fmt.Sprint(row), "column", d.columns[i].Name, "value", quoted(c.Text))
		}
		values[i] = v
	}
	values[len(cells)], values[len(cells)+1] = int32(asal), row
	if last, known := d.last[asal]; known && row <= last {
		d.repeated = true
	} else {
		d.last[asal] = row
	}
	d.rows++
	if d.filled++; d.filled == batchRows {
		return d.send()
	}
	return nil
}

// send hands the batch over and takes a spare one. A full disk shows only at
// the end, in settle.
func (d *Draft) send() error {
	if err := d.ctx.Err(); err != nil {
		d.failed = err
		return err
	}
	d.feed <- d.batch[:d.filled]
	d.batch, d.filled = <-d.spare, 0
	return nil
}

// settle ends the appending: from here on the rows can be asked.
func (d *Draft) settle() error {
	if d.feed == nil {
		return d.failed
	}
	if d.filled > 0 && d.failed == nil {
		d.failed = d.send()
	}
	close(d.feed)
	d.feed = nil
	if err := <-d.done; err != nil && d.failed == nil {
		d.failed = err
	}
	return d.failed
}

// Close gives up what a draft holds; what Finish wrote stays.
func (d *Draft) Close() error {
	_ = d.settle() // a failure was told where it mattered
	if d.db == nil {
		return nil
	}
	err := errors.Join(d.db.Close(), os.RemoveAll(d.folder))
	d.db = nil
	return err
}
