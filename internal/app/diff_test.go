package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/intake"
)

// bibURL is the address in a BibTeX entry, as a path of this house.
func (h *house) bibURL(t *testing.T, address string) string {
	t.Helper()
	bib := string(h.get(t, address).body)
	_, rest, _ := strings.Cut(bib, "url          = {")
	u, _, ok := strings.Cut(rest, "}")
	if path, here := strings.CutPrefix(u, h.Config.URL); ok && here {
		return path
	}
	t.Fatalf("no address in %s", bib)
	return ""
}

// TestCiteSelection filters a table, cites it, and opens the citation: the same
// rows, also after a later version, in both languages.
func TestCiteSelection(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	asked := "jenis=sawah&produksi.min=10000&urut=-produksi&kolom=tahun,kode_kemendagri,produksi"
	before := h.get(t, "/data/produksi-padi.csv?"+asked).body
	cited := h.bibURL(t, "/data/produksi-padi/kutipan.bib?"+asked+"&batas=20&setelah=&grafik=batang&ukuran=produksi&fbclid=x")
	if want := "/data/produksi-padi?jenis=sawah&kolom=tahun%2Ckode_kemendagri%2Cproduksi&produksi.min=10000&urut=-produksi&versi=3"; cited != want {
		t.Errorf("cited as %s, want %s", cited, want)
	}
	ris := string(h.get(t, "/en/data/produksi-padi/kutipan.ris?"+asked).body)
	if !strings.Contains(ris, "SAMPLE: Rice production") || !strings.Contains(ris, "selection: kind sawah, production at least 10,000") {
		t.Errorf("RIS in English: %s", ris)
	}
	lines := bytes.Count(h.get(t, "/data/produksi-padi.csv").body, []byte("\n"))
	h.publish(t, intake.Order{Slug: "produksi-padi", Answers: map[string]string{"hilang": "ya"}, Data: parcel("kosong.csv", []byte("Tahun;Kode Kemendagri;Kabupaten/Kota;Jenis;Luas panen (ha);Produksi (ton)\r\n2024;62.03;Kabupaten Kapuas;sawah;1,0;2,00\r\n"))})
	h.Web.DropAll()
	if now := bytes.Count(h.get(t, "/data/produksi-padi.csv").body, []byte("\n")); now == lines {
		t.Fatal("the new version changed nothing")
	}
	after := h.get(t, strings.Replace(cited, "produksi-padi?", "produksi-padi.csv?", 1)).body
	if !bytes.Equal(before, after) || bytes.Count(before, []byte("\n")) < 10 {
		t.Errorf("the citation opens %d lines, %d were cited", bytes.Count(after, []byte("\n")), bytes.Count(before, []byte("\n")))
	}
	if whole := h.bibURL(t, "/data/produksi-padi/kutipan.bib?versi=2"); whole != "/data/produksi-padi?versi=2" {
		t.Errorf("the whole table is cited as %s", whole)
	}
	for _, bad := range []string{"?tidakada=1", "?halaman=2", "?versi=x", "?a=%zz"} {
		h.wants(t, "/data/produksi-padi/kutipan.bib"+bad, http.StatusBadRequest, "<h1>")
	}
	h.wants(t, "/data/produksi-padi/kutipan.bib?versi=99", http.StatusNotFound, "<h1>")
}

// TestDiff compares versions in both directions: counts, old and new values, and
// a file with all rows.
func TestDiff(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.harvest(t, 1)
	h.wants(t, "/data/panen-uji/beda", 200, "Baru ada satu versi.")
	h.wants(t, "/data/panen-uji/beda.csv", 404, "<h1>")
	for n := 2; n <= 4; n++ {
		h.harvest(t, n)
	}
	h.wants(t, "/data/panen-uji/beda?dari=1&ke=2", 200, "Dari versi 1 ke versi 2: 0 baris baru, 1 berubah, 0 hilang.", "2022, Kapuas",
		`data-l="Semula"><a href="/data/panen-uji/asal?asal=1&baris=2&sel=produksi&versi=1">158.310</a>`, `data-l="Menjadi"><a href="/data/panen-uji/asal?asal=2&baris=2&sel=produksi&versi=2">150.537</a>`, `data-l="Selisih">−7.773<`, "Edisi ke-2", "Produksi (1 baris)")
	h.wants(t, "/en/data/panen-uji/beda?dari=2&ke=1", 200, "From version 2 to version 1: 0 rows new, 1 changed, 0 gone.", `>+7,773<`)
	h.wants(t, "/data/panen-uji/beda?dari=2&ke=3", 200, "1 baris baru, 0 berubah, 1 hilang", "22.500", "5.109")
	h.wants(t, "/data/panen-uji/beda?dari=3&ke=4", 200, "Kolom “Luas” baru.", "Kolom “Produksi” tidak ada lagi.", "Versi tujuan punya kolom baru.", "2 berubah, 1 hilang")
	h.wants(t, "/data/panen-uji/beda", 200, "Dari versi 3 ke versi 4")
	h.wants(t, "/data/panen-uji/beda?dari=1", 200, "Dari versi 1 ke versi 4")
	h.wants(t, "/data/panen-uji/beda?dari=4", 200, "Dari versi 4 ke versi 3")
	h.wants(t, "/data/panen-uji/beda?ke=3", 200, "Dari versi 2 ke versi 3")
	h.wants(t, "/data/panen-uji/beda?dari=2&ke=2", 200, "Kedua pilihan adalah versi yang sama.")
	for query, code := range map[string]int{"?dari=x": 400, "?dari=0&ke=1": 400, "?ke=9": 404, "?a=%zz": 400} {
		h.wants(t, "/data/panen-uji/beda"+query, code, "<h1>")
		h.wants(t, "/data/panen-uji/beda.csv"+query, code, "<h1>")
	}
	for query, want := range map[string]string{
		"?dari=1&ke=2": "_beda,tahun,kabupaten,produksi\nsemula,2022,Kapuas,158310\nmenjadi,2022,Kapuas,150537\n",
		"?dari=2&ke=3": "_beda,tahun,kabupaten,produksi\nbaru,2023,Katingan,22500\nhilang,2022,Sukamara,5109\n",
		"?dari=2&ke=2": "_beda,tahun,kabupaten,produksi\n",
	} {
		a := h.get(t, "/data/panen-uji/beda.csv"+query)
		if string(a.body) != want {
			t.Errorf("beda.csv%s = %q, want %q", query, a.body, want)
		}
		if again := h.ask(t, http.MethodGet, "/data/panen-uji/beda.csv"+query, "If-None-Match", a.header.Get("ETag")); again.code != http.StatusNotModified {
			t.Errorf("beda.csv%s again: %d, want 304", query, again.code)
		}
	}
	h.withdraw(t, "panen-uji", 4, "kolom keliru")
	h.wants(t, "/data/panen-uji/beda", 200, "Dari versi 2 ke versi 3")
	h.wants(t, "/data/panen-uji/beda?dari=3&ke=4", http.StatusGone, "kolom keliru")
}

// TestDiffWithoutKey: rows without a key are new or gone, never changed; and the
// same file again is the same table.
func TestDiffWithoutKey(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	order := intake.Order{New: newSet("Tanpa kunci"), Data: parcel("a.csv", []byte("Nama,Nilai\nPasar Muara Ja'an,1\n\"=A1+1\",2\n"))}
	h.publish(t, order)
	order = intake.Order{Slug: "tanpa-kunci", Answers: map[string]string{"hilang": "ya"}, Data: parcel("b.csv", []byte("Nama,Nilai\nPasar Muara Ja'an,1\n\"=A1+1\",3\n"))}
	h.publish(t, order)
	order.Data = parcel("c.csv", []byte("Nama;Nilai\nPasar Muara Ja'an;1\n=A1+1;3\n"))
	h.publish(t, order)
	h.wants(t, "/data/tanpa-kunci/beda?dari=1&ke=2", 200, "tidak punya kunci baris", "1 baris baru, 0 berubah, 1 hilang", "=A1+1")
	h.wants(t, "/data/tanpa-kunci/beda?dari=2&ke=3", 200, "Isi kedua versi sama persis.")
	want := "_beda,nama,nilai\nbaru,'=A1+1,3\nhilang,'=A1+1,2\n"
	if got := string(h.get(t, "/data/tanpa-kunci/beda.csv?dari=1&ke=2").body); got != want {
		t.Errorf("beda.csv = %q, want %q", got, want)
	}
}

// TestDiffLong: the page lists the first rows and says so; the file has all.
func TestDiffLong(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	table := func(add int) []byte {
		var b strings.Builder
		b.WriteString("Nomor,Nilai\n")
		for i := range 900 {
			fmt.Fprintf(&b, "A%d,%d\n", i, i+add)
		}
		return []byte(b.String())
	}
	set := newSet("Panjang")
	set.Key = []string{"nomor"}
	h.publish(t, intake.Order{New: set, Data: parcel("a.csv", table(0))})
	h.publish(t, intake.Order{Slug: "panjang", Data: parcel("b.csv", table(7))})
	a := h.wants(t, "/data/panjang/beda", 200, "900 berubah", "Yang tampil 200 dari 900 baris", "Nilai (200 baris)")
	if got := strings.Count(a.text(), `data-l="Semula"`); got != 200 {
		t.Errorf("%d changed cells on the page, want 200", got)
	}
	link, err := url.QueryUnescape("/data/panjang/beda.csv?dari=1&ke=2")
	if err != nil || !strings.Contains(a.text(), link) {
		t.Errorf("no link to %s, %v", link, err)
	}
	if got := bytes.Count(h.get(t, link).body, []byte("\n")); got != 1801 {
		t.Errorf("the file has %d lines, want 1801", got)
	}
}

// TestDiffWide: a page of many columns lists fewer rows, and stays light.
func TestDiffWide(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	wide := func(from int) []byte {
		var b strings.Builder
		b.WriteString("Nomor")
		for c := range 29 {
			fmt.Fprintf(&b, ",Nilai ke-%d (ton)", c+1)
		}
		for i := range 300 {
			fmt.Fprintf(&b, "\nA%d", from+i)
			for c := range 29 {
				fmt.Fprintf(&b, ",%d.%02d", (i*7919+c*104729)%1000003, (i*c+from)%100)
			}
		}
		return []byte(b.String())
	}
	set := newSet("Lebar")
	set.Key = []string{"nomor"}
	h.publish(t, intake.Order{New: set, Data: parcel("a.csv", wide(0))})
	h.publish(t, intake.Order{Slug: "lebar", Data: parcel("b.csv", wide(200)), Answers: map[string]string{"hilang": "ya"}})
	h.wants(t, "/data/lebar/beda", 200, "200 baris baru, 100 berubah, 200 hilang", "Yang tampil 40 dari 200 baris")
	zipped := h.ask(t, http.MethodGet, "/data/lebar/beda", "Accept-Encoding", "gzip")
	if t.Logf("%d bytes", len(zipped.body)); len(zipped.body) > maxPage-15_000 { // and a style sheet beside it
		t.Errorf("the page weighs %d bytes", len(zipped.body))
	}
}
