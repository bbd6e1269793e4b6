package data

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
)

// cellPath is the address where one published cell is proved.
func cellPath(set catalog.Dataset, v catalog.Version, at table.Origin, column string) string {
	q := url.Values{
		"versi": {strconv.Itoa(v.N)}, "asal": {strconv.Itoa(at.Asal)},
		"baris": {strconv.FormatInt(at.Row, 10)}, "sel": {column},
	}
	return "/data/" + set.Slug + "/asal?" + q.Encode()
}

// figurePath is the address where an aggregate is proved; quoted is the value
// that was read.
func figurePath(set catalog.Dataset, v catalog.Version, q lewu.Query, quoted string) string {
	values := table.Values(q)
	values.Set("versi", strconv.Itoa(v.N))
	if quoted != "" {
		values.Set("hasil", quoted)
	}
	return "/data/" + set.Slug + "/asal?" + values.Encode()
}

// proof opens the receipt a request asks for: ?asal=&baris=&sel= of a cell, or
// ?hitung= with filters of an aggregate.
func (m *module) proof(r *http.Request) (chosen, *published.Proof, error) {
	c, err := m.choose(r)
	if err != nil {
		return c, nil, err
	}
	q := r.URL.Query()
	if q.Has("sel") || q.Has("baris") {
		p, err := m.cellProof(r.Context(), c, q)
		return c, p, err
	}
	quoted := q.Get("hasil")
	q.Del("hasil")
	if !q.Has("hitung") {
		q.Set("hitung", "count") // the whole table: every row of it
	}
	query, err := c.question(q)
	if err != nil {
		return c, nil, err
	}
	p, err := m.Published.Figure(r.Context(), c.set, c.version, query, quoted)
	return c, p, err
}

func (m *module) cellProof(ctx context.Context, c chosen, q url.Values) (*published.Proof, error) {
	asal, err := strconv.Atoi(q.Get("asal"))
	if err != nil {
		return nil, errs.Say(errs.Invalid, "data.origin-bad", "value", q.Get("asal"))
	}
	row, err := strconv.ParseInt(q.Get("baris"), 10, 64)
	if err != nil {
		return nil, errs.Say(errs.Invalid, "data.origin-bad", "value", q.Get("baris"))
	}
	return m.Published.Cell(ctx, c.set, c.version, table.Origin{Asal: asal, Row: row}, q.Get("sel"))
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
