package data

import (
	"bytes"
	"mime"
	"net/http"
	"strings"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/chart"
	"github.com/lewu-id/lewu/internal/errs"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/book"
	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/finding"
)

// chartPages are the pictures of a dataset. They take the filters of its table.
func (m *module) chartPages() []lewu.Page {
	keys := []string{lewu.AnyKey}
	return []lewu.Page{
		{Pattern: "GET /data/{slug}/grafik.svg", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.chartFile(".svg", "image/svg+xml", (*drawn).writeSVG)},
		{Pattern: "GET /data/{slug}/grafik.png", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.chartFile(".png", "image/png", (*drawn).writePNG)},
		{Pattern: "GET /data/{slug}/kartu.png", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.shareCard},
	}
}

func (d *drawn) writeSVG(w *bytes.Buffer) error { return d.File(w) }
func (d *drawn) writePNG(w *bytes.Buffer) error { return d.PNG(w) }

// chartFile serves a picture as a file of its own, with title, source and date
// inside.
func (m *module) chartFile(ext, media string, write func(*drawn, *bytes.Buffer) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		t, err := m.told(r)
		if err != nil {
			return err
		}
		d, err := t.view.draw(r.Context(), t.page, t.Edition)
		if err != nil {
			return err
		}
		if d == nil {
			return errs.Say(errs.NotFound, "data.view-none")
		}
		var body bytes.Buffer
		if err := write(d, &body); err != nil {
			return err
		}
		name := t.Filename("-"+string(t.view.kind), ext)
		return sendPicture(w, media, "attachment", name, body.Bytes())
	}
}

// shareCard serves GET /data/{slug}/kartu.png: the picture of the page for
// shared links.
func (m *module) shareCard(w http.ResponseWriter, r *http.Request) error {
	t, err := m.told(r)
	if err != nil {
		return err
	}
	card := chart.Share{Title: edition.Name(t.page, t.Set), Finding: t.gist(), Foot: t.view.source(t.page, t.Edition)}
	if t.Set.Contoh {
		card.Contoh = t.page.T("web.contoh")
	}
	d, err := t.view.draw(r.Context(), t.page, t.Edition)
	if err != nil {
		return err
	}
	if d != nil {
		d.Contoh = ""
		card.Chart = &d.Chart
	}
	var body bytes.Buffer
	if err := card.PNG(&body); err != nil {
		return err
	}
	return sendPicture(w, "image/png", "inline", t.Filename("-kartu", ".png"), body.Bytes())
}

// sendPicture answers with a picture: to be taken away, or to be shown where
// another page puts it.
func sendPicture(w http.ResponseWriter, media, how, name string, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	_, err := w.Write(body)
	return err
}

// A tale is what an address tells of a table: the question, the finding in it,
// and the picture.
type tale struct {
	edition.Edition
	page  web.Base
	query lewu.Query // as asked, without what a page adds
	ask   viewAsk
	book  *book.Book
	find  finding.Finding
	view  *view

	options   int  // that the lists of the form offer so far
	rewritten bool // the address has a number as people write it: its own has another
}

// told reads the address of a dataset's page, or of a picture of it.
func (m *module) told(r *http.Request) (*tale, error) {
	c, err := m.choose(r)
	if err != nil {
		return nil, err
	}
	t := &tale{Edition: c, page: m.Web.Base(r, lewu.Message{})}
	ask, rest := viewed(c.Version, r.URL.Query())
	rest, t.rewritten = plainNumbers(c.Version, rest)
	t.ask = ask
	if t.query, err = c.Question(rest); err != nil {
		return nil, err
	}
	if len(t.query.Measure) > 0 {
		return nil, errs.Say(errs.Invalid, "data.page-groups", "slug", c.Set.Slug)
	}
	t.book = m.open(c.Set, c.Version, t.query.Filter)
	if t.find, err = finding.Of(r.Context(), t.book, t.ask.measure); err != nil {
		return nil, err
	}
	t.view, err = newView(r.Context(), finding.Writer{Speaker: t.page, Book: t.book}, t.find, t.ask)
	return t, err
}

// gist is the finding in a sentence or two.
func (t *tale) gist() string {
	var list []string
	for _, p := range t.view.Sentences(t.find) {
		list = append(list, p.String())
	}
	return strings.Join(list[:min(2, len(list))], " ")
}
