package blob_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestDiskLayout(t *testing.T) {
	root := filepath.Join(t.TempDir(), "data", "berkas")
	s := blobtest.Open(t, root)
	if got := s.String(); got != root {
		t.Errorf("String() = %q, want %q", got, root)
	}
	sha := put(t, s, []byte("Kalteng")).SHA256
	for path, want := range map[string]fs.FileMode{
		filepath.Dir(root):                    fs.ModeDir | 0o700,
		root:                                  fs.ModeDir | 0o700,
		filepath.Join(root, sha[:2]):          fs.ModeDir | 0o700,
		filepath.Join(root, sha[:2], sha[2:]): 0o600,
	} {
		info, err := os.Stat(path)
		if err != nil {
			t.Error(err)
		} else if got := info.Mode(); got != want {
			t.Errorf("%s has mode %v, want %v", path, got, want)
		}
	}
	if entries, _ := os.ReadDir(root); len(entries) != 1 {
		t.Errorf("folder holds %v, want one", entries)
	}
}

func TestOpenSweepsAbandonedFiles(t *testing.T) {
	root := t.TempDir()
	for name, age := range map[string]time.Duration{
		"tmp-old": 2 * time.Hour, "tmp-young": 10 * time.Minute, "catatan.txt": 2 * time.Hour,
	} {
		path := filepath.Join(root, name)
		when := time.Now().Add(-age)
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	blobtest.Open(t, root)
	entries, _ := os.ReadDir(root)
	if len(entries) != 2 || entries[0].Name() != "catatan.txt" || entries[1].Name() != "tmp-young" {
		t.Errorf("folder holds %v, want catatan.txt and tmp-young", entries)
	}
}

func TestUnusableFolders(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, location := range []string{file, filepath.Join(file, "x")} {
		if _, err := blob.Open(t.Context(), location); key(err) != "blob.folder" || !errs.Is(err, errs.Invalid) {
			t.Errorf("Open(%q): %v, want blob.folder", location, err)
		}
	}
}

func TestUnreadableFile(t *testing.T) {
	root := t.TempDir()
	s := blobtest.Open(t, root)
	sha := shaOf(nil)
	if err := os.MkdirAll(filepath.Join(root, sha[:2], sha[2:]), 0o700); err != nil {
		t.Fatal(err)
	}
	_, open := s.Open(t.Context(), sha)
	_, stat := s.Stat(t.Context(), sha)
	for _, err := range []error{open, stat} {
		if key(err) != "blob.unreadable" || !errs.Is(err, errs.Internal) {
			t.Errorf("a folder in place of a file: %v, want blob.unreadable", err)
		}
	}
	if _, err := s.Put(t.Context(), strings.NewReader("")); key(err) != "blob.unwritable" {
		t.Errorf("Put where a folder stands: %v, want blob.unwritable", err)
	}
	if entries, _ := os.ReadDir(root); len(entries) != 1 {
		t.Errorf("a failed Put left %v", entries)
	}
}

func key(err error) string {
	m, _ := errs.Public(err)
	return m.Key
}

// putter is the variable that makes this test program a process which puts
// files into that folder until it is killed.
const putter = "LEWU_BLOBTEST_PUTTER"

// TestKilledPut kills a process in the middle of Put and looks at what stays:
// every name must be that of its content, and every file that Put returned for
// must be there.
func TestKilledPut(t *testing.T) {
	if root := os.Getenv(putter); root != "" {
		putForEver(t, root)
	}
	root := t.TempDir()
	var acknowledged, whole, cut int
	for round := range 20 {
		said := runAndKill(t, root, round)
		s := blobtest.Open(t, root)
		have := map[string]bool{}
		for _, info := range list(t, s) {
			have[info.SHA256] = true
			if err := blob.Verify(t.Context(), s, info.SHA256); err != nil {
				t.Fatal(err)
			}
			// Gone, so that later rounds are short.
			if err := s.Delete(t.Context(), info.SHA256); err != nil {
				t.Fatal(err)
			}
		}
		for _, sha := range said {
			if !have[sha] {
				t.Errorf("round %d: %s was acknowledged and is gone", round, sha)
			}
		}
		temps, _ := filepath.Glob(filepath.Join(root, "tmp-*"))
		for _, temp := range temps {
			os.Remove(temp)
		}
		acknowledged, whole, cut = acknowledged+len(said), whole+len(have), cut+len(temps)
	}
	t.Logf("20 kills: %d acknowledged, %d whole, %d cut short", acknowledged, whole, cut)
	if cut == 0 {
		t.Error("no kill met a Put: this test proves nothing")
	}
}

// runAndKill lets a putter work for a random moment and gives the names it
// acknowledged.
func runAndKill(t *testing.T, root string, round int) (said []string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledPut$")
	cmd.Env = append(os.Environ(), putter+"="+root, fmt.Sprintf("%s_SEED=%d", putter, round))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Fatalf("the putter said %q", lines.Text())
	}
	time.AfterFunc(time.Duration(rand.IntN(40_000))*time.Microsecond, func() { cmd.Process.Kill() })
	for lines.Scan() {
		if len(lines.Text()) == 64 { // a whole line
			said = append(said, lines.Text())
		}
	}
	return said
}

func putForEver(t *testing.T, root string) {
	var seed [32]byte
	copy(seed[:], os.Getenv(putter+"_SEED"))
	random := rand.NewChaCha8(seed)
	s := blobtest.Open(t, root)
	os.Stdout.WriteString("ready\n")
	b := make([]byte, 3<<20)
	for {
		random.Read(b)
		info, err := s.Put(t.Context(), bytes.NewReader(b[:1+random.Uint64()%uint64(len(b))]))
		if err != nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString(info.SHA256 + "\n")
	}
}
