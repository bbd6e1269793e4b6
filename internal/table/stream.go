package table

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"sync"
)

// groupRows is the number of rows in a row group, of Parquet and of DuckDB's
// own files: one thread reads one group, and nothing smaller is skipped.
const groupRows = 122_880

// firstRows is how many rows the first range of a download holds, so that its
// first bytes leave at once. DuckDB works on so many at a time.
const firstRows = 2048

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

// blockBytes is how many bytes of lines travel from a question to the writer at
// a time.
const blockBytes = 256 << 10

// A part is one question of a stream, for a range of its rows.
type part struct {
	query string // for one column of text
	args  []any
	as    func(dst, block []byte) ([]byte, error) // appends what becomes of a block; nil: it leaves as it is
}

// parts ask the same of each span: query has $1 and $2 for it, args follow.
func parts(list []span, query string, args []any) []part {
	all := make([]part, len(list))
	for i, s := range list {
		all[i] = part{query: query, args: append([]any{s.from, s.to}, args...)}
	}
	return all
}

// A piece is the answer to one part, in blocks. failed is set before blocks is
// closed.
type piece struct {
	blocks chan []byte
	failed error
}

// stream gives the lines that the parts yield to put, in order, in blocks of
// whole lines, which put must not keep. The driver holds a whole answer in memory, so a part at a time
// is asked, as many at once as there are threads: DuckDB gives one span only
// one thread.
func (db *instance) stream(ctx context.Context, put func([]byte) error, list []part, threads int) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()

	queue := make(chan *piece, max(threads-1, 1))
	go func() {
		defer close(queue)
		for _, one := range list {
			p := &piece{blocks: make(chan []byte, 2)}
			select {
			case queue <- p:
			case <-ctx.Done():
				return
			}
			go func() {
				defer close(p.blocks)
				p.failed = lines(ctx, db, &db.blocks, one.query, one.args, func(b []byte) (err error) {
					if one.as != nil {
						packed := b
						b, err = one.as(db.blocks.take(), packed)
						if db.blocks.give(packed); err != nil {
							return err
						}
					}
					select {
					case p.blocks <- b:
						return nil
					case <-ctx.Done():
						return ctx.Err()
					}
				})
			}()
		}
	}()
	var first error
	for p := range queue {
		for b := range p.blocks { // also after a failure: nothing may run on behind us
			if first == nil {
				first = put(b)
			}
			db.blocks.give(b)
			if first != nil {
				cancel()
			}
		}
		if first == nil && p.failed != nil {
			first = p.failed
			cancel()
		}
	}
	if first == nil {
		first = ctx.Err()
	}
	return first
}

// intoWriter writes blocks to w.
func intoWriter(w io.Writer) func([]byte) error {
	return func(b []byte) error {
		_, err := w.Write(b)
		return err
	}
}

// A querier is an instance, or one connection to it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// spareBlocks are blocks to fill again: a download of 160 MB goes through some
// ten of them.
type spareBlocks struct{ pool sync.Pool }

func (s *spareBlocks) take() []byte {
	if b, ok := s.pool.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, blockBytes)
}

func (s *spareBlocks) give(b []byte) { s.pool.Put(&b) }

// lines gives what query yields to put, in blocks that put gives back.
func lines(ctx context.Context, from querier, blocks *spareBlocks, query string, args []any, put func([]byte) error) error {
	rows, err := from.QueryContext(ctx, query, args...)
	if err != nil {
		return explain(ctx, err)
	}
	defer rows.Close()
	var text sql.RawBytes
	var block []byte
	for rows.Next() {
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if block == nil {
			block = blocks.take()
		}
		if block = append(block, text...); len(block) > blockBytes-blockBytes/8 {
			if err := put(block); err != nil {
				return err
			}
			block = nil
		}
	}
	if err := rows.Err(); err != nil || len(block) == 0 {
		return explain(ctx, err)
	}
	return put(block)
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
