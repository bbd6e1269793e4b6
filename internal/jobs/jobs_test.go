package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// patience is the most a test waits for something that should be quick.
const patience = 30 * time.Second

// A call is one run of a job.
type call struct {
	name string
	args string
}

// recorder makes a job that sends what it was called with.
func recorder(name string, calls chan<- call) lewu.Job {
	return lewu.Job{Name: name, Run: func(ctx context.Context, args json.RawMessage) error {
		calls <- call{name, string(args)}
		return nil
	}}
}

func open(t *testing.T, d *db.DB, list ...lewu.Job) *Queue {
	t.Helper()
	q, err := New(d, list, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return q
}

func start(t *testing.T, q *Queue) {
	t.Helper()
	if err := q.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := q.Stop(ctx); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
}

func add(t *testing.T, q *Queue, name string, args any) {
	t.Helper()
	if err := q.d.Write(t.Context(), func(tx *sql.Tx) error { return q.Add(t.Context(), tx, name, args) }); err != nil {
		t.Fatal(err)
	}
}

func receive[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(patience):
		t.Fatal("nothing happened")
		panic("unreachable")
	}
}

// until waits for the only job of a queue to be in a state.
func until(t *testing.T, q *Queue, state string) State {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		list, err := q.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 1 && list[0].State == state {
			return list[0]
		}
		if time.Now().After(deadline) {
			t.Fatalf("jobs are %+v, want one that is %s", list, state)
		}
	}
}

func TestRun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		calls := make(chan call, 9)
		q := open(t, d, recorder("intake.read", calls))
		start(t, q)
		wrong := errors.New("wrong")
		err := d.Write(t.Context(), func(tx *sql.Tx) error {
			if err := q.Add(t.Context(), tx, "intake.read", map[string]string{"batch": "lost"}); err != nil {
				return err
			}
			return wrong
		})
		if !errors.Is(err, wrong) {
			t.Fatal(err)
		}
		add(t, q, "intake.read", struct {
			Batch string `json:"batch"`
			Rows  int64  `json:"rows"`
		}{"b1", 1 << 60})
		if got, want := receive(t, calls), (call{"intake.read", `{"batch":"b1","rows":1152921504606846976}`}); got != want {
			t.Errorf("ran %v, want %v", got, want)
		}
		done := until(t, q, Done) // the rolled back one left nothing
		if done.Name != "intake.read" || done.Attempt != 1 || done.Max != 10 || done.LastError != "" || done.Finished.Before(done.Started) {
			t.Errorf("status is %+v", done)
		}
		if err := d.Write(t.Context(), func(tx *sql.Tx) error { return q.Add(t.Context(), tx, "unknown", nil) }); err == nil {
			t.Error("a job that nobody runs was queued")
		}
	})
}

func TestRetry(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var runs atomic.Int64
		q := open(t, d, lewu.Job{Name: "search.fill", Run: func(context.Context, json.RawMessage) error {
			switch runs.Add(1) {
			case 1:
				return errors.New("the store is away")
			}
			return nil
		}})
		start(t, q)
		add(t, q, "search.fill", nil)
		if s := until(t, q, Retrying); s.LastError != "the store is away" || !s.Next.After(s.Started) {
			t.Errorf("after the failure: %+v", s)
		}
		if s := until(t, q, Done); s.Attempt != 2 || string(s.Args) != "{}" {
			t.Errorf("at the end: %+v, want a second attempt", s)
		}
	})
}

// TestFullDisk: a job that found no room is tried again until there is some,
// and no attempt is counted: the disk may be full for a weekend.
func TestFullDisk(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var runs atomic.Int64
		q := open(t, d, lewu.Job{Name: "intake.walk", Run: func(context.Context, json.RawMessage) error {
			if runs.Add(1) == 1 {
				return errs.Say(errs.Full, "blob.full")
			}
			return nil
		}})
		start(t, q)
		add(t, q, "intake.walk", nil)
		if s := until(t, q, Done); s.Attempt != 1 || runs.Load() != 2 {
			t.Errorf("after %d runs: %+v, want the first attempt to have succeeded in the second run", runs.Load(), s)
		}
	})
}

// TestQuiet: what River mends by itself is a warning, so that a command line
// that says what is wrong in its own words says only that; a job that is given
// up is an error.
func TestQuiet(t *testing.T) {
	var said strings.Builder
	log := slog.New(quiet{slog.NewTextHandler(&said, &slog.HandlerOptions{Level: slog.LevelError})})
	log.Error("leadership.Elector: Error attempting to elect", "err", "database or disk is full (13)")
	if said.Len() > 0 {
		t.Errorf("it says %q", said.String())
	}
	log.Error("jobexecutor.JobExecutor: Job errored", "error", "blob: damaged")
	if !strings.Contains(said.String(), "damaged") {
		t.Errorf("it says %q, want the job's error", said.String())
	}
}

func TestPanicIsAnError(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := open(t, d, lewu.Job{Name: "x.panic", Run: func(context.Context, json.RawMessage) error { panic("ouch") }})
		start(t, q)
		add(t, q, "x.panic", nil)
		if s := until(t, q, Retrying); !strings.Contains(s.LastError, "ouch") {
			t.Errorf("last error is %q, want the panic", s.LastError)
		}
	})
}

func TestAddOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := open(t, d, recorder("search.fill", nil), recorder("cache.warm", nil))
		for _, job := range []struct {
			name string
			args any
			want int // jobs after it
		}{
			{"search.fill", map[string]int{"a": 1, "b": 2}, 1},
			{"search.fill", map[string]int{"b": 2, "a": 1}, 1},
			{"search.fill", map[string]int{"a": 1}, 2},
			{"cache.warm", map[string]int{"a": 1}, 3},
			{"cache.warm", nil, 4},
			{"cache.warm", struct{}{}, 4},
		} {
			err := d.Write(t.Context(), func(tx *sql.Tx) error { return q.AddOnce(t.Context(), tx, job.name, job.args) })
			if err != nil {
				t.Fatal(err)
			}
			if list, err := q.Status(t.Context()); err != nil || len(list) != job.want {
				t.Errorf("after %v: %d jobs (%v), want %d", job, len(list), err, job.want)
			}
		}
		// One that runs may have read what changed since, so another is queued.
		if _, err := d.Exec(`update river_job set state = 'running'`); err != nil {
			t.Fatal(err)
		}
		err := d.Write(t.Context(), func(tx *sql.Tx) error { return q.AddOnce(t.Context(), tx, "cache.warm", nil) })
		if list, _ := q.Status(t.Context()); err != nil || len(list) != 5 {
			t.Errorf("beside a running one: %d jobs (%v), want 5", len(list), err)
		}
	})
}

// TestPeriodic: several nodes queue a periodic job once an interval, and a
// node that comes later does not repeat it.
func TestPeriodic(t *testing.T) {
	for _, url := range []string{dbtest.SQLite(t), dbtest.Postgres(t)} {
		t.Run(url[:6], func(t *testing.T) {
			calls := make(chan call, 99)
			job := recorder("backup.daily", calls)
			job.Every = 24 * time.Hour
			often := recorder("feed.check", calls)
			often.Every = 300 * time.Millisecond
			for range 3 {
				start(t, open(t, dbtest.Open(t, url), job, often))
			}
			count := map[string]int{}
			for count["feed.check"] < 3 {
				count[receive(t, calls).name]++
			}
			if count["backup.daily"] != 1 {
				t.Errorf("ran %v, want the daily job once", count)
			}
		})
	}
}

func TestStopWaitsThenCancels(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		running, ended := make(chan bool, 1), make(chan error, 1)
		release := make(chan bool)
		q := open(t, d, lewu.Job{Name: "table.build", Run: func(ctx context.Context, _ json.RawMessage) error {
			running <- true
			select {
			case <-ctx.Done():
			case <-release:
			}
			ended <- ctx.Err()
			return ctx.Err()
		}})
		for _, impatient := range []bool{false, true} {
			if err := q.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			add(t, q, "table.build", nil)
			receive(t, running)
			ctx, cancel := context.WithCancel(t.Context())
			if impatient {
				cancel()
			} else {
				go func() { release <- true }()
			}
			if err := q.Stop(ctx); err != nil {
				t.Errorf("Stop: %v", err)
			}
			cancel()
			if err := receive(t, ended); (err != nil) != impatient {
				t.Errorf("impatient %v: the job saw %v", impatient, err)
			}
		}
		var left int
		if err := d.QueryRow(`select count(*) from jobs_process`).Scan(&left); err != nil || left != 0 {
			t.Errorf("%d processes left (%v), want none", left, err)
		}
	})
}
