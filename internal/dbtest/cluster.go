package dbtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// One private cluster serves a whole test process. It lives in memory without
// fsync, and it is not tied to TestMain: see script.
var cluster struct {
	once  sync.Once
	admin *sql.DB
	dir   string
	err   error
	names atomic.Int64
}

// errMissing says that the machine has no PostgreSQL server.
var errMissing = errors.New("no PostgreSQL server on this machine: apt-get install postgresql")

// Postgres is the address of a fresh database (UTF8, collation C) on the
// private cluster; it is dropped when the test ends. Without PostgreSQL on the
// machine the test is skipped, or fails where CI=true.
func Postgres(t testing.TB) string {
	t.Helper()
	return Database(t, "template template0 encoding 'UTF8' locale 'C'")
}

// Database is Postgres with other options of CREATE DATABASE.
func Database(t testing.TB, options string) string {
	t.Helper()
	cluster.once.Do(func() { cluster.dir, cluster.admin, cluster.err = start() })
	if errors.Is(cluster.err, errMissing) && os.Getenv("CI") != "true" {
		t.Skip(cluster.err)
	}
	if cluster.err != nil {
		t.Fatal(cluster.err)
	}
	name := fmt.Sprintf("t%d", cluster.names.Add(1))
	if _, err := cluster.admin.Exec("create database " + name + " " + options); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if _, err := cluster.admin.Exec("drop database " + name + " with (force)"); err != nil {
			t.Error(err)
		}
	})
	return address(cluster.dir, name)
}

func address(dir, name string) string {
	return fmt.Sprintf("postgres://postgres@/%s?host=%s", name, dir)
}

// script makes the cluster, runs it, and waits for its standard input to end.
// The other end of that pipe is this process, so however the tests end, by
// kill -9 too, the server stops and its folder goes. $1 is the folder, $2 the
// folder of the binaries.
const script = `
"$2/initdb" -D "$1/data" --no-sync --auth=trust -U postgres -E UTF8 --locale=C --no-instructions || exit 1
"$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c synchronous_commit=off \
	-c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB -c autovacuum=off \
	-c wal_level=minimal -c max_wal_senders=0 </dev/null &
server=$!
while read -r _; do :; done
kill -QUIT $server
wait $server
rm -rf "$1"
`

// start brings the cluster up, in 0.7 s on two cores.
func start() (dir string, admin *sql.DB, err error) {
	bin, err := Binaries()
	if err != nil {
		return "", nil, err
	}
	if dir, err = folder(); err != nil {
		return "", nil, err
	}
	who, err := Owner(dir)
	if err != nil {
		return "", nil, err
	}
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return "", nil, err
	}
	defer log.Close()

	cmd := exec.Command("/bin/sh", "-c", script, "sh", dir, bin)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true} // out of reach of Ctrl-C
	if _, err = cmd.StdinPipe(); err != nil {
		return "", nil, err
	}
	if err = cmd.Start(); err != nil {
		return "", nil, err
	}
	gone := make(chan error, 1)
	go func() { gone <- cmd.Wait() }()
	admin, err = connect(dir, gone)
	return dir, admin, err
}

// connect waits until the server answers.
func connect(dir string, gone <-chan error) (*sql.DB, error) {
	conf, err := pgx.ParseConfig(address(dir, "postgres"))
	if err != nil {
		return nil, err
	}
	admin := stdlib.OpenDB(*conf)
	deadline := time.Now().Add(30 * time.Second)
	for {
		err := admin.PingContext(context.Background())
		if err == nil {
			return admin, nil
		}
		select {
		case <-gone:
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			return nil, fmt.Errorf("PostgreSQL did not start: %s", log)
		case <-time.After(10 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return nil, err
		}
	}
}

// Binaries is the folder of the newest server: Debian keeps it out of PATH.
func Binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	sort.Slice(found, func(i, j int) bool { return major(found[i]) > major(found[j]) })
	if len(found) > 0 {
		return filepath.Dir(found[0]), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errMissing
	}
	return filepath.Dir(path), nil
}

func major(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

// folder makes the cluster's folder, in memory where the machine has that.
func folder() (string, error) {
	if dir, err := os.MkdirTemp("/dev/shm", "lewu-pg-"); err == nil {
		return dir, nil
	}
	return os.MkdirTemp("", "lewu-pg-")
}

// Owner gives dir to the user the server may run as: PostgreSQL refuses root.
func Owner(dir string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		u, err = user.Lookup("nobody")
	}
	if err != nil {
		return nil, err
	}
	uid, err := strconv.ParseUint(u.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(u.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(dir, int(uid), int(gid))
}
