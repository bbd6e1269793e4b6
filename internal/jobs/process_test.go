package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// helperURL makes this test binary a process that runs a job without end and
// says so in the file named by helperFile.
const (
	helperURL  = "LEWU_TEST_JOBS"
	helperFile = "LEWU_TEST_JOBS_FILE"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(helperURL); url != "" {
		fmt.Fprintln(os.Stderr, runForever(url, os.Getenv(helperFile)))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func runForever(url, file string) error {
	ctx := context.Background()
	d, err := db.Open(ctx, url)
	if err != nil {
		return err
	}
	q, err := New(d, []lewu.Job{{Name: "intake.read", Run: func(ctx context.Context, _ json.RawMessage) error {
		os.WriteFile(file, nil, 0o600)
		<-ctx.Done()
		return ctx.Err()
	}}}, slog.Default())
	if err != nil {
		return err
	}
	if err := q.Start(ctx); err != nil {
		return err
	}
	time.Sleep(time.Hour)
	return errors.New("nobody killed me")
}

// TestKilledProcess: kill -9 during a job, and the next process runs it at
// once, since the pid is gone; a failed job is retried there soon, since the
// dead leader was removed.
func TestKilledProcess(t *testing.T) {
	for _, url := range []string{dbtest.SQLite(t), dbtest.Postgres(t)} {
		t.Run(url[:6], func(t *testing.T) {
			calls := make(chan call, 9)
			q := open(t, dbtest.Open(t, url), recorder("intake.read", calls))
			add(t, q, "intake.read", map[string]string{"batch": "b1"})

			file := filepath.Join(t.TempDir(), "running")
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), helperURL+"="+url, helperFile+"="+file)
			cmd.Stderr = os.Stderr
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
				if _, err := os.Stat(file); err == nil {
					break
				}
				if time.Now().After(deadline) {
					cmd.Process.Kill()
					t.Fatal("the other process does not work")
				}
			}
			if err := q.beat(t.Context()); err != nil { // it lives: its job stays
				t.Fatal(err)
			}
			until(t, q, Running)
			cmd.Process.Kill()
			cmd.Wait()

			start(t, q)
			receive(t, calls)
			if s := until(t, q, Done); s.Attempt != 2 || s.LastError != "the process that ran it ended" {
				t.Errorf("status is %+v, want a second attempt", s)
			}
		})
	}
}

// TestSilentProcess: of a process elsewhere only the counter tells. It is dead
// at the fifth look without a beat, and a beat in between saves it.
func TestSilentProcess(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		calls := make(chan call, 9)
		q := open(t, d, recorder("intake.read", calls))
		add(t, q, "intake.read", nil)
		taken := `update river_job set state = 'running', attempt = 1, attempted_by = array['elsewhere']`
		if d.Dialect == db.SQLite {
			taken = `update river_job set state = 'running', attempt = 1, attempted_by = json('["elsewhere"]')`
		}
		for _, query := range []string{taken, `insert into jobs_process values ('elsewhere', 'another machine', 1, '1', 7)`} {
			if _, err := d.Exec(query); err != nil {
				t.Fatal(err)
			}
		}
		for look := range 11 {
			if look == 4 {
				if _, err := d.Exec(`update jobs_process set beat = beat + 1 where id = 'elsewhere'`); err != nil {
					t.Fatal(err)
				}
			}
			if err := q.beat(t.Context()); err != nil {
				t.Fatal(err)
			}
			want := Running
			if look >= 9 { // seen at 4, still at 5 to 9
				want = Retrying
			}
			if list, err := q.Status(t.Context()); err != nil || list[0].State != want {
				t.Errorf("look %d: %+v (%v), want %s", look, list, err, want)
			}
		}
	})
}

// TestForgottenJob: what became of a job could not be written, on a full disk,
// and River gave up writing it. The job is not lost for as long as the process
// lives: it is freed at the fifth look that finds it running nowhere.
func TestForgottenJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := open(t, d, recorder("intake.read", nil))
		add(t, q, "intake.read", nil)
		taken := `update river_job set state = 'running', attempt = max_attempts, attempted_by = array['` + q.self.ID + `']`
		if d.Dialect == db.SQLite {
			taken = `update river_job set state = 'running', attempt = max_attempts, attempted_by = json('["` + q.self.ID + `"]')`
		}
		if _, err := d.Exec(taken); err != nil {
			t.Fatal(err)
		}
		id := until(t, q, Running).ID
		q.here.begin(id)
		for look := range 2 * deadAfter {
			want := Running
			if look == deadAfter {
				q.here.end(id)
			}
			if err := q.beat(t.Context()); err != nil {
				t.Fatal(err)
			}
			if look == 2*deadAfter-1 {
				want = Retrying
			}
			if list, err := q.Status(t.Context()); err != nil || list[0].State != want {
				t.Errorf("look %d: %+v (%v), want %s", look, list, err, want)
			}
		}
	})
}

// TestDeadlyJob: a job that was running when its process died for the tenth
// time is given up, until somebody asks for it again.
func TestDeadlyJob(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		q := open(t, d, recorder("intake.read", nil))
		add(t, q, "intake.read", nil)
		taken := `update river_job set state = 'running', attempt = max_attempts, attempted_by = array['dead']`
		if d.Dialect == db.SQLite {
			taken = `update river_job set state = 'running', attempt = max_attempts, attempted_by = json('["dead"]')`
		}
		if _, err := d.Exec(taken); err != nil {
			t.Fatal(err)
		}
		if err := q.beat(t.Context()); err != nil {
			t.Fatal(err)
		}
		s := until(t, q, Failed)
		if s.Attempt != 10 || s.Finished.IsZero() {
			t.Errorf("status is %+v", s)
		}
		if err := q.Again(t.Context(), s.ID); err != nil {
			t.Fatal(err)
		}
		until(t, q, Retrying)
		if err := q.Again(t.Context(), s.ID+1); !errs.Is(err, errs.NotFound) {
			t.Errorf("Again of an unknown job: %v, want kind NotFound", err)
		}
	})
}
