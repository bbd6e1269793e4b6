package listing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
)

// A Shelf is what there is to list.
type Shelf struct {
	Sets    []catalog.Entry
	Scores  map[string]float64 // of what the words found, by slug; higher is better. Not read without words.
	Now     time.Time
	English bool // titles order as the English page shows them
}

// A Result is one page of a list, with what each choice would leave.
type Result struct {
	Sets   []catalog.Entry // of this page
	Total  int             // of all pages, exact
	Pages  int
	Facets []Facet
	Escape []Escape // where nothing is found: chosen facets without which something is
}

// A Facet is one way to divide the list, with its values.
type Facet struct {
	Key    string
	Values []Value
}

// A Value is one choice. Count is how many datasets have it among those that
// the words and all other facets leave.
type Value struct {
	ID     string // as in addresses
	Name   string // as its dataset writes it; empty: a message says it
	Count  int
	Chosen bool
}

// An Escape is how many datasets there would be without the choice in a facet.
type Escape struct {
	Key   string
	Total int
}

// Find answers a question with the page it asks for, size datasets long.
func (s Shelf) Find(q Question, size int) (r Result) {
	list := facets()
	counts := make([]map[string]*Value, len(list))
	for i, f := range list {
		counts[i] = chosenOnly(q.Picks[f.key])
	}
	without := make([]int, len(list))
	var found []catalog.Entry
	for _, e := range s.Sets {
		values, misses, missed := s.judge(list, q, e)
		for i := range list {
			name(counts[i], values[i])
		}
		if _, hit := s.Scores[e.Slug]; q.Text != "" && !hit {
			continue
		}
		if misses == 0 {
			found = append(found, e)
		}
		for i := range list {
			if misses == 0 || misses == 1 && missed == i { // all other facets let it through
				without[i]++
				count(counts[i], values[i])
			}
		}
	}
	r.Total = len(found)
	r.Pages = (r.Total + size - 1) / size
	slices.SortStableFunc(found, s.order(q.Order()))
	if from := (q.Page - 1) * size; q.Page > 0 && q.Page <= r.Pages {
		r.Sets = found[from:min(from+size, len(found))]
	}
	for i, f := range list {
		r.Facets = append(r.Facets, Facet{Key: f.key, Values: inOrder(counts[i], f.before)})
		if r.Total == 0 && len(q.Picks[f.key]) > 0 && without[i] > 0 {
			r.Escape = append(r.Escape, Escape{f.key, without[i]})
		}
	}
	return r
}

// judge tells what a dataset has under each facet, how many of the chosen
// facets it fails, and the last of these.
func (s Shelf) judge(list []facet, q Question, e catalog.Entry) (values [][]value, misses, missed int) {
	values = make([][]value, len(list))
	for i, f := range list {
		values[i] = f.values(e, s.Now)
		picks := q.Picks[f.key]
		if len(picks) > 0 && !slices.ContainsFunc(values[i], func(v value) bool { return slices.Contains(picks, v.id) }) {
			misses, missed = misses+1, i
		}
	}
	return values, misses, missed
}

// chosenOnly are the chosen values before anything was counted: they stay in
// sight even where no dataset has them.
func chosenOnly(picks []string) map[string]*Value {
	m := make(map[string]*Value, len(picks))
	for _, id := range picks {
		m[id] = &Value{ID: id, Chosen: true}
	}
	return m
}

func count(in map[string]*Value, values []value) {
	for _, v := range values {
		if in[v.id] == nil {
			in[v.id] = &Value{ID: v.id}
		}
		in[v.id].Count++
		in[v.id].Name = v.name
	}
}

// name gives chosen values the name that any dataset writes, counted or not.
func name(in map[string]*Value, values []value) {
	for _, v := range values {
		if known := in[v.id]; known != nil {
			known.Name = v.name
		}
	}
}

func inOrder(values map[string]*Value, before func(a, b Value) int) []Value {
	list := make([]Value, 0, len(values))
	for _, v := range values {
		list = append(list, *v)
	}
	slices.SortFunc(list, before)
	return list
}

// order compares datasets. Synthetic ones stand behind the others, but for the
// order by rank, where that decides only between equals.
func (s Shelf) order(name string) func(a, b catalog.Entry) int {
	public := func(a, b catalog.Entry) int { return flag(a.Contoh) - flag(b.Contoh) }
	title := func(a, b catalog.Entry) int {
		return cmp.Or(strings.Compare(s.sortKey(a), s.sortKey(b)), strings.Compare(a.Slug, b.Slug))
	}
	return func(a, b catalog.Entry) int {
		switch name {
		case ByRank:
			return cmp.Or(cmp.Compare(s.Scores[b.Slug], s.Scores[a.Slug]), public(a, b), title(a, b))
		case ByTitle:
			return cmp.Or(public(a, b), title(a, b))
		case ByLate:
			return cmp.Or(public(a, b), cmp.Compare(b.Late(s.Now), a.Late(s.Now)), title(a, b))
		}
		return cmp.Or(public(a, b), b.PublishedAt.Compare(a.PublishedAt), title(a, b))
	}
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sortKey is a title as it orders in the language of the page.
func (s Shelf) sortKey(e catalog.Entry) string {
	if s.English && e.TitleEN != "" {
		return strings.ToLower(e.TitleEN)
	}
	return e.SortKey
}
