package data

import (
	"maps"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
)

// proof opens the receipt a request asks for: ?asal=&baris=&sel= of a cell, or
// ?hitung= with filters of an aggregate.
func (m *module) proof(r *http.Request) (edition.Edition, *published.Proof, error) {
	c, err := m.choose(r)
	if err != nil {
		return c, nil, err
	}
	values := r.URL.Query()
	maps.DeleteFunc(values, func(name string, _ []string) bool { return web.Tracking(name) })
	if err := edition.Elsewhere(values); err != nil {
		return c, nil, err
	}
	receipt, err := published.Asked(c.Set, c.Version, values)
	if err != nil {
		return c, nil, err
	}
	p, err := m.Published.Open(r.Context(), c.Set, c.Version, receipt)
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
