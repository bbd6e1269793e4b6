package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
)

// The whole road on the pages: sent, returned, mended, confirmed, approved, out.
func TestRoad(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", url.Values{"catatan": {"Angka pertama."}})
	if b.State != catalog.Draft {
		t.Fatalf("state %s: %v", b.State, b.Failure)
	}
	page := "/kerja/kiriman/" + b.ID
	h.says("rina", page, "Langkah 3 dari 5: Diperiksa pengirim", "mengirim versi pertama: 2 baris", "kode wilayah Kemendagri", "padi.csv", "Ajukan untuk diperiksa", "Batalkan kiriman")
	h.says("rina", "/kerja", "Satu hal menunggu Anda", "1 draf belum diajukan")
	h.silent("maya", page, "Setujui bentuknya", "Ajukan untuk diperiksa")

	b = h.act("rina", "ajukan", b)
	h.says("rina", page, "Langkah 4 dari 5", "Angka: menunggu Dinas Contoh A (contoh) membenarkannya", "Bentuk: menunggu walidata", "Tarik kembali")
	h.silent("rina", page, "Benarkan angkanya", "Setujui bentuknya", "Kembalikan dengan alasan")
	h.says("budi", "/kerja", "Satu hal menunggu Anda", "1 menunggu Anda membenarkan angkanya")
	h.says("maya", "/kerja", "1 menunggu Anda memeriksa bentuknya")
	h.says("maya", page, "Menunggu keputusan Anda", "Setujui bentuknya", "Kembalikan dengan alasan")

	b = h.act("maya", "kembalikan", b, "alasan", "Baris 3, kolom produksi: 11730 seharusnya 117300?")
	if b.State != catalog.Returned {
		t.Fatalf("state %s, want dikembalikan", b.State)
	}
	h.says("rina", "/kerja", "1 dikembalikan", "Baris 3, kolom produksi: 11730 seharusnya 117300?", "Diskominfosantik (contoh)")
	h.says("rina", page, "Baris 3, kolom produksi", "Kirim berkas pengganti")

	again := "/kerja/kirim/" + h.set(b).Slug + "?ganti=" + b.ID
	h.says("rina", again, "Mengganti berkas “padi.csv”", "Baris 3, kolom produksi")
	a := h.do("rina", h.multi(again, url.Values{"sekali": {db.NewID()}}, data("padi-betul.csv", strings.Replace(padi, "11730", "117300", 1))))
	if a.code != http.StatusSeeOther {
		t.Fatalf("the file that replaces: %d %s", a.code, a.text())
	}
	old := b
	b = h.walk(h.batchAt(a.location()))
	if got := h.batch(old.ID).State; got != catalog.Superseded || b.ID == old.ID {
		t.Errorf("the old batch is %s, want digantikan", got)
	}
	h.silent("rina", page, "Ajukan untuk diperiksa", "Batalkan kiriman")

	b = h.publish(b, "budi")
	h.says("rina", "/kerja/kiriman/"+b.ID, "Angka dibenarkan Budi Contoh, Dinas Contoh A (contoh)", "Bentuk disetujui Maya Contoh", "Terbit sebagai versi 1")
	h.says("rina", "/kerja", "Tidak ada yang menunggu Anda", "Versi 1, terbit 24 November 2025")
	if a := h.get("", "/data/"+h.set(b).Slug); a.code != http.StatusOK || !strings.Contains(a.body, "117.300") {
		t.Errorf("the public page: %d", a.code)
	}
	log, err := audit.List(t.Context(), h.DB, audit.Filter{Object: "batch/" + b.ID})
	if err != nil {
		t.Fatal(err)
	}
	var acts []string
	for _, e := range log {
		acts = append(acts, e.Action)
	}
	if got, want := strings.Join(acts, " "), "intake.approve intake.confirm intake.submit intake.receive"; !strings.HasSuffix(got, want) {
		t.Errorf("trail: %s, want it to end with %s", got, want)
	}
}

// Who sent a batch does not sign it, whatever his roles; nor does one person sign
// both parts.
func TestFourEyes(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("budi", "A", nil) // a verifier may send too
	b = h.act("budi", "ajukan", b)
	h.says("budi", "/kerja/kiriman/"+b.ID, "Anda ikut menyiapkan kiriman ini")
	h.silent("budi", "/kerja/kiriman/"+b.ID, "Benarkan angkanya")
	a := h.post("budi", "/kerja/kiriman/"+b.ID+"/benarkan", h.seen("maya", b))
	if a.code != http.StatusForbidden || h.batch(b.ID).State != catalog.Submitted {
		t.Errorf("the sender signs: %d %s", a.code, a.text())
	}
	h.grant("maya", "verifikator", "A")
	b = h.act("maya", "setujui", b)
	a = h.post("maya", "/kerja/kiriman/"+b.ID+"/benarkan", h.seen("maya", b))
	if a.code != http.StatusConflict || h.batch(b.ID).State != catalog.Submitted {
		t.Errorf("one person signs twice: %d %s", a.code, a.text())
	}
	h.silent("maya", "/kerja/kiriman/"+b.ID, "Benarkan angkanya")
	if n := len(h.tasks("maya")); n != 0 {
		t.Errorf("maya has %d tasks, want none", n)
	}
}

// The owner of the substance is another agency: it sees the batch, confirms or
// returns it, and nobody of the producer confirms in its place.
func TestOtherAgencyConfirms(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	page := "/kerja/kiriman/" + b.ID
	if a := h.get("dewi", page); a.code != http.StatusNotFound {
		t.Errorf("dewi before: %d", a.code)
	}
	h.describe("maya", b, "substansi", h.agencies["BKAD"])
	if got := h.set(b).Substance; got != h.agencies["BKAD"] {
		t.Fatalf("substance = %q", got)
	}
	b = h.act("rina", "ajukan", b)
	h.says("dewi", "/kerja", "1 menunggu Anda membenarkan angkanya")
	h.says("dewi", page, "Benarkan angkanya", "Kembalikan dengan alasan")
	h.silent("dewi", page, "Setujui bentuknya")
	h.says("rina", page, "Angka: menunggu BKAD (contoh) membenarkannya")
	if a := h.post("budi", page+"/benarkan", h.seen("budi", b)); a.code != http.StatusNotFound {
		t.Errorf("the producer's verifier confirms for BKAD: %d", a.code)
	}
	b = h.act("dewi", "tolak-angka", b, "alasan", "Baris 2: belum cocok dengan LRA.")
	if b.State != catalog.Returned {
		t.Errorf("state %s, want dikembalikan", b.State)
	}
	b = h.act("rina", "ajukan", b) // it stands as it is, after a word on the phone
	b = h.act("dewi", "benarkan", b)
	if b = h.act("maya", "setujui", b); b.State != catalog.Published {
		t.Errorf("state %s, want terbit", b.State)
	}
}

// Two people on one batch: the second is told what happened, and loses nothing.
func TestConflict(t *testing.T) {
	h := newHouse(t)
	b := h.act("rina", "ajukan", h.newSet("rina", "A", nil))
	before := h.seen("maya", b)
	h.act("hadi", "kembalikan", b, "alasan", "Baris 2: kosong.")
	page := "/kerja/kiriman/" + b.ID
	before.Set("alasan", "Baris 3, kolom produksi: periksa lagi <b>satuan</b>.")
	a := h.post("maya", page+"/kembalikan", before)
	if a.code != http.StatusConflict {
		t.Errorf("the second to return: %d", a.code)
	}
	for _, want := range []string{"Belum dilakukan", "Yang tadi Anda tulis", "Baris 3, kolom produksi: periksa lagi <b>satuan</b>.", "Baris 2: kosong."} {
		if !strings.Contains(a.text(), want) {
			t.Errorf("the page lacks %q: %s", want, a.text())
		}
	}
	if a := h.post("maya", page+"/setujui", before); a.code != http.StatusConflict {
		t.Errorf("approving what was returned: %d", a.code)
	}

	// The content changes under a page that is open: nothing is signed.
	b = h.act("rina", "ajukan", h.batch(b.ID))
	open := h.seen("budi", b)
	b = h.act("rina", "tarik-kembali", b)
	b = h.reread("rina", b, "kind:kabupaten", "code")
	b = h.act("rina", "ajukan", b)
	if h.seen("budi", b).Get("isi") == open.Get("isi") {
		t.Fatal("the content did not change")
	}
	if a := h.post("budi", page+"/benarkan", open); a.code != http.StatusConflict || !strings.Contains(a.text(), "Belum dilakukan") {
		t.Errorf("signing another content: %d %s", a.code, a.text())
	}
	if list, err := h.Catalog.Signatures(t.Context(), b.ID); err != nil || len(list) != 0 {
		t.Errorf("signatures %+v, %v", list, err)
	}

	// The form of somebody who takes it back shows his own words again.
	if a := h.post("rina", page+"/batalkan", url.Values{"keadaan": {"diajukan"}, "isi": {b.Content}, "alasan": {"Salah instansi."}}); a.code != http.StatusConflict {
		t.Errorf("dropping what is submitted: %d", a.code)
	}
}

func TestReasons(t *testing.T) {
	h := newHouse(t)
	b := h.act("rina", "ajukan", h.newSet("rina", "A", nil))
	page := "/kerja/kiriman/" + b.ID
	for reason, want := range map[string]string{"": "Tulis alasannya.", "  \r\n ": "Tulis alasannya.", strings.Repeat("a", 1001): "Terlalu panjang: 1.001 huruf"} {
		a := h.post("maya", page+"/kembalikan", h.seen("maya", b, "alasan", reason))
		if a.code != http.StatusBadRequest || !strings.Contains(a.text(), want) || len(reason) > 10 && !strings.Contains(a.body, reason+"</textarea>") {
			t.Errorf("reason %.10q: %d %.200s", reason, a.code, a.text())
		}
	}
	if a := h.post("maya", page+"/kembalikan", url.Values{"alasan": {"Baris 2"}}); a.code != http.StatusConflict {
		t.Errorf("a form that saw nothing: %d", a.code)
	}
	if a := h.post("budi", page+"/benarkan", nil); a.code != http.StatusBadRequest {
		t.Errorf("a signature under nothing: %d %s", a.code, a.text())
	}
	if h.batch(b.ID).State != catalog.Submitted {
		t.Errorf("state %s", h.batch(b.ID).State)
	}
}

// A batch that is dropped keeps its reason, and is off the desk.
func TestDrop(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	b = h.act("tono", "batalkan", b, "alasan", "Salah berkas.") // a colleague may
	if b.State != catalog.Cancelled {
		t.Fatalf("state %s, want dibatalkan", b.State)
	}
	h.says("rina", "/kerja/kiriman/"+b.ID, "Salah berkas.", "dibatalkan", "Tono Contoh")
	h.says("rina", "/kerja", "Tidak ada yang menunggu Anda")
	h.says("rina", "/kerja/kiriman?keadaan=selesai", "Produksi padi", "dibatalkan")
	h.silent("rina", "/kerja/kiriman?keadaan=pengirim", "Produksi padi")
}

// What asks is answered on the page: only with the choices that were given.
func TestQuestions(t *testing.T) {
	h := newHouse(t)
	b := h.sendTo("rina", h.newSet("rina", "A", url.Values{"kunci": {""}}), "tanya.csv", "kode_wilayah,kabupaten,tahun,produksi\n62.03,Kapuas,2024,1.234\n62.06,Katingan,2024,2.345\n")
	if b.State != catalog.Asking {
		t.Fatalf("state %s, want bertanya", b.State)
	}
	page := "/kerja/kiriman/" + b.ID
	h.says("rina", "/kerja", "1 perlu jawaban")
	h.says("rina", page, "1.234,5: titik ribuan, koma desimal", "Simpan dan baca ulang")
	h.silent("maya", page, "Simpan dan baca ulang")
	field := "jawab:decimal:produksi"
	for _, bad := range []url.Values{{}, {field: {"rusak"}}, {"jawab:hilang": {"ya"}}, {"jawab:kind:kabupaten": {"code"}}} {
		v := h.seen("rina", b)
		for name, values := range bad {
			v[name] = values
		}
		if a := h.post("rina", page+"/jawab", v); a.code != http.StatusBadRequest || !strings.Contains(a.text(), "Belum ada jawaban yang dipilih") {
			t.Errorf("%v: %d %.200s", bad, a.code, a.text())
		}
	}
	b = h.act("rina", "jawab", b, field, "1.234,5", "jawab:lain", "x")
	if b.State != catalog.Draft || len(b.Answers) != 1 || b.Answers["decimal:produksi"] != "1.234,5" {
		t.Errorf("state %s, answers %v", b.State, b.Answers)
	}
	if a := h.post("sari", page+"/jawab", url.Values{field: {"teks"}}); a.code != http.StatusNotFound {
		t.Errorf("another agency answers: %d", a.code)
	}
}

// Rows that vanish are asked about, and the answer is on the page.
func TestVanishedRows(t *testing.T) {
	h := newHouse(t)
	b := h.publish(h.newSet("rina", "A", nil), "budi")
	b = h.sendTo("rina", b, "padi.csv", strings.TrimSuffix(padi, "62.06,Katingan,2024,11730\n"))
	if b.State != catalog.Asking {
		t.Fatalf("state %s, want bertanya", b.State)
	}
	h.says("rina", "/kerja/kiriman/"+b.ID, "1 baris yang ada di versi 1 tidak ada lagi", "Ya, baris itu memang dihapus", "1 baris yang hilang")
	if b = h.act("rina", "jawab", b, "jawab:hilang", "ya"); b.State != catalog.Draft {
		t.Errorf("state %s, want draf", b.State)
	}
}

// While a machine works the page asks again by itself, and can be told not to.
func TestWorking(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	page := "/kerja/kiriman/" + b.ID
	if a := h.see("rina", page); a.header.Get("Refresh") != "" {
		t.Error("a page at rest reloads")
	}
	if _, err := h.DB.ExecContext(t.Context(), `UPDATE batch SET state = 'diterima' WHERE id = $1`, b.ID); err != nil {
		t.Fatal(err)
	}
	if a := h.see("rina", page+"?telah=kirim"); a.header.Get("Refresh") != "3; url="+page || !strings.Contains(a.text(), "memuat ulang sendiri") {
		t.Errorf("Refresh %q", a.header.Get("Refresh"))
	}
	if a := h.see("rina", page+"?diam=1"); a.header.Get("Refresh") != "" {
		t.Error("a page that was told not to reloads")
	}
}
