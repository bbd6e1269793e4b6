package view

import (
	"net/url"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/listing"
)

// About are the facts of a dataset that its agency and the walidata answer for.
func (t *Tale) About() web.Facts {
	set, p := t.Set, t.Page
	facts := web.Facts{Page: p}
	add := func(key, value string) {
		if value != "" {
			facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg(key), Value: value})
		}
	}
	facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.about-agency"), Value: set.Agency, Link: t.AgencyPath()})
	if set.Topic != "" {
		facts.Rows = append(facts.Rows, web.Fact{Label: lewu.Msg("data.about-topic"), Value: set.Topic, Link: TopicPath(set.Topic)})
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

// TopicPath is the catalogue of a topic.
func TopicPath(topic string) string {
	return "/data?" + url.Values{listing.Topic: {listing.Slug(topic)}}.Encode()
}

// AgencyPath is the page of the agency, where the house has such pages.
func (t *Tale) AgencyPath() string {
	if !t.Page.Serves("/opd/{slug}") {
		return ""
	}
	return "/opd/" + t.Set.AgencyAddress()
}

// Fresh is how the dataset stands to its promise, as shape and word.
func (t *Tale) Fresh(now time.Time) web.Fresh {
	f := edition.Freshness(t.Page, catalog.Entry{Dataset: t.Set, PublishedAt: t.Version.PublishedAt}, now)
	if f.Age == "" {
		f.Text = lewu.Msg("data.published-version", "day", t.Page.Date(t.Version.PublishedAt), "version", strconv.Itoa(t.Version.N))
	}
	return f
}

// Notices say what a reader must know before the first figure.
func (t *Tale) Notices(now time.Time) (list []web.Notice) {
	add := func(tone string, title, body lewu.Message, link string) {
		n := web.Notice{Page: t.Page, Tone: tone, Title: title, Body: body, Link: link}
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
			body = lewu.Msg("data.notice-late-until", "due", t.Set.Due, "period", t.Page.Day(to))
		}
		add(web.ToneLate, lewu.Msg("data.notice-late", "days", strconv.Itoa(days)), body, "")
	}
	if t.Version.Solo != "" {
		add(web.ToneWarn, lewu.Msg("data.notice-solo"), lewu.Msg("data.notice-solo-body", "reason", t.Version.Solo), "")
	}
	return list
}

// Share makes the address of what is shown now, with its sentence.
func (t *Tale) Share() web.Share {
	words := t.Gist()
	if t.Set.Contoh {
		words = t.Page.T("web.contoh") + ": " + words
	}
	return web.Share{Page: t.Page, Label: lewu.Msg("data.share-address"), Address: t.Page.Abs(t.Address("", t.Query, t.Ask)), Words: words}
}

// An Example is one address of the interface, with what it gives.
type Example struct {
	What    string
	Address string
}

// Examples are real addresses of the interface for this table: its rows as the
// page shows them, and what the sentence is made of.
func (t *Tale) Examples() (list []Example) {
	base := t.Page.Abs("/api/v1/datasets/" + t.Set.Slug)
	rows := t.Values(lewu.Query{Filter: t.Query.Filter, Sort: t.Query.Sort, Columns: t.Query.Columns}, Ask{})
	rows.Set("batas", "100")
	list = append(list, Example{t.Page.T("data.api-example-rows"), base + "/rows?" + rows.Encode()})
	if m := t.view.measure; m.Name != "" && t.book.Shape.Time != "" {
		v := url.Values{"kelompok": {t.book.Shape.Time}, "hitung": {t.view.function().Func + ":" + m.Name}}
		list = append(list, Example{t.Page.T("data.api-example-groups", "time", t.writer().ColumnLabel(t.book.Shape.Time)), base + "/rows?" + v.Encode()})
	}
	return append(list, Example{t.Page.T("data.api-example-about"), base})
}
