package table

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

func TestQueryRefuses(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest, nil, row("62.01", "Kotawaringin Barat", "2024", "1.00", "2.00", "3", "2024-05-01", "true"))
	filter := func(column, op string, values ...string) lewu.Query {
		return lewu.Query{Filter: []lewu.Filter{{Column: column, Op: op, Values: values}}}
	}
	for _, test := range []struct {
		q    lewu.Query
		want string
	}{
		{filter("produski", lewu.OpIn, "1"), "table.unknown-column column=produski nearest=produksi"},
		{filter(`a" OR 1=1 --`, lewu.OpIn, "1"), "table.unknown-column"},
		{filter("petani", lewu.OpMin, "1.5"), "table.value.integer column=petani value=1.5"},
		{filter("produksi", lewu.OpMin, "1,5"), "table.value.decimal"},
		{filter("nilai", lewu.OpIn, "Rp1"), "table.value.money"},
		{filter("tanggal", lewu.OpMax, "1/5/2024"), "table.value.date"},
		{filter("tahun", lewu.OpIn, "dua ribu"), "table.value.year"},
		{filter("sah", lewu.OpIn, "mungkin"), "table.value.boolean"},
		{filter("kabupaten", lewu.OpIn, "\xff"), "table.value.text"},
		{filter("kabupaten", lewu.OpIn), "table.value-count"},
		{filter("petani", lewu.OpMin, "1", "2"), "table.value-count"},
		{filter("petani", lewu.OpHas, "1"), "table.bad-operator"},
		{filter("sah", lewu.OpMin, "true"), "table.bad-operator"},
		{filter("petani", "like", "1"), "table.bad-operator"},
		{lewu.Query{Sort: []lewu.Sort{{Column: "x"}}}, "table.unknown-column"},
		{lewu.Query{Columns: []string{"x"}}, "table.unknown-column"},
		{lewu.Query{Group: []string{"x"}}, "table.unknown-column"},
		{lewu.Query{Group: []string{"tahun"}, Sort: []lewu.Sort{{Column: "petani"}}}, "table.unknown-column column=petani nearest=tahun"},
		{lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "kode"}}}, "table.bad-measure"},
		{lewu.Query{Measure: []lewu.Measure{{Func: "min"}}}, "table.bad-measure"},
		{lewu.Query{Measure: []lewu.Measure{{Func: "median", Column: "petani"}}}, "table.bad-measure"},
		{lewu.Query{Columns: []string{"kode"}, Measure: []lewu.Measure{{Func: "count"}}}, "table.columns-and-measures"},
		{lewu.Query{Filter: []lewu.Filter{{Column: "kode", Op: lewu.OpMissing}, {Column: "kode", Op: lewu.OpPresent}}}, "table.filter-twice"},
		{lewu.Query{Limit: MaxLimit + 1}, "table.limit"},
		{lewu.Query{Limit: -1}, "table.limit"},
		{lewu.Query{After: "!"}, "table.page-token"},
		{lewu.Query{After: "AAAAAAAAAAAAAAAA"}, "table.page-foreign"},
	} {
		_, err := e.Query(context.Background(), src, test.q)
		m, _ := errs.Public(err)
		got := m.Key
		for _, name := range []string{"column", "nearest", "value"} {
			if strings.Contains(test.want, name+"=") {
				got += " " + name + "=" + m.Args[name]
			}
		}
		if got != test.want || !errs.Is(err, errs.Invalid) {
			t.Errorf("%+v: %q (%v), want %q", test.q, got, err, test.want)
		}
	}
}

func TestPageTokens(t *testing.T) {
	e := engine(t, Options{})
	columns := harvest[1:3]
	a := publish(t, e, columns, nil, row("a", "2024"), row("b", "2024"), row("c", "2024"))
	b := publish(t, e, columns, nil, row("a", "2024"), row("b", "2024"), row("c", "2025"))
	ask := func(src Source, q lewu.Query) (*Result, string) {
		r, err := e.Query(context.Background(), src, q)
		m, _ := errs.Public(err)
		return r, m.Key
	}
	first, _ := ask(a, lewu.Query{Limit: 1})
	second, key := ask(a, lewu.Query{Limit: 2, After: first.Next})
	if key != "" || len(second.Rows) != 2 || second.Rows[0][0].Text != "b" || second.Next != "" {
		t.Errorf("second page, of another size: %+v, %s", second, key)
	}
	for name, got := range map[string]string{
		"another version": keyOf(ask(b, lewu.Query{Limit: 1, After: first.Next})),
		"another order":   keyOf(ask(a, lewu.Query{Sort: []lewu.Sort{{Column: "tahun"}}, After: first.Next})),
		"another filter":  keyOf(ask(a, lewu.Query{Filter: []lewu.Filter{{Column: "tahun", Op: lewu.OpPresent}}, After: first.Next})),
	} {
		if got != "table.page-foreign" {
			t.Errorf("%s: %q, want table.page-foreign", name, got)
		}
	}
	for _, bad := range []string{first.Next[:14], first.Next + "AAAA", first.Next[:len(first.Next)-1]} {
		if _, got := ask(a, lewu.Query{After: bad}); got != "table.page-token" {
			t.Errorf("token %q: %q, want table.page-token", bad, got)
		}
	}
}

// keyOf is the message of an answer that was refused.
func keyOf(_ *Result, key string) string { return key }

// TestForgedToken has the mark of its question and a value that is no number.
func TestForgedToken(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest[1:3], nil, row("a", "2024"))
	asked, err := check(src.Columns, lewu.Query{})
	if err != nil {
		t.Fatal(err)
	}
	token := asked.token(src.SHA256, []lewu.Cell{{Text: "x'; DROP TABLE t", Valid: true}})
	_, err = e.Query(context.Background(), src, lewu.Query{After: token})
	if m, _ := errs.Public(err); m.Key != "table.page-token" {
		t.Errorf("got %v", err)
	}
}

func TestSums(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{harvest[5], harvest[4], {Name: "lebar", Kind: lewu.Decimal, Digits: 38, Scale: 2}}
	nines := strings.Repeat("9", 36) + ".99"
	src := publish(t, e, columns, nil,
		row("9223372036854775807", "-0.01", nines), row("9223372036854775807", "9999999999999999.99", ""), row("9223372036854775807", "9999999999999999.99", "-"+nines))
	ask := func(q lewu.Query) (string, error) {
		r, err := e.Query(context.Background(), src, q)
		if err != nil {
			return "", err
		}
		return words(r.Rows[0]), nil
	}
	got, err := ask(lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "petani"}, {Func: "avg", Column: "petani"}, {Func: "sum", Column: "nilai"}, {Func: "avg", Column: "nilai"}, {Func: "sum", Column: "lebar"}, {Func: "count", Column: "lebar"}}})
	if want := "27670116110564327421|9223372036854775807.00|19999999999999999.97|6666666666666666.6567|0.00|2"; got != want || err != nil {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	// Three times the largest value is beyond what DuckDB can hold: refused,
	// never rounded.
	big := publish(t, e, columns, nil, row("1", "1.00", nines), row("1", "1.00", nines), row("1", "1.00", nines))
	_, err = e.Query(context.Background(), big, lewu.Query{Measure: []lewu.Measure{{Func: "sum", Column: "lebar"}}})
	if m, _ := errs.Public(err); m.Key != "table.sum-overflow" {
		t.Errorf("overflow: %v", err)
	}
}

func TestEmptyTable(t *testing.T) {
	e := engine(t, Options{})
	src := publish(t, e, harvest, []string{"kode"})
	r, err := e.Query(context.Background(), src, lewu.Query{})
	if err != nil || len(r.Rows) != 0 || r.Total != 0 || r.Next != "" {
		t.Errorf("rows: %+v, %v", r, err)
	}
	r, err = e.Query(context.Background(), src, lewu.Query{Measure: []lewu.Measure{{Func: "count"}, {Func: "sum", Column: "nilai"}}})
	if err != nil || words(r.Rows[0]) != "0|" || r.Rows[0][1].Valid {
		t.Errorf("measures: %+v, %v", r, err)
	}
	if got := download(t, e, src); got != "kode,kabupaten,tahun,produksi,nilai,petani,tanggal,sah\n" {
		t.Errorf("download = %q", got)
	}
}

func TestDistinct(t *testing.T) {
	e := engine(t, Options{})
	columns := []lewu.Column{{Name: "count", Kind: lewu.Text}}
	src := publish(t, e, columns, nil, row("b"), row("a"), row(""), row("c"), row("a"), row("c"))
	list, total, err := e.Distinct(context.Background(), src, "count", 3)
	if got := fmt.Sprint(list, total); got != "[{{a true} 2} {{c true} 2} {{b true} 1}] 4" || err != nil {
		t.Errorf("got %s, %v", got, err)
	}
	for range 2 { // counted, then remembered
		n, err := e.Count(context.Background(), src, []lewu.Filter{{Column: "count", Op: lewu.OpNot, Values: []string{"a"}}})
		if n != 4 || err != nil {
			t.Errorf("Count = %d, %v, want 4", n, err)
		}
	}
}

// TestPagesOverGroups walks filtered pages over several row groups in total
// order, where DuckDB stops early, and the download beside them.
func TestPagesOverGroups(t *testing.T) {
	e := engine(t, Options{Threads: 4})
	const rows = 2*groupRows + 5000
	d := draft(t, e, []lewu.Column{harvest[5]}, nil, 1)
	for i := range rows {
		if err := d.Append(1, int64(i+2), row(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	src, _ := finish(t, d, Merge{})
	q := lewu.Query{Filter: []lewu.Filter{{Column: "petani", Op: lewu.OpMin, Values: []string{"100"}}, {Column: "petani", Op: lewu.OpNot, Values: []string{"150000"}}}, Limit: MaxLimit}
	next, want := 100, strings.Builder{}
	for {
		r, err := e.Query(context.Background(), src, q)
		if err != nil || r.Total != rows-101 {
			t.Fatalf("total %d, %v, want %d", r.Total, err, rows-101)
		}
		for _, cells := range r.Rows {
			if next == 150000 {
				next++
			}
			if cells[0].Text != fmt.Sprint(next) {
				t.Fatalf("row %s, want %d", cells[0].Text, next)
			}
			want.WriteString(cells[0].Text + "\n")
			next++
		}
		if q.After = r.Next; r.Next == "" {
			break
		}
	}
	var got strings.Builder
	if err := e.CSV(context.Background(), src, q, &got); err != nil || got.String() != "petani\n"+want.String() || next != rows {
		t.Errorf("%d bytes, %v, want %d; %d rows", got.Len(), err, want.Len()+7, next)
	}
}

// TestMarkupStaysText puts what could break SQL, HTML or paths through a table.
func TestMarkupStaysText(t *testing.T) {
	e := engine(t, Options{})
	for _, text := range []string{`<b>"x"</b>`, "'; DROP TABLE t; --", "a\nb", "🙂", "\\", "a\x00b", "%", "_"} {
		src := publish(t, e, []lewu.Column{{Name: "select", Kind: lewu.Text}}, []string{"select"}, row(text), row("lain"))
		for _, op := range []string{lewu.OpIn, lewu.OpHas} {
			r, err := e.Query(context.Background(), src, lewu.Query{Filter: []lewu.Filter{{Column: "select", Op: op, Values: []string{text}}}})
			if err != nil || len(r.Rows) != 1 || r.Rows[0][0].Text != text {
				t.Errorf("%s %q: %+v, %v", op, text, r, err)
			}
		}
	}
}

// TestAverages holds the SQL that orders by averages to the Go that shows them.
func TestAverages(t *testing.T) {
	for _, test := range []struct {
		sum   string
		scale int
		count int64
		want  string
	}{
		{"10", 0, 3, "3.33"}, {"-10", 0, 3, "-3.33"}, {"20", 0, 3, "6.67"}, {"1", 0, 200, "0.01"}, {"-1", 0, 200, "-0.01"}, {"-1", 0, 201, "0.00"},
		{"0.05", 2, 2, "0.0250"}, {"0.000000000005", 12, 1, "0.0000000000"}, {"0.00000000005", 12, 1, "0.0000000001"}, {"100.00", 2, 8, "12.5000"},
	} {
		sum := test.sum
		if n, err := unscaled(sum, test.scale); err == nil {
			sum = scaled(n, test.scale)
		}
		if got, err := average(sum, test.scale, test.count); got != test.want || err != nil {
			t.Errorf("average(%s, %d) = %s, %v, want %s", test.sum, test.count, got, err, test.want)
		}
	}
	e := engine(t, Options{})
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		scale, count := r.IntN(13), int64(1+r.IntN(50))
		n := big.NewInt(r.Int64N(1 << r.IntN(40)))
		if r.IntN(2) == 0 {
			n.Neg(n)
		}
		sum := scaled(n, scale)
		want, err := average(sum, scale, count)
		if err != nil {
			t.Fatal(err)
		}
		var units *big.Int
		sql := averageSQL(fmt.Sprintf("CAST($1 AS DECIMAL(38,%d))", scale), "CAST($2 AS BIGINT)", scale)
		if err := e.db.one(context.Background(), "SELECT CAST("+sql+" AS HUGEINT)", []any{sum, count}, &units); err != nil {
			t.Fatal(err)
		}
		if got := scaled(units, averageScale(scale)); got != want {
			t.Errorf("%s / %d: SQL %s, Go %s", sum, count, got, want)
		}
	}
}
