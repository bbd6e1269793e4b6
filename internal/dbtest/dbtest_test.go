package dbtest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/db"
)

// TestEach: each engine is what it says, and every store is fresh.
func TestEach(t *testing.T) {
	var ran []db.Dialect
	for range 2 {
		Each(t, func(t *testing.T, d *db.DB) {
			ran = append(ran, d.Dialect)
			if _, err := d.Exec(`create table harga (pasar text not null)`); err != nil {
				t.Fatal(err)
			}
		})
	}
	if len(ran) != 4 || ran[0] != db.SQLite || ran[1] != db.Postgres {
		t.Errorf("ran on %v, want sqlite and postgres, twice", ran)
	}
}

// helperDir makes this test binary a process that starts a cluster, writes
// where to the named file, and is killed.
const helperDir = "LEWU_TEST_CLUSTER"

func TestMain(m *testing.M) {
	if file := os.Getenv(helperDir); file != "" {
		dir, _, err := start()
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if err := os.WriteFile(file, []byte(dir), 0o600); err != nil {
			os.Exit(1)
		}
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	os.Exit(m.Run())
}

// TestClusterDies: a test process that is killed leaves no server and no files.
func TestClusterDies(t *testing.T) {
	Postgres(t) // skips where there is no server to start
	file := filepath.Join(t.TempDir(), "dir")
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), helperDir+"="+file)
	cmd.Run()
	dir, err := os.ReadFile(file)
	if err != nil {
		t.Fatal("the helper did not start a cluster")
	}
	deadline := time.Now().Add(20 * time.Second)
	for {
		if _, err := os.Stat(string(dir)); errors.Is(err, fs.ErrNotExist) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s is still there", dir)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
