package data

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/clock"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// choose finds the dataset of a request, and its version: ?versi=N, the one
// in force on ?pada=DATE, or the one in force now.
func (m *module) choose(r *http.Request) (c edition.Edition, err error) {
	slug := r.PathValue("slug")
	web.Uses(r, "dataset:"+slug)
	if c.Set, err = m.Catalog.Dataset(r.Context(), slug); err != nil {
		return c, err
	}
	// A part that cannot be read must not be left out in silence: without its
	// filter a question has another answer.
	q, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return c, errs.Because(errs.Invalid, err, "data.query-bad")
	}
	switch number, day := q.Get("versi"), q.Get("pada"); {
	case number != "" && day != "":
		return c, errs.Say(errs.Invalid, "data.version-or-day")
	case number != "":
		c.Asked = true
		c.Version, err = m.numbered(r.Context(), c.Set, number)
	case day != "":
		c.Asked = true
		c.Version, err = m.onDay(r.Context(), c.Set, day)
	default:
		c.Version, c.Damaged, err = m.Published.InForce(r.Context(), c.Set)
	}
	return c, err
}

func (m *module) numbered(ctx context.Context, set catalog.Dataset, text string) (v catalog.Version, err error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return v, errs.Say(errs.Invalid, "data.version-bad", "value", text)
	}
	return open(m.Catalog.Version(ctx, set.ID, n))
}

func (m *module) onDay(ctx context.Context, set catalog.Dataset, text string) (v catalog.Version, err error) {
	day, err := clock.ParseDay(text)
	if err != nil {
		return v, errs.Say(errs.Invalid, "data.day-bad", "value", text)
	}
	return open(m.Catalog.At(ctx, set.ID, day))
}

// open lets no withdrawn version through: 410, with the reason.
func open(v catalog.Version, err error) (catalog.Version, error) {
	if err == nil && !v.WithdrawnAt.IsZero() {
		err = errs.Say(errs.Gone, "published.withdrawn", "version", strconv.Itoa(v.N), "reason", v.Withdrawn)
	}
	return v, err
}

// open opens a version to be asked under some filters.
func (m *module) open(set catalog.Dataset, v catalog.Version, base []lewu.Filter) *book.Book {
	return book.New(set, v, base, func(ctx context.Context, q lewu.Query) (*table.Result, error) {
		return m.Published.Query(ctx, v, q)
	})
}

// told reads the address of a picture of a dataset.
func (m *module) told(r *http.Request) (*view.Tale, error) {
	c, err := m.choose(r)
	if err != nil {
		return nil, err
	}
	return m.tell(r, c)
}

// tell reads what an address asks of a version.
func (m *module) tell(r *http.Request, c edition.Edition) (*view.Tale, error) {
	open := func(base []lewu.Filter) *book.Book { return m.open(c.Set, c.Version, base) }
	return view.Tell(r.Context(), m.Web.Base(r, lewu.Message{}), c, r.URL.Query(), open)
}
