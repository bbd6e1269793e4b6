package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// A process is something that the bench started and will end.
type process struct {
	cmd     *exec.Cmd
	started time.Time
	words   *tail
	gone    chan struct{} // closed when it has ended
}

// stopTime is how long a process may take to end before it is killed.
const stopTime = 20 * time.Second

// start runs a program in a process group of its own, out of reach of Ctrl-C:
// the bench ends what it started, in its own order.
func start(cmd *exec.Cmd) (*process, error) {
	p := &process{cmd: cmd, words: &tail{}, gone: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = p.words, p.words
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setpgid = true
	p.started = time.Now()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = cmd.Wait() // how it ended shows in what was asked of it
		close(p.gone)
	}()
	return p, nil
}

// stop asks a process to end by a signal, and kills it where it does not.
func (p *process) stop(s os.Signal) {
	if p == nil {
		return
	}
	_ = p.cmd.Process.Signal(s) // one that has gone is what we want
	select {
	case <-p.gone:
	case <-time.After(stopTime):
		_ = p.cmd.Process.Kill()
		<-p.gone
	}
}

// died is an error once the process has ended, with its last words.
func (p *process) died() error {
	select {
	case <-p.gone:
		return fmt.Errorf("%s ended: %s", p.cmd.Path, p.words)
	default:
		return nil
	}
}

// run runs a program to its end and says how long it took and the most memory
// it held, in bytes.
func run(ctx context.Context, cmd *exec.Cmd) (took time.Duration, peak int64, err error) {
	p, err := start(cmd)
	if err != nil {
		return 0, 0, err
	}
	select {
	case <-p.gone:
	case <-ctx.Done():
		p.stop(syscall.SIGTERM)
		return 0, 0, ctx.Err()
	}
	took = time.Since(p.started)
	if !cmd.ProcessState.Success() {
		return took, 0, fmt.Errorf("%s: %s: %s", strings.Join(cmd.Args, " "), cmd.ProcessState, p.words)
	}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = usage.Maxrss << 10
	}
	return took, peak, nil
}

// memory reads a line of /proc/PID/status in bytes: VmRSS now, VmHWM at most.
func (p *process) memory(line string) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for l := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(l, line+":"); ok {
			kb, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kb << 10, err
		}
	}
	return 0, errors.New("no " + line)
}

// freePort finds a port of the loopback that nobody uses.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// A tail keeps the last words of a process, for the error it dies of.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if extra := len(t.text) - 4096; extra > 0 {
		t.text = t.text[extra:]
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.TrimSpace(t.text))
}
