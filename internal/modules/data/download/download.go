// Package download makes what can be taken of a dataset: CSV, workbook, JSON and
// Parquet of a version or of what a question chooses of it, from the shelf or
// while they are sent. A Shop is handed the stores it reads and the way to choose
// the version of a request.
package download

import (
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"os"
	"strconv"

	lewu "github.com/lewu-id/lewu"
	"github.com/lewu-id/lewu/internal/artefact"
	"github.com/lewu-id/lewu/internal/catalog"
	"github.com/lewu-id/lewu/internal/db"
	"github.com/lewu-id/lewu/internal/published"
	"github.com/lewu-id/lewu/internal/table"
	"github.com/lewu-id/lewu/internal/web"

	"github.com/lewu-id/lewu/internal/modules/data/edition"
	"github.com/lewu-id/lewu/internal/modules/data/view"
)

// A Shop is what downloads are made with.
type Shop struct {
	Catalog   *catalog.Store
	Published *published.Reader
	Artefacts *artefact.Shelf
	DB        *db.DB
	Log       *slog.Logger
	URL       string                                       // of the house
	Web       func() *web.Web                              // nil in a program without pages
	Choose    func(*http.Request) (edition.Edition, error) // the dataset and version of a request
}

// Attach sets the headers of a download. The bytes of a version never change,
// so its hash is the ETag.
func Attach(w http.ResponseWriter, name, media, etag string) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("ETag", etag)
	h.Set("Cache-Control", "public, no-cache")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Content-Disposition, Content-Length")
}

// Pages are the files of a version. Each takes the filters, the order
// and the columns of the page, ?versi= and ?pada=.
func (s Shop) Pages() []lewu.Page {
	return []lewu.Page{
		{Pattern: "GET /data/{slug}.csv", Class: lewu.ClassExport, Serve: s.download(s.csv)},
		{Pattern: "GET /data/{slug}.xlsx", Class: lewu.ClassExport, Serve: s.download(s.xlsx)},
		{Pattern: "GET /data/{slug}.json", Class: lewu.ClassExport, Serve: s.download(s.json)},
		{Pattern: "GET /data/{slug}.parquet", Class: lewu.ClassExport, Serve: s.downloadParquet},
	}
}

// download serves what pack makes of a version: the whole of it, which is kept
// on the shelf, or what the question in the address asks for.
func (s Shop) download(pack packer) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		c, err := s.Choose(r)
		if err != nil {
			return err
		}
		// As the page reads its address: behind another ending it is the same
		// question, whatever it says of the picture.
		q, _, _, err := view.Read(c, r.URL.Query())
		if err != nil {
			return err
		}
		q = edition.Selection(q)
		if c.Asked { // the version in force has been proved by who chose it
			// Before the first header: an error must not arrive as a download.
			if _, err := s.Published.Query(r.Context(), c.Version, lewu.Query{Limit: 1}); err != nil {
				return err
			}
		}
		p, err := pack(s.Web().Base(r, lewu.Message{}), c, q)
		if err != nil {
			return err
		}
		if c.Set.Contoh {
			w.Header().Set("X-Robots-Tag", "noindex")
		}
		if len(table.Values(q)) > 0 {
			p.shelf = "" // there are too many questions to keep their answers
		}
		plain := p.etag()
		if p.zips {
			web.VariesByEncoding(w.Header())
			if web.Zips(r) {
				p = s.zipped(p)
			}
		}
		Attach(w, p.name, p.media, p.etag())
		// Whoever has the bytes as they are needs them in no other encoding.
		if web.Has(w, r, p.etag(), plain) {
			return nil
		}
		if p.encoded {
			w.Header().Set("Content-Encoding", "gzip")
		}
		if p.encoded || p.shelf == "" {
			w.Header().Set("Accept-Ranges", "none")
		}
		return s.sendParcel(w, r, p)
	}
}

// sendParcel sends a download from the shelf, or makes it while it is sent.
// Only whoever asks for a part waits until it is made.
func (s Shop) sendParcel(w http.ResponseWriter, r *http.Request, p parcel) error {
	if p.shelf != "" {
		f, ok := s.Artefacts.Take(p.shelf)
		if !ok && (len(r.Header["Range"]) > 0 || r.Method == http.MethodHead && p.size == 0) {
			var err error
			if f, err = s.Artefacts.Whole(r.Context(), p.shelf, p.write); err != nil && !artefact.NoRoom(err) {
				return err
			}
			ok = err == nil
		}
		if ok {
			defer f.Close()
			return sendFile(w, r, p, f)
		}
	}
	if p.size > 0 {
		w.Header().Set("Content-Length", strconv.FormatInt(p.size, 10))
	}
	if r.Method == http.MethodHead {
		return nil
	}
	err := s.Artefacts.Send(r.Context(), p.shelf, w, p.write)
	if errors.Is(err, artefact.ErrLeft) {
		return nil // nobody's error
	}
	return err
}

// sendFile sends a download from the shelf. A compressed one goes out whole:
// parts are of the file itself.
func sendFile(w http.ResponseWriter, r *http.Request, p parcel, f *os.File) error {
	if !p.encoded {
		http.ServeContent(w, r, "", p.made, f)
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Length", strconv.FormatInt(info.Size(), 10))
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, f) // a visitor who left is nobody's error, and the length tells a cut file
	}
	return nil
}

// downloadParquet serves GET /data/{slug}.parquet: the version's own file.
func (s Shop) downloadParquet(w http.ResponseWriter, r *http.Request) error {
	c, err := s.Choose(r)
	if err != nil {
		return err
	}
	f, err := s.Published.Parquet(r.Context(), c.Version)
	if err != nil {
		return err
	}
	defer f.Close()
	Attach(w, c.Filename("", ".parquet"), "application/vnd.apache.parquet", `"`+c.Version.Berkas+`"`)
	http.ServeContent(w, r, "", c.Version.PublishedAt, f)
	return nil
}
