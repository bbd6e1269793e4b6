package web_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/web"
)

// noon is Monday 24 November 2025, 13.42 WIB.
var noon = time.Date(2025, 11, 24, 6, 42, 0, 0, time.UTC)

var roomFiles = os.DirFS("testdata/room")

// A house is a Web with one small room, for tests.
type house struct {
	web   *web.Web
	serve http.Handler
	now   time.Time
	log   *strings.Builder
	made  atomic.Int32 // how often /data was made
}

type plainPage struct {
	web.Base
	Words string
	Count int
}

// newHouse builds a house; change may be nil, and more pages join the room.
func newHouse(t testing.TB, change func(*web.Options), more ...lewu.Page) *house {
	t.Helper()
	messages, err := i18n.Load(web.Messages, roomFiles)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{now: noon, log: new(strings.Builder)}
	opt := web.Options{
		Messages: messages, URL: "https://lewu.example", Province: "Kalimantan Tengah", Build: "uji-1",
		Clock: func() time.Time { return h.now },
		Log:   slog.New(slog.NewTextHandler(h.log, nil)),
		Identify: func(context.Context, string) (auth.Actor, error) {
			return auth.Actor{Kind: auth.Person, ID: "1", Name: "Rina"}, nil
		},
		Nav: func() []lewu.NavItem {
			return []lewu.NavItem{{Label: lewu.Msg("uji.label"), Path: "/bagian", Order: 2}, {Label: lewu.Msg("uji.title"), Path: "/data", Order: 1}}
		},
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")},
	}
	if change != nil {
		change(&opt)
	}
	if h.web, err = web.New(opt); err != nil {
		t.Fatal(err)
	}
	d := h.room()
	d.Pages = append(d.Pages, more...)
	if err := h.web.Add(d); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	h.web.Mount(mux, d)
	h.web.Health(mux, []lewu.Check{{Name: "toko", Run: func(context.Context, bool) ([]lewu.Finding, error) { return nil, nil }}})
	h.serve = h.web.Handler(mux)
	return h
}

// kinds of error by the word in /galat/{kind}.
var kinds = map[string]errs.Kind{
	"tidak-ada": errs.NotFound, "salah": errs.Invalid, "bentrok": errs.Conflict, "terlarang": errs.Forbidden,
	"ditarik": errs.Gone, "besar": errs.TooLarge, "ramai": errs.Busy, "penuh": errs.Full, "dalam": errs.Internal,
}

func (h *house) room() lewu.Description {
	broken := func(_ http.ResponseWriter, r *http.Request) error {
		kind := kinds[r.PathValue("kind")]
		cause := errors.New("sqlite /var/lib/lewu/lewu.db: disk I/O error")
		if r.URL.Query().Has("kata") {
			return errs.Because(kind, cause, "uji.missing", "name", "<b>padi</b>")
		}
		return &errs.Error{Kind: kind, Err: cause}
	}
	return lewu.Description{
		Name: "uji", Path: "/data", Files: roomFiles,
		Pages: []lewu.Page{
			{Pattern: "GET /{$}", Cached: true, Serve: h.plain},
			{Pattern: "GET /data", Cached: true, Keys: []string{"q", "halaman"}, Class: lewu.ClassQuery, Serve: h.plain},
			{Pattern: "GET /tabel", Cached: true, Keys: []string{lewu.AnyKey}, Serve: h.plain},
			{Pattern: "GET /data/{slug}", Cached: true, Serve: h.plain},
			{Pattern: "GET /bagian", Serve: h.parts},
			{Pattern: "GET /galat/{kind}", Serve: broken},
			{Pattern: "GET /galat-tersimpan/{kind}", Cached: true, Serve: broken},
			{Pattern: "GET /panik", Serve: func(http.ResponseWriter, *http.Request) error { panic("nil map") }},
			{Pattern: "GET /skrip", Serve: h.script},
			{Pattern: "GET /separuh", Class: lewu.ClassExport, Serve: func(w http.ResponseWriter, _ *http.Request) error {
				_, _ = io.WriteString(w, "kode;nama\n62.06;Kat")
				return errors.New("blob gone")
			}},
			{Pattern: "POST /kirim", Need: lewu.Need{Open: "a test"}, MaxBody: 10, Serve: func(w http.ResponseWriter, r *http.Request) error {
				body, err := io.ReadAll(r.Body)
				if err != nil {
					return err
				}
				_, err = w.Write(body)
				return err
			}},
			{Pattern: "GET /kerja", Need: lewu.Need{Perm: "data.publish"}, Serve: h.plain},
		},
		API: []lewu.Operation{
			{Pattern: "GET /api/v1/galat/{kind}", Serve: broken},
			{Pattern: "GET /api/v1/datasets", Serve: func(w http.ResponseWriter, _ *http.Request) error {
				return h.web.JSON(w, http.StatusOK, map[string]any{"nama": "Muara Ja'an <&>", "jumlah": "1234.50"})
			}},
		},
		Streams: []lewu.Route{{Pattern: "GET /alir/{segmen}", Serve: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "segmen")
		})}},
	}
}

// plain serves a page that says how often it was made, and for whom.
func (h *house) plain(w http.ResponseWriter, r *http.Request) error {
	h.made.Add(1)
	web.Uses(r, "dataset:"+r.PathValue("slug"))
	words := r.PathValue("slug") + " " + r.URL.RawQuery + " " + r.Header.Get("User-Agent") + " " + r.Host
	page := plainPage{Base: h.web.Base(r, lewu.Msg("uji.title")), Words: words, Count: 1234567}
	page.Crumbs = []web.Crumb{{Label: web.Text("Pertanian & pangan"), Path: "/data"}}
	return h.web.Page(w, http.StatusOK, "uji/polos", page)
}

func (h *house) script(w http.ResponseWriter, r *http.Request) error {
	page := plainPage{Base: h.web.Base(r, lewu.Msg("uji.title"))}
	page.Scripts, page.Policy = []string{"uji/uji.js"}, []string{"media-src 'self' blob:"}
	return h.web.Page(w, http.StatusOK, "uji/polos", page)
}

// A call is a request in few words: lines of "Name: value" are headers.
func (h *house) call(method, target string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Add(name, value)
	}
	w := httptest.NewRecorder()
	h.serve.ServeHTTP(w, r)
	return w
}

func (h *house) get(target string, headers ...string) *httptest.ResponseRecorder {
	return h.call(http.MethodGet, target, headers...)
}
