package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/webtest"
)

// maxPage is what a public page may weigh on the wire with what it loads, in
// bytes.
const maxPage = 50_000

// TestSweep visits every public address of the demo that links reach, in both
// languages, and the receipts of pages beyond the first.
func TestSweep(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	start := []string{"/", "/en/", "/cari?q=penduduk+katingan+2024", "/en/cari?q=rice", "/data", "/en/data"}
	for slug := range h.slugs(t) {
		start = append(start, "/data/"+slug, "/en/data/"+slug, "/data/"+slug+"/asal", "/en/data/"+slug+"/asal", "/data/"+slug+".csv", "/data/"+slug+".parquet",
			"/api/v1/datasets/"+slug, "/api/v1/datasets/"+slug+"/versions", "/api/v1/datasets/"+slug+"/rows", "/api/v1/datasets/"+slug+"/origin")
	}
	languages := map[string]int{}
	check := func(address string, resp *http.Response, body []byte) []string {
		list := webtest.CheckPage(address, resp, body)
		if !strings.HasPrefix(resp.Header.Get("Content-Type"), "text/html") {
			return list
		}
		lang := "id"
		if strings.HasPrefix(address, "/en/") {
			lang = "en"
		}
		languages[lang]++
		if !strings.Contains(string(body), `<html lang="`+lang+`"`) {
			list = append(list, "is not in "+lang)
		}
		if word := innards(answer{body: body}.text()); word != "" {
			list = append(list, "shows "+word)
		}
		return list
	}
	swept := webtest.Sweep(t.Context(), h.client, h.base, start, check)
	for i, p := range swept.Problems {
		if i < 20 {
			t.Error(p)
		}
	}
	if len(swept.Visited) < 200 || languages["id"] < 60 || languages["en"] < 60 {
		t.Errorf("%d addresses visited, pages %v, want at least 200 and 60 in each language", len(swept.Visited), languages)
	}
	t.Logf("%d addresses, %d left out, pages %v", len(swept.Visited), swept.Skipped, languages)
	if faults := h.Messages.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
}

// slugs are the datasets in force, with their titles.
func (h *house) slugs(t *testing.T) map[string]dataset {
	t.Helper()
	var list struct {
		Datasets []dataset `json:"datasets"`
	}
	h.decode(t, "/api/v1/datasets", &list)
	sets := map[string]dataset{}
	for _, d := range list.Datasets {
		sets[d.Slug] = d
	}
	if len(sets) < 8 {
		t.Fatalf("%d datasets", len(sets))
	}
	return sets
}

// TestWeight weighs each kind of page as a browser takes it: compressed, with
// its style sheet and pictures.
func TestWeight(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	list := []string{"/", "/en/", "/cari?q=penduduk+katingan+2024", "/en/cari?q=katingan", "/data", "/en/data", "/tidak-ada"}
	for slug := range h.slugs(t) {
		list = append(list, "/data/"+slug, "/en/data/"+slug, "/data/"+slug+"/asal")
	}
	heaviest := 0
	for _, address := range list {
		page := h.ask(t, http.MethodGet, address, "Accept-Encoding", "gzip")
		weight := len(page.body)
		if page.header.Get("Content-Encoding") != "gzip" {
			t.Errorf("%s is not compressed", address)
		}
		for _, link := range htmlcheck.Links(page.unzipped(t)) {
			if strings.HasPrefix(link, "/_aset/") {
				asset := h.ask(t, http.MethodGet, link, "Accept-Encoding", "gzip")
				if asset.code != http.StatusOK || !strings.Contains(asset.header.Get("Cache-Control"), "immutable") {
					t.Errorf("%s: %d, Cache-Control %q", link, asset.code, asset.header.Get("Cache-Control"))
				}
				weight += len(asset.body)
			}
		}
		if heaviest = max(heaviest, weight); weight > maxPage {
			t.Errorf("%s weighs %d bytes with what it loads, want at most %d", address, weight, maxPage)
		}
	}
	t.Logf("the heaviest page weighs %d bytes", heaviest)
}

// TestScripts runs the HTTP scripts of every room, on an empty house and on
// the demo: they hold on any store.
func TestScripts(t *testing.T) {
	t.Parallel()
	for name, h := range map[string]*house{"empty": newHouse(t), "demo": demoHouse(t)} {
		ran := 0
		for _, room := range app.Described() {
			names, err := fs.Glob(room.Files, "scripts/*.txt")
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range names {
				text, err := fs.ReadFile(room.Files, file)
				if err != nil {
					t.Fatal(err)
				}
				s, err := webtest.Parse(path.Base(file), string(text))
				if err != nil {
					t.Fatal(err)
				}
				for _, failure := range s.Run(t.Context(), h.client, h.base) {
					t.Errorf("%s: %s", name, failure)
				}
				ran++
			}
		}
		if ran < 2 {
			t.Errorf("%s: %d scripts, want those of two rooms at least", name, ran)
		}
	}
}

// TestDownloads takes each dataset as CSV: its hash is the isi that citations
// carry; tag, parts and heads are right whether they come first or later.
func TestDownloads(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	for slug, d := range h.slugs(t) {
		address := "/data/" + slug + ".csv"
		tag := `"` + d.Isi + `"`
		part := h.ask(t, http.MethodGet, address, "Range", "bytes=10-29") // before anybody took the whole
		whole := h.get(t, address)
		if got := hash(whole.body); got != d.Isi {
			t.Errorf("%s: sha256 %s, isi %s", address, got, d.Isi)
		}
		if whole.header.Get("ETag") != tag || whole.header.Get("Content-Length") != strconv.Itoa(len(whole.body)) ||
			!strings.Contains(whole.header.Get("Content-Disposition"), ".csv") {
			t.Errorf("%s: %v", address, whole.header)
		}
		h.holdPart(t, address+" (first)", part, whole.body, 10, 29)
		h.holdPart(t, address, h.ask(t, http.MethodGet, address, "Range", "bytes=10-29", "If-Range", tag), whole.body, 10, 29)
		h.holdPart(t, address, h.ask(t, http.MethodGet, address, "Range", "bytes=-7"), whole.body, len(whole.body)-7, len(whole.body)-1)
		if a := h.ask(t, http.MethodGet, address, "Range", "bytes=99999999-"); a.code != http.StatusRequestedRangeNotSatisfiable {
			t.Errorf("%s: a range past the end: %d, want 416", address, a.code)
		}
		h.holdDownload(t, address, tag, whole.body)
		h.holdDownload(t, "/data/"+slug+".parquet", "", nil)
	}
}

func hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// holdPart wants bytes from to to of a download.
func (h *house) holdPart(t *testing.T, address string, a answer, whole []byte, from, to int) {
	t.Helper()
	want := fmt.Sprintf("bytes %d-%d/%d", from, to, len(whole))
	if a.code != http.StatusPartialContent || a.header.Get("Content-Range") != want || string(a.body) != string(whole[from:to+1]) {
		t.Errorf("%s: %d, %q, %d bytes, want 206 and %s", address, a.code, a.header.Get("Content-Range"), len(a.body), want)
	}
}

// holdDownload wants 304 for who has it, and a head without a body. An empty
// tag is whatever the server says.
func (h *house) holdDownload(t *testing.T, address, tag string, whole []byte) {
	t.Helper()
	if tag == "" {
		a := h.get(t, address)
		tag, whole = a.header.Get("ETag"), a.body
		if tag != `"`+hash(whole)+`"` {
			t.Errorf("%s: ETag %s is not its hash", address, tag)
		}
	}
	if a := h.ask(t, http.MethodGet, address, "If-None-Match", tag); a.code != http.StatusNotModified || len(a.body) > 0 {
		t.Errorf("%s: %d with %d bytes for who has it, want 304", address, a.code, len(a.body))
	}
	if a := h.ask(t, http.MethodGet, address, "If-None-Match", `"anders"`); a.code != http.StatusOK || len(a.body) != len(whole) {
		t.Errorf("%s: %d with %d bytes for who has another, want 200 with %d", address, a.code, len(a.body), len(whole))
	}
	a := h.ask(t, http.MethodHead, address)
	if a.code != http.StatusOK || len(a.body) > 0 || a.header.Get("ETag") != tag || a.header.Get("Content-Length") != strconv.Itoa(len(whole)) {
		t.Errorf("HEAD %s: %d, ETag %s, Content-Length %s, want %d", address, a.code, a.header.Get("ETag"), a.header.Get("Content-Length"), len(whole))
	}
}

// TestDownloadsAgain asks in the other orders: a head first, a tag first, two
// of one question with a filter.
func TestDownloadsAgain(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	sets := h.slugs(t)
	if a := h.ask(t, http.MethodHead, "/data/produksi-padi.csv"); a.code != http.StatusOK || len(a.body) > 0 {
		t.Errorf("HEAD first: %d", a.code)
	}
	if a := h.ask(t, http.MethodGet, "/data/jumlah-siswa.csv", "If-None-Match", `"`+sets["jumlah-siswa"].Isi+`"`); a.code != http.StatusNotModified {
		t.Errorf("If-None-Match first: %d, want 304", a.code)
	}
	address := "/data/produksi-padi.csv?jenis=sawah&urut=-produksi&kolom=tahun,produksi"
	one, two := h.get(t, address), h.get(t, address)
	lines := records(t, one.body, ',')
	if hash(one.body) != hash(two.body) || len(lines) != 85 || !slices.Equal(lines[0], []string{"tahun", "produksi"}) {
		t.Errorf("a filtered download: %d lines, head %v, want 85 of tahun and produksi, twice the same", len(lines), lines[0])
	}
	tag := one.header.Get("ETag")
	if a := h.ask(t, http.MethodGet, address, "If-None-Match", tag); a.code != http.StatusNotModified || one.header.Get("Accept-Ranges") != "none" {
		t.Errorf("a filtered download: %d for who has it, Accept-Ranges %q", a.code, one.header.Get("Accept-Ranges"))
	}
	if other := h.get(t, "/data/produksi-padi.csv?jenis=ladang").header.Get("ETag"); other == tag {
		t.Errorf("two questions have the tag %s", tag)
	}
	if a := h.get(t, "/data/produksi-padi.csv?versi=1"); hash(a.body) == sets["produksi-padi"].Isi {
		t.Error("version 1 is version 3")
	}
}

// TestPagesOfRows pages through each dataset by several orders and sizes: each
// row comes exactly once, in order, and total is right on every page.
func TestPagesOfRows(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	for slug := range h.slugs(t) {
		d := h.dataset(t, slug)
		orders := []string{"", "&urut=-" + d.Columns[len(d.Columns)-1].Name, "&urut=" + d.Columns[len(d.Columns)/2].Name}
		size := min(max(1, int(d.Rows)/7), table.MaxLimit)
		for _, order := range orders {
			seen := map[string]bool{}
			total := h.walk(t, slug, "batas="+strconv.Itoa(size)+order, func(p rowsPage, i int) {
				at := fmt.Sprint(p.Origin[i])
				if seen[at] {
					t.Fatalf("%s%s: row %s comes twice", slug, order, at)
				}
				seen[at] = true
				if p.Total != d.Rows || len(p.Rows[i]) != len(d.Columns) || len(p.Columns) != len(d.Columns) || len(p.Rows) > size {
					t.Fatalf("%s%s: total %d, %d columns, %d rows on a page", slug, order, p.Total, len(p.Rows[i]), len(p.Rows))
				}
			})
			if total != d.Rows || len(seen) != int(d.Rows) {
				t.Errorf("%s%s: %d rows on all pages, want %d", slug, order, len(seen), d.Rows)
			}
		}
	}
}

// TestPagesOfTables follows the pager of a dataset page by hand, as a reader
// without JavaScript does.
func TestPagesOfTables(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	links := map[string]bool{}
	pages := 0
	for address := "/data/produksi-padi"; address != ""; pages++ {
		page := string(h.get(t, address).body)
		for _, m := range linkedNumber.FindAllStringSubmatch(page, -1) {
			if links[m[1]] {
				t.Fatalf("%s: %s stands on a page before", address, m[1])
			}
			links[m[1]] = true
		}
		address = ""
		if next := nextPage.FindStringSubmatch(page); next != nil {
			u, err := url.Parse(answer{body: []byte(next[1])}.text())
			if err != nil {
				t.Fatal(err)
			}
			address = u.String()
		}
	}
	// 168 rows of two numbers, 2 rows of the city that has not reported.
	if pages != 9 || len(links) != 2*(168-2) {
		t.Errorf("%d numbers on %d pages, want 332 on 9", len(links), pages)
	}
}
