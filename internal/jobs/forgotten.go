package jobs

import (
	"context"
	"database/sql"
	"sync"
)

// running is what runs in this process now.
type running struct {
	mu  sync.Mutex
	ids map[int64]bool
}

func (r *running) begin(id int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ids[id] = true
}

func (r *running) end(id int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.ids, id)
}

func (r *running) has(id int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ids[id]
}

// freeForgotten frees the jobs that the database has as running here and that
// do not. River tries three times in 7 s to write what became of a job, then
// forgets it: on a full disk the job would stay as it is until the process
// ends. missed counts the looks that found each so; as with processes, it
// takes deadAfter of them. The attempt does not count: nothing says it failed.
func (q *Queue) freeForgotten(ctx context.Context, tx *sql.Tx) (missed map[int64]int, err error) {
	list, err := q.runs(ctx, tx, `= $1`, q.self.ID)
	if err != nil {
		return nil, err
	}
	missed = map[int64]int{}
	var forgotten []stuck
	for _, j := range list {
		if q.here.has(j.id) {
			continue
		}
		if missed[j.id] = q.missed[j.id] + 1; missed[j.id] >= deadAfter {
			forgotten = append(forgotten, j)
			delete(missed, j.id)
		}
	}
	return missed, q.free(ctx, tx, forgotten, "its end could not be noted", false)
}
