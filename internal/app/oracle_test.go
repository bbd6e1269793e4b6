package app_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
)

// This file is the independent path: what the standard library makes of a
// file. Nothing here may use internal/intake or internal/table.

// records reads a file whole with encoding/csv. Its rows are those of a
// spreadsheet as long as the file has no blank lines.
func records(t *testing.T, body []byte, delimiter rune) [][]string {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff"))))
	r.Comma, r.FieldsPerRecord = delimiter, -1
	list, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// number reads a number as people write it, with a decimal point or comma and
// the other one for grouping.
func number(text string, mark byte) (*big.Rat, bool) {
	group := ","
	if mark == ',' {
		group = "."
	}
	text = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(text), "Rp"))
	text = strings.ReplaceAll(text, "\u2212", "-")
	text = strings.ReplaceAll(strings.ReplaceAll(text, group, ""), string(mark), ".")
	if strings.Trim(text, "-0123456789.") != "" {
		return nil, false // an exponent or a fraction is no number here
	}
	return new(big.Rat).SetString(text)
}

// nothing tells whether a cell of a file holds no value.
func nothing(cell string) bool {
	switch strings.TrimSpace(cell) {
	case "", "-", "–", "—", "…", "...", "NA", "N/A", "n/a", "NaN", "NULL", "null", "#N/A":
		return true
	}
	return false
}

// agrees tells whether a value of the API is what a cell of the file says,
// under the stated typing: a missing mark is null, a number has the same
// value, a date is the same day, ".0" behind a code was Excel's. All else
// stands as written.
func agrees(kind lewu.Kind, api, cell string, mark byte) bool {
	switch {
	case api == "":
		return nothing(cell)
	case kind.Numeric():
		want, ok := number(cell, mark)
		got, ok2 := new(big.Rat).SetString(api)
		return ok && ok2 && got.Cmp(want) == 0
	case kind == lewu.Date:
		return slices.ContainsFunc([]string{"2006-01-02", "2/1/2006", "2/1/06", "1/2/06", "1/2/2006"}, func(layout string) bool {
			day, err := time.Parse(layout, strings.TrimSpace(cell))
			return err == nil && day.Format(time.DateOnly) == api
		})
	case kind == lewu.Boolean:
		return strings.EqualFold(api, cell)
	case kind == lewu.Text:
		return api == cell
	}
	return api == cell || api+".0" == cell // a code or a year
}

// A column is one of GET /api/v1/datasets/{slug}.
type column struct {
	Name   string    `json:"name"`
	Kind   lewu.Kind `json:"kind"`
	Source string    `json:"source"`
}

// place is where a column stands in a file: under its header, or by the
// number in "kolom 3".
func (c column) place(t *testing.T, f file) int {
	t.Helper()
	if f.headers == 0 {
		n, err := strconv.Atoi(strings.TrimPrefix(c.Source, "kolom "))
		if err != nil {
			t.Fatalf("column %s comes from %q", c.Name, c.Source)
		}
		return n - 1
	}
	at := slices.IndexFunc(f.records[f.headers-1], func(header string) bool {
		return strings.TrimSpace(header) == strings.TrimSpace(c.Source)
	})
	if at < 0 {
		t.Fatalf("column %s comes from %q, which is none of %q", c.Name, c.Source, f.records[f.headers-1])
	}
	return at
}

// A dataset is GET /api/v1/datasets/{slug} as a program sees it.
type dataset struct {
	Slug    string   `json:"slug"`
	Version int      `json:"version"`
	Rows    int64    `json:"rows"`
	Isi     string   `json:"isi"`
	Contoh  bool     `json:"contoh"`
	Key     []string `json:"kunci"`
	Columns []column `json:"columns"`
	Recipe  []string `json:"recipe"`
	Damaged bool     `json:"damaged"`
	Files   []struct {
		Asal   int    `json:"asal"`
		SHA256 string `json:"sha256"`
		Name   string `json:"name"`
	} `json:"files"`
}

func (h *house) dataset(t *testing.T, slug string) (d dataset) {
	t.Helper()
	h.decode(t, "/api/v1/datasets/"+slug, &d)
	return d
}

// walk pages through all rows and calls see once for each.
func (h *house) walk(t *testing.T, slug, query string, see func(p rowsPage, i int)) (total int64) {
	t.Helper()
	seen := int64(0)
	for address := "/api/v1/datasets/" + slug + "/rows?" + query; address != ""; {
		p := h.rows(t, address)
		for i := range p.Rows {
			see(p, i)
		}
		seen += int64(len(p.Rows))
		if total = p.Total; len(p.Rows) == 0 && p.Next != "" {
			t.Fatalf("%s: an empty page with a next one", address)
		}
		address = p.Next
	}
	if seen != total {
		t.Errorf("%s?%s: %d rows on all pages, total says %d", slug, query, seen, total)
	}
	return total
}

// A file is what the standard library read, and how to read its numbers.
type file struct {
	records [][]string
	headers int  // records above the first row of data
	mark    byte // decimal mark
}

// hold compares a published dataset with the file it came from, cell by cell
// and sum by sum, all through the API.
func (h *house) hold(t *testing.T, slug string, f file) {
	t.Helper()
	d := h.dataset(t, slug)
	seen, sums, places := make([]bool, len(f.records)), make([]*big.Rat, len(d.Columns)), make([]int, len(d.Columns))
	for j, c := range d.Columns {
		places[j] = c.place(t, f)
	}
	wrong := 0
	total := h.walk(t, slug, "batas=10000", func(p rowsPage, i int) {
		at := int(p.Origin[i].Row) - 1
		if at < f.headers || at >= len(f.records) || seen[at] {
			t.Fatalf("%s: a row comes from row %d, again or from nowhere", slug, at+1)
		}
		seen[at] = true
		for j, c := range d.Columns {
			cell := ""
			if places[j] < len(f.records[at]) {
				cell = f.records[at][places[j]]
			}
			if got := word(p.Rows[i][j]); !agrees(c.Kind, got, cell, f.mark) {
				if wrong++; wrong < 10 {
					t.Errorf("%s row %d %s (%s): %q published as %q", slug, at+1, c.Name, c.Kind, cell, got)
				}
			}
			if c.Kind.Numeric() && !nothing(cell) {
				if sums[j] == nil {
					sums[j] = new(big.Rat)
				}
				if v, ok := number(cell, f.mark); ok {
					sums[j].Add(sums[j], v)
				}
			}
		}
	})
	if want := int64(len(f.records) - f.headers); total != want || d.Rows != want {
		t.Errorf("%s: %d rows, the dataset says %d, the file has %d", slug, total, d.Rows, want)
	}
	for j, c := range d.Columns {
		if sums[j] != nil {
			h.holdSum(t, slug, c.Name, sums[j])
		}
	}
}

// holdSum asks for the sum of a column and opens its receipt.
func (h *house) holdSum(t *testing.T, slug, name string, want *big.Rat) {
	t.Helper()
	p := h.rows(t, "/api/v1/datasets/"+slug+"/rows?hitung="+url.QueryEscape("sum:"+name))
	got, ok := new(big.Rat).SetString(word(p.Rows[0][0]))
	if !ok || got.Cmp(want) != 0 {
		t.Errorf("%s: sum of %s = %s, the file says %s", slug, name, word(p.Rows[0][0]), want.FloatString(4))
	}
	if p.Receipt == "" {
		t.Errorf("%s: the sum of %s has no receipt", slug, name)
	}
}

// shape is the columns of a dataset as "name:kind …".
func (d dataset) shape() string {
	list := make([]string, len(d.Columns))
	for i, c := range d.Columns {
		list[i] = fmt.Sprintf("%s:%s", c.Name, c.Kind)
	}
	return strings.Join(list, " ")
}
