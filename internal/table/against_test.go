package table

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// wild are the columns of the random tables: every kind, wide and narrow.
var wild = []lewu.Column{
	{Name: "nama", Kind: lewu.Text}, {Name: "kode", Kind: lewu.Code}, {Name: "wilayah", Kind: lewu.Kemendagri},
	{Name: "n", Kind: lewu.Integer}, {Name: "rp", Kind: lewu.Money}, {Name: "d", Kind: lewu.Decimal, Digits: 9, Scale: 3},
	{Name: "lebar", Kind: lewu.Decimal, Digits: 38, Scale: 12}, {Name: "th", Kind: lewu.Year},
	{Name: "tgl", Kind: lewu.Date}, {Name: "sah", Kind: lewu.Boolean}, {Name: "g0", Kind: lewu.Text}, {Name: "l", Kind: lewu.Text},
}

// fewText draws from few values, so that there are ties and groups.
func fewText(r *rand.Rand, c lewu.Column) string {
	n := r.IntN(7)
	if n == 6 {
		return ""
	}
	switch c.Kind {
	case lewu.Integer:
		return []string{"9223372036854775807", "-9223372036854775808", "0", "1", "-1", "9223372036854775806"}[n]
	case lewu.Money:
		return []string{"-1500000.25", "0.00", "-0.01", "9999999999999999.99", "12.50", "-9999999999999999.99"}[n]
	case lewu.Decimal:
		if c.Digits == 38 {
			return []string{"0.000000000001", "-12345678901234567890123456.123456789012", "9999999999999999999999999.999999999999", "1.000000000000", "-0.000000000001", "5.500000000000"}[n]
		}
		return []string{"0.001", "-0.005", "999999.999", "-1.000", "0.000", "2.500"}[n]
	case lewu.Year:
		return fmt.Sprint(2019 + n)
	case lewu.Date:
		return []string{"0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31", "2025-10-31"}[n]
	case lewu.Boolean:
		return fmt.Sprint(n%2 == 0)
	}
	return []string{"Kapuas", "kapuas hulu", "=x", `a"b,c`, "100%_", "Ä🙂\n"}[n]
}

// asked draws a value to compare a column with, at times between its values.
func asked(r *rand.Rand, c lewu.Column) string {
	if c.Kind.Numeric() && c.Kind != lewu.Integer && r.IntN(3) == 0 {
		return []string{"0.0005", "-0.0000000000001", "1", "99999999999999999999999999999999999999999999", "-99999999999999999999999999999999999999999999", "2.5"}[r.IntN(6)]
	}
	for {
		if text := fewText(r, c); text != "" {
			if textual(c.Kind) && r.IntN(3) == 0 {
				return string([]rune(text)[:2])
			}
			return text
		}
	}
}

func randomQuery(r *rand.Rand) lewu.Query {
	var q lewu.Query
	pick := func() lewu.Column { return wild[r.IntN(len(wild))] }
	used := map[string]bool{}
	for range r.IntN(3) {
		c := pick()
		op := []string{lewu.OpIn, lewu.OpNot, lewu.OpMin, lewu.OpMax, lewu.OpHas, lewu.OpMissing, lewu.OpPresent}[r.IntN(7)]
		if used[c.Name] || op == lewu.OpHas && !textual(c.Kind) || (op == lewu.OpMin || op == lewu.OpMax) && c.Kind == lewu.Boolean {
			continue
		}
		used[c.Name] = true
		f := lewu.Filter{Column: c.Name, Op: op}
		if op != lewu.OpMissing && op != lewu.OpPresent {
			f.Values = []string{asked(r, c)}
		}
		for range r.IntN(3) {
			if op == lewu.OpIn || op == lewu.OpNot || op == lewu.OpHas {
				f.Values = append(f.Values, asked(r, c))
			}
		}
		q.Filter = append(q.Filter, f)
	}
	if r.IntN(2) == 0 {
		for range r.IntN(4) {
			q.Sort = append(q.Sort, lewu.Sort{Column: pick().Name, Desc: r.IntN(2) == 0})
		}
		for range r.IntN(4) {
			q.Columns = append(q.Columns, pick().Name)
		}
		q.Columns, q.Sort = distinct(q.Columns), firstOf(q.Sort)
		return q
	}
	for range r.IntN(4) {
		q.Group = append(q.Group, pick().Name)
	}
	q.Group = distinct(q.Group)
	heads := slices.Clone(q.Group)
	for range 1 + r.IntN(3) {
		c := pick()
		m := lewu.Measure{Func: []string{"count", "sum", "avg", "min", "max"}[r.IntN(5)], Column: c.Name}
		if (m.Func == "sum" || m.Func == "avg") && !c.Kind.Numeric() || m.Func == "count" && r.IntN(2) == 0 {
			m = lewu.Measure{Func: "count"}
		}
		if !slices.Contains(q.Measure, m) {
			q.Measure = append(q.Measure, m)
			heads = append(heads, strings.TrimSuffix(m.Func+"_"+m.Column, "_"))
		}
	}
	for range r.IntN(3) {
		q.Sort = append(q.Sort, lewu.Sort{Column: heads[r.IntN(len(heads))], Desc: r.IntN(2) == 0})
	}
	q.Sort = firstOf(q.Sort)
	return q
}

// firstOf drops later sorts by a column that decided already.
func firstOf(list []lewu.Sort) (out []lewu.Sort) {
	for _, s := range list {
		if !slices.ContainsFunc(out, func(o lewu.Sort) bool { return o.Column == s.Column }) {
			out = append(out, s)
		}
	}
	return out
}

// total orders rows as a version without a key but with this one would.
func total(rows [][]lewu.Cell, columns []lewu.Column, key []string) []int {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		for _, k := range key {
			i := slices.Index(names(columns), k)
			if o := ordered(columns[i].Kind, rows[a][i], rows[b][i], false); o != 0 {
				return o
			}
		}
		return cmp.Compare(a, b)
	})
	return order
}

// TestQueryAgainstOracle asks random queries of random tables, and walks all
// pages of each: the whole answer, once, in order, with its exact total.
func TestQueryAgainstOracle(t *testing.T) {
	e := engine(t, Options{})
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 7))
		var made [][]lewu.Cell
		for range []int{0, 1, 60, 400}[seed] {
			cells := make([]lewu.Cell, len(wild))
			for i, c := range wild {
				text := fewText(r, c)
				cells[i] = lewu.Cell{Text: text, Valid: text != ""}
			}
			made = append(made, cells)
		}
		key := []string{"th", "nama"}
		src := publish(t, e, wild, key, made...)
		place := total(made, wild, key)
		rows := make([][]lewu.Cell, len(made))
		for i, p := range place {
			rows[i] = made[p]
		}
		for range 80 {
			q := randomQuery(r)
			q.Limit = 1 + r.IntN(60)
			compareWithOracle(t, e, src, rows, place, q)
		}
	}
}

func compareWithOracle(t *testing.T, e *Engine, src Source, rows [][]lewu.Cell, place []int, q lewu.Query) {
	t.Helper()
	want, from := oracle(src.Columns, rows, q)
	var got [][]lewu.Cell
	var origins []Origin
	asked := q
	for page := 0; ; page++ {
		r, err := e.Query(context.Background(), src, asked)
		if err != nil {
			t.Fatalf("%+v: %v", asked, err)
		}
		if r.Total != int64(len(want)) || len(r.Rows) > q.Limit || page > len(want) {
			t.Fatalf("%+v: page %d has %d rows, total %d, want %d", q, page, len(r.Rows), r.Total, len(want))
		}
		got, origins = append(got, r.Rows...), append(origins, r.Origin...)
		if asked.After = r.Next; r.Next == "" {
			break
		}
	}
	if len(got) != len(want) {
		t.Fatalf("%+v: %d rows, want %d", q, len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Fatalf("%+v: row %d = %q, want %q", q, i, words(got[i]), words(want[i]))
		}
		if from != nil && (origins[i] != Origin{1, int64(place[from[i]] + 2)}) {
			t.Fatalf("%+v: row %d from %v, want row %d", q, i, origins[i], place[from[i]]+2)
		}
	}
	var csv bytes.Buffer
	if err := e.CSV(context.Background(), src, q, &csv); err != nil {
		t.Fatalf("CSV(%+v): %v", q, err)
	}
	checked, err := check(src.Columns, q)
	if err != nil {
		t.Fatal(err)
	}
	lines := header(checked.result())
	for _, r := range want {
		lines = AppendCSV(lines, checked.result(), r)
	}
	if !bytes.Equal(csv.Bytes(), lines) {
		t.Fatalf("CSV(%+v) = %q, want %q", q, csv.String(), lines)
	}
}
