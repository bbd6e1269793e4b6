package data

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// A pair is two versions of a dataset to be held against each other, in either
// direction.
type pair struct {
	set      catalog.Dataset
	from, to catalog.Version
	list     []catalog.Version // all versions, newest first
	batch    string            // id of the delivery that to would be; empty: it is published
}

// diffPath is the page of the differences from one version to another; 0 leaves
// the choice to it.
func diffPath(slug string, from, to int) string {
	return "/data/" + slug + "/beda" + diffQuery(from, to)
}

func diffQuery(from, to int) string {
	q := url.Values{}
	if from > 0 {
		q.Set("dari", strconv.Itoa(from))
	}
	if to > 0 {
		q.Set("ke", strconv.Itoa(to))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// chooseDiff finds what the page of differences holds against each other: where
// ?batch= names a delivery, what it would make of the version in force, for those
// who may see it; else the versions of choosePair.
func (m *module) chooseDiff(r *http.Request) (p pair, err error) {
	if !delivery(r) {
		return m.choosePair(r)
	}
	e, err := m.look(r)
	if err != nil {
		return p, err
	}
	p.set, p.to, p.batch = e.Set, e.Version, e.Batch
	if e.Set.Current > 0 {
		p.from, _, err = m.Published.InForce(r.Context(), e.Set)
	}
	return p, err
}

// choosePair finds the versions that ?dari= and ?ke= ask for. What is left out
// is the version in force, or the one before the other; with fewer than two
// open versions from stays empty.
func (m *module) choosePair(r *http.Request) (p pair, err error) {
	slug := r.PathValue("slug")
	web.Uses(r, "dataset:"+slug)
	if p.set, err = m.Catalog.Dataset(r.Context(), slug); err != nil {
		return p, err
	}
	if p.list, err = m.Catalog.Versions(r.Context(), p.set.ID); err != nil {
		return p, err
	}
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return p, errs.Because(errs.Invalid, err, "data.query-bad")
	}
	if text := q.Get("dari"); text != "" {
		if p.from, err = m.numbered(r.Context(), p.set, text); err != nil {
			return p, err
		}
	}
	if text := q.Get("ke"); text != "" {
		if p.to, err = m.numbered(r.Context(), p.set, text); err != nil {
			return p, err
		}
	}
	return p, p.fill()
}

// fill chooses what was not asked for.
func (p *pair) fill() error {
	open := slices.DeleteFunc(slices.Clone(p.list), func(v catalog.Version) bool { return !v.WithdrawnAt.IsZero() })
	switch {
	case len(open) == 0 && len(p.list) == 0:
		return errs.Say(errs.NotFound, "catalog.no-dataset", "name", p.set.Slug)
	case len(open) == 0:
		return errs.Say(errs.Gone, "published.all-withdrawn", "slug", p.set.Slug)
	}
	if p.to.N == 0 {
		if p.to = open[0]; p.to.N == p.from.N && len(open) > 1 {
			p.to = open[1]
		}
	}
	for _, v := range open {
		if p.from.N == 0 && v.N < p.to.N {
			p.from = v
		}
	}
	if before := len(open) - 2; p.from.N == 0 && before >= 0 {
		p.from = open[before] // to the first one: from the one after it
	}
	return nil
}

// page is where the dataset itself is shown: as the delivery would make it, where
// one is held against what there is.
func (p pair) page() string { return edition.Edition{Set: p.set, Batch: p.batch}.Path("", nil) }

// single tells that there is nothing to compare with.
func (p pair) single() bool { return p.from.N == 0 }

// alike tells that both are the same table, byte for byte.
func (p pair) alike() bool { return p.from.Isi == p.to.Isi }

// between are the versions that came after the earlier one, up to the later,
// oldest first: what they say for themselves explains the differences.
func (p pair) between() (list []catalog.Version) {
	low, high := min(p.from.N, p.to.N), max(p.from.N, p.to.N)
	for _, v := range slices.Backward(p.list) {
		if v.N > low && v.N <= high {
			list = append(list, v)
		}
	}
	return list
}

// compare asks for the differences, the first limit rows of each kind, with
// columns named as the later version names them.
func (m *module) compare(ctx context.Context, p pair, limit int) (*table.Diff, error) {
	d, err := m.Published.Compare(ctx, p.from, p.to, limit)
	if err != nil {
		return nil, err
	}
	for i, c := range d.Columns {
		if named, ok := p.to.Column(c.Name); ok {
			d.Columns[i].Label, d.Columns[i].Unit = named.Label, named.Unit
		}
	}
	return d, nil
}
