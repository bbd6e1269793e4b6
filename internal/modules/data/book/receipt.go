package book

import (
	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
)

// OriginPath is the address where a receipt of a version is opened. Of one that
// is not published it is empty: nothing is proved before it stands.
func OriginPath(v catalog.Version, r lewu.Receipt) string {
	if !open(v) {
		return ""
	}
	return "/data/" + r.Dataset + "/asal?" + published.Address(v, r).Encode()
}

// CitePath is the address where the figure of a receipt is quoted, as OriginPath
// is.
func CitePath(v catalog.Version, r lewu.Receipt) string {
	if !open(v) {
		return ""
	}
	return "/kutip/" + r.Dataset + "?" + published.Address(v, r).Encode()
}

// open tells whether a version is published.
func open(v catalog.Version) bool { return !v.PublishedAt.IsZero() }

// CellReceipt asks for one published cell.
func CellReceipt(set catalog.Dataset, v catalog.Version, at table.Origin, column string) lewu.Receipt {
	return lewu.Receipt{
		Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Asal: at.Asal, Row: at.Row, Query: lewu.Query{Columns: []string{column}},
	}
}

// CellPath is the address where one published cell is proved.
func CellPath(set catalog.Dataset, v catalog.Version, at table.Origin, column string) string {
	return OriginPath(v, CellReceipt(set, v, at, column))
}

// FigureReceipt asks for an aggregate; quoted is the value that was read.
func FigureReceipt(set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) lewu.Receipt {
	return lewu.Receipt{Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Query: q, Result: quoted}
}

// FigurePath is the address where an aggregate is proved.
func FigurePath(set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) string {
	return OriginPath(v, FigureReceipt(set, v, q, quoted))
}
