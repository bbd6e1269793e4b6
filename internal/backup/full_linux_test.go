package backup_test

import (
	"strings"
	"syscall"
	"testing"

	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// small mounts a disk of that size, for which it must be root in a place that may
// mount; elsewhere the test is skipped.
func small(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a full disk needs a small one, which only root may mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func TestFullPlace(t *testing.T) {
	h, place := local(t), small(t, "1m")
	h.fill(t, 3, 100_000, 1)
	first := h.backUp(t, place)
	h.fill(t, 8, 100_000, 2)
	_, err := backup.Make(t.Context(), h.options(place))
	if m, _ := errs.Public(err); m.Key != "backup.full" || m.Args["place"] != place || !errs.Is(err, errs.Full) {
		t.Errorf("Make: %v, want backup.full of %s", err, place)
	}
	if all := list(t, place); len(all) != 1 || all[0].ID != first.ID {
		t.Fatalf("the place has %v, want the first backup alone", all)
	}
	if provesAll(t, place) != 1 {
		t.Error("the first backup is gone")
	}
}

// The snapshot waits in a folder that can be full as well.
func TestFullTemp(t *testing.T) {
	h, temp := local(t), small(t, "64k")
	h.fill(t, 200, 20, 1) // 0.6 kB of snapshot each
	for _, place := range []string{t.TempDir(), blobtest.S3(t)} {
		o := h.options(place)
		o.Temp = temp
		_, err := backup.Make(t.Context(), o)
		if m, _ := errs.Public(err); m.Key != "backup.full" || m.Args["place"] != temp {
			t.Errorf("Make: %v, want backup.full of %s", err, temp)
		}
		if strings.Contains(err.Error(), "SECRET") || len(list(t, place)) != 0 {
			t.Errorf("a failed backup is listed: %v", list(t, place))
		}
	}
}

func TestFullTarget(t *testing.T) {
	h, place := local(t), t.TempDir()
	h.fill(t, 12, 100_000, 1)
	h.backUp(t, place)
	to := empty(t, dbtest.SQLite(t), small(t, "1m"))
	r, err := backup.Restore(t.Context(), to.target(place))
	if m, _ := errs.Public(err); m.Key != "backup.restore.full" || !errs.Is(err, errs.Full) {
		t.Errorf("Restore: %v, want backup.restore.full", err)
	}
	if r.Copied == 0 || r.Copied > 10 {
		t.Errorf("copied %d, want some of 12", r.Copied)
	}
}
