package desk

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/reading"
	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/web"
)

// batchPages are the deliveries, one by one and as a list.
func (m *module) batchPages() []lewu.Page {
	return []lewu.Page{
		{Pattern: "GET " + root + "/kiriman", Need: lewu.Need{Perm: intake.MayRead, Lists: true}, Serve: m.showBatches},
		{Pattern: "GET " + root + "/kiriman/{id}", Need: m.ofBatch(intake.MayRead), Serve: m.showBatch},
		{Pattern: "GET " + root + "/kiriman/{id}/berkas/{n}", Need: m.toTake(), Class: lewu.ClassExport, Serve: m.takeFile},
	}
}

// pathOf is the address of a batch.
func pathOf(id string) string { return root + "/kiriman/" + id }

// A batchPage is one delivery: how far it came, what was understood, who signed,
// and what its reader can do now.
type batchPage struct {
	web.Base
	Set      catalog.Dataset
	Path     string
	Road     road
	State    web.Tag
	Since    string // how long it has been so
	Notices  []web.Notice
	Typed    string // a reason that could not be used: nothing typed is lost
	Kicker   string
	Lede     string
	Reasons  []quote
	Due      *web.Fresh
	Sent     string
	Working  bool // a machine has work to do
	Still    bool // and the page waits for its reader
	Progress *web.Bar
	Findings reading.Findings
	Counted  string
	Change   *change
	Columns  web.Table
	Recipe   []string

	Understood string

	Files []fileLine
	Eyes  []eyeLine
	Acts  acts
	Seen  intake.Seen
	Log   []logLine
}

// A quote is what somebody wrote.
type quote struct{ Text, By string }

// A change is what the version would change.
type change struct {
	Text                          string
	First                         bool // there is no version before it
	Rows, Added, Changed, Removed int64
	Preview, Diff                 string // addresses; empty: there is none
	PreviewText                   lewu.Message
	Note                          string
}

// A fileLine is a received file.
type fileLine struct {
	catalog.File
	Role   lewu.Message
	Letter string
	Path   string // where to take it; empty: the reader may not
}

// refreshAfter is when a page whose batch is being worked on asks again, in
// seconds.
const refreshAfter = "3"

// An outcome is what came of an act that the page is shown for again.
type outcome struct {
	notice *web.Notice
	act    string // that was tried
	reason string // as it was typed
	fault  lewu.Message
}

// showBatch serves GET /kerja/kiriman/{id}. ?telah= tells what was just done,
// ?diam=1 keeps the page from asking again by itself.
func (m *module) showBatch(w http.ResponseWriter, r *http.Request) error {
	return m.batchForm(w, r, http.StatusOK, outcome{})
}

func (m *module) batchForm(w http.ResponseWriter, r *http.Request, code int, o outcome) error {
	sight, err := m.Road.See(r.Context(), auth.From(r.Context()), r.PathValue("id"))
	if err != nil {
		return strange(err)
	}
	b, set := sight.Batch, sight.Set
	p := batchPage{Base: staff(m.Web.Base(r, lewu.Msg("desk.batch-title", "title", set.Title))), Set: set, Path: pathOf(b.ID)}
	p.Crumbs = []web.Crumb{{Label: lewu.Msg("desk.nav-home"), Path: root}, {Label: lewu.Msg("desk.batches"), Path: root + "/kiriman"}}
	p.Contoh = set.Contoh
	p.Seen = intake.SeenOf(b)
	p.Road, p.State = roadOf(p.Base, b.State), web.Tag{Page: p.Base, Tone: stateTone(b.State), Text: stateWord(b.State)}
	p.Since = p.Ago(b.UpdatedAt)
	if p.Working = !b.State.Resting(); p.Working {
		p.Still = r.URL.Query().Get("diam") != "" || code != http.StatusOK
		if !p.Still {
			w.Header().Set("Refresh", refreshAfter+"; url="+p.Link(p.Path)) // without what was just done
		}
		if b.Total > 0 && b.State == catalog.Received {
			p.Progress = &web.Bar{Share: strconv.FormatInt(min(b.Done*100/b.Total, 100), 10)}
		}
	}
	if err := m.fillBatch(r.Context(), &p, sight, o); err != nil {
		return err
	}
	p.tell(r, b, o)
	return m.Web.Page(w, code, "desk/batch", p)
}

// fillBatch reads everything about a batch.
func (m *module) fillBatch(ctx context.Context, p *batchPage, s intake.Sight, o outcome) error {
	b := s.Batch
	found, err := m.Catalog.Findings(ctx, b.ID)
	if err != nil {
		return err
	}
	list, err := m.Catalog.Files(ctx, b.ID)
	if err != nil {
		return err
	}
	people := m.people(ctx)
	does := mayDo(auth.From(ctx), s)
	p.Findings, p.Counted = reading.Of(p.Base, found, does.Answer, b.Answers), reading.Counted(p.Base, found)
	p.fillUnderstood(b)
	p.fillHead(m.Clock(), b, found, does)
	if b.State == catalog.Returned && len(p.Reasons) > 0 {
		if p.Reasons[0].By, err = waiting.ReturnedBy(ctx, m.Catalog, b.ID); err != nil {
			return err
		}
	}
	p.fillFiles(b, list, does)
	if p.Sent, err = sentBy(p.Base, people, b); err != nil {
		return err
	}
	if p.Eyes, err = m.eyeLines(ctx, p.Base, people, s, does); err != nil {
		return err
	}
	p.Acts = actsOf(p.Base, s, does, o)
	p.Log, err = m.logOf(ctx, p.Base, people, b)
	return err
}

// fillUnderstood is what the machine made of the file.
func (p *batchPage) fillUnderstood(b catalog.Batch) {
	if read := b.Reading; read != nil {
		p.Columns = reading.Columns(p.Base, p.Set, read.Columns)
		p.Understood = p.T("desk.understood-text", "rows", read.Count, "columns", len(read.Columns))
		for _, step := range read.Recipe {
			if !step.Off {
				p.Recipe = append(p.Recipe, p.Say(step.Message))
			}
		}
	}
	v := b.Prepared
	if v == nil {
		return
	}
	p.Change = &change{Rows: v.Rows, Added: v.Added, Changed: v.Changed, Removed: v.Removed, Note: b.Note, First: v.Base == 0}
	switch {
	case b.State == catalog.Published:
		p.Change.Text = p.T("desk.change-out", "n", b.Version)
		p.Change.Preview, p.Change.PreviewText = "/data/"+p.Set.Slug+"?versi="+number(b.Version), lewu.Msg("desk.public-page")
	case v.Base == 0:
		p.Change.Text = p.T("desk.change-first")
	default:
		p.Change.Text = p.T("desk.change-next", "n", v.N, "base", v.Base)
	}
	if p.Change.Preview == "" && !b.State.Ended() {
		p.Change.Preview, p.Change.PreviewText = "/data/"+p.Set.Slug+"?batch="+b.ID, lewu.Msg("desk.preview")
	}
	if p.Change.Preview != "" && v.Base > 0 {
		p.Change.Diff = "/data/" + p.Set.Slug + "/beda?batch=" + b.ID
	}
	if b.State == catalog.Published && v.Base > 0 {
		p.Change.Diff = "/data/" + p.Set.Slug + "/beda?dari=" + number(v.Base) + "&ke=" + number(b.Version)
	}
}

// fillHead says in a sentence what came and how it stands.
func (p *batchPage) fillHead(now time.Time, b catalog.Batch, found []lewu.Finding, does may) {
	p.Lede = sentence(p.Base, b, p.Set)
	if n := len(found); n > 0 && b.State.Resting() {
		p.Lede += " " + p.T("desk.lede-findings", "list", p.Counted)
	} else if n == 0 && b.Prepared != nil {
		p.Lede += " " + p.T("desk.lede-clean")
	}
	switch {
	case does.Signs():
		p.Kicker = p.T("desk.kicker-decide")
	case does.Own():
		p.Kicker = p.T("desk.kicker-yours")
	case p.Working:
		p.Kicker = p.T("desk.kicker-machine")
	case b.State == catalog.Submitted:
		p.Kicker = p.T("desk.kicker-others")
	default:
		p.Kicker = p.T("desk.kicker-rest")
	}
	if b.Failure.Key != "" && b.State != catalog.Failed { // why it failed stands among the findings
		p.Reasons = append(p.Reasons, quote{Text: reasonOf(p.Base, b)})
	}
	if late := p.Set.Late(now); late > 0 && b.State != catalog.Published {
		p.Due = &web.Fresh{Page: p.Base, Age: web.ToneLate, Text: lewu.Msg("desk.set-late", "n", number(late))}
	}
}

// sentence says what a delivery brings: who sent it, and what it would change.
func sentence(b web.Base, batch catalog.Batch, set catalog.Dataset) string {
	v := batch.Prepared
	switch {
	case v == nil:
		return b.T("desk.lede-sent", "office", batch.Office)
	case v.Base == 0:
		return b.T("desk.lede-first", "office", batch.Office, "rows", v.Rows)
	case v.Added+v.Changed+v.Removed == 0:
		return b.T("desk.lede-same", "office", batch.Office)
	}
	var parts []string
	for _, part := range []struct {
		n   int64
		key string
	}{{v.Added, "desk.lede-added"}, {v.Changed, "desk.lede-changed"}, {v.Removed, "desk.lede-removed"}} {
		if part.n > 0 {
			parts = append(parts, b.T(part.key, "n", part.n))
		}
	}
	return b.T("desk.lede-next", "office", batch.Office, "list", listed(b, parts))
}

// reasonOf is why a batch was returned or refused, without the words that only
// say that it was.
func reasonOf(b web.Base, batch catalog.Batch) string {
	switch reason := batch.Failure.Args["reason"]; batch.Failure.Key {
	case "intake.returned", "intake.cancelled":
		return reason
	}
	return b.Say(batch.Failure)
}

func (p *batchPage) fillFiles(b catalog.Batch, list []catalog.File, does may) {
	for _, f := range list {
		line := fileLine{File: f, Role: lewu.Msg("desk.file-data")}
		if f.Role != catalog.DataFile {
			line.Role = lewu.Msg("desk.letter")
			line.Letter = p.T("desk.letter-of", "number", f.DocNumber, "day", p.Day(f.DocDate))
		}
		if does.Take {
			line.Path = pathOf(b.ID) + "/berkas/" + number(f.N)
		}
		p.Files = append(p.Files, line)
	}
}

// tell says above the page what just happened.
func (p *batchPage) tell(r *http.Request, b catalog.Batch, o outcome) {
	if o.notice != nil {
		o.notice.Page = p.Base
		p.Notices = append(p.Notices, *o.notice)
		if open := slices.ContainsFunc(p.Acts.Items, func(a act) bool { return a.Open }); !open {
			p.Typed = o.reason
		}
		return
	}
	if done := doneWord(r.URL.Query().Get("telah")); done.Key != "" {
		p.Notices = append(p.Notices, web.Notice{Page: p.Base, Tone: web.ToneGood, Title: done, Alert: true})
	}
}
