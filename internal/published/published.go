// Package published reads what was published, and proves it: questions to a
// version's table, its downloads, and the receipt of any figure down to the
// original words in the received file.
package published

import (
	"context"
	"embed"
	"io"
	"log/slog"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/table"
)

// Messages are the sentences of this package.
//
//go:embed messages/*.json
var Messages embed.FS

// A Reader answers from published versions. It never writes.
type Reader struct {
	Catalog *catalog.Store
	Blobs   blob.Store
	Tables  *table.Engine
	Road    *intake.Road
	Temp    string // where versions from a remote store are kept at hand
	Log     *slog.Logger
}

// source is a version as the table engine knows it, with its file at hand.
func (r *Reader) source(ctx context.Context, v catalog.Version) (table.Source, error) {
	if !v.WithdrawnAt.IsZero() {
		return table.Source{}, errs.Say(errs.Gone, "published.withdrawn", "version", number(v.N), "reason", v.Withdrawn)
	}
	path, err := blob.Local(ctx, r.Blobs, v.Berkas, r.Temp, blob.Unverified()) // the engine proves it
	if errs.Is(err, errs.NotFound) {                                           // the page is there; its file is what we lost
		err = errs.Because(errs.Internal, err, "published.file-gone", "version", number(v.N), "sha", v.Berkas)
	}
	if err != nil {
		return table.Source{}, err
	}
	return table.Source{Path: path, SHA256: v.Berkas, Columns: v.Columns, Key: v.Key, Rows: v.Rows}, nil
}

// Query answers a structured question to a version.
func (r *Reader) Query(ctx context.Context, v catalog.Version, q lewu.Query) (_ *table.Result, err error) {
	defer errs.Wrap(&err, "published.Query(%s, %d)", v.Dataset, v.N)
	src, err := r.source(ctx, v)
	if err != nil {
		return nil, err
	}
	return r.Tables.Query(ctx, src, q)
}

// CSV writes a version, or the part of it that q asks for, as CSV. Without a
// filter its SHA-256 is the version's Isi.
func (r *Reader) CSV(ctx context.Context, v catalog.Version, q lewu.Query, w io.Writer) (err error) {
	defer errs.Wrap(&err, "published.CSV(%s, %d)", v.Dataset, v.N)
	src, err := r.source(ctx, v)
	if err != nil {
		return err
	}
	return r.Tables.CSV(ctx, src, q, w)
}

// Parquet opens the version's file itself, once the engine has proved it: no
// damaged byte leaves the house under a version's name.
func (r *Reader) Parquet(ctx context.Context, v catalog.Version) (_ blob.Reader, err error) {
	defer errs.Wrap(&err, "published.Parquet(%s, %d)", v.Dataset, v.N)
	if _, err := r.Query(ctx, v, lewu.Query{Limit: 1}); err != nil {
		return nil, err
	}
	return r.Blobs.Open(ctx, v.Berkas)
}

// InForce finds the version to show for a dataset. Where the file of the
// version in force is damaged, it is the newest one before it that is whole,
// and damaged says so: the page puts a banner on it.
func (r *Reader) InForce(ctx context.Context, set catalog.Dataset) (v catalog.Version, damaged bool, err error) {
	defer errs.Wrap(&err, "published.InForce(%q)", set.Slug)

	for n := set.Current; n > 0; n-- {
		v, err = r.Catalog.Version(ctx, set.ID, n)
		if err != nil {
			return v, damaged, err
		}
		if !v.WithdrawnAt.IsZero() {
			continue
		}
		_, fault := r.Query(ctx, v, lewu.Query{Limit: 1})
		if fault == nil {
			return v, damaged, nil
		}
		if ctx.Err() != nil || errs.Is(fault, errs.Busy) || errs.Is(fault, errs.Full) {
			return v, damaged, fault // that says nothing about the version
		}
		r.Log.ErrorContext(ctx, "version cannot be served, trying the one before", "dataset", set.Slug, "version", n, "err", fault)
		damaged = true
	}
	if damaged {
		return v, true, errs.Say(errs.Internal, "published.none-whole", "slug", set.Slug)
	}
	if set.Newest > 0 {
		return v, false, errs.Say(errs.Gone, "published.all-withdrawn", "slug", set.Slug)
	}
	return v, false, errs.Say(errs.NotFound, "catalog.no-dataset", "name", set.Slug)
}
