package data

import (
	"net/http"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/web"
)

const (
	listPath = "/data"
	feedPath = "/data.atom"
	listSize = 20 // datasets on a page
)

// listPage is the catalogue, as far as it answers a question. Public and
// synthetic datasets stand in one list only with their tag.
type listPage struct {
	web.Base
	list
	All      int
	Agencies int
	Items    []listItem
	Boxes    []facetGroup
	Chips    []chip
	Sorts    []sortLink
	Mixed    bool
	Clear    string // without filters
	Pager    web.Pager
	Feed     string // of the chosen topic, where there is one alone
	API      string
	Empty    *emptyList
}

// An inList is a part of the page with the Base that it speaks by.
type inList struct {
	Page web.Base
	Item any
}

// On puts a part on its page.
func (p listPage) On(item any) inList { return inList{p.Base, item} }

// Corrected are the words as they were understood, where that is not as typed.
func (p listPage) Corrected() string { return p.corrected }

// Heard is what was looked for.
func (p listPage) Heard() string {
	if p.corrected != "" {
		return p.corrected
	}
	return p.Text
}

// A sortLink is one order of the list; the one in force has no Path.
type sortLink struct {
	Label lewu.Message
	Path  string
}

// showList serves GET /data.
func (m *module) showList(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets", "search")
	b := m.Web.Base(r, lewu.Msg("data.title"))
	l, err := m.find(r.Context(), listing.Parse(r.URL.Query()), listSize, b.Lang())
	if err != nil {
		return err
	}
	if l.Text != "" {
		b.Title = lewu.Msg("data.list-title", "q", l.Text)
	}
	b.Description = lewu.Msg("data.description")
	b.Feeds = []web.Feed{{Title: lewu.Msg("data.feed-title"), Path: feedPath}}
	p := listPage{
		list: l, All: len(l.sets), Agencies: l.agencies(), Boxes: l.facetGroups(b), Chips: l.chips(b), Sorts: l.sorts(),
		Mixed: l.mixed(), Clear: l.Only().Path(listPath), Pager: l.pager(b), Feed: l.feed(), API: l.At(1).Path(apiPath),
	}
	if p.Feed != feedPath {
		b.Feeds = append(b.Feeds, web.Feed{Title: lewu.Msg("data.feed-title-topic", "topic", l.topic(b)), Path: p.Feed})
	}
	p.Base = b
	for _, e := range l.Sets {
		p.Items = append(p.Items, l.item(b, e))
	}
	if len(p.Items) == 0 && p.All > 0 {
		p.Empty = l.empty(b)
	}
	return m.Web.Page(w, http.StatusOK, "data/list", p)
}

// Order is the order in force where it is not the default, for the form.
func (p listPage) Order() string {
	if standard := p.Sorted(""); p.list.Order() != standard.Order() {
		return p.list.Order()
	}
	return ""
}

// sorts are the orders that make a difference.
func (l list) sorts() (links []sortLink) {
	for _, order := range []string{listing.ByRank, listing.ByAge, listing.ByTitle, listing.ByLate} {
		if order == listing.ByRank && l.Text == "" {
			continue
		}
		link := sortLink{Label: lewu.Msg("data.sort-" + order)}
		if order != l.Order() {
			link.Path = l.Sorted(order).Path(listPath)
		}
		links = append(links, link)
	}
	return links
}

// pager leads through the pages: the ends, and two on either side.
func (l list) pager(b web.Base) web.Pager {
	from := (l.Page-1)*listSize + 1
	p := web.Pager{Page: b, Label: lewu.Msg("data.list-pager"), Shown: lewu.Msg("data.list-shown",
		"from", strconv.Itoa(from), "to", strconv.Itoa(from+len(l.Sets)-1), "total", strconv.Itoa(l.Total))}
	if l.Pages < 2 || l.Page < 1 || l.Page > l.Pages {
		return p
	}
	at := func(n int) string { return l.At(n).Path(listPath) }
	if l.Page > 3 {
		p.First = at(1)
	}
	if l.Page > 1 {
		p.Prev = at(l.Page - 1)
	}
	if l.Page < l.Pages {
		p.Next = at(l.Page + 1)
	}
	for n := max(1, l.Page-2); n <= min(l.Pages, l.Page+2); n++ {
		page := web.PagerPage{Number: n, Path: at(n)}
		if n == l.Page {
			page.Path = ""
		}
		p.Pages = append(p.Pages, page)
	}
	return p
}

// feed is the address of what is new in the list: of the one topic chosen, or
// of everything.
func (l list) feed() string {
	if topics := l.Picks[listing.Topic]; len(topics) == 1 {
		return listing.Question{Picks: map[string][]string{listing.Topic: topics}, Page: 1}.Path(feedPath)
	}
	return feedPath
}

// topic is the name of the one topic chosen.
func (l list) topic(b web.Base) string {
	for _, c := range l.Facets[0].Values {
		if c.Chosen {
			return valueLabel(b, listing.Topic, c)
		}
	}
	return ""
}
