package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/lewu-id/lewu/internal/cache"
)

// assetRoot is where assets live, under the hash of their bytes: they never
// change there, so browsers never ask twice.
const assetRoot = "/_aset/"

// deskSheet is what only the staff's pages ask for, so that the public's stay light.
const deskSheet = room + "/kerja.css"

// sheets are the parts of our style sheet, in the order of the cascade.
var sheets = []string{"tokens", "base", "frame", "form", "figure", "chart", "table", "list", "state", "wide", "print"}

// styleSheet joins parts without their comments and indentation.
func styleSheet(parts ...string) ([]byte, error) {
	var sheet bytes.Buffer
	for _, name := range parts {
		part, err := own.ReadFile("css/" + name + ".css")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(withoutComments(string(part))) {
			if line = strings.TrimSpace(line); line != "" {
				sheet.WriteString(line + "\n")
			}
		}
	}
	return sheet.Bytes(), nil
}

func withoutComments(css string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(css, "/*")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		_, css, _ = strings.Cut(rest, "*/")
	}
}

// addAssets takes everything under assets/ of a room.
func (s *Web) addAssets(room string, files fs.FS) error {
	if _, err := fs.Stat(files, "assets"); err != nil {
		return nil //nolint:nilerr // a room without assets
	}
	return fs.WalkDir(files, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		s.addAsset(room+strings.TrimPrefix(name, "assets"), body)
		return nil
	})
}

// addAsset keeps an asset, compressed once, at start.
func (s *Web) addAsset(name string, body []byte) {
	sum := sha256.Sum256(body)
	address := assetRoot + hex.EncodeToString(sum[:8]) + "/" + name
	s.address[name] = address
	s.assets[address] = cache.NewEntry(http.StatusOK, http.Header{
		"Content-Type":  {mediaType(name)},
		"Cache-Control": {"public, max-age=31536000, immutable"},
		"Vary":          {"Accept-Encoding"},
	}, body, cache.Best)
}

// mediaType goes by our own list first: what a machine's mime.types says must
// not change what browsers do.
func mediaType(name string) string {
	switch ext := path.Ext(name); ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	default:
		if t := mime.TypeByExtension(ext); t != "" {
			return t
		}
		return "application/octet-stream"
	}
}

// Asset is the address of an asset by "<room>/<file>".
func (s *Web) Asset(name string) (string, error) {
	if address, ok := s.address[name]; ok {
		return address, nil
	}
	return "", fmt.Errorf("web.Asset(%q): no such asset", name)
}
