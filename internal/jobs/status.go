package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/lewu-id/lewu/internal/errs"
)

// What a job is doing.
const (
	Waiting  = "waiting"
	Running  = "running"
	Retrying = "retrying" // failed, and will be tried again at Next
	Done     = "done"
	Failed   = "failed" // given up
)

// A State is one job as a page shows it. Done jobs are kept for a day, failed
// ones for 30 days.
type State struct {
	ID        int64
	Name      string
	Args      json.RawMessage
	State     string
	Attempt   int // 1 is the first
	Max       int
	Queued    time.Time
	Next      time.Time // of one that waits: not before
	Started   time.Time // the last attempt; zero: none
	Finished  time.Time // zero: not yet
	LastError string    // for the operator
}

// How many jobs Status lists of each sort.
const (
	listOpen   = 500
	listClosed = 200
)

// Status lists the jobs that are not finished, then the finished ones, both
// newest first.
func (q *Queue) Status(ctx context.Context) (_ []State, err error) {
	defer errs.Wrap(&err, "jobs.Status")

	open, err := q.list(ctx, listOpen, rivertype.JobStateRunning, rivertype.JobStateAvailable,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled, rivertype.JobStatePending)
	if err != nil {
		return nil, err
	}
	closed, err := q.list(ctx, listClosed, rivertype.JobStateDiscarded, rivertype.JobStateCancelled, rivertype.JobStateCompleted)
	return append(open, closed...), err
}

// Again queues a job that failed once more, at once. An unknown one is of kind
// NotFound; one that runs is left alone.
func (q *Queue) Again(ctx context.Context, id int64) (err error) {
	defer errs.Wrap(&err, "jobs.Again(%d)", id)

	_, err = q.client.JobRetry(ctx, id)
	if errors.Is(err, river.ErrNotFound) {
		return errs.Because(errs.NotFound, err, "db.none")
	}
	return err
}

func (q *Queue) list(ctx context.Context, limit int, states ...rivertype.JobState) ([]State, error) {
	found, err := q.client.JobList(ctx, river.NewJobListParams().States(states...).
		OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(limit))
	if err != nil {
		return nil, err
	}
	list := make([]State, 0, len(found.Jobs))
	for _, job := range found.Jobs {
		var a arguments
		if err := json.Unmarshal(job.EncodedArgs, &a); err != nil {
			return nil, err
		}
		s := stateOf(job)
		s.Args = a.text
		list = append(list, s)
	}
	return list, nil
}

func stateOf(job *rivertype.JobRow) State {
	s := State{ID: job.ID, Name: job.Kind, Attempt: job.Attempt, Max: job.MaxAttempts,
		Queued: job.CreatedAt, Next: job.ScheduledAt}
	switch job.State {
	case rivertype.JobStateRunning:
		s.State = Running
	case rivertype.JobStateCompleted:
		s.State = Done
	case rivertype.JobStateDiscarded, rivertype.JobStateCancelled:
		s.State = Failed
	default: // a next try within seconds is "available" to River
		if s.State = Waiting; len(job.Errors) > 0 {
			s.State = Retrying
		}
	}
	if job.AttemptedAt != nil {
		s.Started = *job.AttemptedAt
	}
	if job.FinalizedAt != nil {
		s.Finished = *job.FinalizedAt
	}
	if n := len(job.Errors); n > 0 {
		s.LastError = job.Errors[n-1].Error
	}
	return s
}
