package app_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/i18n"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/text"
)

// notes is the shape of the lists of variables that BPS Riau gives out.
const notes = "238×12 var_id:code title:text sub_id:code sub_name:text vertical:integer unit:text id_tur_var:text turunan_variabel:text " +
	"turunan_variabel_komposisi_id:code turunan_variabel_komposisi:text tahun:integer jenis_data:integer"

// workbooks says of every real workbook beside the project what becomes of it
// on the road: rows × columns and their kinds, the key of the refusal, or of
// the question with a mark. The table of BPS has names over four rows; three of
// csvkit have a cell beyond their names.
var workbooks = map[string]string{
	"opendata/jabar-official/2021-10_garis-kemiskinan-jabar/data_raw/angka_garis_kemiskinan_per_kapita_per_bulan_provinsi.xlsx": "3×2 tahun:year garis_kemiskinan:integer",
	"opendata/bps-nasional/Data/Tingkat Pengangguran Terbuka Menurut Provinsi, 2026.xlsx":                                       "workbook.header-rows",
	"opendata/bps-riau-webapi/dashboard/note.xlsx":                                                                              notes,
	"opendata/bps-riau-webapi/dashboard/note_1.xlsx":                                                                            notes,
	"opendata/torture/csvkit/examples/dummy.xlsx":                                                                               "1×3 a:integer b:integer c:integer",
	"opendata/torture/csvkit/examples/sheets.xlsx":                                                                              "? workbook.sheet-ask",
	"opendata/torture/csvkit/examples/test.xlsx":                                                                                "workbook.header-empty",
	"opendata/torture/csvkit/examples/test_skip_lines.xlsx":                                                                     "workbook.header-empty",
}

// TestWorkbooks sends every real workbook down the road: published right, cell
// by cell against excelize, or refused in words.
func TestWorkbooks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	root := shared(t, ".")
	seen := 0
	err := filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".xlsx") {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		seen++
		t.Run(filepath.Base(name), func(t *testing.T) {
			body := realFile(t, name)
			set := newSet("buku " + filepath.Base(name))
			b := h.send(t, intake.Order{New: set, Data: parcel(filepath.Base(name), body), Solo: "uji"})
			got := h.fate(t, b)
			if want := workbooks[name]; got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			h.saysClearly(t, b)
			if b.State == catalog.Published {
				h.holdWorkbook(t, text.Slug(set.Title), body)
			}
		})
		return nil
	})
	if err != nil || seen != len(workbooks) {
		t.Errorf("%d workbooks, %v, the table names %d", seen, err, len(workbooks))
	}
}

// fate says in short what became of a delivery.
func (h *house) fate(t *testing.T, b catalog.Batch) string {
	t.Helper()
	switch b.State {
	case catalog.Published:
		var shape []string
		for _, c := range b.Prepared.Columns {
			shape = append(shape, c.Name+":"+string(c.Kind))
		}
		return fmt.Sprintf("%d×%d %s", b.Prepared.Rows, len(shape), strings.Join(shape, " "))
	case catalog.Asking:
		findings, err := h.Catalog.Findings(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Severity == lewu.Ask {
				return "? " + f.Message.Key
			}
		}
	}
	return b.Failure.Key
}

// holdWorkbook compares a published dataset with what excelize reads of the
// workbook, cell by cell, and opens the receipt of some of them.
func (h *house) holdWorkbook(t *testing.T, slug string, body []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	set, err := h.Catalog.Dataset(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	v, err := h.Catalog.Version(t.Context(), set.ID, set.Current)
	if err != nil {
		t.Fatal(err)
	}
	sheet := v.Manifest[0]
	stored, err := f.GetRows(sheet.Sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]int{}
	for _, c := range sheet.Columns {
		places[c.Name] = c.Index
	}
	compared := 0
	h.walk(t, slug, "batas=10000", func(p rowsPage, i int) {
		row := stored[p.Origin[i].Row-1]
		for j, c := range p.Columns {
			cell := ""
			if at := places[c.Name]; at < len(row) {
				cell = row[at]
			}
			got := word(p.Rows[i][j])
			if compared++; !means(c.Kind, got, cell) {
				t.Errorf("row %d, %s (%s): %q published, excelize has %q", p.Origin[i].Row, c.Name, c.Kind, got, cell)
			}
			if compared%97 == 1 {
				var proof origin
				h.decode(t, cellOrigin("/api/v1/datasets/"+slug+"/origin", 1, 1, p.Origin[i].Row, c.Name), &proof)
				if proof.Verdict != "cocok" || !proof.Rows[0].Same {
					t.Errorf("row %d, %s: receipt %+v", p.Origin[i].Row, c.Name, proof)
				}
			}
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// means tells whether a published value is what a cell stores: a number is the
// same binary number, a day the same serial number.
func means(kind lewu.Kind, got, stored string) bool {
	if got == "" {
		return nothing(stored) || strings.HasPrefix(stored, "#")
	}
	switch {
	case kind.Numeric():
		text, ok := new(big.Rat).SetString(got)
		want, err := strconv.ParseFloat(strings.TrimSpace(stored), 64)
		if !ok || err != nil {
			return agrees(kind, got, stored, '.')
		}
		value, _ := text.Float64()
		return value == want
	case kind == lewu.Date:
		serial, err := strconv.ParseFloat(stored, 64)
		if err != nil {
			return agrees(kind, got, stored, '.')
		}
		day, err := excelize.ExcelDateToTime(serial, false)
		return err == nil && day.Format(time.DateOnly) == got
	case kind == lewu.Boolean:
		return got == map[string]string{"1": "true", "0": "false"}[stored] || strings.EqualFold(got, stored)
	}
	return got == stored || agrees(kind, got, stored, '.')
}

// book makes a workbook with excelize: a sheet a name, in order, each filled by
// its function.
func book(t *testing.T, sheets ...func(f *excelize.File, sheet string)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, fill := range sheets {
		name := fmt.Sprintf("Sheet%d", i+1)
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		fill(f, name)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// school fills a sheet as an office does: a title, dates, percentages, money,
// codes as numbers, a sum and a source below.
func school(t *testing.T) func(f *excelize.File, sheet string) {
	return func(f *excelize.File, sheet string) {
		t.Helper()
		style := func(format string) int {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			return id
		}
		day, percent, money := style("dd/mm/yyyy"), style("0.0%"), style(`"Rp"#,##0`)
		rows := [][]any{
			{"Jumlah sekolah menurut kabupaten"},
			nil,
			{"Kode BPS", "Kabupaten", "Sekolah", "Lulus", "Biaya", "Luas (Ha)", "Per tanggal"},
			{6201, "Kotawaringin Barat", 312, 0.905, 1_500_000, 12.3, time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC)},
			{6202, "Kotawaringin Timur", 428, 0.07, 2_750_000.5, 1.1, time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)},
			{6271, "Palangka Raya", 275, 1.0, 0, 33.333, time.Date(2025, 2, 28, 0, 0, 0, 0, time.UTC)},
			{"Sumber: Dinas Pendidikan"},
		}
		for i, row := range rows {
			for j, v := range row {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err == nil {
					err = f.SetCellValue(sheet, at, v)
				}
				if err == nil && i >= 3 && j >= 3 {
					if id := map[int]int{3: percent, 4: money, 6: day}[j]; id != 0 {
						err = f.SetCellStyle(sheet, at, at, id)
					}
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// TestOfficeWorkbook follows a workbook as offices send them to its page, its
// download and its receipts: every value as the sheet shows it, every digit.
func TestOfficeWorkbook(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	set := newSet("Jumlah sekolah")
	set.OpenFiles = true
	body := book(t, school(t))
	b := h.publish(t, intake.Order{New: set, Data: parcel("sekolah.xlsx", body)})
	want := "kode_bps,kabupaten,sekolah,lulus,biaya,luas,per_tanggal\n" +
		"6201,Kotawaringin Barat,312,90.5,1500000.00,12.300,2025-10-31\n" +
		"6202,Kotawaringin Timur,428,7.0,2750000.50,1.100,2025-11-01\n" +
		"6271,Palangka Raya,275,100.0,0.00,33.333,2025-02-28\n"
	if got := string(h.get(t, "/data/jumlah-sekolah.csv").body); got != want {
		t.Errorf("download:\n%s, want\n%s", got, want)
	}
	if got := h.fate(t, b); got != "3×7 kode_bps:bps kabupaten:text sekolah:integer lulus:decimal biaya:money luas:decimal per_tanggal:date" {
		t.Errorf("columns %s", got)
	}
	said := strings.Join(h.sentences(t, i18n.ID, b), "\n")
	for _, word := range []string{"Baris 1 di atas judul kolom", "Catatan di bawah tabel (baris 7)", "berformat persen", "satu lembar"} {
		if !strings.Contains(said, word) {
			t.Errorf("nothing says %q:\n%s", word, said)
		}
	}
	p := h.rows(t, "/api/v1/datasets/jumlah-sekolah/rows?batas=10")
	for i := range p.Rows {
		for _, c := range p.Columns {
			var proof origin
			h.decode(t, cellOrigin("/api/v1/datasets/jumlah-sekolah/origin", 1, 1, p.Origin[i].Row, c.Name), &proof)
			if proof.Verdict != "cocok" || !proof.Rows[0].Same {
				t.Errorf("row %d, %s: receipt %+v", p.Origin[i].Row, c.Name, proof)
			}
		}
	}
	receipt := h.get(t, cellOrigin("/data/jumlah-sekolah/asal", 1, 1, 4, "lulus")).text()
	for _, word := range []string{"Sheet1", "90.5%"} {
		if !strings.Contains(receipt, word) {
			t.Errorf("the receipt does not show %q", word)
		}
	}
	if a := h.get(t, "/data/jumlah-sekolah/berkas/"+p.sha(t, h)); !bytes.Equal(a.body, body) {
		t.Errorf("the original is %d bytes, want %d", len(a.body), len(body))
	}
}

// sha is the hash of the first file behind a page of rows.
func (p rowsPage) sha(t *testing.T, h *house) string {
	t.Helper()
	return h.dataset(t, p.Dataset).Files[0].SHA256
}

// TestHiddenWorkbook publishes the table of a workbook that hides something
// else, and keeps the workbook itself in the house.
func TestHiddenWorkbook(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	secret := func(f *excelize.File, sheet string) {
		err := errors.Join(f.SetCellValue(sheet, "A1", "rahasia"), f.SetCellValue(sheet, "B1", "x"), f.SetSheetVisible(sheet, false))
		if err != nil {
			t.Fatal(err)
		}
	}
	set := newSet("Jumlah sekolah")
	set.OpenFiles = true
	b := h.publish(t, intake.Order{New: set, Data: parcel("sekolah.xlsx", book(t, school(t), secret))})
	said := strings.Join(h.sentences(t, i18n.ID, b), "\n")
	if !strings.Contains(said, "1 lembar tersembunyi tidak diterbitkan: Sheet2") || !strings.Contains(said, "tidak dibuka untuk umum") {
		t.Errorf("not told: %s", said)
	}
	p := h.rows(t, "/api/v1/datasets/jumlah-sekolah/rows")
	if a := h.ask(t, http.MethodGet, "/data/jumlah-sekolah/berkas/"+p.sha(t, h)); a.code != http.StatusNotFound {
		t.Errorf("the original answers %d, want 404", a.code)
	}
	if page := string(h.get(t, "/data/jumlah-sekolah").body); strings.Contains(page, "/berkas/") || strings.Contains(page, "rahasia") {
		t.Error("the page leads to the original, or shows what is hidden")
	}
}

// TestSheetIsAsked answers the question which sheet is the table; the receipt
// asks for the same sheet.
func TestSheetIsAsked(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	other := func(f *excelize.File, sheet string) {
		for i, row := range [][]any{{"Pasar", "Harga"}, {"Kahayan", 1.234}, {"Besar", 13.5}} {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	order := intake.Order{New: newSet("Harga"), Data: parcel("harga.xlsx", book(t, school(t), other)), Solo: "uji"}
	if got := h.fate(t, h.send(t, order)); got != "? workbook.sheet-ask" {
		t.Errorf("got %s, want the question", got)
	}
	order.New, order.Answers = newSet("Harga pasar"), map[string]string{"sheet": "Sheet2"}
	h.publish(t, order)
	if got := string(h.get(t, "/data/harga-pasar.csv").body); got != "pasar,harga\nKahayan,1.234\nBesar,13.500\n" {
		t.Errorf("download %q", got)
	}
	var proof origin
	h.decode(t, "/api/v1/datasets/harga-pasar/origin?hitung=sum:harga", &proof)
	if proof.Verdict != "cocok" || proof.Checked != 2 {
		t.Errorf("receipt of the sum: %+v", proof)
	}
}

// TestBadWorkbooks sends what must not be published: each ends in a sentence in
// both languages, and nothing is to be seen.
func TestBadWorkbooks(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	good := book(t, school(t))
	for _, test := range []struct {
		name string
		body []byte
		key  string
	}{
		{"a password", locked(t), "xlsx.encrypted"},
		{"cut off", good[:len(good)/2], "xlsx.cut-off"},
		{"old Excel under a new name", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), []byte(strings.Repeat("\x00", 600)+"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00\x00\x00")...), "xlsx.xls"},
		{"512 MB in a sheet", bomb(t), "xlsx.inflated"},
		{"65,000 parts", crowd(t), "xlsx.parts"},
		{"a workbook in an archive", nested(t, good), "xlsx.zip"},
		{"16,384 columns", wide(t, 16_384), "intake.columns-many"},
		{"a million styled rows", styled(t), "workbook.no-rows"},
		{"nothing in it", book(t, func(*excelize.File, string) {}), "workbook.empty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := h.send(t, intake.Order{New: newSet("Buku " + test.name), Data: parcel(test.name+".xlsx", test.body), Solo: "uji"})
			if b.State != catalog.Failed || b.Failure.Key != test.key {
				t.Errorf("state %s, %v, want gagal with %s", b.State, b.Failure, test.key)
			}
			h.saysClearly(t, b)
		})
	}
	if got := string(h.get(t, "/api/v1/datasets").body); !strings.Contains(got, `"total":0`) {
		t.Errorf("something was published: %.300s", got)
	}
}

// wide is a sheet of n names and as many numbers.
func wide(t *testing.T, n int) []byte {
	t.Helper()
	return book(t, func(f *excelize.File, sheet string) {
		names, numbers := make([]any, n), make([]any, n)
		for i := range names {
			names[i], numbers[i] = fmt.Sprintf("k%d", i), i
		}
		if err := errors.Join(f.SetSheetRow(sheet, "A1", &names), f.SetSheetRow(sheet, "A2", &numbers)); err != nil {
			t.Fatal(err)
		}
	})
}

// styled is a sheet with names and a million rows that only have a look.
func styled(t *testing.T) []byte {
	t.Helper()
	return archive(t, func(put func(name string) io.Writer) {
		write := func(name, text string) io.Writer {
			w := put(name)
			if _, err := io.WriteString(w, text); err != nil {
				t.Fatal(err)
			}
			return w
		}
		write("xl/workbook.xml", `<workbook><sheets><sheet name="Data" id="r1"/></sheets></workbook>`)
		write("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)
		sheet := write("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="str"><v>Kabupaten</v></c><c t="str"><v>Sekolah</v></c></row>`)
		rows := []byte(strings.Repeat(`<row s="1" customFormat="1"><c s="1"/><c s="1"/></row>`, 1000))
		for range 1000 {
			if _, err := sheet.Write(rows); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.WriteString(sheet, "</sheetData></worksheet>"); err != nil {
			t.Fatal(err)
		}
	})
}

func locked(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	var out bytes.Buffer
	if err := f.Write(&out, excelize.Options{Password: "rahasia"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// archive packs files made by a function, one after another, fast.
func archive(t *testing.T, fill func(put func(name string) io.Writer)) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	packer, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	w.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		packer.Reset(w)
		return packer, nil
	})
	fill(func(name string) io.Writer {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// bomb is half a megabyte that inflates to a sheet of 512.
func bomb(t *testing.T) []byte {
	t.Helper()
	return archive(t, func(put func(name string) io.Writer) {
		block := bytes.Repeat([]byte("<row/>"), 1<<16)
		put("[Content_Types].xml")
		put("xl/workbook.xml")
		sheet := put("xl/worksheets/sheet1.xml")
		for n := 0; n < 512<<20; n += len(block) {
			if _, err := sheet.Write(block); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func crowd(t *testing.T) []byte {
	t.Helper()
	return archive(t, func(put func(name string) io.Writer) {
		put("xl/workbook.xml")
		for i := range 65_000 {
			put(fmt.Sprintf("xl/worksheets/sheet%d.xml", i))
		}
	})
}

func nested(t *testing.T, inner []byte) []byte {
	t.Helper()
	return archive(t, func(put func(name string) io.Writer) {
		if _, err := put("laporan/sekolah.xlsx").Write(inner); err != nil {
			t.Fatal(err)
		}
	})
}
