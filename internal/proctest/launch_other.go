//go:build !linux

// Package proctest starts the programs that tests need.
package proctest

import "os/exec"

// Launch starts cmd; where the kernel has no death signal, the test's cleanup
// has to end it. ended is closed when it has ended.
func Launch(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = cmd.Wait() // the exit code tells
	}()
	return done, nil
}
