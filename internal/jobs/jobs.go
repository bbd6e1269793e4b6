// Package jobs is the work that goes on behind the pages: queued in the
// transaction that needs it done, run by any process of the store, tried again
// when it fails and when its process dies. A job may run more than once, so
// running it again must do no harm.
//
// Underneath is River; nothing of it shows.
package jobs

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/errs"
)

//go:embed migrations/*.sql
var files embed.FS

// Migrations are the tables jobs_process and jobs_due; Migrate makes them.
func Migrations() db.Migrations {
	sub, _ := fs.Sub(files, "migrations") // fails only on an invalid path
	return db.Migrations{Name: "jobs", Files: sub}
}

const (
	workers     = 2 // jobs at once in a process
	maxAttempts = 10
	// A job is cancelled after an hour. Rescue by age is only the last resort
	// (see process.go), for a process that lives but lost track of its job.
	timeout     = time.Hour
	rescueAfter = timeout + 10*time.Minute
	keepFailed  = 30 * 24 * time.Hour
)

// A Queue adds jobs and, once started, runs them.
type Queue struct {
	d      *db.DB
	jobs   map[string]lewu.Job
	driver riverdriver.Driver[*sql.Tx]
	client *river.Client[*sql.Tx]
	log    *slog.Logger
	self   process
	others map[string]pulse // what beat saw of other processes
	here   running
	missed map[int64]int // looks of beat that found a job of ours running nowhere
	ended  chan struct{} // closed when the loops of Start have ended
	cancel context.CancelFunc
}

// New makes a queue for the jobs of the house. It touches no table. A process
// that only adds needs no Start.
func New(d *db.DB, list []lewu.Job, log *slog.Logger) (_ *Queue, err error) {
	defer errs.Wrap(&err, "jobs.New")

	q := &Queue{d: d, jobs: make(map[string]lewu.Job, len(list)), log: log, self: thisProcess(), others: map[string]pulse{}}
	q.here.ids = map[int64]bool{}
	set := river.NewWorkers()
	for _, job := range list {
		if _, twice := q.jobs[job.Name]; twice || job.Run == nil {
			return nil, fmt.Errorf("job %q is declared twice or has no Run", job.Name)
		}
		q.jobs[job.Name] = job
		river.AddWorkerArgs(set, arguments{name: job.Name}, &worker{q: q, run: job.Run})
	}
	if d.Dialect == db.SQLite {
		q.driver = &poller{riversqlite.New(d.DB), d.DB}
	} else {
		q.driver = &poller{riverdatabasesql.New(d.DB), d.DB}
	}
	q.client, err = river.NewClient(q.driver, &river.Config{
		ID:      q.self.ID,
		Workers: set,
		Queues:  map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}},
		Logger:  slog.New(quiet{log.Handler()}),

		MaxAttempts: maxAttempts, RetryPolicy: backoff{},
		JobTimeout: timeout, RescueStuckJobsAfter: rescueAfter, DiscardedJobRetentionPeriod: keepFailed,

		// Neither database/sql nor SQLite can wake us, so we poll.
		FetchPollInterval: 200 * time.Millisecond, FetchCooldown: 20 * time.Millisecond, PollOnly: true,
	})
	return q, err
}

// Migrate makes the tables of the queue.
func (q *Queue) Migrate(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "jobs.Migrate")

	m, err := rivermigrate.New(q.driver, &rivermigrate.Config{Logger: slog.New(quiet{q.log.Handler()})})
	if err != nil {
		return err
	}
	err = q.d.Alone(ctx, func(ctx context.Context) error {
		_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	})
	if err != nil {
		return err
	}
	own := Migrations()
	return q.d.Migrate(ctx, own.Name, own.Files)
}

// Add queues a job in the caller's transaction: it runs if and when that
// commits. args is anything that becomes JSON; nil is {}. The same job may be
// queued many times; AddOnce avoids that.
func (q *Queue) Add(ctx context.Context, tx *sql.Tx, name string, args any) (err error) {
	defer errs.Wrap(&err, "jobs.Add(%q)", name)

	a, err := q.arguments(name, args)
	if err != nil {
		return err
	}
	return q.insert(ctx, tx, a)
}

// AddOnce is Add unless the same job, by name and arguments, is waiting
// already. One that runs does not count: it may have read what has changed
// since. Inside db.Write that is exact.
func (q *Queue) AddOnce(ctx context.Context, tx *sql.Tx, name string, args any) (err error) {
	defer errs.Wrap(&err, "jobs.AddOnce(%q)", name)

	a, err := q.arguments(name, args)
	if err != nil {
		return err
	}
	return q.addUnless(ctx, tx, a, `'available', 'scheduled', 'retryable'`)
}

// addUnless adds a unless one like it is in one of states.
func (q *Queue) addUnless(ctx context.Context, tx *sql.Tx, a arguments, states string) error {
	var n int64
	err := tx.QueryRowContext(ctx, `select count(*) from river_job where kind = $1 and metadata ->> 'lewu' = $2
		and state in (`+states+`)`, a.name, a.key()).Scan(&n)
	if err != nil || n > 0 {
		return err
	}
	return q.insert(ctx, tx, a)
}

func (q *Queue) insert(ctx context.Context, tx *sql.Tx, a arguments) error {
	metadata, err := json.Marshal(map[string]string{"lewu": a.key()})
	if err != nil {
		return err
	}
	_, err = q.client.InsertTx(ctx, tx, a, &river.InsertOpts{Metadata: metadata})
	return err
}

// arguments are the name and JSON of one job, in the form River wants.
type arguments struct {
	name string
	text json.RawMessage
}

func (q *Queue) arguments(name string, args any) (arguments, error) {
	if _, known := q.jobs[name]; !known {
		return arguments{}, fmt.Errorf("no such job")
	}
	if args == nil {
		args = struct{}{}
	}
	text, err := json.Marshal(args)
	return arguments{name, text}, err
}

func (a arguments) Kind() string { return a.name }

// wrapped is how arguments are stored: as text, because River's driver for
// PostgreSQL passes JSON numbers through a float64 and 1<<60 came back as
// 1152921504606847000.
type wrapped struct {
	Text string `json:"json"`
}

// MarshalJSON and UnmarshalJSON are for River.
func (a arguments) MarshalJSON() ([]byte, error) { return json.Marshal(wrapped{string(a.text)}) }

func (a *arguments) UnmarshalJSON(b []byte) error {
	var w wrapped
	err := json.Unmarshal(b, &w)
	a.text = json.RawMessage(w.Text)
	return err
}

// key tells jobs with the same arguments.
func (a arguments) key() string {
	sum := sha256.Sum256(a.text)
	return hex.EncodeToString(sum[:16])
}
