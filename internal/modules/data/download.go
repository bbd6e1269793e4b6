package data

import (
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/table"
)

// attach sets the headers of a download. The bytes of a version never change,
// so its hash is the ETag.
func attach(w http.ResponseWriter, name, media, etag string) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("ETag", etag)
	h.Set("Cache-Control", "public, no-cache")
	h.Set("Access-Control-Allow-Origin", "*")
}

// filename is what a download is called on somebody's disk; synthetic data
// says so even there.
func (c chosen) filename(part, ext string) string {
	name := c.set.Slug + "-v" + strconv.Itoa(c.version.N) + part + ext
	if c.set.Contoh {
		name = "contoh-" + name
	}
	return name
}

// downloadCSV serves GET /data/{slug}.csv: the whole version, whose SHA-256 is
// its isi, or the part that the page's filters ask for.
func (m *module) downloadCSV(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	q, err := c.question(r.URL.Query())
	if err != nil {
		return err
	}
	q.Limit, q.After = 0, ""
	// Proved before the first header: an error must not arrive as a download.
	if _, err := m.Published.Query(r.Context(), c.version, lewu.Query{Limit: 1}); err != nil {
		return err
	}
	if values := table.Values(q); len(values) > 0 {
		return m.sendPart(w, r, c, q, values)
	}
	return m.sendWhole(w, r, c)
}

// sendPart streams a filtered table. Its ETag is the version and the question:
// the same question gives the same bytes.
func (m *module) sendPart(w http.ResponseWriter, r *http.Request, c chosen, q lewu.Query, values url.Values) error {
	etag := `"` + c.version.Isi[:32] + "-" + url.QueryEscape(values.Encode()) + `"`
	attach(w, c.filename("-saringan", ".csv"), "text/csv; charset=utf-8", etag)
	w.Header().Set("Accept-Ranges", "none")
	if r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if r.Method == http.MethodHead {
		return nil
	}
	return m.Published.CSV(r.Context(), c.version, q, w)
}

// sendWhole serves the CSV of a version from the shelf, or makes it while it
// is sent. Only whoever asks for a range waits until it is made.
func (m *module) sendWhole(w http.ResponseWriter, r *http.Request, c chosen) error {
	shelf := c.version.Isi + ".csv"
	etag := `"` + c.version.Isi + `"`
	if f, ok := m.Artefacts.Take(shelf); ok {
		defer f.Close()
		attach(w, c.filename("", ".csv"), "text/csv; charset=utf-8", etag)
		http.ServeContent(w, r, "", c.version.PublishedAt, f)
		return nil
	}
	if r.Header.Get("Range") != "" || r.Header.Get("If-None-Match") != "" || r.Method == http.MethodHead {
		err := m.Artefacts.Put(shelf, func(out io.Writer) error { return m.Published.CSV(r.Context(), c.version, lewu.Query{}, out) })
		if err != nil {
			return err
		}
		return m.sendWhole(w, r, c)
	}
	attach(w, c.filename("", ".csv"), "text/csv; charset=utf-8", etag)
	w.Header().Set("Content-Length", strconv.FormatInt(c.version.IsiSize, 10))
	both := tee{visitor: w}
	err := m.Artefacts.Put(shelf, func(out io.Writer) error {
		both.shelf = out
		if err := m.Published.CSV(r.Context(), c.version, lewu.Query{}, &both); err != nil {
			return err
		}
		return both.shelfErr
	})
	switch {
	case both.visitorErr != nil:
		return nil // the visitor left: nobody's error
	case both.sent == 0 && err != nil:
		return m.Published.CSV(r.Context(), c.version, lewu.Query{}, w) // no shelf today
	case err != nil && both.shelfErr != nil:
		m.Log.WarnContext(r.Context(), "download sent, but not kept", "dataset", c.set.Slug, "err", err)
		return nil
	}
	return err
}

// A tee writes a download to its visitor and, as long as that works, to the
// shelf.
type tee struct {
	visitor, shelf       io.Writer
	visitorErr, shelfErr error
	sent                 int64
}

func (t *tee) Write(p []byte) (int, error) {
	n, err := t.visitor.Write(p)
	t.sent += int64(n)
	if err != nil {
		t.visitorErr = err
		return n, err
	}
	if t.shelfErr == nil {
		_, t.shelfErr = t.shelf.Write(p)
	}
	return n, nil
}

// downloadParquet serves GET /data/{slug}.parquet: the version's own file.
func (m *module) downloadParquet(w http.ResponseWriter, r *http.Request) error {
	c, err := m.choose(r)
	if err != nil {
		return err
	}
	f, err := m.Published.Parquet(r.Context(), c.version)
	if err != nil {
		return err
	}
	defer f.Close()
	attach(w, c.filename("", ".parquet"), "application/vnd.apache.parquet", `"`+c.version.Berkas+`"`)
	http.ServeContent(w, r, "", c.version.PublishedAt, f)
	return nil
}
