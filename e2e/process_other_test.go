//go:build !linux

package e2e

import "os/exec"

// launch starts cmd; where the kernel has no death signal, the test's cleanup
// has to end it.
func launch(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	done := make(chan struct{})
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go func() {
		defer close(done)
		_ = cmd.Wait() // the exit code tells
	}()
	return done, nil
}
