package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

// every is a column of each kind.
func every() []lewu.Column {
	return []lewu.Column{
		{Name: "teks", Kind: lewu.Text}, {Name: "kode", Kind: lewu.Code}, {Name: "n", Kind: lewu.Integer}, {Name: "d", Kind: lewu.Decimal, Digits: 38, Scale: 5},
		{Name: "rp", Kind: lewu.Money}, {Name: "tgl", Kind: lewu.Date}, {Name: "th", Kind: lewu.Year}, {Name: "b", Kind: lewu.Boolean},
		{Name: "mendagri", Kind: lewu.Kemendagri}, {Name: "bps", Kind: lewu.BPS},
	}
}

// nastyRows are rows of those columns that trouble whoever packs them.
func nastyRows(r *rand.Rand, columns []lewu.Column, n int) (rows [][]lewu.Cell) {
	for range n {
		cells := make([]lewu.Cell, len(columns))
		for i, c := range columns {
			text := randomText(r, c)
			cells[i] = lewu.Cell{Text: text, Valid: text != ""}
		}
		rows = append(rows, cells)
	}
	return rows
}

// each are all rows that Each yields.
func each(t *testing.T, e *Engine, src Source, q lewu.Query) (rows [][]lewu.Cell) {
	t.Helper()
	err := e.Each(t.Context(), src, q, func(cells []lewu.Cell) error {
		rows = append(rows, slices.Clone(cells))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestEach holds the rows that stream against those that went in, and against
// the pages of Query.
func TestEach(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 13))
	e := engine(t, Options{})
	rows := nastyRows(r, every(), 6000) // more than one span
	src, _ := finish(t, draft(t, e, every(), nil, 1, rows...), Merge{})
	if got := each(t, e, src, lewu.Query{}); !reflect.DeepEqual(got, rows) {
		t.Fatalf("%d rows came, %d went in, and not all are the same", len(got), len(rows))
	}
	for name, q := range map[string]lewu.Query{
		"columns":  {Columns: []string{"b", "teks"}},
		"filter":   {Filter: []lewu.Filter{{Column: "b", Op: lewu.OpIn, Values: []string{"true"}}}},
		"sorted":   {Sort: []lewu.Sort{{Column: "rp", Desc: true}}, Filter: []lewu.Filter{{Column: "th", Op: lewu.OpMin, Values: []string{"2000"}}}},
		"groups":   {Group: []string{"th", "b"}, Measure: []lewu.Measure{{Func: "sum", Column: "rp"}, {Func: "max", Column: "teks"}}},
		"nothing":  {Filter: []lewu.Filter{{Column: "th", Op: lewu.OpIn, Values: []string{"1850"}}}},
		"a number": {Measure: []lewu.Measure{{Func: "count"}}},
	} {
		var want [][]lewu.Cell
		paged := q
		paged.Limit = 900
		for {
			page, err := e.Query(t.Context(), src, paged)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, page.Rows...)
			if paged.After = page.Next; page.Next == "" {
				break
			}
		}
		if got := each(t, e, src, q); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d rows stream, pages have %d", name, len(got), len(want))
		}
	}
}

func TestEachStops(t *testing.T) {
	e := engine(t, Options{})
	src, _ := finish(t, draft(t, e, every(), nil, 1, nastyRows(rand.New(rand.NewPCG(1, 2)), every(), 9000)...), Merge{})
	enough := errors.New("enough")
	seen := 0
	err := e.Each(t.Context(), src, lewu.Query{}, func([]lewu.Cell) error {
		if seen++; seen == 5000 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || seen != 5000 {
		t.Errorf("Each = %v after %d rows, want it to stop at 5000", err, seen)
	}
	if err := e.Each(t.Context(), src, lewu.Query{Columns: []string{"tidak_ada"}}, nil); err == nil {
		t.Error("a column that is not there streams")
	}
}

func TestUnpackRefuses(t *testing.T) {
	columns := []lewu.Column{{Name: "teks", Kind: lewu.Text}, {Name: "n", Kind: lewu.Integer}}
	for _, block := range []string{"5:Kapu", "x:Kapuas1;", "6:Kapuas", "6:Kapuas12", "99999999999999999999:a1;", "6", "3:abc1;2:a"} {
		err := unpack([]byte(block), columns, make([]lewu.Cell, 2), func([]lewu.Cell) error { return nil })
		if !errors.Is(err, errPacked) {
			t.Errorf("unpack(%q) = %v, want %v", block, err, errPacked)
		}
	}
}

func TestAnswer(t *testing.T) {
	got, err := Answer(every(), lewu.Query{Group: []string{"th"}, Measure: []lewu.Measure{{Func: "avg", Column: "n"}}})
	if err != nil || len(got) != 2 || got[0].Name != "th" || got[1].Name != "avg_n" || got[1].Kind != lewu.Decimal {
		t.Errorf("Answer = %+v, %v", got, err)
	}
}

// TestAppendJSON: what a standard reader gets back is the cell.
func TestAppendJSON(t *testing.T) {
	for _, test := range []struct {
		kind lewu.Kind
		text string
		want string
	}{
		{lewu.Integer, "9007199254740993", "9007199254740993"},
		{lewu.Decimal, "-0.50", "-0.50"},
		{lewu.Money, "8350310078958.56", `"8350310078958.56"`},
		{lewu.Year, "2024", "2024"},
		{lewu.Boolean, "true", "true"},
		{lewu.Date, "2025-10-31", `"2025-10-31"`},
		{lewu.Kemendagri, "62.06", `"62.06"`},
		{lewu.Text, "", "null"},
		{lewu.Text, "a\"b\\c\n\t\r\x00\x1f<&>", `"a\"b\\c\n\t\r\u0000\u001f<&>"`},
		{lewu.Text, "é🙂\u2028\u2029", `"é🙂\u2028\u2029"`},
	} {
		got := string(AppendJSON(nil, lewu.Column{Kind: test.kind}, lewu.Cell{Text: test.text, Valid: test.text != ""}))
		if got != test.want {
			t.Errorf("%s %q = %s, want %s", test.kind, test.text, got, test.want)
		}
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 3000 {
		text := nastyText(r)
		var back string
		if err := json.Unmarshal(AppendJSON(nil, lewu.Column{Kind: lewu.Text}, lewu.Cell{Text: text, Valid: true}), &back); err != nil || back != text {
			t.Fatalf("%q came back as %q, %v", text, back, err)
		}
	}
	if got := AppendJSON(nil, lewu.Column{Kind: lewu.Text}, lewu.Cell{Text: "a\xffb", Valid: true}); !bytes.Equal(got, []byte(`"a\ufffdb"`)) {
		t.Errorf("a broken byte = %s", got)
	}
}
