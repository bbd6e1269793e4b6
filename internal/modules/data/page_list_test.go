package data

import (
	"database/sql"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/region"
	"github.com/lewu-id/lewu/internal/search"
	"github.com/lewu-id/lewu/internal/web"
)

const testURL = "https://lewu.example"

// A stand is the room with a catalogue of its own, without files.
type stand struct {
	t    *testing.T
	room *module
	http http.Handler
}

func newStand(t *testing.T) *stand {
	t.Helper()
	d := dbtest.Open(t, dbtest.SQLite(t))
	for _, m := range []db.Migrations{catalog.Migrations(), search.Migrations()} {
		if err := d.Migrate(t.Context(), m.Name, m.Files); err != nil {
			t.Fatal(err)
		}
	}
	words, err := i18n.Load(web.Messages, catalog.Messages, files)
	if err != nil {
		t.Fatal(err)
	}
	now := clock.At(time.Date(2025, 11, 24, 9, 0, 0, 0, clock.WIB))
	w, err := web.New(web.Options{Messages: words, URL: testURL, Province: "Kalimantan Tengah", Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	room := &module{&platform.Platform{
		Config: config.Config{URL: testURL}, Clock: now, DB: d, Catalog: catalog.New(d), Search: search.New(d), Web: w,
	}}
	all := room.Describe()
	if err := w.Add(all); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	w.Mount(mux, all)
	return &stand{t, room, w.Handler(mux)}
}

// add publishes datasets, each with one version, and puts them into the search.
func (s *stand) add(list ...catalog.Entry) {
	s.t.Helper()
	var docs []lewu.Doc
	for _, e := range list {
		e.ID, e.Topic, e.Licence = db.NewID(), orElse(e.Topic, "Pertanian"), "CC BY 4.0"
		e.SortKey = strings.ToLower(e.Title)
		v := catalog.Version{
			Dataset: e.ID, N: 1, Batch: db.NewID(), Mode: catalog.Replace, Rows: 84, IsiSize: 9_100, Added: 84, Note: "Terbitan pertama.",
			PublishedAt: orTime(e.PublishedAt), Extent: e.Extent, Publisher: "sari", Office: e.Agency,
		}
		err := s.room.DB.Write(s.t.Context(), func(tx *sql.Tx) error {
			if err := s.room.Catalog.InsertDataset(s.t.Context(), tx, e.Dataset); err != nil {
				return err
			}
			if _, err := s.room.Catalog.Flip(s.t.Context(), tx, e.ID, 1, v.PublishedAt); err != nil {
				return err
			}
			return s.room.Catalog.InsertVersion(s.t.Context(), tx, v)
		})
		if err != nil {
			s.t.Fatal(err)
		}
		docs = append(docs, document(e.Dataset, v, nil))
	}
	if _, err := s.room.Search.Save(s.t.Context(), search.Update{Kind: docKind, To: 1, Whole: true, Docs: docs}); err != nil {
		s.t.Fatal(err)
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func orTime(t time.Time) time.Time {
	if t.IsZero() {
		return time.Date(2025, 11, 1, 9, 0, 0, 0, clock.WIB)
	}
	return t
}

func (s *stand) get(path string) *httptest.ResponseRecorder {
	s.t.Helper()
	w := httptest.NewRecorder()
	s.http.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w
}

// body is a page that must be there.
func (s *stand) body(path string) string {
	s.t.Helper()
	w := s.get(path)
	if w.Code != http.StatusOK {
		s.t.Fatalf("GET %s: %d %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// harvest is a small catalogue: four of the province, one synthetic.
func harvest() []catalog.Entry {
	extent := func(from, to string, codes ...string) catalog.Extent {
		return catalog.Extent{From: from, To: to, Regions: codes}
	}
	var all []string
	for _, r := range region.Regencies() {
		all = append(all, string(r.Kemendagri))
	}
	return []catalog.Entry{
		{Dataset: catalog.Dataset{Slug: "produksi-padi", Title: "Produksi padi menurut kabupaten/kota", TitleEN: "Rice production", Summary: "Luas panen dan produksi gabah.", Agency: "Dinas TPHP",
			Metadata: catalog.Metadata{Frequency: catalog.Yearly, Due: "2025-11-01"}}, Extent: extent("2019", "2024", all...)},
		{Dataset: catalog.Dataset{Slug: "harga-gabah", Title: "Harga gabah di tingkat petani", Summary: "Rata-rata bulanan.", Agency: "Dishanpang",
			Metadata: catalog.Metadata{Frequency: catalog.Monthly, Due: "2025-12-10", Keywords: []string{"padi", "tengkulak"}}}, Extent: extent("2021-01", "2025-10", "62.06", "62.71")},
		{Dataset: catalog.Dataset{Slug: "sensus-penggilingan", Title: "Penggilingan padi menurut kapasitas", Summary: "Sensus 2021.", Agency: "Disperdagin", Topic: "Ekonomi",
			Metadata: catalog.Metadata{Frequency: catalog.Once}}, Extent: extent("2021", "2021", "62")},
		{Dataset: catalog.Dataset{Slug: "hama-padi", Title: "Serangan hama padi (contoh)", Summary: "Luas terkena.", Agency: "Dinas Contoh A", Contoh: true,
			Metadata: catalog.Metadata{Frequency: catalog.Monthly, Due: "2025-11-20"}}, Extent: extent("2024-04", "2025-09", all...)},
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// titles are the datasets on a page, in order.
func titles(page string) (list []string) {
	for _, m := range regexp.MustCompile(`<h2 class="Result-title"><a href="[^"]*">(.*?)</a></h2>`).FindAllStringSubmatch(page, -1) {
		list = append(list, tags.ReplaceAllString(m[1], ""))
	}
	return list
}

func TestTheCatalogue(t *testing.T) {
	s := newStand(t)
	s.add(harvest()...)
	for _, test := range []struct {
		path  string
		first string
		n     int
		says  []string
	}{
		{"/data", "Harga gabah di tingkat petani", 4, []string{"4 kumpulan data</b>", "dari 4 instansi", "Angka publik dan data contoh"}},
		{"/data?q=padi", "", 4, []string{`untuk “padi”`, "<mark>padi</mark>", `value="padi"`, "<title>Data: padi"}},
		{"/data?q=padi&wilayah=62.06&tahun=2024", "", 3, []string{"3 kumpulan data</b>", `value="katingan" checked`, `href="/data?q=padi&amp;wilayah=katingan"`}},
		{"/data?q=tengkulak", "Harga gabah di tingkat petani", 1, []string{"Kata kunci: <mark>tengkulak</mark>"}},
		{"/data?topik=ekonomi", "Penggilingan padi menurut kapasitas", 1, []string{"Fresh--final", "selesai, tidak diperbarui lagi", "<li>Provinsi</li>", "<li>2021</li>"}},
		{"/data?keadaan=terlambat&urut=terlambat", "Produksi padi menurut kabupaten/kota", 2, []string{"lewat jadwal 23 hari", "lewat jadwal 4 hari", `name="urut" value="terlambat"`}},
		{"/data?jenis=contoh", "Serangan hama padi (contoh)", 1, []string{`class="Tag Tag--gold">CONTOH`, "April 2024 – September 2025", "14 kab/kota"}},
		{"/data?instansi=Dishanpang", "Harga gabah di tingkat petani", 1, []string{"Katingan, Palangka Raya", "bulanan", "CSV 9,1 kB", "terbit 1 November 2025"}},
		{"/data?topik=tambang", "", 0, []string{"Tidak ada kumpulan data yang cocok", "Tanpa saringan Topik: 4 kumpulan data", "Lihat semua 4 kumpulan data"}},
		{"/data?topik=ekonomi&tahun=2030", "", 0, []string{"Tanpa saringan Tahun: 1 kumpulan data"}},
		{"/data?topik=ekonomy&tahun=2030", "", 0, []string{"Mungkin yang dimaksud: Ekonomi", `href="/data?topik=ekonomi&amp;tahun=2030"`, "Pertanian, 3"}},
		{"/data?halaman=9", "", 0, []string{"Halaman itu tidak ada", "Ke halaman pertama dari 4 kumpulan data"}},
		{"/data?halaman=dua", "", 0, []string{"Halaman itu tidak ada"}},
		{"/data?utm_source=wa", "Harga gabah di tingkat petani", 4, nil},
		{"/en/data?q=rice", "Rice production", 1, []string{`lang="en"`, "<mark>Rice</mark> production", "23 days overdue", "yearly", "14 regencies and cities"}},
	} {
		page := s.body(test.path)
		got := titles(page)
		if test.n == 1 && strings.HasPrefix(test.path, "/en") { // English words find what they mean; the first must be it
			got = got[:min(1, len(got))]
		}
		if len(got) != test.n || test.first != "" && got[0] != test.first {
			t.Errorf("%s: %q, want %d with %q first", test.path, got, test.n, test.first)
		}
		for _, part := range test.says {
			if !strings.Contains(page, part) {
				t.Errorf("%s: no %q", test.path, part)
			}
		}
		tagged := strings.Count(page, "CONTOH</span>") + strings.Count(page, "SAMPLE</span>")
		if want := strings.Count(page, "/data/hama-padi"); tagged != want {
			t.Errorf("%s: %d tags for %d synthetic datasets", test.path, tagged, want)
		}
	}
}

// TestNothingIsExecuted: whatever the address says is words.
func TestNothingIsExecuted(t *testing.T) {
	s := newStand(t)
	s.add(harvest()...)
	for _, words := range []string{
		`"><script>alert(1)</script>`, "'; DROP TABLE dataset; --", strings.Repeat("padi ", 2000), "\x00\x01\x1b[31mpadi\u202e", "数据 ข้อมูล بيانات", `{{.T "web.contoh"}}`, "%",
	} {
		for _, key := range []string{"q", "topik", "tahun", "urut", "halaman"} {
			page := s.body("/data?" + url.Values{key: {words}}.Encode())
			if strings.Contains(page, "<script") || strings.ContainsAny(page, "\x00\x1b\u202e") {
				t.Errorf("%s=%.40q: comes back as it was", key, words)
			}
			if len(page) > 50_000 {
				t.Errorf("%s=%.40q: a page of %d bytes", key, words, len(page))
			}
		}
	}
	if list, err := s.room.Catalog.Published(t.Context()); err != nil || len(list) != 4 {
		t.Errorf("%d datasets left, %v", len(list), err)
	}
}

func TestPagesOfTheCatalogue(t *testing.T) {
	s := newStand(t)
	var list []catalog.Entry
	for i := range 45 {
		list = append(list, catalog.Entry{Dataset: catalog.Dataset{
			Slug: fmt.Sprintf("set-%02d", i), Title: fmt.Sprintf("Kumpulan %02d", i), Agency: fmt.Sprintf("Dinas %02d", i),
		}})
	}
	s.add(list...)
	page := s.body("/data?urut=judul&halaman=2")
	if got := titles(page); len(got) != 20 || got[0] != "Kumpulan 20" {
		t.Errorf("page 2: %q", got)
	}
	for _, part := range []string{
		"21 sampai 40 dari 45", `href="/data?urut=judul&amp;halaman=3" rel="next"`, `href="/data?urut=judul" rel="prev"`, "39 lain", `<b aria-current="true">Judul</b>`,
	} {
		if !strings.Contains(page, part) {
			t.Errorf("no %q", part)
		}
	}
	if len(page) > 50_000 {
		t.Errorf("a page of %d bytes, want at most 50 kB", len(page))
	}
}

func TestNearWords(t *testing.T) {
	l := list{sets: harvest()}
	l.Text = "hargga pengilingan di"
	if got := strings.Join(l.near(), " "); got != "harga penggilingan" {
		t.Errorf("near %q, want harga penggilingan", got)
	}
}

func TestTheFeed(t *testing.T) {
	s := newStand(t)
	s.add(harvest()...)
	for _, test := range []struct {
		path    string
		entries int
		says    []string
	}{
		{"/data.atom", 4, []string{
			`<link rel="self" type="application/atom+xml" href="https://lewu.example/data.atom">`, "<title>CONTOH: Serangan hama padi (contoh), versi 1</title>",
			`href="https://lewu.example/data/harga-gabah?versi=1"`, "<summary>Terbitan pertama. 84 baris: 84 baru, 0 berubah, 0 hilang</summary>", "<updated>2025-11-01T02:00:00Z</updated>",
		}},
		{"/data.atom?topik=Ekonomi&q=apa", 1, []string{`href="https://lewu.example/data.atom?topik=ekonomi"`, `term="ekonomi"`}},
		{"/data.atom?topik=tambang", 0, []string{"<updated>1970-01-01T00:00:00Z</updated>"}},
		{"/en/data.atom?instansi=dinas-tphp", 1, []string{`xml:lang="en"`, "Rice production, version 1", "https://lewu.example/en/data/produksi-padi?versi=1"}},
	} {
		w := s.get(test.path)
		var feed struct {
			Entries []struct {
				ID string `xml:"id"`
			} `xml:"entry"`
		}
		if err := xml.Unmarshal(w.Body.Bytes(), &feed); err != nil || len(feed.Entries) != test.entries {
			t.Errorf("%s: %d entries, %v, want %d", test.path, len(feed.Entries), err, test.entries)
		}
		for _, e := range feed.Entries {
			if !strings.HasPrefix(e.ID, "urn:uuid:0") {
				t.Errorf("%s: id %q", test.path, e.ID)
			}
		}
		for _, part := range test.says {
			if !strings.Contains(w.Body.String(), part) {
				t.Errorf("%s: no %s in %s", test.path, part, w.Body)
			}
		}
		if got := w.Header().Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
			t.Errorf("%s: %s", test.path, got)
		}
	}
}

func TestTheListForPrograms(t *testing.T) {
	s := newStand(t)
	s.add(harvest()...)
	var a listAnswer
	if err := json.Unmarshal([]byte(s.body("/api/v1/datasets?q=padi&wilayah=katingan&keadaan=terlambat")), &a); err != nil {
		t.Fatal(err)
	}
	if a.Total != 2 || a.Pages != 1 || len(a.Datasets) != 2 || a.Next != "" {
		t.Errorf("total %d on %d pages, %d given, next %q", a.Total, a.Pages, len(a.Datasets), a.Next)
	}
	for _, f := range a.Facets {
		for _, v := range f.Values {
			if f.Key == "keadaan" && (v != facetChoice{"terlambat", "Lewat jadwal", 2, true} && v != facetChoice{"tepat-waktu", "Tepat waktu", 1, false}) {
				t.Errorf("keadaan: %+v", v)
			}
		}
	}
	for _, d := range a.Datasets {
		if d.Slug == "produksi-padi" && (d.DaysLate != 23 || d.From != "2019" || len(d.Regions) != 14 || d.Frequency != "tahunan") {
			t.Errorf("produksi-padi: %+v", d)
		}
	}
	for _, bad := range []string{"halaman=0", "halaman=dua", "q=%zz"} {
		if w := s.get("/api/v1/datasets?" + bad); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d, want 400", bad, w.Code)
		}
	}
}

func TestPathsLeaveSamplesOut(t *testing.T) {
	s := newStand(t)
	s.add(harvest()...)
	var got []string
	err := s.room.paths(t.Context(), func(path string, changed time.Time) error {
		if changed.IsZero() {
			t.Errorf("%s: no day", path)
		}
		got = append(got, path)
		return nil
	})
	want := "/data /data/harga-gabah /data/sensus-penggilingan /data/produksi-padi"
	if strings.Join(got, " ") != want || err != nil {
		t.Errorf("paths %q, %v, want %q", got, err, want)
	}
}
