// Package blobtest runs tests of file stores over a folder and over a real S3
// server (versitygw, built once from the module cache and run on loopback).
package blobtest

import (
	"os"
	"testing"

	"github.com/lewu-id/lewu/internal/blob"
)

// Each runs test over an empty disk store and an empty S3 store, as subtests
// "disk" and "s3".
func Each(t *testing.T, test func(t *testing.T, s blob.Store)) {
	t.Helper()
	t.Run("disk", func(t *testing.T) { test(t, Open(t, t.TempDir())) })
	t.Run("s3", func(t *testing.T) { test(t, Open(t, S3(t))) })
}

// Open opens a store or ends the test.
func Open(t testing.TB, location string) blob.Store {
	t.Helper()
	s, err := blob.Open(t.Context(), location, blob.TempDir(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// S3 starts an S3 server of its own for this test and gives the location of an
// empty bucket on it, for blob.Open or LEWU_BLOB; the server ends with the
// test. Where the server cannot be built the test is skipped, or fails on CI
// (environment CI=true), which must not pass without it.
func S3(t testing.TB) string {
	t.Helper()
	program, err := gateway().Build()
	if err != nil {
		missing(t, err)
	}
	return start(t, program)
}

func missing(t testing.TB, err error) {
	t.Helper()
	const what = "no S3 server for this test: %v\nFetch it once while the module proxy can be reached: go mod download github.com/versity/versitygw"
	if os.Getenv("CI") == "true" {
		t.Fatalf(what, err)
	}
	t.Skipf(what, err)
}
