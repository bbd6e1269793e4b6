package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/intake"
	"github.com/lewu-id/lewu/internal/text"
)

// TestCSVSpectrum publishes the twelve files of csv-spectrum and finds the
// words of their JSON twins again: the original ones by the receipt of each
// cell, the published ones in its rows. The twin of location_coordinates has
// another telephone number than its CSV and is left out there; newlines_crlf
// lost its carriage returns on its way here, only its twin still has them.
func TestCSVSpectrum(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	files, err := filepath.Glob(filepath.Join(shared(t, "opendata/torture/csv-spectrum/csvs"), "*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, %v, want 12", len(files), err)
	}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			slug := h.publishFile(t, name, body)
			h.holdTwin(t, slug, name, twin(t, path))
		})
	}
}

// twin reads the JSON beside a CSV: rows by column.
func twin(t *testing.T, path string) (list []map[string]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(filepath.Dir(path), "..", "json", strings.TrimSuffix(filepath.Base(path), ".csv")+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if bytes.HasPrefix(data, []byte("{")) {
		data = []byte("[" + string(data) + "]")
	}
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// holdTwin compares rows of the API and the words on their receipts with what
// the twin says.
func (h *house) holdTwin(t *testing.T, slug, name string, want []map[string]string) {
	t.Helper()
	d := h.dataset(t, slug)
	total := h.walk(t, slug, "", func(p rowsPage, i int) {
		row := want[p.Origin[i].Row-2] // the header is row 1
		if len(row) != len(d.Columns) {
			t.Fatalf("%d columns, want %v", len(d.Columns), row)
		}
		for j, c := range d.Columns {
			if name == "location_coordinates" && j == 0 {
				continue
			}
			words := row[c.Source]
			if name == "newlines_crlf" {
				words = strings.ReplaceAll(words, "\r\n", "\n")
			}
			if got := word(p.Rows[i][j]); !agrees(c.Kind, got, words, '.') {
				t.Errorf("row %d, %s (%s): published %q, the twin has %q", p.Origin[i].Row, c.Source, c.Kind, got, words)
			}
			var proof origin
			h.decode(t, cellOrigin("/api/v1/datasets/"+slug+"/origin", 1, 1, p.Origin[i].Row, c.Name), &proof)
			if proof.Verdict != "cocok" || proof.Rows[0].Words != words {
				t.Errorf("row %d, %s: receipt %+v, the twin has %q", p.Origin[i].Row, c.Source, proof, words)
			}
		}
	})
	if total != int64(len(want)) {
		t.Errorf("%d rows, the twin has %d", total, len(want))
	}
}

// csvkit says of each file of csvkit/examples what becomes of it on the road:
// rows × columns where it is published, the key of the refusal, or of the
// question with a mark.
var csvkit = map[string]string{
	"bad.csv":                            "csv.row-long",
	"bad_skip_lines.csv":                 "csv.blank-before",
	"blanks.csv":                         "1×6",
	"blanks_converted.csv":               "csv.no-rows",
	"date_like_number.csv":               "1×1",
	"dummy.csv":                          "1×3",
	"dummy.csv.bz2":                      "csv.packed",
	"dummy.csv.gz":                       "csv.packed",
	"dummy.tsv":                          "1×3",
	"dummy.xls":                          "xlsx.xls",
	"dummy.xlsx":                         "1×3",
	"dummy2.csv":                         "1×3",
	"dummy3.csv":                         "2×3",
	"dummy_col_shuffled.csv":             "1×3",
	"dummy_col_shuffled_ragged.csv":      "1×4",
	"empty.csv":                          "csv.empty",
	"foo1.csv":                           "2×3",
	"foo2.csv":                           "2×3",
	"iris.csv":                           "150×5",
	"irismeta.csv":                       "3×3",
	"join_a.csv":                         "3×3",
	"join_a_short.csv":                   "csv.row-short",
	"join_b.csv":                         "3×3",
	"join_no_header_row.csv":             "3×3",
	"join_short.csv":                     "2×5",
	"mac_newlines.csv":                   "2×3",
	"no_header_row.csv":                  "1×3",
	"no_header_row2.csv":                 "1×3",
	"no_header_row3.csv":                 "2×3",
	"null_byte.csv":                      "csv.nul",
	"optional_quote_characters.csv":      "1×3",
	"sheets.xls":                         "xlsx.xls",
	"sheets.xlsx":                        "? workbook.sheet-ask",
	"sheetsxls_converted.csv":            "5×9",
	"sheetsxlsx_converted.csv":           "csv.header-empty",
	"sniff_limit.csv":                    "1×3",
	"sort_ints_nulls.csv":                "3×3",
	"test.sql":                           "csv.no-rows",
	"test.xls":                           "xlsx.xls",
	"test.xlsx":                          "workbook.header-empty",
	"test_date_format.csv":               "2×1",
	"test_date_format_converted.csv":     "2×1",
	"test_empty_columns.csv":             "? csv.header-ask",
	"test_empty_columns_long_row.csv":    "csv.no-rows",
	"test_empty_columns_short_row.csv":   "csv.no-rows",
	"test_extra_header.csv":              "csv.row-short",
	"test_geo.csv":                       "17×12",
	"test_geojson.csv":                   "3×7",
	"test_geojson.json":                  "csv.json",
	"test_header_newline.csv":            "1×3",
	"test_ignore_case.csv":               "5×3",
	"test_join_short_rows.csv":           "csv.row-short",
	"test_latin1.csv":                    "2×3",
	"test_latin1.sql":                    "csv.no-rows",
	"test_literal_order.csv":             "3×2",
	"test_locale.csv":                    "1×3",
	"test_locale_converted.csv":          "1×3",
	"test_no_leading_zeroes.csv":         "1×3",
	"test_numeric_date_format.csv":       "2×1",
	"test_precision.csv":                 "1×1",
	"test_query.sql":                     "1×1",
	"test_skip_lines.csv":                "csv.blank-before",
	"test_skip_lines.xls":                "xlsx.xls",
	"test_skip_lines.xlsx":               "workbook.header-empty",
	"test_utf16_big.csv":                 "2×3",
	"test_utf16_little.csv":              "2×3",
	"test_utf8.csv":                      "2×3",
	"test_utf8_bom.csv":                  "2×3",
	"testdbf.dbf":                        "csv.binary",
	"testdbf_converted.csv":              "8×12",
	"testfixed":                          "csv.fixed-width",
	"testfixed_converted.csv":            "4×8",
	"testfixed_schema.csv":               "8×3",
	"testfixed_schema_no_inference.csv":  "3×3",
	"testfixed_skip_lines":               "csv.fixed-width",
	"testjson.json":                      "csv.json",
	"testjson_converted.csv":             "5×7",
	"testjson_multiline.json":            "csv.json",
	"testjson_multiline_converted.csv":   "2×3",
	"testjson_nested.json":               "csv.json",
	"testjson_nested_converted.csv":      "2×7",
	"testxls_converted.csv":              "5×8",
	"testxls_unicode_converted.csv":      "1×3",
	"testxlsx_converted.csv":             "5×8",
	"testxlsx_noinference_converted.csv": "5×8",
	"testxlsx_unicode_converted.csv":     "1×3",
}

// TestCSVKit sends every file of csvkit/examples down the road: published
// right, cell by cell, or refused in words.
func TestCSVKit(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	folder := shared(t, "opendata/torture/csvkit/examples")
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		seen++
		t.Run(e.Name(), func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(folder, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			h.holdKit(t, e.Name(), body)
		})
	}
	if seen != len(csvkit) {
		t.Errorf("%d files, the table names %d", seen, len(csvkit))
	}
}

func (h *house) holdKit(t *testing.T, name string, body []byte) {
	t.Helper()
	set := newSet("kit " + name)
	b := h.send(t, intake.Order{New: set, Data: parcel(name, body), Solo: "uji"})
	got := b.Failure.Key
	switch b.State {
	case catalog.Published:
		got = fmt.Sprintf("%d×%d", b.Prepared.Rows, len(b.Prepared.Columns))
	case catalog.Asking:
		findings, err := h.Catalog.Findings(t.Context(), b.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Severity == lewu.Ask {
				got = "? " + f.Message.Key
			}
		}
	}
	if want := csvkit[name]; got != want {
		t.Fatalf("state %s: got %s, want %s", b.State, got, want)
	}
	if b.State != catalog.Published {
		h.saysClearly(t, b)
		return
	}
	if strings.HasSuffix(name, ".xlsx") {
		h.holdWorkbook(t, text.Slug(set.Title), body)
		return
	}
	h.hold(t, text.Slug(set.Title), kitFile(t, name, body))
}

// kitFile reads a file of csvkit as somebody would who was told what it is.
func kitFile(t *testing.T, name string, body []byte) file {
	t.Helper()
	delimiter, f := ',', file{headers: 1, mark: '.'}
	switch name {
	case "test_utf16_big.csv", "test_utf16_little.csv":
		body = fromUTF16(body, strings.Contains(name, "big"))
	case "test_latin1.csv":
		var out []rune
		for _, c := range body {
			out = append(out, rune(c))
		}
		body = []byte(string(out))
	case "mac_newlines.csv":
		body = bytes.ReplaceAll(body, []byte("\r"), []byte("\n"))
	case "dummy.tsv":
		delimiter = '\t'
	case "sniff_limit.csv", "test_query.sql":
		delimiter = ';'
	case "test_locale.csv":
		f.mark = ','
	case "no_header_row.csv", "no_header_row2.csv", "no_header_row3.csv":
		f.headers = 0
	}
	f.records = records(t, body, delimiter)
	if name == "mac_newlines.csv" { // inside a cell they stand as written
		f.records[2][0] = strings.ReplaceAll(f.records[2][0], "\n", "\r")
	}
	return f
}

// fromUTF16 decodes text with or without its byte order mark.
func fromUTF16(body []byte, big bool) []byte {
	var units []uint16
	for pair := range slices.Chunk(body, 2) {
		if big {
			units = append(units, uint16(pair[0])<<8|uint16(pair[1]))
		} else {
			units = append(units, uint16(pair[1])<<8|uint16(pair[0]))
		}
	}
	return []byte(strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"))
}

// TestSpectrumDownloads: what was published of odd text comes out of the CSV
// download as it went in.
func TestSpectrumDownloads(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	body := "kunci,isi\n1,\"baris\natas \"\"kutip\"\", koma\"\n2,\"  tepi  \"\n3,ʤ é Ω\n"
	slug := h.publishFile(t, "Teks ganjil", []byte(body))
	if got := string(h.get(t, "/data/"+slug+".csv").body); got != body {
		t.Errorf("download is %q, want %q", got, body)
	}
	if got := h.rows(t, "/api/v1/datasets/"+slug+"/rows?"+url.Values{"isi.isi": {"KUTIP"}}.Encode()).Total; got != 1 {
		t.Errorf("%d rows contain KUTIP, want 1", got)
	}
}
