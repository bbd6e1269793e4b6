package table

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// TestFullDisk: a version that is not hot yet is answered from a disk without a
// free byte, out of its Parquet file, and becomes hot once there is room.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("a full disk needs a small one, which only root may mount: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	e, err := Open(Options{Dir: disk})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	elsewhere := engine(t, Options{})
	src := publish(t, elsewhere, harvest[:1], []string{"kode"}, row("62.02"), row("62.01"))
	data, err := os.ReadFile(src.Path)
	if err != nil {
		t.Fatal(err)
	}
	src.Path = filepath.Join(disk, "versi.parquet")
	filler := filepath.Join(disk, "pengisi")
	if err := os.WriteFile(src.Path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filler, make([]byte, 8<<20), 0o600); err == nil {
		t.Fatal("8 MB fit on a disk of 4 MB")
	}
	ask := func(when string, files int) {
		t.Helper()
		r, err := e.Query(context.Background(), src, lewu.Query{Sort: []lewu.Sort{{Column: "kode", Desc: true}}})
		if err != nil || r.Total != 2 || r.Rows[0][0].Text != "62.02" {
			t.Errorf("%s: %+v, %v", when, r, err)
		}
		list, _ := filepath.Glob(filepath.Join(e.folder.path, "v*")) // the pattern is valid
		if len(list) != files {
			t.Errorf("%s: %v, want %d files", when, list, files)
		}
	}
	ask("full", 0)
	ask("full still", 0)
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	ask("with room", 1)
	ask("hot", 1)
}
