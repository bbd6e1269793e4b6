package diff

import (
	"slices"
	"testing"
	"time"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
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
		p := Pair{List: test.list, From: catalog.Version{N: test.from}, To: catalog.Version{N: test.to}}
		if err := p.Fill(); err != nil || p.From.N != test.gotFrom || p.To.N != test.got {
			t.Errorf("%s: from %d to %d, %v, want %d and %d", test.Name, p.From.N, p.To.N, err, test.gotFrom, test.got)
		}
	}
	if err := (&Pair{List: history(2, 1, 2)}).Fill(); !errs.Is(err, errs.Gone) {
		t.Errorf("all withdrawn: %v, want Gone", err)
	}
	if err := (&Pair{}).Fill(); !errs.Is(err, errs.NotFound) {
		t.Errorf("none published: %v, want NotFound", err)
	}
}

func TestPairBetween(t *testing.T) {
	for _, test := range []struct {
		from, to int
		want     []int
	}{{1, 4, []int{2, 3, 4}}, {4, 1, []int{2, 3, 4}}, {3, 4, []int{4}}, {2, 2, nil}} {
		p := Pair{List: history(5), From: catalog.Version{N: test.from}, To: catalog.Version{N: test.to}}
		var got []int
		for _, v := range p.Between() {
			got = append(got, v.N)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("between %d and %d: %v, want %v", test.from, test.to, got, test.want)
		}
	}
}

func TestCSV(t *testing.T) {
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
	if got := string(CSV(d)); got != want {
		t.Errorf("CSV = %q, want %q", got, want)
	}
}
