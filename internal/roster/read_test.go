package roster

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/lewu-id/lewu/internal/errs"
)

// workbook is the template, filled in by a test as people do with Excel.
func workbook(t *testing.T, fill func(f *excelize.File)) *bytes.Reader {
	t.Helper()
	var template bytes.Buffer
	if err := Template(&template); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&template)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if fill != nil {
		fill(f)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(out.Bytes())
}

// put writes a row from column A on.
func put(t *testing.T, f *excelize.File, sheet, at string, cells ...any) {
	t.Helper()
	if err := f.SetSheetRow(sheet, at, &cells); err != nil {
		t.Fatal(err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// told are faults in a line each: sheet, cell, value, key.
func told(p Plan) string {
	var list []string
	for _, f := range p.Faults {
		list = append(list, strings.Join([]string{f.Sheet, f.Cell, f.Value, strings.TrimPrefix(f.Message.Key, "roster.")}, " "))
	}
	return strings.Join(list, "\n")
}

func TestTheTemplateRepeats(t *testing.T) {
	var one, two bytes.Buffer
	must(t, Template(&one))
	must(t, Template(&two))
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the template gave other bytes the second time")
	}
	f, err := excelize.OpenReader(bytes.NewReader(one.Bytes()))
	must(t, err)
	if got := strings.Join(f.GetSheetList(), ","); got != "Petunjuk,Instansi,Orang,Wilayah,Topik,Pengaturan" {
		t.Errorf("sheets %s", got)
	}
	for _, s := range sheets() {
		rows, err := f.GetRows(s.name)
		must(t, err)
		if len(rows) < 2 || rows[1][0] != sampleMark {
			t.Errorf("%s has no row marked %q: %v", s.name, sampleMark, rows)
		}
	}
}

func TestTheTemplateItselfHoldsNothing(t *testing.T) {
	var p Plan
	file := workbook(t, nil)
	must(t, readBook(context.Background(), file, file.Size(), &p))
	if got, want := told(p), "   nothing"; got != want {
		t.Errorf("faults %q, want %q", got, want)
	}
}

func TestFaultsOfForm(t *testing.T) {
	for _, test := range []struct {
		name string
		fill func(f *excelize.File)
		want string
	}{
		{"an unknown column", func(f *excelize.File) {
			must(t, f.SetCellStr(SheetPeople, "H1", "NIP"))
		}, "Orang H1 NIP column-unknown"},
		{"a column twice", func(f *excelize.File) {
			must(t, f.SetCellStr(SheetPeople, "H1", "surel"))
		}, "Orang H1 surel column-twice"},
		{"a column lost", func(f *excelize.File) {
			must(t, f.RemoveCol(SheetPeople, "C"))
		}, "Orang   column-missing"},
		{"a column of no head", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", "Ani", "ani@a.example", "", "", "admin", "", "ekor")
		}, "Orang H3 ekor no-head"},
		{"a formula", func(f *excelize.File) {
			put(t, f, SheetPeople, "C3", "ani@a.example", "", "", "admin")
			must(t, f.SetCellFormula(SheetPeople, "B3", `CONCATENATE("A","ni")`))
		}, "Orang B3  formula"},
		{"a hidden row", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", "Ani", "ani@a.example", "", "", "admin")
			must(t, f.SetRowVisible(SheetPeople, 3, false))
		}, "Orang A3  row-hidden"},
		{"a hidden column", func(f *excelize.File) {
			must(t, f.SetColVisible(SheetPeople, "F", false))
		}, "Orang F Peran * column-hidden"},
		{"merged cells", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", "Ani", "ani@a.example", "", "", "admin")
			must(t, f.MergeCell(SheetPeople, "D3", "E4"))
		}, "Orang D3:E4  merged"},
		{"a hidden sheet", func(f *excelize.File) {
			put(t, f, SheetTopics, "A3", "", "Pertanian")
			must(t, f.SetSheetVisible(SheetTopics, false))
		}, "Topik   sheet-hidden"},
		{"a sheet of its own", func(f *excelize.File) {
			_, err := f.NewSheet("Orang (2)")
			must(t, err)
			put(t, f, "Orang (2)", "A1", "Nama")
			put(t, f, SheetTopics, "A3", "", "Pertanian")
		}, "Orang (2)   sheet-unknown"},
		{"an empty sheet", func(f *excelize.File) {
			must(t, f.DeleteSheet(SheetTopics))
			_, err := f.NewSheet(SheetTopics)
			must(t, err)
		}, "Topik   sheet-empty"},
		{"what must be there is not", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", "Ani", "", "", "", "admin")
		}, "Orang C3  missing"},
		{"a code as a number", func(f *excelize.File) {
			put(t, f, SheetRegions, "A3", "", 62.1, "6213", "Kabupaten Gunung Mas")
		}, "Wilayah B3 62.1 code-number"},
		{"a day that is none", func(f *excelize.File) {
			put(t, f, SheetAgencies, "A3", "", "Dinas A", "", "", "", "", "31-02-2020")
		}, "Instansi G3 31-02-2020 day-bad"},
		{"a day as a number", func(f *excelize.File) {
			style, err := f.NewStyle(&excelize.Style{NumFmt: 1})
			must(t, err)
			put(t, f, SheetAgencies, "A3", "", "Dinas A", "", "", "", "", 43831)
			must(t, f.SetCellStyle(SheetAgencies, "G3", "G3", style))
		}, "Instansi G3 43831 day-bad"},
		{"a long text", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", strings.Repeat("a", 121), "ani@a.example", "", "", "admin")
		}, "Orang B3 " + strings.Repeat("a", 120) + "… too-long"},
		{"an error", func(f *excelize.File) {
			put(t, f, SheetPeople, "A3", "", "#REF!", "ani@a.example", "", "", "admin")
		}, "Orang B3 #REF! error-cell"},
		{"an example that was written over", func(f *excelize.File) {
			must(t, f.SetCellStr(SheetPeople, "B2", "Budi Santoso"))
		}, "Orang A2 contoh sample-changed"},
	} {
		var p Plan
		file := workbook(t, test.fill)
		if err := readBook(context.Background(), file, file.Size(), &p); err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		got := strings.TrimSuffix(strings.TrimSuffix(told(p), "   nothing"), "\n")
		if got != test.want {
			t.Errorf("%s:\n%s\nwant:\n%s", test.name, got, test.want)
		}
	}
}

func TestAnotherWorkbookIsRefusedWhole(t *testing.T) {
	f := excelize.NewFile()
	put(t, f, "Sheet1", "A1", "Kabupaten", "Produksi")
	var out bytes.Buffer
	must(t, f.Write(&out))
	for _, test := range []struct {
		body []byte
		key  string
	}{
		{out.Bytes(), "roster.other-workbook"},
		{[]byte("nama;surel\nAni;ani@a.example"), "xlsx.zip"},
		{nil, "xlsx.empty"},
	} {
		var p Plan
		err := readBook(context.Background(), bytes.NewReader(test.body), int64(len(test.body)), &p)
		if m, _ := errs.Public(err); m.Key != test.key || !errs.Is(err, errs.Invalid) {
			t.Errorf("read as %v, want %s", err, test.key)
		}
	}
	if err := readBook(context.Background(), bytes.NewReader(nil), MaxBytes+1, &Plan{}); !errs.Is(err, errs.TooLarge) {
		t.Errorf("a large file: %v, want TooLarge", err)
	}
}

func TestTooManyRows(t *testing.T) {
	file := workbook(t, func(f *excelize.File) {
		w, err := f.NewStreamWriter(SheetTopics)
		must(t, err)
		must(t, w.SetRow("A1", []any{"Catatan", "Nama *"}))
		for n := range MaxRows + 5 {
			cell, err := excelize.CoordinatesToCellName(2, n+2)
			must(t, err)
			must(t, w.SetRow(cell, []any{"Topik"}))
		}
		must(t, w.Flush())
	})
	var p Plan
	must(t, readBook(context.Background(), file, file.Size(), &p))
	if got := told(p); got != "Topik A20002  too-many" {
		t.Errorf("faults %q", got)
	}
}

func TestColumnsMayStandInAnyOrder(t *testing.T) {
	file := workbook(t, func(f *excelize.File) {
		must(t, f.DeleteSheet(SheetTopics))
		_, err := f.NewSheet("TOPIK")
		must(t, err)
		put(t, f, "TOPIK", "A1", "Urutan", "  nama  ")
		put(t, f, "TOPIK", "A2", 10, " Air\u00a0 bersih ")
	})
	var p Plan
	must(t, readBook(context.Background(), file, file.Size(), &p))
	if len(p.Faults) > 0 || len(p.book[SheetTopics]) != 1 {
		t.Fatalf("faults %s, rows %v", told(p), p.book)
	}
	if l := p.book[SheetTopics][0]; l.text("nama") != "Air bersih" || l.text("urutan") != "10" || l.cells["nama"].ref != "B2" {
		t.Errorf("read %+v", l)
	}
}
