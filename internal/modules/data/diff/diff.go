// Package diff tells what two versions of a dataset differ by: which two are meant,
// what happened to their columns, and the rows that are new, changed or gone, as
// tables for a page and as CSV. It is handed the comparison, and reads nothing.
package diff

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A Pair is two versions of a dataset to be held against each other, in either
// direction.
type Pair struct {
	Set      catalog.Dataset
	From, To catalog.Version
	List     []catalog.Version // all versions, newest first
	Batch    string            // id of the delivery that To would be; empty: it is published
}

// Path is the page of the differences from one version to another; 0 leaves
// the choice to it.
func Path(slug string, from, to int) string {
	return "/data/" + slug + "/beda" + Query(from, to)
}

// Query is what the address of such a page asks.
func Query(from, to int) string {
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

// Fill chooses what was not asked for.
func (p *Pair) Fill() error {
	open := slices.DeleteFunc(slices.Clone(p.List), func(v catalog.Version) bool { return !v.WithdrawnAt.IsZero() })
	switch {
	case len(open) == 0 && len(p.List) == 0:
		return errs.Say(errs.NotFound, "catalog.no-dataset", "name", p.Set.Slug)
	case len(open) == 0:
		return errs.Say(errs.Gone, "published.all-withdrawn", "slug", p.Set.Slug)
	}
	if p.To.N == 0 {
		if p.To = open[0]; p.To.N == p.From.N && len(open) > 1 {
			p.To = open[1]
		}
	}
	for _, v := range open {
		if p.From.N == 0 && v.N < p.To.N {
			p.From = v
		}
	}
	if before := len(open) - 2; p.From.N == 0 && before >= 0 {
		p.From = open[before] // to the first one: from the one after it
	}
	return nil
}

// Page is where the dataset itself is shown: as the delivery would make it, where
// one is held against what there is.
func (p Pair) Page() string { return edition.Edition{Set: p.Set, Batch: p.Batch}.Path("", nil) }

// Single tells that there is nothing to compare with.
func (p Pair) Single() bool { return p.From.N == 0 }

// Alike tells that both are the same table, byte for byte.
func (p Pair) Alike() bool { return p.From.Isi == p.To.Isi }

// Between are the versions that came after the earlier one, up to the later,
// oldest first: what they say for themselves explains the differences.
func (p Pair) Between() (list []catalog.Version) {
	low, high := min(p.From.N, p.To.N), max(p.From.N, p.To.N)
	for _, v := range slices.Backward(p.List) {
		if v.N > low && v.N <= high {
			list = append(list, v)
		}
	}
	return list
}
