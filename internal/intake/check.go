package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
)

// listed is how many single rows a finding names before it only counts.
const listed = 20

// check builds the version a batch would become, on the version in force now,
// and looks at it: key, periods, regions, rows that vanish.
func (r *Road) check(ctx context.Context, b catalog.Batch, grid *lewu.Grid) (err error) {
	if grid == nil {
		if grid, err = r.grid(ctx, b); err != nil {
			return err
		}
	}
	set, err := r.Catalog.DatasetByID(ctx, b.Dataset)
	if err != nil {
		return err
	}
	findings := slices.Clone(grid.Findings)
	was := b.State
	b.State, b.Base = catalog.Checked, set.Current
	files, err := r.Catalog.Files(ctx, b.ID)
	if err != nil {
		return err
	}
	b.Content = Signed(b, files, grid.Columns, grid.Recipe)

	if more := checkColumns(set, b.Mode, grid.Columns); len(more) > 0 || worst(findings) == lewu.Reject {
		return r.save(ctx, b, was, nil, append(findings, more...))
	}
	before, err := r.Catalog.Findings(ctx, b.ID)
	if err != nil {
		return err
	}
	p, more, err := r.build(ctx, b, set, grid)
	if err != nil {
		return err
	}
	findings = append(findings, more...)
	if p != nil {
		findings = append(findings, meaningFindings(set, p.Columns)...)
	}
	b.Prepared = p
	if b.Approved != "" && news(before, findings) {
		b.Approved = "" // the new base brings something the offices did not see
		findings = append(findings, lewu.Finding{Severity: lewu.Warn, Message: lewu.Msg("intake.base-moved", "version", strconv.Itoa(set.Current))})
	}
	return r.save(ctx, b, was, nil, found(findings))
}

// Signed is the hash that an approval of a batch signs: the bytes of its data
// and its letters, how they are read, and what is done with them. Another byte
// or another recipe is another content.
func Signed(b catalog.Batch, files []catalog.File, columns []lewu.Column, recipe []lewu.Step) string {
	bytes := make([]string, len(files))
	for i, f := range files {
		bytes[i] = f.Role + ":" + f.SHA256
	}
	signed, err := json.Marshal(struct {
		Batch     string
		Bytes     []string
		Mode      catalog.Mode
		Answers   map[string]string
		Deletions [][]string
		Columns   []lewu.Column
		Recipe    []lewu.Step
	}{b.ID, bytes, b.Mode, b.Answers, b.Deletions, columns, recipe})
	if err != nil {
		return "" // strings and numbers always marshal
	}
	sum := sha256.Sum256(signed)
	return hex.EncodeToString(sum[:])
}

// news tells whether findings hold something to decide or to read that was not
// there before.
func news(before, after []lewu.Finding) bool {
	known := map[string]bool{}
	for _, f := range before {
		known[f.Message.Key+f.Column] = true
	}
	return slices.ContainsFunc(after, func(f lewu.Finding) bool {
		return f.Severity != lewu.Note && !known[f.Message.Key+f.Column]
	})
}

// checkColumns says which declared columns a file lacks.
func checkColumns(set catalog.Dataset, mode catalog.Mode, columns []lewu.Column) (list []lewu.Finding) {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	lacking := func(name, key string) {
		if !slices.Contains(names, name) {
			list = append(list, lewu.Finding{
				Severity: lewu.Reject, Column: name,
				Message: lewu.Msg(key, "column", name, "columns", strings.Join(names, ", ")),
			})
		}
	}
	for _, k := range set.Key {
		lacking(k, "intake.key-missing")
	}
	if mode == catalog.ReplacePeriod {
		lacking(set.Period, "intake.period-missing")
	}
	return list
}

// build writes the version a batch would become: its rows merged with the
// version in force, as one Parquet file in the blob store.
func (r *Road) build(ctx context.Context, b catalog.Batch, set catalog.Dataset, grid *lewu.Grid) (*catalog.Prepared, []lewu.Finding, error) {
	var base *catalog.Version
	if set.Current > 0 {
		v, err := r.Catalog.Version(ctx, set.ID, set.Current)
		if err != nil {
			return nil, nil, err
		}
		base = &v
	}
	file, err := r.dataFile(ctx, b)
	if err != nil {
		return nil, nil, err
	}
	asal := nextOrigin(base)
	draft, err := r.Tables.Create(ctx, grid.Columns, set.Key)
	if err != nil {
		return nil, nil, err
	}
	defer draft.Close()
	regions := newRegionWatch(r.Home, grid.Columns)
	err = grid.Rows(ctx, func(row int64, cells []lewu.Cell) error {
		regions.see(row, cells)
		return draft.Append(asal, row, cells)
	})
	if err != nil {
		return nil, nil, err
	}
	findings, err := keyFindings(ctx, draft, set.Key)
	if err != nil {
		return nil, nil, err
	}
	findings = append(findings, regions.findings()...)
	if worst(findings) == lewu.Reject {
		return nil, findings, nil
	}
	origin := catalog.Origin{
		Number: asal, SHA256: file.SHA256, Name: file.Name, Size: file.Size, Sheet: grid.Sheet,
		Format: grid.Format, Header: grid.Header, Batch: b.ID, SentAt: b.CreatedAt.UnixMilli(), Sender: b.Office,
		Answers: maps.Clone(b.Answers), Columns: grid.Columns, Private: grid.Private,
	}
	p, vanished, err := r.finish(ctx, b, set, base, draft, origin)
	if err != nil {
		return nil, nil, err
	}
	p.N = set.Newest + 1
	if vanished > 0 && b.Answers["hilang"] != "ya" {
		findings = append(findings, lewu.Finding{
			Severity: lewu.Ask,
			Message:  lewu.Msg("intake.vanish", "rows", strconv.FormatInt(vanished, 10), "version", strconv.Itoa(set.Current), "question", "hilang", "choices", "ya"),
			Remedy:   lewu.Msg("intake.vanish-remedy"),
		})
	}
	return p, findings, nil
}

// nextOrigin is the number for a new file in a manifest: those of the base
// keep theirs, so that a row's origin never changes.
func nextOrigin(base *catalog.Version) int {
	n := 0
	if base != nil {
		for _, o := range base.Manifest {
			n = max(n, o.Number)
		}
	}
	return n + 1
}

// finish merges a draft with the base, writes it in total order and stores it.
// vanished is how many rows of the base are gone that nobody named.
func (r *Road) finish(ctx context.Context, b catalog.Batch, set catalog.Dataset, base *catalog.Version, draft *table.Draft, origin catalog.Origin) (p *catalog.Prepared, vanished int64, err error) {
	merge := table.Merge{Mode: table.MergeMode(b.Mode), Period: set.Period, Deletions: b.Deletions}
	manifest := []catalog.Origin{origin}
	p = &catalog.Prepared{}
	if base != nil {
		path, err := blob.Local(ctx, r.Blobs, base.Berkas, r.Temp, blob.Unverified()) // the engine proves it
		if err != nil {
			return nil, 0, err
		}
		merge.Base = &table.Source{Path: path, SHA256: base.Berkas, Columns: base.Columns, Key: base.Key, Rows: base.Rows}
		p.Base = base.N
		if b.Mode != catalog.Replace {
			manifest = append(slices.Clone(base.Manifest), origin)
		}
	}
	w, err := draft.Finish(ctx, merge, r.Temp)
	if err != nil {
		return nil, 0, err
	}
	defer os.Remove(w.Path)
	f, err := os.Open(w.Path)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	info, err := r.Blobs.Put(ctx, f)
	if err != nil {
		return nil, 0, err
	}
	if info.SHA256 != w.Berkas {
		return nil, 0, errs.Say(errs.Internal, "blob.damaged", "sha", w.Berkas)
	}
	if p.Extent, err = extent(ctx, draft, set, w.Columns); err != nil {
		return nil, 0, err
	}
	p.Rows, p.Added, p.Changed, p.Removed = w.Rows, w.Added, w.Changed, w.Removed
	p.Berkas, p.BerkasSize, p.Isi, p.IsiSize, p.Columns = w.Berkas, info.Size, w.Isi, w.IsiSize, w.Columns
	p.Manifest = manifest
	return p, w.Removed - w.Deleted, nil
}
