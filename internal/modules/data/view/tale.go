// Package view makes what the page of a dataset shows, from its address alone:
// the question and the picture that are asked for, the finding in them, chart,
// table, filters and facts. Tell reads the address; a Tale is then asked for its
// parts. It is handed an opened version, and serves nothing itself.
package view

import (
	"context"
	"net/url"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// A Tale is what an address tells of a table: the question, the finding in it,
// and the picture.
type Tale struct {
	edition.Edition
	Page    web.Base
	Query   lewu.Query // as asked, without what a page adds
	Ask     Ask
	book    *book.Book
	Finding finding.Finding
	view    *view

	options   int  // that the lists of the form offer so far
	Rewritten bool // the address has a number as people write it: its own has another
}

// An opener opens a version to be asked under some filters.
type opener func(base []lewu.Filter) *book.Book

// Tell reads the address of a dataset's page, or of a picture of it.
func Tell(ctx context.Context, page web.Base, c edition.Edition, values url.Values, open opener) (t *Tale, err error) {
	t = &Tale{Edition: c, Page: page}
	if t.Query, t.Ask, t.Rewritten, err = Read(c, values); err != nil {
		return nil, err
	}
	if len(t.Query.Measure) > 0 {
		return nil, errs.Say(errs.Invalid, "data.page-groups", "slug", c.Set.Slug)
	}
	t.book = open(t.Query.Filter)
	if t.Finding, err = finding.Of(ctx, t.book, t.Ask.measure); err != nil {
		return nil, err
	}
	t.view, err = newView(ctx, t.writer(), t.Finding, t.Ask)
	return t, err
}

// Read is what an address asks of a table and of its picture. rewritten says
// that it has a number as people write it, where its own has another.
func Read(c edition.Edition, values url.Values) (q lewu.Query, ask Ask, rewritten bool, err error) {
	ask, rest := viewed(c.Version, values)
	rest, rewritten = plainNumbers(c.Version, rest)
	q, err = c.Question(rest)
	return q, ask, rewritten, err
}

// Picture draws what was asked for; nil: there is nothing to draw.
func (t *Tale) Picture(ctx context.Context) (*Drawn, error) {
	return t.view.draw(ctx, t.Page, t.Edition)
}

// Card is the picture of the page for shared links.
func (t *Tale) Card(ctx context.Context) (card chart.Share, err error) {
	card = chart.Share{Title: edition.Name(t.Page, t.Set), Finding: t.Gist(), Foot: t.view.source(t.Page, t.Edition)}
	if t.Set.Contoh {
		card.Contoh = t.Page.T("web.contoh")
	}
	d, err := t.Picture(ctx)
	if d != nil {
		d.Contoh = ""
		card.Chart = &d.Chart
	}
	return card, err
}

// Gist is the finding in a sentence or two.
func (t *Tale) Gist() string {
	var list []string
	for _, p := range t.view.Sentences(t.Finding) {
		list = append(list, p.String())
	}
	return strings.Join(list[:min(2, len(list))], " ")
}

// Sentences say what the table tells.
func (t *Tale) Sentences() []finding.Phrase { return t.view.Sentences(t.Finding) }

// Workings write out every number of the sentences, with the way to its receipt.
func (t *Tale) Workings() []finding.Phrase { return t.view.Workings(t.Finding) }

// Kind is the form of the picture; Kinds are those that may be asked for.
func (t *Tale) Kind() chart.Kind    { return t.view.kind }
func (t *Tale) Kinds() []chart.Kind { return t.view.kinds }
