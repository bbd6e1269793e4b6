package data

import (
	"bytes"
	"mime"
	"net/http"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/errs"

	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// chartPages are the pictures of a dataset. They take the filters of its table.
func (m *module) chartPages() []lewu.Page {
	keys := []string{lewu.AnyKey}
	return []lewu.Page{
		{Pattern: "GET /data/{slug}/grafik.svg", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.chartFile(".svg", "image/svg+xml", writeSVG)},
		{Pattern: "GET /data/{slug}/grafik.png", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.chartFile(".png", "image/png", writePNG)},
		{Pattern: "GET /data/{slug}/kartu.png", Cached: true, Keys: keys, Class: lewu.ClassQuery, Serve: m.shareCard},
	}
}

func writeSVG(d *view.Drawn, w *bytes.Buffer) error { return d.File(w) }
func writePNG(d *view.Drawn, w *bytes.Buffer) error { return d.PNG(w) }

// chartFile serves a picture as a file of its own, with title, source and date
// inside.
func (m *module) chartFile(ext, media string, write func(*view.Drawn, *bytes.Buffer) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		t, err := m.told(r)
		if err != nil {
			return err
		}
		d, err := t.Picture(r.Context())
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
		name := t.Filename("-"+string(t.Kind()), ext)
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
	card, err := t.Card(r.Context())
	if err != nil {
		return err
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
