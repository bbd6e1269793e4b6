package agencies

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/ref"
)

// An agency is one of the registry with what it has published. What agencies
// published that it succeeded stands under it.
type agency struct {
	ref.Agency
	Sets     []catalog.Entry
	Topics   []string
	Contacts []string      // that its datasets name
	Late     int           // datasets past their promised day
	Longest  int           // days of the latest of them
	Newest   time.Time     // last publication
	Next     catalog.Entry // the next promised release; its Due is empty where none is promised
	Contoh   bool          // all of it is synthetic
}

// agencies are all that ever were, by name, with what is published.
func (m *module) agencies(ctx context.Context) ([]agency, error) {
	registered, err := m.Ref.Agencies(ctx, "")
	if err != nil {
		return nil, err
	}
	sets, err := m.Catalog.Published(ctx)
	if err != nil {
		return nil, err
	}
	return gather(registered, sets, m.Clock()), nil
}

// gather gives published datasets to their agencies as of a time. A dataset whose
// agency is not registered stands under the name it says.
func gather(registered []ref.Agency, sets []catalog.Entry, now time.Time) []agency {
	index := map[string]int{}
	var list []agency
	put := func(a ref.Agency) {
		index[a.Slug] = len(list)
		list = append(list, agency{Agency: a, Contoh: a.Contoh})
	}
	for _, a := range registered {
		put(a)
	}
	for _, e := range sets {
		slug := e.AgencyAddress()
		if slug == "" {
			continue
		}
		if _, ok := index[slug]; !ok {
			put(ref.Agency{Slug: slug, Name: e.Agency})
		}
		list[index[slug]].add(e, now)
	}
	for i := range list {
		slices.Sort(list[i].Topics)
		slices.Sort(list[i].Contacts)
	}
	slices.SortStableFunc(list, func(a, b agency) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}

// add counts one dataset in.
func (a *agency) add(e catalog.Entry, now time.Time) {
	a.Contoh = e.Contoh && (a.Contoh || len(a.Sets) == 0)
	a.Sets = append(a.Sets, e)
	if late := e.Late(now); late > 0 {
		a.Late++
		a.Longest = max(a.Longest, late)
	} else if e.Due >= clock.Day(now) && (a.Next.Due == "" || e.Due < a.Next.Due) {
		a.Next = e
	}
	if e.PublishedAt.After(a.Newest) {
		a.Newest = e.PublishedAt
	}
	a.Topics = with(a.Topics, e.Topic)
	a.Contacts = with(a.Contacts, e.Contact)
}

// changed is when the page of the agency became another.
func (a agency) changed() time.Time {
	if a.UpdatedAt.After(a.Newest) {
		return a.UpdatedAt
	}
	return a.Newest
}

// publishing are those that have published anything, and how much.
func publishing(list []agency) (some []agency, sets int) {
	for _, a := range list {
		if len(a.Sets) > 0 {
			some = append(some, a)
			sets += len(a.Sets)
		}
	}
	return some, sets
}

// with adds a word that is not there yet.
func with(list []string, word string) []string {
	if word == "" || slices.Contains(list, word) {
		return list
	}
	return append(list, word)
}

// find is the agency of an address.
func find(list []agency, slug string) (agency, bool) {
	i := slices.IndexFunc(list, func(a agency) bool { return a.Slug == slug })
	if i < 0 {
		return agency{}, false
	}
	return list[i], true
}

// number is a count as messages carry it.
func number(n int) string { return strconv.Itoa(n) }
