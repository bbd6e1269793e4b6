package trail

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/dbtest"
	"github.com/lewu-id/lewu/internal/htmlcheck"
	"github.com/lewu-id/lewu/internal/platform"
	"github.com/lewu-id/lewu/internal/platformtest"
	"github.com/lewu-id/lewu/internal/ref"
)

var noon = time.Date(2025, 11, 24, 12, 0, 0, 0, clock.WIB)

// A house is the room behind the front of the house.
type house struct {
	*module
	now   time.Time
	front http.Handler
	a, b  ref.Agency
	siti  auth.Account
}

func newHouse(t *testing.T, d *db.DB) *house {
	t.Helper()
	h := &house{now: noon}
	_, h.front = platformtest.Open(t, platformtest.Options{
		DB: d, Clock: func() time.Time { return h.now },
		Who: func(_ context.Context, rules auth.Rules, token string) (auth.Actor, error) {
			return h.person(rules, token), nil
		},
	}, func(p *platform.Platform) lewu.Module {
		h.module = New(p).(*module)
		return h.module
	})
	h.fill(t)
	return h
}

// person is who a token stands for: "auditor", "auditor-a" of agency A, others
// by their role.
func (h *house) person(rules auth.Rules, token string) auth.Actor {
	grant := auth.Grant{Role: lewu.Role(token)}
	if token == "auditor-a" {
		grant = auth.Grant{Role: lewu.RoleAuditor, Agency: h.a.ID}
	}
	line := func(id string) []string { return []string{id} }
	return auth.Actor{Kind: auth.Person, ID: token, Name: "Orang " + token, Office: "Inspektorat", Fresh: true, Rights: rules.Rights([]auth.Grant{grant}, line)}
}

// planted is markup, and the beginning of a formula.
const planted = `=1+1<script>alert(1)</script>`

// fill lets Siti of agency A do something, the machine something in agency B,
// and somebody at the terminal something of nobody's.
func (h *house) fill(t *testing.T) {
	t.Helper()
	write := func(ctx context.Context, fn func(tx *sql.Tx) error) {
		t.Helper()
		if err := h.DB.Write(ctx, fn); err != nil {
			t.Fatal(err)
		}
	}
	terminal := auth.With(t.Context(), auth.CommandLine("root"))
	write(terminal, func(tx *sql.Tx) (err error) {
		if h.a, err = h.Ref.Ensure(terminal, tx, "Dinas Contoh A", true); err == nil {
			h.b, err = h.Ref.Ensure(terminal, tx, "Dinas Contoh B", true)
		}
		if err == nil {
			h.siti, err = h.Accounts.Create(terminal, tx, auth.Account{Mail: "siti@contoh.example", Name: "Siti <b>Aminah</b>", Agency: h.a.ID,
				Grants: []auth.Grant{{Role: lewu.RoleOperator, Agency: h.a.ID}}})
		}
		return err
	})
	siti := audit.With(t.Context(), audit.By{Actor: h.siti.ID, Office: "Dinas Contoh A", Request: "r77"})
	write(siti, func(tx *sql.Tx) error {
		return audit.Record(siti, tx, noon.AddDate(0, 0, -3), audit.Act{Action: "uji.ubah", Object: "dataset/padi", Scope: h.a.ID,
			Before: map[string]any{"kontak": map[string]string{"surel": "lama@x"}, "judul": "Padi", "tetap": 1},
			After:  map[string]any{"kontak": map[string]string{"surel": planted}, "tetap": 1, "kunci": []string{"tahun", "kode"}}})
	})
	write(t.Context(), func(tx *sql.Tx) error {
		return audit.Record(t.Context(), tx, noon.AddDate(0, 0, -1), audit.Act{Action: planted, Object: planted, Scope: h.b.ID, After: "terbit"})
	})
}

func (h *house) ask(who, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, "https://lewu.example"+path, nil)
	if who != "" {
		r.AddCookie(&http.Cookie{Name: "__Host-lewu", Value: who})
	}
	w := httptest.NewRecorder()
	h.front.ServeHTTP(w, r)
	return w
}

// main is what a page says, without what its form could ask for.
func (h *house) main(t *testing.T, who, path string) string {
	t.Helper()
	w := h.ask(who, path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: code %d", path, w.Code)
	}
	page := w.Body.String()
	for _, fault := range htmlcheck.Check([]byte(page)) {
		t.Errorf("%s: %v", path, fault)
	}
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<b>Aminah") {
		t.Errorf("%s: markup came through", path)
	}
	_, page, _ = strings.Cut(page, "<main")
	_, page, _ = strings.Cut(page, "</form>")
	page, _, _ = strings.Cut(page, "</main>")
	return page
}

func TestReading(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		page := h.main(t, "auditor", root)
		for _, want := range []string{
			"uji.ubah", "Siti &lt;b&gt;Aminah&lt;/b&gt;, Dinas Contoh A", "milik Dinas Contoh A", "dataset/padi", "r77", "kontak.surel", "<del>lama@x</del>",
			"&lt;script&gt;alert", "<dt>judul</dt><dd><del>Padi</del></dd>", "<dt>kunci.2</dt><dd><ins>kode</ins></dd>", "mesin", "<ins>terbit</ins>", "root, operator",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %q:\n%s", want, page)
			}
		}
		if strings.Contains(page, "<dt>tetap</dt>") {
			t.Error("what did not change is shown as changed")
		}
		e, ok, err := audit.Last(t.Context(), d, audit.ActSeen)
		if err != nil || !ok || e.Actor != "auditor" || e.Object != "jejak" || e.After != `{"sebagai":"halaman"}` {
			t.Errorf("reading is not in the trail: %+v, %v", e, err)
		}
		if strings.Contains(page, "jejak</code>") {
			t.Error("views stand among the changes")
		}
		for _, path := range []string{"?lihat=1", "?tindakan=" + audit.ActSeen} {
			if page := h.main(t, "auditor", root+path); !strings.Contains(page, "jejak</code>") {
				t.Errorf("%s shows no views", path)
			}
		}
		for path, want := range map[string]string{
			"?objek=dataset/padi": "uji.ubah", "?objek=dataset/": "uji.ubah", "?orang=" + h.siti.ID: "uji.ubah", "?instansi=" + h.a.ID: "uji.ubah",
			"?tindakan=uji.ubah": "uji.ubah", "?dari=2025-11-21&sampai=2025-11-21": "uji.ubah", "?objek=tidak/ada": "Tidak ada catatan yang cocok",
		} {
			page := h.main(t, "auditor", root+path)
			if !strings.Contains(page, want) || strings.Contains(page, "<ins>terbit</ins>") {
				t.Errorf("%s: want %q alone\n%s", path, want, page)
			}
		}
		if w := h.ask("auditor", root+"?dari=kemarin"); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "bukan tanggal") {
			t.Errorf("a day that is none: %d", w.Code)
		}
		if _, _, err := audit.Verify(t.Context(), d); err != nil {
			t.Error(err)
		}
	})
}

// TestWhoReads: the auditor and the admin; an auditor of one agency that agency.
func TestWhoReads(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	for who, want := range map[string]int{
		"": http.StatusUnauthorized, "walidata": http.StatusForbidden, "operator": http.StatusForbidden, "admin": http.StatusOK, "auditor": http.StatusOK, "auditor-a": http.StatusOK,
	} {
		for _, path := range []string{root, root + ".csv"} {
			if w := h.ask(who, path); w.Code != want || w.Header().Get("Cache-Control") != "no-store" && want == http.StatusOK {
				t.Errorf("%q at %s: %d, want %d and no-store", who, path, w.Code, want)
			}
		}
	}
	for _, path := range []string{"", "?instansi=" + h.b.ID, "?tindakan=uji.ubah"} {
		w := h.ask("auditor-a", root+path).Body.String()
		if strings.Contains(w, "<ins>terbit</ins>") || strings.Contains(w, "Dinas Contoh B") {
			t.Errorf("%s: agency B shows to the auditor of A", path)
		}
		if page := h.main(t, "auditor-a", root+path); strings.Contains(page, "uji.ubah") == strings.Contains(path, "instansi") {
			t.Errorf("%s: agency A shows wrongly", path)
		}
		file := h.ask("auditor-a", root+".csv"+path).Body.String()
		if strings.Contains(file, "terbit") || strings.Contains(file, "Dinas Contoh B") {
			t.Errorf("%s: agency B is in the file of the auditor of A", path)
		}
	}
}

func TestPages(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	err := h.DB.Write(t.Context(), func(tx *sql.Tx) error {
		for i := range 2*perPage + 5 {
			if err := audit.Record(t.Context(), tx, noon, audit.Act{Action: "uji.banyak", Object: fmt.Sprintf("benda/%d", i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	path, seen := root+"?tindakan=uji.banyak", 0
	for pages := 1; path != ""; pages++ {
		page := h.main(t, "auditor", path)
		seen += strings.Count(page, "<li class=\"Result\"")
		if pages > 5 {
			t.Fatal("no end")
		}
		before, _, more := strings.Cut(page, `" rel="next"`)
		if path = ""; more {
			path = strings.ReplaceAll(before[strings.LastIndex(before, `href="`)+6:], "&amp;", "&")
		}
	}
	if seen != 2*perPage+5 {
		t.Errorf("%d entries on all pages, want %d", seen, 2*perPage+5)
	}
}

func TestDownload(t *testing.T) {
	h := newHouse(t, dbtest.Open(t, dbtest.SQLite(t)))
	err := h.DB.Write(t.Context(), func(tx *sql.Tx) error {
		for range portion + 10 {
			if err := audit.Record(t.Context(), tx, noon, audit.Act{Action: "uji.banyak"}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if w := h.ask("auditor", root+".csv"); strings.Contains(w.Body.String(), audit.ActSeen) {
		t.Error("views are in the file of changes")
	}
	w := h.ask("auditor", root+".csv?lihat=1")
	if w.Header().Get("Content-Disposition") != "attachment; filename=jejak-audit-2025-11-24.csv" {
		t.Errorf("Content-Disposition %s", w.Header().Get("Content-Disposition"))
	}
	rows, err := csv.NewReader(w.Body).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n, head, _ := audit.Head(t.Context(), h.DB)
	last := rows[len(rows)-1]
	if int64(len(rows)) != n+1 || last[len(last)-1] != head || last[5] != audit.ActSeen {
		t.Errorf("%d rows, want %d and the head at the end, which tells of the download: %v", len(rows), n+1, last)
	}
	i := slices.IndexFunc(rows, func(r []string) bool { return strings.HasPrefix(r[5], "'=1+1") })
	if i < 0 || rows[i][6] != "'"+planted || rows[i][7] != "Dinas Contoh B" {
		t.Errorf("a formula is not held back: %v", rows[max(i, 0)])
	}
}

// TestDaysAndDoctor: the job notes the head of the day before once, in the
// database and as a file; doctor finds what was done to either.
func TestDaysAndDoctor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		h := newHouse(t, d)
		if err := audit.LeaveProof(h.Config.Data, audit.Proof{Backup: "20251124T000000Z-1"}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := h.closeDay(t.Context(), nil); err != nil {
				t.Fatal(err)
			}
		}
		if _, ok, err := audit.LastProof(t.Context(), d, audit.ActRestore); !ok || err != nil {
			t.Errorf("the restore is not in the trail: %v", err)
		}
		file := filepath.Join(h.folder(), "2025-11-23.txt")
		kept, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doctor := func(deep bool) string {
			t.Helper()
			list, err := h.check(t.Context(), deep)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) == 0 {
				return ""
			}
			return list[0].Message.Key + " " + list[0].Message.Args["n"]
		}
		if got := doctor(false) + doctor(true); got != "" {
			t.Errorf("a sound trail: %s", got)
		}
		os.WriteFile(file, []byte("2025-11-23 3 "+strings.Repeat("ab", 32)+"\n"), 0o600)
		if got := doctor(true); got != "audit.known 3" {
			t.Errorf("another head in the file: %s", got)
		}
		os.WriteFile(file, []byte("rusak\n"), 0o600)
		if got := doctor(true); !strings.HasPrefix(got, "audit.heads-line") {
			t.Errorf("a damaged file: %s", got)
		}
		os.WriteFile(file, kept, 0o600)
		if _, err := d.Exec(`update audit set actor = 'budi' where n = 2`); err != nil {
			t.Fatal(err)
		}
		if got := doctor(false) + doctor(true); got != "audit.changed 2" {
			t.Errorf("a changed entry: %s, want it found deep alone", got)
		}
		if _, err := d.Exec(`update audit_head set hash = ''`); err != nil {
			t.Fatal(err)
		}
		if got := doctor(false); !strings.HasPrefix(got, "audit.head") {
			t.Errorf("another head: %s", got)
		}
	})
}

func TestChanges(t *testing.T) {
	var many strings.Builder
	for i := range maxChanges + 5 {
		fmt.Fprintf(&many, `"k%02d":%d,`, i, i)
	}
	for _, test := range []struct{ before, after, want string }{
		{"", "", ""},
		{"", `"terbit"`, "+:terbit"},
		{`{"a":1}`, `{"a":2}`, "a:1>2"},
		{`{"a":null,"b":true}`, `{"b":false,"c":12345678901234567890}`, "b:true>false c+:12345678901234567890 a-:null"},
		{`{"a":[1,2]}`, `{"a":[1,3]}`, "a.2:2>3"},
		{`{"a":{}}`, `{"a":{"b":"","c":1}}`, "a.c+:1"},
		{`{"a":"x"}`, `{"a":""}`, "a:x>"},
		{"", `{"a":{"b":{"c":{"d":{"e":1}}}}}`, `a.b.c.d+:{"e":1}`},
		{"", `{` + many.String() + `"z":"` + strings.Repeat("x", 400) + `"}`, "6 more"},
	} {
		list, more := changes(test.before, test.after)
		var got []string
		for _, c := range list {
			switch {
			case c.Had && c.Has:
				got = append(got, c.Name+":"+c.Was+">"+c.Now)
			case c.Has:
				got = append(got, c.Name+"+:"+c.Now)
			default:
				got = append(got, c.Name+"-:"+c.Was)
			}
		}
		text := strings.Join(got, " ")
		if more > 0 {
			text = fmt.Sprint(more, " more")
		}
		if text != test.want {
			t.Errorf("changes(%s, %.60s) = %s, want %s", test.before, test.after, text, test.want)
		}
	}
	if got := short(strings.Repeat("é", maxValue+1)); got != strings.Repeat("é", maxValue)+"…" {
		t.Errorf("a long value is %.40s…", got)
	}
}
