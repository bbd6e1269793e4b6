package web_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestEachKindOfError(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct {
		word   string
		status int
		name   string
		id, en string // titles
		retry  string
	}{
		{"tidak-ada", 404, "notfound", "Halaman ini tidak ada", "This page does not exist", ""},
		{"salah", 400, "invalid", "Permintaan tidak dimengerti", "The request was not understood", ""},
		{"bentrok", 409, "conflict", "Sudah berubah sejak Anda membukanya", "It changed since you opened it", ""},
		{"terlarang", 403, "forbidden", "Anda tidak berhak membuka ini", "You may not open this", ""},
		{"ditarik", 410, "gone", "Sudah ditarik", "It was withdrawn", ""},
		{"besar", 413, "large", "Terlalu besar", "Too large", ""},
		{"ramai", 503, "busy", "Sedang ramai", "Very busy", "5"},
		{"penuh", 507, "full", "Ruang simpan penuh", "The storage is full", ""},
		{"dalam", 500, "internal", "Terjadi kesalahan pada sistem kami", "Something went wrong on our side", ""},
	} {
		for lang, title := range map[string]string{"": test.id, "/en": test.en} {
			for _, path := range []string{"/galat/", "/galat-tersimpan/"} {
				w := h.get(lang + path + test.word)
				if w.Code != test.status || !strings.Contains(w.Body.String(), "<h1>"+title+"</h1>") {
					t.Errorf("%s%s%s: %d, want %d with %q", lang, path, test.word, w.Code, test.status, title)
				}
				if got := w.Header().Get("Retry-After"); got != test.retry {
					t.Errorf("%s: Retry-After %q, want %q", test.word, got, test.retry)
				}
				if got := w.Header().Get("Cache-Control"); got != "no-store" {
					t.Errorf("%s: Cache-Control %q, want no-store", test.word, got)
				}
				if got, want := strings.Contains(w.Body.String(), w.Header().Get("X-Request-Id")), test.status >= 500; got != want {
					t.Errorf("%s: request id on the page: %v, want %v", test.word, got, want)
				}
				if strings.Contains(w.Body.String(), "sqlite") {
					t.Errorf("%s: the page shows the cause", test.word)
				}
			}
			w := h.get(lang + "/api/v1/galat/" + test.word)
			var problem struct {
				Type, Title, Detail, Instance string
				Status                        int
			}
			if err := json.Unmarshal(w.Body.Bytes(), &problem); err != nil {
				t.Fatal(err)
			}
			if w.Code != test.status || problem.Status != test.status || problem.Title != title || problem.Type != "urn:lewu:problem:"+test.name {
				t.Errorf("%s/api/v1/galat/%s: %d %+v, want %d with %q", lang, test.word, w.Code, problem, test.status, title)
			}
			if problem.Detail == "" || !strings.HasSuffix(problem.Instance, w.Header().Get("X-Request-Id")) || strings.Contains(problem.Detail, "sqlite") {
				t.Errorf("%s: %+v", test.word, problem)
			}
			if got, want := w.Header().Get("Content-Type"), "application/problem+json"; got != want {
				t.Errorf("%s: Content-Type %q, want %q", test.word, got, want)
			}
			if got := w.Header().Get("Access-Control-Allow-Origin"); got != "*" {
				t.Errorf("%s: a program on another site cannot read the problem (%q)", test.word, got)
			}
		}
	}
	if log := h.log.String(); !strings.Contains(log, "disk I/O error") || strings.Count(log, "level=ERROR") == 0 {
		t.Error("the log lacks the cause")
	}
}

func TestErrorSaysItsOwnSentence(t *testing.T) {
	h := newHouse(t, nil)
	for path, want := range map[string]string{
		"/galat/tidak-ada?kata":                "Belum ada kumpulan data bernama &lt;b&gt;padi&lt;/b&gt;.",
		"/en/galat/tidak-ada?kata":             "There is no dataset called &lt;b&gt;padi&lt;/b&gt; yet.",
		"/api/v1/galat/tidak-ada?kata":         `Belum ada kumpulan data bernama \u003cb\u003epadi\u003c/b\u003e.`,
		"/api/v1/galat/tidak-ada?kata&lang=en": `There is no dataset called \u003cb\u003epadi\u003c/b\u003e yet.`,
	} {
		if got := h.get(path).Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s lacks %s", path, want)
		}
	}
}

func TestUnknownAddressesHaveOurPages(t *testing.T) {
	h := newHouse(t, nil)
	for _, test := range []struct{ method, path, want string }{
		{"GET", "/tidak-ada", "<h1>Halaman ini tidak ada</h1>"},
		{"GET", "/en/tidak-ada", "<h1>This page does not exist</h1>"},
		{"POST", "/data", "<h1>Cara ini tidak dipakai di alamat ini</h1>"},
		{"GET", "/api/v1/nihil", `"title":"Halaman ini tidak ada"`},
		{"POST", "/api/v1/datasets", `"status":405`},
	} {
		if got := h.call(test.method, test.path).Body.String(); !strings.Contains(got, test.want) {
			t.Errorf("%s %s lacks %s", test.method, test.path, test.want)
		}
	}
}

func TestVisitorWhoLeftIsCutOff(t *testing.T) {
	h := newHouse(t, nil, lewu.Page{Pattern: "GET /lama", Serve: func(_ http.ResponseWriter, r *http.Request) error {
		return r.Context().Err()
	}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w := httptest.NewRecorder()
	defer func() {
		if got := recover(); got != http.ErrAbortHandler {
			t.Errorf("panic %v, want %v", got, http.ErrAbortHandler)
		}
		if w.Body.Len() > 0 || !strings.Contains(h.log.String(), "status=499") {
			t.Errorf("%d bytes written; log %s", w.Body.Len(), h.log)
		}
	}()
	h.serve.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/lama", nil))
}

func TestPanicIsAPage(t *testing.T) {
	h := newHouse(t, nil)
	w := h.get("/en/panik")
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "Something went wrong on our side") {
		t.Errorf("%d: %.200s", w.Code, w.Body)
	}
	log := h.log.String()
	if !strings.Contains(log, "nil map") || !strings.Contains(log, "room_test.go") || !strings.Contains(log, "status=500") {
		t.Errorf("the log lacks cause, stack or line:\n%.500s", log)
	}
	if strings.Contains(w.Body.String(), "nil map") {
		t.Error("the page shows the cause")
	}
}
