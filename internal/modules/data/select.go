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
)

// A chosen is a dataset with the version a request is about.
type chosen struct {
	set     catalog.Dataset
	version catalog.Version
	asked   bool // by ?versi= or ?pada=, rather than the version in force
	damaged bool // the version in force cannot be read whole; this is one before
}

// choose finds the dataset of a request, and its version: ?versi=N, the one
// in force on ?pada=DATE, or the one in force now.
func (m *module) choose(r *http.Request) (c chosen, err error) {
	slug := r.PathValue("slug")
	web.Uses(r, "dataset:"+slug)
	if c.set, err = m.Catalog.Dataset(r.Context(), slug); err != nil {
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
		c.asked = true
		c.version, err = m.numbered(r.Context(), c.set, number)
	case day != "":
		c.asked = true
		c.version, err = m.onDay(r.Context(), c.set, day)
	default:
		c.version, c.damaged, err = m.Published.InForce(r.Context(), c.set)
	}
	return c, err
}

// question reads what a request asks of a version's table.
func (c chosen) question(v url.Values) (lewu.Query, error) {
	if err := elsewhere(v); err != nil {
		return lewu.Query{}, err
	}
	return table.ParseQuery(v, c.version.Columns)
}

// elsewhere refuses words that mean something in other rooms of the house but
// nothing here, rather than passing over them: ?halaman=9 must not quietly
// answer page 1.
func elsewhere(v url.Values) error {
	for _, word := range []string{"batch", "halaman", "q"} {
		if v.Get(word) != "" {
			return errs.Say(errs.Invalid, "data.word-elsewhere", "word", word)
		}
	}
	return nil
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

// link is an address of this dataset. It names the version only where the
// request did, so that a plain page stays plain.
func (c chosen) link(suffix string, pairs ...string) string {
	q := url.Values{}
	if c.asked {
		q.Set("versi", strconv.Itoa(c.version.N))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	path := "/data/" + c.set.Slug + suffix
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
