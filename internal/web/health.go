package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// Health registers what machines ask: /healthz (the process lives), /readyz
// (the checks pass) and favicon.ico.
func (s *Web) Health(mux *http.ServeMux, checks []lewu.Check) {
	ready := &readiness{web: s, checks: checks}
	for pattern, serve := range map[string]http.HandlerFunc{
		"GET /healthz":     s.alive,
		"GET /readyz":      ready.serve,
		"GET /favicon.ico": s.favicon,
	} {
		s.patterns[pattern] = true
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			visitOf(r).quiet = true
			serve(s.responseOf(w, r), r)
		})
	}
}

func (s *Web) alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	_ = s.JSON(w, http.StatusOK, struct {
		Status string `json:"status"`
		Build  string `json:"build"`
	}{"ok", s.opt.Build})
}

// favicon answers the address that browsers try by themselves.
func (s *Web) favicon(w http.ResponseWriter, r *http.Request) {
	icon := *s.assets[s.address[room+"/favicon.svg"]]
	icon.Header = http.Header{"Content-Type": {"image/svg+xml"}, "Cache-Control": {"public, max-age=86400"}, "Vary": {"Accept-Encoding"}}
	send(w, r, &icon)
}

// readyFor is how long an answer of /readyz holds: the door is open to all, and
// the checks cost something.
const readyFor = 2 * time.Second

// A readiness asks the checks, one request for all who ask at once.
type readiness struct {
	web    *Web
	checks []lewu.Check

	mu     sync.Mutex
	asked  time.Time
	report readyReport
}

// A readyReport says no more than a balancer and an operator need: findings and
// errors are in the log.
type readyReport struct {
	Status string       `json:"status"` // "ready" or "failing"
	Checks []checkState `json:"checks"`
}

type checkState struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
}

func (c *readiness) serve(w http.ResponseWriter, r *http.Request) {
	report := c.ask(r.Context())
	status := http.StatusOK
	if report.Status != "ready" {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Cache-Control", "no-store")
	_ = c.web.JSON(w, status, report)
}

func (c *readiness) ask(ctx context.Context) readyReport {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.web.opt.Clock()
	if !c.asked.IsZero() && now.Sub(c.asked) < readyFor {
		return c.report
	}
	ctx, cancel := detached(ctx)
	defer cancel()
	report := readyReport{Status: "ready", Checks: make([]checkState, 0, len(c.checks))}
	for _, check := range c.checks {
		state := checkState{Name: check.Name, OK: c.pass(ctx, check)}
		if !state.OK {
			report.Status = "failing"
		}
		report.Checks = append(report.Checks, state)
	}
	c.asked, c.report = now, report
	return report
}

// pass runs one check; it fails with an error or a finding that rejects.
func (c *readiness) pass(ctx context.Context, check lewu.Check) bool {
	findings, err := check.Run(ctx, false)
	if err != nil {
		c.web.opt.Log.ErrorContext(ctx, "check", "name", check.Name, "error", neutral(err.Error()))
		return false
	}
	for _, f := range findings {
		if f.Severity == lewu.Reject {
			c.web.opt.Log.ErrorContext(ctx, "check", "name", check.Name, "finding", f.Message.Key)
			return false
		}
	}
	return true
}
