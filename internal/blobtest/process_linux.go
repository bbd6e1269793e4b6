package blobtest

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// launch starts cmd so that it dies with this process, however that ends. The
// kernel sends the death signal when the *thread* that started it ends, so one
// thread stays for it. ended is closed when cmd has ended.
func launch(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started, done := make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		defer close(done)
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait() // killed: its error is of no interest
		}
	}()
	return done, <-started
}

// lock waits until this process alone holds the lock file.
func lock(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
