package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// measureImport sends the harvest down the road of the real program beside a
// running server, until that server lists and sends it; and into PostgreSQL
// the way DataStore keeps it. Each store is new. The last pair of them serves
// the measurements that follow.
func (b *bench) measureImport(ctx context.Context) error {
	warm := harvest(20_000)
	if err := warm.create(filepath.Join(b.dir, "pemanasan.csv")); err != nil {
		return err
	}
	if _, err := b.importOnce(ctx, "pemanasan", warm); err != nil {
		return err
	}
	var lewu, peer []time.Duration
	var peak int64
	var parts string
	for round := range b.rounds(2) {
		b.say("import %d of %d: Lewu", round+1, b.rounds(2))
		one, err := b.importOnce(ctx, "toko", b.harvest)
		if err != nil {
			return err
		}
		lewu, peak, parts = append(lewu, one.ready), max(peak, one.peak), one.parts()
		b.say("import %d of %d: PostgreSQL", round+1, b.rounds(2))
		took, err := b.loadPeer(ctx)
		if err != nil {
			return err
		}
		peer = append(peer, took)
	}
	what := fmt.Sprintf("import %s rows (%s)", grouped(b.harvest.rows), megabytes(b.harvest.size))
	b.add(
		atLeast(what+" until published, listed, downloadable", lewu, peer, 3, 5),
		atMost(what+", time", median(lewu), 30*time.Second, 0),
		noMore(what+", peak memory of one process", peak, 600e6, "–"),
	)
	b.note("Import: `lewu import --publish` beside a running `lewu serve`, both on a new store; the clock stops when the server lists the " +
		"dataset at /api/v1/datasets and sends the first byte of its .csv and .parquet. Whichever process takes the job, the larger peak " +
		"(rusage, VmHWM) counts. Last round: " + parts + ".")
	b.note("PostgreSQL: stock settings of initdb, fsync on, on the same disk, over a socket. What DataStore keeps: `_id serial PRIMARY KEY`, " +
		"`_full_text tsvector` filled by DataStore's own trigger populate_full_text_trigger over all 16 columns, typed columns " +
		"(integer, numeric, date, text) where its loader makes text of everything, and, after the rows, one GIN index on _full_text. " +
		"`psql` with `\\copy`, from its start to its end. Two other ways to fill _full_text, an UPDATE after the rows (as ckanext-xloader) and a " +
		"generated column, took 0–20 % and 7–25 % less in a trial of 200,000 rows.")
	return nil
}

// An arrival is one import from exec to the first byte of its download.
type arrival struct {
	command, ready time.Duration
	first          time.Duration // of the .csv after the command ended
	peak           int64         // bytes, of the larger process
	importer       int64
	server         int64
}

func (a arrival) parts() string {
	return fmt.Sprintf("the command took %s, the first byte of the .csv %s more; the command held %s, the server %s",
		spoken(a.command), spoken(a.first), megabytes(a.importer), megabytes(a.server))
}

// importOnce imports a sample into a new store of that name.
func (b *bench) importOnce(ctx context.Context, store string, s *sample) (a arrival, err error) {
	data := filepath.Join(b.dir, store)
	if err := os.RemoveAll(data); err != nil {
		return a, err
	}
	server, err := b.serve(ctx, data)
	if err != nil {
		return a, err
	}
	defer server.close()
	began := time.Now()
	if a.command, a.importer, err = run(ctx, b.importing(data, s)); err != nil {
		return a, err
	}
	if err := listed(ctx, server, s); err != nil {
		return a, err
	}
	for _, ext := range []string{".csv", ".parquet"} {
		if err := firstByte(ctx, server, "/data/"+s.slug()+ext); err != nil {
			return a, err
		}
	}
	a.ready = time.Since(began)
	a.first = a.ready - a.command
	if a.server, err = server.memory("VmHWM"); err != nil {
		return a, err
	}
	a.peak = max(a.importer, a.server)
	return a, nil
}

// importing is the command an operator types.
func (b *bench) importing(data string, s *sample) *exec.Cmd {
	return exec.Command(b.lewu, "import", "--data", data, "--publish", "--alasan", "pengukuran",
		"--title", s.title, "--agency", "Dinas Pertanian", "--topic", "Pertanian", "--contoh", s.path)
}

// slug is the address Lewu gives a sample.
func (s *sample) slug() string { return strings.ReplaceAll(strings.ToLower(s.title), " ", "-") }

// listed waits until the catalogue has a dataset with all its rows.
func listed(ctx context.Context, server *server, s *sample) error {
	for {
		a, err := server.get(ctx, "/api/v1/datasets", nil)
		if err != nil {
			return err
		}
		var list struct {
			Datasets []struct {
				Slug string
				Rows int
			}
		}
		if err := json.Unmarshal(a.body, &list); err != nil {
			return err
		}
		for _, d := range list.Datasets {
			if d.Slug != s.slug() {
				continue
			}
			if d.Rows != s.rows {
				return fmt.Errorf("%s has %d rows, not %d", d.Slug, d.Rows, s.rows)
			}
			return nil
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// errEnough ends a download after its first bytes.
var errEnough = errors.New("enough")

// firstByte waits for the first bytes of a download, and leaves.
func firstByte(ctx context.Context, server *server, path string) error {
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	a, err := server.fetch(ctx, path, nil, enough{})
	if err != nil && !errors.Is(err, errEnough) {
		return err
	}
	if a.status != http.StatusOK {
		return fmt.Errorf("%s: %d", path, a.status)
	}
	return nil
}

type enough struct{}

func (enough) Write(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	return 0, errEnough
}

// loadPeer loads the harvest into PostgreSQL.
func (b *bench) loadPeer(ctx context.Context) (time.Duration, error) {
	if _, err := b.postgres.conn.Exec(ctx, "DROP TABLE IF EXISTS panen"); err != nil {
		return 0, err
	}
	took, _, err := run(ctx, b.postgres.psql(asDataStore("panen", b.harvest)...))
	return took, err
}
