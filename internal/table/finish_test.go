package table

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// download is the whole download of a version.
func download(t *testing.T, e *Engine, src Source) string {
	t.Helper()
	var b bytes.Buffer
	if err := e.CSV(context.Background(), src, lewu.Query{}, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestFinishRepeats writes the same rows in other orders and with other numbers
// of threads. More than one row group, so that threads have something to do.
func TestFinishRepeats(t *testing.T) {
	columns := []lewu.Column{harvest[0], harvest[1], harvest[2], harvest[4]}
	const rows = groupRows + 1000
	r := rand.New(rand.NewPCG(1, 2))
	type line struct {
		row   int64
		cells []lewu.Cell
	}
	all := make([]line, rows)
	for i := range all {
		all[i] = line{int64(i + 2), row(fmt.Sprintf("62.%02d", 1+r.IntN(14)), nastyText(r), fmt.Sprint(2015+r.IntN(10)), fmt.Sprintf("%d.%02d", r.IntN(1e9), r.IntN(100)))}
	}
	var first Written
	for i, threads := range []int{1, 2, 4, 2} {
		e := engine(t, Options{Threads: threads})
		d := draft(t, e, columns, []string{"kode", "tahun"}, 1)
		for _, l := range all {
			if err := d.Append(1, l.row, l.cells); err != nil {
				t.Fatal(err)
			}
		}
		_, w := finish(t, d, Merge{})
		if i == 0 {
			first = w
		}
		if w.Berkas != first.Berkas || w.Isi != first.Isi {
			t.Errorf("%d threads: berkas %s, isi %s, want %s, %s", threads, w.Berkas, w.Isi, first.Berkas, first.Isi)
		}
		r.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
	}
	if info, err := os.Stat(first.Path); err != nil || info.Size() != first.Size || first.Rows != rows {
		t.Errorf("%v, %v: size %d, rows %d", info, err, first.Size, first.Rows)
	}
}

// TestFinishUnpivoted gives several rows the same origin: their cells decide.
func TestFinishUnpivoted(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{harvest[1], harvest[5]}
	var sums []string
	for _, order := range [][]string{{"3", "1", "2"}, {"2", "3", "1"}} {
		d := draft(t, e, columns, nil, 1)
		for _, n := range order {
			if err := d.Append(1, 2, row("Kapuas", n)); err != nil {
				t.Fatal(err)
			}
		}
		src, w := finish(t, d, Merge{})
		sums = append(sums, w.Berkas)
		if got := download(t, e, src); got != "kabupaten,petani\nKapuas,1\nKapuas,2\nKapuas,3\n" {
			t.Errorf("order %v: %q", order, got)
		}
	}
	if sums[0] != sums[1] {
		t.Errorf("bytes differ: %s, %s", sums[0], sums[1])
	}
}

func TestMerge(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{harvest[1], harvest[2], harvest[3]}
	key := []string{"kabupaten", "tahun"}
	base := publish(t, e, columns, key,
		row("Kapuas", "2023", "10.00"), row("Kapuas", "2024", "11.00"), row("Katingan", "2024", "5.00"), row("Barito Utara", "2022", ""))
	for _, test := range []struct {
		name                          string
		m                             Merge
		rows                          [][]lewu.Cell
		want                          string
		added, changed, removed, kept int64
	}{
		{"first version", Merge{}, [][]lewu.Cell{row("Kapuas", "2024", "1.00")},
			"Kapuas,2024,1.00", 1, 0, 0, 0},
		{"the file is the table", Merge{Mode: Replace, Base: &base},
			[][]lewu.Cell{row("Kapuas", "2024", "11.00"), row("Kapuas", "2023", "10.50"), row("Seruyan", "2024", "1.00")},
			"Kapuas,2023,10.50 Kapuas,2024,11.00 Seruyan,2024,1.00", 1, 1, 2, 0},
		{"periods in the file", Merge{Mode: ReplacePeriod, Period: "tahun", Base: &base},
			[][]lewu.Cell{row("Kapuas", "2024", "11.00"), row("Seruyan", "2024", "")},
			"Barito_Utara,2022, Kapuas,2023,10.00 Kapuas,2024,11.00 Seruyan,2024,", 1, 0, 1, 2},
		{"by key", Merge{Mode: Upsert, Base: &base},
			[][]lewu.Cell{row("Kapuas", "2024", "12.00"), row("Seruyan", "2024", "7.00")},
			"Barito_Utara,2022, Kapuas,2023,10.00 Kapuas,2024,12.00 Katingan,2024,5.00 Seruyan,2024,7.00", 1, 1, 0, 3},
		{"by key with deletions", Merge{Mode: Upsert, Base: &base, Deletions: [][]string{{"Katingan", "2024"}, {"Tidak ada", "2024"}}},
			[][]lewu.Cell{row("Kapuas", "2024", "11.00")},
			"Barito_Utara,2022, Kapuas,2023,10.00 Kapuas,2024,11.00", 0, 0, 1, 2},
	} {
		src, w := finish(t, draft(t, e, columns, key, 2, test.rows...), test.m)
		got := strings.Fields(strings.ReplaceAll(download(t, e, src), " ", "_"))[1:]
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: rows %q, want %q", test.name, strings.Join(got, " "), test.want)
		}
		if w.Added != test.added || w.Changed != test.changed || w.Removed != test.removed || w.Kept != test.kept {
			t.Errorf("%s: +%d ~%d -%d, kept %d, want +%d ~%d -%d, %d", test.name, w.Added, w.Changed, w.Removed, w.Kept,
				test.added, test.changed, test.removed, test.kept)
		}
	}
}

func TestMergeKeepsOrigin(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{harvest[1], harvest[3]}
	base := publish(t, e, columns, []string{"kabupaten"}, row("Kapuas", "1.00"), row("Katingan", "2.00"))
	src, w := finish(t, draft(t, e, columns, []string{"kabupaten"}, 2, row("Kapuas", "3.00")), Merge{Mode: Upsert, Base: &base})
	r, err := e.Query(context.Background(), src, lewu.Query{})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(r.Origin), "[{2 2} {1 3}]"; got != want || w.Changed != 1 {
		t.Errorf("origins %s, want %s; %d changed", got, want, w.Changed)
	}
	cells, err := e.Row(context.Background(), src, 1, 3)
	if err != nil || words(cells) != "Katingan|2.00" {
		t.Errorf("Row(1, 3) = %q, %v", words(cells), err)
	}
	if _, err := e.Row(context.Background(), src, 1, 2); !errs.Is(err, errs.NotFound) {
		t.Errorf("Row(1, 2): %v, want not found", err)
	}
}

func TestMergeColumns(t *testing.T) {
	e := engine(t, Options{})
	text := func(n string) lewu.Column { return lewu.Column{Name: n, Kind: lewu.Text} }
	number := func(n string) lewu.Column { return lewu.Column{Name: n, Kind: lewu.Integer} }
	decimal := func(n string, digits, scale int) lewu.Column {
		return lewu.Column{Name: n, Kind: lewu.Decimal, Digits: digits, Scale: scale}
	}
	for _, test := range []struct {
		name      string
		was, now  []lewu.Column
		old, new  []lewu.Cell
		want, key string
	}{
		{"integer to decimal", []lewu.Column{text("k"), number("n")}, []lewu.Column{text("k"), decimal("n", 10, 2)}, row("a", "7"), row("b", "1.50"), "k,n\na,7.00\nb,1.50\n", ""},
		{"whole numbers in a decimal column", []lewu.Column{text("k"), decimal("n", 10, 2)}, []lewu.Column{text("k"), number("n")}, row("a", "7.25"), row("b", "1"), "k,n\na,7.25\nb,1.00\n", ""},
		{"too long for a decimal", []lewu.Column{text("k"), number("n")}, []lewu.Column{text("k"), decimal("n", 10, 2)}, row("a", "9223372036854775807"), row("b", "1.50"), "", "table.kind-changed"},
		{"column gone and column new", []lewu.Column{text("k"), number("lama")}, []lewu.Column{text("k"), text("baru")}, row("a", "7"), row("b", "x"), "k,baru,lama\na,,7\nb,x,\n", ""},
		{"text to number", []lewu.Column{text("k"), text("n")}, []lewu.Column{text("k"), number("n")}, row("a", "7"), row("b", "1"), "", "table.kind-changed"},
		{"two kinds of region", []lewu.Column{text("k"), {Name: "w", Kind: lewu.BPS}}, []lewu.Column{text("k"), {Name: "w", Kind: lewu.Kemendagri}}, row("a", "6201"), row("b", "62.01"), "", "table.kind-changed"},
	} {
		base := publish(t, e, test.was, []string{"k"}, test.old)
		d := draft(t, e, test.now, []string{"k"}, 2, test.new)
		w, err := d.Finish(context.Background(), Merge{Mode: Upsert, Base: &base}, t.TempDir())
		if test.key != "" {
			if m, _ := errs.Public(err); m.Key != test.key || !errs.Is(err, errs.Invalid) || m.Args["column"] == "" {
				t.Errorf("%s: %v, want %s", test.name, err, test.key)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		src := Source{Path: w.Path, SHA256: w.Berkas, Columns: w.Columns, Rows: w.Rows}
		if got := download(t, e, src); got != test.want || w.Added != 1 || w.Changed != 0 || w.Removed != 0 {
			t.Errorf("%s: %q, want %q; +%d ~%d -%d", test.name, got, test.want, w.Added, w.Changed, w.Removed)
		}
	}
}

// TestReplaceChangedKind compares by text where a replaced column changed its
// kind: nothing is kept, so nothing is refused.
func TestReplaceChangedKind(t *testing.T) {
	e := engine(t, Options{})
	base := publish(t, e, []lewu.Column{{Name: "k", Kind: lewu.Code}, {Name: "n", Kind: lewu.Text}}, []string{"k"}, row("a", "7"), row("b", "8"))
	d := draft(t, e, []lewu.Column{{Name: "k", Kind: lewu.Code}, {Name: "n", Kind: lewu.Integer}}, []string{"k"}, 2, row("a", "7"), row("b", "9"))
	_, w := finish(t, d, Merge{Mode: Replace, Base: &base})
	if w.Added != 0 || w.Changed != 1 || w.Removed != 0 {
		t.Errorf("+%d ~%d -%d, want one changed", w.Added, w.Changed, w.Removed)
	}
}

func TestWithoutKey(t *testing.T) {
	e := engine(t, Options{})
	columns := harvest[1:2]
	base := publish(t, e, columns, nil, row("a"), row("a"), row("b"), row(""))
	src, w := finish(t, draft(t, e, columns, nil, 1, row("a"), row("c"), row("c"), row("")), Merge{Mode: Replace, Base: &base})
	if w.Added != 2 || w.Changed != 0 || w.Removed != 2 {
		t.Errorf("+%d ~%d -%d, want +2 ~0 -2", w.Added, w.Changed, w.Removed)
	}
	diff, err := e.Compare(context.Background(), base, src, 10)
	if err != nil || diff.Added != 2 || diff.Removed != 2 || len(diff.AddedRows) != 2 || len(diff.RemovedRows) != 2 {
		t.Fatalf("Compare = %+v, %v", diff, err)
	}
	if got := words(diff.RemovedRows[0].Cells) + words(diff.RemovedRows[1].Cells); got != "ab" {
		t.Errorf("removed %q, want ab", got)
	}
	if _, err := draft(t, e, columns, nil, 2, row("a")).Finish(context.Background(), Merge{Mode: Upsert, Base: &base}, t.TempDir()); !errs.Is(err, errs.Invalid) {
		t.Errorf("gabung without key: %v", err)
	}
}

func TestKeyTwice(t *testing.T) {
	e := engine(t, Options{})
	columns := harvest[1:3]
	base := publish(t, e, columns, []string{"kabupaten"}, row("Kapuas", "2023"))
	d := draft(t, e, columns, []string{"kabupaten"}, 2, row("Kapuas", "2024"))
	_, err := d.Finish(context.Background(), Merge{Mode: ReplacePeriod, Period: "tahun", Base: &base}, t.TempDir())
	if m, _ := errs.Public(err); m.Key != "table.key-twice" || m.Args["key"] != "kabupaten = Kapuas" {
		t.Errorf("got %v", err)
	}
}

func TestProblems(t *testing.T) {
	e := engine(t, Options{})
	d := draft(t, e, harvest[1:3], []string{"kabupaten", "tahun"}, 3,
		row("Kapuas", "2023"), row("Katingan", "2023"), row("Kapuas", "2023"), row("", "2023"), row("Kapuas", ""), row("", ""), row("Kapuas", "2023"), row("Katingan", "2023"))
	p, err := d.Problems(context.Background(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if p.Duplicates != 2 || p.DuplicateRows != 5 || len(p.First) != 2 || len(p.Missing) != 2 {
		t.Fatalf("%+v", p)
	}
	if got := fmt.Sprint(words(p.First[0].Key), p.First[0].Rows, p.First[0].At); got != "Kapuas|20233 [{3 2} {3 4}]" {
		t.Errorf("first = %s", got)
	}
	if got := fmt.Sprint(p.Missing); got != "[{kabupaten 2 [{3 5} {3 7}]} {tahun 2 [{3 6} {3 7}]}]" {
		t.Errorf("missing = %s", got)
	}
}

func TestAppendRefuses(t *testing.T) {
	e := engine(t, Options{})
	for i, bad := range []string{"6\xff", "a\xff", "40000", "1.234", "1e3", "9223372036854775808", "2025-02-30", "ya"} {
		cells := make([]lewu.Cell, len(harvest))
		cells[i] = lewu.Cell{Text: bad, Valid: true}
		d := draft(t, e, harvest, nil, 1)
		err := d.Append(1, 9, cells)
		if m, _ := errs.Public(err); m.Key != "table.bad-cell" || m.Args["row"] != "9" || m.Args["column"] != harvest[i].Name {
			t.Errorf("%s %q: %v", harvest[i].Name, bad, err)
		}
	}
}

// TestCompare names changed rows with both sides.
func TestCompare(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{harvest[1], harvest[5]}
	a := publish(t, e, columns, []string{"kabupaten"}, row("Kapuas", "1"), row("Katingan", "2"), row("Seruyan", ""))
	b := publish(t, e, columns, []string{"kabupaten"}, row("Katingan", "3"), row("Kapuas", "1"), row("Lamandau", "4"), row("Seruyan", "0"))
	d, err := e.Compare(context.Background(), a, b, 1)
	if err != nil {
		t.Fatal(err)
	}
	if d.Added != 1 || d.Changed != 2 || d.Removed != 0 || len(d.ChangedRows) != 1 {
		t.Fatalf("%+v", d)
	}
	c := d.ChangedRows[0]
	if got := fmt.Sprint(words(c.Before), c.BeforeOrigin, words(c.After), c.AfterOrigin); got != "Katingan|2{1 3}Katingan|3{1 2}" {
		t.Errorf("change = %s", got)
	}
	if got := fmt.Sprint(words(d.AddedRows[0].Cells), d.AddedRows[0].Origin); got != "Lamandau|4{1 4}" {
		t.Errorf("added = %s", got)
	}
}
