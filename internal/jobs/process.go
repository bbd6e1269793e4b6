package jobs

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"

	"github.com/lewu-id/lewu/internal/db"
)

// River takes a job from a dead process only by the job's age, an hour at
// least. Here each process that works has a row with a counter that grows
// every two seconds. Who sees another's counter stand still for five looks of
// its own takes it for dead; no clocks are compared. A process on the same
// machine is dead as soon as its pid is gone: so a single node, on SQLite
// always, takes its jobs up again the moment it restarts.
const (
	beatEvery = 2 * time.Second
	deadAfter = 5 // looks, 10 s
)

// A process is one row of jobs_process. Pid and Born tell it apart from a
// later one with the same number; Place is where a pid means something: a
// machine since its start, and a namespace of pids (a container). It is empty
// where there is no /proc; then only the counter counts.
type process struct {
	ID    string
	Place string
	Pid   int64
	Born  string
	Beat  int64
}

// A pulse is the last counter seen of a process, and how often it stood still.
type pulse struct {
	beat  int64
	still int
}

func thisProcess() process {
	p := process{ID: db.NewID(), Pid: int64(os.Getpid())}
	boot, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return p
	}
	space, err := os.Readlink("/proc/self/ns/pid")
	if err != nil {
		return p
	}
	if p.Born = born(p.Pid); p.Born != "" {
		p.Place = strings.TrimSpace(string(boot)) + " " + space
	}
	return p
}

// born is when a process began, in ticks since the machine did; empty when
// there is no such process or it is only waiting to be reaped. See proc(5):
// the fields after the name in parentheses are state (3) … starttime (22).
func born(pid int64) string {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" || fields[0] == "X" {
		return ""
	}
	return fields[19]
}

func (q *Queue) beatLoop(ctx context.Context) {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if err := q.beat(ctx); err != nil && ctx.Err() == nil {
			q.log.WarnContext(ctx, "heartbeat of jobs failed, trying again", "error", err)
		}
	}
}

// beat shows that this process lives, looks after the others, and frees the
// jobs of the dead.
func (q *Queue) beat(ctx context.Context) error {
	var seen map[string]pulse
	var missed map[int64]int
	err := q.d.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `insert into jobs_process (id, place, pid, born, beat) values ($1, $2, $3, $4, 1)
			on conflict (id) do update set beat = jobs_process.beat + 1`, q.self.ID, q.self.Place, q.self.Pid, q.self.Born)
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, `select id, place, pid, born, beat from jobs_process where id <> $1`, q.self.ID)
		if err != nil {
			return err
		}
		others, err := db.Collect(rows, func(s db.Scanner) (p process, err error) {
			return p, s.Scan(&p.ID, &p.Place, &p.Pid, &p.Born, &p.Beat)
		})
		if err != nil {
			return err
		}
		seen = make(map[string]pulse, len(others))
		for _, p := range others {
			now := q.look(p)
			if now.still < deadAfter {
				seen[p.ID] = now
				continue
			}
			if err := remove(ctx, tx, p.ID); err != nil {
				return err
			}
		}
		if missed, err = q.freeForgotten(ctx, tx); err != nil {
			return err
		}
		return q.rescue(ctx, tx)
	})
	if err == nil {
		q.others, q.missed = seen, missed
	}
	return err
}

func (q *Queue) look(p process) pulse {
	if q.self.Place != "" && p.Place == q.self.Place && born(p.Pid) != p.Born {
		return pulse{p.Beat, deadAfter}
	}
	now := pulse{beat: p.Beat}
	if before, known := q.others[p.ID]; known && before.beat == p.Beat {
		now.still = before.still + 1
	}
	return now
}

// remove takes a process out, and from the lead, which River would otherwise
// leave vacant for 15 s: the leader is who moves failed jobs to their next try.
func remove(ctx context.Context, tx *sql.Tx, id string) error {
	if _, err := tx.ExecContext(ctx, `delete from jobs_process where id = $1`, id); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `delete from river_leader where leader_id = $1`, id)
	return err
}

func (q *Queue) leave(ctx context.Context) error {
	return q.d.Write(ctx, func(tx *sql.Tx) error { return remove(ctx, tx, q.self.ID) })
}

// rescue frees the jobs that run in no living process. The attempt counts, or
// a job that kills its process would do so for ever.
func (q *Queue) rescue(ctx context.Context, tx *sql.Tx) error {
	list, err := q.runs(ctx, tx, `not in (select id from jobs_process)`)
	if err != nil {
		return err
	}
	return q.free(ctx, tx, list, "the process that ran it ended", true)
}

// A stuck is a job that the database has as running.
type stuck struct {
	id           int64
	attempt, max int
}

// runs lists the running jobs whose process is as the condition says.
func (q *Queue) runs(ctx context.Context, tx *sql.Tx, condition string, args ...any) ([]stuck, error) {
	last := `attempted_by[array_upper(attempted_by, 1)]`
	if q.d.Dialect == db.SQLite {
		last = `json_extract(attempted_by, '$[#-1]')` // SQLite has no arrays: River keeps JSON
	}
	rows, err := tx.QueryContext(ctx, `select id, attempt, max_attempts from river_job where state = 'running' and `+last+` `+condition, args...)
	if err != nil {
		return nil, err
	}
	return db.Collect(rows, func(s db.Scanner) (j stuck, err error) { return j, s.Scan(&j.id, &j.attempt, &j.max) })
}

// free lets jobs run again, with a note why; final gives up those that had
// their last attempt.
func (q *Queue) free(ctx context.Context, tx *sql.Tx, list []stuck, why string, final bool) error {
	if len(list) == 0 {
		return nil
	}
	params := &riverdriver.JobRescueManyParams{}
	now := time.Now().UTC()
	for _, j := range list {
		note, err := json.Marshal(rivertype.AttemptError{At: now, Attempt: j.attempt, Error: why})
		if err != nil {
			return err
		}
		state, ended := rivertype.JobStateAvailable, (*time.Time)(nil)
		if final && j.attempt >= j.max {
			state, ended = rivertype.JobStateDiscarded, &now
		}
		params.ID = append(params.ID, j.id)
		params.Error = append(params.Error, note)
		params.FinalizedAt = append(params.FinalizedAt, ended)
		params.ScheduledAt = append(params.ScheduledAt, now.Add(-time.Second)) // due, by a clock behind ours too
		params.State = append(params.State, string(state))
	}
	_, err := q.driver.UnwrapExecutor(tx).JobRescueMany(ctx, params)
	return err
}
