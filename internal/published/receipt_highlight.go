package published

import (
	"context"
	"slices"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/errs"
)

// Highlight finds what an agency calls the figure of a proof, where it put that
// figure on the front page; asOf is its time. ok is false for all others.
func (r *Reader) Highlight(ctx context.Context, set catalog.Dataset, p *Proof) (h catalog.Highlight, asOf string, ok bool, err error) {
	defer errs.Wrap(&err, "published.Highlight(%q)", set.Slug)

	if p.Verdict == Differ {
		return h, "", false, nil
	}
	for _, h := range set.Highlights {
		if (len(h.Query.Measure) == 0) != (p.Receipt.Row > 0) {
			continue
		}
		if p.Receipt.Row == 0 {
			if ok := sameFigure(set, p, h.Query); ok {
				return h, h.AsOf, true, nil
			}
			continue
		}
		answer, err := r.Query(ctx, p.Version, h.Query)
		if errs.Is(err, errs.Invalid) {
			continue // of another version's columns
		}
		if err != nil {
			return h, "", false, err
		}
		if len(answer.Rows) == 0 || answer.Origin[0].Asal != p.Receipt.Asal || answer.Origin[0].Row != p.Receipt.Row ||
			answer.Columns[len(answer.Columns)-1].Name != p.Column.Name {
			continue
		}
		asOf := h.AsOf
		if at := slices.IndexFunc(answer.Columns, func(c lewu.Column) bool { return c.Name == h.AsOf }); at >= 0 {
			asOf = answer.Rows[0][at].Text
		}
		return h, asOf, true, nil
	}
	return h, "", false, nil
}

// sameFigure tells whether a question is that of a proof, once it is in its one
// form.
func sameFigure(set catalog.Dataset, p *Proof, q lewu.Query) bool {
	asked, err := Asked(set, p.Version, Address(p.Version, lewu.Receipt{Dataset: set.Slug, Version: p.Version.N, Query: q}))
	if err != nil {
		return false
	}
	asked.SHA256, asked.Rows, asked.Result = p.Receipt.SHA256, p.Receipt.Rows, p.Receipt.Result
	one, err := Number(asked)
	if err != nil {
		return false
	}
	other, err := Number(p.Receipt)
	return err == nil && one == other
}
