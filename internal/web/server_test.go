package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
)

// A lined is a writer that notes its deadlines.
type lined struct {
	*httptest.ResponseRecorder
	read, write time.Duration
}

func (l *lined) SetReadDeadline(t time.Time) error  { l.read = time.Until(t); return nil }
func (l *lined) SetWriteDeadline(t time.Time) error { l.write = time.Until(t); return nil }

func TestDeadlines(t *testing.T) {
	for _, test := range []struct {
		page        lewu.Page
		read, write time.Duration // 0: the server's own stands
	}{
		{lewu.Page{}, 0, 0},
		{lewu.Page{Class: lewu.ClassQuery}, 0, 0},
		{lewu.Page{MaxBody: 10_000}, 0, 0},
		{lewu.Page{MaxBody: 25 << 20}, uploadTime, uploadTime + writeTime},
		{lewu.Page{Class: lewu.ClassExport}, 0, exportTime},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &lined{ResponseRecorder: httptest.NewRecorder()}
			setDeadlines(&response{ResponseWriter: w}, route{test.page})
			if w.read != test.read || w.write != test.write {
				t.Errorf("class %q, body %d: %v, %v; want %v, %v", test.page.Class, test.page.MaxBody, w.read, w.write, test.read, test.write)
			}
		})
	}
}

func TestServerHasLimits(t *testing.T) {
	s := Server(http.NotFoundHandler(), "127.0.0.1:0")
	for name, limit := range map[string]time.Duration{
		"ReadHeaderTimeout": s.ReadHeaderTimeout, "ReadTimeout": s.ReadTimeout,
		"WriteTimeout": s.WriteTimeout, "IdleTimeout": s.IdleTimeout,
	} {
		if limit <= 0 {
			t.Errorf("%s is %v", name, limit)
		}
	}
	if s.MaxHeaderBytes <= 0 || s.MaxHeaderBytes > http.DefaultMaxHeaderBytes {
		t.Errorf("MaxHeaderBytes is %d", s.MaxHeaderBytes)
	}
}

func TestReadiness(t *testing.T) {
	now := time.Date(2025, 11, 24, 6, 42, 0, 0, time.UTC)
	asked := 0
	var findings []lewu.Finding
	var broken error
	web := &Web{opt: Options{Clock: clock.Clock(func() time.Time { return now }), Log: slog.New(slog.DiscardHandler)}}
	c := &readiness{web: web, checks: []lewu.Check{{Name: "toko", Run: func(_ context.Context, deep bool) ([]lewu.Finding, error) {
		asked++
		if deep {
			t.Error("a deep check for a balancer")
		}
		return findings, broken
	}}}}
	for _, test := range []struct {
		name     string
		findings []lewu.Finding
		broken   error
		later    time.Duration
		want     string
		asked    int
	}{
		{"well", nil, nil, 0, "ready", 1},
		{"within two seconds", nil, errors.New("disk"), time.Second, "ready", 1},
		{"after them", nil, errors.New("disk"), 2 * time.Second, "failing", 2},
		{"a warning", []lewu.Finding{{Severity: lewu.Warn}}, nil, 2 * time.Second, "ready", 3},
		{"a refusal", []lewu.Finding{{Severity: lewu.Reject}}, nil, 2 * time.Second, "failing", 4},
	} {
		now, findings, broken = now.Add(test.later), test.findings, test.broken
		if got := c.ask(t.Context()); got.Status != test.want || asked != test.asked {
			t.Errorf("%s: %q, asked %d times; want %q, %d", test.name, got.Status, asked, test.want, test.asked)
		}
	}
}
