package table

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// The oracle answers a query over rows in memory with exact fractions. It
// shares no code with the compiler: a wrong rule shows as a difference.

// less orders two cells of a kind; missing is handled by its caller.
func less(kind lewu.Kind, a, b string) int {
	switch kind {
	case lewu.Integer, lewu.Money, lewu.Decimal, lewu.Year:
		return rat(a).Cmp(rat(b))
	}
	return strings.Compare(a, b)
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("no number: " + s)
	}
	return r
}

// ordered compares cells for a sort: missing last either way.
func ordered(kind lewu.Kind, a, b lewu.Cell, desc bool) int {
	switch {
	case !a.Valid && !b.Valid:
		return 0
	case !a.Valid:
		return 1
	case !b.Valid:
		return -1
	case desc:
		return -less(kind, a.Text, b.Text)
	}
	return less(kind, a.Text, b.Text)
}

// keeps tells whether a cell passes a filter.
func keeps(kind lewu.Kind, f lewu.Filter, c lewu.Cell) bool {
	among := slices.ContainsFunc(f.Values, func(v string) bool { return c.Valid && less(kind, c.Text, v) == 0 })
	switch f.Op {
	case lewu.OpIn:
		return among
	case lewu.OpNot:
		return !among
	case lewu.OpMin:
		return c.Valid && less(kind, c.Text, f.Values[0]) >= 0
	case lewu.OpMax:
		return c.Valid && less(kind, c.Text, f.Values[0]) <= 0
	case lewu.OpHas:
		return slices.ContainsFunc(f.Values, func(v string) bool {
			return c.Valid && strings.Contains(strings.ToLower(c.Text), strings.ToLower(v))
		})
	case lewu.OpMissing:
		return !c.Valid
	}
	return c.Valid
}

// roundHalf writes a fraction with digits behind the point, half away from zero.
func roundHalf(r *big.Rat, scale int) string {
	text := r.FloatString(scale) // which rounds half away from zero
	if rat(text).Sign() == 0 {
		text = strings.TrimPrefix(text, "-")
	}
	return text
}

// oracle is the whole answer: the rows, and the indexes they came from unless
// they are groups.
func oracle(columns []lewu.Column, rows [][]lewu.Cell, q lewu.Query) (answer [][]lewu.Cell, from []int) {
	at := func(name string) int { return slices.Index(names(columns), name) }
	for i, r := range rows {
		if !slices.ContainsFunc(q.Filter, func(f lewu.Filter) bool { return !keeps(columns[at(f.Column)].Kind, f, r[at(f.Column)]) }) {
			from = append(from, i)
		}
	}
	if len(q.Measure) > 0 {
		return oracleGroups(columns, rows, q, from), nil
	}
	slices.SortStableFunc(from, func(a, b int) int {
		for _, s := range q.Sort {
			if o := ordered(columns[at(s.Column)].Kind, rows[a][at(s.Column)], rows[b][at(s.Column)], s.Desc); o != 0 {
				return o
			}
		}
		return 0
	})
	shown := q.Columns
	if shown == nil {
		shown = names(columns)
	}
	for _, i := range from {
		var cells []lewu.Cell
		for _, name := range shown {
			cells = append(cells, rows[i][at(name)])
		}
		answer = append(answer, cells)
	}
	return answer, from
}

// oracleGroups makes groups of the rows from.
func oracleGroups(columns []lewu.Column, rows [][]lewu.Cell, q lewu.Query, from []int) (answer [][]lewu.Cell) {
	at := func(name string) int { return slices.Index(names(columns), name) }
	members, order := map[string][]int{}, []string{}
	if len(q.Group) == 0 {
		order = append(order, "")
	}
	for _, i := range from {
		id := ""
		for _, g := range q.Group {
			id += fmt.Sprintf("%v %q,", rows[i][at(g)].Valid, rows[i][at(g)].Text)
		}
		if len(q.Group) > 0 && members[id] == nil {
			order = append(order, id)
		}
		members[id] = append(members[id], i)
	}
	kinds := map[string]lewu.Kind{}
	var heads []string
	for _, g := range q.Group {
		kinds[g], heads = columns[at(g)].Kind, append(heads, g)
	}
	for _, m := range q.Measure {
		name := strings.TrimSuffix(m.Func+"_"+m.Column, "_")
		kinds[name], heads = lewu.Decimal, append(heads, name)
		if m.Func == "min" || m.Func == "max" {
			kinds[name] = columns[at(m.Column)].Kind
		}
	}
	for _, id := range order {
		var cells []lewu.Cell
		for _, g := range q.Group {
			cells = append(cells, rows[members[id][0]][at(g)])
		}
		for _, m := range q.Measure {
			cells = append(cells, oracleMeasure(columns, rows, m, members[id]))
		}
		answer = append(answer, cells)
	}
	by := slices.Clone(q.Sort)
	for _, g := range q.Group {
		by = append(by, lewu.Sort{Column: g})
	}
	slices.SortStableFunc(answer, func(a, b []lewu.Cell) int {
		for _, s := range by {
			i := slices.Index(heads, s.Column)
			if o := ordered(kinds[s.Column], a[i], b[i], s.Desc); o != 0 {
				return o
			}
		}
		return 0
	})
	return answer
}

func oracleMeasure(columns []lewu.Column, rows [][]lewu.Cell, m lewu.Measure, of []int) lewu.Cell {
	if m.Column == "" {
		return lewu.Cell{Text: fmt.Sprint(len(of)), Valid: true}
	}
	at := slices.Index(names(columns), m.Column)
	c := columns[at]
	var values []string
	for _, i := range of {
		if rows[i][at].Valid {
			values = append(values, rows[i][at].Text)
		}
	}
	if m.Func == "count" {
		return lewu.Cell{Text: fmt.Sprint(len(values)), Valid: true}
	}
	if len(values) == 0 {
		return lewu.Cell{}
	}
	scale := c.Scale
	if c.Kind == lewu.Money {
		scale = 2
	}
	sum := new(big.Rat)
	switch m.Func {
	case "min":
		return lewu.Cell{Text: slices.MinFunc(values, func(a, b string) int { return less(c.Kind, a, b) }), Valid: true}
	case "max":
		return lewu.Cell{Text: slices.MaxFunc(values, func(a, b string) int { return less(c.Kind, a, b) }), Valid: true}
	}
	for _, v := range values {
		sum.Add(sum, rat(v))
	}
	if m.Func == "avg" {
		return lewu.Cell{Text: roundHalf(sum.Quo(sum, big.NewRat(int64(len(values)), 1)), min(scale+2, 10)), Valid: true}
	}
	return lewu.Cell{Text: roundHalf(sum, scale), Valid: true}
}

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
