package data

import (
	"context"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/search"

	"github.com/lewu-id/lewu/internal/modules/data/answer"
	"github.com/lewu-id/lewu/internal/modules/data/book"
)

// answer gives the figures that answer a question which names a place or a
// year and a thing ("penduduk katingan 2024"). A question that could mean two
// things has no answer: a wrong figure is worse than none. Real figures answer
// before synthetic ones.
func (m *module) answer(ctx context.Context, q lewu.Question) (_ []lewu.KPI, err error) {
	defer errs.Wrap(&err, "data.answer(%.80q)", q.Text)

	if !answer.Answerable(q) {
		return nil, nil
	}
	found, err := m.Search.Find(ctx, q.Text, search.Options{Kinds: []string{docKind}, Limit: answer.MaxAsked})
	if err != nil {
		return nil, err
	}
	return answer.Figures(ctx, q, found.Hits, func(slug string) (*book.Book, error) {
		set, err := m.Catalog.Dataset(ctx, slug)
		if err != nil {
			return nil, err
		}
		v, _, err := m.Published.InForce(ctx, set)
		if err != nil {
			m.Log.WarnContext(ctx, "no answer from a dataset", "dataset", slug, "err", err)
			return nil, err
		}
		return m.open(set, v, nil), nil
	})
}
