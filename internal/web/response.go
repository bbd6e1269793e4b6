package web

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/lewu-id/lewu/internal/cache"
)

// A response is the ResponseWriter handlers get: it knows whether anything was
// written, and compresses whole answers.
type response struct {
	http.ResponseWriter
	r       *http.Request
	web     *Web
	status  int // 0: nothing written yet
	written int64
}

// Unwrap is for http.ResponseController.
func (w *response) Unwrap() http.ResponseWriter { return w.ResponseWriter }

func (w *response) WriteHeader(status int) {
	if w.status == 0 && status >= 200 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *response) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(b)
	w.written += int64(n)
	return n, err
}

// ReadFrom lets a file go out without passing through our memory.
func (w *response) ReadFrom(r io.Reader) (int64, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := io.Copy(w.ResponseWriter, r)
	w.written += n
	return n, err
}

// responseOf finds the response of the road beneath what wraps it; a writer
// that did not come along the road (a handler under test) is wrapped.
func (s *Web) responseOf(w http.ResponseWriter, r *http.Request) *response {
	if rw, ok := w.(*response); ok {
		return rw
	}
	return &response{ResponseWriter: w, r: r, web: s}
}

// whole answers a complete body. The body belongs to the answer from then on.
func whole(w http.ResponseWriter, status int, body []byte) error {
	rw, ok := w.(*response)
	if !ok {
		w.WriteHeader(status)
		_, err := w.Write(body)
		return err
	}
	var effort cache.Effort
	switch accepted(rw.r) {
	case "br":
		effort.Brotli = cache.Quick.Brotli
	case "gzip":
		effort.Gzip = cache.Quick.Gzip
	}
	addVary(rw.Header(), "Accept-Encoding")
	send(rw, rw.r, cache.NewEntry(status, rw.Header(), body, effort))
	return nil
}

// send answers an entry in the encoding that the visitor takes, or 304 where
// he has it already.
func send(w http.ResponseWriter, r *http.Request, e *cache.Entry) {
	h := w.Header()
	for name, values := range e.Header {
		h[name] = values
	}
	if e.Status == http.StatusOK {
		h["Etag"] = []string{e.ETag}
		reads := r.Method == http.MethodGet || r.Method == http.MethodHead
		if reads && matches(r.Header["If-None-Match"], e.ETag) {
			delete(h, "Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := e.Body
	switch encoding := accepted(r); {
	case encoding == "br" && e.Brotli != nil:
		h["Content-Encoding"], body = brotliHeader, e.Brotli
	case encoding != "" && e.Gzip != nil && takes(r, "gzip"):
		h["Content-Encoding"], body = gzipHeader, e.Gzip
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.WriteHeader(e.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a visitor who left is nobody's error
	}
}

// Values that many answers share; nobody writes into them.
var (
	brotliHeader = []string{"br"}
	gzipHeader   = []string{"gzip"}
)

// accepted chooses an encoding: br, gzip or none.
func accepted(r *http.Request) string {
	switch {
	case takes(r, "br"):
		return "br"
	case takes(r, "gzip"):
		return "gzip"
	}
	return ""
}

// takes tells whether Accept-Encoding names a coding without refusing it.
func takes(r *http.Request, coding string) bool {
	for _, header := range r.Header["Accept-Encoding"] {
		for item := range strings.SplitSeq(header, ",") {
			name, params, _ := strings.Cut(item, ";")
			if !strings.EqualFold(strings.TrimSpace(name), coding) {
				continue
			}
			q, weighed := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			return !weighed || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// matches compares weakly, as If-None-Match asks for.
func matches(headers []string, etag string) bool {
	for _, header := range headers {
		for item := range strings.SplitSeq(header, ",") {
			item = strings.TrimSpace(item)
			if item == "*" || strings.TrimPrefix(item, "W/") == strings.TrimPrefix(etag, "W/") {
				return true
			}
		}
	}
	return false
}

// addVary adds a request header to Vary, once.
func addVary(h http.Header, name string) {
	for _, value := range h["Vary"] {
		if strings.Contains(value, name) {
			return
		}
	}
	h.Add("Vary", name)
}

// A capture is a ResponseWriter into memory.
type capture struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (c *capture) Header() http.Header {
	if c.header == nil {
		c.header = make(http.Header)
	}
	return c.header
}

func (c *capture) WriteHeader(status int) {
	if c.status == 0 && status >= 200 {
		c.status = status
	}
}

func (c *capture) Write(b []byte) (int, error) {
	c.WriteHeader(http.StatusOK)
	return c.body.Write(b)
}
