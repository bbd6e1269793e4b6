package app_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/i18n"
)

// A store is a folder with the demo, closed: copies of it are damaged.
type store struct {
	folder   string
	files    dataset // produksi-padi: three files, three versions
	versions map[string][]versionLine
}

type versionLine struct {
	Version int    `json:"version"`
	Berkas  string `json:"berkas"`
	Isi     string `json:"isi"`
}

// closedStore makes a store and closes its house.
func closedStore(t *testing.T) store {
	t.Helper()
	s := store{folder: t.TempDir(), versions: map[string][]versionLine{}}
	t.Run("demo", func(t *testing.T) {
		h := demoIn(t, s.folder)
		s.files = h.dataset(t, "produksi-padi")
		for _, slug := range []string{"produksi-padi", "indeks-spbe"} {
			var list struct {
				Versions []versionLine `json:"versions"`
			}
			h.decode(t, "/api/v1/datasets/"+slug+"/versions", &list)
			s.versions[slug] = list.Versions
		}
		if said := h.deep(t); said != "" {
			t.Errorf("doctor --deep of a whole store: %s", said)
		}
	})
	return s
}

// damaged opens a copy of the store in which harm was done to one blob.
func (s store) damaged(t *testing.T, sha string, harm func(t *testing.T, path string)) *house {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "salinan")
	if err := os.CopyFS(folder, os.DirFS(s.folder)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "berkas", sha[:2], sha[2:])
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	harm(t, path)
	return openHouse(t, folder).serve(t)
}

// flip changes one bit at a share of a file, 0 to 1.
func flip(share float64) func(t *testing.T, path string) {
	return func(t *testing.T, path string) {
		t.Helper()
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		body[min(int(share*float64(len(body))), len(body)-1)] ^= 1
		if err := os.WriteFile(path, body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func cut(t *testing.T, path string) {
	t.Helper()
	if err := os.Truncate(path, 100); err != nil {
		t.Fatal(err)
	}
}

func empty(t *testing.T, path string) {
	t.Helper()
	if err := os.Truncate(path, 0); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

// harms are the ways a blob may come to harm.
func harms() map[string]func(*testing.T, string) {
	list := map[string]func(*testing.T, string){"cut": cut, "empty": empty, "gone": remove}
	for _, share := range []float64{0, 0.11, 0.37, 0.5, 0.73, 0.9, 1} {
		list[fmt.Sprintf("bit at %v", share)] = flip(share)
	}
	return list
}

// deep runs every check as `lewu doctor --deep` does and gives what it finds.
func (h *house) deep(t *testing.T) string {
	t.Helper()
	var said strings.Builder
	for _, c := range h.Checks() {
		list, err := c.Run(context.Background(), true)
		if err != nil {
			t.Errorf("check %s: %v", c.Name, err)
		}
		for _, f := range list {
			if f.Severity == lewu.Reject {
				said.WriteString(h.Messages.Say(i18n.ID, f.Message) + "\n")
			}
		}
	}
	return said.String()
}

// wants checks that a page of code has all these words.
func (h *house) wants(t *testing.T, address string, code int, words ...string) answer {
	t.Helper()
	a := h.ask(t, http.MethodGet, address)
	text := a.text()
	if a.code != code {
		t.Errorf("GET %s: %d, want %d", address, a.code, code)
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("GET %s: no %q in %.600s", address, word, text)
		}
	}
	return a
}

// TestDamagedOriginal: one byte of a received file, and every receipt that
// leads into it says tidak cocok; all others stay as they were.
func TestDamagedOriginal(t *testing.T) {
	t.Parallel()
	s := closedStore(t)
	file := s.files.Files[2]
	for name, harm := range harms() {
		t.Run(name, func(t *testing.T) {
			h := s.damaged(t, file.SHA256, harm)
			bad := cellOrigin("/data/produksi-padi/asal", 3, 3, 4, "produksi")
			h.wants(t, bad, http.StatusOK, "Tidak cocok", file.SHA256)
			h.wants(t, "/en"+bad, http.StatusOK, "Does not match")
			h.wants(t, cellOrigin("/data/produksi-padi/asal", 3, 1, 4, "produksi"), http.StatusOK, ">Cocok<")
			h.wants(t, "/data/produksi-padi/asal?versi=3", http.StatusOK, "Tidak cocok")
			h.wants(t, "/data/produksi-padi/asal?versi=2", http.StatusOK, ">Cocok<")
			var proof origin
			h.decode(t, cellOrigin("/api/v1/datasets/produksi-padi/origin", 3, 3, 4, "produksi"), &proof)
			if proof.Verdict != "tidak-cocok" || proof.Table != "cocok" || proof.Files[0].Verdict != "tidak-cocok" {
				t.Errorf("receipt of a row in the damaged file: %+v, want tidak-cocok by its file", proof)
			}
			if page := h.get(t, "/data/produksi-padi").text(); strings.Contains(page, "tidak utuh") {
				t.Error("the page has a banner although what it shows is whole")
			}
			if said := h.deep(t); !strings.Contains(said, file.SHA256) {
				t.Errorf("doctor --deep does not name %s: %s", file.SHA256, said)
			}
		})
	}
}

// TestDamagedVersion: one byte of a published table, and the version before it
// is shown with a banner; nothing is ever served from the damaged one.
func TestDamagedVersion(t *testing.T) {
	t.Parallel()
	s := closedStore(t)
	newest, before := s.versions["produksi-padi"][0], s.versions["produksi-padi"][1]
	if newest.Version != 3 || before.Version != 2 {
		t.Fatalf("versions %+v", s.versions)
	}
	for name, harm := range harms() {
		t.Run(name, func(t *testing.T) {
			h := s.damaged(t, newest.Berkas, harm)
			h.wants(t, "/data/produksi-padi", http.StatusOK, "Berkas versi terbaru sedang tidak utuh.", "versi 2")
			h.wants(t, "/en/data/produksi-padi", http.StatusOK, "version 2")
			if d := h.dataset(t, "produksi-padi"); !d.Damaged || d.Version != 2 || d.Isi != before.Isi {
				t.Errorf("the API answers version %d, damaged %v, want 2 and damaged", d.Version, d.Damaged)
			}
			if p := h.rows(t, "/api/v1/datasets/produksi-padi/rows"); p.Version != 2 || p.Isi != before.Isi {
				t.Errorf("rows of version %d, want 2", p.Version)
			}
			sum := sha256.Sum256(h.get(t, "/data/produksi-padi.csv").body)
			if got := hex.EncodeToString(sum[:]); got != before.Isi {
				t.Errorf("the download is %s, want version 2, %s", got, before.Isi)
			}
			sum = sha256.Sum256(h.get(t, "/data/produksi-padi.parquet").body)
			if got := hex.EncodeToString(sum[:]); got != before.Berkas {
				t.Errorf("the Parquet file is %s, want version 2, %s", got, before.Berkas)
			}
			h.holdDamaged(t)
			if said := h.deep(t); !strings.Contains(said, newest.Berkas) {
				t.Errorf("doctor --deep does not name %s: %s", newest.Berkas, said)
			}
		})
	}
}

// holdDamaged asks for the damaged version itself: receipts say tidak cocok,
// everything else is an error in words, and never a wrong row.
func (h *house) holdDamaged(t *testing.T) {
	t.Helper()
	for _, address := range []string{
		cellOrigin("/data/produksi-padi/asal", 3, 3, 4, "produksi"),
		"/data/produksi-padi/asal?versi=3&hitung=sum:produksi&hasil=1",
	} {
		h.wants(t, address, http.StatusOK, "Tidak cocok")
	}
	for _, address := range []string{"/data/produksi-padi?versi=3", "/data/produksi-padi.csv?versi=3", "/data/produksi-padi.parquet?versi=3"} {
		h.wants(t, address, http.StatusInternalServerError, "<h1>", "Berkas")
		h.wants(t, "/en"+address, http.StatusInternalServerError, `lang="en"`)
	}
	a := h.wants(t, "/api/v1/datasets/produksi-padi/rows?versi=3", http.StatusInternalServerError, `"status":500`)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("the API answers %s", got)
	}
	if word := innards(a.text()); word != "" {
		t.Errorf("the API shows %q: %s", word, a.text())
	}
}

// TestDamagedOnlyVersion: where no version is whole, the page says so, and the
// rest of the house goes on.
func TestDamagedOnlyVersion(t *testing.T) {
	t.Parallel()
	s := closedStore(t)
	only := s.versions["indeks-spbe"][0]
	for name, harm := range harms() {
		t.Run(name, func(t *testing.T) {
			h := s.damaged(t, only.Berkas, harm)
			h.wants(t, "/data/indeks-spbe", http.StatusInternalServerError, "<h1>", "sedang tidak dapat dibaca utuh")
			h.wants(t, "/en/data/indeks-spbe", http.StatusInternalServerError, `lang="en"`, "indeks-spbe")
			h.wants(t, "/api/v1/datasets/indeks-spbe", http.StatusInternalServerError, "sedang tidak dapat dibaca utuh")
			h.wants(t, "/api/v1/datasets/indeks-spbe/versions", http.StatusOK, only.Isi)
			h.wants(t, "/data/indeks-spbe/asal?versi=1&hitung=count&hasil=5", http.StatusOK, "Tidak cocok")
			h.wants(t, "/", http.StatusOK, "Penduduk Kalimantan Tengah")
			h.wants(t, "/data", http.StatusOK, "Indeks SPBE")
			h.wants(t, "/data/produksi-padi", http.StatusOK, ">Tabel<")
			if said := h.deep(t); !strings.Contains(said, only.Berkas) {
				t.Errorf("doctor --deep does not name %s: %s", only.Berkas, said)
			}
		})
	}
}
