package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
)

// cells makes a row; "" is a missing cell.
func cells(texts ...string) []lewu.Cell {
	row := make([]lewu.Cell, len(texts))
	for i, text := range texts {
		row[i] = lewu.Cell{Text: text, Valid: text != ""}
	}
	return row
}

// harvest is a small table with a column of every kind.
func harvest() []lewu.Column {
	return []lewu.Column{
		{Name: "wilayah", Label: "Wilayah", Kind: lewu.Text},
		{Name: "kode", Label: "Kode", Kind: lewu.Kemendagri},
		{Name: "tahun", Label: "Tahun", Kind: lewu.Year},
		{Name: "produksi", Label: "Produksi (ton)", Kind: lewu.Decimal, Digits: 12, Scale: 2},
		{Name: "petani", Label: "Petani", Kind: lewu.Integer},
		{Name: "nilai", Label: "Nilai", Kind: lewu.Money},
		{Name: "lapor", Label: "Tanggal lapor", Kind: lewu.Date},
		{Name: "periksa", Label: "Diperiksa", Kind: lewu.Boolean},
	}
}

// written is the workbook of a table.
func written(t testing.TB, columns []lewu.Column, rows ...[]lewu.Cell) []byte {
	t.Helper()
	var b bytes.Buffer
	err := Write(&b, Output{
		Title: "Produksi padi", Author: "Dinas Pertanian", Made: time.Date(2025, 11, 24, 3, 0, 0, 0, time.UTC), Mark: "CONTOH",
		Name: "Data", Columns: columns, AboutName: "Keterangan",
		Rows: func(put func([]lewu.Cell) error) error {
			for _, row := range rows {
				if err := put(row); err != nil {
					return err
				}
			}
			return nil
		},
		About: func(told Told) []Line {
			return []Line{
				{{Text: "Produksi padi", Look: Title}},
				{{Text: "CONTOH", Look: Sample}},
				{{Text: "Alamat", Look: Strong}, {Text: "lewu.example/data/padi?a=1&b=2", Link: "https://lewu.example/data/padi?a=1&b=2"}},
				{{Text: "Baris", Look: Strong}, {Text: fmt.Sprint(told.Rows)}},
				{{}, {Text: "=1+1"}},
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened is a workbook as excelize reads it.
func opened(t *testing.T, file []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// A seen cell is what excelize says of one: its text as shown, as stored, its
// type and its formula.
type seen struct {
	shown, raw string
	kind       excelize.CellType
}

func see(t *testing.T, f *excelize.File, sheet, ref string) seen {
	t.Helper()
	shown, err1 := f.GetCellValue(sheet, ref)
	raw, err2 := f.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
	kind, err3 := f.GetCellType(sheet, ref)
	formula, err4 := f.GetCellFormula(sheet, ref)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		t.Fatal(err)
	}
	if formula != "" {
		t.Errorf("%s!%s has the formula %q", sheet, ref, formula)
	}
	return seen{shown, raw, kind}
}

// TestWrite reads a workbook cell by cell with another program.
func TestWrite(t *testing.T) {
	const shared, number, boolean, none = excelize.CellTypeSharedString, excelize.CellTypeUnset, excelize.CellTypeBool, excelize.CellTypeUnset
	f := opened(t, written(t, harvest(),
		cells("Katingan", "62.06", "2024", "1234567.50", "1234567", "8350310078958.56", "2025-10-31", "true"),
		cells("", "", "", "", "", "", "", ""),
		cells("Kota Palangka Raya", "62.71", "2019", "0.00", "0", "-150.05", "1957-05-23", "false"),
	))
	if got := f.GetSheetList(); len(got) != 2 || got[0] != "Keterangan" || got[1] != "Data" {
		t.Errorf("sheets = %q, want Keterangan and Data", got)
	}
	for ref, want := range map[string]seen{
		"A1": {"Wilayah", "Wilayah", excelize.CellTypeInlineString},
		"D1": {"Produksi (ton)", "Produksi (ton)", excelize.CellTypeInlineString},
		"A2": {"Katingan", "Katingan", shared},
		"B2": {"62.06", "62.06", shared},
		"C2": {"2024", "2024", number},
		"D2": {"1,234,567.50", "1234567.5", number},
		"E2": {"1,234,567", "1234567", number},
		"F2": {"Rp8,350,310,078,958.56", "8350310078958.56", number},
		"G2": {"2025-10-31", "45961", number},
		"H2": {"TRUE", "1", boolean},
		"A3": {"", "", none},
		"H3": {"", "", none},
		"D4": {"0.00", "0", number},
		"E4": {"0", "0", number},
		"F4": {"-Rp150.05", "-150.05", number},
		"G4": {"1957-05-23", "20963", number},
		"H4": {"FALSE", "0", boolean},
	} {
		if got := see(t, f, "Data", ref); got != want {
			t.Errorf("%s = %+v, want %+v", ref, got, want)
		}
	}
	if got := see(t, f, "Keterangan", "B4").shown; got != "3" {
		t.Errorf("rows told = %q, want 3", got)
	}
	if got := see(t, f, "Keterangan", "B5"); got.shown != "=1+1" || got.kind != excelize.CellTypeInlineString {
		t.Errorf("B5 = %+v, want the words =1+1", got)
	}
	if ok, link, err := f.GetCellHyperLink("Keterangan", "B3"); !ok || link != "https://lewu.example/data/padi?a=1&b=2" || err != nil {
		t.Errorf("link of B3 = %v, %q, %v", ok, link, err)
	}
}

// TestWriteFace looks at what makes a table easy to read: a bold heading that
// stays, a filter over every row, widths by content.
func TestWriteFace(t *testing.T) {
	f := opened(t, written(t, harvest(), cells("Kabupaten Kotawaringin Barat dan Timur", "62.01", "2024", "5.00", "1", "1.00", "2025-01-01", "true")))
	if got := f.GetActiveSheetIndex(); got != 0 {
		t.Errorf("it opens on sheet %d, want the mark to be seen first", got)
	}
	panes, err := f.GetPanes("Data")
	if err != nil || !panes.Freeze || panes.YSplit != 1 || panes.TopLeftCell != "A2" {
		t.Errorf("panes = %+v, %v, want the heading frozen", panes, err)
	}
	style, err := f.GetCellStyle("Data", "A1")
	if err != nil {
		t.Fatal(err)
	}
	if s, err := f.GetStyle(style); err != nil || s.Font == nil || !s.Font.Bold {
		t.Errorf("heading = %+v, %v, want it bold", s, err)
	}
	for column, want := range map[string]float64{"A": 40, "B": 9, "G": 12} {
		if got, err := f.GetColWidth("Data", column); err != nil || got != want {
			t.Errorf("width of %s = %v, %v, want %v", column, got, err, want)
		}
	}
	var filter, titles string
	for _, name := range f.GetDefinedName() {
		switch name.Name {
		case "_xlnm._FilterDatabase":
			filter = name.RefersTo
		case "_xlnm.Print_Titles":
			titles = name.RefersTo
		}
	}
	if filter != "'Data'!$A$1:$H$2" || titles != "'Data'!$1:$1" {
		t.Errorf("filter over %q, pages repeat %q", filter, titles)
	}
	if about, err := f.GetDocProps(); err != nil || about.Title != "Produksi padi" || about.Creator != "Dinas Pertanian" || about.Created != "2025-11-24T03:00:00Z" {
		t.Errorf("properties = %+v, %v", about, err)
	}
}

// TestWriteRepeats: the same table is the same bytes, whenever it is made.
func TestWriteRepeats(t *testing.T) {
	row := cells("Katingan", "62.06", "2024", "1.50", "3", "4.00", "2025-10-31", "true")
	one, two := written(t, harvest(), row, row), written(t, harvest(), row, row)
	if !bytes.Equal(one, two) {
		t.Errorf("two workbooks of one table differ: %d and %d bytes", len(one), len(two))
	}
	if other := written(t, harvest(), row); bytes.Equal(one, other) {
		t.Error("two tables have one workbook")
	}
}

// TestWriteManySheets: past the last row of a sheet a table goes on in the
// next one, under its heading.
func TestWriteManySheets(t *testing.T) {
	var b bytes.Buffer
	var told Told
	columns := []lewu.Column{{Name: "n", Label: "Nomor", Kind: lewu.Integer}}
	err := Write(&b, Output{Name: "Data", AboutName: "Keterangan", Columns: columns,
		Rows: func(put func([]lewu.Cell) error) error {
			row := make([]lewu.Cell, 1)
			for n := range sheetRows + 1 {
				row[0] = lewu.Cell{Text: fmt.Sprint(n + 1), Valid: true}
				if err := put(row); err != nil {
					return err
				}
			}
			return nil
		},
		About: func(x Told) []Line { told = x; return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	if told.Sheets != 2 || told.Rows != sheetRows+1 {
		t.Errorf("told = %+v, want %d rows on 2 sheets", told, sheetRows+1)
	}
	first, second := partText(t, b.Bytes(), "xl/worksheets/sheet2.xml"), partText(t, b.Bytes(), "xl/worksheets/sheet3.xml")
	if !strings.HasSuffix(first[:strings.Index(first, "</sheetData>")], `<row r="1048576"><c r="A1048576" s="14"><v>1048575</v></c></row>`) {
		t.Error("the first sheet does not end with its last row")
	}
	const want = `<t>Nomor</t></is></c></row><row r="2"><c r="A2" s="14"><v>1048576</v></c></row><row r="3"><c r="A3" s="14"><v>1048577</v></c></row></sheetData><autoFilter ref="A1:A3"/>`
	if !strings.Contains(second, want) {
		t.Errorf("the second sheet is %.900s", second)
	}
	if book := partText(t, b.Bytes(), "xl/workbook.xml"); !strings.Contains(book, `name="Data 2" sheetId="3"`) || !strings.Contains(book, "'Data 2'!$A$1:$A$3") {
		t.Errorf("the workbook is %s", book)
	}
}

// partText is one part of a workbook.
func partText(t *testing.T, file []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestWriteFails: an error of the rows or of the place comes back.
func TestWriteFails(t *testing.T) {
	broken := errors.New("disk is gone")
	err := Write(io.Discard, Output{Rows: func(func([]lewu.Cell) error) error { return broken }})
	if !errors.Is(err, broken) {
		t.Errorf("Write = %v, want %v", err, broken)
	}
	err = Write(failing{broken}, Output{Columns: harvest()[:1], Rows: func(put func([]lewu.Cell) error) error {
		for n := range 300_000 {
			if err := put(cells(fmt.Sprint(n * n * n))); err != nil {
				return err
			}
		}
		t.Error("nobody told that the place fails")
		return nil
	}})
	if !errors.Is(err, broken) {
		t.Errorf("Write = %v, want %v", err, broken)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSharedTextsAreBounded(t *testing.T) {
	s := newShared()
	for n := range maxShared + 10 {
		s.find(fmt.Sprint("Desa ", n))
	}
	if _, ok := s.find("Desa baru"); ok || len(s.texts) != maxShared {
		t.Errorf("%d texts are shared, want %d", len(s.texts), maxShared)
	}
	if n, ok := s.find("Desa 7"); !ok || n != 7 {
		t.Errorf("Desa 7 = %d, %v, want 7", n, ok)
	}
	if _, ok := newShared().find(strings.Repeat("x", maxSharedText+1)); ok {
		t.Error("a long text is shared")
	}
}

func TestSignificant(t *testing.T) {
	for _, test := range []struct {
		text string
		n    int
		ok   bool
	}{
		{"0", 0, true}, {"0.00", 0, true}, {"1500000", 2, true}, {"-1500000.50", 8, true}, {"0.0012", 2, true}, {"123456789012345", 15, true},
		{"1234567890123456", 16, true}, {"8350310078958.56", 15, true}, {"", 0, false}, {"-", 0, false}, {"1.", 0, false}, {".5", 0, false},
		{"1e5", 0, false}, {"1,5", 0, false}, {"1.2.3", 0, false}, {"1-", 0, false}, {" 1", 0, false},
	} {
		n, ok := significant(test.text)
		if ok != test.ok || ok && n != test.n {
			t.Errorf("significant(%q) = %d, %v, want %d, %v", test.text, n, ok, test.n, test.ok)
		}
	}
}

// TestLineCount: a text takes as many lines as its words do.
func TestLineCount(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  int
	}{
		{"", 10, 1}, {"Tahun", 5, 1}, {"Luas panen (ha)", 10, 2}, {"Kode Kemendagri", 10, 2}, {"Luas panen padi sawah menurut kabupaten", 10, 4},
		{strings.Repeat("x", 25), 10, 3}, {"a " + strings.Repeat("x", 25), 10, 4}, {"satu dua", 8, 1},
	} {
		if got := lineCount(test.text, test.width); got != test.want {
			t.Errorf("lineCount(%q, %d) = %d, want %d", test.text, test.width, got, test.want)
		}
	}
}

func TestLetters(t *testing.T) {
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16_383: "XFD"} {
		if got := letters(n); got != want {
			t.Errorf("letters(%d) = %q, want %q", n, got, want)
		}
	}
}
