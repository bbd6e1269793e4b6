package web

import (
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Pages are compressed by the house itself, whole. A download is too large for
// that: it is compressed on its way, by who sends it.

// Zips tells whether a download of text may go out as gzip: the visitor takes
// it, and asks for no part of the file, since parts are of the file itself.
func Zips(r *http.Request) bool {
	return takes(r, "gzip") && len(r.Header["Range"]) == 0
}

// Zip compresses what is written to it, fast, and to the same bytes each time.
// Of 159 MB of CSV level 1 made 21 MB in 0.5 s, and level 5 17 MB in 1.3.
func Zip(w io.Writer) io.WriteCloser {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil { // of a level that does not exist
		return gzip.NewWriter(w)
	}
	z.ModTime = time.Unix(0, 0) // which stands for none; the zero Time would be a day in 2042
	return z
}

// Has tells whether the visitor has what carries one of these ETags already,
// and answers him 304.
func Has(w http.ResponseWriter, r *http.Request, etags ...string) bool {
	for _, etag := range etags {
		if matches(r.Header["If-None-Match"], etag) {
			w.WriteHeader(http.StatusNotModified)
			return true
		}
	}
	return false
}

// VariesByEncoding says that other visitors may get the same in another
// encoding.
func VariesByEncoding(h http.Header) { addVary(h, "Accept-Encoding") }
