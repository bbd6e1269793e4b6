package delimited

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/gridtest"
)

func refused(t *testing.T, err error, key, row string) {
	t.Helper()
	if got := keyOf(t, err); got != key {
		t.Errorf("refused as %q, want %q", got, key)
	}
	if m, _ := errs.Public(err); row != "" && m.Args["row"] != row {
		t.Errorf("names row %q, want %q", m.Args["row"], row)
	}
}

// TestCSVSpectrum reads the twelve files of csv-spectrum and finds the words
// of their JSON twins. The twin of location_coordinates has another telephone
// number than its CSV and is left out there; newlines_crlf lost its carriage
// returns on its way here, only its twin still has them.
func TestCSVSpectrum(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(shared(t, "opendata/torture/csv-spectrum/csvs"), "*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			in := file(t, path)
			g, err := read(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			rows := []int64{1}
			for n := range g.Count {
				rows = append(rows, n+2)
			}
			words, err := raw(context.Background(), in, rows)
			if err != nil {
				t.Fatal(err)
			}
			for n, want := range twin(t, path, name) {
				for i, column := range words[0].Cells {
					if name == "location_coordinates" && i == 0 {
						continue
					}
					if name == "newlines_crlf" {
						want[column] = strings.ReplaceAll(want[column], "\r\n", "\n")
					}
					if got := words[n+1].Cells[i]; got != want[column] {
						t.Errorf("row %d, %s: got %q, want %q", n+2, column, got, want[column])
					}
				}
			}
		})
	}
}

func twin(t *testing.T, path, name string) (list []map[string]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(filepath.Dir(path), "..", "json", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasPrefix(string(data), "{") {
		data = []byte("[" + string(data) + "]")
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// csvkit says of each file of csvkit/examples what must become of it: rows ×
// columns and the findings that matter, or the refusal. A finding of severity
// tolak ends the batch just as a refusal does, with all its rows named.
var csvkit = map[string]string{
	"bad.csv":                            "1×3 tolak:row-long tolak:row-short",
	"bad_skip_lines.csv":                 "blank-before",
	"blanks.csv":                         "1×6 catatan:header-assumed",
	"blanks_converted.csv":               "no-rows",
	"date_like_number.csv":               "1×1",
	"dummy.csv":                          "1×3",
	"dummy.csv.bz2":                      "packed",
	"dummy.csv.gz":                       "packed",
	"dummy.tsv":                          "1×3",
	"dummy.xls":                          "excel",
	"dummy.xlsx":                         "excel",
	"dummy2.csv":                         "1×3",
	"dummy3.csv":                         "2×3",
	"dummy_col_shuffled.csv":             "1×3",
	"dummy_col_shuffled_ragged.csv":      "1×4",
	"empty.csv":                          "empty",
	"foo1.csv":                           "2×3",
	"foo2.csv":                           "2×3",
	"iris.csv":                           "150×5",
	"irismeta.csv":                       "3×3 catatan:header-assumed",
	"join_a.csv":                         "3×3",
	"join_a_short.csv":                   "1×3 tolak:row-short tolak:row-short",
	"join_b.csv":                         "3×3",
	"join_no_header_row.csv":             "3×3",
	"join_short.csv":                     "2×5",
	"mac_newlines.csv":                   "2×3",
	"no_header_row.csv":                  "1×3 catatan:no-header",
	"no_header_row2.csv":                 "1×3 catatan:no-header",
	"no_header_row3.csv":                 "2×3 catatan:no-header",
	"null_byte.csv":                      "nul",
	"optional_quote_characters.csv":      "1×3",
	"sheets.xls":                         "excel",
	"sheets.xlsx":                        "excel",
	"sheetsxls_converted.csv":            "5×9 perhatian:row-lone",
	"sheetsxlsx_converted.csv":           "5×9 perhatian:row-lone tolak:header-empty",
	"sniff_limit.csv":                    "1×3",
	"sort_ints_nulls.csv":                "3×3",
	"test.sql":                           "no-rows",
	"test.xls":                           "excel",
	"test.xlsx":                          "excel",
	"test_date_format.csv":               "2×1",
	"test_date_format_converted.csv":     "2×1",
	"test_empty_columns.csv":             "2×3 tanya:header-ask catatan:rows-empty perhatian:row-lone catatan:columns-dropped",
	"test_empty_columns_long_row.csv":    "no-rows",
	"test_empty_columns_short_row.csv":   "no-rows",
	"test_extra_header.csv":              "0×4 tolak:row-short",
	"test_geo.csv":                       "17×12",
	"test_geojson.csv":                   "3×7",
	"test_geojson.json":                  "json",
	"test_header_newline.csv":            "1×3 catatan:header-assumed",
	"test_ignore_case.csv":               "5×3",
	"test_join_short_rows.csv":           "1×3 tolak:row-short tolak:row-short tanya:header-ask",
	"test_latin1.csv":                    "2×3 catatan:charset-guessed",
	"test_latin1.sql":                    "no-rows",
	"test_literal_order.csv":             "3×2",
	"test_locale.csv":                    "1×3",
	"test_locale_converted.csv":          "1×3",
	"test_no_leading_zeroes.csv":         "1×3",
	"test_numeric_date_format.csv":       "2×1",
	"test_precision.csv":                 "1×1",
	"test_query.sql":                     "1×1 catatan:header-assumed catatan:columns-dropped",
	"test_skip_lines.csv":                "blank-before",
	"test_skip_lines.xls":                "excel",
	"test_skip_lines.xlsx":               "excel",
	"test_utf16_big.csv":                 "2×3",
	"test_utf16_little.csv":              "2×3",
	"test_utf8.csv":                      "2×3",
	"test_utf8_bom.csv":                  "2×3",
	"testdbf.dbf":                        "binary",
	"testdbf_converted.csv":              "8×12",
	"testfixed":                          "fixed-width",
	"testfixed_converted.csv":            "4×8 perhatian:row-lone",
	"testfixed_schema.csv":               "8×3",
	"testfixed_schema_no_inference.csv":  "3×3",
	"testfixed_skip_lines":               "fixed-width",
	"testjson.json":                      "json",
	"testjson_converted.csv":             "5×7 perhatian:row-lone",
	"testjson_multiline.json":            "json",
	"testjson_multiline_converted.csv":   "2×3",
	"testjson_nested.json":               "json",
	"testjson_nested_converted.csv":      "2×7",
	"testxls_converted.csv":              "5×8 perhatian:row-lone",
	"testxls_unicode_converted.csv":      "1×3",
	"testxlsx_converted.csv":             "5×8 perhatian:row-lone",
	"testxlsx_noinference_converted.csv": "5×8 perhatian:row-lone",
	"testxlsx_unicode_converted.csv":     "1×3",
}

func TestCSVKit(t *testing.T) {
	folder := shared(t, "opendata/torture/csvkit/examples")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		t.Run(e.Name(), func(t *testing.T) {
			want, ok := csvkit[e.Name()]
			if !ok {
				t.Fatal("nobody said what must become of this file")
			}
			g, err := read(context.Background(), file(t, filepath.Join(folder, e.Name())))
			if err != nil {
				refused(t, err, want, "")
				return
			}
			got := strings.TrimSpace(fmt.Sprintf("%d×%d %s", g.Count, len(g.Columns), found(g)))
			if got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			gridtest.Rows(t, g)
		})
	}
}

// TestEveryRealFile proves that no file of the collection makes the reader
// fall, and that each is read whole or refused in words.
func TestEveryRealFile(t *testing.T) {
	root := shared(t, "opendata")
	err := filepath.WalkDir(filepath.Dir(root), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		if info, err := e.Info(); err != nil || info.Size() > 4<<20 {
			return err
		}
		g, err := read(context.Background(), file(t, path))
		if err != nil {
			keyOf(t, err)
			return nil
		}
		count := int64(0)
		err = g.Rows(context.Background(), func(int64, []lewu.Cell) error { count++; return nil })
		if err != nil || count != g.Count {
			t.Errorf("%s: %d rows of %d, %v", path, count, g.Count, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
