package web_test

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// Every answer of the house, whatever it is.
func TestSecureHeadersOnEveryAnswer(t *testing.T) {
	h := newHouse(t, nil)
	asset := sheetAddress(t, h)
	for _, call := range [][2]string{
		{"GET", "/"}, {"GET", "/"}, {"HEAD", "/data"}, {"GET", "/en/data"}, {"GET", "/bagian"}, {"GET", "/skrip"},
		{"GET", "/tidak-ada"}, {"POST", "/data"}, {"GET", "/galat/dalam"}, {"GET", "/panik"}, {"GET", "/kerja"},
		{"GET", "/api/v1/datasets"}, {"GET", "/api/v1/tidak-ada"}, {"OPTIONS", "/api/v1/datasets"},
		{"GET", "/healthz"}, {"GET", "/readyz"}, {"GET", "/favicon.ico"},
		{"GET", asset}, {"GET", "/_aset/0/web/lewu.css"}, {"GET", "/alir/1"}, {"GET", "/en"}, {"GET", "/data/"},
	} {
		got := h.call(call[0], call[1]).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy":    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options":     "nosniff",
			"Referrer-Policy":            "strict-origin-when-cross-origin",
			"Permissions-Policy":         "camera=()",
			"Cross-Origin-Opener-Policy": "same-origin",
			"Strict-Transport-Security":  "max-age=31536000",
		} {
			if !strings.HasPrefix(got.Get(name), want) {
				t.Errorf("%s %s: %s is %q, want %q", call[0], call[1], name, got.Get(name), want)
			}
		}
		if got.Get("Cross-Origin-Resource-Policy") == "" {
			t.Errorf("%s %s: no Cross-Origin-Resource-Policy", call[0], call[1])
		}
		if !strings.HasPrefix(call[1], "/_aset/") && len(got.Get("X-Request-Id")) != 16 {
			t.Errorf("%s %s: X-Request-Id is %q", call[0], call[1], got.Get("X-Request-Id"))
		}
	}
	plain := newHouse(t, func(o *web.Options) { o.URL = "http://localhost:8080" })
	if got := plain.get("/").Header().Get("Strict-Transport-Security"); got != "" {
		t.Errorf("over http: Strict-Transport-Security is %q, want none", got)
	}
}

// sheetAddress finds the address of the style sheet.
func sheetAddress(t *testing.T, h *house) string {
	t.Helper()
	address, err := h.web.Asset("web/lewu.css")
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func TestAddresses(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		method, path string
		status       int
		to           string
	}{
		{"GET", "/", 200, ""},
		{"GET", "/en", 301, "/en/"},
		{"GET", "/en/", 200, ""},
		{"GET", "/english", 404, ""},
		{"GET", "/data/", 301, "/data"},
		{"GET", "/data/?q=padi", 301, "/data?q=padi"},
		{"GET", "/en/data/", 301, "/en/data"},
		{"GET", "/data//padi", 301, "/data/padi"},
		{"GET", "/en/../data", 301, "/en/data"},
		{"GET", "/en//evil.example/", 301, "/en/evil.example"},
		{"GET", "/%5Cevil.example/", 301, "/%5Cevil.example"},
		{"GET", "/data/a%2Fb", 200, ""},
		{"GET", "/data/a%00b", 404, ""},
		{"GET", "/data/%ff", 404, ""},
		{"HEAD", "/data", 200, ""},
		{"POST", "/data", 405, ""},
		{"DELETE", "/kirim", 405, ""},
		{"GET", "/kirim", 405, ""},
		{"GET", "/data/a/b", 404, ""},
		{"GET", "/en/api/v1/datasets", 200, ""},
	} {
		w := h.call(test.method, test.path)
		if got := w.Header().Get("Location"); w.Code != test.status || got != test.to {
			t.Errorf("%s %s: %d %q, want %d %q", test.method, test.path, w.Code, got, test.status, test.to)
		}
	}
	if got, want := h.get("/kirim").Header().Get("Allow"), "POST"; got != want {
		t.Errorf("Allow is %q, want %q", got, want)
	}
}

func TestCrossOriginFormsAreRefused(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"own page", []string{"Sec-Fetch-Site: same-origin"}, 200},
		{"own origin behind a proxy", []string{"Sec-Fetch-Site: cross-site", "Origin: https://lewu.example"}, 200},
		{"a program", nil, 200},
		{"other site", []string{"Sec-Fetch-Site: cross-site", "Origin: https://evil.example"}, 403},
		{"old browser, other site", []string{"Origin: https://evil.example"}, 403},
	} {
		w := h.call(http.MethodPost, "/kirim", test.headers...)
		if w.Code != test.want {
			t.Errorf("%s: %d, want %d", test.name, w.Code, test.want)
		}
		if test.want == 403 && !strings.Contains(w.Body.String(), "dikirim dari situs lain") {
			t.Errorf("%s: the page does not say why", test.name)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	h := newHouse(t, nil)
	for body, want := range map[string]int{"padi": 200, "0123456789": 200, "0123456789a": 413} {
		w := httptest.NewRecorder()
		h.serve.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/kirim", strings.NewReader(body)))
		if w.Code != want {
			t.Errorf("a body of %d bytes: %d, want %d", len(body), w.Code, want)
		}
	}
}

func TestRights(t *testing.T) {
	h := newHouse(t, nil)
	if got := h.get("/kerja").Code; got != http.StatusUnauthorized {
		t.Errorf("a house without accounts lets one in: %d", got)
	}
	h = newHouse(t, func(o *web.Options) {
		o.Identify = func(_ context.Context, token string) (auth.Actor, error) {
			rules := auth.RulesOf([]lewu.Permission{{Name: "data.publish", Roles: []lewu.Role{lewu.RoleWalidata}}})
			rights := rules.Rights([]auth.Grant{{Role: lewu.Role(token)}}, nil)
			return auth.Actor{Kind: auth.Person, ID: token, Rights: rights}, nil
		}
	})
	if got := h.get("/kerja").Code; got != http.StatusUnauthorized {
		t.Errorf("a stranger: %d, want 401", got)
	}
	if got := h.get("/kerja", "Cookie: __Host-lewu=auditor").Code; got != http.StatusForbidden {
		t.Errorf("an auditor: %d, want 403", got)
	}
	w := h.get("/kerja", "Cookie: __Host-lewu=walidata")
	if got, want := w.Header().Get("Cache-Control"), "no-store"; w.Code != 200 || got != want {
		t.Errorf("walidata: %d, Cache-Control %q, want 200, %q", w.Code, got, want)
	}
}

func TestAPIAnswers(t *testing.T) {
	h := newHouse(t, nil)
	w := h.get("/api/v1/datasets", "Accept-Encoding: identity")
	if got, want := w.Body.String(), `{"jumlah":"1234.50","nama":"Muara Ja'an <&>"}`+"\n"; got != want {
		t.Errorf("body %q, want %q", got, want)
	}
	etag := w.Header().Get("ETag")
	for name, want := range map[string]string{
		"Content-Type": "application/json; charset=utf-8", "Access-Control-Allow-Origin": "*",
		"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "no-cache", "Vary": "Accept-Language",
	} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	w = h.get("/api/v1/datasets", "If-None-Match: "+etag)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 || etag == "" {
		t.Errorf("asked again with %q: %d, %d bytes; want 304, 0", etag, w.Code, w.Body.Len())
	}
	if got := h.call(http.MethodOptions, "/api/v1/datasets").Code; got != http.StatusNoContent {
		t.Errorf("OPTIONS: %d, want 204", got)
	}
	if got := h.call(http.MethodOptions, "/data").Code; got != http.StatusMethodNotAllowed {
		t.Errorf("OPTIONS on a page: %d, want 405", got)
	}
}

func TestAPILanguage(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		path, accept string
		want         i18n.Lang
	}{
		{"/api/v1/galat/dalam", "", i18n.ID},
		{"/api/v1/galat/dalam", "en-GB,en;q=0.9", i18n.EN},
		{"/api/v1/galat/dalam?lang=en", "id", i18n.EN},
		{"/api/v1/galat/dalam?lang=id", "en", i18n.ID},
		{"/en/api/v1/galat/dalam", "id", i18n.EN},
	} {
		w := h.get(test.path, "Accept-Language: "+test.accept)
		if got := w.Header().Get("Content-Language"); got != string(test.want) {
			t.Errorf("%s with %q: %q, want %q", test.path, test.accept, got, test.want)
		}
	}
	if got := h.get("/tidak-ada", "Accept-Language: en").Header().Get("Content-Language"); got != "id" {
		t.Errorf("a page follows Accept-Language (%q); only its address decides", got)
	}
}

func TestLogIsNeutral(t *testing.T) {
	h := newHouse(t, nil)
	r := httptest.NewRequest(http.MethodGet, "/x", nil)
	r.URL.Path = "/x\n level=ERROR msg=palsu\x1b[2J\u202e"
	h.serve.ServeHTTP(httptest.NewRecorder(), r)
	h.get("/data?q=nama+orang+sakit")
	log := h.log.String()
	if lines := strings.Count(log, "\n"); lines != 2 {
		t.Errorf("%d lines for two requests:\n%s", lines, log)
	}
	for _, not := range []string{"\x1b", "\u202e", "sakit"} {
		if strings.Contains(log, not) {
			t.Errorf("the log holds %q", not)
		}
	}
	for _, want := range []string{"method=GET", "status=200", "status=404", "path=/data"} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}
}

func TestClientBehindProxies(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		peer      string
		forwarded []string
		want      string
	}{
		{"203.0.113.9:1", nil, "203.0.113.9"},
		{"203.0.113.9:1", []string{"198.51.100.1"}, "203.0.113.9"}, // a stranger may write what he likes
		{"10.0.0.1:1", []string{"198.51.100.1"}, "198.51.100.1"},
		{"10.0.0.1:1", []string{"1.2.3.4, 198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		{"10.0.0.1:1", []string{"1.2.3.4", "198.51.100.1"}, "198.51.100.1"},
		{"10.0.0.1:1", []string{"bukan alamat"}, "10.0.0.1"},
		{"[::ffff:10.0.0.1]:1", []string{"2001:db8::7"}, "2001:db8::7"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = test.peer
		r.Header["X-Forwarded-For"] = test.forwarded
		if got := h.web.ClientIP(r); got != netip.MustParseAddr(test.want) {
			t.Errorf("ClientIP(%s, %q) = %s, want %s", test.peer, test.forwarded, got, test.want)
		}
	}
}

func TestSecureBehindProxies(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		peer  string
		proto []string
		tls   bool
		want  bool
	}{
		{"203.0.113.9:1", nil, false, false},
		{"203.0.113.9:1", nil, true, true},
		{"203.0.113.9:1", []string{"https"}, false, false}, // a stranger may write what he likes
		{"10.0.0.1:1", []string{"https"}, false, true},
		{"10.0.0.1:1", []string{"HTTPS"}, false, true},
		{"10.0.0.1:1", []string{"https, http"}, false, false}, // the proxy itself heard plain http
		{"10.0.0.1:1", []string{"https", "http"}, false, false},
		{"10.0.0.1:1", []string{"http"}, false, false},
		{"10.0.0.1:1", nil, false, false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/masuk", nil)
		r.RemoteAddr = test.peer
		r.Header["X-Forwarded-Proto"] = test.proto
		if test.tls {
			r.TLS = new(tls.ConnectionState)
		}
		if got := h.web.Secure(r); got != test.want {
			t.Errorf("Secure(%s, %q, TLS %v) = %v, want %v", test.peer, test.proto, test.tls, got, test.want)
		}
	}
}

func TestRequestIDOfTrustedProxiesOnly(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		peer, id string
		kept     bool
	}{
		{"10.0.0.1:1", "proksi-12345678", true},
		{"203.0.113.9:1", "palsu-12345678", false},
		{"10.0.0.1:1", "pendek", false},
		{"10.0.0.1:1", "dengan\nbaris-baru", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/data", nil)
		r.RemoteAddr = test.peer
		r.Header.Set("X-Request-Id", test.id)
		w := httptest.NewRecorder()
		h.serve.ServeHTTP(w, r)
		if got := w.Header().Get("X-Request-Id"); (got == test.id) != test.kept {
			t.Errorf("from %s: %q became %q", test.peer, test.id, got)
		}
	}
}

// A reader must see that a download broke off: the connection is cut.
func TestHalfAnAnswerIsCutOff(t *testing.T) {
	h := newHouse(t, nil)
	server := httptest.NewServer(h.serve)
	defer server.Close()
	ask, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/separuh", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return // cut before the headers arrived
	}
	defer answer.Body.Close()
	if body, err := io.ReadAll(answer.Body); err == nil {
		t.Errorf("a broken export reads as a whole one: %q", body)
	}
}

func TestHealth(t *testing.T) {
	h := newHouse(t, nil)
	var alive struct{ Status, Build string }
	if err := json.Unmarshal(h.get("/healthz").Body.Bytes(), &alive); err != nil || alive.Build != "uji-1" {
		t.Errorf("healthz: %+v, %v", alive, err)
	}
	if w := h.get("/readyz"); w.Code != 200 || !strings.Contains(w.Body.String(), `{"name":"toko","ok":true}`) {
		t.Errorf("readyz: %d %s", w.Code, w.Body)
	}
	for _, demo := range []bool{true, false} {
		h := newHouse(t, func(o *web.Options) { o.Demo = demo })
		for _, path := range []string{"/data", "/api/v1/datasets", sheetAddress(t, h), "/tidak-ada"} {
			if got := h.get(path).Header().Get("X-Robots-Tag") == "noindex"; got != demo {
				t.Errorf("%s with Demo %v: noindex %v", path, demo, got)
			}
		}
	}
	w := h.get("/favicon.ico")
	if got := w.Header().Get("Content-Type"); w.Code != 200 || got != "image/svg+xml" {
		t.Errorf("favicon.ico: %d %s", w.Code, got)
	}
}

func TestAssets(t *testing.T) {
	h := newHouse(t, nil)
	address := sheetAddress(t, h)
	sizes := map[string]int{}
	for _, encoding := range []string{"identity", "gzip", "br"} {
		w := h.get(address, "Accept-Encoding: "+encoding)
		sizes[encoding] = w.Body.Len()
		if got := w.Header().Get("Content-Encoding"); encoding != "identity" && got != encoding {
			t.Errorf("asked for %s, got %q", encoding, got)
		}
		if got, want := w.Header().Get("Cache-Control"), "public, max-age=31536000, immutable"; got != want {
			t.Errorf("Cache-Control %q, want %q", got, want)
		}
	}
	if sizes["gzip"] > 12_000 || sizes["br"] >= sizes["gzip"] || sizes["gzip"] >= sizes["identity"] {
		t.Errorf("style sheet: %v bytes; want gzip ≤ 12,000 and br < gzip < identity", sizes)
	}
	if got := h.get("/_aset/0000000000000000/web/lewu.css").Code; got != http.StatusNotFound {
		t.Errorf("under another hash: %d, want 404", got)
	}
	if _, err := h.web.Asset("uji/nihil.js"); err == nil {
		t.Error("Asset finds a file that is not there")
	}
}
