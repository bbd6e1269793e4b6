package backup_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/messagetest"
)

// A house travels over every engine and every kind of store.
func TestRoundTrip(t *testing.T) {
	sqlite := func(t *testing.T) string { return dbtest.SQLite(t) }
	postgres := func(t *testing.T) string { return dbtest.Postgres(t) }
	disk := func(t *testing.T) string { return t.TempDir() }
	s3 := func(t *testing.T) string { return blobtest.S3(t) }
	for _, test := range []struct {
		name                                    string
		fromDB, fromBlobs, place, toDB, toBlobs func(t *testing.T) string
	}{
		{"sqlite and disk over disk to the same", sqlite, disk, disk, sqlite, disk},
		{"sqlite and disk over disk to postgres and s3", sqlite, disk, disk, postgres, s3},
		{"postgres and s3 over s3 to sqlite and disk", postgres, s3, s3, sqlite, disk},
		{"postgres and disk over s3 to postgres and s3", postgres, disk, s3, postgres, s3},
	} {
		t.Run(test.name, func(t *testing.T) {
			old := newHouse(t, test.fromDB(t), test.fromBlobs(t))
			old.fill(t, 12, 30_000, 1)
			place := test.place(t)
			made := old.backUp(t, place)
			if made.Blobs != 12 || made.Copied != 12 || made.Bytes != 12*30_000 || made.AuditN != 12 {
				t.Errorf("made %+v, want 12 blobs of 30,000 bytes and 12 entries", made)
			}
			if provesAll(t, place) != 1 {
				t.Errorf("the place has %v, want one backup", list(t, place))
			}
			restored := empty(t, test.toDB(t), test.toBlobs(t))
			got, err := backup.Restore(t.Context(), restored.target(place))
			if err != nil {
				t.Fatal(err)
			}
			if !got.Verified || got.Rows != made.Rows || got.Copied != 12 || got.AuditHead != made.AuditHead {
				t.Errorf("restored %+v, want the figures of %+v", got, made)
			}
			restored.sameAs(t, old)
			again, err := backup.Restore(t.Context(), restored.target(place))
			if err != nil || again.Copied != 0 || !again.Verified {
				t.Errorf("restoring once more: %+v, %v, want nothing copied", again, err)
			}
		})
	}
}

func TestTheSecondBackupCopiesWhatIsNew(t *testing.T) {
	blobtest.Each(t, func(t *testing.T, s blob.Store) {
		h := newHouseOn(t, s)
		place := t.TempDir()
		h.fill(t, 5, 1000, 1)
		first := h.backUp(t, place)
		fresh := h.fill(t, 2, 2000, 2)
		second := h.backUp(t, place)
		if second.Blobs != 7 || second.Copied != 2 || second.CopiedBytes != 4000 {
			t.Errorf("second backup: %+v, want 2 of 7 blobs copied", second)
		}
		all := list(t, place)
		if len(all) != 2 || all[0].ID != second.ID || all[1].ID != first.ID {
			t.Fatalf("List = %v, want %s then %s", all, second.ID, first.ID)
		}
		old := empty(t, dbtest.SQLite(t), t.TempDir())
		o := old.target(place)
		o.Which = first.ID
		if _, err := backup.Restore(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		if got := old.whole(t); len(got) != 5 {
			t.Errorf("the older backup brought %d blobs, want 5", len(got))
		}

		flip(t, path(place, fresh[1])) // same size: only Deep sees it
		if r := h.backUp(t, place); r.Copied != 0 {
			t.Errorf("third backup copied %d, want 0", r.Copied)
		}
		deep := h.options(place)
		deep.Deep = true
		r, err := backup.Make(t.Context(), deep)
		if err != nil || r.Copied != 1 {
			t.Errorf("deep backup: %+v, %v, want the damaged blob copied again", r, err)
		}
		if n := provesAll(t, place); n != 4 {
			t.Errorf("%d backups, want 4", n)
		}
	})
}

func newHouseOn(t *testing.T, s blob.Store) *house {
	t.Helper()
	h := newHouse(t, dbtest.SQLite(t), t.TempDir())
	h.blobs = s
	return h
}

// A snapshot and the blobs fit together while files keep coming in.
func TestBackupWhileImporting(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		d.Close()
		url := dbtest.SQLite(t)
		if d.Dialect == db.Postgres {
			url = dbtest.Postgres(t)
		}
		h := newHouse(t, url, t.TempDir())
		place := t.TempDir()
		started, stop := make(chan struct{}), make(chan struct{})
		var importing sync.WaitGroup
		importing.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := h.add(context.Background(), []byte(strings.Repeat("62.06,padi\n", i+1))); err != nil {
					t.Error(err)
					return
				}
				if i == 10 {
					close(started)
				}
			}
		})
		<-started
		var reports []backup.Report
		for range 3 {
			reports = append(reports, h.backUp(t, place))
		}
		close(stop)
		importing.Wait()
		for _, made := range reports {
			restored := empty(t, dbtest.SQLite(t), t.TempDir())
			o := restored.target(place)
			o.Which = made.ID
			if _, err := backup.Restore(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			if got := restored.whole(t); int64(len(got)) < 11 || int64(len(got)) > made.Blobs {
				t.Errorf("restored %d names, want at least 11 and no more than the %d of the backup", len(got), made.Blobs)
			}
		}
	})
}

// A file may arrive between any two steps: the snapshot never names a blob that
// the backup does not have.
func TestAFileBetweenTheSteps(t *testing.T) {
	h, place := local(t), t.TempDir()
	h.fill(t, 3, 1000, 1)
	o := h.options(place)
	calls := byte(0)
	o.Names = func(ctx context.Context) ([]string, error) {
		calls++
		names, err := h.cat.BlobNames(ctx)
		h.fill(t, 1, 1000, 10+calls)
		return names, err
	}
	if _, err := backup.Make(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	to := empty(t, dbtest.SQLite(t), t.TempDir())
	if _, err := backup.Restore(t.Context(), to.target(place)); err != nil {
		t.Fatal(err)
	}
	if got := to.whole(t); len(got) != 4 {
		t.Errorf("restored %d names, want the 3 and the one that came before the snapshot", len(got))
	}
}

func TestDamageInTheHouse(t *testing.T) {
	folder := t.TempDir()
	h := newHouse(t, dbtest.SQLite(t), folder)
	place := t.TempDir()
	h.fill(t, 3, 1000, 1)
	first := h.backUp(t, place)
	for name, harm := range map[string]func(path string){
		"flipped": func(path string) { flip(t, path) },
		"missing": func(path string) { os.Remove(path) },
	} {
		t.Run(name, func(t *testing.T) {
			sha := h.fill(t, 1, 1000, name[0])[0]
			whole, _ := os.ReadFile(path(folder, sha))
			harm(path(folder, sha))
			_, err := backup.Make(t.Context(), h.options(place))
			if got := said(err); got != "backup.source "+sha {
				t.Errorf("Make: %v, want backup.source of %s", err, sha)
			}
			if all := list(t, place); len(all) != 1 || all[0].ID != first.ID || provesAll(t, place) != 1 {
				t.Errorf("the place has %v, want the first backup alone", all)
			}
			os.WriteFile(path(folder, sha), whole, 0o600)
		})
	}
	if r := h.backUp(t, place); r.Blobs != 5 {
		t.Errorf("after the repair %d blobs, want 5", r.Blobs)
	}
}

// A blob that is erased while the backup runs does not keep it from ending.
func TestErasedMeanwhile(t *testing.T) {
	for _, call := range []int{2, 3} { // before the names are taken again, and while blobs are copied
		h, place := local(t), t.TempDir()
		sha := h.fill(t, 3, 1000, 1)[1]
		o := h.options(place)
		calls := 0
		o.Names = func(ctx context.Context) ([]string, error) {
			calls++
			if calls == call {
				erase(t, h, sha)
			}
			names, err := h.cat.BlobNames(ctx)
			if calls == 2 && call == 3 {
				err = errors.Join(err, h.blobs.Delete(ctx, sha))
			}
			return names, err
		}
		r, err := backup.Make(t.Context(), o)
		if err != nil || r.Blobs != 2 || len(r.Erased) != 1 || r.Erased[0] != sha {
			t.Errorf("erased at call %d: %+v, %v, want 2 blobs and the third listed as erased", call, r, err)
		}
		provesAll(t, place)
	}
}

func erase(t *testing.T, h *house, sha string) {
	t.Helper()
	err := h.db.Write(t.Context(), func(tx *sql.Tx) error {
		return h.cat.Redact(t.Context(), tx, sha, "memuat NIK", "sari", time.Now())
	})
	if err = errors.Join(err, h.blobs.Delete(t.Context(), sha)); err != nil {
		t.Error(err)
	}
}

func TestDamageInTheBackup(t *testing.T) {
	for _, test := range []struct {
		name string
		harm func(place string, m backup.Manifest, blobs []string) (sha string)
		want string // key; empty: no backup at all
	}{
		{"a blob", func(place string, _ backup.Manifest, blobs []string) string {
			flip(t, path(place, blobs[2]))
			return blobs[2]
		}, "backup.damaged"},
		{"a lost blob", func(place string, _ backup.Manifest, blobs []string) string {
			os.Remove(path(place, blobs[2]))
			return blobs[2]
		}, "backup.damaged"},
		{"a cut snapshot", func(place string, m backup.Manifest, _ []string) string {
			os.Truncate(path(place, m.Snapshot.SHA256), m.Snapshot.Size-200)
			return m.Snapshot.SHA256
		}, "backup.damaged"},
		{"the list of blobs", func(place string, m backup.Manifest, _ []string) string {
			flip(t, path(place, m.List.SHA256))
			return m.List.SHA256
		}, "backup.damaged"},
		{"a changed manifest", func(place string, m backup.Manifest, _ []string) string {
			flip(t, filepath.Join(place, "nama", m.ID+".json"))
			return ""
		}, "backup.none"},
		{"a cut manifest", func(place string, m backup.Manifest, _ []string) string {
			os.Truncate(filepath.Join(place, "nama", m.ID+".json"), 300)
			return ""
		}, "backup.none"},
		{"no manifest", func(place string, m backup.Manifest, _ []string) string {
			os.Remove(filepath.Join(place, "nama", m.ID+".json"))
			return ""
		}, "backup.none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			h, place := local(t), t.TempDir()
			blobs := h.fill(t, 4, 1000, 1)
			h.backUp(t, place)
			sha := test.harm(place, list(t, place)[0], blobs)

			_, err := backup.Prove(t.Context(), backup.ProveOptions{From: place})
			if got := said(err); got != test.want+" "+sha {
				t.Errorf("Prove: %v, want %s of %q", err, test.want, sha)
			}
			to := empty(t, dbtest.SQLite(t), t.TempDir())
			_, err = backup.Restore(t.Context(), to.target(place))
			if got := said(err); got != test.want+" "+sha {
				t.Errorf("Restore: %v, want %s of %q", err, test.want, sha)
			}
			if _, err := to.cat.Dataset(t.Context(), "produksi-padi"); err == nil {
				t.Error("the database was filled from a damaged backup")
			}
		})
	}
}

// What is left of a damaged backup can be had, by saying so.
func TestPartial(t *testing.T) {
	h, place := local(t), t.TempDir()
	blobs := h.fill(t, 4, 1000, 1)
	h.backUp(t, place)
	flip(t, path(place, blobs[0]))
	flip(t, path(place, blobs[3]))
	_, err := backup.Prove(t.Context(), backup.ProveOptions{From: place})
	if m, _ := errs.Public(err); m.Key != "backup.damaged.many" || m.Args["more"] != "1" {
		t.Errorf("Prove: %v, want one blob and 1 more", err)
	}
	to := empty(t, dbtest.SQLite(t), t.TempDir())
	o := to.target(place)
	o.Partial = true
	r, err := backup.Restore(t.Context(), o)
	if err != nil || r.Verified || len(r.Damaged) != 2 || r.Copied != 2 {
		t.Errorf("Restore: %+v, %v, want 2 blobs copied, 2 damaged and nothing called verified", r, err)
	}
	if n, _, err := audit.Verify(t.Context(), to.db); err != nil || n != 4 {
		t.Errorf("audit has %d entries, %v, want 4", n, err)
	}
}

func TestRefusals(t *testing.T) {
	h, place := local(t), t.TempDir()
	h.fill(t, 1, 100, 1)
	h.backUp(t, place)
	used := local(t)
	used.fill(t, 1, 100, 2)
	wrong := empty(t, dbtest.SQLite(t), t.TempDir())
	absent := filepath.Join(t.TempDir(), "salah-tik")

	_, toItself := backup.Make(t.Context(), h.options(h.blobs.String()))
	_, occupied := backup.Restore(t.Context(), used.target(place))
	_, nowhere := backup.Restore(t.Context(), wrong.target(absent))
	unknown := wrong.target(place)
	unknown.Which = "20200101T000000Z-00000000"
	_, noSuch := backup.Restore(t.Context(), unknown)
	for _, test := range []struct {
		err  error
		kind errs.Kind
		key  string
	}{
		{toItself, errs.Invalid, "backup.same"},
		{occupied, errs.Conflict, "backup.restore.occupied"},
		{nowhere, errs.NotFound, "backup.none"},
		{noSuch, errs.NotFound, "backup.unknown"},
	} {
		if m, _ := errs.Public(test.err); m.Key != test.key || !errs.Is(test.err, test.kind) {
			t.Errorf("%v, want %s", test.err, test.key)
		}
	}
	if n, _, err := audit.Verify(t.Context(), used.db); err != nil || n != 1 {
		t.Errorf("the occupied house has %d entries, %v, want its own 1", n, err)
	}
	if _, err := os.Stat(absent); !errors.Is(err, fs.ErrNotExist) {
		t.Error("looking for backups made the folder")
	}
}

// regions is a part with rows of its own, a key into its own table, and two
// steps of which the second adds a row.
func regions(newest int) db.Migrations {
	files := fstest.MapFS{}
	for i, text := range []string{`
create table dinas (id text primary key, name text not null);
create table wilayah (kode text primary key, induk text references wilayah (kode), opd text not null references dinas (id));
insert into dinas (id, name) values ('bappeda', 'Bappedalitbang');
insert into wilayah (kode, induk, opd) values ('62', null, 'bappeda');
insert into wilayah (kode, induk, opd) values ('62.06', '62', 'bappeda');
`, `
alter table wilayah add column aktif bigint not null default 1;
insert into dinas (id, name) values ('bps', 'BPS');
`}[:newest] {
		files[fmt.Sprintf("%05d_step.sql", i+1)] = &fstest.MapFile{Data: []byte("-- +goose Up" + text)}
	}
	return db.Migrations{Name: "wilayah", Files: files}
}

// What a killed restore left behind is taken for empty: tables as the
// migrations make them, up to any of their steps. One row more is not.
func TestRestoreOverUnusedTables(t *testing.T) {
	old, place := local(t), t.TempDir()
	old.fill(t, 3, 1000, 1)
	old.backUp(t, place)
	for _, steps := range []int{1, 2} {
		dbtest.Each(t, func(t *testing.T, d *db.DB) {
			h := empty(t, dbtest.SQLite(t), t.TempDir())
			h.db = d
			for _, m := range append(migrations()[:2], regions(steps)) {
				if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := d.Exec(`insert into wilayah (kode, induk, opd) values ('62.71', '62', 'bappeda')`); err != nil {
				t.Fatal(err)
			}
			o := h.target(place)
			o.Migrations = append(o.Migrations, regions(2))
			_, err := backup.Restore(t.Context(), o)
			if m, _ := errs.Public(err); m.Key != "backup.restore.occupied" || m.Args["name"] != "wilayah" {
				t.Errorf("Restore over a row: %v, want table wilayah named", err)
			}
			if _, err := d.Exec(`delete from wilayah where kode = '62.71'`); err != nil {
				t.Fatal(err)
			}
			if r, err := backup.Restore(t.Context(), o); err != nil || !r.Verified {
				t.Errorf("Restore over unused tables: %v", err)
			}
		})
	}
}

// Verify sees one changed value, wherever it stands.
func TestVerifySeesAChange(t *testing.T) {
	h, place := local(t), t.TempDir()
	h.fill(t, 3, 1000, 1)
	h.backUp(t, place)
	to := empty(t, dbtest.SQLite(t), t.TempDir())
	o := to.target(place)
	o.Progress = func(done, total int64, step string) {
		if step == backup.StepDatabase && done == 1 {
			if _, err := to.db.Exec(`update batch_file set name = 'jagung.csv' where size = 1000 and sha256 = (select min(sha256) from batch_file)`); err != nil {
				t.Error(err)
			}
		}
	}
	_, err := backup.Restore(t.Context(), o)
	if m, _ := errs.Public(err); m.Key != "backup.verify.table" || m.Args["name"] != "batch_file" {
		t.Errorf("Restore: %v, want batch_file named", err)
	}
}

func TestProgressAndClock(t *testing.T) {
	h, place := local(t), t.TempDir()
	h.fill(t, 3, 1000, 1)
	o := h.options(place)
	o.Clock = clock.At(time.Date(2025, 10, 31, 9, 15, 0, 0, clock.WIB))
	var told []string
	o.Progress = func(done, total int64, step string) {
		if total > 0 && done == total {
			told = append(told, step)
		}
	}
	r, err := backup.Make(t.Context(), o)
	if err != nil || !strings.HasPrefix(r.ID, "20251031T021500Z-") {
		t.Errorf("id = %s, %v, want the time in UTC", r.ID, err)
	}
	if got := strings.Join(told, ","); got != "backup.step.snapshot,backup.step.blobs" {
		t.Errorf("told %s", got)
	}
	m := list(t, place)[0]
	if m.Build != "uji" || m.Dialect != db.SQLite || m.AuditN != 3 || m.Versions["catalog"] < 1 {
		t.Errorf("manifest %+v", m)
	}
}

func TestMessages(t *testing.T) { messagetest.Check(t, backup.Messages, "backup") }
