package data

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/diff"
	"github.com/lewu-id/lewu/internal/modules/data/download"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// The differences of two versions are made in memory: this many rows of each
// kind at most, and this many cells.
const (
	diffFileRows  = 100_000
	diffFileCells = 1_000_000
)

// downloadDiff serves GET /data/{slug}/beda.csv: all rows that differ. The first
// column says how: "baru" and "hilang" are whole rows, a changed row stands
// twice, as "semula" and "menjadi".
func (m *module) downloadDiff(w http.ResponseWriter, r *http.Request) error {
	two, err := m.choosePair(r)
	if err != nil {
		return err
	}
	if two.Single() {
		return errs.Say(errs.NotFound, "data.diff-single")
	}
	c := edition.Edition{Set: two.Set, Version: two.To}
	etag := `"` + two.From.Isi[:32] + "-" + two.To.Isi[:32] + `"`
	download.Attach(w, c.Filename("-beda-dari-v"+strconv.Itoa(two.From.N), ".csv"), "text/csv; charset=utf-8", etag)
	if web.Has(w, r, etag) {
		return nil
	}
	// By way of the shelf, which bounds how many are made at once: a visitor may
	// take an hour over one.
	err = m.Artefacts.Send(r.Context(), "", w, func(ctx context.Context, out io.Writer) error { return m.writeDiff(ctx, two, out) })
	if errors.Is(err, artefact.ErrLeft) {
		return nil // nobody's error
	}
	return err
}

// writeDiff writes all rows that differ.
func (m *module) writeDiff(ctx context.Context, two diff.Pair, w io.Writer) (err error) {
	limit := min(diffFileRows, diffFileCells/max(1, len(two.To.Columns)))
	d := &table.Diff{Columns: two.To.Columns}
	if !two.Alike() {
		if d, err = m.compare(ctx, two, limit); err != nil {
			return err
		}
	}
	if max(d.Added, d.Changed, d.Removed) > int64(limit) {
		return errs.Say(errs.TooLarge, "data.diff-large", "most", strconv.Itoa(limit))
	}
	_, err = w.Write(diff.CSV(d))
	return err
}
