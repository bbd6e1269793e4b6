package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// A Look is what the province says of itself that every page wears. Empty is the
// house's own.
type Look struct {
	Province   string
	Accent     string // "#0b5d4e": checked for contrast where it was saved
	AccentDark string
	Logo       string // SHA-256 of a PNG
}

// Addresses of the theme and the logo; ?v= names what they hold.
const (
	themePath = "/tema.css"
	logoPath  = "/logo.png"
	maxLogo   = 1 << 20
)

// theme is the style sheet of the province's colours.
func (l Look) theme() string {
	var b strings.Builder
	if l.Accent != "" {
		b.WriteString(":root{--accent:" + l.Accent + "}\n")
	}
	if l.AccentDark != "" {
		b.WriteString("@media screen and (prefers-color-scheme:dark){:root{--accent:" + l.AccentDark + "}}\n")
	} else if l.Accent != "" {
		b.WriteString("@media screen and (prefers-color-scheme:dark){:root{--accent:#74d3b9}}\n") // the house's own
	}
	return b.String()
}

// Theme is the address of the province's colours; empty: the house's own.
func (b Base) Theme() string {
	sheet := b.look.theme()
	if sheet == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(sheet))
	return themePath + "?v=" + hex.EncodeToString(sum[:8])
}

// Logo is the address of the province's sign; empty: the house's own mark.
func (b Base) Logo() string {
	if b.look.Logo == "" {
		return ""
	}
	return logoPath + "?v=" + b.look.Logo[:min(16, len(b.look.Logo))]
}

// MountLook serves the province's colours and its sign. open reads the bytes of a
// file by its SHA-256.
func (s *Web) MountLook(mux *http.ServeMux, open func(ctx context.Context, sha string) (io.ReadCloser, error)) {
	for _, path := range []string{themePath, logoPath} {
		s.patterns["GET "+path] = true
	}
	mux.HandleFunc("GET "+themePath, func(w http.ResponseWriter, r *http.Request) {
		rw := s.responseOf(w, r)
		unchanging(rw.Header(), "text/css; charset=utf-8")
		_ = whole(rw, http.StatusOK, []byte(s.opt.Look(r.Context()).theme())) // the visitor left
	})
	mux.HandleFunc("GET "+logoPath, func(w http.ResponseWriter, r *http.Request) {
		rw := s.responseOf(w, r)
		sha := s.opt.Look(r.Context()).Logo
		if sha == "" {
			s.failAs(rw, r, failures[failNotFound], nil)
			return
		}
		file, err := open(r.Context(), sha)
		if err != nil {
			s.fail(rw, r, err)
			return
		}
		defer file.Close()
		body, err := io.ReadAll(io.LimitReader(file, maxLogo))
		if err != nil {
			s.fail(rw, r, err)
			return
		}
		unchanging(rw.Header(), "image/png")
		rw.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_ = whole(rw, http.StatusOK, body) // the visitor left
	})
}

// unchanging says that an address never holds anything else: another look has
// another address.
func unchanging(h http.Header, kind string) {
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
}
