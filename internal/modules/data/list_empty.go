package data

import (
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// An emptyList says why nothing is shown, and what would be.
type emptyList struct {
	Title  lewu.Message
	Ways   []way
	Topics []way // all there are
}

// A way is a list that holds something.
type way struct {
	Label lewu.Message
	Path  string
}

// empty says what to do where nothing is shown: another page, without a filter,
// with a value or a word that is like the one asked for, or by topic.
func (l list) empty(b web.Base) *emptyList {
	if l.Total > 0 {
		return &emptyList{
			Title: lewu.Msg("data.list-no-page", "pages", strconv.Itoa(l.Pages)),
			Ways:  []way{{lewu.Msg("data.way-first", "n", strconv.Itoa(l.Total)), l.At(1).Path(listPath)}},
		}
	}
	e := &emptyList{Title: lewu.Msg("data.list-none")}
	for _, out := range l.Escape {
		label := lewu.Msg("data.way-without", "facet", facetLabel(b, out.Key), "n", strconv.Itoa(out.Total))
		e.Ways = append(e.Ways, way{label, l.Without(out.Key, "").Path(listPath)})
	}
	all := listing.Shelf{Sets: l.sets, Now: l.now}.Find(listing.Question{Page: 1}, listSize)
	e.Ways = append(e.Ways, l.mended(b, all.Facets)...)
	if l.Picked() == 0 {
		for _, word := range l.near() {
			e.Ways = append(e.Ways, way{lewu.Msg("data.way-word", "word", word), l.Asking(word).Path(listPath)})
		}
	}
	e.Ways = append(e.Ways, way{lewu.Msg("data.way-all", "n", strconv.Itoa(len(l.sets))), listPath})
	for _, topic := range all.Facets[0].Values {
		label := lewu.Msg("data.way-topic", "topic", topic.Name, "n", strconv.Itoa(topic.Count))
		e.Topics = append(e.Topics, way{label, listing.Question{Page: 1}.With(listing.Topic, topic.ID).Path(listPath)})
	}
	return e
}

// mended are the lists with a value that there is in the place of one that
// nobody has but that is like it: "pertanin".
func (l list) mended(b web.Base, known []listing.Facet) (ways []way) {
	for _, f := range known {
		if f.Key == listing.Year {
			continue // 2020 is not what somebody meant by 2030
		}
		ids := make([]string, len(f.Values))
		names := make(map[string]string, len(f.Values))
		for i, v := range f.Values {
			ids[i], names[v.ID] = v.ID, valueLabel(b, f.Key, v)
		}
		for _, picked := range l.Picks[f.Key] {
			if names[picked] != "" {
				continue
			}
			for _, id := range text.Near(picked, ids, 1) {
				label := lewu.Msg("data.way-word", "word", names[id])
				ways = append(ways, way{label, l.Without(f.Key, picked).With(f.Key, id).Path(listPath)})
			}
		}
	}
	return ways
}
