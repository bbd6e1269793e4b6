package registry

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/modules/registry/upload"
	"github.com/lewu-id/lewu/internal/roster"
	"github.com/lewu-id/lewu/internal/web"
)

// importPages are the routes of the workbook that a province begins with.
func (m *module) importPages() []lewu.Page {
	keeps := lewu.Need{Perm: permImport}
	return []lewu.Page{
		{Pattern: "GET /kerja/daftar", Need: keeps, Serve: m.showImport},
		{Pattern: "GET /kerja/daftar/templat.xlsx", Need: keeps, Serve: m.sendTemplate},
		{Pattern: "POST /kerja/daftar", Need: keeps, MaxBody: maxFile, Serve: m.takeImport},
		{Pattern: "GET /kerja/daftar/{id}", Need: keeps, Class: lewu.ClassQuery, Serve: m.showPlan},
		{Pattern: "POST /kerja/daftar/{id}/terapkan", Need: keeps, Class: lewu.ClassQuery, MaxBody: maxForm, Serve: m.applyPlan},
		{Pattern: "POST /kerja/daftar/{id}/surat", Need: keeps, Class: lewu.ClassExport, MaxBody: maxForm, Serve: m.importLetters},
	}
}

func (m *module) roster() *roster.Roster {
	return &roster.Roster{DB: m.DB, Ref: m.Ref, Accounts: m.Accounts, Clock: m.Clock}
}

func (m *module) uploads() upload.Store { return upload.Store{DB: m.DB} }

// sweepJob forgets old workbooks every hour.
func (m *module) sweepJob() lewu.Job {
	return lewu.Job{Name: "registry.sweep", Every: time.Hour, Run: func(ctx context.Context, _ json.RawMessage) error {
		return m.uploads().Sweep(ctx, m.Clock())
	}}
}

// importPage offers the template and takes a workbook.
type importPage struct {
	web.Base
	Tabs []tab
	News *web.Notice
	Form *blank
	Get  web.Downloads
}

// showImport serves GET /kerja/daftar.
func (m *module) showImport(w http.ResponseWriter, r *http.Request) error {
	return m.Web.Page(w, http.StatusOK, "registry/import", m.importPage(r))
}

func (m *module) importPage(r *http.Request) *importPage {
	p := &importPage{Base: m.base(r, lewu.Msg("registry.roster"))}
	p.News, p.Tabs = news(r, p.Base), tabs(p.Base, "/kerja/daftar")
	p.Form = newBlank(p.Base, "unggah", "registry.import-send", "/kerja/daftar", "registry.import-go").
		add("berkas", "file", "registry.import-file", "", must, hinted("registry.import-hint"), func(f *web.Field) { f.Accept = ".xlsx" })
	p.Form.Files, p.Form.Open = true, true
	p.Get = web.Downloads{Page: p.Base, Items: []web.Download{{Label: lewu.Msg("registry.template"), Path: "/kerja/daftar/templat.xlsx", Note: lewu.Msg("registry.template-note")}}}
	return p
}

// sendTemplate serves GET /kerja/daftar/templat.xlsx.
func (m *module) sendTemplate(w http.ResponseWriter, _ *http.Request) error {
	var body bytes.Buffer
	if err := roster.Template(&body); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	h.Set("Content-Disposition", `attachment; filename="`+roster.TemplateName+`"`)
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	h.Set("Cache-Control", "no-store")
	_, err := w.Write(body.Bytes())
	return err
}

// takeImport serves POST /kerja/daftar: it keeps the workbook and leads to what
// it would do.
func (m *module) takeImport(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	body, name, err := received(r, roster.MaxBytes)
	if err == nil && len(body) == 0 {
		err = invalid("registry.file-missing")
	}
	if err == nil {
		_, err = m.roster().Read(ctx, bytes.NewReader(body), int64(len(body)))
	}
	if err == nil {
		u := upload.Upload{ID: db.NewID(), Actor: auth.From(ctx).Key(), Name: fileName(name), Body: body, CreatedAt: m.Clock()}
		if err = m.uploads().Put(ctx, u); err == nil {
			return seeOther(w, r, "/kerja/daftar/"+u.ID)
		}
	}
	why, status, ok := refusal(err)
	if !ok && !errs.Is(err, errs.TooLarge) {
		return err
	}
	if why.Key == "" {
		return err
	}
	if status == 0 {
		status = http.StatusRequestEntityTooLarge
	}
	p := m.importPage(r)
	p.Form.refuse(nil, why)
	return m.Web.Page(w, status, "registry/import", p)
}

// fileName is what a file was called, as a page may show it: no folders, nothing
// that cannot be seen, not too long.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		if c < ' ' || c == 0x7f || c >= 0x80 && c < 0xa0 || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 {
			return -1
		}
		return c
	}, strings.ToValidUTF8(name, ""))
	const longest = 100
	if list := []rune(name); len(list) > longest {
		name = string(list[:longest]) + "…"
	}
	return name
}

// planPage is what a workbook would do, or did.
type planPage struct {
	web.Base
	Upload upload.Upload
	News   *web.Notice
	Lede   string
	Faults *web.Table
	Hidden int
	Groups []planGroup
	Form   *blank // apply, or print the letters
	Again  bool   // offer another file
}

// A planGroup is what happens on one sheet.
type planGroup struct {
	Name, Counts string
	Table        *web.Table
	More         int // changes beyond those of the table
}

// maxChanges is how many changes of a sheet a page lists.
const maxChanges = 300

// showPlan serves GET /kerja/daftar/{id}.
func (m *module) showPlan(w http.ResponseWriter, r *http.Request) error {
	u, err := m.uploads().Find(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return m.answerPlan(w, r, http.StatusOK, u, lewu.Message{})
}

func (m *module) answerPlan(w http.ResponseWriter, r *http.Request, status int, u upload.Upload, why lewu.Message) error {
	p := &planPage{Base: m.base(r, web.Text(u.Name), web.Crumb{Label: lewu.Msg("registry.roster"), Path: "/kerja/daftar"}), Upload: u}
	p.News = news(r, p.Base)
	if why.Key != "" {
		p.News = &web.Notice{Page: p.Base, Tone: web.ToneBad, Title: why, Alert: true}
	}
	err := m.fillPlan(r, p)
	if err != nil {
		return err
	}
	return m.Web.Page(w, status, "registry/plan", p)
}

func (m *module) fillPlan(r *http.Request, p *planPage) error {
	u := p.Upload
	if !u.AppliedAt.IsZero() {
		p.Lede = p.T("registry.plan-applied", "added", u.Outcome.Added, "changed", u.Outcome.Changed, "same", u.Outcome.Same)
		waiting, err := m.waiting(r.Context(), u.Added)
		if len(waiting) > 0 {
			p.Form = newBlank(p.Base, "surat", "registry.letters", "/kerja/daftar/"+u.ID+"/surat", "registry.letters-go")
			p.Form.Lede, p.Form.Open = lewu.Msg("registry.letters-lede", "n", strconv.Itoa(len(waiting))), true
		}
		return err
	}
	plan, err := m.roster().Read(r.Context(), bytes.NewReader(u.Body), int64(len(u.Body)))
	if err != nil {
		return err
	}
	p.Groups = planGroups(p.Base, plan)
	switch {
	case !plan.Ready():
		p.Lede, p.Again = p.T("registry.plan-faults", "n", len(plan.Faults)+plan.Hidden), true
		p.Faults, p.Hidden = faultTable(p.Base, plan), plan.Hidden
		p.Groups = nil
	case plan.Idle():
		p.Lede, p.Again = p.T("registry.plan-idle", "n", plan.Rows), true
	default:
		p.Lede = p.T("registry.plan-ready", "added", plan.Count("", roster.Add), "changed", plan.Count("", roster.Alter), "same", plan.Count("", roster.Same))
		p.Form = newBlank(p.Base, "terap", "registry.apply-title", "/kerja/daftar/"+u.ID+"/terapkan", "registry.apply-go")
		p.Form.Seen, p.Form.Open, p.Form.Lede = fingerprint(plan.Changes), true, lewu.Msg("registry.apply-lede")
	}
	return nil
}

func faultTable(b web.Base, plan roster.Plan) *web.Table {
	t := &web.Table{Page: b, Caption: lewu.Msg("registry.faults"), Hidden: true, Stack: true}
	labels := []string{b.T("registry.sheet"), b.T("registry.cell"), b.T("registry.value"), b.T("registry.fault")}
	for _, label := range labels {
		t.Columns = append(t.Columns, web.TableColumn{Label: label})
	}
	for _, f := range plan.Faults {
		t.Rows = append(t.Rows, web.TableRow{Cells: []web.TableCell{
			{Text: f.Sheet, Head: true, Label: labels[0]}, {Text: f.Cell, Code: true, Label: labels[1]},
			{Text: f.Value, Label: labels[2]}, {Text: b.Say(f.Message), Label: labels[3]},
		}})
	}
	return t
}

func planGroups(b web.Base, plan roster.Plan) (groups []planGroup) {
	labels := []string{b.T("registry.verb"), b.T("registry.name"), b.T("registry.changes")}
	for _, sheet := range []string{roster.SheetAgencies, roster.SheetPeople, roster.SheetRegions, roster.SheetTopics, roster.SheetSettings} {
		add, alter, same := plan.Count(sheet, roster.Add), plan.Count(sheet, roster.Alter), plan.Count(sheet, roster.Same)
		if add+alter+same == 0 {
			continue
		}
		g := planGroup{Name: sheet, Counts: b.T("registry.plan-counts", "added", add, "changed", alter, "same", same)}
		t := &web.Table{Page: b, Caption: web.Text(sheet), Hidden: true, Stack: true}
		for _, label := range labels {
			t.Columns = append(t.Columns, web.TableColumn{Label: label})
		}
		for _, c := range plan.Changes {
			if c.Sheet != sheet || c.Verb == roster.Same {
				continue
			}
			if len(t.Rows) == maxChanges {
				g.More++
				continue
			}
			t.Rows = append(t.Rows, web.TableRow{Cells: []web.TableCell{
				{Text: b.T("registry.verb-" + string(c.Verb)), Label: labels[0]}, {Text: c.Name, Head: true, Label: labels[1]},
				{Text: partWords(b, c.Parts), Label: labels[2]},
			}})
		}
		if len(t.Rows) > 0 {
			g.Table = t
		}
		groups = append(groups, g)
	}
	return groups
}

// partWords are the fields of a change in a line.
func partWords(b web.Base, list []roster.Part) string {
	const shown = 120
	short := func(s string) string {
		if cut := []rune(s); len(cut) > shown {
			return string(cut[:shown]) + "…"
		}
		return s
	}
	var words []string
	for _, p := range list {
		if p.Before == "" {
			words = append(words, b.T("registry.part-new", "label", p.Label, "after", short(p.After)))
			continue
		}
		words = append(words, b.T("registry.part", "label", p.Label, "before", short(p.Before), "after", short(p.After)))
	}
	return strings.Join(words, "; ")
}

// applyPlan serves POST /kerja/daftar/{id}/terapkan.
func (m *module) applyPlan(w http.ResponseWriter, r *http.Request) error {
	if err := parsed(r); err != nil {
		return err
	}
	ctx := r.Context()
	u, err := m.uploads().Find(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	if !u.AppliedAt.IsZero() {
		return seeOther(w, r, "/kerja/daftar/"+u.ID) // sent twice
	}
	plan, err := m.roster().Read(ctx, bytes.NewReader(u.Body), int64(len(u.Body)))
	if err != nil {
		return err
	}
	err = stale(r, fingerprint(plan.Changes))
	if err == nil {
		_, err = m.roster().Apply(ctx, plan, func(tx *sql.Tx, d roster.Done) error {
			var added []string
			for _, a := range d.People {
				added = append(added, a.ID)
			}
			return m.uploads().Applied(ctx, tx, u.ID, upload.Outcome{Added: d.Added, Changed: d.Changed, Same: d.Same}, added, m.Clock())
		})
		m.Ref.Forget()
	}
	if err == nil {
		return seeOther(w, r, "/kerja/daftar/"+u.ID)
	}
	why, status, ok := refusal(err)
	if !ok {
		return err
	}
	return m.answerPlan(w, r, status, u, why)
}

// waiting are those of some accounts who cannot sign in and have no invitation.
func (m *module) waiting(ctx context.Context, ids []string) (list []auth.Account, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	all, err := m.Accounts.List(ctx, auth.Filter{Scope: auth.Scope{Province: true}, Limit: 10 * roster.MaxRows})
	if err != nil {
		return nil, err
	}
	those := make(map[string]bool, len(ids))
	for _, id := range ids {
		those[id] = true
	}
	for _, a := range all {
		if those[a.ID] && !a.Complete() && a.Invited.IsZero() {
			list = append(list, a)
		}
	}
	return list, nil
}

// maxLetters is how many letters are made at a time: a printer that jams, or a
// link that breaks, costs no more than these.
const maxLetters = 100

// importLetters serves POST /kerja/daftar/{id}/surat: it invites the people whom
// a workbook added, and shows their letters. Who was invited is not invited
// again, so that no letter that was handed out becomes void.
func (m *module) importLetters(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	u, err := m.uploads().Find(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	settings, err := m.Ref.Settings(ctx)
	if err != nil {
		return err
	}
	list, err := m.waiting(ctx, u.Added)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return m.answerPlan(w, r, http.StatusConflict, u, lewu.Msg("registry.letters-none"))
	}
	p := lettersPage{Base: m.lettersBase(r), Back: "/kerja/daftar/" + u.ID, More: max(0, len(list)-maxLetters)}
	for _, a := range list[:min(len(list), maxLetters)] {
		code, ends, err := m.Accounts.Invite(ctx, a.ID)
		if why, ok := errs.Public(err); err != nil && ok {
			p.Left = append(p.Left, a.Name+": "+p.Say(why))
			continue
		}
		if err != nil {
			return err
		}
		p.Letters = append(p.Letters, m.letterOf(p.Base, a, code, ends, settings.VerifierLabel))
	}
	return m.showLetters(w, p)
}
