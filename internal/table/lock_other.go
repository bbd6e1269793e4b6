//go:build !unix

package table

import "os"

// lockFile has nothing to take: an open file is its own lock here, see held.
func lockFile(*os.File, bool) error { return nil }

// held tells whether a process has the file at path open: the system refuses
// to remove it then. A file that is not there may not be there yet.
func held(path string) bool { return os.Remove(path) != nil }
