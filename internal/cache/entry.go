package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
)

// An Entry is a finished answer in its encodings. It does not change once it
// is in a Cache. Gzip and Brotli are nil where they would not be smaller.
type Entry struct {
	Status  int
	Header  http.Header // Content-Type and what else belongs to the answer
	Body    []byte
	Gzip    []byte
	Brotli  []byte
	ETag    string    // weak: one for all encodings
	Tags    []string  // what the answer was made from: "dataset:produksi-padi"
	Expires time.Time // zero: give out, do not keep
}

// Effort says how hard to compress, by level; 0 leaves an encoding out. An
// answer that lives a minute is not worth the time that an asset is worth which
// lives until the next release.
type Effort struct{ Gzip, Brotli int }

// The efforts for pages and for assets. A style sheet of 30 kB takes 2 ms and
// 11 ms in brotli; level 11 would take 58 ms at every start to save 8 %.
var (
	Quick = Effort{Gzip: 5, Brotli: 5}
	Best  = Effort{Gzip: 9, Brotli: 9}
)

// minCompress is the size from which compressing pays: below it all encodings
// fit one packet.
const minCompress = 1000

// NewEntry makes an entry of a body, with its ETag and encodings. What is
// compressed already (an image, a workbook) is left alone.
func NewEntry(status int, header http.Header, body []byte, effort Effort) *Entry {
	e := &Entry{Status: status, Header: header, Body: body, ETag: ETag(body)}
	if len(body) < minCompress || !compressible(header.Get("Content-Type")) {
		return e
	}
	if effort.Gzip > 0 {
		e.Gzip = smaller(gzipped(body, effort.Gzip), body)
	}
	if effort.Brotli > 0 {
		e.Brotli = smaller(brotlied(body, effort.Brotli), body)
	}
	return e
}

func smaller(z, body []byte) []byte {
	if len(z) < len(body) {
		return z
	}
	return nil
}

// ETag names a body by its content. It is weak because the compressed forms
// carry the same one.
func ETag(body []byte) string {
	sum := sha256.Sum256(body)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

func gzipped(b []byte, level int) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, level)
	if err != nil {
		return b
	}
	_, _ = w.Write(b) // a bytes.Buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func brotlied(b []byte, level int) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, level)
	_, _ = w.Write(b)
	_ = w.Close()
	return out.Bytes()
}

// compressible tells whether a media type is worth compressing.
func compressible(mediaType string) bool {
	for _, start := range []string{
		"text/", "application/json", "application/problem+json", "application/xml",
		"application/atom+xml", "image/svg+xml", "application/manifest+json",
		"application/vnd.apple.mpegurl", "application/javascript",
	} {
		if len(mediaType) >= len(start) && mediaType[:len(start)] == start {
			return true
		}
	}
	return false
}

// size is what the entry takes in memory, roughly: its bodies, and a page of
// bookkeeping.
func (e *Entry) size() int64 {
	return int64(len(e.Body)+len(e.Gzip)+len(e.Brotli)) + 1024
}
