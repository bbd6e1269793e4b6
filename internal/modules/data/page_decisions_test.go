package data

import (
	"database/sql"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/webtest"

	"github.com/lewu-id/lewu/internal/modules/data/booktest"
)

// decide writes lines into the log of a dataset, an hour apart.
func (h hall) decide(set catalog.Dataset, list ...catalog.Decision) {
	h.t.Helper()
	h.write(func(tx *sql.Tx) error {
		for i, d := range list {
			d.Dataset, d.At = set.ID, booktest.TheDay().Add(time.Duration(i)*time.Hour)
			if err := h.room.Catalog.Decide(h.t.Context(), tx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// TestDecisions: what offices decided about a dataset, newest first, without a
// person's name, and with the ways to versions that stand.
func TestDecisions(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	batch := h.deliver(set, h.harvest("panen", "90"), catalog.Submitted)
	h.publish(set, batch)
	h.decide(set,
		catalog.Decision{Act: catalog.Sent, Batch: batch, Office: "Dinas Contoh A"},
		catalog.Decision{Act: catalog.Handed, Batch: batch, Office: "Dinas Contoh A"},
		catalog.Decision{Act: catalog.SentBack, Batch: batch, Office: "Dinas Kominfo Contoh", Reason: "Kolom <produksi> Kapuas kosong"},
		catalog.Decision{Act: catalog.Confirmed, Batch: batch, Office: "Dinas Contoh A"},
		catalog.Decision{Act: catalog.Cleared, Batch: batch, Office: "Dinas Kominfo Contoh"},
		catalog.Decision{Act: catalog.Released, Batch: batch, Office: "Dinas Kominfo Contoh", Version: 2},
	)
	w := h.visit("/data/panen/keputusan", "")
	body := w.Body.String()
	at := -1
	for _, want := range []string{
		`<a class="Go" href="/data/panen?versi=2">Buka versi 2</a>`, "Kolom &lt;produksi&gt; Kapuas kosong", "31 Maret 2026, pukul 01.00 WIB", "31 Maret 2026, pukul 00.00 WIB", "Keputusan 1 sampai 6 dari 6",
	} {
		i := strings.Index(body, want)
		if i < 0 || i < at {
			t.Errorf("the decisions lack %q, or have it before what is newer", want)
		}
		at = max(at, i)
	}
	if strings.Contains(body, "rina") || strings.Contains(body, "sari") {
		t.Error("the decisions name a person")
	}
	for _, fault := range webtest.CheckPage("/data/panen/keputusan", w.Result(), []byte(body)) {
		t.Error(fault)
	}
	page := h.visit("/data/panen", "").Body.String()
	for _, want := range []string{`href="/data/panen/keputusan"`, "Dibenarkan Dinas Contoh A, disetujui Dinas Kominfo Contoh.", "Disetujui oleh Dinas Contoh A."} {
		if !strings.Contains(page, want) {
			t.Errorf("the versions of the page lack %q", want)
		}
	}
	if faults := h.words.Faults(); len(faults) > 0 {
		t.Errorf("sentences that could not be said: %q", faults)
	}
}

// TestDecisionPages: a long log has pages, a bad number a sentence, and a log that
// is empty says why.
func TestDecisionPages(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	if body := h.visit("/data/panen/keputusan", "").Body.String(); !strings.Contains(body, "Belum ada keputusan yang tercatat.") {
		t.Error("an empty log says nothing")
	}
	var list []catalog.Decision
	for i := range decisionsShown + 3 {
		list = append(list, catalog.Decision{Act: catalog.SentBack, Office: "Dinas Kominfo Contoh", Reason: fmt.Sprintf("sebab %d.", i)})
	}
	h.decide(set, list...)
	for _, test := range []struct {
		path, want, not string
		code            int
	}{
		{"/data/panen/keputusan?halaman=1", "sebab 52.", "sebab 2.", 200},
		{"/data/panen/keputusan?halaman=1", `href="/data/panen/keputusan?halaman=2"`, "sebab 2.", 200},
		{"/data/panen/keputusan?halaman=2", "sebab 2.", "sebab 3.", 200},
		{"/data/panen/keputusan?halaman=2", `href="/data/panen/keputusan"`, "halaman=3", 200},
		{"/data/panen/keputusan?halaman=99", "sebab 2.", "sebab 3.", 200},
		{"/data/panen/keputusan?halaman=0", "bilangan mulai dari 1", "sebab", 400},
		{"/data/panen/keputusan?halaman=dua", "bilangan mulai dari 1", "sebab", 400},
		{"/data/tidak-ada/keputusan", "", "sebab", 404},
	} {
		w := h.visit(test.path, "")
		if body := w.Body.String(); w.Code != test.code || !strings.Contains(body, test.want) || strings.Contains(body, test.not) {
			t.Errorf("GET %s: %d, want %d with %q and without %q", test.path, w.Code, test.code, test.want, test.not)
		}
	}
}

// TestWithdrawn: a version that was taken back answers 410 with the reason and the
// way to what stands instead, and is there again once it is put back.
func TestWithdrawn(t *testing.T) {
	h := newHall(t)
	set := h.hang(h.harvest("panen", "30"))
	h.publish(set, h.deliver(set, h.harvest("panen", "90"), catalog.Submitted))
	withdraw := func(n int) {
		h.write(func(tx *sql.Tx) error {
			_, err := h.room.Catalog.SetWithdrawn(h.t.Context(), tx, set.ID, n, "satu kecamatan terhitung dua kali", booktest.TheDay())
			return err
		})
		h.room.Web.Drop("dataset:panen")
	}
	check := func(path string, code int, want string) {
		t.Helper()
		w := h.visit(path, "")
		if w.Code != code || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s: %d, want %d with %q", path, w.Code, code, want)
		}
		if code == http.StatusGone && strings.HasSuffix(strings.Split(path, "?")[0], "/panen") {
			for _, fault := range webtest.CheckPage(path, w.Result(), w.Body.Bytes()) {
				t.Error(fault)
			}
		}
	}
	withdraw(2)
	check("/data/panen?versi=2", 410, "Versi 2 telah ditarik: satu kecamatan terhitung dua kali")
	check("/data/panen?versi=2", 410, `<a class="Button" href="/data/panen">Buka versi 1, yang berlaku</a>`)
	check("/data/panen?versi=2", 410, `href="/data/panen/keputusan"`)
	check("/data/panen.csv?versi=2", 410, "satu kecamatan")
	check("/data/panen", 200, "114 ton")
	withdraw(1)
	check("/data/panen", 410, "satu kecamatan terhitung dua kali")
	check("/data/panen/keputusan", 200, "Keputusan")
	h.write(func(tx *sql.Tx) error {
		_, err := h.room.Catalog.SetReinstated(h.t.Context(), tx, set.ID, 2, booktest.TheDay())
		return err
	})
	h.room.Web.Drop("dataset:panen")
	check("/data/panen?versi=2", 200, "174 ton")
	check("/data/panen", 200, "174 ton")
	check("/data/panen?versi=1", 410, `Buka versi 2, yang berlaku`)
}
