package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
)

// A backupReport is a line of `backup --json` and `restore --json`.
type backupReport struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`
	Blobs    int64     `json:"blobs"`
	Rows     int64     `json:"rows"`
	AuditN   int64     `json:"audit_n"`
	Head     string    `json:"audit_head"`
	Verified bool      `json:"verified"`
}

func backups(t testing.TB, p *process) (list []backupReport) {
	t.Helper()
	for _, l := range p.out.all() {
		var r backupReport
		if err := json.Unmarshal([]byte(l.text), &r); err != nil {
			t.Errorf("lewu %v printed %q: %v", p.cmd.Args[1:], l.text, err)
		}
		list = append(list, r)
	}
	return list
}

// versions lists what a store has published, past the program.
func (h house) versions(t testing.TB) public {
	t.Helper()
	seen := public{}
	h.catalogue(t, func(ctx context.Context, s *catalog.Store) {
		list, err := s.AllVersions(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range list {
			set, err := s.DatasetByID(ctx, v.Dataset)
			if err != nil {
				t.Fatal(err)
			}
			seen[key(set.Slug, v.N)] = version{N: v.N, Rows: v.Rows, Berkas: v.Berkas, Isi: v.Isi}
		}
	})
	return seen
}

// A taken is a backup, and what the world saw before and after it.
type taken struct {
	backupReport
	before, after public
}

// TestBackupWhileImporting: backups are made while a server serves and files
// come in. Each holds all that was published before it began and nothing that
// came after it ended; restored, everything hashes and counts as it did.
func TestBackupWhileImporting(t *testing.T) {
	const rounds = 5
	h := demo(t)
	s := h.serve(t)
	path, _ := sheet(t, 5_000, "awal")
	took := duration(func() {
		h.must(t, append([]string{"import", "--json", "--publish", path}, newDataset("Uji cadangan")...)...)
	})
	place := filepath.Join(t.TempDir(), "cadangan")

	var all []taken
	sent := 0
	send := func() *process {
		sent++
		path, _ := sheet(t, 5_000, fmt.Sprintf("kiriman%d", sent))
		return h.start(t, "import", "--json", "--publish", "--dataset", "uji-cadangan", path)
	}
	for i := range rounds {
		in := send()
		time.Sleep(time.Duration(i) * took / rounds) // another moment of an import each time
		before, _ := s.look(t)
		backup := h.start(t, "backup", "--json", place)
		for running := true; running; {
			in.wait(t)
			if r := in.outcome(t); r.State != string(catalog.Published) {
				t.Errorf("import beside a backup: %+v, want terbit", r)
			}
			select {
			case <-backup.ended:
				running = false
			default:
				in = send()
			}
		}
		if backup.code() != codeOK {
			t.Fatalf("backup: exit %d\n%s", backup.code(), backup.err.text())
		}
		after, _ := s.look(t)
		all = append(all, taken{backups(t, backup)[0], before, after})
	}
	s.kill()

	for _, b := range all {
		compare(t, place, b)
	}
}

// compare restores a backup to an empty place and looks at what came back.
func compare(t *testing.T, place string, b taken) {
	t.Helper()
	to := house{data: filepath.Join(t.TempDir(), "pulih")}
	r := backups(t, to.must(t, "restore", "--json", "--verify", "--pilih", b.ID, place))[0]
	if !r.Verified || r.Blobs != b.Blobs || r.Rows != b.Rows || r.AuditN != b.AuditN || r.Head != b.Head {
		t.Errorf("restored %+v, backed up %+v", r, b.backupReport)
	}
	to.must(t, "doctor", "--deep")
	s := to.serve(t)
	has, faults := s.look(t)
	for _, fault := range faults {
		t.Error(fault)
	}
	for name, v := range b.before {
		if has[name] != v {
			t.Errorf("backup %s: %s is %+v, was %+v before it began", b.ID, name, has[name], v)
		}
	}
	for name, v := range has {
		if b.after[name] != v {
			t.Errorf("backup %s: %s is %+v, was %+v after it ended", b.ID, name, v, b.after[name])
		}
		if err := s.prove(name, v); err != nil {
			t.Error(err)
		}
	}
	s.kill()
	t.Logf("%s: %d versions (%d before, %d after), %d blobs, %d rows, audit %d", b.ID, len(has), len(b.before), len(b.after), r.Blobs, r.Rows, r.AuditN)
}

// TestBackupHere: every command works with a data folder that is not absolute,
// as in the README.
func TestBackupHere(t *testing.T) {
	full := demo(t)
	t.Chdir(filepath.Dir(full.data))
	house{data: "data"}.must(t, "backup", "cadangan")
	to := house{data: "pulih"}
	to.must(t, "restore", "--verify", "cadangan")
	if got, want := to.versions(t), full.versions(t); !maps.Equal(got, want) || len(got) == 0 {
		t.Errorf("restored %v, want %v", got, want)
	}
}
