package about

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/platformtest"
)

var tokenOf = regexp.MustCompile(`name="formulir" value="([^"]+)"`)

// token opens the form.
func (h *house) token(t *testing.T) string {
	t.Helper()
	m := tokenOf.FindStringSubmatch(h.page(t, "", reportPath+"?halaman=%2Fdata%2Fproduksi-padi"))
	if m == nil {
		t.Fatal("the form has no token")
	}
	return m[1]
}

func formOf(token string, r report) url.Values {
	return url.Values{"formulir": {token}, "halaman": {r.Page}, "keliru": {r.Wrong}, "seharusnya": {r.Better}, "kontak": {r.Contact}}
}

// sends reports something as a person does, and answers number and key.
func (h *house) sends(t *testing.T, r report) (number, key string) {
	t.Helper()
	token := h.token(t)
	h.now = h.now.Add(time.Minute)
	w := h.ask(t, "", reportPath, formOf(token, r))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("report: code %d, want 303\n%s", w.Code, inner(w.Body.String()))
	}
	to, err := url.Parse(w.Header().Get("Location"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimPrefix(to.Path, listPath+"/"), to.Query().Get("kunci")
}

// answers sends the form of an answer.
func (h *house) answers(t *testing.T, who, number string, form url.Values) {
	t.Helper()
	if w := h.ask(t, who, deskPath+"/"+number, form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != deskPath {
		t.Fatalf("answer: code %d\n%s", w.Code, inner(w.Body.String()))
	}
	h.Web.Drop("corrections") // as the house does when it hears of it
}

var mistake = report{Page: "/data/produksi-padi?versi=2", Wrong: "Angka Katingan tertukar dengan Kapuas.", Better: "Katingan 181.963.", Contact: "ani@contoh.example"}

// secrets are words of the reporter that nobody else may read.
var secrets = []string{"!tertukar", "!181.963", "!ani@contoh.example", "!versi=2"}

func TestAReportAndItsAnswer(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		token := h.token(t)
		h.now = h.now.Add(time.Minute)
		first := h.ask(t, "", reportPath, formOf(token, mistake))
		again := h.ask(t, "", reportPath, formOf(token, mistake))
		to := first.Header().Get("Location")
		if first.Code != http.StatusSeeOther || again.Header().Get("Location") != to || !strings.HasPrefix(to, "/ralat/R-2025-0001?kunci=") {
			t.Fatalf("sent twice: %d %s, %d %s", first.Code, to, again.Code, again.Header().Get("Location"))
		}
		mine := h.ask(t, "", to, nil)
		has(t, mine.Body.String(), "R-2025-0001", "tertukar", "181.963", "noindex", "Produksi padi", platformtest.URL+"/ralat/R-2025-0001?kunci=", "!"+mistake.Contact)
		if mine.Header().Get("Cache-Control") != "no-store" || mine.Header().Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("the private page: %v", mine.Header())
		}
		for _, path := range []string{"/ralat/R-2025-0001", "/ralat/R-2025-0001?kunci=salah"} {
			if w := h.ask(t, "", path, nil); w.Code != http.StatusNotFound {
				t.Errorf("%s: %d, want 404", path, w.Code)
			}
		}
		has(t, h.page(t, "", listPath), append(secrets, "1 menunggu jawaban", "!R-2025-0001")...)
		has(t, h.page(t, "", controls), "Laporan keliru yang menunggu")

		desk := h.page(t, "verifikator-a", deskPath)
		has(t, desk, "R-2025-0001", "tertukar", "1 laporan menunggu")
		one := h.page(t, "verifikator-a", deskPath+"/R-2025-0001")
		has(t, one, "tertukar", "181.963", mistake.Contact, "/data/produksi-padi?versi=2")
		if e, _, err := audit.Last(t.Context(), d, audit.ActSeen); err != nil || e.Object != "ralat/R-2025-0001" || e.Actor != "verifikator-a" {
			t.Errorf("reading it is not in the trail: %+v, %v", e, err)
		}
		h.answers(t, "verifikator-a", "R-2025-0001", url.Values{"hasil": {"diperbaiki"}, "ringkas": {"Dua baris berganti tempat."}, "jawaban": {"Sudah dibetulkan pada versi 3.\n\nTerima kasih."}})
		for _, path := range []string{listPath, listPath + "/R-2025-0001", "/en" + listPath + "/R-2025-0001"} {
			has(t, h.page(t, "", path), append(secrets, "Dua baris berganti tempat.", "Sudah dibetulkan pada versi 3.", "Kantor verifikator-a", "!Orang verifikator-a", "/data/produksi-padi")...)
		}
		has(t, h.page(t, "", to), "tertukar", "Dua baris berganti tempat.")
		has(t, h.page(t, "walidata", deskPath+"?keadaan=dijawab"), "R-2025-0001", "Diperbaiki")
		if _, _, err := audit.Verify(t.Context(), d); err != nil {
			t.Error(err)
		}
	})
}

func TestFormsThatAreNotTaken(t *testing.T) {
	h := lite(t)
	token := h.token(t)
	good := func(change func(url.Values)) url.Values {
		f := formOf(token, mistake)
		change(f)
		return f
	}
	opened := h.now
	for _, test := range []struct {
		name  string
		after time.Duration
		form  url.Values
		want  string
	}{
		{"too fast", time.Second, good(func(url.Values) {}), "terlalu cepat"},
		{"too old", 25 * time.Hour, good(func(url.Values) {}), "terlalu lama terbuka"},
		{"no token", time.Minute, good(func(f url.Values) { f.Del("formulir") }), "terlalu lama terbuka"},
		{"forged", time.Minute, good(func(f url.Values) { f.Set("formulir", strings.Replace(token, "1", "3", 1)) }), "terlalu lama terbuka"},
		{"hidden field", time.Minute, good(func(f url.Values) { f.Set(trap, "https://obat.example") }), "tersembunyi"},
		{"no words", time.Minute, good(func(f url.Values) { f.Set("keliru", "  salah \n") }), "paling sedikit sepuluh huruf"},
		{"long words", time.Minute, good(func(f url.Values) { f.Set("keliru", strings.Repeat("é", 2001)) }), "Paling banyak 2000"},
		{"another site", time.Minute, good(func(f url.Values) { f.Set("halaman", "https://lain.example/x") }), "Bukan halaman situs ini"},
		{"no path", time.Minute, good(func(f url.Values) { f.Set("halaman", "//lain.example") }), "Bukan halaman situs ini"},
	} {
		h.now = opened.Add(test.after)
		w := h.ask(t, "", reportPath, test.form)
		page := w.Body.String()
		if w.Code != http.StatusBadRequest || !strings.Contains(page, test.want) {
			t.Errorf("%s: code %d, want 400 and %q\n%s", test.name, w.Code, test.want, inner(page))
		}
		if !strings.Contains(page, "ani@contoh.example") || !strings.Contains(page, "Katingan 181.963") {
			t.Errorf("%s: what was typed is lost", test.name)
		}
		if fresh := tokenOf.FindStringSubmatch(page); fresh == nil || fresh[1] == token {
			t.Errorf("%s: the form has no new token", test.name)
		}
	}
	if w := h.ask(t, "", reportPath, good(func(f url.Values) { f.Set("keliru", strings.Repeat("a", maxForm)) })); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of %d bytes: %d, want 413", maxForm, w.Code)
	}
	if n, _, _, err := h.store.Waiting(t.Context(), auth.Scope{Province: true}); n != 0 || err != nil {
		t.Errorf("%d reports were kept, %v", n, err)
	}
	for range maxHourly {
		h.sends(t, mistake)
	}
	token = h.token(t)
	h.now = h.now.Add(time.Minute)
	if w := h.ask(t, "", reportPath, formOf(token, mistake)); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "dari jaringan Anda") {
		t.Errorf("report %d of an hour: %d", maxHourly+1, w.Code)
	}
}

// TestDemo: the demo has an operator without a decree, two answers and a report
// that waits; made twice it has no more.
func TestDemo(t *testing.T) {
	h := lite(t)
	for range 2 {
		if err := h.demo(t.Context(), noon, func(lewu.Message) {}); err != nil {
			t.Fatal(err)
		}
	}
	has(t, h.page(t, "", root), "Situs ini dikelola oleh Diskominfosantik (contoh).", "!Situs resmi")
	has(t, h.page(t, "", listPath), "2 laporan sudah dijawab. 1 menunggu", "R-2025-0001", "R-2025-0002", "!R-2025-0003", "Produksi padi", "/wilayah")
	has(t, h.page(t, "verifikator-a", deskPath), "R-2025-0003", "!R-2025-0002")
}

// TestPagesAreKnown: an address that a reporter makes up is never shown to others.
func TestPagesAreKnown(t *testing.T) {
	h := lite(t)
	for _, test := range []struct{ page, place, agency string }{
		{"/data/produksi-padi?versi=2", "/data/produksi-padi", h.padi.AgencyID},
		{"/data/produksi-padi/asal?x=1", "/data/produksi-padi", h.padi.AgencyID},
		{"/data/produksi-padi.csv", "/data/produksi-padi", h.padi.AgencyID},
		{"/en/data/produksi-padi", "/data/produksi-padi", h.padi.AgencyID},
		{platformtest.URL + "/opd/dinas-contoh-b", "/opd/dinas-contoh-b", h.other.ID},
		{"/tentang/kendali?hal=2", "/tentang/kendali", ""}, {"/", "/", ""}, {"/en", "/", ""},
		{"/data/kata-kata-kasar", "", ""},
		{"/kata-kata-kasar", "", ""},
	} {
		h.now = h.now.Add(2 * time.Hour)
		r := mistake
		r.Page = test.page
		number, _ := h.sends(t, r)
		c, err := h.store.Find(t.Context(), number)
		if err != nil || c.Place != test.place || c.Agency != test.agency {
			t.Errorf("%s: %q of %q (%v), want %q of %q", test.page, c.Place, c.Agency, err, test.place, test.agency)
		}
		h.answers(t, "walidata", number, url.Values{"hasil": {"tidak-keliru"}, "ringkas": {"Tidak ada yang keliru."}, "jawaban": {"Sudah sesuai sumbernya."}})
		has(t, h.page(t, "", listPath+"/"+number), "!kasar")
	}
	has(t, h.page(t, "", listPath), "!kasar", "Halaman lain")
}

// TestWhoMayAnswer: walidata all, a verifikator what is of his agency.
func TestWhoMayAnswer(t *testing.T) {
	h := lite(t)
	mine, _ := h.sends(t, mistake)
	elsewhere := mistake
	elsewhere.Page = "/status"
	province, _ := h.sends(t, elsewhere)
	answer := url.Values{"hasil": {"tidak-keliru"}, "ringkas": {"Tidak ada yang keliru."}, "jawaban": {"Sudah sesuai sumbernya."}}
	for _, test := range []struct {
		who, path string
		want      int
	}{
		{"", deskPath, http.StatusUnauthorized},
		{"", deskPath + "/" + mine, http.StatusUnauthorized}, // no entrance in this house to be sent to
		{"admin", deskPath, http.StatusForbidden},
		{"admin", deskPath + "/" + mine, http.StatusNotFound},
		{"auditor", deskPath + "/" + province, http.StatusForbidden},
		{"verifikator-b", deskPath, http.StatusOK},
		{"verifikator-b", deskPath + "/" + mine, http.StatusNotFound},
		{"verifikator-a", deskPath + "/" + mine, http.StatusOK},
		{"verifikator-a", deskPath + "/" + province, http.StatusForbidden},
		{"walidata", deskPath + "/" + province, http.StatusOK},
		{"walidata", deskPath + "/R-2025-9999", http.StatusNotFound},
	} {
		if w := h.ask(t, test.who, test.path, nil); w.Code != test.want {
			t.Errorf("%s at %s: %d, want %d", test.who, test.path, w.Code, test.want)
		}
	}
	has(t, h.page(t, "verifikator-b", deskPath), "Tidak ada laporan yang menunggu", "!tertukar")
	for who, want := range map[string]int{"": http.StatusUnauthorized, "admin": http.StatusNotFound, "verifikator-b": http.StatusNotFound} {
		if w := h.ask(t, who, deskPath+"/"+mine, answer); w.Code != want {
			t.Errorf("%q answers: %d, want %d", who, w.Code, want)
		}
	}
	if c, err := h.store.Find(t.Context(), mine); err != nil || !c.Open() {
		t.Errorf("answered by whom? %+v, %v", c, err)
	}

	bad := h.ask(t, "walidata", deskPath+"/"+mine, url.Values{"hasil": {"diteruskan"}, "ringkas": {"x"}, "jawaban": {"Kami teruskan ke BPS."}})
	has(t, bad.Body.String(), "Sebut kantor yang menerima", "Kami teruskan ke BPS.", "paling sedikit sepuluh huruf")
	if bad.Code != http.StatusBadRequest {
		t.Errorf("a form with faults: %d, want 400", bad.Code)
	}
	h.answers(t, "walidata", mine, answer)
	h.answers(t, "walidata", mine, answer) // sent twice
	other := url.Values{"hasil": {"diperbaiki"}, "ringkas": {"Dua baris berganti tempat."}, "jawaban": {"Sudah dibetulkan."}}
	if w := h.ask(t, "verifikator-a", deskPath+"/"+mine, other); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "Kantor walidata") {
		t.Errorf("two people on one report: %d, want 409", w.Code)
	}
	n, err := h.countWaiting(t.Context())
	if n != 0 || err != nil {
		t.Errorf("nobody has %d waiting, %v", n, err)
	}
}
