package data

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A listItem is one dataset of a list, in the language of its page.
type listItem struct {
	catalog.Entry
	Name    []text.Piece
	About   []text.Piece
	Keyword []text.Piece // where only that was found; empty: nothing to show
	Period  string       // "2019–2025"; empty: it has no time
	Places  string       // "14 kab/kota"
	Comes   lewu.Message // its frequency
	Fresh   web.Fresh
}

// item puts a dataset into a list, with what was looked for marked.
func (l list) item(b web.Base, e catalog.Entry) listItem {
	item := listItem{
		Entry: e, Name: text.Mark(edition.Name(b, e.Dataset), l.terms), About: text.Mark(e.Summary, l.terms),
		Period: edition.Period(b, e.Extent), Places: edition.Places(b, e.Extent), Fresh: edition.Freshness(b, e, l.now),
	}
	if e.Frequency != "" {
		item.Comes = lewu.Msg("data.frequency-" + string(e.Frequency))
	}
	if len(l.terms) > 0 && !hit(item.Name) && !hit(item.About) {
		for _, word := range e.Keywords {
			if marked := text.Mark(word, l.terms); hit(marked) {
				item.Keyword = marked
				break
			}
		}
	}
	return item
}

func hit(pieces []text.Piece) bool {
	for _, p := range pieces {
		if p.Hit {
			return true
		}
	}
	return false
}

// CSV is the size of the plain download beside its button.
func (i listItem) CSV() int64 { return i.IsiSize }
