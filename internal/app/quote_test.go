package app_test

import (
	"database/sql"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/intake"
)

// The harvest of three places in five editions: Kapuas corrected, Sukamara gone,
// the same again, and a sheet of other columns.
var harvests = []string{
	"Tahun;Kabupaten;Produksi (ton)\n2022;Kapuas;158310\n2022;Katingan;22239\n2022;Sukamara;5109\n",
	"Tahun;Kabupaten;Produksi (ton)\n2022;Kapuas;150537\n2022;Katingan;22239\n2022;Sukamara;5109\n",
	"Tahun;Kabupaten;Produksi (ton)\n2022;Kapuas;150537\n2022;Katingan;22239\n2023;Katingan;22500\n",
	"Tahun;Kabupaten;Luas (ha)\n2022;Kapuas;34606\n2022;Katingan;6100\n",
}

// harvest publishes edition n of them, from 1.
func (h *house) harvest(t *testing.T, n int) {
	t.Helper()
	order := intake.Order{Slug: "panen-uji", Data: parcel("panen.csv", []byte(harvests[n-1])), Note: "Edisi ke-" + string(rune('0'+n)), Answers: map[string]string{"hilang": "ya"}}
	if n == 1 {
		set := newSet("Panen uji")
		set.Key, set.Mode = []string{"tahun", "kabupaten"}, catalog.Replace
		order.Slug, order.New = "", set
	}
	h.publish(t, order)
	h.Web.DropAll() // as the announcement does in a server
}

var (
	citeLink = regexp.MustCompile(`<a class="Cite" href="([^"]+)"`)
	keepForm = regexp.MustCompile(`<form method="post" action="([^"]+)">`)
)

func first(re *regexp.Regexp, page answer) string {
	m := re.FindSubmatch(page.body)
	if m == nil {
		return ""
	}
	return html.UnescapeString(string(m[1]))
}

// quote goes the way of a reader without JavaScript: from the origin of a figure
// to its quotation, and keeps it. It answers the permanent address.
func (h *house) quote(t *testing.T, origin string) string {
	t.Helper()
	offer := first(citeLink, h.get(t, origin))
	action := first(keepForm, h.get(t, offer))
	if action == "" {
		t.Fatalf("%s: no form on %q", origin, offer)
	}
	a := h.ask(t, http.MethodPost, action)
	to := a.header.Get("Location")
	if a.code != http.StatusSeeOther || !regexp.MustCompile(`^(/en)?/a/[a-z2-7]{16}$`).MatchString(to) {
		t.Fatalf("POST %s: %d, %q, want 303 and an address", action, a.code, to)
	}
	return strings.TrimPrefix(to, "/en")
}

// quotes counts what is kept.
func (h *house) quotes(t *testing.T) (n int) {
	t.Helper()
	if err := h.DB.QueryRowContext(t.Context(), `SELECT count(*) FROM quote_figure`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestQuote quotes figures, publishes later versions and takes one back: the
// address says what was quoted, and what became of it.
func TestQuote(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.harvest(t, 1)
	sum := h.quote(t, "/data/panen-uji/asal?hitung=sum:produksi&tahun=2022&versi=1&fbclid=x")
	kapuas := h.quote(t, cellOrigin("/data/panen-uji/asal", 1, 1, 2, "produksi"))
	sukamara := h.quote(t, cellOrigin("/en/data/panen-uji/asal", 1, 1, 4, "produksi"))
	if again := h.quote2(t, "/data/panen-uji/asal?hitung=sum:produksi&tahun=2022&versi=1"); again != sum || h.quotes(t) != 3 {
		t.Errorf("quoted again at %s with %d kept, want %s and 3", again, h.quotes(t), sum)
	}
	h.wants(t, sum, 200, "Jumlah produksi, tahun 2022", "185.658", "Menurut Dinas Uji, versi 1 dari “Panen uji”", "belum diperiksa mata kedua", "Angka ini masih berlaku.", `property="og:title" content="Jumlah produksi, tahun 2022: 185.658 ton"`, `property="og:description" content="Jumlah produksi, tahun 2022: 185.658 ton.`)
	h.wants(t, "/en"+sum, 200, "Total of produksi", "185,658", "This figure is still in force.")
	h.wants(t, kapuas, 200, "Produksi: 2022, Kapuas", "158.310", "https://wa.me/?text=Produksi%3A%202022%2C%20Kapuas")

	h.harvest(t, 2)
	h.wants(t, sum, 200, "185.658", "Angka ini sejak itu berubah: kini 177.885 ton (versi 2).", `/data/panen-uji/beda?dari=1&ke=2`)
	h.wants(t, "/en"+kapuas, 200, "158,310", "This figure has changed since: now 150,537 ton (version 2).")
	h.wants(t, sukamara, 200, "5.109", "Angka ini masih sama.", "terbit versi 2")
	h.harvest(t, 3)
	h.wants(t, sukamara, 200, "5.109", "Baris angka ini tidak ada lagi pada versi 3.")
	h.harvest(t, 4)
	h.wants(t, sum, 200, "185.658", "tidak dapat dibandingkan dengan versi 4")
	h.wants(t, kapuas, 200, "158.310", "tidak dapat dibandingkan dengan versi 4")

	h.withdraw(t, "panen-uji", 1, "satu kecamatan terhitung dua kali")
	for _, address := range []string{sum, sum + "/kutipan.bib", kapuas, "/data/panen-uji?versi=1", "/data/panen-uji/kutipan.ris?versi=1", "/data/panen-uji/beda?dari=1&ke=2", "/kutip/panen-uji?versi=1&hitung=count"} {
		h.wants(t, address, http.StatusGone, "satu kecamatan terhitung dua kali")
	}
	if page := h.ask(t, http.MethodGet, sum).text(); strings.Contains(page, "185.658") {
		t.Error("the value of a withdrawn figure is still shown")
	}
	h.wants(t, "/api/v1/quotes"+strings.TrimPrefix(sum, "/a"), http.StatusGone, "satu kecamatan")
}

// quote2 is quote for a figure that may be known: the page leads to it at once.
func (h *house) quote2(t *testing.T, origin string) string {
	t.Helper()
	offer := h.get(t, first(citeLink, h.get(t, origin)))
	if !strings.Contains(offer.text(), "sudah pernah dikutip") {
		t.Fatalf("%s is offered as new", origin)
	}
	a := h.ask(t, http.MethodPost, first(citeLink, h.get(t, origin)))
	if a.code != http.StatusSeeOther || !strings.Contains(offer.text(), a.header.Get("Location")) {
		t.Errorf("POST of a known figure: %d, %s", a.code, a.header.Get("Location"))
	}
	return a.header.Get("Location")
}

// withdraw takes a version back, as the redaction of its file does.
func (h *house) withdraw(t *testing.T, slug string, n int, reason string) {
	t.Helper()
	set, err := h.Catalog.Dataset(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.Catalog.Version(t.Context(), set.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	err = h.DB.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := h.Catalog.Withdraw(t.Context(), tx, v.Berkas, reason, h.Clock())
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Web.DropAll()
}

// TestQuoteAsData holds a quotation's citations and JSON against the page.
func TestQuoteAsData(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	to := h.quote(t, "/data/produksi-padi/asal?hitung=sum:produksi&tahun=2024&versi=2")
	var a struct {
		Value, Unit, Number string
		AsOf                string `json:"as_of"`
		Contoh              bool
		Version             int
		Verdict             string
		Now                 struct {
			Version     int
			Fate, Value string
		}
		Receipt struct {
			Rows   int64
			Result string
		}
	}
	h.decode(t, "/api/v1/quotes/"+strings.TrimPrefix(to, "/a/"), &a)
	if !a.Contoh || a.Unit != "ton" || a.AsOf != "2024" || a.Version != 2 || a.Verdict != "cocok" || a.Receipt.Rows != 28 || a.Receipt.Result != a.Value ||
		a.Now.Version != 3 || a.Now.Fate != "berubah" || a.Now.Value == a.Value || !strings.HasPrefix(a.Number, strings.TrimPrefix(to, "/a/")) {
		t.Errorf("the answer is %+v", a)
	}
	bib := h.get(t, to+"/kutipan.bib")
	if got := bib.header.Get("Content-Disposition"); !strings.Contains(got, "contoh-angka-") || !strings.Contains(string(bib.body), "CONTOH") || !strings.Contains(string(bib.body), to+"}") {
		t.Errorf("BibTeX %s: %s", got, bib.body)
	}
	if ris := string(h.get(t, to+"/kutipan.ris").body); !strings.HasPrefix(ris, "TY  - DATA\r\n") || !strings.Contains(ris, "T2  - CONTOH: Produksi padi") {
		t.Errorf("RIS: %s", ris)
	}
	h.wants(t, to, 200, "ton (CONTOH)", "CONTOH, bukan angka sebenarnya", `name="robots" content="noindex"`)
	if moved := h.ask(t, http.MethodGet, strings.ToUpper(to)); moved.code == http.StatusOK {
		t.Errorf("/A/… answers %d", moved.code)
	}
	if moved := h.ask(t, http.MethodGet, "/a/"+strings.ToUpper(strings.TrimPrefix(to, "/a/"))); moved.code != http.StatusMovedPermanently || moved.header.Get("Location") != to {
		t.Errorf("in capitals: %d, %s, want 301 to %s", moved.code, moved.header.Get("Location"), to)
	}
}

// TestQuoteOfTheFrontPage: a figure of the front page is quoted under the name
// and time it has there, a sum as well as a cell.
func TestQuoteOfTheFrontPage(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	page := h.get(t, "/en/")
	for name, wants := range map[string][]string{
		"Population of Kalimantan Tengah": {"2,825,290", "semester 2 2024"},
		"People in poverty":               {"5.19", "As of 2025"},
	} {
		found := ""
		for _, m := range regexp.MustCompile(`href="/en(/data/[^"]*asal[^"]*)">[^<]*<span class="Vh"> ([^<]*)<`).FindAllStringSubmatch(page.text(), -1) {
			if strings.HasPrefix(m[2], name) {
				found = m[1]
			}
		}
		if found == "" {
			t.Fatalf("no figure %q on the front page", name)
		}
		to := "/en" + h.quote(t, found)
		h.wants(t, to, 200, append(wants, "<h1>"+name)...)
	}
}

// TestForgedQuotes: nothing but what the table gives is kept, and a figure that
// was changed in the store proves false.
func TestForgedQuotes(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.harvest(t, 1)
	good := "/kutip/panen-uji?hitung=sum:produksi&tahun=2022&versi=1"
	for _, test := range []struct {
		name, address string
		code          int
	}{
		{"another value", good + "&hasil=999999", http.StatusConflict},
		{"nothing there", "/kutip/panen-uji?hitung=sum:produksi&tahun=1999&versi=1", http.StatusConflict},
		{"no such row", "/kutip/panen-uji?asal=1&baris=99&sel=produksi&versi=1", http.StatusNotFound},
		{"no such column", "/kutip/panen-uji?asal=1&baris=2&sel=x&versi=1", http.StatusNotFound},
		{"no such version", "/kutip/panen-uji?hitung=count&versi=9", http.StatusNotFound},
		{"version in words", "/kutip/panen-uji?hitung=count&versi=satu", http.StatusBadRequest},
		{"no such filter", good + "&x=1", http.StatusBadRequest},
		{"groups", good + "&kelompok=kabupaten", http.StatusBadRequest},
		{"two measures", "/kutip/panen-uji?hitung=sum:produksi,count&versi=1", http.StatusBadRequest},
		{"SQL", "/kutip/panen-uji?hitung=count&kabupaten=%27%3B+DROP+TABLE+quote_figure%3B--&versi=1&hasil=1", http.StatusConflict},
		{"half a query", good + "&a=%zz", http.StatusBadRequest},
		{"a long one", good + "&kabupaten=" + strings.Repeat("panjang", 700), http.StatusBadRequest},
	} {
		if a := h.ask(t, http.MethodPost, test.address); a.code != test.code {
			t.Errorf("%s: POST answers %d, want %d: %.200s", test.name, a.code, test.code, a.text())
		}
	}
	if a := h.ask(t, http.MethodPost, good, "Origin", "https://lain.example", "Sec-Fetch-Site", "cross-site"); a.code != http.StatusForbidden {
		t.Errorf("from another site: %d, want 403", a.code)
	}
	if a := h.post(t, good, strings.Repeat("x=1&", 2000)); a.code != http.StatusRequestEntityTooLarge {
		t.Errorf("with a body of 8 kB: %d, want 413", a.code)
	}
	if h.wants(t, good+"&hasil=999999", 200, "Angka ini tidak dapat dikutip."); h.quotes(t) != 0 {
		t.Fatalf("%d figures kept, want none", h.quotes(t))
	}
	if a := h.post(t, good, "hasil=999999&value=1"); a.code != http.StatusSeeOther { // what is sent counts for nothing
		t.Errorf("with fields: %d, want 303", a.code)
	}
	to := h.ask(t, http.MethodPost, good+"&fbclid=x&utm_source=wa").header.Get("Location")
	h.wants(t, to, 200, "185.658", "Angka ini masih berlaku.")
	_, err := h.DB.ExecContext(t.Context(), `UPDATE quote_figure SET receipt = replace(receipt, '185658', '999999')`)
	if err != nil {
		t.Fatal(err)
	}
	h.Web.DropAll()
	h.wants(t, to, 200, "999.999", "Tidak cocok")
	h.wants(t, "/api/v1/quotes"+strings.TrimPrefix(to, "/a"), 200, `"verdict":"tidak-cocok"`)
}

// post sends a form.
func (h *house) post(t *testing.T, address, body string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.base+address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := h.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	return answer{code: resp.StatusCode, header: resp.Header}
}
