package about

import (
	"context"
	"net/http"
	"sync"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/web"
)

// healthFor is how long what was found holds: anybody may ask, and asking costs
// each room a question.
const healthFor = 10 * time.Second

// A health remembers what was found last.
type health struct {
	mu    sync.Mutex
	found standingOf
}

// A standingOf is how everything was at a time. Nothing in it tells how the
// house is built.
type standingOf struct {
	At       time.Time
	Parts    []part
	Waiting  int // jobs
	Running  int
	Failed   int // given up within a day
	Release  catalog.Release
	Released bool
	Backup   audit.Proof
	BackedUp bool
}

// A part is a store or a room, and whether it is well.
type part struct {
	Name lewu.Message
	Path string // of a room
	OK   bool
	Note lewu.Message
}

// well tells whether all parts are.
func (s standingOf) well() bool {
	for _, p := range s.Parts {
		if !p.OK {
			return false
		}
	}
	return true
}

// standing asks every part, or answers what was found a moment ago.
func (m *module) standing(ctx context.Context) standingOf {
	m.health.mu.Lock()
	defer m.health.mu.Unlock()
	now := m.Clock()
	if age := now.Sub(m.health.found.At); m.health.found.At.IsZero() || age < 0 || age >= healthFor {
		m.health.found = m.look(context.WithoutCancel(ctx), now)
	}
	return m.health.found
}

// look asks the stores, the rooms and the queue. What fails is not well; why is
// for the log.
func (m *module) look(ctx context.Context, now time.Time) standingOf {
	ctx, cancel := context.WithTimeout(ctx, healthFor)
	defer cancel()
	s := standingOf{At: now}
	for _, check := range m.Ready() {
		p := part{Name: lewu.Msg(checkName(check.Name)), OK: true}
		findings, err := check.Run(ctx, false)
		p.OK = m.good(ctx, check.Name, err)
		for _, f := range findings {
			if p.Note = lewu.Msg("about.part.warned"); f.Severity == lewu.Reject {
				p.OK, p.Note = false, lewu.Message{}
			}
		}
		s.Parts = append(s.Parts, p)
	}
	for _, room := range m.Rooms() {
		p := part{Name: room.Title, Path: room.Path, OK: true}
		if room.Live != nil {
			note, err := room.Live(ctx)
			if p.OK = m.good(ctx, room.Path, err); p.OK {
				p.Note = note
			}
		}
		s.Parts = append(s.Parts, p)
	}
	s.Parts = append(s.Parts, m.lookQueue(ctx, &s))
	newest, err := m.Catalog.Releases(ctx, 1, func(catalog.Release) bool { return true })
	if m.good(ctx, "releases", err) && len(newest) > 0 {
		s.Release, s.Released = newest[0], true
	}
	s.Backup, s.BackedUp, err = audit.LastProof(ctx, m.DB, audit.ActBackup)
	m.good(ctx, "backup", err)
	return s
}

// lookQueue counts the work behind the pages.
func (m *module) lookQueue(ctx context.Context, s *standingOf) part {
	list, err := m.Queue(ctx)
	p := part{Name: lewu.Msg("about.part.queue"), OK: m.good(ctx, "queue", err)}
	for _, j := range list {
		switch j.State {
		case jobs.Waiting, jobs.Retrying:
			s.Waiting++
		case jobs.Running:
			s.Running++
		case jobs.Failed:
			if s.At.Sub(j.Finished) < 24*time.Hour {
				s.Failed++
			}
		}
	}
	if s.Failed > 0 {
		p.OK = false
	}
	return p
}

// good tells whether there is no error, and logs one.
func (m *module) good(ctx context.Context, what string, err error) bool {
	if err != nil {
		m.Log.ErrorContext(ctx, "status", "part", what, "error", err)
	}
	return err == nil
}

// checkName is a store's name for people.
func checkName(name string) string {
	switch name {
	case "basis data":
		return "about.part.database"
	case "ruang disk":
		return "about.part.disk"
	}
	return "about.part.other"
}

// A statusPage says whether everything is well.
type statusPage struct {
	web.Base
	Lede  string
	State web.Fresh
	Parts web.Table
	Facts web.Facts
}

// showStatus serves GET /status.
func (m *module) showStatus(w http.ResponseWriter, r *http.Request) error {
	web.Uses(r, "datasets")
	s := m.standing(r.Context())
	p := statusPage{Base: m.Web.Base(r, lewu.Msg("about.status.title"))}
	p.Description = lewu.Msg("about.status.summary")
	p.Lede = p.T("about.status.good")
	p.State = web.Fresh{Page: p.Base, Text: lewu.Msg("about.status.as-of", "time", p.DateTime(s.At))}
	if !s.well() {
		p.Lede, p.State.Age = p.T("about.status.bad"), "late"
	}
	name, state, note := p.T("about.part.name"), p.T("about.part.state"), p.T("about.part.note")
	p.Parts = web.Table{Page: p.Base, Caption: lewu.Msg("about.status.parts"), Hidden: true, Columns: []web.TableColumn{
		{Label: name}, {Label: state}, {Label: note, Wide: true},
	}}
	for _, part := range s.Parts {
		word := "about.part.good"
		if !part.OK {
			word = "about.part.bad"
		}
		text := ""
		if part.Note.Key != "" {
			text = p.Say(part.Note)
		}
		p.Parts.Rows = append(p.Parts.Rows, web.TableRow{Mark: !part.OK, Cells: []web.TableCell{
			{Text: p.Say(part.Name), Href: part.Path, Head: true}, {Text: p.T(word)}, {Text: text, Wide: true},
		}})
	}
	p.Facts = m.statusFacts(p.Base, s)
	return m.Web.Page(w, http.StatusOK, "about/status", p)
}

func (m *module) statusFacts(b web.Base, s standingOf) web.Facts {
	published := web.Fact{Label: lewu.Msg("about.last-release"), Value: b.T("about.none-yet")}
	if s.Released {
		published.Value = titleOf(b, s.Release.Title, s.Release.TitleEN, s.Release.Contoh)
		published.Link = "/data/" + s.Release.Slug
		published.Note = lewu.Msg("about.when", "time", b.DateTime(s.Release.PublishedAt), "ago", b.Ago(s.Release.PublishedAt))
	}
	backup := web.Fact{Label: lewu.Msg("about.last-backup"), Value: b.T("about.never")}
	if s.BackedUp {
		backup.Value = b.T("about.when", "time", b.DateTime(s.Backup.At), "ago", b.Ago(s.Backup.At))
	}
	return web.Facts{Page: b, Rows: []web.Fact{
		published, backup,
		{Label: lewu.Msg("about.jobs"), Value: b.T("about.jobs-value", "waiting", s.Waiting, "running", s.Running, "failed", s.Failed)},
		{Label: lewu.Msg("about.build"), Value: m.Build, Code: true},
	}}
}

// A statusAnswer is the same for programs.
type statusAnswer struct {
	Status  string       `json:"status" doc:"about.api.status"` // "ok" or "degraded"
	At      string       `json:"at" doc:"about.api.at"`
	Parts   []partAnswer `json:"parts" doc:"about.api.parts"`
	Jobs    jobsAnswer   `json:"jobs" doc:"about.api.jobs"`
	Release string       `json:"last_published,omitempty" doc:"about.api.release"`
	Backup  string       `json:"last_backup,omitempty" doc:"about.api.backup"`
	Version string       `json:"version" doc:"about.api.version"`
	Page    string       `json:"page"`
}

type partAnswer struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
}

type jobsAnswer struct {
	Waiting int `json:"waiting"`
	Running int `json:"running"`
	Failed  int `json:"failed"`
}

// apiStatus serves GET /api/v1/status.
func (m *module) apiStatus(w http.ResponseWriter, r *http.Request) error {
	s := m.standing(r.Context())
	b := m.Web.Base(r, lewu.Msg("about.status.title"))
	a := statusAnswer{Status: "ok", At: stamp(s.At), Jobs: jobsAnswer{s.Waiting, s.Running, s.Failed}, Version: m.Build, Page: m.Config.URL + statusPath}
	if !s.well() {
		a.Status = "degraded"
	}
	for _, p := range s.Parts {
		a.Parts = append(a.Parts, partAnswer{b.Say(p.Name), p.OK})
	}
	if s.Released {
		a.Release = stamp(s.Release.PublishedAt)
	}
	if s.BackedUp {
		a.Backup = stamp(s.Backup.At)
	}
	return m.Web.JSON(w, http.StatusOK, a)
}
