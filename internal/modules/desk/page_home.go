package desk

import (
	"context"
	"net/http"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/modules/desk/waiting"
	"github.com/lewu-id/lewu/internal/web"
)

// How much the front page of the desk names.
const (
	maxTasks = 30
	maxAside = 8
)

// A homePage is what waits for whoever is signed in.
type homePage struct {
	web.Base
	Heading   string
	Lede      string
	Tasks     []taskLine
	More      int // tasks that are not named
	Empty     string
	EmptyText string
	Ways      []web.DeskPlace
	ShowsData bool
	Others    []aside
	Published []aside
}

// An aside is a delivery that waits for others, or is out.
type aside struct{ Title, Path, Text string }

// showHome serves GET /kerja.
func (m *module) showHome(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	p := homePage{Base: staff(m.Web.Base(r, lewu.Msg("desk.home")))}
	list, err := waiting.Of(ctx, m.Catalog, m.Clock())
	if err != nil {
		return err
	}
	p.Heading, p.Lede = headline(p.Base, list)
	for _, t := range list[:min(len(list), maxTasks)] {
		p.Tasks = append(p.Tasks, lineOf(p.Base, t))
	}
	p.More = len(list) - len(p.Tasks)
	p.ShowsData = !auth.Agencies(ctx, intake.MayRead).Empty()
	if p.ShowsData {
		if err := p.fillAside(ctx, m); err != nil {
			return err
		}
	}
	p.fillEmpty(auth.From(ctx))
	return m.Web.Page(w, http.StatusOK, "desk/home", p)
}

// fillAside says what waits for others, and what came out this month, of the
// agencies whose road the reader sees.
func (p *homePage) fillAside(ctx context.Context, m *module) error {
	read := auth.Agencies(ctx, intake.MayRead)
	waiting, err := m.Catalog.Batches(ctx, catalog.BatchFilter{
		Scope: read, Substance: read, States: []catalog.State{catalog.Submitted, catalog.Approved}, Limit: maxTasks,
	})
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	for _, t := range p.Tasks {
		mine[t.Path] = true
	}
	for _, e := range waiting {
		if path := pathOf(e.Batch.ID); !mine[path] && len(p.Others) < maxAside {
			p.Others = append(p.Others, aside{e.Set.Title, path, p.T("desk.other-"+string(e.Batch.State), "agency", e.Set.Agency, "ago", p.Ago(e.Batch.UpdatedAt))})
		}
	}
	out, err := m.Catalog.Batches(ctx, catalog.BatchFilter{Scope: read, Substance: read, States: []catalog.State{catalog.Published}, Limit: maxAside})
	if err != nil {
		return err
	}
	for _, e := range out {
		if e.Batch.UpdatedAt.Before(monthOf(m.Clock())) {
			continue
		}
		p.Published = append(p.Published, aside{
			e.Set.Title, pathOf(e.Batch.ID), p.T("desk.published-one", "n", e.Batch.Version, "day", e.Batch.UpdatedAt),
		})
	}
	return nil
}

// monthOf is the beginning of the month of a time in WIB.
func monthOf(t time.Time) time.Time {
	t = t.In(clock.WIB)
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, clock.WIB)
}

// fillEmpty says what a reader without tasks does here, by what he may do.
func (p *homePage) fillEmpty(actor auth.Actor) {
	if len(p.Tasks) > 0 {
		return
	}
	holds := func(perm string) bool { return !actor.Scope(perm).Empty() }
	p.Empty = p.T("desk.empty")
	switch {
	case holds(intake.MayReceive):
		p.EmptyText = p.T("desk.empty-send")
	case holds(intake.MayApprove):
		p.EmptyText = p.T("desk.empty-approve")
	case holds(intake.MayConfirm):
		p.EmptyText = p.T("desk.empty-confirm")
	case holds(auth.PermPeople):
		p.EmptyText = p.T("desk.empty-admin")
	case holds(auth.PermTrail):
		p.EmptyText = p.T("desk.empty-auditor")
	case holds(intake.MayRead):
		p.EmptyText = p.T("desk.empty-read")
	default:
		p.EmptyText = p.T("desk.empty-else")
	}
	for _, place := range p.Desk() {
		if place.Current == "" {
			p.Ways = append(p.Ways, place)
		}
	}
}

// waiting counts what waits for an actor, for the menu of the desk.
func (m *module) waiting(ctx context.Context) (int, error) {
	list, err := waiting.Of(ctx, m.Catalog, m.Clock())
	return len(list), err
}
