package e2e

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

// A pair is two nodes on one PostgreSQL and one bucket, each with a data folder
// of its own.
type pair struct {
	url    string // of the database
	nodes  [2]house
	server [2]*server
}

func newPair(t *testing.T) *pair {
	t.Helper()
	p := &pair{url: dbtest.Postgres(t)}
	env := []string{"LEWU_DB=" + p.url, "LEWU_BLOB=" + blobtest.S3(t)}
	for i := range p.nodes {
		p.nodes[i] = house{data: filepath.Join(t.TempDir(), "data"), env: env}
	}
	p.nodes[0].must(t, "demo")
	for i, node := range p.nodes {
		p.server[i] = node.serve(t)
	}
	return p
}

// TestTwoServers: what is published at one node is visible at the other, in
// pages that it keeps too; both give the same bytes.
func TestTwoServers(t *testing.T) {
	p := newPair(t)
	send := func(mark string, args ...string) *process {
		path, _ := sheet(t, 2_000, mark)
		return p.nodes[0].start(t, append([]string{"import", "--json", "--publish", "--catatan", "Terbitan " + mark, path}, args...)...)
	}
	first := send("awal", newDataset("Uji dua")...)
	p.awaitOutcome(t, first)
	slowest := time.Duration(0)
	for i := range 6 {
		mark := fmt.Sprintf("kiriman%d", i)
		args, watched := []string{"--dataset", "uji-dua"}, map[string]string{
			"/data/uji-dua":                     "Terbitan " + mark,
			"/en/data/uji-dua":                  "Terbitan " + mark,
			"/api/v1/datasets/uji-dua/versions": "Terbitan " + mark,
			"/data/uji-dua.csv":                 "Desa 0 " + mark,
		}
		if i%3 == 2 {
			title := "Uji " + mark
			args, watched = newDataset(title), map[string]string{"/data": title, "/api/v1/datasets": title}
		}
		for path := range watched { // now node B keeps these pages
			p.server[1].get(t, path)
		}
		told := p.awaitOutcome(t, send(mark, args...))
		for _, path := range slices.Sorted(maps.Keys(watched)) {
			for limit := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
				if bytes.Contains(p.server[1].get(t, path), []byte(watched[path])) {
					slowest = max(slowest, time.Since(told))
					break
				}
				if time.Now().After(limit) {
					t.Fatalf("%s at the other node does not show %q", path, watched[path])
				}
			}
		}
	}
	p.same(t)
	t.Logf("visible at the other node after at most %s", slowest.Round(time.Millisecond))
	t.Run("sessions", func(t *testing.T) { sessionsOnTwo(t, p) })
}

// awaitOutcome waits for the outcome line of an import, which must be terbit,
// and tells when it came.
func (p *pair) awaitOutcome(t *testing.T, in *process) time.Time {
	t.Helper()
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(time.Millisecond) {
		for _, l := range in.out.all() {
			if strings.Contains(l.text, `"state":"terbit"`) {
				return l.at
			}
		}
		select {
		case <-in.ended:
			if in.code() != codeOK {
				t.Fatalf("import: exit %d\n%s%s", in.code(), in.out.text(), in.err.text())
			}
		default:
		}
	}
	t.Fatalf("import has no outcome\n%s", in.out.text())
	return time.Time{}
}

// same compares every download of both nodes.
func (p *pair) same(t *testing.T) {
	t.Helper()
	all, faults := p.server[0].look(t)
	other, more := p.server[1].look(t)
	for _, fault := range append(faults, more...) {
		t.Error(fault)
	}
	if !maps.Equal(all, other) {
		t.Errorf("the nodes show %v and %v", all, other)
	}
	for name, v := range all {
		slug, n, _ := strings.Cut(name, "/")
		for _, s := range p.server {
			if err := s.prove(name, v); err != nil {
				t.Error(err)
			}
			if got := digest(s.get(t, "/data/"+slug+".parquet?versi="+n)); got != v.Berkas {
				t.Errorf("%s: the Parquet file hashes to %s, not %s", name, got, v.Berkas)
			}
		}
	}
}

// TestTwoServersKill: kill -9 of the node that works a delivery, whichever it
// is; the other finishes it.
func TestTwoServersKill(t *testing.T) {
	p := newPair(t)
	path, _ := sheet(t, 10, "awal")
	p.nodes[0].must(t, append([]string{"import", "--publish", path}, newDataset("Uji dua")...)...)
	want := max(2, kills(t)/4)
	done, rows := 0, 40_000
	slowest := time.Duration(0)
	for i := 0; done < want && i < 10*want; i++ {
		path, isi := sheet(t, rows, fmt.Sprintf("kiriman%d", i))
		in := p.nodes[0].start(t, "import", "--json", "--publish", "--dataset", "uji-dua", "--jawab", "hilang=ya", path)
		batch := p.received(t, in)
		in.kill() // only the nodes are left to work
		victim, ok := p.worker(t, batch)
		if !ok {
			rows = min(2*rows, 1_000_000) // it was done before anybody looked
			continue
		}
		p.server[victim].kill()
		dead := time.Now()
		hit := !p.batch(t, batch).State.Resting()
		b := p.nodes[0].settle(t, []string{batch})[batch]
		if b.State != catalog.Published || b.Prepared.Isi != isi {
			t.Fatalf("batch %s rests at %s (%+v), want terbit of %s", batch, b.State, b.Failure, isi)
		}
		if hit {
			done++
			slowest = max(slowest, time.Since(dead))
		}
		p.server[victim] = p.nodes[victim].serve(t)
	}
	if done < want {
		t.Errorf("only %d of %d deliveries were hit in the middle", done, want)
	}
	p.same(t)
	t.Logf("%d nodes killed in the middle of a delivery, finished by the other after at most %s", done, slowest.Round(time.Millisecond))
}

// received waits until an import says that the delivery is safe.
func (p *pair) received(t *testing.T, in *process) string {
	t.Helper()
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(time.Millisecond) {
		if list := in.reports(t); len(list) > 0 {
			return list[0].Received
		}
	}
	t.Fatalf("nothing was received\n%s", in.err.text())
	return ""
}

func (p *pair) batch(t *testing.T, id string) (b catalog.Batch) {
	t.Helper()
	p.nodes[0].catalogue(t, func(ctx context.Context, s *catalog.Store) {
		var err error
		if b, err = s.Batch(ctx, id); err != nil {
			t.Fatal(err)
		}
	})
	return b
}

// worker waits until a node works a batch and says which; ok is false where the
// batch rests before one was seen.
func (p *pair) worker(t *testing.T, batch string) (node int, ok bool) {
	t.Helper()
	d, err := db.Open(t.Context(), p.url)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	store := catalog.New(d)
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(2 * time.Millisecond) {
		var pid int64
		err := d.QueryRow(`select p.pid from river_job j join jobs_process p on p.id = j.attempted_by[array_upper(j.attempted_by, 1)]
			where j.state = 'running' and cast(j.args as text) like '%' || cast($1 as text) || '%'`, batch).Scan(&pid)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			t.Fatal(err)
		}
		for i, s := range p.server {
			if err == nil && pid == s.pid() {
				return i, true
			}
		}
		if b, err := store.Batch(t.Context(), batch); err != nil || b.State.Resting() {
			return 0, false
		}
	}
	t.Fatalf("nobody works batch %s", batch)
	return 0, false
}
