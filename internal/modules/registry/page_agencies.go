package registry

import (
	"database/sql"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// agencyPages are the routes of agencies.
func (m *module) agencyPages() []lewu.Page {
	keeps := lewu.Need{Perm: permAgencies, Owner: m.agencyOwner}
	return []lewu.Page{
		{Pattern: "GET /kerja/instansi", Need: lewu.Need{Perm: permRead, Lists: true}, Serve: m.showAgencies},
		{Pattern: "POST /kerja/instansi", Need: lewu.Need{Perm: permAgencies}, MaxBody: maxForm, Serve: m.addAgency},
		{Pattern: "GET /kerja/instansi/{slug}", Need: lewu.Need{Perm: permRead, Owner: m.agencyOwner}, Serve: m.showAgency},
		{Pattern: "POST /kerja/instansi/{slug}/masa", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(addPeriod)},
		{Pattern: "POST /kerja/instansi/{slug}/kontak", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(setContact)},
		{Pattern: "POST /kerja/instansi/{slug}/lebur", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(mergeAgency)},
		{Pattern: "POST /kerja/instansi/{slug}/pecah", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(splitAgency)},
		{Pattern: "POST /kerja/instansi/{slug}/akhiri", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(endAgency)},
		{Pattern: "POST /kerja/instansi/{slug}/buka", Need: keeps, MaxBody: maxForm, Serve: m.actAgency(reopenAgency)},
	}
}

// agenciesPage is the list of agencies.
type agenciesPage struct {
	web.Base
	Tabs   []tab
	Lede   string
	News   *web.Notice
	Search web.Search
	Table  web.Table
	Empty  *web.Empty
	Forms  []*blank
}

// showAgencies serves GET /kerja/instansi.
func (m *module) showAgencies(w http.ResponseWriter, r *http.Request) error {
	p, err := m.agenciesPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	return m.Web.Page(w, http.StatusOK, "registry/agencies", p)
}

func (m *module) agenciesPage(r *http.Request) (*agenciesPage, error) {
	all, err := m.agenciesFor(r)
	if err != nil {
		return nil, err
	}
	word := strings.TrimSpace(r.URL.Query().Get("q"))
	p := &agenciesPage{Base: m.base(r, lewu.Msg("registry.title-agencies"))}
	p.Tabs = tabs(p.Base, "/kerja/instansi")
	p.Search = web.Search{Page: p.Base, ID: "cari-instansi", Action: "/kerja/instansi", Value: word, Label: lewu.Msg("registry.agencies-search")}
	p.Table = web.Table{Page: p.Base, Caption: lewu.Msg("registry.title-agencies"), Hidden: true, Stack: true}
	for _, key := range []string{"registry.agency", "registry.short", "registry.code", "registry.state"} {
		p.Table.Columns = append(p.Table.Columns, web.TableColumn{Label: p.T(key)})
	}
	open := 0
	for _, a := range all {
		if !a.Closed(m.today()) {
			open++
		}
		if word == "" || agencyWords(a, word) {
			p.Table.Rows = append(p.Table.Rows, web.TableRow{Cells: []web.TableCell{
				{Text: a.Name, Href: "/kerja/instansi/" + a.Slug, Head: true, Label: p.T("registry.agency")},
				{Text: a.Short, Label: p.T("registry.short")},
				{Text: a.Code, Code: true, Label: p.T("registry.code")},
				{Text: p.Say(m.agencyState(p.Base, a).Text), Label: p.T("registry.state")},
			}})
		}
	}
	p.Lede = p.T("registry.agencies-lede", "n", open, "ended", len(all)-open)
	if len(p.Table.Rows) == 0 {
		p.Empty = &web.Empty{Page: p.Base, Title: lewu.Msg("registry.agencies-none"), Body: lewu.Msg("registry.agencies-none-do")}
	}
	if may(r, permAgencies, "") {
		p.Forms = []*blank{m.newAgencyForm(p.Base)}
	}
	return p, nil
}

func (m *module) newAgencyForm(b web.Base) *blank {
	f := newBlank(b, "baru", "registry.agency-new", "/kerja/instansi", "registry.agency-go")
	f.Tone = "quiet"
	f.Lede = lewu.Msg("registry.agency-new-lede")
	return periodFields(f, ref.Period{}).
		add("kontak", "", "registry.contact", "").
		add("ppid", "", "registry.ppid", "")
}

// periodFields are the questions about a period.
func periodFields(f *blank, p ref.Period) *blank {
	return f.add("nama", "", "registry.agency-name", p.Name, must).
		add("singkatan", "", "registry.short", p.Short).
		add("inggris", "", "registry.name-en", p.NameEN).
		add("kode", "", "registry.code", p.Code, hinted("registry.code-hint")).
		add("sejak", "", "registry.since", p.From, must, hinted("registry.day-hint")).
		add("dasar", "", "registry.decree", p.Decree, hinted("registry.decree-hint")).
		add("tanggal", "", "registry.decree-on", p.DecreeOn, hinted("registry.day-hint"))
}

// periodOf reads them.
func periodOf(field func(string) string) (p ref.Period, err error) {
	p = ref.Period{Name: field("nama"), Short: field("singkatan"), NameEN: field("inggris"), Code: field("kode"), Decree: field("dasar")}
	if p.From, err = dayOf(field("sejak")); err != nil {
		return p, err
	}
	p.DecreeOn, err = dayOf(field("tanggal"))
	return p, err
}

// addAgency serves POST /kerja/instansi. The same form a second time leads to the
// agency that the first one made.
func (m *module) addAgency(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
	period, err := periodOf(field)
	var made ref.Agency
	if err == nil {
		if have, err := m.Ref.FindAgency(ctx, period.Name); err == nil && have.Periods[0].Name == period.Name && have.Periods[0].From == period.From {
			return done(w, r, "/kerja/instansi/"+have.Slug, "ditambah")
		}
		err = m.DB.Write(ctx, func(tx *sql.Tx) (err error) {
			made, err = m.Ref.Add(ctx, tx, ref.Agency{Contact: field("kontak"), PPID: field("ppid"), Periods: []ref.Period{period}})
			return err
		})
	}
	if err == nil {
		return done(w, r, "/kerja/instansi/"+made.Slug, "ditambah")
	}
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	p, err := m.agenciesPage(r)
	if err != nil {
		return err
	}
	showRefused(p.Base, p.Forms, &p.News, "baru", r.PostForm, why)
	return m.Web.Page(w, status, "registry/agencies", p)
}
