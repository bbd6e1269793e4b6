package agencies

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/text"
)

// An agency is a name with what it has published. Names that make the same
// address are one agency: "Dinas Ja'an" and "DINAS JAAN".
type agency struct {
	Name    string // as its newest dataset writes it
	Slug    string
	Sets    []catalog.Entry
	Topics  []string
	Contact []string
	Late    int           // datasets past their promised day
	Longest int           // days of the latest of them
	Newest  time.Time     // last publication
	Next    catalog.Entry // the next promised release; its Due is empty where none is promised
	Contoh  bool          // all of it is synthetic
}

// gather finds the agencies of the published datasets as of a time, by name.
func gather(sets []catalog.Entry, now time.Time) []agency {
	index := map[string]int{}
	var list []agency
	for _, e := range sets {
		slug := text.Slug(e.Agency)
		if slug == "" {
			continue
		}
		i, ok := index[slug]
		if !ok {
			i = len(list)
			index[slug] = i
			list = append(list, agency{Slug: slug, Contoh: true})
		}
		list[i].add(e, now)
	}
	for i := range list {
		slices.Sort(list[i].Topics)
		slices.Sort(list[i].Contact)
	}
	slices.SortFunc(list, func(a, b agency) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.Slug, b.Slug))
	})
	return list
}

// add counts one dataset in.
func (a *agency) add(e catalog.Entry, now time.Time) {
	a.Sets = append(a.Sets, e)
	a.Contoh = a.Contoh && e.Contoh
	if late := e.Late(now); late > 0 {
		a.Late++
		a.Longest = max(a.Longest, late)
	} else if e.Due >= clock.Day(now) && (a.Next.Due == "" || e.Due < a.Next.Due) {
		a.Next = e
	}
	if a.Name == "" || e.PublishedAt.After(a.Newest) {
		a.Name, a.Newest = e.Agency, e.PublishedAt
	}
	a.Topics = with(a.Topics, e.Topic)
	a.Contact = with(a.Contact, e.Contact)
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
