package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A version is taken back and put back, with reasons that the public reads.
func TestWithdraw(t *testing.T) {
	h := newHouse(t)
	b := h.publish(h.newSet("rina", "A", nil), "budi")
	slug := h.set(b).Slug
	page, version := "/kerja/data/"+slug, "/kerja/data/"+slug+"/versi/1"
	h.says("maya", page, "Versi 1 berlaku", "Tarik versi ini")
	h.silent("rina", page, "Tarik versi ini")

	if a := h.post("maya", version+"/tarik", url.Values{"keadaan": {"1"}, "alasan": {" "}}); a.code != http.StatusBadRequest || !strings.Contains(a.text(), "Tulis alasannya.") {
		t.Errorf("no reason: %d %s", a.code, a.text())
	}
	a := h.post("maya", version+"/tarik", url.Values{"keadaan": {"7"}, "alasan": {"Kolom tertukar."}})
	if a.code != http.StatusConflict || !strings.Contains(a.body, "Kolom tertukar.</textarea>") {
		t.Errorf("another version in force than was seen: %d %s", a.code, a.text())
	}
	if a := h.post("maya", version+"/tarik", url.Values{"keadaan": {"1"}, "alasan": {"Kolom tertukar."}}); a.code != http.StatusSeeOther {
		t.Fatalf("withdraw: %d %s", a.code, a.text())
	}
	h.says("maya", page+"?telah=tarik", "Publik sekarang melihat alasannya", "Kolom tertukar.", "ditarik", "Pulihkan versi ini")
	if a := h.get("", "/data/"+slug+"?versi=1"); a.code != http.StatusGone || !strings.Contains(a.text(), "Kolom tertukar.") {
		t.Errorf("the public reads %d %s", a.code, a.text())
	}
	if a := h.post("maya", version+"/tarik", url.Values{"keadaan": {"0"}, "alasan": {"Lagi."}}); a.code != http.StatusConflict {
		t.Errorf("withdrawn twice: %d", a.code)
	}
	if a := h.post("maya", version+"/pulihkan", url.Values{"keadaan": {"0"}, "alasan": {"Ternyata benar."}}); a.code != http.StatusSeeOther {
		t.Fatalf("reinstate: %d %s", a.code, a.text())
	}
	h.says("maya", page, "Versi 1 berlaku")
	if a := h.get("", "/data/"+slug+"?versi=1"); a.code != http.StatusOK {
		t.Errorf("the public reads %d", a.code)
	}
	for _, n := range []string{"2", "0", "x"} {
		if a := h.post("maya", page+"/versi/"+n+"/tarik", url.Values{"keadaan": {"1"}, "alasan": {"x"}}); a.code != http.StatusNotFound {
			t.Errorf("version %s: %d %s", n, a.code, a.text())
		}
	}
}

func TestDescribe(t *testing.T) {
	h := newHouse(t)
	b := h.publish(h.newSet("rina", "A", nil), "budi")
	slug := h.set(b).Slug
	path := "/kerja/data/" + slug
	first := h.described("rina", b)
	if first.Get("judul") != "Produksi padi" || first.Get("topik") != "Pertanian" || first.Get("ringkasan") != "Produksi padi menurut kabupaten." {
		t.Fatalf("the form holds %v", first)
	}
	h.now.add(time.Minute)
	h.describe("rina", b, "satuan:produksi", "ton", "kontak", "dinas@contoh.example", "frekuensi", "tahunan", "rilis", "2026-10-31")
	set := h.set(b)
	if set.Meanings["produksi"].Unit != "ton" || set.Contact != "dinas@contoh.example" || set.Due != "2026-10-31" || set.Frequency != "tahunan" {
		t.Errorf("described: %+v", set)
	}
	h.says("rina", path+"?telah=keterangan", "Keterangan tersimpan.")
	if a := h.get("", "/data/"+slug); !strings.Contains(a.text(), "(ton)") {
		t.Error("the public page lacks the unit")
	}

	// A colleague had the form open meanwhile: his words stay, and win if he insists.
	first.Set("ringkasan", "Luas dan produksi padi.")
	a := h.post("budi", path+"/keterangan", first)
	if a.code != http.StatusConflict || !strings.Contains(a.body, "Luas dan produksi padi.</textarea>") || h.set(b).Summary == "Luas dan produksi padi." {
		t.Errorf("a stale form: %d %s", a.code, a.text())
	}
	first.Set("keadaan", between(a.body, `name="keadaan" value="`, `"`))
	if a := h.post("budi", path+"/keterangan", first); a.code != http.StatusSeeOther || h.set(b).Summary != "Luas dan produksi padi." {
		t.Errorf("sent again: %d %s", a.code, a.text())
	}

	bad := h.described("rina", b)
	bad.Set("judul", "")
	bad.Set("kontak", strings.Repeat("a", 201))
	a = h.post("rina", path+"/keterangan", bad)
	if a.code != http.StatusBadRequest || !strings.Contains(a.text(), "2 hal perlu diperbaiki") || h.set(b).Title == "" {
		t.Errorf("a bad form: %d %s", a.code, a.text())
	}
	h.says("aud", path, "Keterangan", "Produksi padi")
	h.silent("aud", path, "Simpan keterangan")
}

// What is late and what is near is a task, until something of it is on the road.
func TestDueTasks(t *testing.T) {
	h := newHouse(t)
	b := h.publish(h.newSet("rina", "A", url.Values{"frekuensi": {"bulanan"}, "rilis": {"2025-11-01"}}), "budi")
	due := func(day string) {
		t.Helper()
		if _, err := h.DB.ExecContext(t.Context(), `UPDATE dataset SET due = $1 WHERE id = $2`, day, b.Dataset); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ day, says string }{
		{"2025-11-01", "Terlambat 23 hari"}, {"2025-11-28", "28 November 2025"}, {"2025-12-24", "Tidak ada yang menunggu Anda"}, {"", "Tidak ada yang menunggu Anda"},
	} {
		due(test.day)
		h.says("rina", "/kerja", test.says)
	}
	due("2025-11-01")
	h.says("maya", "/kerja", "Tidak ada yang menunggu Anda") // it is not hers to send
	h.says("rina", "/kerja/kirim", "terlambat 23 hari")
	h.sendTo("rina", b, "padi.csv", padi)
	h.says("rina", "/kerja", "1 draf belum diajukan")
	h.silent("rina", "/kerja", "Terlambat 23 hari")
}
