package data

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
)

// about are the facts of a dataset that its agency and the walidata answer for.
func (t *tale) about() web.Facts {
	set, p := t.Set, t.page
	facts := web.Facts{Page: p}
	add := func(key, value string) {
		if value != "" {
			facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg(key), Value: value})
		}
	}
	facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.about-agency"), Value: set.Agency, Link: t.agencyPath()})
	if set.Topic != "" {
		facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.about-topic"), Value: set.Topic, Link: topicPath(set.Topic)})
	}
	if set.Source != set.Agency {
		add("data.source", set.Source)
	}
	if set.Frequency != "" {
		add("data.about-frequency", text.Capital(p.T("data.frequency-"+string(set.Frequency))))
	}
	if set.Due != "" && set.Frequency != catalog.Once {
		add("data.about-due", p.Day(set.Due))
	}
	if set.Statistic != "" {
		add("data.about-statistic", p.T("data.statistic-"+string(set.Statistic)))
	}
	if set.Access != "" {
		add("data.about-access", p.T("data.access-"+map[catalog.Access]string{
			catalog.Regular: "regular", catalog.Immediate: "immediate", catalog.AnyTime: "anytime",
		}[set.Access]))
	}
	add("data.about-period", edition.Period(p, t.Version.Extent))
	add("data.about-places", edition.Places(p, t.Version.Extent))
	add("data.about-method", set.Method)
	add("data.about-licence", set.Licence)
	add("data.contact", set.Contact)
	return facts
}

// topicPath is the catalogue of a topic.
func topicPath(topic string) string {
	return "/data?" + url.Values{listing.Topic: {listing.Slug(topic)}}.Encode()
}

// agencyPath is the page of the agency, where the house has such pages.
func (t *tale) agencyPath() string {
	if !t.page.Serves("/opd/{slug}") {
		return ""
	}
	return "/opd/" + text.Slug(t.Set.Agency)
}

// fresh is how the dataset stands to its promise, as shape and word.
func (t *tale) fresh(now time.Time) web.Fresh {
	f := edition.Freshness(t.page, catalog.Entry{Dataset: t.Set, PublishedAt: t.Version.PublishedAt}, now)
	if f.Age == "" {
		f.Text = lewu.Msg("data.published-version", "day", t.page.Date(t.Version.PublishedAt), "version", strconv.Itoa(t.Version.N))
	}
	return f
}

// notices say what a reader must know before the first figure.
func (t *tale) notices(now time.Time) (list []web.Notice) {
	add := func(tone string, title, body lewu.Message, link string) {
		n := web.Notice{Page: t.page, Tone: tone, Title: title, Body: body, Link: link}
		if link != "" {
			n.Go = lewu.Msg("data.notice-newest")
		}
		list = append(list, n)
	}
	number := strconv.Itoa(t.Version.N)
	if t.Damaged {
		add(web.ToneBad, lewu.Msg("data.notice-damaged"), lewu.Msg("data.notice-damaged-body", "version", number), "")
	}
	if t.Asked && t.Version.N != t.Set.Current {
		add(web.ToneStale, lewu.Msg("data.notice-old", "version", number), lewu.Msg("data.notice-old-body"), "/data/"+t.Set.Slug)
	}
	if days := t.Set.Late(now); days > 0 {
		body := lewu.Msg("data.notice-late-body", "due", t.Set.Due)
		if to := t.Version.Extent.To; to != "" {
			body = lewu.Msg("data.notice-late-until", "due", t.Set.Due, "period", t.page.Day(to))
		}
		add(web.ToneLate, lewu.Msg("data.notice-late", "days", strconv.Itoa(days)), body, "")
	}
	if t.Version.Solo != "" {
		add(web.ToneWarn, lewu.Msg("data.notice-solo"), lewu.Msg("data.notice-solo-body", "reason", t.Version.Solo), "")
	}
	return list
}

// share makes the address of what is shown now, with its sentence.
func (t *tale) share() web.Share {
	words := t.gist()
	if t.Set.Contoh {
		words = t.page.T("web.contoh") + ": " + words
	}
	return web.Share{Page: t.page, Label: lewu.Msg("data.share-address"), Address: t.page.Abs(t.path("", t.query, t.ask)), Words: words}
}

// An example is one address of the interface, with what it gives.
type example struct {
	What    string
	Address string
}

// examples are real addresses of the interface for this table: its rows as the
// page shows them, and what the sentence is made of.
func (t *tale) examples() (list []example) {
	base := t.page.Abs("/api/v1/datasets/" + t.Set.Slug)
	rows := t.values(lewu.Query{Filter: t.query.Filter, Sort: t.query.Sort, Columns: t.query.Columns}, viewAsk{})
	rows.Set("batas", "100")
	list = append(list, example{t.page.T("data.api-example-rows"), base + "/rows?" + rows.Encode()})
	if m := t.view.measure; m.Name != "" && t.book.Shape.Time != "" {
		v := url.Values{"kelompok": {t.book.Shape.Time}, "hitung": {t.view.function().Func + ":" + m.Name}}
		list = append(list, example{t.page.T("data.api-example-groups", "time", t.writer().ColumnLabel(t.book.Shape.Time)), base + "/rows?" + v.Encode()})
	}
	return append(list, example{t.page.T("data.api-example-about"), base})
}

// findings are what the machine saw in the deliveries of a version that people
// are told, each once.
func (m *module) findings(ctx context.Context, v catalog.Version) (list []lewu.Finding, err error) {
	batches := []string{v.Batch}
	for _, o := range v.Manifest {
		if !slices.Contains(batches, o.Batch) {
			batches = append(batches, o.Batch)
		}
	}
	for _, id := range batches {
		more, err := m.Catalog.Findings(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, f := range more {
			if !slices.ContainsFunc(list, func(o lewu.Finding) bool { return o.Message.Key == f.Message.Key && sameArgs(o, f) }) {
				list = append(list, f)
			}
		}
	}
	return list, nil
}

func sameArgs(a, b lewu.Finding) bool {
	if len(a.Message.Args) != len(b.Message.Args) {
		return false
	}
	for k, v := range a.Message.Args {
		if b.Message.Args[k] != v {
			return false
		}
	}
	return true
}
