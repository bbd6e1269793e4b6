package e2e

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
)

// TestKillImport: kill -9 during `lewu import --publish`, by turns alone into a
// new dataset, and beside a server, killed with it, into one that is there.
func TestKillImport(t *testing.T) {
	const rows = 20_000
	tr := newTrial(t, demo(t))
	tr.restart(t).kill() // the demo as it was
	path, isi := tr.sheet(t, rows)
	took := duration(func() {
		tr.note(t, tr.must(t, append([]string{"import", "--json", "--publish", path}, newDataset("Uji putus")...)...), isi)
	})
	var beside *server
	for tr.more() {
		path, isi := tr.sheet(t, rows)
		args := append([]string{"import", "--json", "--publish", path}, newDataset("Uji "+filepath.Base(path))...)
		if beside != nil {
			args = []string{"import", "--json", "--publish", "--dataset", "uji-putus", path}
		}
		p := tr.start(t, args...)
		if beside != nil {
			tr.strike(&took, p, beside)
		} else {
			tr.strike(&took, p)
		}
		tr.note(t, p, isi)
		s := tr.restart(t)
		if beside == nil {
			beside = s
		} else {
			s.kill()
			beside = nil
		}
	}
	if beside != nil {
		beside.kill()
	}
	tr.close(t)
}

// TestKillPublish: kill -9 during `lewu publish` of a draft. Until it says
// "received" the draft may be a draft still; from then on it is published.
func TestKillPublish(t *testing.T) {
	const rows = 2_000
	tr := newTrial(t, demo(t))
	tr.restart(t).kill()
	path, _ := tr.sheet(t, rows)
	tr.must(t, append([]string{"import", "--json", path}, newDataset("Uji putus")...)...)
	draft := func() (batch, isi string) {
		path, isi := tr.sheet(t, rows)
		return tr.must(t, "import", "--json", "--dataset", "uji-putus", path).outcome(t).Batch, isi
	}
	publish := func(batch string) []string { return []string{"publish", batch, "--json", "--alasan", "uji"} }
	batch, isi := draft()
	took := duration(func() { tr.note(t, tr.must(t, publish(batch)...), isi) })
	for tr.more() {
		batch, isi = draft()
		p := tr.start(t, publish(batch)...)
		tr.strike(&took, p)
		tr.note(t, p, isi)
		s := tr.restart(t)
		switch b := tr.settle(t, []string{batch})[batch]; b.State {
		case catalog.Published:
		case catalog.Draft:
			tr.note(t, tr.must(t, publish(batch)...), isi) // beside the server
			tr.inspect(t, s)
		default:
			tr.tear(t, "batch %s rests at %q, want draf or terbit", batch, b.State)
		}
		s.kill()
	}
	tr.close(t)
}

// TestKillMigrate: kill -9 while the tables are made, and while they are looked
// after in a store that is full.
func TestKillMigrate(t *testing.T) {
	t.Run("empty", func(t *testing.T) {
		tr := newTrial(t, house{data: filepath.Join(t.TempDir(), "data")})
		fresh := func() {
			if err := os.RemoveAll(tr.data); err != nil {
				t.Fatal(err)
			}
		}
		took := duration(func() { tr.must(t, "migrate") })
		for tr.more() {
			fresh()
			tr.strike(&took, tr.start(t, "migrate"))
			s := tr.restart(t)
			s.get(t, "/")
			s.kill()
		}
		path, isi := tr.sheet(t, 100) // the last one works for good
		tr.note(t, tr.must(t, append([]string{"import", "--json", "--publish", "--alasan", "uji", path}, newDataset("Uji putus")...)...), isi)
		tr.restart(t).kill()
		tr.close(t)
	})
	t.Run("demo", func(t *testing.T) {
		tr := newTrial(t, demo(t))
		tr.restart(t).kill()
		took := duration(func() { tr.must(t, "migrate") })
		for tr.more() {
			tr.strike(&took, tr.start(t, "migrate"))
			tr.restart(t).kill()
		}
		tr.close(t)
	})
}

// TestKillBackup: kill -9 during `lewu backup`. The place holds whole backups
// only: the newest is at least the one acknowledged last, and comes back whole.
func TestKillBackup(t *testing.T) {
	tr := newTrial(t, demo(t))
	path, isi := tr.sheet(t, 20_000)
	tr.note(t, tr.must(t, append([]string{"import", "--json", "--publish", path}, newDataset("Uji putus")...)...), isi)
	place := filepath.Join(t.TempDir(), "cadangan")
	took := duration(func() { tr.must(t, "backup", filepath.Join(t.TempDir(), "ukuran")) })
	var newest backupReport   // acknowledged
	half := (tr.want + 1) / 2 // from here on there is one to come back to
	for tr.more() {
		if newest.ID == "" && tr.kills >= half {
			newest = backups(t, tr.must(t, "backup", "--json", place))[0]
		}
		path, isi := tr.sheet(t, 2_000)
		tr.note(t, tr.must(t, "import", "--json", "--publish", "--dataset", "uji-putus", "--jawab", "hilang=ya", path), isi)
		p := tr.start(t, "backup", "--json", place)
		tr.strike(&took, p)
		for _, r := range backups(t, p) {
			newest = r
		}
		tr.restart(t).kill()
		tr.restore(t, place, newest)
	}
	newest = backups(t, tr.must(t, "backup", "--json", place))[0]
	tr.restore(t, place, newest)
	tr.close(t)
}

// restore brings the newest backup of a place back, if there has to be one.
func (tr *trial) restore(t testing.TB, place string, atLeast backupReport) {
	t.Helper()
	to := house{data: filepath.Join(t.TempDir(), "pulih")}
	p := to.run(t, "restore", "--json", "--verify", place)
	list := backups(t, p)
	switch {
	case p.code() == codeUsage && atLeast.ID == "":
		return // none was whole yet, and it says so
	case p.code() != codeOK || len(list) != 1 || !list[0].Verified:
		tr.tear(t, "restore: exit %d\n%s%s", p.code(), p.out.text(), p.err.text())
		return
	case list[0].At.Before(atLeast.At):
		tr.lose(t, "backup %s was acknowledged, %s is the newest", atLeast.ID, list[0].ID)
	}
	n := 0
	for name, v := range to.versions(t) {
		if tr.seen[name] != v {
			tr.tear(t, "restored %s is %+v, was %+v", name, v, tr.seen[name])
		}
		n++
	}
	if n == 0 {
		tr.tear(t, "the restored store is empty")
	}
}
