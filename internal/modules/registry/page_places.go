package registry

import (
	"database/sql"
	"net/http"
	"strconv"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/text"
	"github.com/lewu-id/lewu/internal/web"
)

// placePages are the routes of regions and topics.
func (m *module) placePages() []lewu.Page {
	reads := lewu.Need{Perm: permRead, Lists: true} // the same for everybody
	return []lewu.Page{
		{Pattern: "GET /kerja/wilayah", Need: reads, Serve: m.showRegions},
		{Pattern: "POST /kerja/wilayah", Need: lewu.Need{Perm: permAgencies}, MaxBody: maxForm, Serve: m.saveRegion},
		{Pattern: "GET /kerja/topik", Need: reads, Serve: m.showTopics},
		{Pattern: "POST /kerja/topik", Need: lewu.Need{Perm: permAgencies}, MaxBody: maxForm, Serve: m.saveTopic},
	}
}

// A listPage is a list of the room with one form below it.
type listPage struct {
	web.Base
	Tabs   []tab
	Lede   string
	News   *web.Notice
	Search *web.Search
	Table  web.Table
	Shown  string // where not all rows are on the page
	Empty  *web.Empty
	Forms  []*blank
}

// maxShown is how many regions a page shows: a province with its villages has
// 1,722.
const maxShown = 200

// showRegions serves GET /kerja/wilayah.
func (m *module) showRegions(w http.ResponseWriter, r *http.Request) error {
	p, err := m.regionsPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	return m.Web.Page(w, http.StatusOK, "registry/list", p)
}

func (m *module) regionsPage(r *http.Request) (*listPage, error) {
	all, err := m.Ref.Regions(r.Context())
	if err != nil {
		return nil, err
	}
	word := strings.TrimSpace(r.URL.Query().Get("q"))
	edit := r.URL.Query().Get("ubah")
	p := &listPage{Base: m.base(r, lewu.Msg("registry.regions"))}
	p.Tabs = tabs(p.Base, "/kerja/wilayah")
	p.Lede = p.T("registry.regions-lede", "n", len(all))
	p.Search = &web.Search{Page: p.Base, ID: "cari-wilayah", Action: "/kerja/wilayah", Value: word, Label: lewu.Msg("registry.regions-search")}
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("registry.regions"), Hidden: true, Stack: true}
	labels := []string{p.T("registry.region-name"), p.T("registry.level"), p.T("registry.kemendagri"), p.T("registry.bps")}
	for _, label := range labels {
		p.Table.Columns = append(p.Table.Columns, web.TableColumn{Label: label})
	}
	keeps := may(r, permAgencies, "")
	found, changed := 0, ref.Region{}
	for _, region := range all {
		if region.Code == edit {
			changed = region
		}
		if word != "" && !strings.Contains(strings.ToLower(region.Name), strings.ToLower(word)) && !strings.HasPrefix(region.Code, word) && !strings.HasPrefix(region.BPS, word) {
			continue
		}
		if found++; found > maxShown {
			continue
		}
		head := web.TableCell{Text: region.Name, Head: true, Label: labels[0]}
		if keeps && region.Level() > 2 {
			head.Href = "/kerja/wilayah?ubah=" + region.Code + "#ubah"
		}
		p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: []web.TableCell{
			head, {Text: p.T("registry.level-" + strconv.Itoa(region.Level())), Label: labels[1]},
			{Text: region.Code, Code: true, Label: labels[2]}, {Text: region.BPS, Code: true, Label: labels[3]},
		}})
	}
	if found > maxShown {
		p.Shown = p.T("registry.shown", "n", maxShown, "all", found)
	}
	if found == 0 {
		p.Empty = &web.Empty{Page: p.Base, Title: lewu.Msg("registry.regions-none"), Body: lewu.Msg("registry.regions-none-do"), Link: "/kerja/wilayah", Go: lewu.Msg("registry.regions-all")}
	}
	if keeps {
		p.Forms = []*blank{regionForm(p.Base, changed)}
	}
	return p, nil
}

func regionForm(b web.Base, region ref.Region) *blank {
	title, until := "registry.region-new", ""
	if region.Until != "" {
		until = lastDay(region.Until)
	}
	if region.Code != "" {
		title = "registry.region-change"
	}
	f := newBlank(b, "ubah", title, "/kerja/wilayah", "registry.save").
		add("kode", "", "registry.kemendagri", region.Code, must, hinted("registry.kemendagri-hint")).
		add("bps", "", "registry.bps", region.BPS, hinted("registry.bps-hint")).
		add("nama", "", "registry.region-name", region.Name, must).
		add("sejak", "", "registry.since", region.From, hinted("registry.day-hint")).
		add("sampai", "", "registry.last-day", until, hinted("registry.day-hint"))
	f.Lede, f.Tone, f.Open = lewu.Msg("registry.region-lede"), "quiet", region.Code != ""
	f.Seen = fingerprint(region)
	return f
}

// saveRegion serves POST /kerja/wilayah.
func (m *module) saveRegion(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	err := m.DB.Write(ctx, func(tx *sql.Tx) error {
		all, err := m.Ref.Regions(ctx)
		if err != nil {
			return err
		}
		var have ref.Region
		for _, region := range all {
			if region.Code == field("kode") {
				have = region
			}
		}
		if err := stale(r, fingerprint(have)); err != nil {
			return err
		}
		next := ref.Region{Code: field("kode"), BPS: field("bps"), Name: field("nama"), Parent: have.Parent}
		if next.From, err = dayOf(field("sejak")); err != nil {
			return err
		}
		last, err := dayOf(field("sampai"))
		if err != nil {
			return err
		}
		next.Until = dayAfter(last)
		return m.Ref.SaveRegion(ctx, tx, next)
	})
	if err == nil {
		return done(w, r, "/kerja/wilayah", "disimpan")
	}
	return m.againList(w, r, err, m.regionsPage)
}

// againList shows a list again with a form that was not taken.
func (m *module) againList(w http.ResponseWriter, r *http.Request, err error, page func(*http.Request) (*listPage, error)) error {
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	p, err := page(r)
	if err != nil {
		return err
	}
	showRefused(p.Base, p.Forms, &p.News, "ubah", r.PostForm, why)
	return m.Web.Page(w, status, "registry/list", p)
}

// showTopics serves GET /kerja/topik.
func (m *module) showTopics(w http.ResponseWriter, r *http.Request) error {
	p, err := m.topicsPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	return m.Web.Page(w, http.StatusOK, "registry/list", p)
}

func (m *module) topicsPage(r *http.Request) (*listPage, error) {
	all, err := m.Ref.Topics(r.Context())
	if err != nil {
		return nil, err
	}
	edit := r.URL.Query().Get("ubah")
	p := &listPage{Base: m.base(r, lewu.Msg("registry.topics"))}
	p.Tabs = tabs(p.Base, "/kerja/topik")
	p.Lede = p.T("registry.topics-lede", "n", len(all))
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("registry.topics"), Hidden: true, Stack: true}
	labels := []string{p.T("registry.topic"), p.T("registry.name-en"), p.T("registry.slug"), p.T("registry.order")}
	for i, label := range labels {
		p.Table.Columns = append(p.Table.Columns, web.TableColumn{Label: label, Num: i == 3})
	}
	keeps := may(r, permAgencies, "")
	var changed ref.Topic
	for _, t := range all {
		if t.Slug == edit {
			changed = t
		}
		head := web.TableCell{Text: t.Name, Head: true, Label: labels[0]}
		if keeps {
			head.Href = "/kerja/topik?ubah=" + t.Slug + "#ubah"
		}
		p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: []web.TableCell{
			head, {Text: t.NameEN, Label: labels[1]}, {Text: t.Slug, Code: true, Label: labels[2]}, {Text: p.Int(t.Order), Num: true, Label: labels[3]},
		}})
	}
	if len(all) == 0 {
		p.Empty = &web.Empty{Page: p.Base, Title: lewu.Msg("registry.topics-none"), Body: lewu.Msg("registry.topics-none-do")}
	}
	if keeps {
		p.Forms = []*blank{topicForm(p.Base, changed)}
	}
	return p, nil
}

func topicForm(b web.Base, t ref.Topic) *blank {
	title, order := "registry.topic-new", ""
	if t.Slug != "" {
		title, order = "registry.topic-change", strconv.Itoa(t.Order)
	}
	f := newBlank(b, "ubah", title, "/kerja/topik", "registry.save").
		add("nama", "", "registry.topic", t.Name, must).
		add("inggris", "", "registry.name-en", t.NameEN).
		add("alamat", "", "registry.slug", t.Slug, hinted("registry.slug-hint")).
		add("urutan", "number", "registry.order", order, hinted("registry.order-hint"))
	f.Tone, f.Open, f.Seen = "quiet", t.Slug != "", fingerprint(t)
	return f
}

// saveTopic serves POST /kerja/topik.
func (m *module) saveTopic(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	err := m.DB.Write(ctx, func(tx *sql.Tx) error {
		next := ref.Topic{Slug: field("alamat"), Name: field("nama"), NameEN: field("inggris")}
		if next.Slug == "" {
			next.Slug = text.Slug(next.Name)
		}
		if order := field("urutan"); order != "" {
			n, err := strconv.Atoi(order)
			if err != nil || n < 0 || n > 99_999 {
				return invalid("registry.order-bad")
			}
			next.Order = n
		}
		all, err := m.Ref.Topics(ctx)
		if err != nil {
			return err
		}
		var have ref.Topic
		for _, t := range all {
			if t.Slug == next.Slug {
				have = t
			}
		}
		if have != next {
			if err := stale(r, fingerprint(have)); err != nil {
				return err
			}
			_, err = m.Ref.SaveTopic(ctx, tx, next)
		}
		return err
	})
	if err == nil {
		return done(w, r, "/kerja/topik", "disimpan")
	}
	return m.againList(w, r, err, m.topicsPage)
}
