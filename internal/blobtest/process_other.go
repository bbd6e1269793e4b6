//go:build !linux

package blobtest

import "os/exec"

// launch starts cmd; ended is closed when it has ended.
func launch(cmd *exec.Cmd) (ended <-chan struct{}, err error) {
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = cmd.Wait()
	}()
	return done, nil
}

// lock does nothing: two builds at once cost time, not correctness, as the
// program is renamed into place.
func lock(string) (unlock func(), err error) { return func() {}, nil }
