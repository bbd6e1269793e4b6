package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/announce"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/backup"
	"github.com/lewu-id/lewu/internal/blob"
	"github.com/lewu-id/lewu/internal/blobtest"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/errs"
)

// dataset is the one set of the houses of these tests.
const dataset = "0198a1b2-0000-7000-8000-000000000001"

func migrations() []db.Migrations {
	return []db.Migrations{announce.Migrations(), audit.Migrations(), catalog.Migrations()}
}

// A house is a database and its blobs.
type house struct {
	db    *db.DB
	blobs blob.Store
	cat   *catalog.Store
}

// empty is a place to restore to: nothing was ever migrated.
func empty(t *testing.T, url, location string) *house {
	t.Helper()
	d := dbtest.Open(t, url)
	return &house{d, blobtest.Open(t, location), catalog.New(d)}
}

// newHouse has its tables and one dataset.
func newHouse(t *testing.T, url, location string) *house {
	t.Helper()
	h := empty(t, url, location)
	for _, m := range migrations() {
		if err := h.db.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	err := h.db.Write(t.Context(), func(tx *sql.Tx) error {
		return h.cat.InsertDataset(t.Context(), tx, catalog.Dataset{
			ID: dataset, Slug: "produksi-padi", Title: "Produksi padi", SortKey: "produksi padi", Agency: "Dinas Contoh A",
			Topic: "Pertanian", Licence: "CC BY 4.0", Mode: catalog.ReplacePeriod, CreatedAt: time.UnixMilli(1761886800000),
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func local(t *testing.T) *house { return newHouse(t, dbtest.SQLite(t), t.TempDir()) }

// add does what the road does with a file: the blob first, then in one
// transaction the row that names it and an entry of the audit trail.
func (h *house) add(ctx context.Context, data []byte) (sha string, err error) {
	info, err := h.blobs.Put(ctx, bytes.NewReader(data))
	if err != nil {
		return "", err
	}
	return info.SHA256, h.db.Write(ctx, func(tx *sql.Tx) error {
		b := catalog.Batch{ID: db.NewID(), Dataset: dataset, Mode: catalog.ReplacePeriod, Office: "Dinas Contoh A", CreatedAt: time.UnixMilli(1761886800000)}
		f := catalog.File{Role: catalog.DataFile, SHA256: info.SHA256, Size: info.Size, Name: "padi \"2024\".csv", MediaType: "text/csv"}
		if err := h.cat.InsertBatch(ctx, tx, b, []catalog.File{f}); err != nil {
			return err
		}
		return audit.Append(ctx, tx, audit.Entry{Actor: "sari", Action: "intake.receive", Object: "batch/" + b.ID, At: time.Now()})
	})
}

// fill adds n files of size bytes, the same for the same seed.
func (h *house) fill(t *testing.T, n, size int, seed byte) (names []string) {
	t.Helper()
	random := rand.NewChaCha8([32]byte{seed})
	for range n {
		data := make([]byte, size)
		random.Read(data)
		sha, err := h.add(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, sha)
	}
	return names
}

func (h *house) options(to string) backup.Options {
	return backup.Options{DB: h.db, Blobs: h.blobs, Names: h.cat.BlobNames, To: to, Build: "uji"}
}

func (h *house) target(from string) backup.RestoreOptions {
	return backup.RestoreOptions{From: from, DB: h.db, Migrations: migrations(), Blobs: h.blobs, Verify: true}
}

func (h *house) backUp(t *testing.T, to string) backup.Report {
	t.Helper()
	r, err := backup.Make(t.Context(), h.options(to))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// sameAs compares two houses without the code under test: rows through the
// catalogue and the trail, files through their own hashes.
func (h *house) sameAs(t *testing.T, want *house) {
	t.Helper()
	if got, want := h.picture(t), want.picture(t); got != want {
		t.Errorf("the restored house is\n%.2000s\nwant\n%.2000s", got, want)
	}
	h.whole(t)
}

// whole checks that every blob the database names is there and undamaged.
func (h *house) whole(t *testing.T) (names []string) {
	t.Helper()
	names, err := h.cat.BlobNames(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, sha := range names {
		if err := blob.Verify(t.Context(), h.blobs, sha); err != nil {
			t.Error(err)
		}
	}
	return names
}

func (h *house) picture(t *testing.T) string {
	t.Helper()
	names, err := h.cat.BlobNames(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	set, err := h.cat.DatasetByID(t.Context(), dataset)
	if err != nil {
		t.Fatal(err)
	}
	batches, err := h.cat.Unfinished(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	n, head, err := audit.Verify(t.Context(), h.db)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{names, set, batches, n, head})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// path is where a folder keeps a blob.
func path(folder, sha string) string { return filepath.Join(folder, sha[:2], sha[2:]) }

// flip changes one bit of a file.
func flip(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// said is the key of an error's sentence and the file it names.
func said(err error) string {
	m, _ := errs.Public(err)
	return m.Key + " " + m.Args["sha"]
}

func list(t *testing.T, place string) []backup.Manifest {
	t.Helper()
	all, err := backup.List(t.Context(), place)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// provesAll proves each backup of a place.
func provesAll(t *testing.T, place string) (count int) {
	t.Helper()
	for _, m := range list(t, place) {
		if r, err := backup.Prove(t.Context(), backup.ProveOptions{From: place, Which: m.ID}); err != nil || !r.Verified {
			t.Errorf("backup %s: %v", m.ID, err)
		}
		count++
	}
	return count
}
