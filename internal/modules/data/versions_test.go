package data

import (
	"slices"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// history is versions newest first; those named were withdrawn.
func history(newest int, withdrawn ...int) (list []catalog.Version) {
	for n := newest; n > 0; n-- {
		v := catalog.Version{N: n, Isi: "isi", PublishedAt: time.UnixMilli(int64(n))}
		if slices.Contains(withdrawn, n) {
			v.WithdrawnAt = time.UnixMilli(99)
		}
		list = append(list, v)
	}
	return list
}

// A pair that was asked for in part is filled with what a reader would mean,
// and never with a withdrawn version.
func TestPairFill(t *testing.T) {
	for _, test := range []struct {
		Name         string
		list         []catalog.Version
		from, to     int // asked for
		gotFrom, got int
	}{
		{"nothing asked", history(4), 0, 0, 3, 4},
		{"the newest withdrawn", history(4, 4), 0, 0, 2, 3},
		{"the one before withdrawn", history(4, 3), 0, 0, 2, 4},
		{"from the newest", history(4), 4, 0, 4, 3},
		{"from an old one", history(4), 1, 0, 1, 4},
		{"to an old one", history(4, 2), 0, 3, 1, 3},
		{"to the first", history(4, 2), 0, 1, 3, 1},
		{"both", history(4), 3, 2, 3, 2},
		{"only one", history(1), 0, 0, 0, 1},
	} {
		p := pair{list: test.list, from: catalog.Version{N: test.from}, to: catalog.Version{N: test.to}}
		if err := p.fill(); err != nil || p.from.N != test.gotFrom || p.to.N != test.got {
			t.Errorf("%s: from %d to %d, %v, want %d and %d", test.Name, p.from.N, p.to.N, err, test.gotFrom, test.got)
		}
	}
	if err := (&pair{list: history(2, 1, 2)}).fill(); !errs.Is(err, errs.Gone) {
		t.Errorf("all withdrawn: %v, want Gone", err)
	}
	if err := (&pair{}).fill(); !errs.Is(err, errs.NotFound) {
		t.Errorf("none published: %v, want NotFound", err)
	}
}

func TestPairBetween(t *testing.T) {
	for _, test := range []struct {
		from, to int
		want     []int
	}{{1, 4, []int{2, 3, 4}}, {4, 1, []int{2, 3, 4}}, {3, 4, []int{4}}, {2, 2, nil}} {
		p := pair{list: history(5), from: catalog.Version{N: test.from}, to: catalog.Version{N: test.to}}
		var got []int
		for _, v := range p.between() {
			got = append(got, v.N)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("between %d and %d: %v, want %v", test.from, test.to, got, test.want)
		}
	}
}

// A line leads to the open version before it; a withdrawn one leads nowhere.
func TestVersionLine(t *testing.T) {
	c := edition.Edition{Set: catalog.Dataset{Slug: "padi", Current: 4}, Version: catalog.Version{N: 3}}
	list := history(4, 2)
	for i, want := range []versionItem{
		{InForce: true, Open: "/data/padi?versi=4", CSV: "/data/padi.csv?versi=4", Before: 3, Diff: "/data/padi/beda?dari=3&ke=4"},
		{Shown: true, Open: "/data/padi?versi=3", CSV: "/data/padi.csv?versi=3", Before: 1, Diff: "/data/padi/beda?dari=1&ke=3"},
		{},
		{Open: "/data/padi?versi=1", CSV: "/data/padi.csv?versi=1"},
	} {
		got := versionLineOf(c, list[i], list[i+1:])
		if got.Shown != want.Shown || got.InForce != want.InForce || got.Open != want.Open || got.CSV != want.CSV || got.Before != want.Before || got.Diff != want.Diff {
			t.Errorf("version %d: %+v, want %+v", list[i].N, got, want)
		}
	}
}

// Where a reader has come to in a table is no part of what is cited.
func TestSelectionQuery(t *testing.T) {
	c := edition.Edition{Version: catalog.Version{N: 3}}
	q := lewu.Query{
		Filter: []lewu.Filter{{Column: "jenis", Op: lewu.OpIn, Values: []string{"sawah & ladang"}}}, Sort: []lewu.Sort{{Column: "produksi", Desc: true}},
		Columns: []string{"tahun", "produksi"}, Limit: 20, After: "abc",
	}
	if got, want := c.SelectionQuery(q), "jenis=sawah+%26+ladang&kolom=tahun%2Cproduksi&urut=-produksi&versi=3"; got != want {
		t.Errorf("selectionQuery = %s, want %s", got, want)
	}
	if got := c.SelectionQuery(lewu.Query{Limit: 20}); got != "versi=3" {
		t.Errorf("the whole table is %s, want versi=3", got)
	}
}

func TestDiffCSV(t *testing.T) {
	cells := func(a, b string) []lewu.Cell {
		return []lewu.Cell{{Text: a, Valid: a != ""}, {Text: b, Valid: b != ""}}
	}
	d := &table.Diff{
		Columns:     []lewu.Column{{Name: "nama", Kind: lewu.Text}, {Name: "nilai", Kind: lewu.Integer}},
		ChangedRows: []table.Change{{Before: cells("Muara, Ja'an", "-5"), After: cells("Muara, Ja'an", "")}},
		AddedRows:   []table.DiffRow{{Cells: cells("=1+1", "7")}},
		RemovedRows: []table.DiffRow{{Cells: cells("", "0")}},
	}
	want := "_beda,nama,nilai\nsemula,\"Muara, Ja'an\",-5\nmenjadi,\"Muara, Ja'an\",\nbaru,'=1+1,7\nhilang,,0\n"
	if got := string(diffCSV(d)); got != want {
		t.Errorf("diffCSV = %q, want %q", got, want)
	}
}
