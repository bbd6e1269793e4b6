package about

import (
	"net/http"
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// A reportPage is the form of a report.
type reportPage struct {
	web.Base
	Problems web.Problems
	Notice   web.Notice // what keeps the form from being taken, beside its fields
	Subject  string     // title of the dataset or agency the page is of
	Fields   []web.Field
	Token    string
}

// trap is a field that nobody sees; programs that fill in every field fill it in.
const trap = "surat"

// showReport serves GET /ralat/lapor: the form, with the page it was called from.
func (m *module) showReport(w http.ResponseWriter, r *http.Request) error {
	return m.form(w, r, http.StatusOK, report{Page: m.ownPage(r.URL.Query().Get("halaman"))}, nil, lewu.Message{})
}

// form answers the form with what was typed, and what is wrong with it.
func (m *module) form(w http.ResponseWriter, r *http.Request, status int, typed report, wrong faults, notice lewu.Message) error {
	secret, err := m.store.Secret(r.Context())
	if err != nil {
		return err
	}
	p := reportPage{Base: m.Web.Base(r, lewu.Msg("about.report.title")), Token: signer(secret).Token(m.Clock())}
	p.Noindex = true
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("about.corrections.nav"), Path: listPath}}
	if about, err := m.subject(r, typed.Page); err == nil {
		p.Subject = about.Title
	}
	p.Notice = web.Notice{Page: p.Base, Tone: web.ToneWarn, Title: notice, Alert: true}
	field := func(name, kind, value string, required bool) {
		f := web.Field{Page: p.Base, ID: "l-" + name, Name: name, Type: kind, Value: value, Required: required,
			Label: lewu.Msg("about.report." + name), Hint: lewu.Msg("about.report." + name + "-hint"), Error: wrong[name]}
		p.Fields = append(p.Fields, f)
		if f.Error.Key != "" {
			p.Problems.Items = append(p.Problems.Items, web.Problem{Field: f.ID, Text: f.Error})
		}
	}
	p.Problems.Page = p.Base
	field("halaman", "", typed.Page, true)
	field("keliru", "area", typed.Wrong, true)
	field("seharusnya", "area", typed.Better, false)
	field("kontak", "", typed.Contact, false)
	w.Header().Set("Cache-Control", "no-store") // the token is of this visitor alone
	return m.Web.Page(w, status, "about/report", p)
}

// report serves POST /ralat/lapor.
func (m *module) report(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errs.Because(errs.Invalid, err, "about.report.unread")
	}
	secret, err := m.store.Secret(r.Context())
	if err != nil {
		return err
	}
	sign, now, form := signer(secret), m.Clock(), r.PostForm
	typed := report{
		Page: m.ownPage(form.Get("halaman")), Wrong: written(form.Get("keliru")), Better: written(form.Get("seharusnya")), Contact: line(form.Get("kontak")),
	}
	name, stands := sign.Read(form.Get("formulir"), now)
	switch wrong := typed.check(); {
	case len(wrong) > 0:
		return m.form(w, r, http.StatusBadRequest, typed, wrong, lewu.Message{})
	case stands == early:
		return m.form(w, r, http.StatusBadRequest, typed, nil, lewu.Msg("about.report.early"))
	case stands != timely:
		return m.form(w, r, http.StatusBadRequest, typed, nil, lewu.Msg("about.report.stale"))
	case form.Get(trap) != "":
		return m.form(w, r, http.StatusBadRequest, typed, nil, lewu.Msg("about.report.trapped"))
	}
	c, err := m.subject(r, typed.Page)
	if err != nil {
		return err
	}
	key := sign.Key(name)
	c.Form, c.Secret, c.Lang, c.At = name, digest(key), string(web.LangOf(r)), now
	c.Page, c.Wrong, c.Better, c.Contact = typed.Page, typed.Wrong, typed.Better, typed.Contact
	c, err = m.store.Report(r.Context(), c, sign.Sender(m.Web.ClientIP(r)))
	if err != nil {
		return err
	}
	b := m.Web.Base(r, lewu.Message{})
	http.Redirect(w, r, b.Link(followPath(c.Number, key)), http.StatusSeeOther)
	return nil
}

// followPath is the private address of a report.
func followPath(number, key string) string {
	return listPath + "/" + number + "?" + url.Values{"kunci": {key}}.Encode()
}

// ownPage is the path of a page of this house as people name it: with or without
// the house before it, or the language; empty where it is none.
func (m *module) ownPage(text string) string {
	text = strings.TrimPrefix(line(text), m.Config.URL)
	path, ok := web.OwnPath(text)
	if !ok || len(path) > maxPage {
		return ""
	}
	if rest, english := strings.CutPrefix(path, "/en"); english && (rest == "" || rest[0] == '/') {
		path = "/" + strings.TrimPrefix(rest, "/")
	}
	return path
}

// subject says which page it is and whose, as far as the house knows it: an
// address that a reporter made up is not repeated to anybody else.
func (m *module) subject(r *http.Request, page string) (c correction, err error) {
	ctx := r.Context()
	path, _, _ := strings.Cut(page, "?")
	if path == "/" || m.Web.Base(r, lewu.Message{}).Serves(path) {
		return correction{Place: path}, nil
	}
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) < 2 {
		return c, nil
	}
	switch slug, _, _ := strings.Cut(parts[1], "."); parts[0] {
	case "data", "kutip":
		d, err := m.Catalog.Dataset(ctx, slug)
		if errs.Is(err, errs.NotFound) {
			return c, nil
		}
		return correction{Place: "/data/" + d.Slug, Title: d.Title, Dataset: d.Slug, Agency: d.AgencyID}, err
	case "opd":
		a, err := m.Ref.AgencyBySlug(ctx, slug)
		if errs.Is(err, errs.NotFound) {
			return c, nil
		}
		return correction{Place: "/opd/" + a.Slug, Title: a.Name, Agency: a.ID}, err
	}
	return c, nil
}
