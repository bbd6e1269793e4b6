package data

import (
	"context"
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/webtest"
)

// TestDatasetPage: what a reader of one dataset finds, in both languages.
func TestDatasetPage(t *testing.T) {
	h := newHall(t, "produksi-padi")
	for _, test := range []struct{ path, want string }{
		{"/data/produksi-padi", `<h1>Produksi padi menurut kabupaten/kota (contoh)</h1>`},
		{"/data/produksi-padi", `Produksi pada 2025 mencapai <a href="/data/produksi-padi/asal?hasil=331987.01&amp;hitung=sum%3Aproduksi&amp;kode_kemendagri.bukan=62.71&amp;tahun=2025&amp;versi=1">331.987 ton</a>, naik 0,7 persen`},
		{"/data/produksi-padi", `0,7 persen = (331.987,01 ton − 329.789,25 ton) ÷ 329.789,25 ton`},
		{"/data/produksi-padi", `<p class="Figure-title">Produksi pada 2025 naik 0,7 persen dari 2024</p>`},
		{"/data/produksi-padi", `<p class="Figure-title">Dari tiap 100 ton, 60 ada di Kapuas dan Pulang Pisau</p>`},
		{"/data/produksi-padi", `Terbitan berikutnya terlambat 23 hari.`},
		{"/data/produksi-padi", `metadata lengkap`},
		{"/data/produksi-padi", `168 baris. Jumlah tepat, bukan perkiraan.`},
		{"/data/produksi-padi", `<meta property="og:image" content="https://lewu.example/data/produksi-padi/kartu.png">`},
		{"/data/produksi-padi", `<link rel="canonical" href="https://lewu.example/data/produksi-padi">`},
		{"/data/produksi-padi", `<link rel="alternate" hreflang="en" href="https://lewu.example/en/data/produksi-padi">`},
		{"/data/produksi-padi", `Konsep: Luas panen; klasifikasi: tanpa klasifikasi`},
		{"/data/produksi-padi", `<span class="Vh">belum ada data</span>`},
		{"/data/produksi-padi", `GET https://lewu.example/api/v1/datasets/produksi-padi/rows?hitung=sum%3Aproduksi&amp;kelompok=tahun`},
		{"/data/produksi-padi", `https://wa.me/?text=CONTOH%3A%20Produksi%20pada%202025`},
		{"/en/data/produksi-padi", `<h1>Rice production by regency and city (sample)</h1>`},
		{"/en/data/produksi-padi", `Production in 2025 came to <a href="/en/data/produksi-padi/asal?`},
		{"/en/data/produksi-padi", `<meta property="og:image" content="https://lewu.example/en/data/produksi-padi/kartu.png">`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `14 dari 168 baris, menurut saringan di bawah.`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `Tahun 2024 <span aria-hidden="true">×</span>`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `<a href="/data/produksi-padi?tahun=2024#tabel">`}, // without sawah
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `<option value="sawah" selected>sawah (14)</option>`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `<meta name="robots" content="noindex">`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `href="/data/produksi-padi.csv?jenis=sawah&amp;tahun=2024"`},
		{"/data/produksi-padi?tahun=2024&jenis=sawah", `href="/data/produksi-padi/grafik.png?jenis=sawah&amp;tahun=2024"`},
		{"/data/produksi-padi?urut=-produksi&tahun=2025", `<th scope="col" class="num" aria-sort="descending"><a href="/data/produksi-padi?tahun=2025&amp;urut=produksi#tabel">`},
		{"/data/produksi-padi?urut=-produksi&tahun=2025", `<input type="hidden" name="urut" value="-produksi">`},
		{"/data/produksi-padi?kolom=kabupaten_kota,produksi", `Tampilkan semua kolom`},
		{"/data/produksi-padi?tahun=1950", `Tidak ada baris yang cocok.`},
		{"/data/produksi-padi?grafik=batang&menurut=jenis", `<option value="jenis" selected>Jenis</option>`},
		{"/data/produksi-padi?ukuran=luas_panen", `Luas panen pada 2025 mencapai`},
		{"/data/produksi-padi?fbclid=IwAR0&utm_source=wa", `168 baris. Jumlah tepat`},
		{"/data/produksi-padi?kabupaten_kota.isi=" + strings.Repeat("a", 10_000), `Tidak ada baris yang cocok.`},
		{"/data/produksi-padi?kabupaten_kota.isi=" + url.QueryEscape(`"><script>alert(1)</script>`), `&lt;script&gt;alert(1)&lt;/script&gt;`},
	} {
		w := h.get(test.path)
		body := w.Body.String()
		if w.Code != http.StatusOK || !strings.Contains(body, test.want) {
			t.Errorf("GET %.80s: %d without %q", test.path, w.Code, test.want)
		}
		for _, fault := range webtest.CheckPage(test.path, w.Result(), []byte(body)) {
			t.Errorf("GET %.80s: %s", test.path, fault)
		}
		if strings.Count(body, "<h1") != 1 {
			t.Errorf("GET %.80s: %d headings of level 1", test.path, strings.Count(body, "<h1"))
		}
	}
	if faults := h.words.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
}

// TestDatasetPageRefuses: what cannot be asked is said, with the nearest that
// can.
func TestDatasetPageRefuses(t *testing.T) {
	h := newHall(t, "produksi-padi", "tepra-kalimantan-tengah")
	for _, test := range []struct {
		path, want string
		code       int
	}{
		{"/data/produksi-padi?produkso.min=1", "produksi", http.StatusBadRequest},
		{"/data/produksi-padi?tahun=dua", "bukan tahun", http.StatusBadRequest},
		{"/data/produksi-padi?urut=hasil", "hasil", http.StatusBadRequest},
		{"/data/produksi-padi?hitung=count", "/api/v1/datasets/produksi-padi/rows", http.StatusBadRequest},
		{"/data/produksi-padi?grafik=pai", "garis, kisi, batang, peta", http.StatusBadRequest},
		{"/data/produksi-padi?ukuran=hasil", "luas_panen, produksi", http.StatusBadRequest},
		{"/data/produksi-padi?menurut=tahun", "kode_kemendagri, jenis", http.StatusBadRequest},
		{"/data/produksi-padi?versi=9", "", http.StatusNotFound},
		{"/data/produksi-padi/grafik.svg?tahun=1950", "", http.StatusNotFound},
		{"/data/tepra-kalimantan-tengah?ukuran=nilai", "Tidak ada baris yang cocok", http.StatusOK}, // a column of this table
		{"/data/tepra-kalimantan-tengah?grafik.ukuran=nilai", "13 baris", http.StatusOK},
	} {
		w := h.get(test.path)
		if w.Code != test.code || !strings.Contains(w.Body.String(), test.want) {
			t.Errorf("GET %s: %d, want %d with %q", test.path, w.Code, test.code, test.want)
		}
	}
	w := h.get("/data/produksi-padi?produksi.min=1.000&tahun=2025")
	if got, want := w.Header().Get("Location"), "/data/produksi-padi?produksi.min=1000&tahun=2025"; w.Code != http.StatusSeeOther || got != want {
		t.Errorf("1.000 typed by hand: %d to %q, want %q", w.Code, got, want)
	}
}

// TestOddTables: a table of 300 columns stays a page, one without figures counts
// its kinds, and one of a single cell has no picture.
func TestOddTables(t *testing.T) {
	h := newHall(t)
	var head, row []string
	for i := range 300 {
		head, row = append(head, fmt.Sprintf("ukuran_%d", i)), append(row, strconv.Itoa(i+1000))
	}
	wide := strings.Join(head, ",") + "\n" + strings.Repeat(strings.Join(row, ",")+"\n", 40)
	for _, test := range []struct{ slug, csv, want, not string }{
		{"lebar", wide, "276 kolom lain ada di unduhan", "Ukuran 299</th>"},
		{"tanpa-angka", "nama_desa,jenis\nSei Gohong,desa\nTangkiling,kelurahan\nBanturung,desa\nHabaring,desa\n", `<p class="Figure-title">Menurut jenis: desa 3 dan kelurahan 1</p>`, "Rp"},
		{"satu", "Tahun,Indeks\n2025,3.41\n", "Indeks pada 2025: ", `class="Figure-title"`},
	} {
		set := catalog.Dataset{Slug: test.slug, Title: test.slug, Agency: "Dinas Contoh A", Licence: "CC BY 4.0"}
		h.hang(h.shelf.Publish(set, nil, []string{test.csv}))
		body := h.body("/data/" + test.slug)
		if !strings.Contains(body, test.want) || strings.Contains(body, test.not) {
			t.Errorf("%s: without %q or with %q", test.slug, test.want, test.not)
		}
		if len(body) > 200_000 {
			t.Errorf("%s is a page of %d bytes", test.slug, len(body))
		}
	}
}

// TestDatasetPaging: the pages of a table hold every row once.
func TestDatasetPaging(t *testing.T) {
	h := newHall(t, "produksi-padi")
	cell := regexp.MustCompile(`sel=luas_panen`)
	next := regexp.MustCompile(`<a href="([^"]+)" rel="next">`)
	path, cells, pages := "/data/produksi-padi?grafik=batang", 0, 0
	for path != "" {
		body := h.body(path)
		from, to := strings.Index(body, `id="tabel"`), strings.Index(body, `id="kolom"`)
		cells += len(cell.FindAllString(body[from:to], -1))
		pages++
		path = ""
		if m := next.FindStringSubmatch(body); m != nil {
			rest, ok := strings.CutSuffix(strings.ReplaceAll(m[1], "&amp;", "&"), "#tabel")
			if path = rest; !ok || !strings.Contains(path, "grafik=batang") {
				t.Errorf("the next page forgets what was asked: %s", path)
			}
		}
	}
	if pages != 9 || cells != 166 { // 168 rows, two of them without a figure
		t.Errorf("%d cells on %d pages, want 166 on 9", cells, pages)
	}
}

// TestPictures: every form of picture that a table offers is drawn, on the page
// and as files of the sizes that were promised.
func TestPictures(t *testing.T) {
	slugs := []string{"produksi-padi", "angka-putus-sekolah", "kemiskinan-pengangguran", "wilayah-kalimantan-tengah", "daftar-pasar-rakyat", "upah-minimum"}
	h := newHall(t, slugs...)
	drawn := 0
	for _, slug := range slugs {
		tale, err := h.room.told(request(t, "/data/"+slug, slug))
		if err != nil {
			t.Fatal(slug, err)
		}
		for _, kind := range tale.Kinds() {
			path := "/data/" + slug + "?grafik=" + string(kind)
			if body := h.body(path); !strings.Contains(body, `<svg class="`) || !strings.Contains(body, "Grafik ini sebagai tabel") {
				t.Errorf("%s shows no picture", path)
			}
			svg := h.get("/data/" + slug + "/grafik.svg?grafik=" + string(kind))
			if svg.Code != http.StatusOK || svg.Header().Get("Content-Type") != "image/svg+xml" || !strings.Contains(svg.Body.String(), "Sumber: ") {
				t.Errorf("%s as SVG: %d %s, want source inside", path, svg.Code, svg.Header().Get("Content-Type"))
			}
			drawn++
		}
		for name, width := range map[string]int{"grafik.png": 1600, "kartu.png": 1200} {
			w := h.get("/data/" + slug + "/" + name)
			size := w.Body.Len()
			picture, err := png.DecodeConfig(w.Body)
			if err != nil || picture.Width != width || size > 100_000 {
				t.Errorf("%s of %s: %d px, %d bytes, %v, want %d px and at most 100,000 bytes", name, slug, picture.Width, size, err, width)
			}
		}
	}
	if drawn < 18 {
		t.Errorf("%d pictures, want 18 at least", drawn)
	}
	t.Logf("%d pictures", drawn)
}

// request is a request of a page as the mux hands it on.
func request(t *testing.T, path, slug string) *http.Request {
	r := httptest.NewRequestWithContext(context.WithoutCancel(t.Context()), http.MethodGet, path, nil)
	r.SetPathValue("slug", slug)
	return r
}

// TestApartIsNeverAdded: a column that says one thing from two mouths is
// never added up, in words, pictures or bars.
func TestApartIsNeverAdded(t *testing.T) {
	h := newHall(t, "apbd-kalimantan-tengah-djpk", "rumah-tangga-dua-sumber")
	for _, slug := range []string{"apbd-kalimantan-tengah-djpk", "rumah-tangga-dua-sumber"} {
		body := h.body("/data/" + slug)
		if strings.Contains(body, "Seluruhnya") {
			t.Errorf("%s adds up what is not one thing", slug)
		}
	}
}

// TestAPictureSaysWhatIsNotFinal: a line that ends on provisional figures says
// so beneath its title, on the page and in the file that people take away.
func TestAPictureSaysWhatIsNotFinal(t *testing.T) {
	h := newHall(t, "apbd-kalimantan-tengah-djpk", "produksi-padi")
	for path, want := range map[string]bool{
		"/data/apbd-kalimantan-tengah-djpk":            true,
		"/data/apbd-kalimantan-tengah-djpk/grafik.svg": true,
		"/data/produksi-padi":                          false,
	} {
		if got := strings.Contains(h.body(path), "2018 sampai 2025; 2025 sementara"); got != want {
			t.Errorf("%s says what is not final: %t, want %t", path, got, want)
		}
	}
}
