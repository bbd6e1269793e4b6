package published

import (
	"net/url"
	"reflect"
	"strings"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
)

// The canonical text is for ever: what these receipts have as a number today is
// what they have in twenty years.
func TestNumber(t *testing.T) {
	cell := lewu.Receipt{Dataset: "produksi-padi", Version: 3, SHA256: "9f86d081", Asal: 1, Row: 6, Rows: 1, Result: "150537.00", Query: lewu.Query{Columns: []string{"produksi"}}}
	sum := lewu.Receipt{Dataset: "produksi-padi", Version: 3, SHA256: "9f86d081", Rows: 28, Result: "331987.01", Query: lewu.Query{
		Filter: []lewu.Filter{in("tahun", "2024")}, Measure: []lewu.Measure{{Func: "sum", Column: "produksi"}}}}
	sorted := sum
	sorted.Query.Sort, sorted.Query.Limit, sorted.Query.After = []lewu.Sort{{Column: "tahun"}}, 20, "x"
	for _, test := range []struct {
		name    string
		receipt lewu.Receipt
		text    string
		number  string
	}{
		{"cell", cell, `{"dataset":"produksi-padi","version":3,"sha256":"9f86d081","asal":1,"row":6,"column":"produksi","rows":1,"result":"150537.00"}`, "2xbm7v2gw4pgiafnkytf6c4nbkrlubpgeq2ubextnaqr25qv3zha"},
		{"sum", sum, `{"dataset":"produksi-padi","version":3,"sha256":"9f86d081","column":"produksi","func":"sum","filter":[{"column":"tahun","op":"in","values":["2024"]}],"rows":28,"result":"331987.01"}`, "54ou6blf4eanr6lkojtlt5fe7de7ey2byprgzoxubfz67w64xvtq"},
		{"sorted", sorted, `{"dataset":"produksi-padi","version":3,"sha256":"9f86d081","column":"produksi","func":"sum","filter":[{"column":"tahun","op":"in","values":["2024"]}],"rows":28,"result":"331987.01"}`, "54ou6blf4eanr6lkojtlt5fe7de7ey2byprgzoxubfz67w64xvtq"},
	} {
		text, err := Canonical(test.receipt)
		if string(text) != test.text || err != nil {
			t.Errorf("%s: Canonical = %s, %v, want %s", test.name, text, err, test.text)
		}
		number, err := Number(test.receipt)
		if number != test.number || err != nil {
			t.Errorf("%s: Number = %s, %v, want %s", test.name, number, err, test.number)
		}
	}
}

func TestNoReceipt(t *testing.T) {
	many := make([]string, 900)
	for i := range many {
		many[i] = strings.Repeat("x", 10)
	}
	sum := []lewu.Measure{{Func: "sum", Column: "produksi"}}
	for name, q := range map[string]lewu.Query{
		"rows": {Columns: []string{"produksi"}}, "two measures": {Measure: []lewu.Measure{{Func: "count"}, {Func: "sum", Column: "a"}}},
		"groups": {Measure: sum, Group: []string{"tahun"}}, "long": {Measure: sum, Filter: []lewu.Filter{in("jenis", many...)}},
	} {
		if _, err := Number(lewu.Receipt{Query: q}); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v, want Invalid", name, err)
		}
	}
}

// Asked reads what Address wrote, also where a column has the name of one of its
// words.
func TestAddress(t *testing.T) {
	set, v := harvest()
	taken := v
	taken.Columns = append(taken.Columns[:len(taken.Columns):len(taken.Columns)], lewu.Column{Name: "hasil", Label: "Hasil", Kind: lewu.Text})
	sum := lewu.Receipt{Dataset: set.Slug, Version: 3, SHA256: v.Isi, Result: "331987.01", Query: lewu.Query{
		Filter: []lewu.Filter{in("jenis", "ladang", "sawah")}, Measure: []lewu.Measure{{Func: "sum", Column: "produksi"}}}}
	cell := lewu.Receipt{Dataset: set.Slug, Version: 3, SHA256: v.Isi, Asal: 2, Row: 6, Query: lewu.Query{Columns: []string{"produksi"}}}
	for want, receipt := range map[string]lewu.Receipt{
		"hasil=331987.01&hitung=sum%3Aproduksi&jenis=ladang&jenis=sawah&versi=3": sum, "asal=2&baris=6&sel=produksi&versi=3": cell,
	} {
		values := Address(v, receipt)
		if values.Encode() != want {
			t.Errorf("Address = %s, want %s", values.Encode(), want)
		}
		if got, err := Asked(set, v, values); !reflect.DeepEqual(got, receipt) || err != nil {
			t.Errorf("Asked(%s) = %+v, %v, want %+v", want, got, err, receipt)
		}
	}
	sum.Query.Filter = append([]lewu.Filter{in("hasil", "baik")}, sum.Query.Filter...)
	got, err := Asked(set, taken, Address(taken, sum))
	if sum.Result = ""; !reflect.DeepEqual(got, sum) || err != nil {
		t.Errorf("with a column hasil: %+v, %v, want %+v", got, err, sum)
	}
	if got, err := Asked(set, v, url.Values{"versi": {"3"}}); err != nil || got.Query.Measure[0].Func != "count" {
		t.Errorf("nothing asked: %+v, %v, want the number of rows", got, err)
	}
	for _, query := range []string{"sel=produksi&asal=x&baris=1", "sel=produksi&asal=1&baris=0", "baris=2", "hitung=sum:produksi,count", "hitung=sum:produksi&kelompok=tahun", "hitung=sum:jenis", "tidakada=1"} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Asked(set, v, values); !errs.Is(err, errs.Invalid) {
			t.Errorf("Asked(%s) = %+v, %v, want Invalid", query, got, err)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, test := range []struct {
		kind lewu.Kind
		a, b string
		want bool
	}{
		{lewu.Integer, "388669", "388669.00", true}, {lewu.Decimal, "388669", "388670", false}, {lewu.Money, "", "", true}, {lewu.Decimal, "", "0", false},
		{lewu.Text, "sawah", "sawah", true}, {lewu.Code, "62.1", "62.10", false},
	} {
		if got := equal(test.kind, test.a, test.b); got != test.want {
			t.Errorf("equal(%s, %q, %q) = %v, want %v", test.kind, test.a, test.b, got, test.want)
		}
	}
}
