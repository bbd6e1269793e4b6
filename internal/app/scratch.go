package app

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/lewu-id/lewu/internal/errs"
)

// newScratch makes a folder for this process's work in progress under dir, and
// empties what processes that are gone left there. Two processes on one store
// are normal (import beside serve), so each has its own.
func newScratch(dir string) (_ string, err error) {
	defer errs.Wrap(&err, "app.newScratch")

	if dir, err = filepath.Abs(dir); err != nil { // databases are opened in it by their whole path
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	for _, entry := range left {
		pid, isOurs := strings.CutPrefix(entry.Name(), "proses-")
		pid, _, _ = strings.Cut(pid, "-")
		n, err := strconv.Atoi(pid)
		if !isOurs || err != nil || alive(n) {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return "", err
		}
	}
	return os.MkdirTemp(dir, "proses-"+strconv.Itoa(os.Getpid())+"-*")
}

// alive tells whether a process runs; one of another user does too. A number
// taken by a new process keeps a leftover folder until that one is gone.
func alive(pid int) bool {
	if pid == os.Getpid() {
		return false // this number was ours in an earlier life of the machine
	}
	err := syscall.Kill(pid, 0)
	return err == nil || err == syscall.EPERM
}
