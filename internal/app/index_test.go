package app_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/intake"
)

// patience is how long a test waits for what should take 2 s, on a busy machine.
const patience = 30 * time.Second

// run serves a house in full: with its queue, its services, and an eye on what
// other processes change.
func (h *house) run(t *testing.T) *house {
	t.Helper()
	if err := h.OpenFace(t.Context()); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	h.base = "http://" + l.Addr().String()
	return h
}

// searched tells whether a page shows a text, asking until it does or patience
// ends. A kept page that is not dropped is seen here.
func (h *house) searched(t *testing.T, query, want string) bool {
	t.Helper()
	for start := time.Now(); time.Since(start) < patience; time.Sleep(50 * time.Millisecond) {
		if strings.Contains(h.get(t, "/cari?q="+url.QueryEscape(query)).text(), want) {
			return true
		}
	}
	return false
}

// TestSearchFollows publishes through one process and asks another, which kept
// a page that found nothing: it finds the new dataset, then its new title's
// words, on both.
func TestSearchFollows(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	one := openHouse(t, folder).run(t)
	two := openHouse(t, t.TempDir(), "LEWU_DB", "sqlite:"+filepath.Join(folder, "lewu.db"), "LEWU_BLOB", filepath.Join(folder, "berkas")).run(t)
	for _, h := range []*house{one, two} {
		if page := h.get(t, "/cari?q=anggrek").text(); !strings.Contains(page, "Belum ada yang cocok") {
			t.Fatal("an empty house finds orchids")
		}
	}
	set := newSet("Anggrek hutan menurut kecamatan")
	one.publish(t, intake.Order{New: set, Data: parcel("anggrek.csv", []byte("tahun,kecamatan,anggrek\n2024,Katingan Tengah,12\n2024,Kamipang,7\n"))})
	for name, h := range map[string]*house{"the one that published": one, "the other": two} {
		if !h.searched(t, "anggrek", "/data/anggrek-hutan-menurut-kecamatan") {
			t.Errorf("%s does not find it by its title", name)
		}
		if !h.searched(t, "kamipang", "/data/anggrek-hutan-menurut-kecamatan") {
			t.Errorf("%s does not find it by a kind in it", name)
		}
	}
}

// TestSearchOfDemo walks the search of the demo: a figure first, documents of
// all rooms, a mistake, nothing, too much.
func TestSearchOfDemo(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	for _, test := range []struct {
		query string
		want  []string
	}{
		{"penduduk katingan 2024", []string{"181.963 jiwa", "Kabupaten Katingan", "semester II 2024", "Angka publik", `/data/wilayah-kalimantan-tengah/asal?`,
			"/data/wilayah-kalimantan-tengah?kode_kemendagri=62.06", `href="/wilayah/katingan"`, "<mark>penduduk</mark>"}},
		{"padi", []string{"/data/produksi-padi", "<mark>padi</mark>", "CONTOH"}},
		{"pdai", []string{"/data/produksi-padi", "Mencari:", "<b>padi</b>"}},
		{"katingan", []string{`href="/wilayah/katingan"`, "Wilayah", "Kumpulan data"}},
		{"dinas kesehatan", []string{`href="/opd/dinkes-contoh"`}},
		{"listr", []string{"/data/rasio-elektrifikasi"}},
		{"zzqxv", []string{"Belum ada yang cocok", `href="/data"`, "Coba cari"}},
		{"", []string{"Coba cari", `name="q"`}},
		{strings.Repeat("padi ", 2000), []string{"/data/produksi-padi", "hanya bagian awalnya yang dicari"}},
		{`<b>"padi' --`, []string{"/data/produksi-padi", "&lt;b&gt;&#34;padi&#39; --"}},
		{"padi\x00\x1b[31m\u202e", []string{"/data/produksi-padi"}},
	} {
		page := string(h.get(t, "/cari?q="+url.QueryEscape(test.query)).body)
		for _, want := range test.want {
			if !strings.Contains(page, want) {
				t.Errorf("/cari?q=%.30q does not show %q", test.query, want)
			}
		}
	}
	for address, code := range map[string]int{
		"/cari?q=padi&halaman=x": http.StatusBadRequest, "/cari?q=padi&halaman=0": http.StatusBadRequest, "/cari?q=padi&halaman=99": http.StatusNotFound,
		"/cari?q=katingan&jenis=dataset&halaman=2": http.StatusOK, "/cari?q=padi&jenis=tidak-ada": http.StatusOK, "/cari?q=%FF%FEpadi": http.StatusOK,
		"/api/v1/search?q=padi&limit=0": http.StatusOK, "/api/v1/search?q=padi&limit=101": http.StatusBadRequest, "/api/v1/search?q=padi&offset=-1": http.StatusBadRequest,
	} {
		if a := h.ask(t, http.MethodGet, address); a.code != code {
			t.Errorf("%s: %d, want %d", address, a.code, code)
		}
	}
}

// TestSearchInterface asks as a program does.
func TestSearchInterface(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	var found struct {
		Corrected string
		Total     int
		Kinds     map[string]int
		Answers   []struct {
			Label, Value, Unit, Page, Origin string
			AsOf                             string `json:"as_of"`
			Contoh                           bool
		}
		Results []struct {
			Kind, ID, Page string
			Contoh         bool
		}
	}
	h.decode(t, "/api/v1/search?q=penduduk+katingn+2024&kind=dataset&limit=3", &found)
	if found.Corrected != "penduduk katingan 2024" || len(found.Results) != 3 || found.Results[0].ID != "wilayah-kalimantan-tengah" || found.Total < 3 || found.Kinds["dataset"] != found.Total {
		t.Errorf("%+v", found)
	}
	if len(found.Answers) != 1 || found.Answers[0].Value != "181963" || found.Answers[0].AsOf != "2024-S2" || found.Answers[0].Contoh {
		t.Fatalf("answers %+v, want the people of Katingan", found.Answers)
	}
	proof := string(h.get(t, strings.TrimPrefix(found.Answers[0].Origin, h.Config.URL)).body)
	if !strings.Contains(proof, "181.963") || !strings.Contains(proof, "wilayah-kalteng.csv") {
		t.Error("the proof of the answer does not show its figure and file")
	}
}
