package published

import (
	"context"
	"errors"
	"math/big"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
)

// Open proves a receipt that somebody holds: its result, where it has one, must
// come out again.
func (r *Reader) Open(ctx context.Context, set catalog.Dataset, v catalog.Version, receipt lewu.Receipt) (*Proof, error) {
	if receipt.Row == 0 {
		return r.Figure(ctx, set, v, receipt.Query, receipt.Result)
	}
	if len(receipt.Query.Columns) != 1 {
		return nil, errs.Say(errs.Invalid, "published.one-measure")
	}
	p, err := r.Cell(ctx, set, v, table.Origin{Asal: receipt.Asal, Row: receipt.Row}, receipt.Query.Columns[0])
	if err == nil && receipt.Result != "" && receipt.Result != p.Receipt.Result {
		p.Verdict = Differ
	}
	return p, err
}

// A Fate (nasib) is what became of a figure in a later version.
type Fate string

// Fates. Lost: its row is no longer there. Unknown: the later version cannot be
// asked the same, for a column went or the rows have no key.
const (
	Same    Fate = "sama"
	Changed Fate = "berubah"
	Lost    Fate = "hilang"
	Unknown Fate = "lain"
)

// A Later is a figure as another version has it.
type Later struct {
	Fate    Fate
	Receipt lewu.Receipt // of Same and Changed: what the later version says
}

// Later asks version now of the same dataset for the figure of a proof.
func (r *Reader) Later(ctx context.Context, p *Proof, now catalog.Version) (_ Later, err error) {
	defer errs.Wrap(&err, "published.Later(%s, %d)", now.Dataset, now.N)

	l := Later{Fate: Unknown, Receipt: p.Receipt}
	l.Receipt.Version, l.Receipt.SHA256 = now.N, now.Isi
	if now.N == p.Version.N {
		l.Fate = Same
		return l, nil
	}
	if p.Receipt.Row > 0 {
		err = r.laterCell(ctx, p, now, &l)
	} else {
		err = r.laterFigure(ctx, p, now, &l)
	}
	return l, err
}

// laterFigure asks the same question again; one that no longer fits the table
// leaves the fate unknown.
func (r *Reader) laterFigure(ctx context.Context, p *Proof, now catalog.Version, l *Later) error {
	answer, err := r.Query(ctx, now, p.Receipt.Query)
	if errs.Is(err, errs.Invalid) {
		return nil
	}
	if err != nil {
		return err
	}
	l.set(p, answer.Rows[0][0])
	return nil
}

// laterCell finds the row of a cell by its key.
func (r *Reader) laterCell(ctx context.Context, p *Proof, now catalog.Version, l *Later) error {
	column := p.Receipt.Query.Columns[0]
	filter, ok := p.keyFilter(now)
	if _, has := now.Column(column); !ok || !has {
		return nil
	}
	answer, err := r.Query(ctx, now, lewu.Query{Columns: []string{column}, Filter: filter, Limit: 2})
	switch {
	case errs.Is(err, errs.Invalid):
		return nil
	case err != nil:
		return err
	case len(answer.Rows) == 0:
		l.Fate = Lost
		return nil
	case len(answer.Rows) > 1:
		return nil
	}
	l.Receipt.Asal, l.Receipt.Row = answer.Origin[0].Asal, answer.Origin[0].Row
	l.set(p, answer.Rows[0][0])
	return nil
}

// keyFilter finds the row of a cell by the key of another version; ok is false
// where that has none, or the row lacks a column of it.
func (p *Proof) keyFilter(now catalog.Version) (filter []lewu.Filter, ok bool) {
	for _, key := range now.Key {
		at := slices.IndexFunc(p.Version.Columns, func(c lewu.Column) bool { return c.Name == key })
		if at < 0 || at >= len(p.Whole) {
			return nil, false
		}
		f := lewu.Filter{Column: key, Op: lewu.OpIn, Values: []string{p.Whole[at].Text}}
		if !p.Whole[at].Valid {
			f = lewu.Filter{Column: key, Op: lewu.OpMissing}
		}
		filter = append(filter, f)
	}
	return filter, len(filter) > 0
}

// set notes what a later version says. A value that is gone is a change too.
func (l *Later) set(p *Proof, v lewu.Cell) {
	l.Receipt.Result, l.Fate = v.Text, Changed
	if equal(p.Column.Kind, p.Receipt.Result, v.Text) {
		l.Fate = Same
	}
}

// equal tells whether two canonical texts are one value: a later version may
// write a number with more digits behind the point.
func equal(k lewu.Kind, a, b string) bool {
	if a == b || !k.Numeric() {
		return a == b
	}
	x, isX := new(big.Rat).SetString(a)
	y, isY := new(big.Rat).SetString(b)
	return isX && isY && x.Cmp(y) == 0
}

// Compare tells how version b of a dataset differs from version a, and names
// the first limit rows of each kind.
func (r *Reader) Compare(ctx context.Context, a, b catalog.Version, limit int) (_ *table.Diff, err error) {
	defer errs.Wrap(&err, "published.Compare(%s, %d, %d)", a.Dataset, a.N, b.N)

	from, err := r.source(ctx, a)
	to, other := r.source(ctx, b)
	if err = errors.Join(err, other); err != nil {
		return nil, err
	}
	return r.Tables.Compare(ctx, from, to, limit)
}
