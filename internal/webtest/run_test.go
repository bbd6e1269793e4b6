package webtest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// house is a small server to ask.
func house(t *testing.T) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("GET /data/{slug}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<h1>%s</h1> bahasa %s", r.PathValue("slug"), r.Header.Get("Accept-Language"))
	})
	mux.HandleFunc("GET /api/v1/datasets", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"total": 504, "items": [{"id": "0198-a", "slug": "produksi-padi"}]}`)
	})
	mux.HandleFunc("POST /kerja", func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body) // an error shows as a short body
		http.SetCookie(w, &http.Cookie{Name: "kirim", Value: "7"})
		w.Header().Set("Location", "/kerja/41")
		w.WriteHeader(http.StatusSeeOther)
		fmt.Fprintf(w, "%s %s", r.Header.Get("Content-Type"), body)
	})
	mux.HandleFunc("GET /kerja/{id}", func(w http.ResponseWriter, r *http.Request) {
		cookie, err := r.Cookie("kirim")
		fmt.Fprintf(w, "batch %s, %v %v", r.PathValue("id"), cookie, err)
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv
}

func run(t *testing.T, script Script, base string) []Failure {
	t.Helper()
	return script.Run(context.Background(), http.DefaultClient, base)
}

func parse(t *testing.T, text string) Script {
	t.Helper()
	s, err := Parse("data.http", text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRun(t *testing.T) {
	script := parse(t, `# everything that a script can say
GET /data/produksi-padi
> Accept-Language: $lang
  code == 200
  header Content-Type contains text/html
  header Content-Type matches ^text/html; charset=utf-8$
  header X-Powered-By ==
  body contains <h1>produksi-padi</h1>
  body contains bahasa id
  body !contains <script

GET /api/v1/datasets
json .total == 504
json .items.# >= 1
let slug = json .items[0].slug
let part = json .items[0].id matches ^0198-(.)$

GET /data/${slug}-$part
body contains <h1>produksi-padi-a</h1>

POST /kerja
| judul=Padi&slug=$slug
code == 303
let batch = header Location matches /kerja/([0-9]+)
body == application/x-www-form-urlencoded judul=Padi&slug=produksi-padi

POST /kerja
> Content-Type: application/json
| {
|   "judul": "Padi"
| }
body contains application/json {
body contains   "judul"

GET /kerja/$batch
body contains batch 41, kirim=7 <nil>

DELETE /data/x
code == 405
`).With("lang", "en").With("lang", "id")
	for _, f := range run(t, script, house(t).URL+"/") {
		t.Error(f)
	}
}

func TestRunReportsWhatItGot(t *testing.T) {
	base := house(t).URL
	for _, test := range []struct{ text, want string }{
		{"GET /data/x\ncode == 404", `data.http:2: code == 404: got "200"`},
		{"GET /nowhere\ncode == 200", `data.http:2: code == 200: got "404"`},
		{"GET /data/x\nbody contains padi", `data.http:2: body contains padi: got "<h1>x</h1> bahasa "`},
		{"GET /data/x\nheader Etag contains a", `data.http:2: header Etag contains a: got ""`},
		{"GET /data/x\njson .total == 1", `data.http:2: json .total == 1: got "<h1>x</h1> bahasa ", which is not JSON`},
		{"GET /api/v1/datasets\njson .jumlah == 1", `data.http:2: json .jumlah == 1: got nothing at .jumlah`},
		{"GET /api/v1/datasets\njson .items > 1", `data.http:2: json .items > 1: got "[{`},
		{"GET /api/v1/datasets\nlet x = json .id", `data.http:2: let x = json .id: got nothing at .id`},
		{"GET /data/x\nlet x = header Etag", `data.http:2: let x = header Etag: got nothing`},
		{"GET /data/x\nlet x = body matches id=(.)", `data.http:2: let x = body matches id=(.): got no match`},
		{"GET /data/$slug\ncode == 200", `data.http:1: GET /data/$slug: got no variable $slug`},
		{"GET /data/x\nbody contains $slug", `data.http:2: body contains $slug: got no variable $slug`},
		{"GET /data/x\n> A: $slug\ncode == 200", `data.http:1: GET /data/x: got no variable $slug`},
		{"POST /kerja\n| $slug\ncode == 200", `data.http:1: POST /kerja: got no variable $slug`},
	} {
		failures := run(t, parse(t, test.text), base)
		if len(failures) != 1 || !strings.HasPrefix(failures[0].String(), test.want) {
			t.Errorf("%q: %v, want one that begins %q", test.text, failures, test.want)
		}
	}
}

func TestRunWithoutServer(t *testing.T) {
	srv := house(t)
	srv.Close()
	failures := run(t, parse(t, "GET /\ncode == 200\n\nGET /data/x\ncode == 200"), srv.URL)
	if len(failures) != 1 || failures[0].Line != 1 {
		t.Errorf("%v, want one failure of line 1: nothing answers", failures)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("a", 199) + "é tail"
	if got, want := excerpt(long), `"`+strings.Repeat("a", 199)+`"… (206 bytes)`; got != want {
		t.Errorf("excerpt = %s, want %s", got, want)
	}
}
