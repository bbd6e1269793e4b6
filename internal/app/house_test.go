package app_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"html"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/app"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/config"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
)

// today is the day of every test: the demo is made relative to it.
const today = "2025-11-24"

// A house is the whole program in a folder of its own, behind a server.
type house struct {
	*app.House
	folder string
	base   string
	client *http.Client
}

// openHouse opens the house that lies in a folder, as `lewu serve` does, with
// more settings as name, value pairs.
func openHouse(t *testing.T, folder string, settings ...string) *house {
	t.Helper()
	env := map[string]string{"LEWU_DATA": folder}
	for i := 0; i+1 < len(settings); i += 2 {
		env[settings[i]] = settings[i+1]
	}
	c, err := config.Load(func(name string) string { return env[name] }, "")
	if err != nil {
		t.Fatal(err)
	}
	day, err := clock.ParseDay(today)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{folder: folder, client: &http.Client{
		Timeout:   time.Minute,
		Transport: &http.Transport{DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}}
	h.House, err = app.Open(t.Context(), app.Options{
		Config: c, Clock: clock.At(day.Add(10 * time.Hour)), Log: slog.New(slog.DiscardHandler), Build: "uji",
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}

// serve makes the pages and answers on the loopback.
func (h *house) serve(t *testing.T) *house {
	t.Helper()
	if err := h.OpenFace(t.Context()); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h.Handler())
	t.Cleanup(srv.Close)
	h.base = srv.URL
	return h
}

// newHouse is an empty house with a server.
func newHouse(t *testing.T) *house { return openHouse(t, t.TempDir()).serve(t) }

// pattern is a folder with the demo, made once a test process; each test that
// wants a demo gets a copy.
var pattern struct {
	once   sync.Once
	folder string
}

func TestMain(m *testing.M) {
	code := m.Run()
	if pattern.folder != "" {
		os.RemoveAll(pattern.folder)
	}
	os.Exit(code)
}

// demoHouse is a house with the demo.
func demoHouse(t *testing.T) *house { return demoIn(t, t.TempDir()) }

func demoIn(t *testing.T, folder string) *house {
	t.Helper()
	pattern.once.Do(func() {
		t.Run("demo", func(t *testing.T) {
			dir, err := os.MkdirTemp("", "lewu-demo-")
			if err != nil {
				t.Fatal(err)
			}
			pattern.folder = dir
			fillDemo(t, dir)
		})
	})
	if err := os.CopyFS(folder, os.DirFS(pattern.folder)); err != nil {
		t.Fatal(err)
	}
	return openHouse(t, folder).serve(t)
}

// fillDemo makes the demo as of today; the house is closed with the test.
func fillDemo(t *testing.T, folder string) {
	t.Helper()
	h := openHouse(t, folder)
	day, err := clock.ParseDay(today)
	if err != nil {
		t.Fatal(err)
	}
	n, err := h.Demo(t.Context(), day, false, func(lewu.Message) {})
	if err != nil || n < 40 {
		t.Fatalf("Demo = %d datasets, %v, want at least 40", n, err)
	}
}

// parcel is a file of given content.
func parcel(name string, body []byte) intake.Parcel {
	return intake.Parcel{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }}
}

// send takes an order down the road until it rests.
func (h *house) send(t *testing.T, o intake.Order) catalog.Batch {
	t.Helper()
	b, err := h.Road.Receive(t.Context(), auth.CommandLine("uji"), o)
	if err != nil {
		t.Fatalf("Receive(%q): %v", o.Data.Name, err)
	}
	if err := h.Road.Walk(t.Context(), b.ID); err != nil {
		t.Fatalf("Walk(%q): %v", o.Data.Name, err)
	}
	if b, err = h.Catalog.Batch(t.Context(), b.ID); err != nil {
		t.Fatal(err)
	}
	return b
}

// publish is send for a file that must come out at the other end.
func (h *house) publish(t *testing.T, o intake.Order) catalog.Batch {
	t.Helper()
	o.Solo = "uji"
	b := h.send(t, o)
	if b.State != catalog.Published {
		t.Fatalf("%s: state %s: %s", o.Data.Name, b.State, strings.Join(h.sentences(t, i18n.ID, b), " / "))
	}
	return b
}

// newSet describes a dataset with nothing but a title.
func newSet(title string) *catalog.Dataset {
	return &catalog.Dataset{Title: title, Agency: "Dinas Uji", Topic: "Uji"}
}

// sentences are the refusal of a batch, its findings and their remedies, in a
// language.
func (h *house) sentences(t *testing.T, l i18n.Lang, b catalog.Batch) (list []string) {
	t.Helper()
	if b.Failure.Key != "" {
		list = append(list, h.Messages.Say(l, b.Failure))
	}
	findings, err := h.Catalog.Findings(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if f.Message.Key != b.Failure.Key {
			list = append(list, h.Messages.Say(l, f.Message))
		}
		if f.Remedy.Key != "" {
			list = append(list, h.Messages.Say(l, f.Remedy))
		}
	}
	return list
}

// An answer is a response, read to its end.
type answer struct {
	code   int
	header http.Header
	body   []byte
}

// ask sends a request with name, value pairs as headers.
func (h *house) ask(t *testing.T, method, address string, header ...string) answer {
	t.Helper()
	if !strings.HasPrefix(address, "http") {
		address = h.base + address
	} else if rest, ok := strings.CutPrefix(address, h.Config.URL); ok {
		address = h.base + rest // an address for the world leads to this server
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := h.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return answer{resp.StatusCode, resp.Header, body}
}

// get asks for an address that must answer 200.
func (h *house) get(t *testing.T, address string) answer {
	t.Helper()
	a := h.ask(t, http.MethodGet, address)
	if a.code != http.StatusOK {
		t.Fatalf("GET %s: %d %.300s", address, a.code, a.body)
	}
	return a
}

// A rowsPage is a page of GET …/rows as a program sees it.
type rowsPage struct {
	Dataset string `json:"dataset"`
	Version int    `json:"version"`
	Isi     string `json:"isi"`
	Columns []struct {
		Name string    `json:"name"`
		Kind lewu.Kind `json:"kind"`
	} `json:"columns"`
	Rows   [][]json.RawMessage `json:"rows"`
	Origin []struct {
		Asal int   `json:"asal"`
		Row  int64 `json:"row"`
	} `json:"origin"`
	Total   int64  `json:"total"`
	Next    string `json:"next"`
	Receipt string `json:"receipt"`
}

// rows asks for a page of rows.
func (h *house) rows(t *testing.T, address string) (p rowsPage) {
	t.Helper()
	h.decode(t, address, &p)
	return p
}

// decode reads a JSON answer.
func (h *house) decode(t *testing.T, address string, into any) {
	t.Helper()
	a := h.get(t, address)
	if err := json.Unmarshal(a.body, into); err != nil {
		t.Fatalf("GET %s: %v in %.200s", address, err, a.body)
	}
}

// word is a JSON value as text: strings without quotes, null as nothing.
func word(raw json.RawMessage) string {
	if string(raw) == "null" {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// unzipped is a body as it was before it was compressed.
func (a answer) unzipped(t *testing.T) []byte {
	t.Helper()
	if a.header.Get("Content-Encoding") != "gzip" {
		return a.body
	}
	z, err := gzip.NewReader(bytes.NewReader(a.body))
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// shared is a path in the folder of real files, which lies beside the project.
// Where that is absent the test is skipped: the files are not ours to publish.
func shared(t *testing.T, path string) string {
	t.Helper()
	root, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("no folder ../shared/data with real files beside the project")
	}
	full := filepath.Join(root, path)
	if _, err := os.Stat(full); err != nil {
		t.Fatal(err)
	}
	return full
}

// realFile is a whole real file.
func realFile(t *testing.T, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(shared(t, path))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// text is a page as a reader sees it, with its entities written out.
func (a answer) text() string { return html.UnescapeString(string(a.body)) }

// cellOrigin is the address of the receipt of one cell.
func cellOrigin(path string, version, asal int, row int64, column string) string {
	return path + "?" + url.Values{
		"versi": {strconv.Itoa(version)}, "asal": {strconv.Itoa(asal)}, "baris": {strconv.FormatInt(row, 10)}, "sel": {column},
	}.Encode()
}
