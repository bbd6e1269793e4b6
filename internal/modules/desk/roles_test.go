package desk_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
)

// Who opens which page; whoever is not named may not. BKAD confirms the figures of
// the dataset, so dewi sees it.
func TestPagesByRole(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	h.describe("maya", b, "substansi", h.agencies["BKAD"])
	slug := h.set(b).Slug
	everybody := []string{"rina", "budi", "sari", "dewi", "maya", "pak", "aud", "adm"}
	for _, test := range []struct {
		path  string
		may   string
		else_ int // what others get who are signed in; 0: see below
	}{
		{"/kerja", "rina budi sari dewi maya pak aud adm", 0},
		{"/kerja/kirim", "rina budi sari", http.StatusForbidden},
		{"/kerja/kirim/baru?instansi=" + h.agencies["A"], "rina budi", http.StatusNotFound},
		{"/kerja/kirim/baru?instansi=tidak-ada", "", http.StatusNotFound},
		{"/kerja/kirim/" + slug, "rina budi", http.StatusNotFound},
		{"/kerja/kirim/tidak-ada", "", http.StatusNotFound},
		{"/kerja/kirim/%00%ff", "", http.StatusNotFound},
		{"/kerja/kiriman/%00%27%20or%201=1", "", http.StatusNotFound},
		{"/kerja/kirim/" + slug + "?ganti=%00", "", http.StatusNotFound},
		{"/kerja/kiriman", "rina budi sari dewi maya pak aud", http.StatusForbidden},
		{"/kerja/kiriman/" + b.ID, "rina budi dewi maya pak aud", http.StatusNotFound},
		{"/kerja/kiriman/tidak-ada", "", http.StatusNotFound},
		{"/kerja/kiriman/" + b.ID + "/berkas/1", "rina budi dewi maya", http.StatusNotFound},
		{"/kerja/data", "rina budi sari dewi maya pak aud", http.StatusForbidden},
		{"/kerja/data/" + slug, "rina budi dewi maya pak aud", http.StatusNotFound},
	} {
		for _, who := range everybody {
			a := h.get(who, test.path)
			want := test.else_
			if strings.Contains(" "+test.may+" ", " "+who+" ") {
				want = http.StatusOK
			}
			if a.code != want {
				t.Errorf("%s GET %s: %d, want %d: %.300s", who, test.path, a.code, want, a.text())
			}
		}
		if a := h.get("", test.path); a.code != http.StatusSeeOther || !strings.HasPrefix(a.location(), "/masuk?") {
			t.Errorf("a stranger GET %s: %d %s", test.path, a.code, a.location())
		}
	}
	// What is another agency's and what is not there are told in the same words.
	other, none := h.get("sari", "/kerja/kiriman/"+b.ID), h.get("sari", "/kerja/kiriman/"+db.NewID())
	if other.text() != none.text() {
		t.Errorf("another agency's: %s\nnone: %s", other.text(), none.text())
	}
	refused, err := audit.List(t.Context(), h.DB, audit.Filter{Actor: h.people["sari"].id, Limit: 3})
	if err != nil || len(refused) == 0 {
		t.Errorf("a refusal leaves no trace: %+v, %v", refused, err)
	}
}

// Who may do which act, in the state in which it is possible.
func TestActsByRole(t *testing.T) {
	h := newHouse(t)
	draft := h.newSet("tono", "A", nil)
	waiting := h.act("tono", "ajukan", h.newSet("tono", "A", url.Values{"judul": {"Kedua"}}))
	out := h.newSet("tono", "A", url.Values{"judul": {"Ketiga"}})
	out = h.act("maya", "setujui", h.act("budi", "benarkan", h.act("tono", "ajukan", out)))
	slug := h.set(out).Slug
	for _, test := range []struct {
		path   string
		fields url.Values
		may    string
	}{
		{"/kerja/kiriman/" + draft.ID + "/jawab", url.Values{"keadaan": {"?"}}, "rina budi"},
		{"/kerja/kiriman/" + draft.ID + "/ajukan", url.Values{"keadaan": {"?"}}, "rina budi"},
		{"/kerja/kiriman/" + waiting.ID + "/tarik-kembali", url.Values{"keadaan": {"?"}}, "rina budi"},
		{"/kerja/kiriman/" + draft.ID + "/batalkan", url.Values{"keadaan": {"?"}, "alasan": {"x"}}, "rina budi"},
		{"/kerja/kiriman/" + waiting.ID + "/benarkan", url.Values{"keadaan": {"diajukan"}, "isi": {"?"}}, "budi"},
		{"/kerja/kiriman/" + waiting.ID + "/tolak-angka", url.Values{"keadaan": {"?"}, "alasan": {"x"}}, "budi"},
		{"/kerja/kiriman/" + waiting.ID + "/setujui", url.Values{"keadaan": {"diajukan"}, "isi": {"?"}}, "maya"},
		{"/kerja/kiriman/" + waiting.ID + "/kembalikan", url.Values{"keadaan": {"?"}, "alasan": {"x"}}, "maya"},
		{"/kerja/data/" + slug + "/versi/1/tarik", url.Values{"keadaan": {"9"}, "alasan": {"x"}}, "maya"},
		{"/kerja/data/" + slug + "/versi/1/pulihkan", url.Values{"keadaan": {"9"}, "alasan": {"x"}}, "maya"},
		{"/kerja/data/" + slug + "/keterangan", url.Values{"keadaan": {"0"}}, "rina budi maya"},
	} {
		for _, who := range []string{"rina", "budi", "sari", "dewi", "maya", "pak", "aud", "adm"} {
			a := h.post(who, test.path, test.fields)
			switch may := strings.Contains(" "+test.may+" ", " "+who+" "); {
			case may && a.code != http.StatusConflict && a.code != http.StatusBadRequest: // seen wrongly on purpose
				t.Errorf("%s POST %s: %d, want 400 or 409: %.300s", who, test.path, a.code, a.text())
			case !may && a.code != http.StatusNotFound:
				t.Errorf("%s POST %s: %d, want 404: %.300s", who, test.path, a.code, a.text())
			}
		}
		if a := h.post("", test.path, test.fields); a.code == http.StatusSeeOther || a.code == http.StatusOK {
			t.Errorf("a stranger POST %s: %d", test.path, a.code)
		}
	}
	if d, w := h.batch(draft.ID), h.batch(waiting.ID); d.Revision != draft.Revision || w.Revision != waiting.Revision {
		t.Error("a refused act changed a batch")
	}
	if set := h.set(out); set.Current != 1 {
		t.Error("a refused act took a version back")
	}
}

// A strong act whose second factor is long ago asks for it, and carries the form.
func TestSecondFactor(t *testing.T) {
	h := newHouse(t)
	b := h.act("rina", "ajukan", h.newSet("rina", "A", nil))
	h.now.add(20 * time.Minute)
	v := h.seen("maya", b, "alasan", "Baris 3: periksa.")
	a := h.post("maya", "/kerja/kiriman/"+b.ID+"/kembalikan", v)
	if a.code != http.StatusOK || !strings.Contains(a.body, `name="alasan" value="Baris 3: periksa."`) || !strings.Contains(a.body, `name="isi" value="`+b.Content) {
		t.Errorf("%d: %.500s", a.code, a.body)
	}
	if h.batch(b.ID).State != catalog.Submitted {
		t.Error("it was done without the second factor")
	}
	if a := h.post("rina", "/kerja/kiriman/"+b.ID+"/tarik-kembali", h.seen("rina", b)); a.code != http.StatusSeeOther {
		t.Errorf("an act that is not strong: %d", a.code)
	}
}

// An agency is merged while a batch waits: its heir's people go on with it.
func TestMergedAgency(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	if a := h.get("sari", "/kerja/kiriman/"+b.ID); a.code != http.StatusNotFound {
		t.Fatalf("before: %d", a.code)
	}
	h.now.add(48 * time.Hour)
	h.merge("A", "B")
	for _, who := range []string{"sari", "maya"} {
		h.signIn(who)
	}
	h.says("sari", "/kerja", "1 draf belum diajukan")
	b = h.act("sari", "ajukan", b)
	h.says("maya", "/kerja/kiriman/"+b.ID, "Setujui bentuknya")
	if a := h.get("sari", "/kerja/kirim/baru?instansi="+h.agencies["A"]); a.code != http.StatusBadRequest || !strings.Contains(a.text(), "penerusnya") {
		t.Errorf("a new dataset of an agency that is no more: %d %s", a.code, a.text())
	}
	h.says("sari", "/kerja/kirim", "Produksi padi")
}

// Whoever was signed out while a file came is told, and nothing is kept.
func TestSignedOutWhileSending(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	r := h.multi("/kerja/kirim/"+h.set(b).Slug, url.Values{"sekali": {db.NewID()}}, data("padi.csv", padi))
	slow := &pausing{rest: r.Body, after: 400, pause: func() {
		ctx := auth.With(t.Context(), auth.CommandLine("uji"))
		if err := h.Accounts.Close(ctx, h.people["rina"].id, "pindah tugas"); err != nil {
			t.Error(err)
		}
	}}
	r.Body, r.ContentLength = slow, -1
	a := h.do("rina", r)
	if a.code != http.StatusUnauthorized || !strings.Contains(a.text(), "Sesi Anda berakhir selama berkas dikirim") {
		t.Errorf("%d %s", a.code, a.text())
	}
	h.batches(b, 1)
}

// Everybody's front page says what they do, in words.
func TestEmptyDesk(t *testing.T) {
	h := newHouse(t)
	for who, want := range map[string]string{
		"rina": "Data baru dapat dikirim kapan saja", "dewi": "menunggu Anda benarkan", "maya": "menunggu diperiksa",
		"pak": "sebelum terbaca publik", "aud": "Auditor membaca jejak", "adm": "Pengelola mengurus orang",
	} {
		h.says(who, "/kerja", "Tidak ada yang menunggu Anda", want)
	}
	for who, want := range map[string]int{"rina": 4, "maya": 3, "adm": 1} {
		if got := strings.Count(h.see(who, "/kerja").body, `href="/kerja/`); got < want {
			t.Errorf("%s has %d ways onwards, want at least %d", who, got, want)
		}
	}
	if a := h.see("rina", "/en/kerja"); !strings.Contains(a.text(), "Nothing waits for you") {
		t.Errorf("in English: %s", a.text())
	}
}

// The list goes on behind its fiftieth line.
func TestList(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	h.write(func(tx dbTx) error {
		for i := range 60 {
			c := catalog.Batch{ID: db.NewID(), Dataset: b.Dataset, Mode: catalog.Replace, Sender: "x", Office: fmt.Sprint("Kantor ", i), Once: fmt.Sprint(i), CreatedAt: h.now.Now(), UpdatedAt: h.now.Now()}
			if err := h.Catalog.InsertBatch(t.Context(), tx, c, nil); err != nil {
				return err
			}
		}
		return nil
	})
	first := h.see("rina", "/kerja/kiriman").body
	next := between(first, `<a href="/kerja/kiriman?sebelum=`, `"`)
	if strings.Count(first, "<tr") != 51 || next == "" {
		t.Fatalf("%d rows, next %q", strings.Count(first, "<tr"), next)
	}
	if second := h.see("rina", "/kerja/kiriman?sebelum="+next).body; strings.Count(second, "<tr") != 12 {
		t.Errorf("the second page has %d rows, want 11", strings.Count(second, "<tr")-1)
	}
	if a := h.get("rina", "/kerja/kiriman?keadaan=entah"); a.code != http.StatusBadRequest {
		t.Errorf("an unknown state: %d", a.code)
	}
	h.says("sari", "/kerja/kiriman", "Tidak ada kiriman di sini")
}
