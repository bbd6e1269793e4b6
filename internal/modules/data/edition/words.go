package edition

import (
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/web"
)

// Name is a dataset's title in the language of a page.
func Name(b web.Base, d catalog.Dataset) string {
	if b.Lang() == "en" && d.TitleEN != "" {
		return d.TitleEN
	}
	return d.Title
}

// Period is the time that a dataset covers, in words.
func Period(b web.Base, e catalog.Extent) string {
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

// Places is what a dataset covers of the province, in words.
func Places(b web.Base, e catalog.Extent) string {
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

// Freshness is how a dataset stands to its promise, as shape and word.
func Freshness(b web.Base, e catalog.Entry, now time.Time) web.Fresh {
	f := web.Fresh{Page: b, Text: lewu.Msg("data.published", "day", b.Date(e.PublishedAt))}
	switch late := e.Late(now); {
	case e.Frequency == catalog.Once:
		f.Age, f.Text = "final", lewu.Msg("data.final")
	case late > 0:
		f.Age, f.Text = "late", lewu.Msg("data.late", "days", strconv.Itoa(late))
	}
	return f
}
