package data

import (
	"testing"
	"time"

	"github.com/lewu-id/lewu/internal/catalog"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// A line leads to the open version before it; a withdrawn one leads nowhere.
func TestVersionLine(t *testing.T) {
	c := edition.Edition{Set: catalog.Dataset{Slug: "padi", Current: 4}, Version: catalog.Version{N: 3}}
	list := []catalog.Version{{N: 4}, {N: 3}, {N: 2, WithdrawnAt: time.UnixMilli(99)}, {N: 1}}
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
