package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	lewu "github.com/lewu-id/lewu"
)

// TestWriteWords: text stays text, whatever it looks like.
func TestWriteWords(t *testing.T) {
	long := strings.Repeat("panjang 🙂 ", 4000)
	texts := []string{
		"=1+1", "+62811", "-", "@rumus", "\tx", "\rx", "=HYPERLINK(\"http://x\")", "00123", "1.02.01", "1e5", "TRUE", "2025-10-31", "'kutip",
		" a ", "baris\nbaru", "a\r\nb", "a\tb", "<b>&amp;</b>", "]]>", "_x0041_", "_x0041", "bel\a, nol\x00, \x1f", "\ufffe dan \uffff", "é🙂", long,
	}
	var rows [][]lewu.Cell
	for _, text := range texts {
		rows = append(rows, cells(text, text))
	}
	file := written(t, []lewu.Column{{Name: "teks", Kind: lewu.Text}, {Name: "kode", Kind: lewu.Code}}, rows...)
	f := opened(t, file)
	for i, text := range texts {
		want := text
		if text == long {
			want, _ = cutText(long)
		}
		for _, column := range []string{"A", "B"} {
			got := see(t, f, "Data", fmt.Sprint(column, i+2))
			isText := got.kind == excelize.CellTypeSharedString || got.kind == excelize.CellTypeInlineString
			if got.raw != want || !isText {
				t.Errorf("%s%d = %.60q of kind %d, want the text %.60q", column, i+2, got.raw, got.kind, want)
			}
		}
	}
	for i, text := range texts {
		style, err := f.GetCellStyle("Data", fmt.Sprint("A", i+2))
		if err != nil || (style == styleGuard) != runs(text) {
			t.Errorf("A%d %.20q has style %d, %v", i+2, text, style, err)
		}
	}
	if style, err := f.GetCellStyle("Data", fmt.Sprint("A", len(texts)+1)); err != nil || style != int(Usual) {
		t.Errorf("a long text has style %d, %v, want none that hides it", style, err)
	}
	if sheet := partText(t, file, "xl/worksheets/sheet2.xml"); !strings.Contains(sheet, fmt.Sprintf(`<ignoredError sqref="A1:B%d" numberStoredAsText="1"/>`, len(texts)+1)) {
		t.Error("codes get a warning each")
	}
	wellFormed(t, file)
}

// wellFormed reads every part as XML.
func wellFormed(t *testing.T, file []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for err == nil {
			_, err = d.Token()
		}
		r.Close()
		if err != io.EOF {
			t.Errorf("%s: %v", part.Name, err)
		}
	}
}

// TestWriteExact: digits as published, and what a spreadsheet would round
// stands as text.
func TestWriteExact(t *testing.T) {
	var told Told
	columns := []lewu.Column{{Name: "n", Kind: lewu.Decimal, Digits: 38, Scale: 4}, {Name: "d", Kind: lewu.Date}, {Name: "i", Kind: lewu.Integer}}
	rows := [][]string{
		{"123456789012345.0000", "1900-03-01", "999999999999999"},
		{"1234567890123456.0000", "1900-02-28", "9007199254740993"},
		{"12345678901234500000.0000", "9999-12-31", "-1"},
		{"0.0001", "0001-01-01", "0"},
		{"12345678901.2345", "", "1000000000000000000"},
		{"-123456789012.3456", "", ""},
	}
	var b bytes.Buffer
	err := Write(&b, Output{Name: "Data", AboutName: "Keterangan", Columns: columns,
		Rows: func(put func([]lewu.Cell) error) error {
			for _, r := range rows {
				if err := put(cells(r...)); err != nil {
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
	f := opened(t, b.Bytes())
	for ref, want := range map[string]seen{
		"A2": {"123,456,789,012,345.0156", "123456789012345", excelize.CellTypeUnset}, // excelize's own rounding; see below
		"A3": {"1234567890123456.0000", "1234567890123456.0000", excelize.CellTypeSharedString},
		"A5": {"0.0001", "0.0001", excelize.CellTypeUnset},
		"A6": {"12,345,678,901.2345", "12345678901.2345", excelize.CellTypeUnset},
		"A7": {"-123456789012.3456", "-123456789012.3456", excelize.CellTypeSharedString},
		"B2": {"1900-03-01", "61", excelize.CellTypeUnset},
		"B3": {"1900-02-28", "1900-02-28", excelize.CellTypeSharedString},
		"B4": {"9999-12-31", "2958465", excelize.CellTypeUnset},
		"C2": {"999,999,999,999,999", "999999999999999", excelize.CellTypeUnset},
		"C3": {"9007199254740993", "9007199254740993", excelize.CellTypeSharedString},
	} {
		if got := see(t, f, "Data", ref); got != want {
			t.Errorf("%s = %+v, want %+v", ref, got, want)
		}
	}
	sheet := partText(t, b.Bytes(), "xl/worksheets/sheet2.xml")
	if got := f.GetActiveSheetIndex(); got != 1 {
		t.Errorf("without a mark it opens on sheet %d, want the table", got)
	}
	for _, digits := range []string{"123456789012345.0000", "12345678901234500000.0000", "0.0001", "12345678901.2345"} {
		if !strings.Contains(sheet, "<v>"+digits+"</v>") {
			t.Errorf("%s does not stand in the sheet with all its digits", digits)
		}
	}
	if told.Long[0] != 2 || told.Long[2] != 1 || told.Early != 2 || told.Rows != 6 || told.Sheets != 1 {
		t.Errorf("told = %+v, want 2 and 1 long numbers, 2 early days", told)
	}
}
