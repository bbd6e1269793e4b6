package table

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// Written is a finished version.
type Written struct {
	Path    string // the Parquet file, fsynced, in the folder asked for
	Berkas  string // SHA-256 of its bytes
	Size    int64  // in bytes
	Isi     string // SHA-256 of the whole CSV download
	IsiSize int64  // of the CSV download, in bytes
	Rows    int64
	Columns []lewu.Column // with Missing counted over all rows

	// Against the base, by key; without a key whole rows are compared and
	// nothing is ever changed, only added and removed. Without a base all rows
	// are added.
	Added, Changed, Removed int64
	Kept                    int64 // rows taken over from the base
	Deleted                 int64 // base rows that Deletions named
}

// Finish merges the draft with the base, unless Merge did, and writes all rows
// in total order as a Parquet file in dir: by key, missing last, then by
// origin. The same rows give the same bytes, in whatever order they came.
//
// A key that stands twice after the merge is an error "table.key-twice": Problems
// tells of those within the file before it comes to that.
func (d *Draft) Finish(ctx context.Context, m Merge, dir string) (w Written, err error) {
	defer errs.Wrap(&err, "table.Finish(%s)", m.Mode)

	if _, err := d.Merge(ctx, m); err != nil {
		return w, err
	}
	if err := d.checkMerged(ctx); err != nil {
		return w, err
	}
	w = Written{Rows: d.rows, Added: d.rows, Kept: d.kept, Deleted: d.deleted}
	if d.base != nil {
		if err := d.countChanges(ctx, &w); err != nil {
			return w, err
		}
	}
	if w.Columns, err = d.countMissing(ctx); err != nil {
		return w, err
	}
	out := filepath.Join(d.folder, "hasil.parquet")
	if err := d.write(ctx, out); err != nil {
		return w, err
	}
	h := &counted{hash: sha256.New()}
	if _, err := h.Write(header(d.columns)); err != nil {
		return w, err
	}
	err = d.db.stream(ctx, intoWriter(h), parts(spans(d.rows, false), lineQuery(line(d.columns), parquet(out), rowNumber, ""), nil), d.options.Threads)
	if err != nil {
		return w, err
	}
	w.Isi, w.IsiSize = hex.EncodeToString(h.hash.Sum(nil)), h.n
	if w.Path, err = settleFile(out, dir); err != nil {
		return w, err
	}
	w.Berkas, w.Size, err = digest(ctx, w.Path, nil)
	if err != nil {
		return w, errors.Join(err, os.Remove(w.Path))
	}
	return w, nil
}

// checkMerged refuses a key that a new row and a kept one share.
func (d *Draft) checkMerged(ctx context.Context) error {
	if d.kept == 0 || len(d.key) == 0 {
		return nil
	}
	p, err := d.Problems(ctx, 1)
	if err != nil || p.Duplicates == 0 {
		return err
	}
	key := make([]string, len(d.key))
	for i, c := range p.First[0].Key {
		key[i] = d.key[i] + " = " + c.Text
	}
	return errs.Say(errs.Invalid, "table.key-twice", "key", strings.Join(key, ", "), "count", fmt.Sprint(p.Duplicates))
}

// countChanges counts what differs from the base.
func (d *Draft) countChanges(ctx context.Context, w *Written) (err error) {
	base := parquet(d.basePath())
	columns, err := d.db.comparable(ctx, base, d.base.Columns, "d.t", d.columns)
	if err != nil {
		return err
	}
	c, err := newComparison(ctx, d.db, columns, d.key)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.close(ctx)) }()
	if err := c.fill(ctx, tableBefore, base, "0", d.base.Columns); err != nil {
		return err
	}
	if err := c.fill(ctx, tableNow, "d.t", "0", d.columns); err != nil {
		return err
	}
	w.Added, w.Changed, w.Removed, err = c.count(ctx)
	return err
}

// countMissing is the dictionary with the empty cells of all rows counted.
func (d *Draft) countMissing(ctx context.Context) ([]lewu.Column, error) {
	columns := slices.Clone(d.columns)
	counts, places := make([]string, len(columns)), make([]any, len(columns))
	for i := range columns {
		counts[i] = "count(*) - count(" + ident(columns[i].Name) + ")"
		places[i] = &columns[i].Missing
	}
	err := d.db.one(ctx, "SELECT "+strings.Join(counts, ", ")+" FROM d.t", nil, places...)
	return columns, err
}

// write puts the rows into a Parquet file in total order.
func (d *Draft) write(ctx context.Context, out string) error {
	order := make([]string, 0, len(d.key)+2+len(d.columns))
	for _, k := range d.key {
		order = append(order, ident(k)+" ASC NULLS LAST")
	}
	order = append(order, "_asal", "_baris")
	if d.repeated || d.kept > 0 {
		// One origin can only stand for two rows where a sheet was un-pivoted.
		// Then all cells decide; otherwise that would cost for nothing.
		var twice bool
		err := d.db.one(ctx, "SELECT EXISTS (SELECT 1 FROM d.t GROUP BY _asal, _baris HAVING count(*) > 1)", nil, &twice)
		if err != nil {
			return err
		}
		for _, c := range d.columns {
			if twice {
				order = append(order, ident(c.Name)+" ASC NULLS LAST")
			}
		}
	}
	return d.db.exec(ctx, fmt.Sprintf("COPY (SELECT %s, _asal, _baris FROM d.t ORDER BY %s) TO %s (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE %d)",
		idents(names(d.columns)), strings.Join(order, ", "), literal(out), groupRows))
}

// settleFile forces a file to the disk and moves it into dir under a name of
// its own.
func settleFile(path, dir string) (_ string, err error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return "", err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return "", err
	}
	out, err := os.CreateTemp(dir, "versi-*.parquet")
	if err != nil {
		return "", err
	}
	defer func() {
		if err = errors.Join(err, out.Close()); err != nil {
			err = errors.Join(err, os.Remove(out.Name()))
		}
	}()
	if os.Rename(path, out.Name()) == nil {
		return out.Name(), nil
	}
	// Another disk: copy.
	in, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer in.Close()
	if _, err := io.Copy(out, in); err != nil {
		return "", err
	}
	return out.Name(), out.Sync()
}

// counted is a hash that counts its bytes.
type counted struct {
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.hash.Write(p)
}
