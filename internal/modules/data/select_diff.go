package data

import (
	"context"
	"net/http"
	"net/url"

	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/diff"
)

// chooseDiff finds what the page of differences holds against each other: where
// ?batch= names a delivery, what it would make of the version in force, for those
// who may see it; else the versions of choosePair.
func (m *module) chooseDiff(r *http.Request) (p diff.Pair, err error) {
	if !delivery(r) {
		return m.choosePair(r)
	}
	e, err := m.look(r)
	if err != nil {
		return p, err
	}
	p.Set, p.To, p.Batch = e.Set, e.Version, e.Batch
	if e.Set.Current > 0 {
		p.From, _, err = m.Published.InForce(r.Context(), e.Set)
	}
	return p, err
}

// choosePair finds the versions that ?dari= and ?ke= ask for. What is left out
// is the version in force, or the one before the other; with fewer than two
// open versions from stays empty.
func (m *module) choosePair(r *http.Request) (p diff.Pair, err error) {
	slug := r.PathValue("slug")
	web.Uses(r, "dataset:"+slug)
	if p.Set, err = m.Catalog.Dataset(r.Context(), slug); err != nil {
		return p, err
	}
	if p.List, err = m.Catalog.Versions(r.Context(), p.Set.ID); err != nil {
		return p, err
	}
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return p, errs.Because(errs.Invalid, err, "data.query-bad")
	}
	if text := q.Get("dari"); text != "" {
		if p.From, err = m.numbered(r.Context(), p.Set, text); err != nil {
			return p, err
		}
	}
	if text := q.Get("ke"); text != "" {
		if p.To, err = m.numbered(r.Context(), p.Set, text); err != nil {
			return p, err
		}
	}
	return p, p.Fill()
}

// compare asks for the differences, the first limit rows of each kind, with
// columns named as the later version names them.
func (m *module) compare(ctx context.Context, p diff.Pair, limit int) (*table.Diff, error) {
	d, err := m.Published.Compare(ctx, p.From, p.To, limit)
	if err != nil {
		return nil, err
	}
	for i, c := range d.Columns {
		if named, ok := p.To.Column(c.Name); ok {
			d.Columns[i].Label, d.Columns[i].Unit = named.Label, named.Unit
		}
	}
	return d, nil
}
