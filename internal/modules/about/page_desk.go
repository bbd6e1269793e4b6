package about

import (
	"context"
	"database/sql"
	"net/http"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"
)

// countWaiting is how many reports wait where the actor of ctx may answer.
func (m *module) countWaiting(ctx context.Context) (int, error) {
	n, _, _, err := m.store.Waiting(ctx, auth.Agencies(ctx, mayAnswer))
	return n, err
}

// owner is the agency whose page a report is of.
func (m *module) owner(r *http.Request) (string, error) {
	c, err := m.store.Find(r.Context(), r.PathValue("number"))
	return c.Agency, err
}

// A deskPage lists reports for those who answer them.
type deskPage struct {
	web.Base
	Lede  string
	Tabs  []tab
	Tasks []task
	Empty web.Empty
	Pager web.Pager
}

// A tab is one of the two lists.
type tab struct {
	Label   string
	Path    string
	Current bool
}

// A task is a report in the list.
type task struct {
	Number string
	Path   string
	Title  string
	Page   string
	Said   string // the beginning of what the reporter wrote
	Age    web.Fresh
	Tag    *web.Tag
}

// lateAfter is how long a report may wait before its age stands out.
const lateAfter = 7 * 24 * time.Hour

// showDesk serves GET /kerja/ralat.
func (m *module) showDesk(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	scope, page := auth.Agencies(ctx, mayAnswer), pageOf(r.URL.Query().Get(keyPage))
	done := r.URL.Query().Get("keadaan") == "dijawab"
	p := deskPage{Base: m.Web.Base(r, lewu.Msg("about.desk.title"))}
	p.Noindex, p.NoTwin = true, true
	waiting, oldest, count, err := m.store.Waiting(ctx, scope)
	if err != nil {
		return err
	}
	if p.Lede = p.T("about.desk.lede-none"); waiting > 0 {
		p.Lede = p.T("about.desk.lede", "n", waiting, "ago", p.Ago(oldest))
	}
	answeredPath := deskPath + "?keadaan=dijawab"
	p.Tabs = []tab{
		{p.T("about.desk.waiting", "n", waiting), deskPath, !done}, {p.T("about.desk.answered", "n", count), answeredPath, done},
	}
	list, err := m.store.Mine(ctx, scope, done, perPage+1, (page-1)*perPage)
	if err != nil {
		return err
	}
	p.Empty = web.Empty{Page: p.Base, Title: lewu.Msg("about.desk.none")}
	p.Pager = web.Pager{Page: p.Base, Label: lewu.Msg("about.desk.title")}
	at := func(page int) string {
		if done {
			return answeredPath + "&" + keyPage + "=" + strconv.Itoa(page)
		}
		return at(deskPath, page)
	}
	if page > 1 {
		p.Pager.Prev = at(page - 1)
	}
	if len(list) > perPage {
		list, p.Pager.Next = list[:perPage], at(page+1)
	}
	for _, c := range list {
		p.Tasks = append(p.Tasks, m.taskOf(p.Base, c))
	}
	return m.Web.Page(w, http.StatusOK, "about/desk", p)
}

func (m *module) taskOf(b web.Base, c correction) task {
	t := task{Number: c.Number, Path: deskPath + "/" + c.Number, Title: c.Title, Page: c.Page, Said: beginning(c.Wrong)}
	if t.Title == "" && c.Place != "" {
		t.Title = placeName(b, c.Place)
	} else if t.Title == "" {
		t.Title = c.Page
	}
	t.Age = web.Fresh{Page: b, Text: lewu.Msg("about.desk.age", "ago", b.Ago(c.At))}
	switch {
	case !c.Open():
		tag := outcomeTag(b, c.Outcome)
		t.Age, t.Tag = web.Fresh{Page: b, Age: "final", Text: lewu.Msg("about.desk.answered-on", "day", b.Date(c.AnsweredAt))}, &tag
	case m.Clock().Sub(c.At) > lateAfter:
		t.Age.Age = "late"
	}
	return t
}

// beginning is the first words of a text, on one line.
func beginning(text string) string {
	const most = 160
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	return string(runes[:most]) + "…"
}

// A deskOnePage is one report with the form of its answer.
type deskOnePage struct {
	web.Base
	Report   correction
	Wrong    []string
	Better   []string
	Facts    web.Facts
	Problems web.Problems
	Fields   []web.Field
	Seen     string // the answer that stands, by its time
	Answered bool
	Public   string // where everybody reads the answer
}

// showDeskOne serves GET /kerja/ralat/{number}. What a reporter wrote is not
// public, so that it was read is recorded.
func (m *module) showDeskOne(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	c, err := m.store.Find(ctx, r.PathValue("number"))
	if err != nil {
		return err
	}
	err = m.DB.Write(ctx, func(tx *sql.Tx) error {
		return audit.Seen(ctx, tx, m.Clock(), "ralat/"+c.Number, c.Agency, nil)
	})
	if err != nil {
		return err
	}
	typed := answer{c.Outcome, c.Summary, c.Answer, c.Forwarded}
	return m.deskForm(w, r, http.StatusOK, c, typed, c.AnsweredAt, nil)
}

// deskForm answers a report with the form as it was typed.
func (m *module) deskForm(w http.ResponseWriter, r *http.Request, status int, c correction, typed answer, seen time.Time, wrong faults) error {
	p := deskOnePage{
		Base: m.Web.Base(r, lewu.Msg("about.correction.title", "number", c.Number)), Report: c, Wrong: paragraphs(c.Wrong), Better: paragraphs(c.Better),
		Seen: seenText(seen), Answered: !c.Open(), Public: listPath + "/" + c.Number,
	}
	p.Noindex, p.NoTwin = true, true
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("about.desk.nav"), Path: deskPath}}
	p.Facts = web.Facts{Page: p.Base, Rows: []web.Fact{
		{Label: lewu.Msg("about.report.halaman"), Value: c.Page, Link: c.Page},
		{Label: lewu.Msg("about.reported-on"), Value: p.DateTime(c.At)},
	}}
	if c.Title != "" {
		p.Facts.Rows[0].Note = web.Text(c.Title)
	}
	contact := web.Fact{Label: lewu.Msg("about.report.kontak"), Value: c.Contact}
	if contact.Value == "" {
		contact.Value = p.T("about.desk.no-contact")
	}
	p.Facts.Rows = append(p.Facts.Rows, contact)
	p.Problems.Page = p.Base
	field := func(name, kind, value string, required bool) *web.Field {
		p.Fields = append(p.Fields, web.Field{Page: p.Base, ID: "j-" + name, Name: name, Type: kind, Value: value, Required: required,
			Label: lewu.Msg("about.answer." + name), Hint: lewu.Msg("about.answer." + name + "-hint"), Error: wrong[name]})
		f := &p.Fields[len(p.Fields)-1]
		if f.Error.Key != "" {
			p.Problems.Items = append(p.Problems.Items, web.Problem{Field: f.ID, Text: f.Error})
		}
		return f
	}
	choices := []web.Choice{{Label: p.T("about.answer.choose"), Chosen: typed.Outcome == ""}}
	for _, o := range outcomes() {
		choices = append(choices, web.Choice{Value: string(o), Label: p.T("about.outcome." + string(o)), Chosen: o == typed.Outcome})
	}
	field("hasil", "select", "", true).Choices = choices
	field("ringkas", "", typed.Summary, true)
	field("jawaban", "area", typed.Text, true)
	field("kepada", "", typed.Forwarded, false)
	return m.Web.Page(w, status, "about/desk_one", p)
}

// seenText is the time of an answer in a form; an empty one is none.
func seenText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strconv.FormatInt(clock.Millis(t), 10)
}

func seenTime(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return time.Time{}, errs.Because(errs.Invalid, err, "about.report.unread")
	}
	return clock.FromMillis(ms), nil
}

// answer serves POST /kerja/ralat/{number}.
func (m *module) answer(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errs.Because(errs.Invalid, err, "about.report.unread")
	}
	ctx, form := r.Context(), r.PostForm
	typed := answer{outcome(form.Get("hasil")), line(form.Get("ringkas")), written(form.Get("jawaban")), line(form.Get("kepada"))}
	if typed.Outcome != forwarded {
		typed.Forwarded = ""
	}
	seen, err := seenTime(form.Get("dilihat"))
	if err != nil {
		return err
	}
	c, err := m.store.Find(ctx, r.PathValue("number"))
	if err != nil {
		return err
	}
	if wrong := typed.check(); len(wrong) > 0 {
		return m.deskForm(w, r, http.StatusBadRequest, c, typed, seen, wrong)
	}
	if err := m.store.Answer(ctx, c.Number, seen, typed, auth.From(ctx), m.Clock()); err != nil {
		return err
	}
	http.Redirect(w, r, deskPath, http.StatusSeeOther)
	return nil
}
