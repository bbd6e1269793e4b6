package about

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/jobs"
	"github.com/lewu-id/lewu/internal/platformtest"
	"github.com/lewu-id/lewu/internal/ref"
)

// publicPaths are the pages of the room that anybody reads.
var publicPaths = []string{root, controls, privacy, access, cameras, listPath, reportPath, statusPath}

func TestEveryPageInBothLanguages(t *testing.T) {
	h := lite(t)
	h.rooms = []lewu.NavItem{{Title: lewu.Msg("about.corrections.title"), Path: listPath}}
	for _, path := range publicPaths {
		for _, address := range []string{path, "/en" + path} {
			page := h.page(t, "", address)
			has(t, page, "<h1>")
			if wrong := strings.Contains(page, `class="Wrong"`); wrong == (path == reportPath) {
				t.Errorf("%s: the way to report is there: %v", address, wrong)
			}
		}
	}
	has(t, h.page(t, "", controls+"?hal=2"), "/ralat/lapor?halaman=%2Ftentang%2Fkendali%3Fhal%3D2")
}

// TestOfficial: a house calls itself official only with a decree, its day and
// its file.
func TestOfficial(t *testing.T) {
	h := lite(t)
	file, err := h.Blobs.Put(t.Context(), strings.NewReader("%PDF-1.4 keputusan"))
	if err != nil {
		t.Fatal(err)
	}
	full := ref.Settings{Operator: "Diskominfosantik", Decree: "Kepgub 188.44/1/2025", DecreeOn: "2025-01-02", DecreeFile: file.SHA256}
	for _, test := range []struct {
		name string
		make func(s *ref.Settings)
		want string
	}{
		{"nothing said", func(s *ref.Settings) { *s = ref.Settings{} }, "belum menyebut siapa dirinya"},
		{"no decree", func(s *ref.Settings) { s.Decree = "" }, "Situs ini dikelola oleh Diskominfosantik."},
		{"no day", func(s *ref.Settings) { s.DecreeOn = "" }, "Situs ini dikelola oleh Diskominfosantik."},
		{"no file", func(s *ref.Settings) { s.DecreeFile = "" }, "Situs ini dikelola oleh Diskominfosantik."},
		{"all of it", func(*ref.Settings) {}, "Situs resmi Diskominfosantik, dikelola berdasarkan Kepgub 188.44/1/2025 tanggal 2 Januari 2025."},
	} {
		s := full
		test.make(&s)
		h.save(t, s)
		page := h.page(t, "", root)
		has(t, page, test.want)
		if strings.Contains(page, "Situs resmi") != (test.name == "all of it") {
			t.Errorf("%s: wrong about being official", test.name)
		}
	}
	w := h.ask(t, "", ruling, nil)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" || w.Body.String() != "%PDF-1.4 keputusan" ||
		!strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("the decree: %d, %v, %.30s", w.Code, w.Header(), w.Body)
	}
	h.save(t, ref.Settings{})
	if w := h.ask(t, "", ruling, nil); w.Code != http.StatusNotFound {
		t.Errorf("no decree: %d, want 404", w.Code)
	}
}

// planted is markup that must come out as text.
const planted = `<script>alert(1)</script>"'><img src=x onerror=y>`

var leaked = regexp.MustCompile(`<script>alert|<img src=x|<i>miring`)

func TestMarkupStaysText(t *testing.T) {
	h := lite(t)
	h.save(t, ref.Settings{Operator: planted, Decree: planted, Phone: planted, Address: planted, PPID: planted, PPDP: planted,
		AboutText: planted + "\n\n" + planted, PrivacyText: planted, AccessibilityText: planted, CCTVText: planted})
	h.publish(t, 1, planted)
	number, key := h.sends(t, report{Page: "/data/produksi-padi?x=" + url.QueryEscape(planted), Wrong: planted, Better: planted, Contact: planted})
	before := h.page(t, "", listPath+"/"+number+"?kunci="+key)
	has(t, before, "&lt;script&gt;")
	pages := []string{before, h.page(t, "walidata", deskPath), h.page(t, "walidata", deskPath+"/"+number)}
	h.answers(t, "walidata", number, url.Values{"hasil": {"diteruskan"}, "ringkas": {planted}, "jawaban": {planted}, "kepada": {planted}})
	pages = append(pages, h.page(t, "", listPath), h.page(t, "", listPath+"/"+number), h.page(t, "walidata", deskPath+"?keadaan=dijawab"))
	for _, path := range publicPaths {
		pages = append(pages, h.page(t, "", path), h.page(t, "", "/en"+path))
	}
	pages = append(pages, h.page(t, "", reportPath+"?halaman="+url.QueryEscape("/"+planted)))
	for _, page := range pages {
		if hit := leaked.FindString(page); hit != "" {
			t.Errorf("%q came through in\n%s", hit, inner(page))
		}
	}
}

func TestSecurityText(t *testing.T) {
	h := lite(t)
	for _, test := range []struct{ contact, mail, want string }{
		{"", "", "https://lewu.example/ralat/lapor"},
		{"", "data@dinas.example", "mailto:data@dinas.example"},
		{"mailto:csirt@dinas.example", "data@dinas.example", "mailto:csirt@dinas.example"},
		{"https://csirt.example/lapor", "", "https://csirt.example/lapor"},
	} {
		h.save(t, ref.Settings{SecurityContact: test.contact, Mail: test.mail})
		w := h.ask(t, "", "/.well-known/security.txt", nil)
		fields := map[string]string{}
		for line := range strings.Lines(w.Body.String()) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			fields[name] = value
		}
		expires, err := time.Parse(time.RFC3339, fields["Expires"])
		if fields["Contact"] != test.want || err != nil || expires.Before(h.now.AddDate(0, 1, 0)) || expires.After(h.now.AddDate(1, 0, 0)) ||
			fields["Canonical"] != platformtest.URL+"/.well-known/security.txt" || fields["Preferred-Languages"] != "id, en" || fields["Policy"] == "" {
			t.Errorf("%+v: %v (%v)", test, fields, err)
		}
		if !strings.HasPrefix(w.Header().Get("Content-Type"), "text/plain") {
			t.Errorf("Content-Type %s", w.Header().Get("Content-Type"))
		}
	}
	for _, bad := range []string{"javascript:alert(1)", "https://a b", "http://x.example", "a@b\r\nX: y", "bukan surel"} {
		if got := contactOf(ref.Settings{SecurityContact: bad}); got != "" {
			t.Errorf("contactOf(%q) = %q, want none", bad, got)
		}
	}
}

func TestControls(t *testing.T) {
	h := lite(t)
	has(t, h.page(t, "", controls), "Belum ada data yang terbit", "belum pernah tercatat", "Tidak ada: setiap versi")
	h.publish(t, 1, "")
	has(t, h.page(t, "", controls), "Semua 1 versi")
	h.publish(t, 2, "Banjir: angka mendesak.")
	for _, p := range []struct {
		action string
		proof  audit.Proof
	}{
		{audit.ActBackup, audit.Proof{Backup: "x"}}, {audit.ActRestore, audit.Proof{Backup: "x", MadeAt: h.now, Rows: 7500, Blobs: 102}},
		{audit.ActDoctor, audit.Proof{Findings: 2}},
	} {
		if err := audit.NoteProof(t.Context(), h.DB, p.action, p.proof, h.now.Add(-26*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := audit.CloseDay(t.Context(), h.DB, h.now); err != nil {
		t.Fatal(err)
	}
	h.Web.DropAll()
	n, head, err := audit.Head(t.Context(), h.DB)
	if err != nil {
		t.Fatal(err)
	}
	has(t, h.page(t, "", controls), "1 dari 2 versi", "50 persen", "Banjir: angka mendesak.", "/data/produksi-padi", "7.500 baris dan 102 berkas",
		"Ada 2 temuan", "kemarin", head, "23 November 2025, catatan nomor "+number(int(n)))
	list, err := audit.ParseHeads(bytes.NewReader(h.ask(t, "", headsText, nil).Body.Bytes()), "jejak.txt")
	if err != nil || len(list) != 1 || list[0].Hash != head || list[0].Day != "2025-11-23" {
		t.Errorf("jejak.txt: %+v, %v", list, err)
	}
	if _, _, err := audit.Verify(t.Context(), h.DB, list...); err != nil {
		t.Errorf("Verify against jejak.txt: %v", err)
	}
}

// TestStatus: what fails shows, without saying how the house is built.
func TestStatus(t *testing.T) {
	h := lite(t)
	var fault error
	var found []lewu.Finding
	h.ready = []lewu.Check{{Name: "basis data", Run: func(context.Context, bool) ([]lewu.Finding, error) { return found, fault }}}
	h.rooms = []lewu.NavItem{{Title: lewu.Msg("about.corrections.title"), Path: listPath, Live: func(context.Context) (lewu.Message, error) {
		return lewu.Msg("about.jobs"), fault
	}}}
	answer := func() (a statusAnswer) {
		t.Helper()
		h.now = h.now.Add(time.Hour)
		h.Web.DropAll()
		if err := json.Unmarshal(h.ask(t, "", "/api/v1/status", nil).Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	h.publish(t, 1, "")
	if a := answer(); a.Status != "ok" || len(a.Parts) != 3 || a.Release == "" || a.Backup != "" || a.Version != "uji-1" {
		t.Errorf("all well: %+v", a)
	}
	has(t, h.page(t, "", statusPath), "Semua bagian berjalan baik", "Produksi padi", "belum pernah tercatat", "uji-1")

	found = []lewu.Finding{{Severity: lewu.Warn, Message: lewu.Msg("app.low-space", "free", "1")}}
	h.queue = []jobs.State{{State: jobs.Waiting}, {State: jobs.Retrying}, {State: jobs.Running}, {State: jobs.Failed, Finished: h.now.Add(-48 * time.Hour)}}
	if a := answer(); a.Status != "ok" || a.Jobs != (jobsAnswer{2, 1, 0}) {
		t.Errorf("a warning and an old failure: %+v", a)
	}
	has(t, h.page(t, "", statusPath), "perlu perhatian pengelola", "!app.low-space")

	fault = errors.New("dial tcp 10.0.0.5:5432: password authentication failed")
	if a := answer(); a.Status != "degraded" || a.Parts[0].OK || a.Parts[1].OK || !a.Parts[2].OK {
		t.Errorf("a fault: %+v", a)
	}
	has(t, h.page(t, "", statusPath), "Ada bagian yang terganggu", "!10.0.0.5", "!password")
	fault, found = nil, nil
	h.queue = []jobs.State{{State: jobs.Failed, Name: "intake.walk", Finished: h.now}}
	if a := answer(); a.Status != "degraded" || a.Jobs.Failed != 1 {
		t.Errorf("a job that gave up: %+v", a)
	}
	has(t, h.page(t, "", "/en"+statusPath), "1 given up", "!intake.walk")
}
