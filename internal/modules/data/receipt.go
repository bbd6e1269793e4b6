package data

import (
	"maps"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"
)

// originPath is the address where a receipt is opened; citePath is the one where
// its figure is quoted. Both ask the same.
func originPath(v catalog.Version, r lewu.Receipt) string {
	return "/data/" + r.Dataset + "/asal?" + published.Address(v, r).Encode()
}

func citePath(v catalog.Version, r lewu.Receipt) string {
	return "/kutip/" + r.Dataset + "?" + published.Address(v, r).Encode()
}

// cellReceipt asks for one published cell.
func cellReceipt(set catalog.Dataset, v catalog.Version, at table.Origin, column string) lewu.Receipt {
	return lewu.Receipt{
		Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Asal: at.Asal, Row: at.Row, Query: lewu.Query{Columns: []string{column}},
	}
}

// cellPath is the address where one published cell is proved.
func cellPath(set catalog.Dataset, v catalog.Version, at table.Origin, column string) string {
	return originPath(v, cellReceipt(set, v, at, column))
}

// figureReceipt asks for an aggregate; quoted is the value that was read.
func figureReceipt(set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) lewu.Receipt {
	return lewu.Receipt{Dataset: set.Slug, Version: v.N, SHA256: v.Isi, Query: q, Result: quoted}
}

// figurePath is the address where an aggregate is proved.
func figurePath(set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) string {
	return originPath(v, figureReceipt(set, v, q, quoted))
}

// proof opens the receipt a request asks for: ?asal=&baris=&sel= of a cell, or
// ?hitung= with filters of an aggregate.
func (m *module) proof(r *http.Request) (chosen, *published.Proof, error) {
	c, err := m.choose(r)
	if err != nil {
		return c, nil, err
	}
	values := r.URL.Query()
	maps.DeleteFunc(values, func(name string, _ []string) bool { return web.Tracking(name) })
	if err := elsewhere(values); err != nil {
		return c, nil, err
	}
	receipt, err := published.Asked(c.set, c.version, values)
	if err != nil {
		return c, nil, err
	}
	p, err := m.Published.Open(r.Context(), c.set, c.version, receipt)
	return c, p, err
}

// measured is the column whose cells stand behind a figure; a count of rows is
// proved on the first one.
func measured(p *published.Proof) lewu.Column {
	if len(p.Receipt.Query.Measure) == 0 {
		return p.Column
	}
	if c, ok := p.Version.Column(p.Receipt.Query.Measure[0].Column); ok {
		return c
	}
	return p.Version.Columns[0]
}
