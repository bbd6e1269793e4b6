package app_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// A said is how a dataset's files are written, as its sender knows.
type said struct {
	delimiter rune
	mark      byte   // decimal mark
	period    string // header of the period column; empty: the last file is the table
}

// A row of a version, in the words of the file it came from.
type row struct {
	asal  int
	n     int64
	cells []string
}

// A replay is a version made again from the original bytes alone: files read
// by encoding/csv, later ones in place of the periods they hold.
type replay struct {
	dataset
	said
	files map[int]file
	rows  []row
	at    map[[2]int64]int       // place in rows by file and row
	place map[column]map[int]int // of a column in each file
}

// replayOf makes a version again. The bytes come straight from the folder of
// the blob store, and must have the hash that the manifest says.
func (h *house) replayOf(t *testing.T, slug string, s said) *replay {
	t.Helper()
	r := &replay{dataset: h.dataset(t, slug), said: s, files: map[int]file{}, at: map[[2]int64]int{}, place: map[column]map[int]int{}}
	for _, f := range r.dataset.Files {
		body, err := os.ReadFile(filepath.Join(h.folder, "berkas", f.SHA256[:2], f.SHA256[2:]))
		if err != nil {
			t.Fatal(err)
		}
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Fatalf("%s is not %s", f.Name, f.SHA256)
		}
		r.files[f.Asal] = file{records(t, body, s.delimiter), 1, s.mark}
		r.add(f.Asal)
	}
	if int64(len(r.rows)) != r.dataset.Rows {
		t.Fatalf("%s: %d rows by replay, %d published", slug, len(r.rows), r.dataset.Rows)
	}
	for i, row := range r.rows {
		r.at[[2]int64{int64(row.asal), row.n}] = i
	}
	return r
}

// add puts the rows of a file in place of the periods it holds.
func (r *replay) add(asal int) {
	f := r.files[asal]
	period := slices.Index(f.records[0], r.period)
	if period < 0 {
		r.rows = nil
	} else {
		has := map[string]bool{}
		for _, cells := range f.records[1:] {
			has[cells[period]] = true
		}
		r.rows = slices.DeleteFunc(r.rows, func(old row) bool {
			return has[old.cells[slices.Index(r.files[old.asal].records[0], r.period)]]
		})
	}
	for i, cells := range f.records[1:] {
		r.rows = append(r.rows, row{asal, int64(i) + 2, cells})
	}
}

// column finds a column of the dataset by its name.
func (r *replay) column(t *testing.T, name string) column {
	t.Helper()
	i := slices.IndexFunc(r.Columns, func(c column) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("%s has no column %q", r.Slug, name)
	}
	return r.Columns[i]
}

// cell is what a file says in a column of a row.
func (r *replay) cell(t *testing.T, row row, c column) string {
	t.Helper()
	at, ok := r.place[c][row.asal]
	if !ok {
		at = c.place(t, r.files[row.asal])
		if r.place[c] == nil {
			r.place[c] = map[int]int{}
		}
		r.place[c][row.asal] = at
	}
	return row.cells[at]
}

// matches tells whether a row meets the filters of an address.
func (r *replay) matches(t *testing.T, row row, filters url.Values) bool {
	t.Helper()
	for name, values := range filters {
		base, op, _ := strings.Cut(name, ".")
		c := r.column(t, base)
		cell := r.cell(t, row, c)
		is := func(v string) bool { return !nothing(cell) && agrees(c.Kind, v, cell, r.mark) }
		ok := false
		switch op {
		case "":
			ok = slices.ContainsFunc(values, is)
		case "bukan":
			ok = !slices.ContainsFunc(values, is)
		case "isi":
			ok = strings.Contains(strings.ToLower(cell), strings.ToLower(values[0]))
		case "kosong":
			ok = nothing(cell) == (values[0] == "1")
		case "min", "maks":
			limit, _ := new(big.Rat).SetString(values[0])
			v, is := number(cell, r.mark)
			ok = is && !nothing(cell) && (op == "min" && v.Cmp(limit) >= 0 || op == "maks" && v.Cmp(limit) <= 0)
		default:
			t.Fatalf("%s: nobody taught the test %q", r.Slug, name)
		}
		if !ok {
			return false
		}
	}
	return true
}

// measure does an aggregate again with exact fractions; nil is no value.
func (r *replay) measure(t *testing.T, what string, filters url.Values) (value *big.Rat, rows int64) {
	t.Helper()
	function, name, _ := strings.Cut(what, ":")
	var n int64
	sum := new(big.Rat)
	var least, most *big.Rat
	for _, row := range r.rows {
		if !r.matches(t, row, filters) {
			continue
		}
		rows++
		if name == "" {
			n++
			continue
		}
		cell := r.cell(t, row, r.column(t, name))
		if nothing(cell) {
			continue
		}
		n++
		v, ok := number(cell, r.mark)
		if !ok {
			t.Fatalf("%s row %d: %q is no number", r.Slug, row.n, cell)
		}
		sum.Add(sum, v)
		if least == nil || v.Cmp(least) < 0 {
			least = v
		}
		if most == nil || v.Cmp(most) > 0 {
			most = v
		}
	}
	switch {
	case function == "count":
		return new(big.Rat).SetInt64(n), rows
	case n == 0:
		return nil, rows
	case function == "sum":
		return sum, rows
	case function == "avg":
		return sum.Quo(sum, new(big.Rat).SetInt64(n)), rows
	case function == "min":
		return least, rows
	}
	return most, rows
}

// near tells whether a printed value is the exact one, or for an average the
// exact one rounded to the digits that are printed.
func near(exact *big.Rat, printed string, mark byte, average bool) bool {
	got, ok := number(printed, mark)
	if !ok || exact == nil {
		return false
	}
	if !average {
		return got.Cmp(exact) == 0
	}
	_, digits, _ := strings.Cut(printed, string(mark))
	unit := new(big.Rat).SetFrac64(1, 2)
	for range digits {
		unit.Quo(unit, big.NewRat(10, 1))
	}
	return got.Sub(got, exact).Abs(got).Cmp(unit) <= 0
}

// numeric are the columns that can be added up.
func (r *replay) numeric() (list []column) {
	for _, c := range r.Columns {
		if c.Kind.Numeric() {
			list = append(list, c)
		}
	}
	return list
}

// words are the columns to filter and group by.
func (r *replay) words() (list []column) {
	for _, c := range r.Columns {
		if c.Kind == lewu.Text || c.Kind == lewu.Year || c.Kind == lewu.Kemendagri || c.Kind == lewu.Date {
			list = append(list, c)
		}
	}
	return list
}
