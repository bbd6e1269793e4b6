//go:build unix

package table

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock on an open file, which ends with it; wait says
// whether to wait for another holder or to fail.
func lockFile(f *os.File, wait bool) error {
	how := syscall.LOCK_EX
	if !wait {
		how |= syscall.LOCK_NB
	}
	for {
		err := syscall.Flock(int(f.Fd()), how)
		if err != syscall.EINTR {
			return err
		}
	}
}

// held tells whether somebody holds the lock on the file at path. A file that
// is not there is held by nobody: folders are made under the gate.
func held(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0o600)
	if err != nil {
		return !errors.Is(err, os.ErrNotExist) // another user's: leave it
	}
	defer f.Close()
	return lockFile(f, false) != nil
}
