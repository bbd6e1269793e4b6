// Package proctest starts the programs that tests need, so that none outlives
// them.
package proctest

import (
	"os/exec"
	"runtime"
	"syscall"
)

// Launch starts cmd so that it dies with this process, however that ends. The
// kernel sends the death signal when the *thread* that started it ends, so one
// thread stays for it. ended is closed when cmd has ended and all it wrote was
// read; its exit code tells how.
func Launch(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started, done := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer close(done)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // the exit code tells
		}
	}()
	return done, <-started
}
