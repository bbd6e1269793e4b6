package e2e

import (
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// small mounts a disk of that size, for which it must be root in a place that
// may mount.
func small(t *testing.T, size string) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size="+size); err != nil {
		const what = "a full disk needs a small one, which only root may mount: %v"
		if os.Getenv("CI") == "true" {
			t.Fatalf(what, err)
		}
		t.Skipf(what, err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

// fill leaves left bytes free on the disk of a folder; the file it takes the
// rest with is in the answer.
func fill(t *testing.T, folder string, left int64) (path string) {
	t.Helper()
	f, err := os.Create(filepath.Join(folder, "pengisi"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	block := make([]byte, 64<<10)
	for size := len(block); size >= 4<<10; {
		if _, err = f.Write(block[:size]); err != nil {
			size /= 2
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk does not fill: %v", err)
	}
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(max(0, info.Size()-left)); err != nil {
		t.Fatal(err)
	}
	return f.Name()
}

// levels are bytes left on the disk: with none nothing is taken, with more a
// delivery breaks off at the file store, in the table's scratch, or not at all.
func levels() []int64 {
	return []int64{0, 64 << 10, 512 << 10, 1 << 20, 3 << 19, 2 << 20, 4 << 20}
}

// TestFullDisk: the data folder lies on a disk that fills up. Reads go on, the
// sender is told, nothing half-done shows; with room again the same server and
// a new import work, and the deliveries that were taken come to rest.
func TestFullDisk(t *testing.T) {
	const rows = 20_000
	disk := small(t, "160m")
	tr := newTrial(t, demoIn(t, filepath.Join(disk, "data")))
	s := tr.restart(t)
	path, isi := tr.sheet(t, rows)
	tr.note(t, tr.must(t, append([]string{"import", "--json", "--publish", path}, newDataset("Uji penuh")...)...), isi)
	tr.inspect(t, s)
	into := func(path string) []string {
		return []string{"import", "--json", "--publish", "--dataset", "uji-penuh", path}
	}
	refused, stranded := 0, 0
	for _, left := range levels() {
		name := fmt.Sprintf("%d kB left", left>>10)
		filler := fill(t, disk, left)
		path, isi := tr.sheet(t, rows)
		p := tr.run(t, into(path)...)
		tr.note(t, p, isi)
		if p.code() == codeBusy {
			checkSentence(t, name, p.err.text())
			refused++
			stranded += len(p.reports(t)) // received, and no outcome
		} else if p.code() != codeOK {
			t.Errorf("%s: import: exit %d\n%s%s", name, p.code(), p.out.text(), p.err.text())
		}
		s.readAll(t, name, "uji-penuh")
		tr.inspect(t, s)
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		path, isi = tr.sheet(t, rows)
		tr.note(t, tr.must(t, into(path)...), isi)
		tr.rest(t)
		tr.inspect(t, s)
	}
	if refused-stranded == 0 || stranded == 0 {
		t.Errorf("of %d imports refused, %d were taken: want some of both", refused, stranded)
	}
	s.kill()
	tr.close(t)
}

// TestFullDiskCold: a server that has read nothing yet answers from a disk
// without a free byte.
func TestFullDiskCold(t *testing.T) {
	disk := small(t, "64m")
	h := demoIn(t, filepath.Join(disk, "data"))
	path, _ := sheet(t, 20_000, "dingin")
	h.must(t, append([]string{"import", "--publish", path}, newDataset("Uji penuh")...)...)
	s := h.serve(t)
	filler := fill(t, disk, 0)
	s.readAll(t, "cold", "uji-penuh")
	seen, faults := s.look(t)
	for _, fault := range faults {
		t.Error(fault)
	}
	for name, v := range seen {
		if err := s.prove(name, v); err != nil {
			t.Error(err)
		}
	}
	for _, args := range [][]string{{"backup", filepath.Join(t.TempDir(), "cadangan")}, {"backup", filepath.Join(disk, "cadangan")}} {
		p := h.run(t, args...)
		if p.code() != codeBusy {
			t.Errorf("lewu %v: exit %d, want %d", args, p.code(), codeBusy)
		}
		checkSentence(t, args[0], p.err.text())
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s.readAll(t, "with room", "uji-penuh")
	h.must(t, "doctor", "--deep")
}

// checkSentence wants one sentence for people.
func checkSentence(t *testing.T, name, said string) {
	t.Helper()
	lower := strings.ToLower(said)
	if strings.Count(said, "\n") != 1 || !strings.HasPrefix(said, "lewu: ") || !strings.Contains(lower, "penuh") {
		t.Errorf("%s: it says %q, want one sentence about a full disk", name, said)
	}
	for _, word := range []string{"no space", "sqlite", "duckdb", "enospc", "errno", ".go:", "catalog.", "db.", "write ", "{", "error"} {
		if strings.Contains(lower, word) {
			t.Errorf("%s: %q is no word for people: %q", name, word, said)
		}
	}
}

// readAll asks pages of every sort.
func (s *server) readAll(t *testing.T, name, slug string) {
	t.Helper()
	var rows struct {
		Origin []struct {
			Asal int   `json:"asal"`
			Row  int64 `json:"row"`
		} `json:"origin"`
	}
	s.json(t, "/api/v1/datasets/"+slug+"/rows", &rows)
	origin := fmt.Sprintf("/data/%s/asal?asal=%d&baris=%d&sel=nilai", slug, rows.Origin[0].Asal, rows.Origin[0].Row)
	for _, path := range []string{
		"/", "/en", "/data", "/api/v1/datasets", "/healthz", "/readyz", "/data/" + slug, "/en/data/" + slug,
		"/data/" + slug + ".csv", "/data/" + slug + ".csv?kelas=tinggi", "/data/" + slug + ".xlsx", "/data/" + slug + ".json?kelas=tinggi", "/data/" + slug + ".parquet",
		origin, "/api/v1/datasets/" + slug,
		"/api/v1/datasets/" + slug + "/rows?urut=-nilai&kelas=tinggi", "/api/v1/datasets/" + slug + "/rows?kelompok=kelas&hitung=sum:nilai",
	} {
		status, body, err := s.ask(path)
		if err != nil || status != http.StatusOK {
			t.Errorf("%s: GET %s: %d, %v\n%s", name, path, status, err, brief(body))
		}
		text := string(body)
		if strings.Contains(text, "tidak utuh") || strings.Contains(text, "is not whole") || strings.Contains(text, `"damaged"`) {
			t.Errorf("%s: GET %s says that the version in force is damaged", name, path)
		}
	}
}
