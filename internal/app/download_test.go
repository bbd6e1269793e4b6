package app_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/auth"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
)

// TestFormats takes the datasets of the demo in every format.
func TestFormats(t *testing.T) {
	t.Parallel()
	h := demoHouse(t)
	t.Run("part", func(t *testing.T) { h.holdPartFormats(t) })
	t.Run("zipped", func(t *testing.T) { h.holdZipped(t) })
	t.Run("whole", func(t *testing.T) { h.holdFormats(t) })
}

// holdFormats: all hold the same rows, carry a tag, resume, and come as the same
// bytes again.
func (h *house) holdFormats(t *testing.T) {
	for slug, d := range h.slugs(t) {
		if d.Rows > 5000 {
			continue // that only takes time: TestDownloadCutShort has many rows
		}
		table := records(t, h.get(t, "/data/"+slug+".csv").body, ',')
		for _, ext := range []string{".xlsx", ".json"} {
			address := "/data/" + slug + ext
			part := h.ask(t, http.MethodGet, address, "Range", "bytes=10-29") // before anybody took the whole
			whole := h.get(t, address)
			h.holdPart(t, address, part, whole.body, 10, 29)
			h.holdPart(t, address, h.ask(t, http.MethodGet, address, "Range", "bytes=20-", "If-Range", whole.header.Get("ETag")), whole.body, 20, len(whole.body)-1)
			h.holdTag(t, address, whole)
			name := slug + "-v" + strconv.Itoa(d.Version) + ext
			if d.Contoh {
				name = "contoh-" + name
			}
			if got := whole.header.Get("Content-Disposition"); got != "attachment; filename="+name {
				t.Errorf("%s is called %s, want %s", address, got, name)
			}
			if tag := whole.header.Get("X-Robots-Tag"); d.Contoh && tag != "noindex" {
				t.Errorf("%s: X-Robots-Tag %q of synthetic figures", address, tag)
			}
			if ext == ".json" {
				h.holdJSON(t, slug, d, table, whole.body)
			} else {
				h.holdXLSX(t, slug, d, table, whole.body)
			}
		}
	}
}

// holdTag wants 304 for who has a download, and a head without a body.
func (h *house) holdTag(t *testing.T, address string, whole answer) {
	t.Helper()
	tag := whole.header.Get("ETag")
	if a := h.ask(t, http.MethodGet, address, "If-None-Match", tag); a.code != http.StatusNotModified || len(a.body) > 0 {
		t.Errorf("%s: %d with %d bytes for who has it, want 304", address, a.code, len(a.body))
	}
	a := h.ask(t, http.MethodHead, address)
	if a.code != http.StatusOK || a.header.Get("ETag") != tag || a.header.Get("Content-Length") != strconv.Itoa(len(whole.body)) || a.header.Get("Accept-Ranges") != "bytes" {
		t.Errorf("HEAD %s: %d, %v, want the tag %s and %d bytes", address, a.code, a.header, tag, len(whole.body))
	}
	if again := h.get(t, address); !bytes.Equal(again.body, whole.body) {
		t.Errorf("%s: the second answer has other bytes", address)
	}
}

// A jsonFile is a JSON download as a program reads it.
type jsonFile struct {
	Dataset string `json:"dataset"`
	Version int    `json:"version"`
	Isi     string `json:"isi"`
	Contoh  bool   `json:"contoh"`
	Query   string `json:"query"`
	Columns []struct {
		Name string    `json:"name"`
		Kind lewu.Kind `json:"kind"`
	} `json:"columns"`
	Rows []map[string]json.RawMessage `json:"rows"`
}

// holdJSON holds a JSON download against the CSV.
func (h *house) holdJSON(t *testing.T, slug string, d dataset, table [][]string, body []byte) {
	t.Helper()
	var f jsonFile
	if err := json.Unmarshal(body, &f); err != nil {
		t.Fatalf("%s: %v", slug, err)
	}
	if f.Dataset != slug || f.Isi != d.Isi || f.Version != d.Version || f.Contoh != d.Contoh || f.Query != "" || len(f.Rows) != len(table)-1 {
		t.Errorf("%s.json: %s %d %s, %d rows, want %+v", slug, f.Dataset, f.Version, f.Isi, len(f.Rows), d)
	}
	for i, row := range f.Rows {
		for j, c := range f.Columns {
			got, want := word(row[c.Name]), unguarded(table[i+1][j])
			isText := strings.HasPrefix(string(row[c.Name]), `"`)
			number := c.Kind == lewu.Integer || c.Kind == lewu.Decimal || c.Kind == lewu.Year || c.Kind == lewu.Boolean
			if got != want || len(row) != len(f.Columns) || want != "" && isText == number {
				t.Fatalf("%s.json: row %d, %s = %s, want %q", slug, i+1, c.Name, row[c.Name], want)
			}
		}
	}
}

// unguarded is a cell of a CSV download without the mark that protects people.
func unguarded(cell string) string {
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@\t\r", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

// holdXLSX holds a workbook against the CSV.
func (h *house) holdXLSX(t *testing.T, slug string, d dataset, table [][]string, body []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", slug, err)
	}
	defer f.Close()
	sheet := "Data"
	if d.Contoh {
		sheet = "Data contoh"
	}
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(table) {
		t.Fatalf("%s.xlsx: %d rows, %v, want %d", slug, len(rows), err, len(table))
	}
	kinds := h.dataset(t, slug).Columns
	for i, want := range table[1:] {
		for j := range want {
			got := ""
			if j < len(rows[i+1]) {
				got = rows[i+1][j]
			}
			if !sameCell(kinds[j].Kind, got, unguarded(want[j])) {
				t.Fatalf("%s.xlsx: row %d, column %s = %q, want %q", slug, i+2, kinds[j].Name, got, want[j])
			}
		}
	}
	about, err := f.GetRows("Keterangan")
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(about)
	for _, want := range []string{d.Isi, h.Config.URL + "/data/" + slug + "?versi=" + strconv.Itoa(d.Version), "Banyaknya baris", kinds[0].Name} {
		if !strings.Contains(text, want) {
			t.Errorf("%s.xlsx: Keterangan does not say %s: %.600s", slug, want, text)
		}
	}
	if marked := strings.Contains(text, "[CONTOH]"); marked != d.Contoh {
		t.Errorf("%s.xlsx: CONTOH in large letters: %v, want %v", slug, marked, d.Contoh)
	}
}

// sameCell tells whether a stored cell of a workbook holds a published value.
// Excelize writes numbers its own way.
func sameCell(kind lewu.Kind, got, want string) bool {
	switch {
	case got == want:
		return true
	case want == "" || got == "":
		return false
	case kind == lewu.Date:
		n, err := strconv.Atoi(got)
		return err == nil && time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) == want
	case kind == lewu.Boolean:
		return got == map[string]string{"true": "1", "false": "0"}[want]
	case kind.Numeric() || kind == lewu.Year:
		a, err1 := strconv.ParseFloat(got, 64)
		b, err2 := strconv.ParseFloat(want, 64)
		return err1 == nil && err2 == nil && a == b
	}
	return false
}

// holdPartFormats: the same question gives the same rows in every format, says
// so, and streams.
func (h *house) holdPartFormats(t *testing.T) {
	const question = "?jenis=sawah&urut=-produksi&kolom=tahun,produksi&versi=2"
	table := records(t, h.get(t, "/data/produksi-padi.csv"+question).body, ',')
	var f jsonFile
	h.decode(t, "/data/produksi-padi.json"+question, &f)
	if f.Query != "jenis=sawah&kolom=tahun%2Cproduksi&urut=-produksi" || f.Version != 2 || len(f.Rows) != len(table)-1 || len(f.Columns) != 2 {
		t.Fatalf("JSON has %d rows of %d columns for %q, CSV %d", len(f.Rows), len(f.Columns), f.Query, len(table)-1)
	}
	one := h.get(t, "/data/produksi-padi.xlsx"+question)
	book, err := excelize.OpenReader(bytes.NewReader(one.body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Data contoh", excelize.Options{RawCellValue: true})
	if err != nil || len(rows) != len(table) {
		t.Fatalf("XLSX has %d rows, %v, CSV %d", len(rows), err, len(table))
	}
	for i, want := range table[1:] {
		row := append(rows[i+1], "") // excelize leaves out what is empty at the end
		if word(f.Rows[i]["produksi"]) != want[1] || !sameCell(lewu.Decimal, row[1], want[1]) {
			t.Fatalf("row %d: JSON %s, XLSX %q, CSV %q", i, f.Rows[i]["produksi"], rows[i+1], want)
		}
	}
	about, err := book.GetRows("Keterangan")
	if text := fmt.Sprint(about); err != nil || !strings.Contains(text, "sawah") || !strings.Contains(text, "2 dari") || !strings.Contains(text, "urut=-produksi") {
		t.Errorf("Keterangan does not say what was chosen: %.600s", text)
	}
	two := h.get(t, "/data/produksi-padi.xlsx"+question)
	tag := one.header.Get("ETag")
	if !bytes.Equal(one.body, two.body) || tag != two.header.Get("ETag") || one.header.Get("Accept-Ranges") != "none" {
		t.Errorf("a filtered workbook: tags %s and %s, Accept-Ranges %q", tag, two.header.Get("ETag"), one.header.Get("Accept-Ranges"))
	}
	if a := h.ask(t, http.MethodGet, "/data/produksi-padi.xlsx"+question, "If-None-Match", tag); a.code != http.StatusNotModified {
		t.Errorf("for who has it: %d, want 304", a.code)
	}
	if same := h.ask(t, http.MethodGet, "/data/produksi-padi.xlsx"+question+"&grafik=garis&utm_source=wa&batas=5", "If-None-Match", tag); same.code != http.StatusNotModified {
		t.Errorf("the address of the page with another ending: %d, want the same file", same.code)
	}
	if other := h.get(t, "/data/produksi-padi.xlsx?jenis=sawah").header.Get("ETag"); other == tag {
		t.Errorf("two questions have the tag %s", tag)
	}
	page := h.get(t, "/data/produksi-padi?jenis=sawah&urut=-produksi&versi=2").text()
	for _, want := range []string{
		`<a class="Go" href="/data/produksi-padi.xlsx?jenis=sawah&urut=-produksi&versi=2">Unduh XLSX yang tampil</a><span>hanya 84 baris tersaring</span>`,
		`<a class="Go" href="/data/produksi-padi.json?versi=2">Unduh JSON</a><span>seluruh tabel`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not offer %s", want)
		}
	}
	if list, err := filepath.Glob(filepath.Join(h.folder, "unduhan", "*")); err != nil || len(list) > 0 {
		t.Errorf("answers to questions are kept: %v, %v", list, err)
	}
	h.decode(t, "/data/produksi-padi.json?kelompok=tahun&hitung=sum:produksi", &f)
	if len(f.Columns) != 2 || f.Columns[1].Name != "sum_produksi" || len(f.Rows) == 0 {
		t.Errorf("groups as JSON: %+v", f.Columns)
	}
	h.get(t, "/data/produksi-padi.xlsx?kelompok=tahun&hitung=sum:produksi,count&urut=-count")
}

// holdZipped: text goes out compressed to who takes it, under a tag of its own;
// parts are of the file itself.
func (h *house) holdZipped(t *testing.T) {
	isi := h.slugs(t)["produksi-padi"].Isi
	for _, address := range []string{"/data/produksi-padi.csv", "/data/produksi-padi.json", "/data/produksi-padi.csv?jenis=sawah"} {
		zipped := h.ask(t, http.MethodGet, address, "Accept-Encoding", "gzip, br")
		plain := h.get(t, address)
		tag := plain.header.Get("ETag")
		if zipped.header.Get("Content-Encoding") != "gzip" || zipped.header.Get("ETag") != strings.TrimSuffix(tag, `"`)+`-gzip"` ||
			!strings.Contains(zipped.header.Get("Vary"), "Accept-Encoding") || !strings.Contains(plain.header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s: %v", address, zipped.header)
		}
		if !bytes.Equal(zipped.unzipped(t), plain.body) || plain.header.Get("Content-Encoding") != "" {
			t.Errorf("%s: compressed it has other bytes", address)
		}
		if z, err := gzip.NewReader(bytes.NewReader(zipped.body)); err != nil || z.ModTime.Unix() > 0 {
			t.Errorf("%s: %v, made at %v, want no time", address, err, z.ModTime)
		}
		again := h.ask(t, http.MethodGet, address, "Accept-Encoding", "gzip") // now from the file on the shelf
		if !bytes.Equal(again.body, zipped.body) {
			t.Errorf("%s: the second time it is compressed otherwise", address)
		}
		for _, known := range []string{tag, zipped.header.Get("ETag")} {
			a := h.ask(t, http.MethodGet, address, "Accept-Encoding", "gzip", "If-None-Match", known)
			if a.code != http.StatusNotModified || a.header.Get("Content-Encoding") != "" {
				t.Errorf("%s: %d for who has %s, want 304", address, a.code, known)
			}
		}
	}
	part := h.ask(t, http.MethodGet, "/data/produksi-padi.csv", "Accept-Encoding", "gzip", "Range", "bytes=0-4")
	if part.code != http.StatusPartialContent || string(part.body) != "tahun" || part.header.Get("ETag") != `"`+isi+`"` || part.header.Get("Content-Encoding") != "" {
		t.Errorf("a part for who takes gzip: %d %q, %v", part.code, part.body, part.header)
	}
	resumed := h.ask(t, http.MethodGet, "/data/produksi-padi.csv", "Accept-Encoding", "gzip", "Range", "bytes=5-", "If-Range", `"`+isi+`-gzip"`)
	if resumed.code != http.StatusOK || hash(resumed.body) != isi {
		t.Errorf("the rest of a compressed file: %d, %d bytes, want the whole file as it is", resumed.code, len(resumed.body))
	}
	if book := h.ask(t, http.MethodGet, "/data/produksi-padi.xlsx", "Accept-Encoding", "gzip"); book.header.Get("Content-Encoding") != "" {
		t.Error("a workbook, which is a ZIP file, is compressed again")
	}
}

// TestHarmlessDownloads: what looks like a formula cannot run, and numbers stay
// numbers.
func TestHarmlessDownloads(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	body := "desa,catatan,selisih\n" +
		"Tumbang Runen,\"=HYPERLINK(\"\"http://jahat.example\"\",\"\"klik\"\")\",-5\n" +
		"Tumbang Samba,+62811,7\n" +
		"Tumbang Hiran,@SUM(A1:A9),-1500\n" +
		"Tumbang Malahoi,-2+3,0\n"
	h.publish(t, intake.Order{New: newSet("Uji rumus"), Data: parcel("rumus.csv", []byte(body))})
	table := records(t, h.get(t, "/data/uji-rumus.csv").body, ',')
	f, err := excelize.OpenReader(bytes.NewReader(h.get(t, "/data/uji-rumus.xlsx").body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i, want := range []string{`=HYPERLINK("http://jahat.example","klik")`, "+62811", "@SUM(A1:A9)", "-2+3"} {
		ref := "B" + strconv.Itoa(i+2)
		got, err1 := f.GetCellValue("Data", ref)
		formula, err2 := f.GetCellFormula("Data", ref)
		if got != want || formula != "" || err1 != nil || err2 != nil {
			t.Errorf("XLSX %s = %q, formula %q, want the words %q", ref, got, formula, want)
		}
		if table[i+1][1] != "'"+want {
			t.Errorf("CSV %s = %q, want %q", ref, table[i+1][1], "'"+want)
		}
	}
	for i, want := range []string{"-5", "7", "-1500", "0"} {
		ref := "C" + strconv.Itoa(i+2)
		got, err := f.GetCellValue("Data", ref, excelize.Options{RawCellValue: true})
		if kind, _ := f.GetCellType("Data", ref); got != want || err != nil || kind != excelize.CellTypeUnset || table[i+1][2] != want {
			t.Errorf("%s = %q of type %d in XLSX, %q in CSV, want the number %s", ref, got, kind, table[i+1][2], want)
		}
	}
}

// TestDownloadCutShort: a visitor who leaves in the middle leaves nothing half
// behind, and the next one gets the whole.
func TestDownloadCutShort(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	var body strings.Builder
	body.WriteString("nomor,desa,catatan\n")
	for n := range 60_000 {
		fmt.Fprintf(&body, "%d,Desa %d,catatan panjang tentang desa nomor %d yang tidak pernah sama\n", n, n%1000, n*7919)
	}
	h.publish(t, intake.Order{New: newSet("Uji putus"), Data: parcel("putus.csv", []byte(body.String()))})
	for _, ext := range []string{".csv", ".xlsx", ".json"} {
		ctx, cancel := context.WithCancel(t.Context())
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, h.base+"/data/uji-putus"+ext, nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := h.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadFull(resp.Body, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
		cancel()
		resp.Body.Close()
	}
	if err := h.Artefacts.Close(); err != nil { // what runs on ends by itself
		t.Fatal(err)
	}
	list, err := filepath.Glob(filepath.Join(h.folder, "unduhan", "tmp-*"))
	if err != nil || len(list) > 0 {
		t.Errorf("left behind: %v, %v", list, err)
	}
	whole := h.get(t, "/data/uji-putus.csv")
	if isi := h.dataset(t, "uji-putus").Isi; hash(whole.body) != isi {
		t.Errorf("after that it has the hash %s, want %s", hash(whole.body), isi)
	}
	table := records(t, whole.body, ',')
	f, err := excelize.OpenReader(bytes.NewReader(h.get(t, "/data/uji-putus.xlsx").body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err := f.GetRows("Data"); err != nil || len(rows) != len(table) || rows[60_000][0] != "59,999" {
		t.Errorf("the workbook has %d rows, %v, want %d", len(rows), err, len(table))
	}
}

// TestDownloadsMadeAhead: what is published is soon on the shelf, and so is what
// somebody looks at; what is withdrawn is taken off it.
func TestDownloadsMadeAhead(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stop, err := h.Work(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	b := h.publish(t, intake.Order{New: newSet("Uji siap"), Data: parcel("siap.csv", []byte("desa,jumlah\nTumbang Samba,5\n"))})
	h.wait(t, "the files of what was published", func() bool { return len(h.shelf(t)) == 3 })
	for ext, name := range h.shelf(t) {
		onDisk, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if sent := h.get(t, "/data/uji-siap"+ext); !bytes.Equal(sent.body, onDisk) || sent.header.Get("Content-Length") != strconv.Itoa(len(onDisk)) {
			t.Errorf("%s was made ahead as other bytes than are sent", ext)
		}
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	h.get(t, "/data/uji-siap")
	h.wait(t, "the files of what somebody looks at", func() bool { return len(h.shelf(t)) == 3 })
	book, err := os.Stat(h.shelf(t)[".xlsx"])
	if err != nil {
		t.Fatal(err)
	}
	h.wait(t, "the size of the workbook on the page", func() bool {
		return strings.Contains(h.get(t, "/data/uji-siap").text(), "Unduh XLSX</a><span>"+i18n.ID.Bytes(book.Size()))
	})

	v, err := h.Catalog.Version(t.Context(), b.Dataset, b.Version)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Road.Redact(t.Context(), auth.CommandLine("uji"), v.Berkas, "memuat nama warga"); err != nil {
		t.Fatal(err)
	}
	h.wait(t, "an empty shelf", func() bool { return len(h.shelf(t)) == 0 })
}

// shelf are the artefacts by their ending.
func (h *house) shelf(t *testing.T) map[string]string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(h.folder, "unduhan", "[0-9a-f]*"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range list {
		files[filepath.Ext(name)] = name
	}
	return files
}

// wait looks again and again until something holds.
func (h *house) wait(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
