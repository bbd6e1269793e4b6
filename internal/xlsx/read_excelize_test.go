package xlsx

import (
	"bytes"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestAgainstExcelize reads workbooks that excelize wrote, cell by cell beside
// what excelize reads of them.
func TestAgainstExcelize(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(s excelize.Style) int {
		t.Helper()
		id, err := f.NewStyle(&s)
		must(err)
		return id
	}
	percent, rupiah, day := style(excelize.Style{NumFmt: 10}), style(excelize.Style{CustomNumFmt: ptr(`"Rp"#,##0.00`)}), style(excelize.Style{CustomNumFmt: ptr("dd/mm/yyyy")})
	values := []any{
		"Kabupaten", " tepi ", "a\nb", "<>&\"'", "😀 Ŋaju", "=1+1", "_x000D_", 12, -0.5, 12.3, 1.1, 0.30000000000000004, 1e20, 1e-7, 8350310078958.56, true, false,
		time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC), time.Date(2024, 2, 29, 14, 5, 0, 0, time.UTC), 90 * time.Minute,
	}
	for i, v := range values {
		must(f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+1), v))
		must(f.SetCellValue("Sheet1", fmt.Sprintf("AB%d", 2*i+1), v))
	}
	for i, v := range []float64{0.125, 0.07, -0.3333, 1} {
		for column, id := range map[string]int{"D": percent, "E": rupiah, "F": day} {
			at := fmt.Sprintf("%s%d", column, i+1)
			must(f.SetCellValue("Sheet1", at, v*40_000))
			must(f.SetCellStyle("Sheet1", at, at, id))
		}
	}
	must(f.SetCellFormula("Sheet1", "G1", "SUM(D1:D4)"))
	must(f.MergeCell("Sheet1", "H1", "J2"))
	must(f.SetRowVisible("Sheet1", 3, false))
	must(f.SetColVisible("Sheet1", "B:C", false))
	_, err := f.NewSheet("Kedua")
	must(err)
	must(f.SetSheetVisible("Kedua", false))
	var out bytes.Buffer
	must(f.Write(&out))

	compare(t, out.Bytes())
	b := bookOf(t, out.Bytes())
	lines, r, err := told(b, 0)
	must(err)
	all := strings.Join(lines, "\n")
	for _, want := range []string{" D=500000%#", "(3): A=a\nb", " E=Rp2800#", " G=∅ƒ", " A=2025-10-31@", " A=2024-02-29 14:05", " A=12.3#", " A=TRUE?"} {
		if !strings.Contains(all, want) {
			t.Errorf("nothing says %q:\n%s", want, all)
		}
	}
	if got := fmt.Sprint(r.Merges, r.ColumnHidden(1), r.ColumnHidden(2), r.ColumnHidden(3), b.Sheets()[1].State); got != "[H1:J2] true true false 1" {
		t.Errorf("layout %s", got)
	}
}

func ptr(s string) *string { return &s }

// TestReadsWhatWasWritten reads the workbooks that this package writes: each
// value comes back as it went in, only dressed.
func TestReadsWhatWasWritten(t *testing.T) {
	b := bookOf(t, written(t, harvest(),
		cells("Kapuas", "62.03", "2024", "15070.25", "1234567", "835031007895.56", "2025-10-31", "true"),
		cells(" tepi\n_x000D_\r<&>", "62.71", "", "-0.50", "", "", "1900-01-01", "false"),
		cells("=1+1", "62.06", "1999", "", "0", "123456789012345.67", "", "")))
	sheet := 0
	for i, s := range b.Sheets() {
		if s.Name == "Data" {
			sheet = i
		}
	}
	lines, _, err := told(b, sheet)
	want := []string{
		"1: A=Wilayah B=Kode C=Tahun D=Produksi (ton) E=Petani F=Nilai G=Tanggal lapor H=Diperiksa",
		"2: A=Kapuas B=62.03 C=2024# D=15070.25# E=1234567# F=Rp835031007895.56# G=2025-10-31@ H=TRUE?",
		"3: A= tepi\n_x000D_\r<&> B=62.71 D=-0.50# G=1900-01-01 H=FALSE?",
		"4: A==1+1 B=62.06 C=1999# E=0# F=123456789012345.67",
	}
	if err != nil || strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("%v:\n%s\nwant\n%s", err, strings.Join(lines, "\n"), strings.Join(want, "\n"))
	}
}

// compare holds every cell of the visible sheets against excelize.
func compare(t *testing.T, data []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	props, err := f.GetWorkbookProps()
	if err != nil {
		t.Fatal(err)
	}
	date1904 := props.Date1904 != nil && *props.Date1904
	b := bookOf(t, data)
	for i, sheet := range b.Sheets() {
		if !sheet.Cells {
			continue
		}
		want, err := f.GetRows(sheet.Name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		r, err := b.Rows(i)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for {
			more, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			if !more {
				break
			}
			for _, c := range r.Cells {
				at := fmt.Sprintf("%s!%s%d", sheet.Name, letters(c.Column), r.Number)
				raw := ""
				if row := int(r.Number) - 1; row < len(want) && c.Column < len(want[row]) {
					raw = want[row][c.Column]
				}
				if raw != "" {
					seen++
				}
				words, as, _ := b.Words(nil, c)
				if !same(string(words), as, raw, c.Format, date1904) {
					t.Errorf("%s: %q, excelize has %q", at, words, raw)
				}
			}
		}
		filled := 0
		for _, row := range want {
			for _, cell := range row {
				if cell != "" {
					filled++
				}
			}
		}
		if seen != filled {
			t.Errorf("%s: %d cells, excelize has %d", sheet.Name, seen, filled)
		}
	}
}

// same tells whether words say what a stored value does.
func same(words string, as Reading, raw string, f *Format, date1904 bool) bool {
	switch as {
	case AsNothing:
		return raw == ""
	case AsBoolean:
		return words == map[string]string{"1": "TRUE", "0": "FALSE", "TRUE": "TRUE", "FALSE": "FALSE"}[raw]
	case AsDate:
		serial, err := strconv.ParseFloat(raw, 64)
		if err != nil {
			return false
		}
		day, err := excelize.ExcelDateToTime(serial, date1904)
		return err == nil && day.Format(time.DateOnly) == words
	case AsNumber:
		number := strings.TrimPrefix(strings.Replace(words, "Rp", "", 1), "+")
		percent := strings.HasSuffix(number, "%")
		got, ok := new(big.Rat).SetString(strings.TrimSuffix(number, "%"))
		want, err := strconv.ParseFloat(raw, 64)
		if !ok || err != nil {
			return false
		}
		if percent {
			got.Quo(got, big.NewRat(100, 1))
		}
		value, _ := got.Float64()
		return value == want
	case AsText:
		if day, _, ok := strings.Cut(words, " "); ok && f != nil && f.Kind == Date {
			return same(day, AsDate, raw, f, date1904) // its time: told in TestCells
		}
		if f != nil && f.Kind != Plain {
			return true // a time: told in TestCells
		}
	}
	return words == raw
}

// TestRealWorkbooks reads every real workbook that lies beside the project.
func TestRealWorkbooks(t *testing.T) {
	root, err := filepath.Abs("../../../shared/data")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("no folder ../shared/data with real files beside the project")
	}
	seen := 0
	err = filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".xlsx") {
			seen++
			t.Run(filepath.Base(path), func(t *testing.T) {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				compare(t, data)
			})
		}
		return err
	})
	if err != nil || seen < 8 {
		t.Errorf("%d workbooks, %v, want at least 8", seen, err)
	}
}
