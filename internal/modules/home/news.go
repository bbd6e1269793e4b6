package home

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// How many of the latest and of the late datasets the front page names, and of
// the topics.
const (
	maxNewest = 3
	maxLate   = 4
	maxTopics = 16
)

// A topic is a subject with how many datasets it has.
type topic struct {
	Name  string
	Path  string
	Count int
}

// A news is a dataset that came out lately.
type news struct {
	catalog.Entry
	Name   string // in the language of the page
	Behind int    // days past its next promised release
}

// fillNews says what the catalogue holds: by topic, what is new, what is late.
func (p *page) fillNews(sets []catalog.Entry, now time.Time) {
	p.Topics = topics(sets)
	newest := slices.Clone(sets)
	slices.SortStableFunc(newest, func(a, b catalog.Entry) int { return b.PublishedAt.Compare(a.PublishedAt) })
	for _, e := range newest[:min(maxNewest, len(newest))] {
		n := news{Entry: e, Name: e.Title, Behind: e.Late(now)}
		if p.Lang() == "en" && e.TitleEN != "" {
			n.Name = e.TitleEN
		}
		p.Newest = append(p.Newest, n)
	}

	late := slices.DeleteFunc(slices.Clone(sets), func(e catalog.Entry) bool { return e.Late(now) == 0 })
	slices.SortStableFunc(late, func(a, b catalog.Entry) int { return cmp.Compare(b.Late(now), a.Late(now)) })
	p.LateAll = len(late)
	p.Late = web.Lines{Page: p.Base, Short: true}
	for _, e := range late[:min(maxLate, len(late))] {
		p.Late.Items = append(p.Late.Items, lewu.Line{
			Label: e.Title, LabelEN: e.TitleEN, Link: "/data/" + e.Slug, Contoh: e.Contoh,
			Note: lewu.Msg("home.late-line", "agency", e.Agency, "days", strconv.Itoa(e.Late(now))),
		})
	}
}

// topics counts the datasets of each topic, the biggest first.
func topics(sets []catalog.Entry) []topic {
	count := map[string]int{}
	for _, e := range sets {
		if e.Topic != "" {
			count[e.Topic]++
		}
	}
	var list []topic
	for name, n := range count {
		list = append(list, topic{Name: name, Count: n, Path: "/data?topik=" + url.QueryEscape(text.Slug(name))})
	}
	slices.SortFunc(list, func(a, b topic) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return list[:min(maxTopics, len(list))]
}
