// Package arch is the architecture as a test: which package stands on which
// floor, who may import whom, how long files and functions may be.
//
// It parses the files itself. `go list` would be answered from the test cache,
// and files that a build tag leaves out would go unseen. Nothing but tests
// imports it.
package arch
