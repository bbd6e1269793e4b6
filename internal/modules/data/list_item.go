package data

import (
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
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
		Entry: e, Name: text.Mark(name(b, e.Dataset), l.terms), About: text.Mark(e.Summary, l.terms),
		Period: periodOf(b, e.Extent), Places: placesOf(b, e.Extent), Fresh: freshness(b, e, l.now),
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

// periodOf is the time that a dataset covers, in words.
func periodOf(b web.Base, e catalog.Extent) string {
	from, to := b.Day(e.From), b.Day(e.To)
	if from == to {
		return from
	}
	sep := "–"
	if strings.Contains(from+to, " ") {
		sep = " – "
	}
	return from + sep + to
}

// placesOf is what a dataset covers of the province, in words.
func placesOf(b web.Base, e catalog.Extent) string {
	var whole string
	var parts []string
	for _, code := range e.Regions {
		switch r, ok := region.ByKemendagri(region.Kemendagri(code)); {
		case ok && r.Level() == region.Province:
			whole = b.T("data.places-province")
		case ok:
			parts = append(parts, r.Short)
		}
	}
	switch len(parts) {
	case 0:
		return whole
	case 1, 2:
		return strings.Join(parts, ", ")
	}
	return b.T("data.places", "n", len(parts))
}

// freshness is how a dataset stands to its promise, as shape and word.
func freshness(b web.Base, e catalog.Entry, now time.Time) web.Fresh {
	f := web.Fresh{Page: b, Text: lewu.Msg("data.published", "day", b.Date(e.PublishedAt))}
	switch late := e.Late(now); {
	case e.Frequency == catalog.Once:
		f.Age, f.Text = "final", lewu.Msg("data.final")
	case late > 0:
		f.Age, f.Text = "late", lewu.Msg("data.late", "days", strconv.Itoa(late))
	}
	return f
}

// name is a dataset's title in the language of a page.
func name(b web.Base, d catalog.Dataset) string {
	if b.Lang() == "en" && d.TitleEN != "" {
		return d.TitleEN
	}
	return d.Title
}

// CSV is the size of the plain download beside its button.
func (i listItem) CSV() int64 { return i.IsiSize }
