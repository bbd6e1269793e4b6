package e2e

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
)

// A restart after a kill is measured and reported; the bar is 2 s. What fails a
// test is only one that hangs.
const restartLimit = 20 * time.Second

// kills is how often each operation is killed: LEWU_KILLS, 8 by default.
func kills(t testing.TB) int {
	t.Helper()
	text := os.Getenv("LEWU_KILLS")
	if text == "" {
		return 8
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("LEWU_KILLS=%q is not a number", text)
	}
	return n
}

// A trial is one operation killed again and again on one store, with what its
// client wrote down.
type trial struct {
	house
	random *rand.Rand
	want   int

	kills, whole int // runs that were killed; runs that ended before
	deliveries   int // acknowledged with "received"
	lost, torn   int // acknowledged things that are gone; half-visible ones
	slowest      time.Duration

	sheets    map[string]bool   // isi of every file that was sent
	received  map[string]string // batch → isi of its file: acknowledged
	published map[string]report // "slug/N" → outcome: acknowledged
	seen      public            // proved once; must never change
}

func newTrial(t *testing.T, h house) *trial {
	t.Helper()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("LEWU_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("LEWU_SEED=%q is not a number", text)
		}
	}
	t.Logf("LEWU_SEED=%d", seed)
	return &trial{
		house: h, random: rand.New(rand.NewPCG(seed, 0)), want: kills(t),
		sheets: map[string]bool{}, received: map[string]string{}, published: map[string]report{}, seen: public{},
	}
}

// more tells whether another run is due. Runs that end before their kill do
// not count, but there is an end to them too.
func (tr *trial) more() bool { return tr.kills < tr.want && tr.whole < 20+10*tr.want }

// sheet writes another file for the trial.
func (tr *trial) sheet(t testing.TB, rows int) (path, isi string) {
	t.Helper()
	path, isi = sheet(t, rows, fmt.Sprintf("u%d", len(tr.sheets)))
	tr.sheets[isi] = true
	return path, isi
}

// strike kills a process, and those beside it, at a random moment of the time
// its work takes. How long that is changes with the load of the machine: it is
// learned from the runs that end, and tried beyond.
func (tr *trial) strike(took *time.Duration, p *process, beside ...*server) {
	began := time.Now()
	select {
	case <-p.ended:
		tr.whole++
		*took = (*took + time.Since(began)) / 2
	case <-time.After(time.Duration(tr.random.Int64N(int64(*took)))):
		*took += *took / 50
		_ = p.cmd.Process.Kill() // all at once: no waiting in between
		for _, s := range beside {
			_ = s.cmd.Process.Kill()
		}
		tr.kills++
	}
	p.kill()
	for _, s := range beside {
		s.kill()
	}
}

// note writes down what an import or publish of a file acknowledged.
func (tr *trial) note(t testing.TB, p *process, isi string) {
	t.Helper()
	for _, r := range p.reports(t) {
		switch {
		case r.Received != "":
			tr.received[r.Received] = isi
			tr.deliveries++
		case r.State == string(catalog.Published):
			tr.published[key(r.Dataset, r.Version)] = r
		default:
			t.Errorf("outcome %+v, want terbit", r)
		}
	}
}

// restart brings a server up and proves that all is there: what was
// acknowledged, and nothing by halves. The server stays.
func (tr *trial) restart(t testing.TB) *server {
	t.Helper()
	s := tr.serve(t)
	tr.slowest = max(tr.slowest, s.ready)
	if s.ready > restartLimit {
		t.Errorf("ready after %s", s.ready)
	}
	tr.rest(t)
	tr.inspect(t, s)
	return s
}

// rest waits until all that was received rests, as terbit of the file it was.
func (tr *trial) rest(t testing.TB) {
	t.Helper()
	rested := tr.settle(t, slices.Collect(maps.Keys(tr.received)))
	for id, isi := range tr.received {
		b, there := rested[id]
		switch {
		case !there:
			tr.lose(t, "batch %s was acknowledged and is not in the store", id)
		case b.State != catalog.Published || b.Prepared == nil || b.Prepared.Isi != isi:
			tr.lose(t, "batch %s rests at %s (%+v), want terbit of %s", id, b.State, b.Failure, isi)
		default:
			delete(tr.received, id) // from here on its version is watched
		}
	}
}

// inspect looks at what a server shows.
func (tr *trial) inspect(t testing.TB, s *server) {
	t.Helper()
	now, faults := s.look(t)
	for _, fault := range faults {
		tr.tear(t, "%s", fault)
	}
	for name, v := range tr.seen {
		if now[name] != v {
			tr.lose(t, "%s was %+v, now %+v", name, v, now[name])
		}
	}
	for name, v := range now {
		if _, known := tr.seen[name]; known {
			continue
		}
		if err := s.prove(name, v); err != nil {
			tr.tear(t, "%v", err)
		}
		if len(tr.seen) > 0 && !tr.sheets[v.Isi] { // the demo's own came first
			tr.tear(t, "%s is no file that was sent", name)
		}
	}
	for name, r := range tr.published {
		if now[name].Isi != r.Isi {
			tr.lose(t, "%s was acknowledged as %s, now %+v", name, r.Isi, now[name])
		}
	}
	tr.seen = now
}

func (tr *trial) lose(t testing.TB, format string, args ...any) {
	t.Helper()
	tr.lost++
	t.Errorf("lost: "+format, args...)
}

func (tr *trial) tear(t testing.TB, format string, args ...any) {
	t.Helper()
	tr.torn++
	t.Errorf("half-visible: "+format, args...)
}

// close proves every version once more and every byte of the store, and tells
// the figures.
func (tr *trial) close(t testing.TB) {
	t.Helper()
	s := tr.serve(t)
	for name, v := range tr.seen {
		if err := s.prove(name, v); err != nil {
			tr.tear(t, "%v", err)
		}
	}
	s.kill()
	tr.must(t, "doctor", "--deep")
	if tr.kills+tr.whole > 0 && tr.kills < tr.want {
		t.Errorf("only %d of %d runs lasted until their kill", tr.kills, tr.kills+tr.whole)
	}
	t.Logf("%d kills (%d runs ended before), %d deliveries and %d outcomes acknowledged, %d versions in all: lost %d, half-visible %d, restart at most %s",
		tr.kills, tr.whole, tr.deliveries, len(tr.published), len(tr.seen), tr.lost, tr.torn, tr.slowest.Round(time.Millisecond))
}

// duration is how long a command takes from start to end.
func duration(fn func()) time.Duration {
	began := time.Now()
	fn()
	return time.Since(began)
}
