package edition

import (
	"net/url"
	"testing"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Where a reader has come to in a table is no part of what is cited.
func TestSelectionQuery(t *testing.T) {
	c := Edition{Version: catalog.Version{N: 3}}
	q := lewu.Query{
		Filter: []lewu.Filter{{Column: "jenis", Op: lewu.OpIn, Values: []string{"sawah & ladang"}}}, Sort: []lewu.Sort{{Column: "produksi", Desc: true}},
		Columns: []string{"tahun", "produksi"}, Limit: 20, After: "abc",
	}
	if got, want := c.SelectionQuery(q), "jenis=sawah+%26+ladang&kolom=tahun%2Cproduksi&urut=-produksi&versi=3"; got != want {
		t.Errorf("SelectionQuery = %s, want %s", got, want)
	}
	if got := c.SelectionQuery(lewu.Query{Limit: 20}); got != "versi=3" {
		t.Errorf("the whole table is %s, want versi=3", got)
	}
}

// An address stays plain unless the request named a version or a delivery, and
// then it stays with that.
func TestPath(t *testing.T) {
	padi := Edition{Set: catalog.Dataset{Slug: "padi"}, Version: catalog.Version{N: 3}}
	asked, delivery := padi, padi
	asked.Asked, delivery.Batch = true, "k1"
	tahun := url.Values{"tahun": {"2025"}}
	for _, test := range []struct {
		of     Edition
		suffix string
		values url.Values
		want   string
	}{
		{padi, "", nil, "/data/padi"},
		{padi, ".csv", tahun, "/data/padi.csv?tahun=2025"},
		{asked, "", nil, "/data/padi?versi=3"},
		{asked, ".csv", tahun, "/data/padi.csv?tahun=2025&versi=3"},
		{delivery, "", nil, "/data/padi?batch=k1"},
		{delivery, "/beda", tahun, "/data/padi/beda?batch=k1&tahun=2025"},
	} {
		if got := test.of.Path(test.suffix, test.values); got != test.want {
			t.Errorf("Path(%q, %v) = %s, want %s", test.suffix, test.values, got, test.want)
		}
	}
	if len(tahun) != 1 {
		t.Errorf("a path changed the parameters it was given: %v", tahun)
	}
}

// The word of a delivery is known where one is shown, and refused elsewhere.
func TestQuestion(t *testing.T) {
	e := Edition{Version: catalog.Version{Columns: []lewu.Column{{Name: "tahun", Kind: lewu.Year}}}}
	values := url.Values{BatchWord: {"k1"}, "tahun": {"2025"}}
	if _, err := e.Question(values); !errs.Is(err, errs.Invalid) {
		t.Errorf("batch on a published version: %v, want Invalid", err)
	}
	e.Batch = "k1"
	q, err := e.Question(values)
	if err != nil || len(q.Filter) != 1 || len(values) != 2 {
		t.Errorf("batch on a delivery: %+v, %v, of %v", q, err, values)
	}
	if _, err := e.Question(url.Values{"halaman": {"9"}}); !errs.Is(err, errs.Invalid) {
		t.Errorf("halaman: %v, want Invalid", err)
	}
}
