package e2e

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
)

// get asks a page and gives its whole body, or ends the test.
func (s *server) get(t testing.TB, path string) []byte {
	t.Helper()
	status, body, err := s.ask(path)
	if err != nil || status != http.StatusOK {
		t.Fatalf("GET %s: %d, %v\n%.500s\n%s", path, status, err, body, s.err.text())
	}
	return body
}

func (s *server) ask(path string) (status int, body []byte, err error) {
	client := &http.Client{Timeout: patience}
	answer, err := client.Get(s.url + path)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

func (s *server) json(t testing.TB, path string, into any) {
	t.Helper()
	if err := json.Unmarshal(s.get(t, path), into); err != nil {
		t.Fatalf("GET %s: %v", path, err)
	}
}

// A version is what the API tells of one.
type version struct {
	N      int    `json:"version"`
	Rows   int64  `json:"rows"`
	Berkas string `json:"berkas"`
	Isi    string `json:"isi"`
}

// A public is what the world has seen of a store: by "slug/N".
type public map[string]version

func key(slug string, n int) string { return fmt.Sprintf("%s/%d", slug, n) }

// look lists every version that a server shows. Numbers must have no gaps and
// the newest must be the one in force.
func (s *server) look(t testing.TB) (seen public, faults []string) {
	t.Helper()
	seen = public{}
	var list struct {
		Datasets []struct {
			Slug    string `json:"slug"`
			Version int    `json:"version"`
			Isi     string `json:"isi"`
		} `json:"datasets"`
	}
	s.json(t, "/api/v1/datasets", &list)
	for _, d := range list.Datasets {
		var answer struct {
			Versions []version `json:"versions"`
		}
		s.json(t, "/api/v1/datasets/"+d.Slug+"/versions", &answer)
		var numbers []int
		for _, v := range answer.Versions {
			seen[key(d.Slug, v.N)] = v
			numbers = append(numbers, v.N)
		}
		slices.Sort(numbers)
		for i, n := range numbers {
			if n != i+1 {
				faults = append(faults, fmt.Sprintf("%s has versions %v", d.Slug, numbers))
				break
			}
		}
		if newest := seen[key(d.Slug, len(numbers))]; d.Version != newest.N || d.Isi != newest.Isi {
			faults = append(faults, fmt.Sprintf("%s: version %d is in force, %d the newest", d.Slug, d.Version, newest.N))
		}
	}
	return seen, faults
}

// prove downloads a version whole: the CSV has the hash isi and as many rows as
// the API says, and so has a question to its table.
func (s *server) prove(name string, v version) error {
	slug, n, _ := strings.Cut(name, "/")
	status, body, err := s.ask("/data/" + slug + ".csv?versi=" + n)
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("%s: CSV answers %d, %w", name, status, errors.Join(err, errors.New(brief(body))))
	}
	if got := digest(body); got != v.Isi {
		return fmt.Errorf("%s: the CSV hashes to %s, not to its isi %s", name, got, v.Isi)
	}
	records, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil || int64(len(records))-1 != v.Rows {
		return fmt.Errorf("%s: the CSV has %d rows, not %d (%w)", name, len(records)-1, v.Rows, err)
	}
	var answer struct {
		Total int64  `json:"total"`
		Isi   string `json:"isi"`
	}
	status, body, err = s.ask("/api/v1/datasets/" + slug + "/rows?versi=" + n)
	if err := errors.Join(err, json.Unmarshal(body, &answer)); err != nil || status != http.StatusOK {
		return fmt.Errorf("%s: rows answer %d, %w", name, status, err)
	}
	if answer.Total != v.Rows || answer.Isi != v.Isi {
		return fmt.Errorf("%s: the table has %d rows of %s, not %d of %s", name, answer.Total, answer.Isi, v.Rows, v.Isi)
	}
	return nil
}

func brief(body []byte) string { return string(body[:min(len(body), 300)]) }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// catalogue reads the store past the program, for as long as fn takes: a
// connection of ours that stayed would do SQLite's work after a kill.
func (h house) catalogue(t testing.TB, fn func(ctx context.Context, s *catalog.Store)) {
	t.Helper()
	address := "sqlite:" + filepath.Join(h.data, "lewu.db")
	for _, pair := range h.env {
		if url, ok := strings.CutPrefix(pair, "LEWU_DB="); ok {
			address = url
		}
	}
	if path, isFile := strings.CutPrefix(address, "sqlite:"); isFile && !filepath.IsAbs(path) {
		path, _ = filepath.Abs(path) // fails only without a working folder
		address = "sqlite:" + path
	}
	d, err := db.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	fn(t.Context(), catalog.New(d))
}

// settle waits until batches rest, and gives them by id. One that is not there
// is missing from the answer.
func (h house) settle(t testing.TB, ids []string) map[string]catalog.Batch {
	t.Helper()
	rested := map[string]catalog.Batch{}
	if len(ids) == 0 {
		return rested
	}
	h.catalogue(t, func(ctx context.Context, s *catalog.Store) {
		for _, id := range ids {
			for limit := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
				b, err := s.Batch(ctx, id)
				if err != nil {
					t.Logf("batch %s: %v", id, err)
					break
				}
				if rested[id] = b; b.State.Resting() || time.Now().After(limit) {
					break
				}
			}
		}
	})
	return rested
}

// copyTree copies a store at rest.
func copyTree(t testing.TB, from string) house {
	t.Helper()
	to := filepath.Join(t.TempDir(), "data")
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return house{data: to}
}

// pattern is a folder with the demo, made once a test process.
var pattern struct {
	once   sync.Once
	folder string
}

// demo is a house with a copy of today's demo.
func demo(t testing.TB) house {
	t.Helper()
	return demoIn(t, filepath.Join(t.TempDir(), "data"))
}

func demoIn(t testing.TB, folder string) house {
	t.Helper()
	pattern.once.Do(func() {
		dir, err := os.MkdirTemp("", "lewu-e2e-demo-")
		if err != nil {
			t.Fatal(err)
		}
		pattern.folder = dir
		house{data: filepath.Join(dir, "data")}.must(t, "demo")
	})
	if err := os.CopyFS(folder, os.DirFS(filepath.Join(pattern.folder, "data"))); err != nil {
		t.Fatal(err)
	}
	return house{data: folder}
}

// sheet writes a CSV file whose published form has the very same bytes, so
// that isi can be known beforehand: keys rise, and nothing needs a quote. mark
// makes each sheet another.
func sheet(t testing.TB, rows int, mark string) (path, isi string) {
	t.Helper()
	var b strings.Builder
	b.WriteString("tahun,kode,nama,nilai,kelas\n")
	for i := range rows {
		class := "rendah"
		if i%3 > 0 {
			class = "tinggi"
		}
		fmt.Fprintf(&b, "2024,K%06d,Desa %d %s,%d,%s\n", i, i, mark, i*7919%100_000, class)
	}
	path = filepath.Join(t.TempDir(), mark+".csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, digest([]byte(b.String()))
}

// newDataset are the flags that describe a dataset for sheets.
func newDataset(title string) []string {
	return []string{"--title", title, "--agency", "Dinas Contoh A", "--topic", "uji", "--kunci", "kode"}
}
