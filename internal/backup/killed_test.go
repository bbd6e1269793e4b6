package backup_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
)

// These make this test binary a second process that backs up, or restores, the
// house it is told.
const (
	helperTask  = "LEWU_TEST_BACKUP"
	helperDB    = "LEWU_TEST_BACKUP_DB"
	helperBlobs = "LEWU_TEST_BACKUP_BLOBS"
	helperPlace = "LEWU_TEST_BACKUP_PLACE"
)

func TestMain(m *testing.M) {
	task := os.Getenv(helperTask)
	if task == "" {
		os.Exit(m.Run())
	}
	if err := help(context.Background(), task, os.Getenv(helperPlace)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// help does the task, and prints a line for each thing done.
func help(ctx context.Context, task, place string) error {
	d, err := db.Open(ctx, os.Getenv(helperDB))
	if err != nil {
		return err
	}
	defer d.Close()
	s, err := blob.Open(ctx, os.Getenv(helperBlobs))
	if err != nil {
		return err
	}
	h := &house{d, s, catalog.New(d)}
	tell := func(done, _ int64, step string) { fmt.Println(step, done) }
	if task == "restore" {
		o := h.target(place)
		o.Progress = tell
		_, err = backup.Restore(ctx, o)
		return err
	}
	o := h.options(place)
	o.Progress = tell
	_, err = backup.Make(ctx, o)
	return err
}

// killed starts a helper and kills it a moment after its line-th line; it tells
// whether the helper was quicker.
func killed(t *testing.T, task, url, blobs, place string, line int, moment time.Duration) (ended bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperTask+"="+task, helperDB+"="+url, helperBlobs+"="+blobs, helperPlace+"="+place,
		"TMPDIR="+t.TempDir()) // a killed process leaves its folder there
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	in := bufio.NewScanner(out)
	for range line {
		in.Scan()
	}
	time.Sleep(moment)
	cmd.Process.Kill()
	for in.Scan() { // so that Wait does not close the pipe under it
	}
	return cmd.Wait() == nil
}

// TestKilledBackup kills ten backups, each later one of more files, at random
// moments. What the place has then is whole.
func TestKilledBackup(t *testing.T) {
	url, folder, place := dbtest.SQLite(t), t.TempDir(), t.TempDir()
	h := newHouse(t, url, folder)
	h.fill(t, 40, 20_000, 1)
	h.backUp(t, place)
	backups, cut := 1, 0
	for i := range 10 {
		h.fill(t, 10, 20_000, byte(2+i))
		names, err := h.cat.BlobNames(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// Two lines of the snapshot, one a blob; the manifest comes last.
		line, moment := rand.IntN(len(names)+4), rand.N(4*time.Millisecond)
		if !killed(t, "backup", url, folder, place, line, moment) {
			cut++
		}
		got := provesAll(t, place)
		if got != backups && got != backups+1 {
			t.Fatalf("killed after line %d and %v: %d backups, had %d", line, moment, got, backups)
		}
		backups = got
	}
	if cut == 0 {
		t.Error("no backup was killed before its end")
	}
	h.backUp(t, place)
	restored := empty(t, dbtest.SQLite(t), t.TempDir())
	if _, err := backup.Restore(t.Context(), restored.target(place)); err != nil {
		t.Fatal(err)
	}
	restored.sameAs(t, h)
}

// TestKilledRestore kills restores to one target at random moments, and then
// lets one end.
func TestKilledRestore(t *testing.T) {
	for _, kind := range []string{"sqlite", "postgres"} {
		t.Run(kind, func(t *testing.T) {
			h, place := local(t), t.TempDir()
			const blobs = 40
			h.fill(t, blobs, 20_000, 1)
			h.backUp(t, place)
			for range 3 {
				url, folder := dbtest.SQLite(t), t.TempDir()
				if kind == "postgres" {
					url = dbtest.Postgres(t)
				}
				// Once while blobs come, twice while the database is filled.
				killed(t, "restore", url, folder, place, 1+rand.IntN(blobs), 0)
				killed(t, "restore", url, folder, place, blobs+2, rand.N(60*time.Millisecond))
				killed(t, "restore", url, folder, place, blobs+2, rand.N(120*time.Millisecond))
				restored := empty(t, url, folder)
				r, err := backup.Restore(t.Context(), restored.target(place))
				if err != nil || !r.Verified {
					t.Fatalf("restore after kills: %v", err)
				}
				restored.sameAs(t, h)
			}
		})
	}
}
