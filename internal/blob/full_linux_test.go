package blob_test

import (
	"bytes"
	"syscall"
	"testing"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// small mounts a disk of 1 MiB, for which it must be root in a place that may
// mount; elsewhere the test is skipped.
func small(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("a full disk needs a small one, which only root may mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func TestFullDisk(t *testing.T) {
	s := blobtest.Open(t, small(t))
	first := put(t, s, content(600_000, 7))
	if _, err := s.Put(t.Context(), bytes.NewReader(content(600_000, 8))); key(err) != "blob.full" || !errs.Is(err, errs.Full) {
		t.Fatalf("Put on a full disk: %v, want blob.full", err)
	}
	if got := list(t, s); len(got) != 1 || got[0] != first {
		t.Errorf("store holds %v, want %v", got, first)
	}
	if err := blob.Verify(t.Context(), s, first.SHA256); err != nil {
		t.Errorf("reading on a full disk: %v", err)
	}
	put(t, s, content(300_000, 9)) // nothing half-done took the room
	if err := s.Delete(t.Context(), first.SHA256); err != nil {
		t.Fatal(err)
	}
	second := put(t, s, content(600_000, 8))
	if err := blob.Verify(t.Context(), s, second.SHA256); err != nil {
		t.Error(err)
	}
}

// The folders where S3 files wait and where copies lie can be full as well.
func TestFullDiskOfS3(t *testing.T) {
	folder := small(t)
	s, err := blob.Open(t.Context(), blobtest.S3(t), blob.TempDir(folder))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Put(t.Context(), bytes.NewReader(content(9<<20, 1))); key(err) != "blob.full" {
		t.Errorf("Put with a full temporary folder: %v, want blob.full", err)
	}
	info := put(t, s, content(2<<20, 1)) // waits in memory
	if _, err := blob.Local(t.Context(), s, info.SHA256, folder); key(err) != "blob.full" {
		t.Errorf("Local with a full folder: %v, want blob.full", err)
	}
	small := put(t, s, content(900_000, 1))
	if _, err := blob.Local(t.Context(), s, small.SHA256, folder); err != nil {
		t.Errorf("Local after failures: %v, want room for 900,000 bytes", err)
	}
}
