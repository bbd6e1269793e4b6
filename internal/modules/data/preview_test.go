package data

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/webtest"

	"github.com/lewu-id/lewu/internal/modules/data/booktest"
)

// harvest is a small table of Dinas Contoh A: 14 places in three years, the
// figure of Kapuas in the last of them given.
func (h hall) harvest(slug, kapuas string) booktest.Edition {
	set := catalog.Dataset{
		Slug: slug, Title: "Panen uji", Agency: "Dinas Contoh A", AgencyID: "dinas-a", Topic: "Pertanian", Licence: "CC BY 4.0", Summary: "Hasil panen.",
		Key: []string{"tahun", "kode_kemendagri"}, OpenFiles: true,
	}
	var body strings.Builder
	body.WriteString("Tahun,Kode Kemendagri,Produksi (ton)\n")
	for _, year := range []string{"2024", "2025", "2026"} {
		for _, place := range []string{"62.01", "62.02", "62.03", "62.04", "62.05", "62.06", "62.07", "62.08"} {
			figure := "12"
			if place == "62.03" && year == "2026" {
				figure = kapuas
			}
			body.WriteString(year + "," + place + "," + figure + "\n")
		}
	}
	return h.shelf.Publish(set, nil, []string{body.String()})
}

// TestPreview: the page of a dataset as a delivery would make it has its finding,
// picture, table, dictionary and quality, and leads to nothing that is not
// published.
func TestPreview(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Submitted)
	page := "/data/panen?batch=" + batch
	w := h.visit(page, "rina")
	body := w.Body.String()
	for _, want := range []string{
		"Pratinjau, belum terbit", "kiriman Dinas Contoh A tanggal 31 Maret 2026 terbit sebagai versi 2", "Keadaan kiriman: diajukan, menunggu pemeriksaan",
		`<h1>Panen uji</h1>`, "Produksi pada 2026 mencapai 174 ton", "24 baris; terhadap versi 1: 2 baru, 1 berubah, 0 hilang.", "Catatan pengirim: Angka Kapuas diperbaiki",
		`<svg class="`, "24 baris. Jumlah tepat", "Kapuas naik tiga kali lipat.", "panen.csv", `<meta name="robots" content="noindex">`,
		`href="/data/panen/beda?batch=` + batch + `"`, `<input type="hidden" name="batch" value="` + batch + `">`,
		`href="/data/panen?batch=` + batch + `&amp;urut=`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d, Cache-Control %q, want 200 and no-store", w.Code, w.Header().Get("Cache-Control"))
	}
	for _, fault := range webtest.CheckPage(page, w.Result(), []byte(body)) {
		t.Error(fault)
	}
	for _, link := range regexp.MustCompile(`(?:href|action)="([^"]+)"`).FindAllStringSubmatch(body, -1) {
		path, query, _ := strings.Cut(strings.ReplaceAll(link[1], "&amp;", "&"), "?")
		switch {
		case !strings.HasPrefix(path, "/data/panen"), path == "/data/panen" && query == "", strings.HasPrefix(path, "/data/panen#"):
		case path == "/data/panen" && strings.Contains(query, "batch="+batch), path == "/data/panen/beda" && query == "batch="+batch:
		default:
			t.Errorf("the preview leads to %s", link[1])
		}
	}
	for _, not := range []string{"/kutip/", "versi=2", "og:image", "application/ld+json", "hreflang", `id="unduh"`, `id="kutip"`, "wa.me"} {
		if strings.Contains(body, not) {
			t.Errorf("the preview has %q", not)
		}
	}
	if public := h.visit("/data/panen", "").Body.String(); !strings.Contains(public, "Produksi pada 2026 mencapai 114 ton") || strings.Contains(public, "174 ton") {
		t.Error("the public page does not show what is published")
	}
	if faults := h.words.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
}

// TestPreviewFollows: filters, order, pages and forms of a preview stay with the
// delivery, in both languages, and what is typed by hand is put right there.
func TestPreviewFollows(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Draft)
	at := "/data/panen?batch=" + batch
	for _, test := range []struct{ path, want string }{
		{at + "&tahun=2026", "8 dari 24 baris"},
		{at + "&tahun=2026", `<a href="` + at + `#tabel">Hapus semua saringan</a>`},
		{at + "&urut=-produksi", `aria-sort="descending"><a href="` + at + `&amp;urut=produksi#tabel">`},
		{at + "&grafik=batang", `<option value="batang" selected>`},
		{at, `<a href="` + at + `&amp;setelah=`},
		{"/en" + at, "Preview, not published"},
		{"/en" + at, `action="/en/data/panen#tabel"`},
	} {
		w := h.visit(test.path, "sari")
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("GET %s: %d without %q", test.path, w.Code, test.want)
		}
	}
	next := regexp.MustCompile(`href="([^"]+)" rel="next"`).FindStringSubmatch(h.visit(at, "sari").Body.String())
	if next == nil {
		t.Fatal("a preview of 24 rows has no next page")
	}
	path, _, _ := strings.Cut(strings.ReplaceAll(next[1], "&amp;", "&"), "#")
	if w := h.visit(path, "sari"); w.Code != http.StatusOK || strings.Count(w.Body.String(), `<th scope="row"`) < 4 {
		t.Errorf("the next page of a preview: %d", w.Code)
	}
	w := h.visit(at+"&produksi.min=1.000", "sari")
	if got, want := w.Header().Get("Location"), at+"&produksi.min=1000"; w.Code != http.StatusSeeOther || got != want {
		t.Errorf("1.000 typed by hand: %d to %q, want %q", w.Code, got, want)
	}
}

// TestPreviewIsForFew: who may see a delivery before it is published, and what
// everybody else is told.
func TestPreviewIsForFew(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	other := h.hang(h.harvest("tangkapan", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Submitted)
	elsewhere := h.deliver(other, h.harvest("tangkapan", "90"), catalog.Submitted)
	page := "/data/panen?batch="
	for _, test := range []struct {
		name, path, token string
		code              int
		want              string
	}{
		{"a stranger", page + batch, "", 401, "Masuk"},
		{"a stranger after what is not there", page + "tidak-ada", "", 401, "Masuk"},
		{"a stranger after the differences", "/data/panen/beda?batch=" + batch, "", 401, "Masuk"},
		{"a session that ended", page + batch, "lama", 401, "Masuk"},
		{"the sender's agency", page + batch, "rina", 200, "belum terbit"},
		{"the walidata", page + batch, "sari", 200, "belum terbit"},
		{"another agency", page + batch, "budi", 404, ""},
		{"another agency after the differences", "/data/panen/beda?batch=" + batch, "budi", 404, ""},
		{"a role that sees no deliveries", page + batch, "kamera", 403, ""},
		{"a delivery of another dataset", page + elsewhere, "sari", 404, "bukan untuk kumpulan data panen"},
		{"what is not there", page + "tidak-ada", "sari", 404, "Tidak ada kiriman"},
		{"a dataset that is not there", "/data/tidak-ada?batch=" + batch, "sari", 404, ""},
		{"two versions at once", page + batch + "&versi=1", "sari", 400, "versi"},
		{"a picture to take away", "/data/panen/grafik.svg?batch=" + batch, "sari", 400, "batch"},
		{"a download", "/data/panen.csv?batch=" + batch, "sari", 400, "batch"},
		{"its receipts", "/data/panen/asal?versi=2&hitung=count", "sari", 404, ""},
	} {
		w := h.visit(test.path, test.token)
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("%s: %d, want %d with %q", test.name, w.Code, test.code, test.want)
		}
		if strings.Contains(w.Body.String(), "174 ton") && test.code != 200 {
			t.Errorf("%s sees figures that are not published", test.name)
		}
	}
	if got, want := strings.Join(*h.refused, " "), "GET /data/{slug} GET /data/{slug}/beda GET /data/{slug}"; got != want {
		t.Errorf("recorded refusals %q, want %q", got, want)
	}
}

// TestPreviewOfAFirstDelivery: a dataset without a version is not there for the
// public, and its preview is.
func TestPreviewOfAFirstDelivery(t *testing.T) {
	h := newHall(t)
	e := h.harvest("panen", "30")
	set := h.wait(e)
	batch := h.deliver(set, e, catalog.Draft)
	for path, want := range map[string]int{"/data/panen": 404, "/data/panen/keputusan": 404, "/data/panen.csv": 404} {
		if w := h.visit(path, "rina"); w.Code != want {
			t.Errorf("GET %s: %d, want %d", path, w.Code, want)
		}
	}
	body := h.visit("/data/panen?batch="+batch, "rina").Body.String()
	if !strings.Contains(body, "Terbitan pertama: 24 baris.") || !strings.Contains(body, "terbit sebagai versi 1") || strings.Contains(body, "/beda?") {
		t.Error("the preview of a first delivery does not say that it is the first")
	}
	w := h.visit("/data/panen/beda?batch="+batch, "rina")
	if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, "Baru ada satu versi.") || strings.Contains(body, `<select`) {
		t.Errorf("differences of a first delivery: %d", w.Code)
	}
}

// TestPreviewDiff: what a delivery changes, row by row, against the version in
// force.
func TestPreviewDiff(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Draft)
	path := "/data/panen/beda?batch=" + batch
	w := h.visit(path, "rina")
	body := w.Body.String()
	for _, want := range []string{"Pratinjau, belum terbit", "Dari versi 1 ke versi 2: 0 baris baru, 1 berubah, 0 hilang", ">30<", ">90", `href="/data/panen?batch=` + batch + `"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the differences lack %q", want)
		}
	}
	for _, not := range []string{"beda.csv", "versi=2", `name="dari"`} {
		if strings.Contains(body, not) {
			t.Errorf("the differences have %q", not)
		}
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("Cache-Control %q, want no-store", w.Header().Get("Cache-Control"))
	}
	for _, fault := range webtest.CheckPage(path, w.Result(), []byte(body)) {
		t.Error(fault)
	}
}

// TestPreviewEnds: a delivery that is published leads to its version; one that was
// never checked says so.
func TestPreviewEnds(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Submitted)
	h.publish(set, batch)
	for path, want := range map[string]string{
		"/data/panen?batch=" + batch:         "/data/panen?versi=2",
		"/en/data/panen?batch=" + batch:      "/en/data/panen?versi=2",
		"/data/panen/beda?batch=" + batch:    "/data/panen/beda?ke=2",
		"/en/data/panen/beda?batch=" + batch: "/en/data/panen/beda?ke=2",
	} {
		if w := h.visit(path, "rina"); w.Code != http.StatusSeeOther || w.Header().Get("Location") != want {
			t.Errorf("GET %s: %d to %q, want %q", path, w.Code, w.Header().Get("Location"), want)
		}
	}
	if w := h.visit("/data/panen?batch="+h.receive(set), "rina"); w.Code != http.StatusConflict || strings.Contains(w.Body.String(), "Terjadi galat") {
		t.Errorf("a delivery that was not checked: %d, want 409 with a sentence", w.Code)
	}
}

// TestPreviewSaysEveryState: whatever a delivery that can be looked at is waiting
// for is said in words.
func TestPreviewSaysEveryState(t *testing.T) {
	h := newHall(t)
	for _, s := range []catalog.State{
		catalog.Received, catalog.Read, catalog.Checked, catalog.Asking, catalog.Draft, catalog.Submitted, catalog.Approved, catalog.Failed, catalog.Returned,
	} {
		if key := "data.batch-" + string(s); !h.words.Has(key) {
			t.Errorf("a delivery that is %s has no words", s)
		}
	}
}
