package desk_test

import (
	"bytes"
	"database/sql"
	"html"
	"html/template"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"regexp"
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
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/ref"
)

// A house is the whole program with the people of three agencies signed in.
type house struct {
	*app.House
	t        *testing.T
	base     string
	client   *http.Client
	agencies map[string]string // id by short name
	people   map[string]person
	now      *moment
}

// A moment is a clock that tests move.
type moment struct {
	mu sync.Mutex
	at time.Time
}

func (m *moment) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at
}

func (m *moment) add(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.at = m.at.Add(d)
}

// A person is somebody with a session.
type person struct{ id, token string }

// The agencies of the test: two that produce, one that owns substance, and the
// one of the walidata.
var offices = map[string]string{
	"A": "Dinas Contoh A (contoh)", "B": "Dinas Contoh B (contoh)", "BKAD": "BKAD (contoh)", "Kominfo": "Diskominfosantik (contoh)",
}

// The people: name, agency, and the role with where it is held ("": province).
var staffList = []struct {
	name, agency string
	role         lewu.Role
	where        string
}{
	{"rina", "A", lewu.RoleOperator, "A"},
	{"tono", "A", lewu.RoleOperator, "A"},
	{"budi", "A", lewu.RoleVerifier, "A"},
	{"sari", "B", lewu.RoleOperator, "B"},
	{"dewi", "BKAD", lewu.RoleSubstance, "BKAD"},
	{"maya", "Kominfo", lewu.RoleWalidata, ""},
	{"hadi", "Kominfo", lewu.RoleWalidata, ""},
	{"pak", "Kominfo", lewu.RoleLeader, ""},
	{"aud", "Kominfo", lewu.RoleAuditor, ""},
	{"adm", "Kominfo", lewu.RoleAdmin, ""},
}

func newHouse(t *testing.T) *house {
	t.Helper()
	c, err := config.Load(func(name string) string { return map[string]string{"LEWU_DATA": t.TempDir()}[name] }, "")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, agencies: map[string]string{}, people: map[string]person{}, now: &moment{at: time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC)}}
	h.House, err = app.Open(t.Context(), app.Options{Config: c, Clock: h.now.Now, Log: slog.New(slog.DiscardHandler), Build: "uji"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := h.OpenFace(t.Context()); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(h.Handler())
	t.Cleanup(srv.Close)
	h.base = srv.URL
	h.client = &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	h.settle()
	return h
}

// write runs a change of the stores.
func (h *house) write(change func(tx *sql.Tx) error) {
	h.t.Helper()
	if err := h.DB.Write(h.t.Context(), change); err != nil {
		h.t.Fatal(err)
	}
}

// settle makes the agencies and their people, and signs each of them in.
func (h *house) settle() {
	h.t.Helper()
	ctx := auth.With(h.t.Context(), auth.CommandLine("uji"))
	for short, name := range offices {
		h.write(func(tx *sql.Tx) error {
			a, err := h.Ref.Ensure(ctx, tx, name, true)
			h.agencies[short] = a.ID
			return err
		})
	}
	h.write(func(tx *sql.Tx) error {
		_, err := h.Ref.SaveTopic(ctx, tx, ref.Topic{Name: "Pertanian", NameEN: "Agriculture"})
		return err
	})
	for _, s := range staffList {
		h.write(func(tx *sql.Tx) error {
			a, err := h.Accounts.Create(ctx, tx, auth.Account{
				Mail: s.name + "@contoh.example", Name: strings.ToUpper(s.name[:1]) + s.name[1:] + " Contoh", Agency: h.agencies[s.agency],
				Grants: []auth.Grant{{Role: s.role, Agency: h.agencies[s.where]}},
			})
			h.people[s.name] = person{id: a.ID}
			return err
		})
		h.signIn(s.name)
	}
}

// signIn opens a session for somebody, as the buttons of a demo do.
func (h *house) signIn(who string) {
	h.t.Helper()
	ctx, id := h.t.Context(), h.people[who].id
	demo := func(on int) {
		h.t.Helper()
		if _, err := h.DB.ExecContext(ctx, `UPDATE account SET demo = $1 WHERE id = $2`, on, id); err != nil {
			h.t.Fatal(err)
		}
	}
	demo(1)
	defer demo(0)
	for _, s := range staffList {
		if s.name == who {
			entry, err := h.Accounts.DemoEntry(ctx, auth.Visitor{}, s.role)
			if err != nil {
				h.t.Fatalf("%s: %v", who, err)
			}
			h.people[who] = person{id: id, token: entry.Token}
		}
	}
}

// actor is somebody as the house knows them.
func (h *house) actor(who string) auth.Actor {
	h.t.Helper()
	a, err := h.Accounts.Session(h.t.Context(), h.people[who].token)
	if err != nil || a.Kind != auth.Person {
		h.t.Fatalf("%s: %+v, %v", who, a, err)
	}
	return a
}

// An answer is a response, read to its end.
type answer struct {
	code   int
	header http.Header
	body   string
}

func (a answer) location() string { return a.header.Get("Location") }

// text is the page as a reader sees its words.
func (a answer) text() string {
	return strings.Join(strings.Fields(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(a.body, " "))), " ")
}

func (h *house) do(who string, r *http.Request) answer {
	h.t.Helper()
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: h.people[who].token})
	}
	if r.Header.Get("Sec-Fetch-Site") == "" {
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := h.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(body)}
}

func (h *house) get(who, path string) answer {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.base+path, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.do(who, r)
}

// see is get for a page that must answer 200 and be sound.
func (h *house) see(who, path string) answer {
	h.t.Helper()
	a := h.get(who, path)
	if a.code != http.StatusOK {
		h.t.Fatalf("%s GET %s: %d %s", who, path, a.code, a.text())
	}
	for _, fault := range htmlcheck.Check([]byte(a.body)) {
		h.t.Errorf("%s GET %s: %s", who, path, fault)
	}
	if !strings.Contains(a.body, `content="noindex"`) || a.header.Get("Cache-Control") != "no-store" {
		h.t.Errorf("%s GET %s: may be kept or found: %s", who, path, a.header.Get("Cache-Control"))
	}
	return a
}

func (h *house) post(who, path string, fields url.Values) answer {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.base+path, strings.NewReader(fields.Encode()))
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.do(who, r)
}

// A sent file of a form.
type sent struct{ field, name, body string }

// multi makes a form with files.
func (h *house) multi(path string, fields url.Values, list ...sent) *http.Request {
	h.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		for _, value := range values {
			if err := w.WriteField(name, value); err != nil {
				h.t.Fatal(err)
			}
		}
	}
	for _, f := range list {
		part, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {`form-data; name="` + f.field + `"; ` + f.name}, "Content-Type": {"application/octet-stream"},
		})
		if err == nil {
			_, err = io.WriteString(part, f.body)
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		h.t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.base+path, &body)
	if err != nil {
		h.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

// data is a data file for multi.
func data(name, body string) sent { return sent{"berkas", `filename="` + name + `"`, body} }

// padi is a file that is read without a question.
const padi = "kode_wilayah,kabupaten,tahun,produksi\n62.03,Kapuas,2024,159383\n62.06,Katingan,2024,11730\n"

// newSet sends the first file of a dataset, and gives the batch.
func (h *house) newSet(who, agency string, fields url.Values) catalog.Batch {
	h.t.Helper()
	all := url.Values{
		"judul": {"Produksi padi"}, "topik": {"Pertanian"}, "ringkasan": {"Produksi padi menurut kabupaten."}, "kunci": {"kode_wilayah, tahun"},
		"lisensi": {"CC BY 4.0"}, "sekali": {db.NewID()},
	}
	for name, values := range fields {
		all[name] = values
	}
	a := h.do(who, h.multi("/kerja/kirim/baru?instansi="+h.agencies[agency], all, data("padi.csv", padi)))
	if a.code != http.StatusSeeOther {
		h.t.Fatalf("a new dataset: %d %s", a.code, a.text())
	}
	return h.walk(h.batchAt(a.location()))
}

// batchAt is the batch that an address leads to.
func (h *house) batchAt(path string) catalog.Batch {
	h.t.Helper()
	id := strings.TrimPrefix(strings.Split(path, "?")[0], "/kerja/kiriman/")
	return h.batch(id)
}

func (h *house) batch(id string) catalog.Batch {
	h.t.Helper()
	b, err := h.Catalog.Batch(h.t.Context(), id)
	if err != nil {
		h.t.Fatalf("batch %q: %v", id, err)
	}
	return b
}

// walk takes a batch as far as a machine may.
func (h *house) walk(b catalog.Batch) catalog.Batch {
	h.t.Helper()
	if err := h.Road.Walk(h.t.Context(), b.ID); err != nil {
		h.t.Fatal(err)
	}
	return h.batch(b.ID)
}

// seen is what a form of the page of a batch carries.
func (h *house) seen(who string, b catalog.Batch, more ...string) url.Values {
	h.t.Helper()
	a := h.see(who, "/kerja/kiriman/"+b.ID)
	v := url.Values{}
	for _, name := range []string{"keadaan", "isi"} {
		m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(a.body)
		if m != nil {
			v.Set(name, m[1])
		}
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// act does something on the page of a batch that must be done.
func (h *house) act(who, name string, b catalog.Batch, more ...string) catalog.Batch {
	h.t.Helper()
	a := h.post(who, "/kerja/kiriman/"+b.ID+"/"+name, h.seen(who, b, more...))
	if a.code != http.StatusSeeOther {
		h.t.Fatalf("%s %s: %d %s", who, name, a.code, a.text())
	}
	return h.walk(h.batch(b.ID))
}

// publish takes a draft to publication by two others.
func (h *house) publish(b catalog.Batch, confirmer string) catalog.Batch {
	h.t.Helper()
	b = h.act("rina", "ajukan", b)
	b = h.act(confirmer, "benarkan", b)
	b = h.act("maya", "setujui", b)
	if b.State != catalog.Published {
		h.t.Fatalf("state %s, want terbit", b.State)
	}
	return b
}

func (h *house) set(b catalog.Batch) catalog.Dataset {
	h.t.Helper()
	set, err := h.Catalog.DatasetByID(h.t.Context(), b.Dataset)
	if err != nil {
		h.t.Fatal(err)
	}
	return set
}

// says asks for words on a page.
func (h *house) says(who, path string, words ...string) {
	h.t.Helper()
	text := h.see(who, path).text()
	for _, want := range words {
		if !strings.Contains(text, want) {
			h.t.Errorf("%s GET %s lacks %q: %s", who, path, want, text)
		}
	}
}

// silent asks that words are not on a page.
func (h *house) silent(who, path string, words ...string) {
	h.t.Helper()
	text := h.see(who, path).text()
	for _, unwanted := range words {
		if strings.Contains(text, unwanted) {
			h.t.Errorf("%s GET %s says %q: %s", who, path, unwanted, text)
		}
	}
}

// tasks are the titles of what waits for somebody.
func (h *house) tasks(who string) (list []string) {
	h.t.Helper()
	for _, m := range regexp.MustCompile(`<h3 class="Task-title"><a href="[^"]*">([^<]*)</a>`).FindAllStringSubmatch(h.see(who, "/kerja").body, -1) {
		list = append(list, html.UnescapeString(m[1]))
	}
	return list
}

// grant gives somebody one more role.
func (h *house) grant(who string, role lewu.Role, agency string) {
	h.t.Helper()
	if _, err := h.DB.ExecContext(h.t.Context(), `INSERT INTO account_grant (account, role, agency, at, by_whom) VALUES ($1, $2, $3, 0, 'uji')`, h.people[who].id, string(role), h.agencies[agency]); err != nil {
		h.t.Fatal(err)
	}
}

// sendTo sends a file to the dataset of a batch.
func (h *house) sendTo(who string, b catalog.Batch, name, body string, more ...string) catalog.Batch {
	h.t.Helper()
	fields := url.Values{"sekali": {db.NewID()}}
	for i := 0; i+1 < len(more); i += 2 {
		fields.Set(more[i], more[i+1])
	}
	a := h.do(who, h.multi("/kerja/kirim/"+h.set(b).Slug, fields, data(name, body)))
	if a.code != http.StatusSeeOther {
		h.t.Fatalf("%s sends %s: %d %s", who, name, a.code, a.text())
	}
	return h.walk(h.batchAt(a.location()))
}

// reread has a batch read in another way.
func (h *house) reread(who string, b catalog.Batch, question, answer string) catalog.Batch {
	h.t.Helper()
	if _, err := h.Road.Answer(h.t.Context(), h.actor(who), b.ID, intake.Seen{}, map[string]string{question: answer}); err != nil {
		h.t.Fatal(err)
	}
	return h.walk(h.batch(b.ID))
}

// described is the form of a dataset as it stands on its page.
func (h *house) described(who string, b catalog.Batch) url.Values {
	h.t.Helper()
	page := h.see(who, "/kerja/data/"+h.set(b).Slug).body
	v := url.Values{}
	attribute := func(tag, name string) string {
		m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag)
		if m == nil {
			return ""
		}
		return html.UnescapeString(m[1])
	}
	for _, m := range regexp.MustCompile(`(?s)<(input|textarea)([^>]*)>([^<]*)`).FindAllStringSubmatch(page, -1) {
		name, value := attribute(m[2], "name"), attribute(m[2], "value")
		if m[1] == "textarea" {
			value = html.UnescapeString(m[3])
		}
		if name != "" && name != "q" && name != "alasan" && attribute(m[2], "type") != "checkbox" {
			v.Set(name, value)
		}
	}
	for _, m := range regexp.MustCompile(`(?s)<select[^>]* name="([^"]+)".*?</select>`).FindAllStringSubmatch(page, -1) {
		if c := regexp.MustCompile(`<option value="([^"]*)" selected>`).FindStringSubmatch(m[0]); c != nil {
			v.Set(m[1], html.UnescapeString(c[1]))
		}
	}
	return v
}

// describe changes fields of the description of a dataset.
func (h *house) describe(who string, b catalog.Batch, more ...string) {
	h.t.Helper()
	v := h.described(who, b)
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	if a := h.post(who, "/kerja/data/"+h.set(b).Slug+"/keterangan", v); a.code != http.StatusSeeOther {
		h.t.Fatalf("%s describes: %d %s", who, a.code, a.text())
	}
}

type dbTx = *sql.Tx

// write2 is write with its error.
func (h *house) write2(change func(tx *sql.Tx) error) error { return h.DB.Write(h.t.Context(), change) }

// merge makes one agency the heir of another.
func (h *house) merge(from, into string) {
	h.t.Helper()
	ctx := auth.With(h.t.Context(), auth.CommandLine("uji"))
	h.write(func(tx *sql.Tx) error {
		return h.Ref.Succeed(ctx, tx, ref.Succession{From: []string{h.agencies[from]}, To: []string{h.agencies[into]}, On: clock.Day(h.now.Now()), Decree: "Perda 1/2025"})
	})
}

// batches asks how many batches there are of the dataset of one.
func (h *house) batches(b catalog.Batch, want int) {
	h.t.Helper()
	list, err := h.Catalog.Batches(h.t.Context(), catalog.BatchFilter{Scope: auth.Scope{Province: true}, Dataset: b.Dataset})
	if err != nil || len(list) != want {
		h.t.Errorf("%d batches, %v, want %d", len(list), err, want)
	}
}

// between is the text between two others; empty where the first is not there.
func between(text, before, after string) string {
	_, rest, ok := strings.Cut(text, before)
	if !ok {
		return ""
	}
	found, _, _ := strings.Cut(rest, after)
	return html.UnescapeString(found)
}

func htmlEscape(text string) string { return template.HTMLEscapeString(text) }

// A pausing reader does something once, after so many bytes.
type pausing struct {
	rest  io.ReadCloser
	after int
	pause func()
}

func (p *pausing) Read(b []byte) (int, error) {
	if p.pause != nil && p.after <= 0 {
		p.pause()
		p.pause = nil
	}
	n, err := p.rest.Read(b[:min(len(b), 100)])
	p.after -= n
	return n, err
}

func (p *pausing) Close() error { return p.rest.Close() }

// A short reader ends before its time, as if all had been said.
type short struct {
	rest io.ReadCloser
	left int64
}

func (s *short) Read(b []byte) (int, error) {
	if s.left <= 0 {
		return 0, io.EOF
	}
	n, err := s.rest.Read(b[:min(int64(len(b)), s.left)])
	s.left -= int64(n)
	return n, err
}

func (s *short) Close() error { return s.rest.Close() }
