package workbook

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/gridtest"
)

// TestRead has sheets that are read, with all that is said of them.
func TestRead(t *testing.T) {
	for _, test := range []struct {
		name                       string
		sheet                      sheet
		kinds, rows, found, recipe string
	}{
		{"plain", sheet{rows: "Kabupaten|Luas (Ha)|Tahun¶Kapuas|#14999.5|#2024¶Katingan|#17500|#2024"},
			"kabupaten:text luas:decimal tahun:year", "Kapuas|14999.5|2024¶Katingan|17500.0|2024", "", ""},
		{"numbers are not asked about", sheet{rows: "Kabupaten|Harga¶Kapuas|#1.234¶Katingan|#5.678"},
			"kabupaten:text harga:decimal", "Kapuas|1.234¶Katingan|5.678", "", ""},
		{"remains of arithmetic", sheet{rows: "Kab|TPT¶A|#5.8799999999999999¶B|#12.300000000000001¶C|#33.333333333333336"},
			"kab:text tpt:decimal", "A|5.880000000000000¶B|12.300000000000000¶C|33.333333333333336", "", "digits"},
		{"dates and months", sheet{rows: "Pasar|Tanggal|Bulan¶A|@2025-10-31|^2025-10-01¶B|@2025-02-03|^2025-11-01"},
			"pasar:text tanggal:date bulan:date", "A|2025-10-31|2025-10-01¶B|2025-02-03|2025-11-01", "catatan:months", "days days"},
		{"percentages", sheet{rows: "Kab|Serapan¶A|%0.125¶B|%7.0000000000000007E-2"},
			"kab:text serapan:decimal", "A|12.5¶B|7.0", "catatan:percent", "percent digits"},
		{"rupiah", sheet{rows: "Kab|Pagu¶A|$1500000¶B|$-250.5"}, "kab:text pagu:money", "A|1500000.00¶B|-250.50", "", ""},
		{"codes with zeros in front", sheet{rows: "Kode|Desa¶0#7|A¶0#123|B"}, "kode:code desa:text", "00007|A¶00123|B", "", ""},
		{"region codes", sheet{rows: "Kode wilayah|Nama¶#6201|Kobar¶#6202|Kotim"}, "kode_wilayah:code nama:text", "6201|Kobar¶6202|Kotim", "perhatian:region-unknown", ""},
		{"region codes with a system", sheet{rows: "Kode Kemendagri|Nama¶#6206|Katingan¶#6271|PKY"}, "kode_kemendagri:kemendagri nama:text", "62.06|Katingan¶62.71|PKY", "", "dots"},
		{"booleans", sheet{rows: "Kab|Ada¶A|?1¶B|?0"}, "kab:text ada:boolean", "A|true¶B|false", "catatan:header-assumed", ""},
		{"errors", sheet{rows: "Kab|n¶A|#1¶B|!#DIV/0!¶C|!#N/A"}, "kab:text n:integer", "A|1¶B|∅¶C|∅", "perhatian:errors", "errors"},
		{"formulas", sheet{rows: "Kab|n¶A|=1¶B|=2"}, "kab:text n:integer", "A|1¶B|2", "catatan:formulas", "formulas"},
		{"formulas without a result", sheet{rows: "Kab|n¶A|=1¶B|=?"}, "kab:text n:integer", "A|1¶B|∅", "tolak:formulas-unknown", ""},
		{"missing marks", sheet{rows: "Kab|n¶A|#1¶B|-¶C|…¶D"}, "kab:text n:integer", "A|1¶B|∅¶C|∅¶D|∅", "", "missing"},
		{"numbers as text", sheet{rows: "Kab|n¶A|#1234567¶B|1.234.567¶C|12,5"}, "kab:text n:decimal", "A|1234567.0¶B|1234567.0¶C|12.5", "catatan:text-numbers", "number"},
		{"titles", sheet{rows: "Tabel 1. Produksi padi¶Kalimantan Tengah, 2024¶¶Kab|Ton¶A|#1¶B|#2", merges: "A1:B1 A2:B2"},
			"kab:text ton:integer", "A|1¶B|2", "catatan:captions", "captions"},
		{"words with a colon above", sheet{rows: "Provinsi:|Kalimantan Tengah¶Tahun|:|#2024¶Kab|Ton|Ha¶A|#1|#3¶B|#2|#4"},
			"kab:text ton:integer ha:integer", "A|1|3¶B|2|4", "catatan:captions", "captions"},
		{"a table in the middle", sheet{rows: "¶¶||Kab|Ton¶||A|#1¶||B|#2"}, "kab:text ton:integer", "A|1¶B|2", "", ""},
		{"notes below", sheet{rows: "Kab|Ton|Ha¶A|#1|#2¶B|#3|#4¶Sumber: BPS¶¶||Palangka Raya, 2 Januari 2025¶||Kepala Dinas"},
			"kab:text ton:integer ha:integer", "A|1|2¶B|3|4", "perhatian:notes", "notes"},
		{"a note in two cells", sheet{rows: "Kab|Ton|Ha|Ku¶A|#1|#2|#3¶B|#3|#4|#5¶Sumber|: BPS"},
			"kab:text ton:integer ha:integer ku:integer", "A|1|2|3¶B|3|4|5", "perhatian:notes", "notes"},
		{"a sum", sheet{rows: "Kab|Ton|Ha¶A|#1|#2¶B|#3|#4¶Jumlah|#4|#6"}, "kab:text ton:integer ha:integer", "A|1|2¶B|3|4¶Jumlah|4|6", "perhatian:total-row", ""},
		{"a lone cell", sheet{rows: "Kab|Ton|Ha¶A|#1|#2¶Kota¶B|#3|#4"}, "kab:text ton:integer ha:integer", "A|1|2¶Kota|∅|∅¶B|3|4", "perhatian:row-lone", ""},
		{"empty rows", sheet{rows: "Kab|Ton¶A|#1¶¶ |¶B|#2"}, "kab:text ton:integer", "A|1¶B|2", "catatan:rows-empty", "rows"},
		{"merged data", sheet{rows: "Kab|Ton¶A|#1¶|#2¶B|#3", merges: "A2:A3"}, "kab:text ton:integer", "A|1¶∅|2¶B|3", "perhatian:merged", ""},
		{"high names", sheet{rows: "Kab|Ton¶¶A|#1¶B|#3", merges: "A1:A2 B1:B2"}, "kab:text ton:integer", "A|1¶B|3", "catatan:rows-empty", "rows"},
		{"hidden", sheet{rows: "Kab|Rahasia|Ton¶A|x|#1¶(B|y|#2)¶C|z|#3", columns: "B"}, "kab:text rahasia:text ton:integer", "A|x|1¶B|y|2¶C|z|3",
			"perhatian:hidden-rows perhatian:hidden-columns catatan:private", ""},
		{"an empty hidden column", sheet{rows: "Kab||Ton¶A||#1¶C||#3", columns: "B E"}, "kab:text ton:integer", "A|1¶C|3", "catatan:columns-dropped", "columns"},
		{"shown in millions", sheet{rows: "Kab|Pagu¶A|/1500000¶B|/2500000"}, "kab:text pagu:integer", "A|1500000¶B|2500000", "perhatian:divided", ""},
		{"a column without a name", sheet{rows: "Kab||Ton¶A|x|#1¶B||#2"}, "kab:text kolom_b:text ton:integer", "A|x|1¶B|∅|2", "tolak:header-empty", ""},
		{"a name twice", sheet{rows: "Kab|Ton|Ton¶A|#1|#2"}, "kab:text ton:integer ton_2:integer", "A|1|2", "tolak:name-twice", ""},
		{"no names", sheet{rows: "#6201|KOBAR|#5¶#6202|KOTIM|#7"}, "kolom_a:integer kolom_b:text kolom_c:integer", "6201|KOBAR|5¶6202|KOTIM|7", "catatan:no-header", ""},
		{"words only", sheet{rows: "Kab|Ibu kota¶A|x¶B|y"}, "kab:text ibu_kota:text", "A|x¶B|y", "catatan:header-assumed", ""},
		{"years as names", sheet{rows: "Provinsi|#2019|#2020¶Kalteng|#5|#6"}, "provinsi:text tahun_2019:integer tahun_2020:integer", "Kalteng|5|6", "catatan:year-columns", ""},
		{"names or data", sheet{rows: "x|#5¶#1|#6¶#2|#7"}, "x:integer k_5:integer", "1|6¶2|7", "tanya:header-ask", ""},
		{"one column", sheet{rows: "Nama¶Kapuas¶Katingan"}, "nama:text", "Kapuas¶Katingan", "catatan:header-assumed", ""},
		{"a unit of its own column", sheet{rows: "Kab|Jumlah|Satuan¶A|#5|JIWA¶B|#6|JIWA"}, "kab:text jumlah:integer satuan:text", "A|5|JIWA¶B|6|JIWA", "", ""},
		{"a formula as text", sheet{rows: "Nama|n¶'=1+1|#1¶=1|#2"}, "nama:text n:integer", "'=1+1|1¶1|2", "catatan:formulas", "formulas"},
		{"identity", sheet{rows: "NIK|n¶#6271014101900001|#1"}, "nik:code n:integer", "6271014101900001|1", "tolak:identity", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.sheet.name = "Data"
			g, err := read(context.Background(), input(written(t, nil, test.sheet), nil))
			if err != nil {
				t.Fatal(err)
			}
			if got := gridtest.Kinds(g); got != test.kinds {
				t.Errorf("columns %s, want %s", got, test.kinds)
			}
			if got := strings.Join(gridtest.Rows(t, g), "¶"); got != test.rows {
				t.Errorf("rows %s, want %s", got, test.rows)
			}
			if got := found(g); got != test.found {
				t.Errorf("found %s, want %s", got, test.found)
			}
			if got := recipe(g); got != test.recipe {
				t.Errorf("recipe %s, want %s", got, test.recipe)
			}
			if g.Sheet != "Data" || g.Format != "xlsx" {
				t.Errorf("sheet %q of format %q", g.Sheet, g.Format)
			}
			again(t, g, input(written(t, nil, test.sheet), map[string]string{"sheet": "Data"}))
		})
	}
}

// again reads every row by its original words, as a receipt does, and wants the
// same values.
func again(t *testing.T, g *lewu.Grid, in lewu.Input) {
	t.Helper()
	var rows []int64
	var want []string
	err := g.Rows(context.Background(), func(row int64, cells []lewu.Cell) error {
		rows, want = append(rows, row), append(want, fmt.Sprint(cells))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	words, err := raw(context.Background(), in, rows)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range words {
		got, err := cells(g.Columns, r.Cells)
		if err != nil || fmt.Sprint(got) != want[i] {
			t.Errorf("row %d, %q: %v, %v, want %s", r.Row, r.Cells, got, err, want[i])
		}
	}
}

// TestRefused has layouts that are no table under one row of names.
func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name  string
		sheet sheet
		key   string
		args  []string
	}{
		{"nothing", sheet{}, "empty", nil},
		{"blanks", sheet{rows: " | ¶ "}, "empty", nil},
		{"names only", sheet{rows: "Kab|Ton"}, "no-rows", []string{"row", "1", "sheet", "Data"}},
		{"names over two rows", sheet{rows: "Kab|Produksi|¶|#2018|#2019¶A|#1|#2¶B|#3|#4"}, "header-rows", []string{"rows", "1–2"}},
		{"merged names over two rows", sheet{rows: "Kab|Produksi||Luas¶|Padi|Jagung|¶A|#1|#2|#5¶B|#3|#4|#6", merges: "A1:A2 B1:C1 D1:D2"}, "header-rows", []string{"rows", "1–2"}},
		{"names over three rows", sheet{rows: "Tabel 1¶No|Kab|Produksi¶||Padi||Jagung|¶||Ton|Ha|Ton|Ha¶#1|A|#1|#2|#5|#6¶#2|B|#3|#4|#6|#7", merges: "A2:A4 B2:B4 C2:F2 C3:D3 E3:F3"}, "header-rows", []string{"rows", "2–4"}},
		{"merged beside a title", sheet{rows: "38 Provinsi|TPT¶|Februari|Agustus|Tahunan¶ACEH|5.88|-|-¶RIAU|4.09|-|-", merges: "A1:A2 B1:D1"}, "header-rows", []string{"rows", "1–2"}},
		{"as the statistics office has it", sheet{rows: "38 Provinsi¶|TPT¶|2026¶|Februari|Agustus|Tahunan¶ACEH|5.88|-|-¶RIAU|4.09|-|-", merges: "A1:A4 B2:D2 B3:D3"}, "header-rows", []string{"rows", "1–4"}},
		{"counted columns", sheet{rows: "|Kab|Ton|Ha¶|(1)|(2)|(3)¶|A|#1|#2"}, "header-rows", []string{"rows", "1–2"}},
		{"units below", sheet{rows: "Kab|Luas|Produksi¶|ha|ton¶A|#1|#2¶B|#3|#4"}, "header-rows", []string{"rows", "1–2"}},
		{"one name for two columns", sheet{rows: "Kab|Produksi||Luas¶A|#1|#2|#3¶B|#3|#4|#4", merges: "B1:C1"}, "header-merged", []string{"cells", "B1:C1", "column", "C", "row", "1"}},
		{"something above", sheet{rows: "Kontak|081234¶¶Kab|Ton|Ha|Ku¶A|#1|#2|#3"}, "above", []string{"row", "1", "header", "3"}},
		{"names again", sheet{rows: "Kab|Ton¶A|#1¶Kab|Ton¶B|#2"}, "header-again", []string{"row", "3", "header", "1"}},
		{"a second table", sheet{rows: "Kab|Ton¶A|#1¶B|#2¶C|#3¶¶Kota|Penduduk¶D|#5"}, "second-table", []string{"row", "6"}},
		{"data below a note", sheet{rows: "Kab|Ton¶A|#1¶Sumber: BPS¶B|#2"}, "footnote", []string{"row", "3", "next", "4"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.sheet.name = "Data"
			_, err := read(context.Background(), input(written(t, nil, test.sheet), nil))
			refused(t, err, "workbook."+test.key, test.args...)
		})
	}
}

// TestSheets chooses among sheets.
func TestSheets(t *testing.T) {
	data := sheet{name: "Data", rows: "Kab|Ton¶A|#1¶B|#2"}
	other := sheet{name: "Data 2", rows: "Kota|Jiwa¶C|#3¶D|#4"}
	words := sheet{name: "Keterangan", rows: "Sumber: BPS¶Tahun 2024"}
	empty := sheet{name: "Kosong"}
	wild := sheet{name: "Liar", rows: "Kab|Produksi|¶|#2018|#2019¶A|#1|#2¶B|#3|#4"}
	secret := sheet{name: "Rahasia", rows: "Kab|NIK¶A|#1", hidden: true}
	for _, test := range []struct {
		name                 string
		sheets               []sheet
		answer, sheet, found string
	}{
		{"one table", []sheet{words, data, empty}, "", "Data", "catatan:sheets"},
		{"two tables", []sheet{words, data, other}, "", "Data", "catatan:sheets tanya:sheet-ask"},
		{"two tables, answered", []sheet{words, data, other}, "Data 2", "Data 2", "catatan:sheets"},
		{"answered in other letters", []sheet{data, other}, " data 2", "Data 2", "catatan:sheets"},
		{"answered by number", []sheet{data, other}, "2", "Data 2", "catatan:sheets"},
		{"the first is wild", []sheet{wild, data}, "", "Data", "catatan:sheets tanya:sheet-ask"},
		{"the first has a fault", []sheet{{name: "Salah", rows: "Kab||Ton¶A|x|#1"}, data}, "", "Data", "catatan:sheets tanya:sheet-ask"},
		{"all have one", []sheet{{name: "Salah", rows: "Kab||Ton¶A|x|#1"}, wild}, "", "Salah", "tolak:header-empty catatan:sheets tanya:sheet-ask"},
		{"a hidden one", []sheet{secret, data}, "", "Data", "catatan:sheets perhatian:hidden-sheets catatan:private"},
		{"a hidden one, answered", []sheet{secret, data}, "Rahasia", "Rahasia", "catatan:sheets perhatian:hidden-sheets catatan:private"},
		{"words only", []sheet{empty, {name: "Daftar", rows: "Nama¶Kapuas¶Katingan"}}, "", "Daftar", "catatan:header-assumed catatan:sheets"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := input(written(t, nil, test.sheets...), map[string]string{"sheet": test.answer})
			if test.answer == "" {
				in.Answers = nil
			}
			g, err := read(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			if g.Sheet != test.sheet || found(g) != test.found {
				t.Errorf("sheet %q, found %s, want %q, %s", g.Sheet, found(g), test.sheet, test.found)
			}
			for _, f := range g.Findings {
				if f.Message.Key == "workbook.sheet-ask" && (f.Message.Args["question"] != "sheet" || !strings.Contains(f.Message.Args["choices"], "|")) {
					t.Errorf("the question is %v", f.Message)
				}
			}
			in.Answers = map[string]string{"sheet": g.Sheet}
			again(t, g, in)
		})
	}
	for _, test := range []struct {
		sheets      []sheet
		answer, key string
	}{
		{[]sheet{data}, "Lain", "sheet-unknown"}, {[]sheet{data}, "0", "sheet-unknown"}, {[]sheet{secret, empty}, "", "only-hidden"}, {[]sheet{empty}, "Kosong", "empty-sheet"}, {[]sheet{wild, wild}, "", "header-rows"},
	} {
		answers := map[string]string{}
		if test.answer != "" {
			answers["sheet"] = test.answer
		}
		_, err := read(context.Background(), input(written(t, nil, test.sheets...), answers))
		refused(t, err, "workbook."+test.key)
	}
}

// TestHiddenLeftOut follows a person who does not want what is hidden.
func TestHiddenLeftOut(t *testing.T) {
	data := written(t, nil, sheet{name: "Data", rows: "Kab|NIK|Ton¶A|#6271014101900001|#1¶(B|#6271014101900002|#2)¶(C|#6271014101900003|#2)¶D|#6271014101900004|#3", columns: "B"})
	in := input(data, map[string]string{"hidden": "tidak"})
	g, err := read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(gridtest.Kinds(g), " ", strings.Join(gridtest.Rows(t, g), "¶"), " ", found(g), " ", recipe(g), " ", g.Private)
	if want := "kab:text ton:integer A|1¶D|3 catatan:private hidden true"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	again(t, g, in)
}

// TestExtras tells of what is in a workbook and keeps the file from the public.
func TestExtras(t *testing.T) {
	data := sheet{name: "Data", rows: "Kab|Ton¶A|#1¶B|#2"}
	for part, want := range map[string]string{
		"xl/vbaProject.bin": "perhatian:has-macros", "xl/comments1.xml": "perhatian:has-comments", "xl/embeddings/a.zip": "perhatian:has-embedded",
		"xl/externalLinks/externalLink1.xml": "perhatian:has-external", "xl/connections.xml": "perhatian:has-connections", "xl/pivotCache/pivotCacheRecords1.xml": "perhatian:has-pivots",
	} {
		g, err := read(context.Background(), input(written(t, map[string]string{part: "PK\x03\x04"}, data), nil))
		if err != nil || found(g) != want+" catatan:private" || !g.Private {
			t.Errorf("%s: %v, %v", part, found(g), err)
		}
	}
	other := sheet{name: "Lain", rows: "x¶(y)"}
	g, err := read(context.Background(), input(written(t, nil, data, other), nil))
	if err != nil || !g.Private {
		t.Errorf("a hidden row of another sheet: %v, %v", found(g), err)
	}
	if g, err = read(context.Background(), input(written(t, nil, data), nil)); err != nil || g.Private {
		t.Errorf("nothing is hidden: %v, %v", found(g), err)
	}
}

// TestStale tells results that were never counted.
func TestStale(t *testing.T) {
	links := `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`
	book := `<workbook><sheets><sheet name="Data" r:id="r1"/></sheets><calcPr fullCalcOnLoad="1"/></workbook>`
	for rows, want := range map[string]string{
		"Kab|Ton¶A|=0¶B|=0": "tolak:formulas-zero", "Kab|Ton¶A|=0¶B|=2": "catatan:formulas perhatian:formulas-stale", "Kab|Ton¶A|#1¶B|#2": "",
	} {
		g, err := read(context.Background(), input(written(t, map[string]string{"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": links}, sheet{name: "Data", rows: rows}), nil))
		if err != nil || found(g) != want {
			t.Errorf("%s: %s, %v, want %s", rows, found(g), err, want)
		}
	}
}

func TestRaw(t *testing.T) {
	in := input(written(t, nil, sheet{name: "Data", rows: "Kab|Tanggal|n¶¶A|@2025-10-31|%0.125¶|!#N/A|=12.300000000000001"}), nil)
	got, err := raw(context.Background(), in, []int64{4, 1, 3, 2, 9, 4})
	if err != nil {
		t.Fatal(err)
	}
	want := "[{4 [ #N/A 12.3]} {1 [Kab Tanggal n]} {3 [A 2025-10-31 12.5%]} {2 []} {9 []} {4 [ #N/A 12.3]}]"
	if s := fmt.Sprint(got); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

// TestSpool reads a file that can only be read from front to back.
func TestSpool(t *testing.T) {
	data := written(t, nil, sheet{name: "Data", rows: "Kab|Ton¶A|#1¶B|#2"})
	in := input(data, nil)
	in.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(string(data))), nil }
	t.Setenv("TMPDIR", t.TempDir())
	g, err := read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(gridtest.Rows(t, g), "¶"); got != "A|1¶B|2" {
		t.Errorf("rows %s", got)
	}
}

func TestProgressAndCancel(t *testing.T) {
	data := written(t, nil, sheet{name: "Data", rows: "Kab|Ton" + strings.Repeat("¶A|#1", 20_000)})
	in := input(data, nil)
	last := int64(0)
	in.Tick = func(done int64) {
		if done < last || done > in.Size {
			t.Errorf("progress from %d to %d", last, done)
		}
		last = done
	}
	g, err := read(context.Background(), in)
	if err != nil || last != in.Size {
		t.Fatalf("progress to %d of %d, %v", last, in.Size, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := g.Rows(ctx, func(int64, []lewu.Cell) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("rows went on after the cancel: %v", err)
	}
	if _, err := read(ctx, in); !errors.Is(err, context.Canceled) {
		t.Errorf("read went on after the cancel: %v", err)
	}
	stop := errors.New("enough")
	if err := g.Rows(context.Background(), func(int64, []lewu.Cell) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("got %v, want the error of yield", err)
	}
}

// TestChanged opens another file than was judged.
func TestChanged(t *testing.T) {
	data := written(t, nil, sheet{name: "Data", rows: "Kab|Ton¶A|#1¶B|#2"})
	in := input(data, nil)
	g, err := read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	copy(data, make([]byte, len(data)))
	if err := g.Rows(context.Background(), func(int64, []lewu.Cell) error { return nil }); !errs.Is(err, errs.Invalid) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestSniff(t *testing.T) {
	whole := written(t, nil, sheet{name: "Data", rows: "a"})
	for _, test := range []struct {
		in   string
		want int
	}{
		{string(whole[:min(len(whole), 64<<10)]), 100}, {"PK\x03\x04", 60}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 90}, {"a,b\n1,2\n", 0}, {"", 0}, {"%PDF-", 0},
	} {
		if got := Sniff([]byte(test.in)); got != test.want {
			t.Errorf("Sniff(%.10q) = %d, want %d", test.in, got, test.want)
		}
	}
}
