// Package e2e runs the real binary against real stores, and does to it what
// happens in a server room: kill -9, a full disk, a backup in the middle of
// work, two servers on one store.
package e2e

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/proctest"
)

// patience bounds every wait. Nothing here is timed: it only ends a test that
// hangs, on however loaded a machine.
const patience = 2 * time.Minute

// Exit codes, as `lewu --help` promises them to scripts.
const (
	codeOK    = 0
	codeUsage = 2
	codeBusy  = 5
)

// program is the binary under test: LEWU_BIN, or built once for this process.
var program = sync.OnceValues(build)

// TestMain owns the folder that the binary is built in.
func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil && path != os.Getenv("LEWU_BIN") {
		os.RemoveAll(filepath.Dir(path))
	}
	if pattern.folder != "" {
		os.RemoveAll(pattern.folder)
	}
	os.Exit(code)
}

func build() (string, error) {
	if path := os.Getenv("LEWU_BIN"); path != "" {
		return filepath.Abs(path)
	}
	dir, err := os.MkdirTemp("", "lewu-e2e-")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "lewu")
	if out, err := exec.Command("go", "build", "-o", path, "github.com/lewu-id/lewu/cmd/lewu").CombinedOutput(); err != nil {
		return path, fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}

// A house is a data folder with its settings.
type house struct {
	data string
	env  []string // "LEWU_DB=…", beside the folder
}

// run runs a command to its end.
func (h house) run(t testing.TB, args ...string) *process {
	t.Helper()
	p := h.start(t, args...)
	p.wait(t)
	return p
}

// must is run for a command that has to succeed.
func (h house) must(t testing.TB, args ...string) *process {
	t.Helper()
	p := h.run(t, args...)
	if p.code() != codeOK {
		t.Fatalf("lewu %s: exit %d\n%s%s", strings.Join(args, " "), p.code(), p.out.text(), p.err.text())
	}
	return p
}

// start begins a command, which ends with the test at the latest.
func (h house) start(t testing.TB, args ...string) *process {
	t.Helper()
	path, err := program()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{cmd: exec.Command(path, append(args[:1:1], append([]string{"--data", h.data}, args[1:]...)...)...)}
	p.cmd.Env = append(plainEnv(), h.env...)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.err
	if p.ended, err = proctest.Launch(p.cmd); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	return p
}

// plainEnv is the environment without settings of Lewu.
func plainEnv() (env []string) {
	for _, pair := range os.Environ() {
		if !strings.HasPrefix(pair, "LEWU_") {
			env = append(env, pair)
		}
	}
	return env
}

// A process is one run of the binary.
type process struct {
	cmd   *exec.Cmd
	out   written
	err   written
	ended <-chan struct{}
}

func (p *process) pid() int64 { return int64(p.cmd.Process.Pid) }

// kill is kill -9, and waits for the end.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.ended
}

func (p *process) wait(t testing.TB) {
	t.Helper()
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Fatalf("lewu %v does not end\n%s%s", p.cmd.Args[1:], p.out.text(), p.err.text())
	}
}

// code is the exit code; -1 of a killed one.
func (p *process) code() int { return p.cmd.ProcessState.ExitCode() }

// written is what a process wrote, as a client at the other end of the pipe
// writes it down: whole lines, each with the time it came.
type written struct {
	mu    sync.Mutex
	lines []line
	rest  []byte
}

type line struct {
	at   time.Time
	text string
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.rest = append(w.rest, p...)
	for {
		text, rest, whole := bytes.Cut(w.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		w.lines, w.rest = append(w.lines, line{time.Now(), string(text)}), bytes.Clone(rest)
	}
}

func (w *written) all() []line {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]line(nil), w.lines...)
}

func (w *written) text() string {
	var b strings.Builder
	for _, l := range w.all() {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}

// A server is a running `lewu serve`.
type server struct {
	*process
	url   string
	ready time.Duration // from exec to the first 200 of /readyz
}

// serve starts a server on a free loopback port and waits until it is ready.
func (h house) serve(t testing.TB) *server {
	t.Helper()
	for range 5 { // another process may take the free port first
		address := freePort(t)
		began := time.Now()
		s := &server{process: h.start(t, "serve", "--listen", address, "--log", "warn"), url: "http://" + address}
		err := s.awaitReady()
		if s.ready = time.Since(began); err == nil {
			return s
		}
		if s.kill(); s.code() != codeBusy {
			t.Fatalf("lewu serve: %v, exit %d\n%s", err, s.code(), s.err.text())
		}
	}
	t.Fatal("no free port")
	return nil
}

func (s *server) awaitReady() error {
	client := &http.Client{Timeout: 5 * time.Second}
	defer client.CloseIdleConnections()
	for limit := time.Now().Add(patience); time.Now().Before(limit); {
		if answer, err := client.Get(s.url + "/readyz"); err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-s.ended:
			return errors.New("it ended")
		case <-time.After(2 * time.Millisecond):
		}
	}
	return errors.New("it does not become ready")
}

func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return "localhost:" + port // passkeys work on this name, and on no number
}

// A report is a line of --json: "received" and "registered" of import and publish
// stand alone, the other fields are an outcome.
type report struct {
	Received string `json:"received"`
	Agency   string `json:"registered"` // one that the import had to register: a line of its own
	Batch    string `json:"batch"`
	Dataset  string `json:"dataset"`
	Version  int    `json:"version"`
	Rows     int64  `json:"rows"`
	State    string `json:"state"`
	Isi      string `json:"isi"`
	Failure  string `json:"failure"`
}

// reports parses the lines of --json about deliveries. A line that is no JSON is a
// defect.
func (p *process) reports(t testing.TB) (list []report) {
	t.Helper()
	for _, l := range p.out.all() {
		var r report
		if err := json.Unmarshal([]byte(l.text), &r); err != nil {
			t.Errorf("lewu %v printed %q: %v", p.cmd.Args[1:], l.text, err)
		}
		if r.Agency == "" {
			list = append(list, r)
		}
	}
	return list
}

// outcome is the only outcome of a command.
func (p *process) outcome(t testing.TB) report {
	t.Helper()
	for _, r := range p.reports(t) {
		if r.Received == "" {
			return r
		}
	}
	t.Fatalf("lewu %v: exit %d and no outcome\n%s", p.cmd.Args[1:], p.code(), p.err.text())
	return report{}
}
