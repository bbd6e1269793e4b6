package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
)

// hardStop is how long cancelled jobs may take to notice.
const hardStop = 5 * time.Second

// A job that found the disk full comes again after roomPause, or after four
// times what it took to find out, so that it keeps at most a fifth of a core
// from those who clear up. Up to 5 s River needs no leader for that, and on a
// full disk there is none.
const roomPause = 2 * time.Second

// A worker runs the jobs of one name.
type worker struct {
	river.WorkerDefaults[arguments]
	q   *Queue
	run func(ctx context.Context, args json.RawMessage) error
}

func (w *worker) Work(ctx context.Context, job *river.Job[arguments]) error {
	w.q.here.begin(job.ID)
	defer w.q.here.end(job.ID)
	began := time.Now()
	err := w.run(ctx, job.Args.text)
	if errs.Is(err, errs.Full) && ctx.Err() == nil {
		w.q.log.WarnContext(ctx, "job waits for room", "job", job.Kind, "error", err)
		return river.JobSnooze(max(roomPause, 4*time.Since(began))) // counts no attempt
	}
	return err
}

// Start takes over the jobs of dead processes and begins to work, until Stop.
// The end of ctx does not stop it: what runs is to be waited for.
func (q *Queue) Start(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "jobs.Start")

	if q.cancel != nil {
		return errors.New("started before")
	}
	if err := q.beat(ctx); err != nil {
		return err
	}
	loops, cancel := context.WithCancel(context.WithoutCancel(ctx))
	if err := q.client.Start(context.WithoutCancel(ctx)); err != nil {
		cancel()
		return err
	}
	q.cancel, q.ended = cancel, make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { q.beatLoop(loops) })
	wg.Go(func() { q.periodicLoop(loops) })
	go func() { wg.Wait(); close(q.ended) }()
	return nil
}

// Stop takes no new job and waits for those that run; when ctx ends they are
// cancelled, and run again elsewhere or after the next start.
func (q *Queue) Stop(ctx context.Context) (err error) {
	defer errs.Wrap(&err, "jobs.Stop")

	if q.cancel == nil {
		return nil
	}
	err = q.client.Stop(ctx)
	if err != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), hardStop)
		defer cancel()
		err = q.client.StopAndCancel(hard)
	}
	q.cancel() // only now: while jobs run, the heart must beat
	<-q.ended
	q.cancel = nil
	if err != nil {
		return err // a job goes on: leave our row, it is taken over when we are gone
	}
	return q.leave(context.WithoutCancel(ctx))
}

// periodicLoop queues the jobs that have an Every. When each is due stands in
// the database, so that of several processes one queues it, and a restart
// neither skips nor repeats it. A job that was never due is due at once.
func (q *Queue) periodicLoop(ctx context.Context) {
	next := map[string]time.Time{}
	for name, job := range q.jobs {
		if job.Every > 0 {
			next[name] = time.Now()
		}
	}
	for len(next) > 0 {
		soonest := time.Now().Add(time.Hour)
		for name, at := range next {
			if !at.After(time.Now()) {
				due, err := q.queueDue(ctx, q.jobs[name])
				if err != nil {
					if ctx.Err() != nil {
						return
					}
					q.log.WarnContext(ctx, "periodic job not queued, trying again", "job", name, "error", err)
					due = time.Now().Add(beatEvery)
				}
				at, next[name] = due, due
			}
			if at.Before(soonest) {
				soonest = at
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Until(soonest)):
		}
	}
}

// queueDue queues a periodic job if it is due and not still waiting or running,
// and tells when to look again.
func (q *Queue) queueDue(ctx context.Context, job lewu.Job) (next time.Time, err error) {
	a, err := q.arguments(job.Name, nil)
	if err != nil {
		return next, err
	}
	err = q.d.Write(ctx, func(tx *sql.Tx) error {
		var due int64
		now := time.Now()
		next = now.Add(job.Every)
		err := tx.QueryRowContext(ctx, `select due from jobs_due where name = $1`, job.Name).Scan(&due)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		// A due time beyond one interval is from a clock that was wrong, or from
		// a longer interval: then it starts anew.
		if due > clock.Millis(now) && due <= clock.Millis(next) {
			next = clock.FromMillis(due)
			return nil
		}
		_, err = tx.ExecContext(ctx, `insert into jobs_due (name, due) values ($1, $2)
			on conflict (name) do update set due = excluded.due`, job.Name, clock.Millis(next))
		if err != nil {
			return err
		}
		return q.addUnless(ctx, tx, a, `'available', 'scheduled', 'retryable', 'running'`)
	})
	return next, err
}

// backoff waits 1 s, 4 s, 16 s … up to half an hour, give or take a tenth: ten
// attempts take some two hours.
type backoff struct{}

func (backoff) NextRetry(job *rivertype.JobRow) time.Time {
	delay := 30 * time.Minute
	if failed := len(job.Errors); failed < 6 {
		delay = time.Second << (2 * failed)
	}
	return time.Now().UTC().Add(delay - delay/10 + rand.N(delay/5))
}

// quiet lets through what an operator must see: River tells every start and
// stop of its parts at level info, and calls an error what it tries again by
// itself. Only a job that failed for good is one.
type quiet struct{ slog.Handler }

func (h quiet) Handle(ctx context.Context, r slog.Record) error {
	if !strings.HasPrefix(r.Message, "jobexecutor.JobExecutor: Job ") {
		r.Level = min(r.Level, slog.LevelWarn)
	}
	if !h.Handler.Enabled(ctx, r.Level) {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

func (h quiet) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}
func (h quiet) WithAttrs(attrs []slog.Attr) slog.Handler { return quiet{h.Handler.WithAttrs(attrs)} }
func (h quiet) WithGroup(name string) slog.Handler       { return quiet{h.Handler.WithGroup(name)} }
