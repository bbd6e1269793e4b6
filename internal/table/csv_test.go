package table

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
)

func TestAppendCSV(t *testing.T) {
	columns := []lewu.Column{{Kind: lewu.Text}, {Kind: lewu.Integer}, {Kind: lewu.Code}}
	for _, test := range []struct {
		cells []lewu.Cell
		want  string
	}{
		{row("Kapuas", "-7", "0012"), "Kapuas,-7,0012\n"},
		{row("", "", ""), ",,\n"},
		{row("Kotawaringin Barat, Timur", "1", `"A"`), "\"Kotawaringin Barat, Timur\",1,\"\"\"A\"\"\"\n"},
		{row("=1+1", "1", "+62"), "'=1+1,1,'+62\n"},
		{row("-", "1", "@a,b"), "'-,1,\"'@a,b\"\n"},
		{row("\tx", "1", "\r"), "'\tx,1,\"'\r\"\n"},
		{row(" x", "1", "x "), "\" x\",1,\"x \"\n"},
		{row("baris\nbaru", "1", "é🙂"), "\"baris\nbaru\",1,é🙂\n"},
	} {
		if got := string(AppendCSV(nil, columns, test.cells)); got != test.want {
			t.Errorf("AppendCSV(%q) = %q, want %q", words(test.cells), got, test.want)
		}
	}
	if got := string(AppendCSV(nil, columns[:1], row(""))); got != "\"\"\n" {
		t.Errorf("one missing cell = %q, want quotes", got)
	}
}

// nasty are pieces of text that trouble CSV, SQL, HTML and spreadsheets.
var nasty = []string{
	"", "=", "+", "-", "@", "\t", "\r", "\n", "\r\n", `"`, `""`, "'", ",", ";", " ", "  ", "a", "Ä", "é", "🙂", "\x00", "\u200b", "\u00a0", "%", "_", `\`,
	"<script>alert(1)</script>", "Palangka Raya", "62.71", "1.234,5", "null", "NaN", "--", "/*", "$1", "?", "İ", "ß",
}

// nastyText joins a few pieces.
func nastyText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(5) {
		b.WriteString(nasty[r.IntN(len(nasty))])
	}
	return b.String()
}

// TestCSVAgrees holds the SQL that streams a download and AppendCSV together,
// with `isi`, and with what another reader of CSV gets back.
func TestCSVAgrees(t *testing.T) {
	r := rand.New(rand.NewPCG(62, 71))
	e := engine(t, Options{})
	for _, columns := range [][]lewu.Column{
		{{Name: "teks", Kind: lewu.Text}},
		{{Name: "teks", Kind: lewu.Text}, {Name: "kode", Kind: lewu.Code}, {Name: "n", Kind: lewu.Integer}, {Name: "d", Kind: lewu.Decimal, Digits: 38, Scale: 5},
			{Name: "rp", Kind: lewu.Money}, {Name: "tgl", Kind: lewu.Date}, {Name: "th", Kind: lewu.Year}, {Name: "b", Kind: lewu.Boolean}},
	} {
		var rows [][]lewu.Cell
		for range 5000 {
			cells := make([]lewu.Cell, len(columns))
			for i, c := range columns {
				text := randomText(r, c)
				cells[i] = lewu.Cell{Text: text, Valid: text != ""}
			}
			rows = append(rows, cells)
		}
		src, w := finish(t, draft(t, e, columns, nil, 1, rows...), Merge{})
		want := header(columns)
		for _, cells := range rows {
			want = AppendCSV(want, columns, cells)
		}
		var got bytes.Buffer
		if err := e.CSV(context.Background(), src, lewu.Query{}, &got); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			g, w := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
			for i := range min(len(g), len(w)) {
				if g[i] != w[i] {
					t.Fatalf("line %d: SQL %q, Go %q", i, g[i], w[i])
				}
			}
			t.Fatalf("%d bytes by SQL, %d by Go", got.Len(), len(want))
		}
		sum := sha256.Sum256(want)
		if isi := hex.EncodeToString(sum[:]); w.Isi != isi || w.IsiSize != int64(len(want)) {
			t.Errorf("isi = %s, %d bytes, want %s, %d", w.Isi, w.IsiSize, isi, len(want))
		}
		checkCSV(t, got.Bytes(), columns, rows)
	}
}

// checkCSV reads a download with the standard library and undoes the guard. The
// library turns CR LF in quotes into LF, so both sides lose it.
func checkCSV(t *testing.T, data []byte, columns []lewu.Column, rows [][]lewu.Cell) {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil || len(records) != len(rows)+1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	if !slices.Equal(records[0], names(columns)) {
		t.Errorf("header = %q", records[0])
	}
	for i, cells := range rows {
		for k, c := range cells {
			got := records[i+1][k]
			want := c.Text
			if want != "" && textual(columns[k].Kind) && strings.ContainsRune("=+-@\t\r", rune(want[0])) {
				want = "'" + want
			}
			if want = strings.ReplaceAll(want, "\r\n", "\n"); got != want {
				t.Fatalf("record %d, column %d = %q, want %q", i+1, k, got, want)
			}
		}
	}
}

// randomText is a canonical cell of a column, sometimes missing.
func randomText(r *rand.Rand, c lewu.Column) string {
	if r.IntN(5) == 0 {
		return ""
	}
	switch c.Kind {
	case lewu.Integer:
		return fmt.Sprint(int64(r.Uint64()) >> r.IntN(64))
	case lewu.Money, lewu.Decimal:
		p, s, _ := digits(c)
		n := tens(p)
		n.SetString(fmt.Sprint(r.Uint64())+fmt.Sprint(r.Uint64()), 10)
		n.Mod(n, tens(1+r.IntN(p)))
		if r.IntN(3) == 0 {
			n.Neg(n)
		}
		return scaled(n, s)
	case lewu.Date:
		return fmt.Sprintf("%04d-%02d-%02d", 1+r.IntN(9999), 1+r.IntN(12), 1+r.IntN(28))
	case lewu.Year:
		return fmt.Sprint(1900 + r.IntN(200))
	case lewu.Boolean:
		return fmt.Sprint(r.IntN(2) == 0)
	}
	return nastyText(r)
}
