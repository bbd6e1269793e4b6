package desk_test

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/lewu-id/lewu/internal/audit"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
)

// A form that is sent twice is one delivery; another form is another.
func TestDoubleSubmit(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	path := "/kerja/kirim/" + h.set(b).Slug
	once := url.Values{"sekali": {between(h.see("rina", path).body, `name="sekali" value="`, `"`)}}
	one, two := h.do("rina", h.multi(path, once, data("padi.csv", padi))), h.do("rina", h.multi(path, once, data("padi.csv", padi)))
	if one.code != http.StatusSeeOther || two.code != http.StatusSeeOther || one.location() != two.location() {
		t.Errorf("%d %s, then %d %s", one.code, one.location(), two.code, two.location())
	}
	h.batches(b, 2)
	if three := h.do("rina", h.multi(path, url.Values{"sekali": {db.NewID()}}, data("padi.csv", padi))); three.location() == one.location() {
		t.Error("another form is the same delivery")
	}
	fresh := url.Values{
		"sekali": {db.NewID()}, "judul": {"Jagung"}, "topik": {"Pertanian"}, "ringkasan": {"Produksi jagung."},
	}
	again := func() answer {
		return h.do("rina", h.multi("/kerja/kirim/baru?instansi="+h.agencies["A"], fresh, data("jagung.csv", padi)))
	}
	if one, two := again(), again(); one.code != http.StatusSeeOther || one.location() != two.location() {
		t.Errorf("a new dataset twice: %d %s, then %d %s", one.code, one.location(), two.code, two.text())
	}
	h.says("rina", one.location(), "Berkas diterima dan tersimpan aman")
}

func TestSendRefuses(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	path := "/kerja/kirim/" + h.set(b).Slug
	pdf := sent{"surat", `filename="surat.pdf"`, "%PDF-1.4\n"}
	for _, test := range []struct {
		name   string
		fields url.Values
		files  []sent
		code   int
		says   string
	}{
		{"no file", nil, nil, 400, "Pilih berkas datanya."},
		{"no file chosen", nil, []sent{{"berkas", `filename=""`, ""}}, 400, "Pilih berkas datanya."},
		{"an empty file", nil, []sent{data("kosong.csv", "")}, 400, "Berkas “kosong.csv” kosong (0 bita)"},
		{"a letter without its number", url.Values{"tanggal-surat": {"2025-11-20"}}, []sent{data("padi.csv", padi), pdf}, 400, "Tulis nomor surat pengantarnya."},
		{"a letter without its day", url.Values{"nomor-surat": {"1"}}, []sent{data("padi.csv", padi), pdf}, 400, "Isi tanggal surat pengantarnya."},
		{"a number without its letter", url.Values{"nomor-surat": {"1"}}, []sent{data("padi.csv", padi)}, 400, "suratnya belum dipilih"},
		{"a letter that is none", url.Values{"nomor-surat": {"1"}, "tanggal-surat": {"2025-11-20"}}, []sent{data("padi.csv", padi), {"surat", `filename="surat.pdf"`, "<html>"}}, 400, "bukan PDF"},
		{"an unknown mode", url.Values{"cara": {"hapus"}}, []sent{data("padi.csv", padi)}, 400, "tidak dikenal"},
		{"a long note", url.Values{"catatan": {strings.Repeat("a", 1001)}}, []sent{data("padi.csv", padi)}, 400, "Terlalu panjang"},
	} {
		fields := url.Values{"sekali": {db.NewID()}, "catatan": {"Angka <b>Oktober</b>"}}
		for name, values := range test.fields {
			fields[name] = values
		}
		a := h.do("rina", h.multi(path, fields, test.files...))
		if a.code != test.code || !strings.Contains(a.text(), test.says) {
			t.Errorf("%s: %d, want %d and %q: %s", test.name, a.code, test.code, test.says, a.text())
		}
		if test.fields["catatan"] == nil && !strings.Contains(a.body, "Angka &lt;b&gt;Oktober&lt;/b&gt;</textarea>") {
			t.Errorf("%s: what was typed is lost", test.name)
		}
		if got := between(a.body, `name="sekali" value="`, `"`); got != fields.Get("sekali") {
			t.Errorf("%s: the form has another key", test.name)
		}
	}
	large := h.multi(path, nil, data("padi.csv", padi))
	large.ContentLength, large.Header["Expect"] = 3<<30, []string{"100-continue"}
	if a := h.do("rina", large); a.code != http.StatusRequestEntityTooLarge || !strings.Contains(a.text(), "Pecah berkasnya") {
		t.Errorf("3 GB: %d %s", a.code, a.text())
	}
	if a := h.post("rina", path, url.Values{"catatan": {"x"}}); a.code != http.StatusBadRequest || !strings.Contains(a.text(), "bersama berkasnya") {
		t.Errorf("a plain form: %d %s", a.code, a.text())
	}
	cut := h.multi(path, url.Values{"sekali": {db.NewID()}}, data("padi.csv", padi))
	cut.Body, cut.ContentLength = &short{rest: cut.Body, left: cut.ContentLength - 40}, -1
	if a := h.do("rina", cut); a.code != http.StatusBadRequest || !strings.Contains(a.text(), "terputus") {
		t.Errorf("broken off: %d %s", a.code, a.text())
	}
	other := h.newSet("rina", "A", url.Values{"judul": {"Jagung"}})
	if a := h.do("rina", h.multi(path+"?ganti="+other.ID, url.Values{"sekali": {db.NewID()}}, data("padi.csv", padi))); a.code < 400 || a.code >= 500 {
		t.Errorf("replacing a batch of another dataset: %d %s", a.code, a.text())
	}
	if got := h.batch(other.ID).State; got != catalog.Draft {
		t.Errorf("the other dataset's batch is %s", got)
	}
	h.batches(b, 1)
	left, err := os.ReadDir(h.Road.Temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		if strings.HasPrefix(e.Name(), "kiriman-") {
			t.Errorf("left in the folder for work in progress: %s", e.Name())
		}
	}
}

// Names of files are shown and given back, and lead nowhere.
func TestUploadNames(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", nil)
	for _, test := range []struct{ given, shown string }{
		{`filename="../../../etc/passwd"`, "passwd"},
		{`filename="..\\..\\boot.ini"`, "boot.ini"},
		{`filename*=UTF-8''padi%0D%0ASet-Cookie%3A%20a%3Db.csv`, "padi Set-Cookie: a=b.csv"},
		{`filename*=UTF-8''%3Cscript%3Ealert%281%29%3C%2Fscript%3E.csv`, "script>.csv"},
		{`filename*=UTF-8''%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E.csv`, `"><img src=x onerror=alert(1)>.csv`},
		{`filename*=UTF-8''padi%E2%80%AEvsc.exe`, "padivsc.exe"},
	} {
		a := h.do("rina", h.multi("/kerja/kirim/"+h.set(b).Slug, url.Values{"sekali": {db.NewID()}}, sent{"berkas", test.given, padi}))
		if a.code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", test.given, a.code, a.text())
		}
		batch := h.walk(h.batchAt(a.location()))
		page := h.see("rina", "/kerja/kiriman/"+batch.ID)
		if strings.Contains(page.body, "<img src=x") || !strings.Contains(page.body, htmlEscape(test.shown)) {
			t.Errorf("%s is not shown as %q", test.given, test.shown)
		}
		file := h.get("rina", "/kerja/kiriman/"+batch.ID+"/berkas/1")
		if file.header.Get("Set-Cookie") != "" || file.code != http.StatusOK || file.body != padi {
			t.Errorf("%s: %d %v", test.given, file.code, file.header)
		}
	}
}

// The original goes out as bytes to keep, and who took it is on record.
func TestTakeFile(t *testing.T) {
	h := newHouse(t)
	b := h.sendTo("rina", h.newSet("rina", "A", nil), "halaman.csv", "a,b\n<script>alert(1)</script>,2\n3,4\n")
	path := "/kerja/kiriman/" + b.ID + "/berkas/1"
	a := h.get("maya", path)
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Disposition": `attachment; filename=halaman.csv`,
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	seen, err := audit.List(t.Context(), h.DB, audit.Filter{Object: "batch/" + b.ID, Action: audit.ActSeen})
	if err != nil || len(seen) != 1 || seen[0].Actor != h.people["maya"].id || seen[0].Scope != h.agencies["A"] || !strings.Contains(seen[0].After, "halaman.csv") {
		t.Errorf("trail: %+v, %v", seen, err)
	}
	h.says("rina", "/kerja/kiriman/"+b.ID, "Berkas asli diunduh", "Maya Contoh, Diskominfosantik (contoh)")
	for _, n := range []string{"0", "2", "x", "-1"} {
		if a := h.get("maya", "/kerja/kiriman/"+b.ID+"/berkas/"+n); a.code != http.StatusNotFound {
			t.Errorf("file %s: %d", n, a.code)
		}
	}
	if err := h.write2(func(tx dbTx) error {
		return h.Catalog.Redact(t.Context(), tx, between(h.see("maya", "/kerja/kiriman/"+b.ID).body, "<code>", "</code>"), "memuat NIK", "uji", h.now.Now())
	}); err != nil {
		t.Fatal(err)
	}
	if a := h.get("maya", path); a.code != http.StatusGone || !strings.Contains(a.text(), "memuat NIK") {
		t.Errorf("an erased file: %d %s", a.code, a.text())
	}
}

// Markup in every field stays text on every page.
func TestStoredMarkup(t *testing.T) {
	h := newHouse(t)
	evil := `"><script>alert(1)</script>'{{.}}`
	fields := url.Values{"kunci": {""}, "lisensi": {evil}}
	for _, name := range []string{"judul", "judul-en", "topik", "ringkasan", "cara-memperoleh", "sumber", "kontak", "mutu", "catatan", "nomor-surat"} {
		fields.Set(name, evil)
	}
	fields.Set("tanggal-surat", "2025-11-20")
	fields.Set("sekali", db.NewID())
	a := h.do("rina", h.multi("/kerja/kirim/baru?instansi="+h.agencies["A"], fields,
		sent{"berkas", `filename*=UTF-8''%3Cscript%3Ealert%281%29%3C%5Cscript%3E.csv`, "kode,<script>alert(1)</script>\n62.01,1.234\n62.02,2.345\n"},
		sent{"surat", `filename="a<script>.pdf"`, "%PDF-1.4\n"}))
	if a.code != http.StatusSeeOther {
		t.Fatalf("%d %s", a.code, a.text())
	}
	b := h.walk(h.batchAt(a.location()))
	slug := h.set(b).Slug
	if b.State == catalog.Asking {
		b = h.reread("rina", b, "decimal:"+b.Reading.Columns[1].Name, "1.234,5")
	}
	h.describe("maya", b, "satuan:"+b.Reading.Columns[1].Name, evil)
	b = h.act("rina", "ajukan", b)
	b = h.act("maya", "kembalikan", b, "alasan", evil)
	pages := []string{"/kerja", "/kerja/kirim", "/kerja/kirim/" + slug, "/kerja/kirim/" + slug + "?ganti=" + b.ID, "/kerja/kiriman", "/kerja/kiriman/" + b.ID, "/kerja/data", "/kerja/data/" + slug}
	b = h.act("rina", "ajukan", b)
	b = h.act("maya", "setujui", h.act("budi", "benarkan", b))
	if a := h.post("maya", "/kerja/data/"+slug+"/versi/1/tarik", url.Values{"keadaan": {"1"}, "alasan": {evil}}); a.code != http.StatusSeeOther {
		t.Errorf("withdraw: %d %s", a.code, a.text())
	}
	for _, path := range append(pages, "/en/kerja", "/en/kerja/kiriman/"+b.ID, "/en/kerja/data/"+slug) {
		for _, who := range []string{"rina", "maya"} {
			if strings.Contains(path, "/kirim/") && who == "maya" || strings.HasSuffix(path, "/kirim") && who == "maya" {
				continue
			}
			page := h.see(who, path)
			if strings.Contains(page.body, "<script>") || strings.Contains(page.body, `"><script`) {
				t.Errorf("%s GET %s runs markup", who, path)
			}
		}
	}
	h.says("maya", "/kerja/data/"+slug, evil)
}

// A form changes what its page offers, and nothing else.
func TestMassAssignment(t *testing.T) {
	h := newHouse(t)
	b := h.newSet("rina", "A", url.Values{
		"agency": {"Dinas Contoh B (contoh)"}, "AgencyID": {h.agencies["B"]}, "instansi": {h.agencies["B"]}, "substansi": {h.agencies["B"]},
		"slug": {"penduduk"}, "contoh": {""}, "berkas-terbuka": {"ya"}, "solo": {"tanpa mata kedua"}, "state": {"terbit"}, "jawab:hilang": {"ya"}, "sender": {"orang lain"},
	})
	set := h.set(b)
	if set.AgencyID != h.agencies["A"] || set.Substance != "" || set.Slug != "produksi-padi" || !set.Contoh || set.OpenFiles || b.Solo != "" || b.State != catalog.Draft || len(b.Answers) != 0 || b.Sender != h.people["rina"].id {
		t.Errorf("dataset %+v\nbatch %+v", set, b)
	}
	h.describe("rina", b, "substansi", h.agencies["B"], "berkas-terbuka", "ya", "instansi", h.agencies["B"], "kunci", "lain", "slug", "lain", "satuan:kabupaten", "x", "judul", "Produksi padi ladang")
	set = h.set(b)
	if set.AgencyID != h.agencies["A"] || set.Substance != "" || set.OpenFiles || set.Slug != "produksi-padi" || set.Title != "Produksi padi ladang" || len(set.Key) != 2 || len(set.Meanings) != 0 {
		t.Errorf("described: %+v", set)
	}
	a := h.do("rina", h.multi("/kerja/kirim/produksi-padi", url.Values{"sekali": {db.NewID()}, "judul": {"Lain"}, "solo": {"x"}, "kunci": {""}}, data("padi.csv", padi)))
	if a.code != http.StatusSeeOther || h.set(b).Title != "Produksi padi ladang" || h.walk(h.batchAt(a.location())).Solo != "" {
		t.Errorf("sending changes the dataset: %d %+v", a.code, h.set(b))
	}
}

// What a new dataset lacks is told beside its field, and what was typed stays.
func TestNewSetRefuses(t *testing.T) {
	h := newHouse(t)
	path := "/kerja/kirim/baru?instansi=" + h.agencies["A"]
	h.says("rina", "/kerja/kirim/baru", "Dinas Contoh A (contoh)") // the only agency there is for her
	a := h.do("rina", h.multi(path, url.Values{"sekali": {db.NewID()}, "judul": {"Jagung"}, "rilis": {"besok"}, "kunci": {"kode"}}, data("jagung.csv", padi)))
	for _, want := range []string{"3 hal perlu diperbaiki", "Isian ini harus diisi.", "“besok” bukan tanggal", "Berkas harus dipilih lagi"} {
		if a.code != http.StatusBadRequest || !strings.Contains(a.text(), want) {
			t.Errorf("%d lacks %q: %s", a.code, want, a.text())
		}
	}
	if !strings.Contains(a.body, `value="Jagung"`) || !strings.Contains(a.body, `value="kode"`) {
		t.Error("what was typed is lost")
	}
	h.newSet("rina", "A", nil)
	a = h.do("rina", h.multi(path, url.Values{"sekali": {db.NewID()}, "judul": {"Produksi padi"}, "topik": {"Pertanian"}, "ringkasan": {"x"}}, data("padi.csv", padi)))
	if a.code != http.StatusConflict || !strings.Contains(a.text(), "sudah dipakai") {
		t.Errorf("a title that is taken: %d %s", a.code, a.text())
	}
	b := h.newSet("rina", "A", url.Values{"judul": {"Baru"}})
	if got := h.set(b).Slug; got != "data-baru" {
		t.Errorf("slug %q would hide behind the page for new datasets", got)
	}
}
