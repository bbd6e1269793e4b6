package app_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/htmlcheck"
)

// A bad request to a page or to the API, and what must come of it.
type badRequest struct {
	name    string
	method  string
	address string
	code    int
	place   string // what the sentence must name, in every language
}

// TestBadRequests asks what cannot be answered, in both languages: the right
// status, a sound page or a problem document, a sentence that names the place,
// and nothing of the machinery.
func TestBadRequests(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	next := h.rows(t, "/api/v1/datasets/produksi-padi/rows?batas=10").Next
	_, token, _ := strings.Cut(next, "setelah=")
	token, _, _ = strings.Cut(token, "&")
	long := strings.Repeat("a", 20_000)

	for _, test := range []badRequest{
		{"unknown page", "GET", "/tidak-ada", 404, ""},
		{"unknown dataset", "GET", "/data/tidak-ada", 404, "tidak-ada"},
		{"unknown dataset's receipt", "GET", "/data/tidak-ada/asal", 404, "tidak-ada"},
		{"unknown dataset's download", "GET", "/data/tidak-ada.csv", 404, "tidak-ada"},
		{"unknown version", "GET", "/data/produksi-padi?versi=99", 404, "99"},
		{"version zero", "GET", "/data/produksi-padi?versi=0", 400, "0"},
		{"version in words", "GET", "/data/produksi-padi?versi=terbaru", 400, "terbaru"},
		{"version too big", "GET", "/data/produksi-padi?versi=99999999999999999999", 400, "99999999999999999999"},
		{"day before the first", "GET", "/data/produksi-padi?pada=2001-01-01", 404, "2001"},
		{"no day", "GET", "/data/produksi-padi?pada=31-12-2024", 400, "31-12-2024"},
		{"impossible day", "GET", "/data/produksi-padi?pada=2025-02-30", 400, "2025-02-30"},
		{"version and day", "GET", "/data/produksi-padi?versi=1&pada=2025-01-01", 400, ""},
		{"a token that is none", "GET", "/data/produksi-padi?setelah=%00%FF..", 400, ""},
		{"a token of another table", "GET", "/data/jumlah-siswa?setelah=" + token, 400, ""},
		{"a query that cannot be read", "GET", "/data/produksi-padi?versi=2;", 400, ""},
		{"unknown column on a receipt", "GET", "/data/produksi-padi/asal?asal=1&baris=2&sel=panen", 404, "panen"},
		{"unknown row on a receipt", "GET", "/data/produksi-padi/asal?asal=1&baris=99999&sel=produksi", 404, "99999"},
		{"unknown origin on a receipt", "GET", "/data/produksi-padi/asal?asal=77&baris=2&sel=produksi", 404, "77"},
		{"words for a row", "GET", "/data/produksi-padi/asal?asal=1&baris=dua&sel=produksi", 400, "dua"},
		{"two measures on a receipt", "GET", "/data/produksi-padi/asal?hitung=count,sum:produksi", 400, ""},
		{"unknown filter of a download", "GET", "/data/produksi-padi.csv?panen=1", 400, "panen"},
		{"a file that is not open", "GET", "/data/jumlah-siswa/berkas/" + strings.Repeat("0", 64), 404, ""},
		{"a post to a page", "POST", "/data", 405, ""},
		{"a post to a dataset", "POST", "/data/produksi-padi", 405, ""},
		{"a delete of a dataset", "DELETE", "/data/produksi-padi", 405, ""},
		{"a slug of 20,000 letters", "GET", "/data/" + long, 404, ""},
		{"a query of 20,000 letters", "GET", "/data/produksi-padi?versi=" + long, 400, ""},
		{"markup for a slug", "GET", "/data/%3Cscript%3Ealert(1)%3C%2Fscript%3E", 404, ""},
		{"a way out of the folder", "GET", "/data/..%2f..%2fetc%2fpasswd", 404, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			h.holdPage(t, test, "", "id")
			h.holdPage(t, test, "/en", "en")
		})
	}
	rows := "/api/v1/datasets/produksi-padi/rows?"
	for _, test := range []badRequest{
		{"unknown dataset", "GET", "/api/v1/datasets/tidak-ada?x=", 404, "tidak-ada"},
		{"unknown resource", "GET", "/api/v1/tidak-ada?x=", 404, ""},
		{"unknown column", "GET", rows + "panen=1", 400, "panen"},
		{"unknown column to sort by", "GET", rows + "urut=-panen", 400, "panen"},
		{"unknown column to show", "GET", rows + "kolom=tahun,panen", 400, "panen"},
		{"unknown group", "GET", rows + "kelompok=panen&hitung=count", 400, "panen"},
		{"unknown measure", "GET", rows + "hitung=median:produksi", 400, "median"},
		{"sum of words", "GET", rows + "hitung=sum:jenis", 400, "jenis"},
		{"unknown operator", "GET", rows + "produksi.sekitar=3", 400, "produksi.sekitar"},
		{"an operator for text on numbers", "GET", rows + "produksi.isi=3", 400, "produksi"},
		{"words for a number", "GET", rows + "produksi.min=banyak", 400, "banyak"},
		{"a number as people write it", "GET", rows + "produksi.min=1.234,5", 400, "1.234,5"},
		{"words for a year", "GET", rows + "tahun=kemarin", 400, "kemarin"},
		{"words for yes or no", "GET", rows + "produksi.kosong=mungkin", 400, "produksi"},
		{"the same filter twice", "GET", rows + "produksi.min=1&produksi.min=2", 400, "produksi"},
		{"a limit of nothing", "GET", rows + "batas=0", 400, "0"},
		{"a limit too far", "GET", rows + "batas=1000000", 400, "1000000"},
		{"a limit in words", "GET", rows + "batas=semua", 400, "semua"},
		{"a token that is none", "GET", rows + "setelah=xyz", 400, ""},
		{"a token of another order", "GET", rows + "urut=produksi&setelah=" + token, 400, ""},
		{"a token of another version", "GET", rows + "versi=1&setelah=" + token, 400, ""},
		{"a page by number", "GET", rows + "halaman=9", 400, ""},
		{"a search where there is none", "GET", rows + "q=kapuas", 400, ""},
		{"unknown version", "GET", rows + "versi=99", 404, "99"},
		{"no day", "GET", rows + "pada=kapan-kapan", 400, "kapan-kapan"},
		{"day before the first", "GET", rows + "pada=2001-01-01", 404, "2001"},
		{"SQL for a column", "GET", rows + "urut=1;DROP%20TABLE%20dataset--", 400, ""},
		{"a semicolon between two filters", "GET", rows + "tahun=2023;jenis=sawah", 400, "&"},
		{"half a percent sign", "GET", rows + "jenis=%zz", 400, "%3B"},
		{"SQL for a value", "GET", rows + "tahun=1%20OR%201=1", 400, "1 OR 1=1"},
		{"a receipt of no figure", "GET", "/api/v1/datasets/produksi-padi/origin?kelompok=tahun&hitung=count", 400, ""},
		{"a post", "POST", "/api/v1/datasets?x=", 405, ""},
		{"a value of 20,000 letters", "GET", rows + "jenis.min=" + long + "&tahun=x", 400, "x"},
	} {
		t.Run("api "+test.name, func(t *testing.T) {
			h.holdProblem(t, test)
		})
	}
	if faults := h.Messages.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
	h.get(t, "/data/produksi-padi") // all is as it was
}

// holdPage wants an error page in a language.
func (h *house) holdPage(t *testing.T, test badRequest, prefix, lang string) {
	t.Helper()
	a := h.ask(t, test.method, prefix+test.address)
	page := a.text()
	if a.code != test.code {
		t.Errorf("%s %.200s: %d, want %d", test.method, prefix+test.address, a.code, test.code)
	}
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "text/html") {
		t.Errorf("%.200s: Content-Type %s", prefix+test.address, got)
	}
	for _, fault := range htmlcheck.Check(a.body) {
		t.Errorf("%.200s: %s", prefix+test.address, fault)
	}
	if !strings.Contains(page, `<html lang="`+lang+`"`) || !strings.Contains(page, test.place) {
		t.Errorf("%.200s: not in %s, or does not name %q", prefix+test.address, lang, test.place)
	}
	if word := innards(page); word != "" || strings.Contains(string(a.body), "<script>alert") {
		t.Errorf("%.200s: shows %q", prefix+test.address, word)
	}
	if len(a.body) > 30_000 {
		t.Errorf("%.200s: an error page of %d bytes", prefix+test.address, len(a.body))
	}
	if test.code == http.StatusMethodNotAllowed && !strings.Contains(a.header.Get("Allow"), "GET") {
		t.Errorf("%.200s: Allow is %q", prefix+test.address, a.header.Get("Allow"))
	}
}

// holdProblem wants a problem document in both languages, with another
// sentence in each.
func (h *house) holdProblem(t *testing.T, test badRequest) {
	t.Helper()
	details := map[string]string{}
	for _, lang := range []string{"id", "en"} {
		a := h.ask(t, test.method, test.address+"&lang="+lang)
		var p struct {
			Type, Title, Detail, Instance string
			Status                        int
		}
		if err := json.Unmarshal(a.body, &p); err != nil {
			t.Fatalf("%.200s: %v in %.200s", test.address, err, a.body)
		}
		if a.code != test.code || p.Status != test.code || a.header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.200s: %d, status %d, %s, want %d and a problem", test.address, a.code, p.Status, a.header.Get("Content-Type"), test.code)
		}
		if p.Type == "" || p.Title == "" || p.Instance == "" || a.header.Get("Content-Language") != lang {
			t.Errorf("%.200s: %+v in %q", test.address, p, a.header.Get("Content-Language"))
		}
		if !strings.Contains(p.Detail, test.place) || !strings.Contains(p.Detail, " ") || strings.Contains(p.Detail, "{") {
			t.Errorf("%.200s: %q does not name %q", test.address, p.Detail, test.place)
		}
		if word := innards(string(a.body)); word != "" {
			t.Errorf("%.200s: shows %q", test.address, word)
		}
		details[lang] = p.Detail
	}
	if details["id"] == details["en"] {
		t.Errorf("%.200s: %q in both languages", test.address, details["id"])
	}
}
