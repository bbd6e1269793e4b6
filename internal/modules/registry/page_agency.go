package registry

import (
	"context"
	"database/sql"
	"net/http"
	"slices"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/ref"
	"github.com/lewu-id/lewu/internal/web"
)

// agencyPage is one agency with its periods and what can be done.
type agencyPage struct {
	web.Base
	Agency  ref.Agency
	State   web.Fresh
	News    *web.Notice
	Waits   *web.Notice // it ended without one heir
	Facts   web.Facts
	Periods web.Table
	Links   []linkRow
	People  []auth.Account
	Forms   []*blank
}

// A linkRow is a step by decree to another agency, or from it.
type linkRow struct {
	Label      lewu.Message
	Name, Link string
	When       string
}

// showAgency serves GET /kerja/instansi/{slug}.
func (m *module) showAgency(w http.ResponseWriter, r *http.Request) error {
	p, err := m.agencyPage(r)
	if err != nil {
		return err
	}
	p.News = news(r, p.Base)
	return m.Web.Page(w, http.StatusOK, "registry/agency", p)
}

func (m *module) agencyPage(r *http.Request) (*agencyPage, error) {
	ctx := r.Context()
	a, err := m.Ref.AgencyBySlug(ctx, r.PathValue("slug"))
	if err != nil {
		return nil, err
	}
	p := &agencyPage{Base: m.base(r, web.Text(a.Name), web.Crumb{Label: lewu.Msg("registry.title-agencies"), Path: "/kerja/instansi"}), Agency: a}
	p.Contoh, p.State = a.Contoh, m.agencyState(p.Base, a)
	if a.Undecided(m.today()) {
		p.Waits = &web.Notice{Page: p.Base, Tone: web.ToneWarn, Title: lewu.Msg("registry.agency-undecided"), Body: lewu.Msg("registry.agency-undecided-do")}
	}
	p.fillAgency()
	if may(r, permPeople, a.ID) {
		if p.People, err = m.Accounts.List(ctx, auth.Filter{Scope: scopeOf(a.ID)}); err != nil {
			return nil, err
		}
	}
	if may(r, permAgencies, a.ID) {
		err = m.agencyForms(ctx, p)
	}
	return p, err
}

// fillAgency shows what is known of the agency.
func (p *agencyPage) fillAgency() {
	a := p.Agency
	p.Facts.Page = p.Base
	for _, f := range []web.Fact{
		{Label: lewu.Msg("registry.short"), Value: a.Short}, {Label: lewu.Msg("registry.code"), Value: a.Code, Code: true},
		{Label: lewu.Msg("registry.name-en"), Value: a.NameEN}, {Label: lewu.Msg("registry.contact"), Value: a.Contact},
		{Label: lewu.Msg("registry.ppid"), Value: a.PPID}, {Label: lewu.Msg("registry.public"), Value: "/opd/" + a.Slug, Link: "/opd/" + a.Slug},
	} {
		if f.Value != "" {
			p.Facts.Rows = append(p.Facts.Rows, f)
		}
	}
	p.Periods = web.Table{Page: p.Base, Caption: lewu.Msg("registry.periods"), Hidden: true, Stack: true}
	labels := []string{p.T("registry.span-head"), p.T("registry.agency-name"), p.T("registry.short"), p.T("registry.code"), p.T("registry.decree")}
	for _, label := range labels {
		p.Periods.Columns = append(p.Periods.Columns, web.TableColumn{Label: label})
	}
	for _, q := range slices.Backward(a.Periods) {
		decree := q.Decree
		if q.DecreeOn != "" {
			decree = strings.TrimSpace(decree + " (" + p.Day(q.DecreeOn) + ")")
		}
		p.Periods.Rows = append(p.Periods.Rows, web.TableRow{Cells: []web.TableCell{
			{Text: spanText(p.Base, q.From, q.Until), Head: true, Label: labels[0]}, {Text: q.Name, Label: labels[1]},
			{Text: q.Short, Label: labels[2]}, {Text: q.Code, Code: true, Label: labels[3]}, {Text: decree, Label: labels[4]},
		}})
	}
	for _, l := range a.Before {
		p.Links = append(p.Links, linkRow{lewu.Msg("registry.before"), l.Name, "/kerja/instansi/" + l.Slug, p.T("registry.by-decree", "day", p.Day(l.On), "decree", l.Decree)})
	}
	for _, l := range a.Successors {
		p.Links = append(p.Links, linkRow{lewu.Msg("registry.after"), l.Name, "/kerja/instansi/" + l.Slug, p.T("registry.by-decree", "day", p.Day(l.On), "decree", l.Decree)})
	}
	if a.EndDecree != "" {
		p.Facts.Rows = append(p.Facts.Rows, web.Fact{Label: lewu.Msg("registry.end-decree"), Value: a.EndDecree})
	}
}

// agencyForms are what an admin can do with an agency.
func (m *module) agencyForms(ctx context.Context, p *agencyPage) error {
	a, seen := p.Agency, seenAgency(p.Agency)
	form := func(id, title, button string) *blank {
		f := newBlank(p.Base, id, title, "/kerja/instansi/"+a.Slug+"/"+id, button)
		f.Seen, f.Tone = seen, "quiet"
		p.Forms = append(p.Forms, f)
		return f
	}
	form("kontak", "registry.contact-set", "registry.save").
		add("kontak", "", "registry.contact", a.Contact, hinted("registry.contact-hint")).
		add("ppid", "", "registry.ppid", a.PPID, hinted("registry.ppid-hint"))
	if a.Until != "" {
		f := form("buka", "registry.reopen-agency", "registry.reopen-agency-go").add("sebab", "", "registry.reopen-why", "", must)
		f.Lede = lewu.Msg("registry.reopen-agency-lede")
		return nil
	}
	f := form("masa", "registry.period-new", "registry.period-go")
	f.Lede = lewu.Msg("registry.period-lede")
	periodFields(f, ref.Period{Name: a.Name, Short: a.Short, NameEN: a.NameEN, Code: a.Code})
	others, err := m.ownChoices(ctx, p.Base, a.ID)
	if err != nil {
		return err
	}
	byDecree := func(f *blank) {
		f.add("tanggal_mulai", "", "registry.union-on", "", must, hinted("registry.day-hint")).
			add("dasar", "", "registry.decree", "", must, hinted("registry.decree-hint")).
			add("tanggal", "", "registry.decree-on", "", hinted("registry.day-hint"))
	}
	f = form("lebur", "registry.merge", "registry.merge-go").add("ke", "select", "registry.merge-into", "", offering(others), must)
	f.Lede = lewu.Msg("registry.merge-lede")
	byDecree(f)
	f = form("pecah", "registry.split", "registry.split-go")
	f.Lede = lewu.Msg("registry.split-lede")
	for i, name := range splitFields() {
		f.add(name, "select", "registry.split-into-"+[]string{"one", "two", "three", "four"}[i], "", offering(others))
	}
	byDecree(f)
	f = form("akhiri", "registry.end", "registry.end-go")
	f.Lede, f.Tone = lewu.Msg("registry.end-lede"), "bad"
	byDecree(f)
	return nil
}

// splitFields name the agencies that one is split into.
func splitFields() []string { return []string{"ke1", "ke2", "ke3", "ke4"} }

// An agencyDeed is what a form does to an agency.
type agencyDeed struct {
	form, done string
	do         func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error
}

// actAgency serves the forms of an agency's page.
func (m *module) actAgency(of func() agencyDeed) func(w http.ResponseWriter, r *http.Request) error {
	d := of()
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := parsed(r); err != nil {
			return err
		}
		ctx := r.Context()
		field := func(name string) string { return strings.TrimSpace(r.PostForm.Get(name)) }
		err := m.DB.Write(ctx, func(tx *sql.Tx) error {
			a, err := m.Ref.AgencyBySlug(ctx, r.PathValue("slug"))
			if err == nil {
				err = stale(r, seenAgency(a))
			}
			if err == nil {
				err = d.do(m, ctx, tx, a, field)
			}
			return err
		})
		if err == nil {
			return done(w, r, "/kerja/instansi/"+r.PathValue("slug"), d.done)
		}
		why, status, ok := refusal(err)
		if !ok {
			return err
		}
		p, err := m.agencyPage(r)
		if err != nil {
			return err
		}
		showRefused(p.Base, p.Forms, &p.News, d.form, r.PostForm, why)
		return m.Web.Page(w, status, "registry/agency", p)
	}
}

func addPeriod() agencyDeed {
	return agencyDeed{"masa", "masa", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		p, err := periodOf(field)
		if err != nil {
			return err
		}
		return m.Ref.AddPeriod(ctx, tx, a.ID, p)
	}}
}

func setContact() agencyDeed {
	return agencyDeed{"kontak", "disimpan", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		return m.Ref.SetContact(ctx, tx, a.ID, field("kontak"), field("ppid"))
	}}
}

func mergeAgency() agencyDeed {
	return agencyDeed{"lebur", "dilebur", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		return m.succeed(ctx, tx, a, []string{field("ke")}, field)
	}}
}

func splitAgency() agencyDeed {
	return agencyDeed{"pecah", "dipecah", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		var into []string
		for _, name := range splitFields() {
			if id := field(name); id != "" && !slices.Contains(into, id) {
				into = append(into, id)
			}
		}
		if len(into) < 2 {
			return invalid("registry.split-few")
		}
		return m.succeed(ctx, tx, a, into, field)
	}}
}

func endAgency() agencyDeed {
	return agencyDeed{"akhiri", "diakhiri", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		on, when, err := decreeDays(field)
		if err != nil {
			return err
		}
		return m.Ref.End(ctx, tx, a.ID, on, field("dasar"), when)
	}}
}

func reopenAgency() agencyDeed {
	return agencyDeed{"buka", "dibuka", func(m *module, ctx context.Context, tx *sql.Tx, a ref.Agency, field func(string) string) error {
		return m.Ref.Reopen(ctx, tx, a.ID, field("sebab"))
	}}
}

// decreeDays are the day something counts from and that of its decree.
func decreeDays(field func(string) string) (on, when string, err error) {
	if on, err = dayOf(field("tanggal_mulai")); err != nil {
		return "", "", err
	}
	when, err = dayOf(field("tanggal"))
	return on, when, err
}

// succeed lets agencies come after another by decree.
func (m *module) succeed(ctx context.Context, tx *sql.Tx, a ref.Agency, into []string, field func(string) string) error {
	for _, id := range into {
		if id == "" || id == a.ID {
			return invalid("registry.agency-choose")
		}
		if _, err := m.agencyOf(ctx, id); err != nil {
			return err
		}
	}
	on, when, err := decreeDays(field)
	if err != nil {
		return err
	}
	return m.Ref.Succeed(ctx, tx, ref.Succession{From: []string{a.ID}, To: into, On: on, Decree: field("dasar"), DecreeOn: when})
}
